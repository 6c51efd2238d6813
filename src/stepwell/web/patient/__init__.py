"""What the person meets: one module a noun, its templates in templates/patient."""

"""HOW A MOVEMENT LOOKS. Poses -> a body -> SVG. Pure."""

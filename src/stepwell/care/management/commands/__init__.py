"""Commands of the framework that need to know how these rows go."""

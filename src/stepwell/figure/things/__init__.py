"""The things around the body, each from its place in the world to flat shapes in camera space."""

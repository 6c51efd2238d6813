"""The parts of the drawn person, each from its joints in camera space to flat shapes."""

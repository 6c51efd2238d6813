"""WIRING. Settings, URLs and processes: the only room that knows everybody."""

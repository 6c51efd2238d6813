"""Solving the poses: a motion described by what matters -> every joint of every frame. Needs scipy; the site does not."""

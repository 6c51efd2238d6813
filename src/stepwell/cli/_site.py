"""How a command reaches the site: by the name of its settings, as Django itself does.

The server room joins all rooms and stands above this one, so nothing of it is imported here.
"""

import os


def start() -> None:
    """Make the site's settings, rows and commands usable."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stepwell.server.settings")
    import django

    django.setup()

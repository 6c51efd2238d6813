"""How a command reaches the site: by the name of its settings, as Django itself does.

The server room joins all rooms and stands above this one, so nothing of it is imported here.
"""

import os
import sys
from collections.abc import Callable


def start() -> None:
    """Make the site's settings, rows and commands usable."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stepwell.server.settings")
    import django

    django.setup()


def carried_out(act: Callable[[], None]) -> int:
    """Start the site, act on its records, and return the exit status: 1, after one line, when the records refuse."""
    start()
    from django.db import DatabaseError

    from stepwell.care.errors import CareError

    try:
        act()
    except CareError as error:
        return _refused(str(error))
    except DatabaseError:
        return _refused("The records cannot be reached, or there are none yet. Nothing was changed. Start Stepwell once: it says why.")
    return 0


def make_tables() -> None:
    """Make the tables that are missing, as on a machine where the site has not run yet."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def _refused(why: str) -> int:
    print(f"stepwell: {why}", file=sys.stderr)
    return 1

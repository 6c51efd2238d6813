"""Background work, done one piece after another from the database."""

import logging
import os
import time

from django.core.management import call_command
from django.db import DatabaseError, connections

from stepwell.server.middleware import cause

logger = logging.getLogger("stepwell.server")

LOOK_S = 2
"""Seconds between two looks for work."""

GIVES_WAY = 10
"""How much later than the pages it gets a busy processor, as ``nice`` counts."""

PAUSE_S = 10
"""Seconds of rest when the database fails: a full disk or a long backup must not end the site."""


def do_forever() -> None:
    """Do work until this process is told to stop (the command itself listens for that); pages come first."""
    os.nice(GIVES_WAY)
    while True:
        try:
            call_command("db_worker", interval=LOOK_S, verbosity=0, startup_delay=False, reload=False)
            return
        except DatabaseError as error:
            logger.error("background work waits: %s", cause(error))
            connections.close_all()
            time.sleep(PAUSE_S)

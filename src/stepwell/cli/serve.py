"""Serve the site on this machine, until Ctrl-C."""

from argparse import ArgumentParser, Namespace

from stepwell.cli import _site


def arguments(parser: ArgumentParser) -> None:
    """Take none: the environment holds the settings (docs/reference/settings.md)."""


def run(arguments: Namespace) -> int:
    """Serve; the command exits by itself with the status of the processes."""
    from django.core.management import call_command

    _site.start()
    call_command("serve")
    return 0

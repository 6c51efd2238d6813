"""What is unsafe in this installation, and how to mend it. It looks, and changes nothing."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from stepwell.care.errors import CareError
from stepwell.server import middleware
from stepwell.server.doctor import backups, files, people, post, program, reach, records, secret
from stepwell.server.doctor.findings import WEIGHTS, Finding, Report

Look = tuple[str, Callable[[], Iterable[Finding]]]


def look(now: datetime, *, try_restore: bool = False) -> Report:
    """Return all that was found, worst first.

    Args:
        now: the moment.
        try_restore: bring the newest backup back too, in a temporary place.
    """
    found: list[Finding] = []
    unseen: list[str] = []
    for what, looks in _looks(now):
        try:
            found += looks()
        except (OSError, DatabaseError, CareError) as error:
            unseen.append(f"{what}: {middleware.cause(error)}")
    name, of_trying = backups.tried(try_restore=try_restore)
    found += of_trying
    return Report(
        mode=settings.MODE,
        address=settings.ENVIRONMENT.address,
        findings=tuple(sorted(found, key=lambda finding: WEIGHTS.index(finding.weight))),
        unseen=tuple(unseen),
        tried=name,
    )


def _looks(now: datetime) -> tuple[Look, ...]:
    """Return every look, with what it is at, the most urgent first."""
    return (
        ("who can reach the site", reach.without_tls),
        ("the mode", reach.accounts_without_sign_in),
        ("whether people are made up", reach.made_up),
        ("DEBUG", reach.debug),
        ("the site's own checks", reach.own_checks),
        ("the secret key", secret.weak_key),
        ("files that are open to others", files.too_open),
        ("the way to the database", records.database_without_tls),
        ("the records and the entries of who looked", records.not_as_written),
        ("the guards in the database", records.no_guards),
        ("the backups", lambda: backups.backups_here(now)),
        ("the free space", files.little_room),
        ("the port", reach.open_port),
        ("Django's own checks", reach.deployment_checks),
        ("secrets in the environment", secret.in_the_open),
        ("second factors", people.one_factor),
        ("tokens of other programs", lambda: people.tokens(now)),
        ("old invitations", lambda: people.old_invitations(now)),
        ("the mail", post.mail),
        ("the tables", records.not_upgraded),
        ("the clock", lambda: records.clock(now)),
        ("the prepared files", files.no_static),
        ("the versions", lambda: program.versions(timezone.localdate(now))),
        ("the review by a clinician", program.not_reviewed),
    )

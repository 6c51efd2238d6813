"""Who can reach the site, and what somebody on the way can read."""

from collections.abc import Iterator
from ipaddress import ip_network

from django.conf import settings
from django.core.checks import run_checks

from stepwell.care.queries import housekeeping
from stepwell.server.doctor.findings import Finding
from stepwell.server.values import LOOPBACK, UNIX_SOCKET

NOT_OF_DOCTOR = ("stepwell.E003", "stepwell.E004", "security.W009", "security.W018")
"""Checks of DEBUG and of the key, which have findings of their own; and of how SQLite writes, which doctor never does."""
GUIDE = "docs/how-to/run-a-clinic.md says how"


def without_tls() -> Iterator[Finding]:
    """A clinic whose pages travel in the open."""
    address = settings.ENVIRONMENT.address
    if settings.IS_CLINIC and not address.startswith("https://"):
        yield Finding(
            id="no_tls",
            weight="danger",
            what=f"This clinic's address has no TLS: {address}.",
            why="Anybody on the way can read passwords and health notes, and change them. It is good for trying out on this machine only.",
            mend=f"Put a server that speaks TLS in front, then set STEPWELL_ADDRESS=https://... and STEPWELL_TRUSTED_PROXY; {GUIDE}.",
        )


def open_port() -> Iterator[Finding]:
    """A port that is open to a network though only a server on this machine should ask."""
    environment = settings.ENVIRONMENT
    all_here = all(name == UNIX_SOCKET or ip_network(name).is_loopback for name in environment.trusted_proxy)
    if settings.IS_CLINIC and environment.bind not in LOOPBACK and all_here:
        yield Finding(
            id="open_port",
            weight="unsafe",
            what=f"The site listens on {environment.bind}, though no server on another machine is named.",
            why="Other machines can ask it past the server in front, without TLS.",
            mend="Set STEPWELL_BIND=127.0.0.1, or leave it out.",
        )


def accounts_without_sign_in() -> Iterator[Finding]:
    """A clinic's records behind a site that asks nobody who they are."""
    if not settings.IS_CLINIC and (accounts := housekeeping.accounts()):
        yield Finding(
            id="mode",
            weight="danger",
            what=f"The mode is personal, and the records are those of a clinic: {accounts} can sign in there.",
            why="In personal mode nobody signs in. What the clinic noted is here without the rules that guard it.",
            mend="Set STEPWELL_MODE=clinic, for the site and for every command.",
        )


def made_up() -> Iterator[Finding]:
    """A site that lets everybody in by a press, because its people are made up."""
    if not settings.DEMO:
        return
    if settings.IS_CLINIC and settings.ENVIRONMENT.address.startswith("https://"):
        yield Finding(
            id="demo_in_the_open",
            weight="danger",
            what="Everybody who opens this site can become its therapist: it shows a made-up clinic.",
            why="Whatever somebody enters by mistake is open to all.",
            mend="Unset STEPWELL_DEMO, and name a new STEPWELL_HOME.",
        )
    else:
        yield Finding(
            id="demo",
            weight="note",
            what="The people here are made up.",
            why="What is entered is thrown away.",
            mend="For real notes, start without STEPWELL_DEMO.",
        )


def debug() -> Iterator[Finding]:
    """Pages that show what is inside when something breaks."""
    if settings.DEBUG:
        yield Finding(
            id="debug",
            weight="danger",
            what="DEBUG is on.",
            why="A page that breaks then shows settings and health notes to whoever asked for it.",
            mend="Take DEBUG out of the settings: Stepwell's own have it off.",
        )


def own_checks() -> Iterator[Finding]:
    """What the site itself refuses to start with."""
    for found in run_checks(tags=["stepwell"]):
        if found.id not in NOT_OF_DOCTOR:
            why = "The site refuses to start like this."
            yield Finding(id=str(found.id), weight="danger", what=found.msg, why=why, mend=found.hint or "")


def deployment_checks() -> Iterator[Finding]:
    """What Django says of a site that is open to others."""
    if not (settings.IS_CLINIC and settings.ENVIRONMENT.address.startswith("https://")):
        return
    for found in run_checks(tags=["security"], include_deployment_checks=True):
        if not found.is_silenced() and found.id not in NOT_OF_DOCTOR:
            yield Finding(
                id=str(found.id),
                weight="unsafe",
                what=" ".join(found.msg.split()),
                why="Django checks this for every site that is open to others.",
                mend=found.hint or "Take your own change of that setting out.",
            )

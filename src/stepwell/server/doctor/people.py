"""A clinic's ways in that nobody looks after: accounts, invitations, tokens. Counts only."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings

from stepwell.care.queries import housekeeping
from stepwell.server.doctor.findings import Finding

OLD = timedelta(days=30)
UNUSED = timedelta(days=90)
"""After so long an open invitation is old, and a token counts as forgotten (design)."""


def one_factor() -> Iterator[Finding]:
    """Staff whom a password alone would let set up the second factor."""
    if settings.IS_CLINIC and (count := housekeeping.staff_without_second_factor()):
        yield Finding(
            id="one_factor",
            weight="unsafe",
            what=f"{count} who work at a clinic here have neither a second factor nor a passkey.",
            why="No page opens to them before they set one up; but whoever learns such a password can set up one of their own.",
            mend="Ask them to sign in and set one up, or end their work: a manager's page Clinic lists who works there.",
        )


def old_invitations(now: datetime) -> Iterator[Finding]:
    """Links that went out long ago and still open something, or could be sent again."""
    if not settings.IS_CLINIC:
        return
    old = housekeeping.open_invitations(before=now - OLD, now=now)
    if old.valid:
        yield Finding(
            id="old_invitations",
            weight="unsafe",
            what=f"{old.valid} invitations from more than {OLD.days} days ago still open an account.",
            why="They lie in mailboxes; whoever finds one becomes what it promises.",
            mend="A manager's page Clinic lists them: take back what nobody waits for.",
        )
    if old.over:
        yield Finding(
            id="over_invitations",
            weight="note",
            what=f"{old.over} invitations from more than {OLD.days} days ago were never taken up. Their links open nothing any more.",
            why="One press sends such an invitation again, perhaps to somebody who is not meant any more.",
            mend="A manager's page Clinic lists them: take back what nobody waits for.",
        )


def tokens(now: datetime) -> Iterator[Finding]:
    """Keys of other programs that never end, or that none uses."""
    if not settings.IS_CLINIC:
        return
    found = housekeeping.open_tokens(unused_since=now - UNUSED, now=now)
    mend = "A manager's page Other programs lists them: revoke, and make a new one where it is needed."
    if found.endless:
        yield Finding(
            id="endless_tokens",
            weight="unsafe",
            what=f"{found.endless} tokens of other programs never end.",
            why="A token that was copied once opens the records for good.",
            mend=mend,
        )
    if found.unused:
        yield Finding(
            id="unused_tokens",
            weight="unsafe",
            what=f"{found.unused} tokens of other programs were not used for {UNUSED.days} days.",
            why="Nobody would notice that somebody else uses one.",
            mend=mend,
        )

"""Who needs a therapist, and why: a few reasons in words, by rules that a clinician can read in needs_you.toml."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from msgspec import Struct

from stepwell.engine import flare
from stepwell.engine.case import Case
from stepwell.engine.sign_words import REFERRED, found_by_clinician
from stepwell.knowledge.schema import Knowledge, Need, Tier

WORSE = "refer_worse"
CLINICIANS = {"doctor": "a doctor", "therapist": "a physical therapist"}


class PutOff(Struct, frozen=True, kw_only=True):
    """A reason that a therapist has put off: on which day, and until when."""

    on: date
    until: date


class Around(Struct, frozen=True, kw_only=True):
    """What the clinic knows beside the person's log.

    Attributes:
        since: the day on which care began here.
        reviewed_on: the day of the latest plan that a therapist decided about.
        answered_on: the latest day on which a therapist dealt with a reason that can wait: put it off, or decided about the plan.
        message_on: the day of the latest message that nobody has read. alarming: what words in such messages may be about.
        request_on: of the oldest request for a visit without an answer.
        alarming_request_on: of the oldest one that holds words which may mean danger. asked_with: what such words may be about.
        put_off: reason -> how it was put off.
    """

    since: date
    reviewed_on: date | None = None
    answered_on: date | None = None
    message_on: date | None = None
    alarming: tuple[str, ...] = ()
    request_on: date | None = None
    alarming_request_on: date | None = None
    asked_with: tuple[str, ...] = ()
    put_off: Mapping[str, PutOff] = {}


class Needed(Struct, frozen=True, kw_only=True):
    """One reason that holds now, in words. ``on``: since when."""

    id: str
    order: int
    label: str
    text: str
    on: date
    is_weekly: bool
    put_off_days: int


def needs(case: Case, around: Around, today: date, knowledge: Knowledge) -> tuple[Needed, ...]:
    """Return why somebody needs a therapist today, the most pressing first; nothing when they are on track.

    Of the reasons that can wait only one is told at a time, and none within a week of the last one that was dealt with, or
    that went away by itself: a list that calls too often is not read.
    """
    found = sorted(_found(case, around, today, knowledge), key=lambda need: need.order)
    standing = [need for need in found if not _is_put_off(need, around, today)]
    weekly = [need for need in standing if need.is_weekly]
    kept = () if _is_quiet(case, around, today, knowledge) else weekly[:1]
    return tuple(need for need in standing if not need.is_weekly or need in kept)


def _found(case: Case, around: Around, today: date, knowledge: Knowledge) -> Iterator[Needed]:
    """Yield every reason that holds, whatever was said about it before."""
    yield from _of_safety(case, today, knowledge)
    if around.message_on is not None and around.alarming:
        yield _needed(knowledge.needs["danger_message"], around.message_on, on=_day(around.message_on), what=", ".join(around.alarming))
    elif around.message_on is not None:
        yield _needed(knowledge.needs["message"], around.message_on, on=_day(around.message_on))
    if case.told_clear is not None:
        yield _needed(knowledge.needs["told_clear"], case.told_clear.on, on=_day(case.told_clear.on), by=CLINICIANS[case.told_clear.by])
    if around.alarming_request_on is not None:
        on = around.alarming_request_on
        yield _needed(knowledge.needs["danger_request"], on, on=_day(on), what=", ".join(around.asked_with))
    elif around.request_on is not None:
        yield _needed(knowledge.needs["request"], around.request_on, on=_day(around.request_on))
    why = flare.review_reason(case.flare, case.pain, today, knowledge)
    if why and case.flare is not None:
        yield _needed(knowledge.needs["flare"], case.flare.started_on, what=knowledge.reasons[why].text)
    changes = [change for change in case.changes if change.on > (around.reviewed_on or around.since - timedelta(days=1))]
    if changes:
        yield _needed(knowledge.needs["proposal"], changes[0].on, on=_day(changes[-1].on), what=changes[-1].says)
    silent = silent_days(case, around.since, today)
    if silent >= knowledge.caseload["silent_days"].value:
        yield _needed(knowledge.needs["silent"], today - timedelta(days=silent), days=silent)


def _of_safety(case: Case, today: date, knowledge: Knowledge) -> Iterator[Needed]:
    on, ids = case.held_on or today, {concern.id for concern in case.concerns}
    what = " ".join(concern.text for concern in case.concerns)
    weak = [concern.text for concern in case.concerns if concern.id in knowledge.needs["weakness"].flags]
    if case.tier >= Tier.SAME_DAY:
        yield _needed(knowledge.needs["danger"], on, on=_day(on), what=what, how=_how_told(case, knowledge))
    if weak:
        yield _needed(knowledge.needs["weakness"], on, on=_day(on), what=" ".join(weak))
    if case.asked_again_on is not None:
        yield _needed(knowledge.needs["questions_open"], case.asked_again_on, on=_day(case.asked_again_on))
    if WORSE in ids:
        yield _needed(knowledge.needs["worse"], on, days=int(knowledge.response["refer_worse_days"].value))
    if case.tier is Tier.WITHIN_DAYS and not weak and WORSE not in ids:
        yield _needed(knowledge.needs["paused"], on, what=what)


def _how_told(case: Case, knowledge: Knowledge) -> str:
    """Return who told the signs that hold: the person in their answers, a clinician on examining them or by sending them on, or several."""
    told = {concern.id for concern in case.concerns}
    found, referred = {sign for sign in told if found_by_clinician(sign, knowledge)}, told & {REFERRED}
    ways = (
        "answered" if told - found - referred or not told else "",
        "found on examination" if found else "",
        "named by a clinician" if referred else "",
    )
    return " and ".join(way for way in ways if way)


def silent_days(case: Case, since: date, today: date) -> int:
    """Return for how many days nothing was told; for somebody who never told anything, since care began."""
    return max(0, (today - (case.told_on or since)).days)


def _is_put_off(need: Needed, around: Around, today: date) -> bool:
    """Whether a therapist has put a reason off and nothing newer has come to it since."""
    put_off = around.put_off.get(need.id)
    return put_off is not None and need.put_off_days > 0 and today <= put_off.until and need.on <= put_off.on


def _is_quiet(case: Case, around: Around, today: date, knowledge: Knowledge) -> bool:
    """Whether this person has raised a reason that can wait, and it is over, within the last days."""
    over = [day for day in (around.answered_on, _silence_called_on(case, knowledge)) if day is not None]
    return any(0 <= (today - day).days < knowledge.caseload["quiet_days"].value for day in over)


def _silence_called_on(case: Case, knowledge: Knowledge) -> date | None:
    """Return the day on which the latest silence that is over called for a therapist."""
    days = sorted({*case.sessions, *(day.on for day in case.pain.days)})
    silent = int(knowledge.caseload["silent_days"].value)
    gaps = [earlier for earlier, later in pairwise(days) if (later - earlier).days > silent]
    return gaps[-1] + timedelta(days=silent) if gaps else None


def _needed(need: Need, since: date, **numbers: object) -> Needed:
    return Needed(
        id=need.id,
        order=need.order,
        label=need.label,
        text=need.says.format_map(numbers),
        on=since,
        is_weekly=need.is_weekly,
        put_off_days=need.put_off_days,
    )


def _day(on: date) -> str:
    return f"{on:%B} {on.day}"

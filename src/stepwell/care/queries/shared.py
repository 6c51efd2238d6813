"""A person's record as a therapist may see it: cut to what the person shares now."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from stepwell.care import access, edition, planning, written
from stepwell.care.errors import NotThere
from stepwell.care.models import Enrolment, Fact, Membership, Person
from stepwell.care.queries import days
from stepwell.engine import log
from stepwell.engine.decision import DayPlan, Decision, Reason
from stepwell.knowledge.schema import QuestionKind

PART_OF = {
    "safety_check": "evaluation",
    "evaluation": "evaluation",
    "probe": "evaluation",
    "preference": "days",
    "check_in": "days",
    "session": "days",
    "flare_note": "days",
    "on_off_test": "days",
    "lesson_read": "days",
    "triggers_told": "days",
    "measure": "measures",
    "order": "evaluation",
    "examination": "evaluation",
    "treatment": "evaluation",
    "goal": "evaluation",
}
"""Which part of the sharing each kind of fact belongs to. What a clinic itself told is always open to that clinic."""

OWN_GOAL = "a goal in their own words, which they do not share"


class Open(Struct, frozen=True, kw_only=True):
    """A person whose record is open to a therapist.

    Attributes:
        enrolment: the number of the care that opens it. parts: what is shared now, of ``access.SCOPES``.
    """

    person: Person
    clinic: UUID
    enrolment: int
    parts: frozenset[str]


def opened(who: access.Visitor, person: Person | UUID) -> Open | None:
    """Return a person's record as far as it is open to a therapist; None for one that is not theirs, and for one that is not there."""
    row = access.enrolments_open_to(who).filter(person=person).select_related("person").first()
    if row is None:
        return None
    parts = frozenset(part for part in access.SCOPES if access.shares(row, part))
    return Open(person=row.person, clinic=row.clinic_id, enrolment=row.pk, parts=parts)


def shared_log(who: access.Visitor, person: Person | UUID) -> log.Log:
    """Return a person's log, oldest day first, cut to the parts that are shared now. It is for reading, not for planning:
    what is not shared is not known there, and the engine would take it for unanswered.

    Raises:
        NotThere: the record is not open to this visitor, or there is none.
    """
    known = opened(who, person)
    if known is None:
        raise NotThere
    return log_of(known)


def log_of(known: Open) -> log.Log:
    """Return the log of a record that was opened, as ``shared_log`` does."""
    return log.Log(seed=known.person.seed, facts=tuple(_facts(known)))


def decided(known: Open, today: date) -> Decision | None:
    """Return what is decided for today, cut to what is shared; None where the days are not. Nothing is kept of it as shown."""
    if "days" not in known.parts:
        return None
    on = planning.day_to_plan(today, known.person.newest_on)
    return cut(planning.decided(days.understanding(known.person), on), known.parts)


def cut(decision: Decision, parts: frozenset[str]) -> Decision:
    """Return what was decided for a day, without the safety answers behind it where the evaluation is not shared.

    That exercise waits, and how soon somebody should look, is the plan of the day; why is the evaluation's.
    """
    if "evaluation" in parts:
        return decision
    if isinstance(decision, DayPlan):
        return replace(decision, advice=_no_answers(decision.advice))
    return replace(decision, reasons=_no_answers(decision.reasons))


def _no_answers(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    knowledge = edition.present().knowledge
    return tuple(reason for reason in reasons if reason.id not in knowledge.red_flags and reason.id not in knowledge.scores)


def told_here(known: Open) -> Callable[[int | None, datetime], bool]:
    """Return what says whether an account, at a moment, told something for this clinic. It takes two queries.

    Somebody may work at two clinics: what they told while another one looked after the person is that one's.
    """
    ours = set(Membership.objects.filter(clinic=known.clinic).values_list("account", flat=True))
    elsewhere = list(Enrolment.objects.filter(person=known.person).exclude(clinic=known.clinic).values_list("since", "ended_at"))

    def told(author: int | None, at: datetime) -> bool:
        return author in ours and not any(since <= at and (ended is None or at <= ended) for since, ended in elsewhere)

    return told


def _facts(known: Open) -> Iterator[log.Fact]:
    is_ours = told_here(known)
    rows = Fact.objects.filter(person=known.person).order_by("on", "position")
    agreed: set[str] = set()
    for kind, author, at, body in rows.values_list("kind", "author", "recorded_at", "body"):
        ours = is_ours(author, at)
        if not ours and PART_OF[kind] not in known.parts:
            continue
        fact = written.fact_in(body)
        if ours and isinstance(fact, log.Goal):
            agreed.add(fact.words)
        is_known = ours or (isinstance(fact, log.Goal) and fact.words in agreed)
        yield fact if is_known or "words" in known.parts else without_words(fact)


def without_words(fact: log.Fact) -> log.Fact:
    """Return a fact without what the person wrote in their own words."""
    if isinstance(fact, log.FlareNote):
        return replace(fact, words="")
    if isinstance(fact, log.Goal):
        return replace(fact, words=OWN_GOAL)
    if isinstance(fact, log.SafetyCheck | log.Evaluation | log.CheckIn | log.Measure):
        questions = edition.present().knowledge.questions
        kept = {key: value for key, value in fact.answers.items() if key not in questions or questions[key].kind is not QuestionKind.TEXT}
        return replace(fact, answers=kept)
    return fact

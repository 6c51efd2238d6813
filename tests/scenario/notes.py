"""Case notes: a person, some days, and what the plan must then say. Read from tests/scenario/cases.

A case is written in TOML by somebody who knows patients and need not know Python. ``Who``, ``Row``
and ``Expect`` below are the words it may use; docs/reference/scenarios.md shows them all told.
"""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from stepwell.engine.decision import DayPlan, Decision, Prescription, Referral
from stepwell.engine.log import Fact, Item, Log, Session
from stepwell.engine.plan import plan_from
from stepwell.engine.reading import read_fact
from stepwell.engine.understanding import Understanding, advance, begin
from stepwell.knowledge.schema import Knowledge
from tests.calm_answers import with_calm_answers

FOLDER = Path(__file__).parent
CASES = sorted((FOLDER / "cases").glob("*.toml"))
CHECK_IN_WORDS = {
    "waking": "leg_waking",
    "worst": "leg_worst",
    "back": "back_worst",
    "place": "lowest_place",
    "after": "after_session",
    "sleep": "sleep",
    "flare": "flare",
    "new": "anything_new",
    "walked": "walked_minutes",
    "sat": "sat_minutes",
    "exposures": "exposures",
}
Feeling = Literal["eased", "same", "worse", "further_down"]


class Strict(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of a case: a word it does not know is refused."""


class Who(Strict, frozen=True, kw_only=True):
    """The person: one of people.toml, with what is different.

    Attributes:
        like: a name in people.toml.
        safe_on: the day the whole safety check was answered; nothing on it applies, apart from ``answers``.
        evaluated_on: the day of the evaluation.
        answers: answers that differ from that person's.
        leave_out: questions that were not answered.
        answers_weekly: whenever safety questions come back they are answered as before, and calmly.
    """

    like: str
    safe_on: date | None = None
    evaluated_on: date | None = None
    seed: int = 0
    answers: dict[str, Any] = {}
    leave_out: tuple[str, ...] = ()
    answers_weekly: bool = False


class Row(Strict, frozen=True, kw_only=True):
    """One day, or the same on several days (``to``, ``every``), in the order in which things happen on it.

    Attributes:
        safe: the whole safety check again, calmly; ``safety`` holds answers that are not calm.
        session: "planned" for the plan of the day as it stands, or exercises by id; ``leg``, ``effort`` and
            ``leg_change`` are said of each, ``how`` of single ones.
        probe: direction, before and after as [place, leg].
        measure: its id with answers by item, or with a score.
        examination: what a clinician found: answers, codes, irritability.
        note: what was noted of a flare-up: suspected, words, over.
    """

    on: date
    to: date | None = None
    every: int = 1
    safe: bool = False
    safety: dict[str, Any] = {}
    evaluation: dict[str, Any] = {}
    order: dict[str, Any] = {}
    examination: dict[str, Any] = {}
    waking: int | None = None
    worst: int | None = None
    back: int | None = None
    place: str | None = None
    after: str | None = None
    sleep: str | None = None
    flare: str | None = None
    new: str | tuple[str, ...] | None = None
    walked: int | None = None
    sat: int | None = None
    exposures: tuple[str, ...] | None = None
    note: dict[str, Any] = {}
    wish: dict[str, Any] = {}
    probe: dict[str, Any] = {}
    measure: dict[str, Any] = {}
    session: str | tuple[str, ...] = ()
    leg: Feeling | None = None
    leg_change: int | None = None
    leg_before: int | None = 2
    effort: Literal["easy", "right", "hard"] | None = None
    how: dict[str, dict[str, Any]] = {}
    walk: int = 0


class DoseNote(Strict, frozen=True, kw_only=True):
    """What one exercise's dose must be, as far as it is said."""

    sets: int | None = None
    repetitions: int | None = None
    hold_s: int | None = None
    minutes: int | None = None
    per_day: int | None = None
    change: str | None = None
    set_by: str | None = None
    first_side: str | None = None
    slot: str | None = None


class WalkNote(Strict, frozen=True, kw_only=True):
    """What the walk of the day must be, as far as it is said."""

    exercise: str | None = None
    minutes: int | None = None
    times: int | None = None
    change: str | None = None


class FlareNote(Strict, frozen=True, kw_only=True):
    """Where the day must stand in a flare-up."""

    day: int
    easy_until: date
    full_on: date


class Expect(Strict, frozen=True, kw_only=True):
    """What the answer must be, as far as it is said. ``kind``: a plan, questions first, or a referral."""

    kind: Literal["plan", "ask", "referral"]
    tier: str | None = None
    stage: str | None = None
    pattern: str | None = None
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    items: tuple[str, ...] | None = None
    doses: dict[str, DoseNote] = {}
    adapted: tuple[str, ...] = ()
    why: str | None = None
    changes: tuple[str, ...] = ()
    no_change: tuple[str, ...] = ()
    held_back: dict[str, str] = {}
    until: dict[str, date] = {}
    advice: tuple[str, ...] = ()
    no_advice: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    walk: WalkNote | None = None
    minutes_at_most: int | None = None
    minutes_at_least: int | None = None
    items_at_most: int | None = None
    items_at_least: int | None = None
    short: tuple[str, ...] | None = None
    sessions_a_day: int | None = None
    flare: FlareNote | Literal[False] | None = None
    question: str | Literal[False] | None = None
    ask: tuple[str, ...] = ()
    next_check: date | None = None
    clean_days: int | None = None
    session_number: int | None = None
    week: int | None = None
    measures: tuple[str, ...] | None = None
    graduated: bool | None = None


class Case(Strict, frozen=True, kw_only=True):
    """One case. ``chapter`` is where it stands in docs/reference/scenarios.md."""

    name: str
    chapter: str
    story: str
    today: date
    person: Who
    days: tuple[Row, ...] = ()
    expect: Expect


def read(path: Path) -> Case:
    """Return one case. Raises msgspec.ValidationError at a word that is not known."""
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), type=Case)


def people() -> dict[str, dict[str, Any]]:
    """Return the answers of the people that cases start from, by name."""
    return tomllib.loads((FOLDER / "people.toml").read_text(encoding="utf-8"))


def decided(case: Case, knowledge: Knowledge) -> Decision:
    """Return the plan, or the referral, of a case's day."""
    return plan_from(understood(case, knowledge), knowledge, case.today)


def understood(case: Case, knowledge: Knowledge) -> Understanding:
    """Return what is understood of a case's person on its day."""
    known = begin(case.person.seed)
    for fact in facts(case, knowledge):
        known = advance(known, fact, knowledge)
    return known


def log_of(case: Case, knowledge: Knowledge) -> Log:
    """Return a case as a log."""
    return Log(seed=case.person.seed, facts=tuple(facts(case, knowledge)))


def facts(case: Case, knowledge: Knowledge) -> Iterator[Fact]:
    """Yield what happened, oldest first. Sessions "as planned" take the plan of their own day."""
    known = begin(case.person.seed)
    for fact in _written_down(case, knowledge):
        for told in [*_weekly(case, known, fact, knowledge), fact]:
            real = _as_planned(told, known, knowledge) if isinstance(told, _Planned) else told
            known = advance(known, real, knowledge)
            yield real
    yield from _weekly(case, known, _Planned(Row(on=case.today), case.today), knowledge)


class _Planned(Struct, frozen=True):
    """A session that is done as the plan of its day says."""

    row: Row
    on: date


def _written_down(case: Case, knowledge: Knowledge) -> Iterator[Fact | _Planned]:
    begins: list[tuple[date, int, Any]] = []
    if case.person.safe_on:
        begins.append((case.person.safe_on, 0, lambda on: [_safety(case, {}, on, knowledge)]))
    if case.person.evaluated_on:
        begins.append((case.person.evaluated_on, 1, lambda on: [_evaluation(case, on, knowledge)]))
    for row in case.days:
        last = row.to or row.on
        for step in range(0, (last - row.on).days + 1, row.every):
            begins.append((row.on + timedelta(days=step), 2, lambda on, row=row: _of_row(case, row, on, knowledge)))
    begins.sort(key=lambda one: one[:2])
    for on, _, made in begins:
        yield from made(on)


def _answers(case: Case) -> dict[str, Any]:
    merged = {**people()[case.person.like], **case.person.answers}
    return {question: answer for question, answer in merged.items() if question not in case.person.leave_out}


def _safety(case: Case, changed: dict[str, Any], on: date, knowledge: Knowledge) -> Fact:
    own = {question: answer for question, answer in _answers(case).items() if "safety" in knowledge.questions[question].asked_when}
    return _fact(
        {"kind": "safety_check", "on": on, "answers": with_calm_answers({**own, **changed}, knowledge, case.person.leave_out)}, knowledge
    )


def _evaluation(case: Case, on: date, knowledge: Knowledge) -> Fact:
    own = {question: answer for question, answer in _answers(case).items() if "evaluation" in knowledge.questions[question].asked_when}
    return _fact({"kind": "evaluation", "on": on, "answers": own}, knowledge)


def _of_row(case: Case, row: Row, on: date, knowledge: Knowledge) -> Iterator[Fact | _Planned]:
    if row.safe:
        yield _safety(case, row.safety, on, knowledge)
    elif row.safety:
        yield _fact({"kind": "safety_check", "on": on, "answers": row.safety}, knowledge)
    for kind, told in _told(row):
        if told:
            yield _fact({"kind": kind, "on": on, **told}, knowledge)
    if row.session == "planned":
        yield _Planned(row, on)
    elif row.session or row.walk:
        items = [{"exercise": exercise, **_how(row, exercise)} for exercise in row.session]
        yield _fact({"kind": "session", "on": on, "items": items, "walked_minutes": row.walk, "leg_before": row.leg_before}, knowledge)


def _told(row: Row) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what was told on a day, in the order in which it happens on it: its kind, and what it holds; nothing where it was not told."""
    yield "evaluation", {"answers": row.evaluation} if row.evaluation else {}
    yield "examination", row.examination
    yield "order", row.order
    yield "check_in", {"answers": said} if (said := _check_in(row)) else {}
    yield "flare_note", row.note
    yield "measure", row.measure
    yield "preference", row.wish
    if row.probe:
        before, after = ({"place": place, "leg": leg} for place, leg in (row.probe["before"], row.probe["after"]))
        yield "probe", {**row.probe, "before": before, "after": after}


def _check_in(row: Row) -> dict[str, Any]:
    said = {question: getattr(row, word) for word, question in CHECK_IN_WORDS.items()}
    if isinstance(row.new, str):
        said["anything_new"] = [row.new]
    return {question: list(value) if isinstance(value, tuple) else value for question, value in said.items() if value is not None}


def _how(row: Row, exercise: str) -> dict[str, Any]:
    said = {"leg": row.leg, "effort": row.effort, "leg_change": row.leg_change, **row.how.get(exercise, {})}
    return {name: value for name, value in said.items() if value is not None}


def _weekly(case: Case, known: Understanding, fact: Fact | _Planned, knowledge: Knowledge) -> list[Fact]:
    """Answer the safety questions calmly before a session, or the plan of the day, where the case says that they always are."""
    if not isinstance(fact, _Planned) or not case.person.answers_weekly:
        return []
    answer = plan_from(known, knowledge, fact.on)
    return [_safety(case, {}, fact.on, knowledge)] if isinstance(answer, Referral) and answer.ask else []


def _as_planned(planned: _Planned, known: Understanding, knowledge: Knowledge) -> Session:
    plan = plan_from(known, knowledge, planned.on)
    assert isinstance(plan, DayPlan), f"no session can be done on {planned.on}: {[reason.id for reason in plan.reasons]}"
    items = tuple(_done(item, planned.row) for item in plan.items)
    return Session(on=planned.on, items=items, walked_minutes=planned.row.walk, leg_before=planned.row.leg_before)


def _done(item: Prescription, row: Row) -> Item:
    done = {"exercise": item.exercise, "sets": item.sets, "repetitions": item.repetitions, "hold_s": item.hold_s, "minutes": item.minutes}
    return msgspec.convert({**done, **_how(row, item.exercise)}, type=Item)


def _fact(raw: dict[str, Any], knowledge: Knowledge) -> Fact:
    return read_fact(raw, knowledge)

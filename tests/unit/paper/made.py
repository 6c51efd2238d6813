"""Records that the tests of paper share: nobody who exists."""

import io
from datetime import date, timedelta
from functools import cache

from pypdf import PdfReader

from stepwell.engine.log import (
    Answers,
    CheckIn,
    Evaluation,
    Examination,
    Fact,
    FlareNote,
    Goal,
    Item,
    Log,
    Measure,
    Order,
    Probe,
    Reading,
    SafetyCheck,
    Session,
    Treatment,
)  # fmt: skip
from stepwell.engine.plan import plan_from
from stepwell.engine.plan_changes import plan_changes
from stepwell.engine.understanding import understand
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Direction
from stepwell.paper.record import ChartEntry, Record
from tests.bench._made_log import EVALUATION, PERSON
from tests.calm_answers import with_calm_answers

TODAY = date(2026, 11, 23)
WORDS = "walk the dog"


def day(ago: int) -> date:
    """Return the day so many days before today."""
    return TODAY - timedelta(days=ago)


def record(*facts: Fact, name: str = "Maya K.", chart: tuple[ChartEntry, ...] = ()) -> Record:
    """Return the record of a log."""
    known, log = loader.load(), Log(facts=tuple(sorted(facts, key=lambda fact: fact.on)))
    understood = understand(log, known)
    return Record(
        name=name,
        today=TODAY,
        log=log,
        known=understood,
        decision=plan_from(understood, known, TODAY),
        changes=plan_changes(log, known),
        country=known.countries["us"],
        knowledge=known,
        chart=chart,
    )


def beginning(words: str = WORDS) -> list[Fact]:
    """Return what somebody tells on the first day."""
    answers: Answers = {**EVALUATION, "activity_1": words, "activity_1_now": 3, "helped_before": words}
    return [SafetyCheck(on=day(1), answers=with_calm_answers(PERSON, loader.load())), Evaluation(on=day(1), answers=answers)]


def days(count: int) -> list[Fact]:
    """Return so many days with a check-in and a session; a flare-up every fifty."""
    found: list[Fact] = []
    for ago in range(count):
        flare = "yes" if ago % 50 in (20, 21) else "no"
        answers: Answers = {"leg_waking": 3 + ago // 200, "leg_worst": 5, "walked_minutes": 10 + ago % 7, "sat_minutes": 30, "flare": flare}
        found += [CheckIn(on=day(ago), answers=answers), Session(on=day(ago), items=(Item(exercise="pelvic_tilt", leg="eased"),))]
    return found


def measures(*agos: int) -> list[Fact]:
    """Return every question of the week and the month answered so many days ago, each time one better than before."""
    asked = (loader.load().measures[name] for name in ("weekly", "monthly"))
    kinds = [(kind.id, [item.id for item in kind.items if item.id != "acceptable"]) for kind in asked]
    told = [(number, ago, kind, items) for number, ago in enumerate(agos) for kind, items in kinds]
    return [Measure(on=day(ago), measure=kind, answers=dict.fromkeys(items, 4 + number)) for number, ago, kind, items in told]


def clinical(words: str = WORDS) -> list[Fact]:
    """Return what a clinic adds: an examination, treatment, goals, orders."""
    return [
        Examination(on=day(1), codes=("M54.31",), irritability="moderate", words=words, answers={"exam_slr_left": "positive"}),
        Treatment(on=day(1), treatment="nerve_therapy", minutes=8, response="better", why=words),
        Goal(on=day(1), goal="one", words=words),
        Order(on=day(1), order="remove", exercise="glute_bridge", reason=words),
        Order(on=day(1), order="note", reason=words),
        FlareNote(on=day(1), words=words),
        Probe(on=day(1), direction=Direction.EXTENSION, before=Reading(place="calf", leg=5), after=Reading(place="thigh", leg=3)),
    ]


def note(words: str = WORDS) -> ChartEntry:
    """Return a note of the clinic's chart."""
    return ChartEntry(on=day(1), by="Tess", kind="visit", words=words)


@cache
def whole() -> Record:
    """Return the record of somebody with two months of days and everything a clinic adds."""
    return record(*beginning(), *days(60), *clinical(), chart=(note(),))


def reader(pdf: bytes) -> PdfReader:
    """Return a PDF, read back."""
    return PdfReader(io.BytesIO(pdf))


def text(pdf: bytes) -> str:
    """Return the words of a PDF with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in reader(pdf).pages).split())


def letters(words: str) -> str:
    """Return a text without spaces, as reading a PDF back can move them."""
    return "".join(words.split())

"""The schemas by their names."""

from collections.abc import Callable

from stepwell.cli.measures import Listed
from stepwell.cli.questions import Asked
from stepwell.engine.decision import Decision
from stepwell.engine.log import Fact, Log
from stepwell.engine.schemas import DRAFT, Schema, answers, coming_out, going_in
from stepwell.engine.trigger_findings import Judgment
from stepwell.engine.verdict import Verdict
from stepwell.knowledge.schema import Exercise, Knowledge

SCHEMAS: dict[str, Callable[[Knowledge], Schema]] = {
    "log": lambda known: going_in(Log, "Everything known about one person", known),
    "fact": lambda known: going_in(Fact, "One fact of a log", known),
    "plan": lambda _: coming_out(Decision, "The plan of a day, or the referral that stands in its place"),
    "triage-input": lambda known: {"$schema": DRAFT, "title": "Answers for a triage"} | answers(known),
    "triage": lambda _: coming_out(Verdict, "The verdict on answers"),
    "questions": lambda _: coming_out(list[Asked], "Questions with their possible answers"),
    "exercise": lambda _: coming_out(Exercise, "One exercise"),
    "triggers": lambda _: coming_out(list[Judgment], "What a diary says of each thing in it"),
    "measures": lambda _: coming_out(list[Listed], "Measures with their items and scores"),
}
"""The name of each schema -> how it is made."""

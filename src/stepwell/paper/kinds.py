"""Which documents there are, and what each needs."""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from stepwell.engine.decision import DayPlan
from stepwell.paper.chart_note import chart_note
from stepwell.paper.document import Document
from stepwell.paper.first_visit import first_visit
from stepwell.paper.programme import programme
from stepwell.paper.progress import progress
from stepwell.paper.record import Record
from stepwell.paper.relapse import relapse


class NoPlanError(ValueError):
    """There is no plan to print: something else comes first, and the decision says what."""


class Kind(Struct, frozen=True, kw_only=True):
    """One document.

    Attributes:
        id: its name in an address and a file. title, says: for whoever chooses one.
        write: makes it; may raise NoPlanError.
        for_clinicians: written for those who treat, not for the person.
        parts: which parts of a record it tells of, as ``care.access`` names them; without any of them there is nothing to print.
        needs: what of a ``Record`` costs time to find, and is left empty for documents that do not show it.
    """

    id: str
    title: str
    says: str
    write: Callable[[Record], Document]
    for_clinicians: bool = False
    parts: tuple[str, ...]
    needs: tuple[Literal["changes", "findings", "chart"], ...] = ()


def _programme(record: Record) -> Document:
    if not isinstance(record.decision, DayPlan):
        raise NoPlanError("there is no plan for this day; answer what is asked, or do what it says, first")
    return programme(record, record.decision)


KINDS = {
    kind.id: kind
    for kind in (
        Kind(
            id="home-program",
            title="Home program",
            says="Today’s exercises with pictures, doses in words, and boxes to tick for a week.",
            write=_programme,
            parts=("days",),
        ),
        Kind(
            id="progress",
            title="Progress report",
            says="Leg pain with its usual ups and downs, sessions, walking, and what has clearly changed.",
            write=progress,
            parts=("days", "measures"),
            needs=("changes",),
        ),
        Kind(
            id="first-visit",
            title="Summary for a first visit",
            says="The history as a clinician asks for it, what was tried, what to ask and what to bring.",
            write=first_visit,
            parts=("evaluation",),
        ),
        Kind(
            id="relapse-plan",
            title="If it comes back",
            says="A plan for the next flare-up, on one page where it fits, from what was told and done.",
            write=relapse,
            parts=("days", "evaluation"),
            needs=("findings",),
        ),
        Kind(
            id="chart-note",
            title="Chart note",
            says="Findings, treatment, plan with reasons, measures and goals, with a line to sign.",
            write=chart_note,
            for_clinicians=True,
            parts=("evaluation", "days", "measures"),
            needs=("chart",),
        ),
    )
}
"""Every document by its name."""

"""Every measure with its scoring; and the wordings of questionnaires that belong to others, for whoever may use them.

Without more words: the list. `add FILE` loads a FHIR R4 Questionnaire, which must fit the scoring; `remove ID` takes it away.
"""

from argparse import ArgumentParser, Namespace
from contextlib import suppress

from msgspec import Struct

from stepwell.cli import _input, _site
from stepwell.cli._errors import Refused
from stepwell.cli._output import print_json
from stepwell.cli._page import Page
from stepwell.engine.measuring_wording import WordingError, read
from stepwell.knowledge.schema import Knowledge, MeasureKind


class Range(Struct, frozen=True, kw_only=True):
    """One score of a measure: what it can be, and which way is better."""

    id: str
    name: str
    lowest: float
    highest: float
    better: str


class Listed(Struct, frozen=True, kw_only=True):
    """One measure.

    Attributes:
        own: its words are ours and part of Stepwell. loaded: the day on which a wording was added; null where there is none.
        scores: the first one is that which can be entered; of our own, none is.
        items: item id -> the answers that it may have. Empty where a score can only be entered.
        every_days: how often it is asked; null where never by itself.
    """

    id: str
    name: str
    own: bool
    holder: str | None
    licence: str | None
    loaded: str | None
    items: dict[str, tuple[int, ...]]
    scores: tuple[Range, ...]
    every_days: int | None


def arguments(parser: ArgumentParser) -> None:
    """Take what to do; nothing: list."""
    _input.take_json(parser)
    acts = parser.add_subparsers(dest="act", metavar="add FILE | remove ID")
    add = acts.add_parser("add", help="load the wording in a file", allow_abbrev=False)
    add.add_argument("file", help="a FHIR R4 Questionnaire as JSON; - reads it from the terminal")
    add.add_argument("--replace", action="store_true", help="put it in the place of the wording that is there")
    remove = acts.add_parser("remove", help="take a wording away", allow_abbrev=False)
    remove.add_argument("measure", metavar="ID", help="the measure, as in the list")


def run(arguments: Namespace) -> int:
    """Print the list, or do what was asked."""
    known = _input.knowledge()
    match arguments.act:
        case "add":
            return _add(arguments.file, known, replace=arguments.replace)
        case "remove":
            return _site.carried_out(lambda: _remove(arguments.measure))
    return _list(known, as_json=arguments.json)


def _add(file: str, known: Knowledge, *, replace: bool) -> int:
    questionnaire = _input.document(file)
    try:
        wording = read(questionnaire, known)
    except WordingError as error:
        raise Refused(f"{file}: {error}") from None

    def load() -> None:
        from stepwell.care.actions import instruments

        _site.make_tables()
        instruments.add(questionnaire=questionnaire, knowledge=known, replace=replace)
        licence = known.measures[wording.measure].holder
        print(f"Loaded: {wording.title} ({wording.measure}, {len(wording.items)} items). Whether you may use it is yours to know.")
        print(f"What is known here of its license: {licence.licence}" if licence else "", end="\n" if licence else "")

    return _site.carried_out(load)


def _remove(measure: str) -> None:
    from stepwell.care.actions import instruments

    instruments.remove(measure=measure)
    print(f"The wording of {measure} is gone. Answers that were given stay in the notes.")


def _list(known: Knowledge, *, as_json: bool) -> int:
    loaded = _loaded()
    listed = [_listed(measure, loaded) for measure in known.measures.values()]
    if as_json:
        print_json(listed)
    else:
        _page(listed).print()
    return 0


def _listed(measure: MeasureKind, loaded: dict[str, str]) -> Listed:
    return Listed(
        id=measure.id,
        name=measure.name,
        own=measure.is_own,
        holder=measure.holder.name if measure.holder else None,
        licence=measure.holder.licence if measure.holder else None,
        loaded=loaded.get(measure.id),
        items={item.id: measure.values_of(item) for item in measure.items},
        scores=tuple(
            Range(id=score.id, name=score.name, lowest=score.lowest, highest=score.highest, better=score.better) for score in measure.scores
        ),
        every_days=measure.cadence.every if measure.cadence else None,
    )


def _loaded() -> dict[str, str]:
    """Return what is loaded; nothing where no site has run here yet."""
    _site.start()
    from django.db import DatabaseError

    from stepwell.care.queries import instruments

    with suppress(DatabaseError):
        return instruments.held()
    return {}


def _page(listed: list[Listed]) -> Page:
    page = Page()
    groups = (
        ("Ours: asked by themselves", [each for each in listed if each.own]),
        (
            "Of others: asked once somebody loads the wording; a score can always be entered",
            [each for each in listed if not each.own and each.items],
        ),
        ("Of others: a score can be entered", [each for each in listed if not each.own and not each.items]),
    )
    for heading, measures in groups:
        page.heading(heading)
        for each in measures:
            page.gap()
            page.say(f"{each.id}: {each.name}" + (f" (loaded on {each.loaded})" if each.loaded else ""))
            often = f"every {each.every_days} days" if each.every_days and (each.own or each.loaded) else ""
            main = each.scores[0]
            page.say(
                "; ".join(filter(None, ("" if each.own else f"{main.lowest:g} to {main.highest:g}, {main.better} is better", often))),
                indent=4,
            )
            page.say(each.licence or "", indent=4)
    return page

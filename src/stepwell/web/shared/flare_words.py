"""Words for flare-ups: the ladder back with its dates, what may have set one off, and the ones that were."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from msgspec.structs import replace

from stepwell.engine import flare
from stepwell.engine.because import shown as number
from stepwell.engine.decision import FlareDay
from stepwell.engine.episodes import Episode
from stepwell.engine.log import FlareNote
from stepwell.knowledge import loader
from stepwell.knowledge.schema import AskedWhen, Grade, Question, QuestionKind

MORE_THAN_HALF = 60
NEARLY_ALL = 85


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the ladder: its first and last day, and what it means. ``is_now``: today is on it."""

    first: date
    last: date
    percent: int
    says: str
    is_now: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One flare-up in words."""

    episode: Episode
    days: int
    rise: str
    suspected: tuple[str, ...]


def ladder(day: FlareDay, today: date) -> tuple[Step, ...]:
    """Return the softer days and the way back as a few steps, each with its dates."""
    rungs = flare.way_back(day, loader.load())
    softer = round(100 * loader.load().response["flare_dose"].value)
    begins = [rungs[0], *(next(rung for rung in rungs if rung.percent >= percent) for percent in (MORE_THAN_HALF, NEARLY_ALL)), rungs[-1]]
    says = (
        _("Your usual exercises again, with a little less than half of everything."),
        _("More than half again. It grows a little each day."),
        _("Nearly all of it."),
        _("Back to where you were."),
    )
    lasts = [*(later.on for later in begins[1:]), None]
    steps = [
        Step(
            first=rung.on,
            last=date.fromordinal(last.toordinal() - 1) if last else rung.on,
            percent=rung.percent,
            says=words,
            is_now=rung.on <= today and (last is None or today < last),
        )
        for rung, last, words in zip(begins, lasts, says, strict=True)
    ]
    if day.easy_until < day.started_on:
        return tuple(steps)
    words = _("Softer days: positions that ease, breathing, calm movements at half the dose, short walks. No strength work.")
    first = Step(first=day.started_on, last=day.easy_until, percent=softer, says=words, is_now=flare.is_easy(day, today))
    return (first, *steps)


def suspicion() -> list[Question]:
    """Return the two questions about what may have set a flare-up off: from a list, and in own words."""
    knowledge = loader.load()
    asked = {trigger.id for trigger in knowledge.triggers.values() if trigger.asked}
    listed = replace(
        knowledge.questions["exposures"],
        id="suspected",
        text=_("What do you think set it off?"),
        help=_("A guess is fine, and often nothing did. It is kept with this flare-up and changes no plan."),
        why="",
        optional=True,
        choices=tuple(choice for choice in knowledge.questions["exposures"].choices if choice.id in asked),
    )
    words = Question(
        id="words",
        group=listed.group,
        kind=QuestionKind.TEXT,
        text=_("Or in your own words"),
        help="",
        asked_when=(AskedWhen.CHECK_IN,),
        optional=True,
        grade=Grade.DESIGN,
    )
    return [listed, words]


def told(episodes: Iterable[Episode], today: date) -> tuple[Told, ...]:
    """Return flare-ups in words, the latest first."""
    return tuple(_told(each, today) for each in sorted(episodes, key=lambda each: each.started_on, reverse=True))


def suspects(one: Episode) -> tuple[str, ...]:
    """Return what was suspected, as words: from the list, then the person's own."""
    return _suspected(one.suspected, one.words)


def noted(note: FlareNote) -> tuple[str, ...]:
    """Return what one note suspects, as words."""
    return _suspected(note.suspected, note.words)


def _suspected(ids: Iterable[str], words: str) -> tuple[str, ...]:
    triggers = loader.load().triggers
    listed = (_(triggers[each].chip) for each in ids if each in triggers)
    return (*listed, *((words,) if words else ()))


def _told(one: Episode, today: date) -> Told:
    rise = number(one.rise) if one.rise is not None and one.rise > 0 else ""
    return Told(episode=one, days=one.length(today), rise=rise, suspected=suspects(one))

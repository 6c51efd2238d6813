"""The lesson of a day: chosen by rule from what happened lately, what may set pain off, the answers, and what was read.

It is chosen from what was known before the day, so that it stays the same all day. Only a flare-up that begins on the
day itself comes before it, and an answer that speaks against it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from msgspec.structs import replace

from stepwell.engine import exercising, flare, trigger_lessons
from stepwell.engine.because import Number, from_entry, told
from stepwell.engine.decision import LessonToday, Reason
from stepwell.engine.holds import holds
from stepwell.engine.known import Understanding
from stepwell.engine.log import CheckIn, Fact, FlareNote, LessonRead, TriggersTold
from stepwell.engine.orders import Orders
from stepwell.engine.taught import Offered, Taught
from stepwell.engine.telling import review_tier
from stepwell.engine.trigger_lessons import Wanted
from stepwell.knowledge.once import once
from stepwell.knowledge.schema import Knowledge, Lesson, LessonEvent, Tier

WEEK = timedelta(days=7)
TWO_WEEKS = timedelta(days=14)
FRESH = timedelta(days=3)
"""For so long something that happened counts as lately (design)."""
REST = timedelta(days=6)
"""A lesson that something lately brought may come again for the like after more than these days."""
READ_REST = timedelta(days=20)
"""The same for a lesson that was read (design)."""
LASTING = {
    LessonEvent.VISIT_ADVISED: 27,
    LessonEvent.SLOW: 27,
    LessonEvent.THERAPIST: 27,
    "likely": 27,
    "possible": 27,
    "answers": 60,
    "pattern": 60,
}
"""Rules that go on asking for the same: so many days after it was seen a lesson may come again, so that others come in between (design)."""
HARDER = frozenset({"morning_worse", "said_worse", "one_sore_morning", "moved_down", "stage_down", "stage_after_gap"})


def of_the_day(known: Understanding, knowledge: Knowledge, today: date) -> LessonToday:
    """Return the lesson of one day, and why it is that one.

    The same log, knowledge and day always give the same. Costs the same however long the log is.

    Args:
        known: what is understood; what was told on ``today`` itself counts from the next day on.
        knowledge: the lessons.
        today: the day; not before the latest fact.
    """
    offered = _of(settled(known, today, knowledge), known, knowledge)
    lesson = knowledge.lessons[offered.lesson]
    return LessonToday(
        lesson=lesson.id,
        title=lesson.title,
        why=_why(offered, lesson, known, knowledge),
        is_read=known.taught.read.get(lesson.id) == today,
    )


def settled(known: Understanding, on: date, knowledge: Knowledge) -> Taught:
    """Return what is remembered once the lesson of a day is fixed, and with it those of the days since the latest fact.

    Nobody told anything on those days, but whoever looked was offered a lesson: it is not offered again at once. Of a long
    silence only the first week and the week that ``on`` lies in are gone through, both counted from the latest lesson: two
    days in a row must see the same days before them.
    """
    taught = known.taught
    if taught.offered is None:
        return _a_day_later(taught, on, known, knowledge)
    silent, latest = (on - taught.offered.on).days, taught.offered.on
    this_week = range((silent - 1) // 7 * 7 + 1, silent + 1)
    for ahead in chain(range(1, min(silent + 1, 8)), this_week if silent > 7 else ()):
        taught = _a_day_later(taught, latest + timedelta(days=ahead), known, knowledge)
    return taught


def noticed(known: Understanding, fact: Fact, before: Understanding, knowledge: Knowledge) -> Understanding:
    """Take in of one fact what matters for the lessons of later days. ``before``: what was understood without it."""
    taught = known.taught
    match fact:
        case LessonRead():
            taught = replace(taught, read=taught.read | {fact.lesson: fact.on}, seen=taught.seen | {fact.lesson: fact.on})
        case CheckIn():
            taught = trigger_lessons.ticked(taught, fact)
        case FlareNote() if fact.suspected:
            taught = replace(taught, suspected=taught.suspected | dict.fromkeys(fact.suspected, fact.on))
        case TriggersTold():
            taught = trigger_lessons.found(taught, fact)
    if known.answers is not before.answers:
        taught = _suited(taught, known, knowledge)
    return known if taught is known.taught else replace(known, taught=taught)


def speaks_against(lesson: Lesson, known: Understanding) -> bool:
    """Whether what is known of a person speaks against what a lesson says, or may: then it is never the lesson of a day."""
    return lesson.id in known.taught.kept_back or _is_of_another_pattern(lesson, known)


def _a_day_later(taught: Taught, on: date, known: Understanding, knowledge: Knowledge) -> Taught:
    """Return what is remembered on the next day: the lesson of the day before counts as seen, and a new one is chosen."""
    seen, called = taught.seen, taught.called
    if taught.offered is not None:
        shown = _of(taught, known, knowledge)
        seen = seen | dict.fromkeys((taught.offered.lesson, shown.lesson), shown.on)
        called = called if shown.rule in ("next", "again", *LASTING) else called | {shown.lesson: shown.on}
    taught = replace(
        taught,
        seen=seen,
        called=called,
        ticked=trigger_lessons.within_a_week(taught.ticked, on),
        suspected={exposure: day for exposure, day in taught.suspected.items() if on - day < TWO_WEEKS},
    )
    return replace(taught, offered=_chosen(taught, on, known, knowledge))


def _of(taught: Taught, known: Understanding, knowledge: Knowledge) -> Offered:
    """Return the lesson of the day that is fixed.

    Two things told on that day change it at once: a flare-up that began, and an answer that speaks against the lesson.
    """
    offered = taught.offered
    assert offered is not None  # ``settled`` fixes one for every day
    if known.flare is not None and known.flare.started_on == offered.on:
        wanted = [*_for(LessonEvent.FLARE_BEGINS, knowledge), *_for(LessonEvent.FLARE_DAYS, knowledge)]
        fits = [lesson for _, _, lesson in wanted if _is_for(lesson, taught, known) and not _was_yesterday(lesson, taught, offered.on)]
        if fits:
            return Offered(on=offered.on, lesson=fits[0].id, rule=LessonEvent.FLARE_BEGINS)
    if speaks_against(knowledge.lessons[offered.lesson], known):
        return _chosen(taught, offered.on, known, knowledge)
    return offered


def _was_yesterday(lesson: Lesson, taught: Taught, on: date) -> bool:
    return taught.seen.get(lesson.id) == on - timedelta(days=1)


def _chosen(taught: Taught, on: date, known: Understanding, knowledge: Knowledge) -> Offered:
    """Return the first lesson that a rule asks for and that rests no more; then the one not seen for longest."""
    for rule, about, lesson in chain(_lately(on, taught, known, knowledge), _standing(taught, known, knowledge)):
        if _is_for(lesson, taught, known) and (_is_news(lesson, taught, on, rule, about) or _is_rested(lesson, taught, on, rule)):
            return Offered(on=on, lesson=lesson.id, rule=rule, about=about)
    unseen_longest = sorted(knowledge.lessons.values(), key=lambda lesson: taught.seen.get(lesson.id, date.min))
    fits = next((lesson for lesson in unseen_longest if lesson.everybody and _is_for(lesson, taught, known)), unseen_longest[0])
    return Offered(on=on, lesson=fits.id, rule="again" if fits.id in taught.seen else "next")


def _lately(on: date, taught: Taught, known: Understanding, knowledge: Knowledge) -> Iterator[Wanted]:
    """Yield what happened lately asks for, the most pressing first; what may have set pain off comes after a harder day."""
    happened = dict(_happened(on, known, knowledge))
    for event in LessonEvent:
        if event in happened:
            yield from _for(event, knowledge, happened[event])
        if event is LessonEvent.WORSE_DAY:
            yield from trigger_lessons.wanted(taught, knowledge)
    since = on - FRESH
    new = {exercise for exercise, tried in known.tried.items() if tried.first_on is not None and since <= tried.first_on < on}
    for lesson in knowledge.lessons.values() if new else ():
        yield from (("new_exercise", exercise, lesson) for exercise in lesson.exercises if exercise in new)


def _standing(taught: Taught, known: Understanding, knowledge: Knowledge) -> Iterator[Wanted]:
    """Yield what the standing answers ask for: first what was said, then the pattern they fit."""
    for lesson, index in taught.suits.items():
        yield "answers", str(index), knowledge.lessons[lesson]
    pattern = known.picture.pattern if known.picture else ""
    yield from (("pattern", "", lesson) for lesson in knowledge.lessons.values() if pattern in lesson.patterns)


def _happened(on: date, known: Understanding, knowledge: Knowledge) -> Iterator[tuple[LessonEvent, str]]:
    """Yield what happened lately, each with what the sentence about it needs."""
    flare_day = flare.day_of(known.flare, on, knowledge)
    if flare_day is not None:
        yield (LessonEvent.FLARE_DAYS if flare.is_easy(flare_day, on) else LessonEvent.FLARE_RETURN), ""
    missed = exercising.missed_days(known, on) - exercising.paused_days(known, on)
    if missed >= exercising.days_that_lighten(known, knowledge):
        yield LessonEvent.BACK_AFTER_GAP, str(missed)
    if known.standing.stage == "maintain" and known.standing.since is not None and on - known.standing.since <= WEEK:
        yield LessonEvent.GRADUATION, ""
    lately = [event for event in known.events if on - FRESH <= event.on < on]
    if any(event.id in HARDER for event in lately):
        yield LessonEvent.WORSE_DAY, ""
    if any(event.id == "stage_up" for event in lately):
        yield LessonEvent.STEP_UP, known.standing.stage
    if known.began_on is None or on - known.began_on < WEEK:
        yield LessonEvent.FIRST_WEEK, ""
    if known.safety.held is Tier.ROUTINE:
        yield LessonEvent.VISIT_ADVISED, ""
    elif review_tier(known, on, knowledge) is Tier.ROUTINE:
        yield LessonEvent.SLOW, ""
    if known.orders != Orders():
        yield LessonEvent.THERAPIST, ""


def _for(event: LessonEvent, knowledge: Knowledge, about: str = "") -> Iterator[Wanted]:
    return ((event.value, about, lesson) for lesson in _by_event(knowledge).get(event, ()))


@once
def _by_event(knowledge: Knowledge) -> dict[LessonEvent, list[Lesson]]:
    """Return event -> its lessons, in their own order."""
    found: dict[LessonEvent, list[Lesson]] = {}
    for lesson in knowledge.lessons.values():
        for event in dict.fromkeys(lesson.events):
            found.setdefault(event, []).append(lesson)
    return found


def _is_for(lesson: Lesson, taught: Taught, known: Understanding) -> bool:
    """Whether nothing that is known of the person speaks against a lesson, and their stage is one of its own."""
    if lesson.stages and (known.orders.stage or known.standing.stage) not in lesson.stages:
        return False
    return lesson.id not in taught.kept_back and not _is_of_another_pattern(lesson, known)


def _is_of_another_pattern(lesson: Lesson, known: Understanding) -> bool:
    """Whether a lesson is not for the pattern that the answers fit, or for one of two that they fit about equally."""
    if known.picture is None or not lesson.not_for_patterns:
        return False
    return not {known.picture.pattern, *known.picture.keys}.isdisjoint(lesson.not_for_patterns)


def _is_rested(lesson: Lesson, taught: Taught, on: date, rule: str) -> bool:
    """Whether a lesson may come again: never on the next day, and not soon where it was read, or came for the like."""
    seen, called, read = (days.get(lesson.id, date.min) for days in (taught.seen, taught.called, taught.read))
    if rule in LASTING:
        return on - seen > timedelta(days=LASTING[rule])
    return on - seen > timedelta(days=1) and on - called > REST and on - read > READ_REST


def _is_news(lesson: Lesson, taught: Taught, on: date, rule: str, about: str) -> bool:
    """Whether a lesson is about something that was found since it was last seen, or read within a week: that need not wait a month."""
    if rule not in trigger_lessons.FOUND:
        return False
    seen, read = (days.get(lesson.id, date.min) for days in (taught.seen, taught.read))
    return seen < taught.found[about].since and on - seen > timedelta(days=1) and on - read > REST


def _suited(taught: Taught, known: Understanding, knowledge: Knowledge) -> Taught:
    """Find anew which lessons the standing answers ask for, and which they speak against. Unknown speaks against."""
    suits: dict[str, int] = {}
    for lesson in knowledge.lessons.values():
        holding = [index for index, one in enumerate(lesson.when) if holds(one.answers, known.answers, knowledge)]
        if holding:
            suits[lesson.id] = holding[0]
    not_for = {lesson.id: lesson.not_for for lesson in knowledge.lessons.values() if lesson.not_for is not None}
    kept_back = tuple(each for each, condition in not_for.items() if holds(condition, known.answers, knowledge) is not False)
    return replace(taught, suits=suits, kept_back=kept_back)


def _why(offered: Offered, lesson: Lesson, known: Understanding, knowledge: Knowledge) -> Reason:
    """Return the sentence of the rule that chose the lesson."""
    rule, about = offered.rule, offered.about
    if rule == "answers":
        shown = knowledge.reasons["lesson_answers"]
        return from_entry(shown, lesson.when[int(about)].because, rule=shown.rule)
    numbers: dict[str, Number] = {}
    match rule:
        case LessonEvent.BACK_AFTER_GAP:
            numbers = {"days": int(about)}
        case LessonEvent.STEP_UP:
            numbers = {"stage": knowledge.stages[about].name}
        case "new_exercise":
            numbers = {"exercise": knowledge.exercises[about].name}
        case "suspected" | "ticked" | "likely" | "possible":
            chip = knowledge.triggers[about].chip
            numbers = {"chip": chip[0].lower() + chip[1:]}
        case "pattern" if known.picture is not None:
            numbers = {"pattern": knowledge.patterns[known.picture.pattern].name}
    return told(knowledge, f"lesson_{rule}", numbers)

"""What the engine answers: a plan for a day, or a referral, each with its reasons.

Texts may hold "{emergency}": whoever shows them puts in the number of the person's country.
"""

from datetime import date
from typing import Literal

from msgspec import Struct

from stepwell.engine.log import Look
from stepwell.knowledge.schema import Grade, Tier


class Reason(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why: what was found, which rule, the numbers, the sources, and the sentence that says it.

    ``text`` is ``template`` (an id's text in reasons.toml, or a rule's own words) with ``numbers`` filled in.
    """

    id: str
    text: str
    rule: str = ""
    finding: str = ""
    numbers: dict[str, float | int | str] = {}
    sources: tuple[str, ...] = ()
    grade: Grade = Grade.DESIGN
    on: date | None = None


class Prescription(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One exercise of today, with its dose.

    Attributes:
        side: "both" (both at once), "each" (one side, then the other), "alternating", or the one side to do.
        first_side: the easier side, for "each" and "alternating": it begins.
        repetitions: per set, and per side where side is "each" or "alternating". hold_s: seconds held in each.
        minutes: for what is timed and not counted; then repetitions is 1 and sets is 1.
        total_s: seconds it takes where it stands in the session: getting ready, rests and the two taps after it included.
            What the minutes shown are made of.
        change: same, more, less, new or back, against the last time it was done.
        change_text: such as "+2 repetitions".
        cautions: how to adapt it for this person.
        set_by: "therapist" when an order asks for it or fixed its dose.
        set_words: the therapist's own words about it, as the person reads them.
    """

    exercise: str
    name: str
    slot: str
    side: Literal["both", "each", "alternating", "left", "right"]
    sets: int
    repetitions: int
    hold_s: int
    rest_s: int
    tempo_s: int
    per_day: int
    total_s: int
    effort: str
    minutes: int = 0
    first_side: Literal["left", "right"] | None = None
    note: str = ""
    change: Literal["same", "more", "less", "new", "back"] = "new"
    change_text: str = ""
    cautions: tuple[str, ...] = ()
    set_by: Literal["programme", "therapist"] = "programme"
    set_words: str = ""
    swaps: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


class HeldBack(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An exercise, or a kind of movement, that waits; why; and until when where that is known."""

    name: str
    reason: Reason
    exercise: str | None = None
    until: date | None = None


class AerobicGoal(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Today's walk, or what stands in for it."""

    exercise: str
    name: str
    minutes: int
    times: int
    effort: str
    note: str = ""
    change: Literal["same", "more", "less", "new"] = "same"
    reasons: tuple[Reason, ...] = ()


class FlareDay(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where in a flare-up this day stands: easy until ``easy_until``, full again about ``full_on``.

    Attributes:
        started_on, day: the first softer day, and which one this is; both begin again when it was said again later.
        episode_on: the first day of the whole flare-up.
        is_over: the person said that it is over; the dose still builds back.
        asks_why: what may have set it off was not asked yet.
    """

    started_on: date
    day: int
    easy_until: date
    full_on: date
    episode_on: date | None = None
    is_over: bool = False
    asks_why: bool = False


class OnOffDay(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an on/off test on oneself asks of one day.

    Attributes:
        kind: usual, less; begins (it starts tomorrow), paused (for a flare-up), or done (it is over, its result can be read).
        day, of: the how many-th of how many days; 0 where the day is none of them.
        what: what to do on a day with less of it; empty on any other day.
        tomorrow: the kind of the next day; None when that is none, or not known.
        back_on: the day on which a paused test goes on.
    """

    exposure: str
    name: str
    kind: Literal["begins", "usual", "less", "paused", "done"]
    day: int = 0
    of: int = 0
    what: str = ""
    tomorrow: Literal["usual", "less"] | None = None
    back_on: date | None = None


class LessonToday(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The one small lesson of a day, and why it is that one. ``is_read``: it was read on this day."""

    lesson: str
    title: str
    why: Reason
    is_read: bool = False


class OwnToday(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An exercise of the clinic's own, as the therapist wrote it; beside the session, because the engine knows nothing of it."""

    id: str
    name: str
    steps: tuple[str, ...]
    dose: str = ""
    picture: str | None = None
    video: str | None = None
    shows: str = ""
    is_done: bool = False


class DayPlan(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="plan"):
    """What to do on one day, in order, and why.

    Attributes:
        minutes: for one session as listed, to the nearest; never above what the person gave.
        short: the exercises (ids, in order) of the five-minute version.
        why_today: the one reason that matters most today, for the card's sentence.
        changes: what is different from the last plan that was done, and why.
        next_check: when the safety questions come again.
        tier: self_manage or routine; ``advice`` holds what routine means.
        look: how the person wishes the drawn figure to look.
        measures_due: our own measures whose time it is, such as "weekly"; never asked on a flare-up's softer days.
        asks_flare: why to ask whether this is a flare-up; None when nothing calls for the question, or it is answered.
        graduated: why a lighter routine is enough now; None where it is too early, or not known.
        enough: why no second session is offered today; None where one is fine.
        examined_on: the day of the latest examination by a clinician.
        own: exercises of the clinic's own. note: the therapist's words for the person.
    """

    on: date
    release: str
    stage: str
    stage_name: str
    title: str
    items: tuple[Prescription, ...]
    short: tuple[str, ...]
    minutes: int
    short_minutes: int
    sessions_a_day: int
    walk: AerobicGoal
    why_today: Reason
    held_back: tuple[HeldBack, ...] = ()
    changes: tuple[Reason, ...] = ()
    next_check: date
    tier: Tier = Tier.SELF_MANAGE
    advice: tuple[Reason, ...] = ()
    pattern: str = ""
    flare: FlareDay | None = None
    test: OnOffDay | None = None
    session_number: int = 1
    week: int = 1
    look: Look = Look()
    measures_due: tuple[str, ...] = ()
    lesson: LessonToday | None = None
    asks_flare: Reason | None = None
    graduated: Reason | None = None
    enough: Reason | None = None
    examined_on: date | None = None
    own: tuple[OwnToday, ...] = ()
    note: str = ""
    reviewed_by: tuple[str, ...] = ()


class Referral(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="referral"):
    """No exercise today, and what to do instead.

    Attributes:
        tier: how soon somebody must look. self_manage here means only that questions wait.
        ask: safety questions to answer before anything else; empty when none is missing.
        paused: what is paused, in words.
        since: the day this tier was reached.
        clean_days, clean_days_needed: how far the tier is from falling by itself; 0 needed: it does not, because a clinician found it.
        told_clear_on: the day on which the person says they were examined, while what a clinician found still stands.
        is_crisis: the crisis line comes first. is_only_crisis: nothing else is as urgent.
    """

    on: date
    release: str
    tier: Tier
    heading: str
    what_to_do: str
    say_there: str = ""
    do_not_wait_for: str = ""
    reasons: tuple[Reason, ...]
    ask: tuple[str, ...] = ()
    paused: str
    since: date | None = None
    clean_days: int = 0
    clean_days_needed: int = 7
    reviewed_by: tuple[str, ...] = ()
    told_clear_on: date | None = None
    is_crisis: bool = False
    is_only_crisis: bool = False


Decision = DayPlan | Referral

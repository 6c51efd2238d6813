"""What is different from the last session, and why: only what can be seen in the two plans is told."""

from datetime import date

from msgspec import Struct

from stepwell.engine import exercising, keeping_up, last_time
from stepwell.engine.because import because, told
from stepwell.engine.decision import AerobicGoal, Prescription, Reason
from stepwell.engine.dose import LOAD
from stepwell.engine.event import Event
from stepwell.engine.known import Understanding
from stepwell.engine.last_time import LastTime
from stepwell.engine.safe_set import Today
from stepwell.engine.session import SETBACKS, is_lighter_week
from stepwell.engine.tried import Tried
from stepwell.knowledge.schema import Knowledge

FROM_A_SESSION = frozenset(
    {
        "exercise_cut",
        "second_amber",
        "rests_red_load",
        "rests_red_direction",
        "rests_red_nerve",
        "made_smaller",
        "order_given",
        "cleared",
        "cleared_gently",
        "examined",
        "probe_better",
        "probe_worse",
    }
)
"""What a session, a probe or a clinician brings about after the day's plan was shown."""
OF_ONE_EXERCISE = frozenset({"exercise_cut", "made_smaller"})
"""What is seen only when its exercise is next in a session, which may be days later."""
QUIET = frozenset({"first_stage", "anything_new", "hurt_check", "probe_same", "flare_rise", "flare_unsure"})
STEP_BACKS = frozenset({*SETBACKS, "welcome_back", "after_pause"})
"""What makes a session smaller. A dose that is as small as it gets stays, and then the words say so."""


class Seen(Struct, frozen=True, kw_only=True):
    """What can be seen of a plan beside the last session.

    Attributes:
        changes: exercise name -> how its dose differs.
        more, less: whether strength (True) or other work (False) got more, or less.
        is_smaller: something got less, or fell out of the session.
        is_shorter, is_longer: the session holds fewer, or more, exercises.
        walk: how the walk differs.
    """

    changes: dict[str, str]
    more: frozenset[bool]
    less: frozenset[bool]
    is_smaller: bool
    is_shorter: bool
    is_longer: bool
    walk: str


def told_today(
    known: Understanding, items: tuple[Prescription, ...], walk: AerobicGoal, today: Today, knowledge: Knowledge
) -> tuple[Reason, ...]:
    """Return what the rules changed since the last session and can be seen today, newest first, each kind once for an exercise."""
    seen = _seen(items, walk, last_time.before(known.last_times, today.on), knowledge)
    done_on = {item.name: _last_done(known.tried.get(item.exercise), today.on) for item in items}
    found = (_as_seen(reason, seen, today, knowledge) for reason in _since_last(known, done_on, today, knowledge))
    return tuple(reason for reason in found if reason is not None)


def _since_last(known: Understanding, done_on: dict[str, date], today: Today, knowledge: Knowledge) -> list[Reason]:
    """Return every rule that acted since the last session, seen or not. ``done_on``: when each of today's exercises was last done."""
    since = last_before(known, today.on)
    found: dict[str, Reason] = {}
    for event in reversed(known.events):
        exercise = str(event.numbers.get("exercise", ""))
        seen_last = done_on.get(exercise, since) if event.id in OF_ONE_EXERCISE else since
        if _is_fresh(event, seen_last) and event.id not in QUIET and (kind := f"{event.id} {exercise}") not in found:
            found[kind] = told(knowledge, event.id, event.numbers, on=event.on)
    if (factor := exercising.gap_factor(known, today.on, knowledge)) < 1.0:
        back, days = exercising.back_from(known, today.on, knowledge)
        found[back] = because(knowledge, back, days=days, percent=round(factor * 100))
    found |= _size_changed(known, since, today, knowledge)
    if is_lighter_week(known, today.on, knowledge):
        found["lighter_week"] = because(knowledge, "lighter_week", percent=round(knowledge.response["deload_dose"].value * 100))
    return list(found.values())


def _size_changed(known: Understanding, since: date, today: Today, knowledge: Knowledge) -> dict[str, Reason]:
    """Return that the plan has become a small one, or whole again, since the last session."""

    def why(on: date) -> keeping_up.Why:
        return keeping_up.why_small(known.sessions, known.session_count, known.sure, known.standing, on, knowledge, known.paused)

    now, then = why(today.on), why(since) if since > date.min else ""
    if now == then:
        return {}
    reason = f"small_{now}" if now else "whole_plan"
    return {reason: because(knowledge, reason)}


def _seen(items: tuple[Prescription, ...], walk: AerobicGoal, last: LastTime | None, knowledge: Knowledge) -> Seen:
    of_load = {item.exercise: knowledge.exercises[item.exercise].purpose in LOAD for item in items}
    gone = last is not None and last.is_whole and len(items) < len(last.planned) and bool(last.planned.keys() - of_load.keys())
    less = frozenset(of_load[item.exercise] for item in items if item.change == "less")
    return Seen(
        changes={item.name: item.change for item in items},
        more=frozenset(of_load[item.exercise] for item in items if item.change == "more"),
        less=less,
        is_smaller=bool(less) or gone,
        is_shorter=gone,
        is_longer=last is not None and len(items) > len(last.planned),
        walk=walk.change,
    )


def _as_seen(reason: Reason, seen: Seen, today: Today, knowledge: Knowledge) -> Reason | None:
    """Return a reason as it may be told today; None where nothing of it can be seen."""
    if reason.id in STEP_BACKS:
        return reason if seen.is_smaller else told(knowledge, f"{reason.id}_held", reason.numbers, on=reason.on)
    exercise = str(reason.numbers.get("exercise", ""))
    if reason.id == "exercise_cut" and seen.changes.get(exercise) == "same":
        return told(knowledge, "exercise_cut_held", reason.numbers, on=reason.on)
    shows = {
        "flare_said": today.easy,
        "stage_up": reason.numbers.get("stage") == today.stage.name,
        "stage_after_gap": reason.numbers.get("stage") == today.stage.name,
        "stage_down": reason.numbers.get("stage") == today.stage.name,
        "load_up": True in seen.more,
        "load_down": True in seen.less,
        "relief_up": False in seen.more,
        "walk_up": seen.walk == "more",
        "way_up": seen.walk == "more",
        "lighter_week": seen.is_smaller,
        "small_few_sessions": seen.is_shorter,
        "small_not_sure": seen.is_shorter,
        "whole_plan": seen.is_longer,
        "exercise_cut": seen.changes.get(exercise) == "less",
        "made_smaller": seen.changes.get(exercise, "more") != "more",
    }
    return reason if shows.get(reason.id, True) else None


def _last_done(tried: Tried | None, today: date) -> date:
    """Return the last day before today with an exercise in a session; today where none of the last week is known."""
    days = [day for day in tried.days if day < today] if tried is not None else []
    return max(days, default=today)


def last_before(known: Understanding, today: date) -> date:
    """Return the day of the last session before today, from which on changes are new."""
    earlier = [day for day in known.sessions if day < today]
    return earlier[-1] if earlier else date.min


def _is_fresh(event: Event, since: date) -> bool:
    """Whether the plan of the last session's day could not tell of an event yet: it came later, or from that session."""
    return event.on > since or (event.on == since and event.id in FROM_A_SESSION)

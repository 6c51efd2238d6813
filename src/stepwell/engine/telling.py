"""The words around a plan: its title, why it is as it is today, what changed, and what to have looked at."""

from datetime import date

from msgspec.structs import replace

from stepwell.engine import checking_in, flare, last_time, pain, plateau
from stepwell.engine.because import Number, because, shown, told
from stepwell.engine.decision import FlareDay, Prescription, Reason
from stepwell.engine.dose import COMFORT, LOAD, Amount, amount, work
from stepwell.engine.keeping_up import Why
from stepwell.engine.known import Understanding
from stepwell.engine.last_time import LastTime
from stepwell.engine.safe_set import Today, rating_for
from stepwell.engine.selection import Chosen
from stepwell.engine.stage import is_irritability_known
from stepwell.knowledge.once import once
from stepwell.knowledge.schema import Direction, Exercise, Knowledge, Purpose, Tier

TELLING = (
    "flare_said",
    "cleared_gently",
    "cleared",
    "welcome_back",
    "welcome_back_held",
    "after_pause",
    "after_pause_held",
    "moved_down",
    "moved_down_held",
    "morning_worse",
    "morning_worse_held",
    "said_worse",
    "said_worse_held",
    "stage_after_gap",
    "stage_down",
    "stage_up",
    "rests_red_nerve",
    "rests_red_direction",
    "rests_red_load",
    "second_amber",
    "exercise_cut",
    "exercise_cut_held",
    "order_given",
    "examined",
    "probe_worse",
    "probe_better",
    "load_down",
    "small_not_sure",
    "small_few_sessions",
    "whole_plan",
    "load_up",
    "relief_up",
    "made_smaller",
    "lighter_week",
    "one_sore_morning",
    "walk_up",
    "way_up",
    "first_stage",
)
"""Reasons by how much they matter on a day's card, most first."""
STIRRED = frozenset({"exercise_cut", "second_amber", "rests_red_load", "rests_red_direction", "rests_red_nerve"})
"""What a session tells when it made the leg worse."""
STANDS_IN = {
    Purpose.RELIEF: "ease",
    Purpose.RELAXATION: "breathe",
    Purpose.DIRECTION: "direction",
    Purpose.MOBILITY: "loosen",
    Purpose.NERVE: "nerve",
    Purpose.CONTROL: "control",
    Purpose.HIP_STRENGTH: "hip",
    Purpose.LEG_STRENGTH: "leg",
    Purpose.TRUNK_STRENGTH: "trunk",
    Purpose.AEROBIC: "walk",
    Purpose.BREAK: "loosen",
}
"""The words for an exercise in a slot that is not of its own purpose."""


def title(today: Today) -> str:
    """Return the session's short title."""
    return "A softer day" if today.easy else today.stage.says


def why_today(
    known: Understanding,
    changed: tuple[Reason, ...],
    items: tuple[Prescription, ...],
    flare_day: FlareDay | None,
    today: Today,
    knowledge: Knowledge,
    *,
    is_lighter: bool = False,
    small: Why = "",
) -> Reason:
    """Return the one reason for the day's card. ``is_lighter``: this is a lighter week; ``small``: why it is a small plan."""
    if today.strong is not None:
        return told(knowledge, "strong_day", {"leg": today.strong}, finding=f"leg pain {today.strong} of 10")
    if flare_day is not None and today.easy:
        return because(knowledge, "flare_easy_day", day=flare_day.day, until=_spoken(flare_day.easy_until), full=_spoken(flare_day.full_on))
    since = flare_day.easy_until if flare_day is not None else date.min
    newer = (reason for reason in changed if reason.id in TELLING and (reason.on or today.on) > since)
    by_weight = sorted(newer, key=lambda reason: TELLING.index(reason.id))
    if by_weight:
        return by_weight[0]
    if flare_day is not None:
        return because(knowledge, "flare_return", full=_spoken(flare_day.full_on))
    if is_lighter:
        return because(knowledge, "lighter_week", percent=round(knowledge.response["deload_dose"].value * 100))
    if small:
        return because(knowledge, f"stays_small_{small}")
    last = last_time.before(known.last_times, today.on)
    return _first(known, today, knowledge) if last is None else _steady(known, items, last, knowledge)


def why_enough(known: Understanding, today: Today, knowledge: Knowledge) -> Reason | None:
    """Return why the session of today was enough: it stirred the leg, or strong pain brought the day back to Calm.

    None where there was none, or another is fine.
    """
    if today.on not in known.sessions:
        return None
    if any(event.on == today.on and event.id in STIRRED for event in known.events):
        return because(knowledge, "enough_stirred")
    return because(knowledge, "enough_strong") if today.brought_back else None


def _first(known: Understanding, today: Today, knowledge: Knowledge) -> Reason:
    if today.stage.id == "calm" and not is_irritability_known(known.answers):
        return because(knowledge, "first_session_unknown")
    leg = shown(known.pain.smoothed) if known.pain.smoothed is not None else "?"
    return told(knowledge, f"first_session_{today.stage.id}", {"leg": leg}, finding=f"leg pain {leg} of 10")


def _steady(known: Understanding, items: tuple[Prescription, ...], last: LastTime, knowledge: Knowledge) -> Reason:
    """Say that no rule acted, and what is different all the same: an exercise that is new or back, or another's turn."""
    is_same_list = {item.exercise for item in items} == last.planned.keys()
    sizes = {(work(dose_of(item)) > work(last.planned[item.exercise])) for item in items if _differs(item, last)} if is_same_list else set()
    if is_same_list and not sizes:
        return because(knowledge, "steady", sessions=known.session_count)
    if not last.is_whole:
        return because(knowledge, "whole_again")
    fresh = [item.name for item in items if item.change in ("new", "back") and item.exercise not in last.planned]
    if fresh:
        return because(knowledge, "new_today", names=", ".join(fresh))
    return because(knowledge, "comes_back" if sizes == {True} else "turns")


def _differs(item: Prescription, last: LastTime) -> bool:
    return dose_of(item) != last.planned[item.exercise]


def dose_of(item: Prescription) -> Amount:
    """Return the dose of a prescription."""
    return Amount(sets=item.sets, repetitions=item.repetitions, hold_s=item.hold_s, minutes=item.minutes)


def item_reasons(
    one: Chosen, way: Direction | None, change: str, dose: Amount, known: Understanding, today: Today, knowledge: Knowledge
) -> tuple[Reason, ...]:
    """Return the chain behind one exercise: why it fills this slot, why it suits, why another amount than last time, why this much.

    Args:
        one: the exercise in its slot.
        way: the direction in use. change: how the dose differs from the last time.
        dose: what is asked for today, after all that softens it.
        known, today, knowledge: as for the plan.
    """
    rating, words = rating_for(one.exercise, known, today.stage)
    name = known.picture.name if known.picture else ""
    numbers: dict[str, Number] = {"why": words, "pattern": name or knowledge.reasons["no_pattern"].text}
    suits = told(knowledge, f"suits_{rating.value}", numbers, finding=name)
    suits = replace(suits, sources=one.exercise.sources, grade=one.exercise.grade)
    other = _change_reason(one.exercise, change, known, knowledge)
    return (_choice_reason(one, way, known, knowledge), suits, *other, _dose_reason(one, dose, today, knowledge))


def advice(known: Understanding, today: date, knowledge: Knowledge) -> tuple[Reason, ...]:
    """Return what to have looked at, without stopping: routine concerns, slow recovery, answers that would help."""
    found = list(known.safety.reasons) if known.safety.held is Tier.ROUTINE else []
    ready = known.standing.stage == "restore" and known.standing.low >= knowledge.stages["build"].up_check_ins
    if found and (ready or (known.orders.stage or known.standing.stage) in ("build", "maintain")):
        found.append(because(knowledge, "kept_gentle"))
    if is_slow(known, today, knowledge):
        gain = pain.gain(known.pain) or 0.0
        weeks = (today - (known.pain.start_on or today)).days // 7
        again = weeks * 7 >= knowledge.response["review_again_days"].value
        found.append(because(knowledge, "review_again" if again else "review_due", weeks=weeks, lower=_lower(gain)))
    elif plateau.is_reached(known.activities, known.sessions, known.standing, today, knowledge):
        found.append(because(knowledge, "plateau", weeks=int(knowledge.response["plateau_days"].value) // 7))
    if why := flare.review_reason(known.flare, known.pain, today, knowledge):
        found.append(because(knowledge, why))
    missing = [question for question in _quick_questions(knowledge) if question not in known.answers]
    if missing:
        found.append(because(knowledge, "evaluation_incomplete", count=len(missing)))
    return tuple(found)


@once
def _quick_questions(knowledge: Knowledge) -> tuple[str, ...]:
    return tuple(question.id for question in knowledge.questions.values() if question.quick)


def _lower(gain: float) -> str:
    percent = int(gain * 100)
    return f"{percent} % lower" if percent > 0 else "no lower"


def review_tier(known: Understanding, today: date, knowledge: Knowledge) -> Tier:
    """Return routine when something is worth a look without stopping: a slow course, or a flare-up that is long or comes again."""
    worth_it = is_slow(known, today, knowledge) or flare.review_reason(known.flare, known.pain, today, knowledge)
    return Tier.ROUTINE if worth_it else Tier.SELF_MANAGE


def is_slow(known: Understanding, today: date, knowledge: Knowledge) -> bool:
    """Whether two weeks have brought less than 30 % gain and the leg still hurts."""
    start, gain = known.pain.start_on, pain.gain(known.pain)
    if start is None or gain is None or (today - start).days < knowledge.response["review_days"].value:
        return False
    return gain < knowledge.response["review_gain"].value and (known.pain.smoothed or 0) > 2


def flare_question(known: Understanding, today: date, knowledge: Knowledge) -> Reason | None:
    """Return why to ask today whether it is a flare-up; None when nothing calls for it, or the answer is known."""
    found = next((event for event in reversed(known.events) if event.on == today and event.id in checking_in.FLARE_QUESTIONS), None)
    return told(knowledge, found.id, found.numbers, on=found.on) if found is not None else None


def _choice_reason(one: Chosen, way: Direction | None, known: Understanding, knowledge: Knowledge) -> Reason:
    tried = known.tried.get(one.exercise.id)
    return because(
        knowledge,
        f"chosen_{one.why}",
        exercise=one.exercise.name,
        slot=knowledge.reasons[f"slot_{_place(one)}"].text,
        greens=tried.greens if tried else 0,
        direction=knowledge.reasons[f"direction_{way.value}"].text if way else "",
        by=known.orders.direction_by,
    )


def _change_reason(exercise: Exercise, change: str, known: Understanding, knowledge: Knowledge) -> tuple[Reason, ...]:
    """Return what the exercise's own last times have to do with another amount today; nothing where they have not."""
    tried = known.tried.get(exercise.id)
    if tried is None or exercise.id in known.orders.doses:
        return ()
    if change == "less" and tried.ambers:
        return (told(knowledge, "exercise_cut", {"exercise": exercise.name}, on=tried.last_on),)
    if change == "more" and tried.greens > 1 and tried.factor < 1.0:
        return (because(knowledge, "exercise_grows_back"),)
    return ()


def _place(one: Chosen) -> str:
    """Return what an exercise does in its slot: the slot's own purpose, or that of what stands in for it."""
    return one.slot.id if one.exercise.purpose is one.slot.purposes[0] else STANDS_IN[one.exercise.purpose]


def _dose_reason(one: Chosen, dose: Amount, today: Today, knowledge: Knowledge) -> Reason:
    if one.exercise.purpose in COMFORT:
        return because(knowledge, "dose_comfort")
    allowed = one.exercise.doses[today.stage.dose_stage]
    return because(
        knowledge,
        "dose_load" if one.exercise.purpose in LOAD else "dose_relief",
        stage=today.stage.name,
        share=round(100 * work(dose) / work(amount(allowed, 1.0))),
        effort=allowed.effort,
    )


def _spoken(day: date) -> str:
    return f"{day:%B} {day.day}"

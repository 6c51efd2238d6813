"""Taking in a check-in: the morning after, the stage, flares, and what asks for a clinician."""

from datetime import date
from math import ceil

from msgspec.structs import replace

from stepwell.engine import concerns, dose, exercising, flare, pain, safety, stage, standing_answers, walking
from stepwell.engine.because import shown
from stepwell.engine.dose import after_good_session, stepped_back
from stepwell.engine.known import Understanding, with_day, with_event
from stepwell.engine.log import CheckIn, FlareNote
from stepwell.knowledge.schema import AskedWhen, Knowledge, Tier

LEFT_WELL = ("better", "same")
LEFT_WORSE = ("worse_settled", "worse_still")
CALM_STAGES = ("calm", "restore")
FLARE_QUESTIONS = ("flare_rise", "flare_unsure")
"""What brings the question whether it is a flare-up."""


def taken_in(known: Understanding, fact: CheckIn, knowledge: Knowledge) -> Understanding:
    """Take in one check-in. The order matters: safety first, then last night, then where it leads."""
    before = known
    known = _standing(known, fact, knowledge)
    known = _anything_new(known, fact, knowledge)
    known = replace(known, pain=pain.checked_in(known.pain, fact.answers, fact.on, knowledge))
    known = _begun(known, fact.on, knowledge)
    known = _recovered(known, fact)
    known = _walked(known, fact, knowledge)
    known = _morning_after(known, before, fact, knowledge)
    known = _moved_down(known, fact, knowledge)
    known = _flared(known, fact, knowledge)
    known = _staged(known, fact, knowledge)
    return concerns.raised(known, fact.on, knowledge)


def _standing(known: Understanding, fact: CheckIn, knowledge: Knowledge) -> Understanding:
    """Safety and evaluation answers that came with the check-in stand on their own."""
    lasting = {
        question: answer for question, answer in fact.answers.items() if AskedWhen.CHECK_IN not in knowledge.questions[question].asked_when
    }
    return standing_answers.given(known, lasting, fact.on, knowledge) if lasting else known


def _anything_new(known: Understanding, fact: CheckIn, knowledge: Knowledge) -> Understanding:
    news = fact.answers.get("anything_new")
    if news is None:
        return known
    if news == ("none",):
        return replace(known, safety=safety.clean_day(known.safety, fact.on, knowledge))
    return with_event(replace(known, safety=safety.ask_again(known.safety)), "anything_new", fact.on)


def _begun(known: Understanding, on: date, knowledge: Knowledge) -> Understanding:
    """Find the first stage from the first rating when no evaluation gave one."""
    if known.standing.since is not None or known.pain.smoothed is None:
        return known
    first = stage.first_stage(known.answers, known.pain.smoothed, knowledge)
    walk = (
        known.walk
        if known.walk.row is not None
        else walking.started(known.answers, known.picture.pattern if known.picture else "", on, knowledge)
    )
    return replace(known, standing=stage.Standing(stage=first, since=on), walk=walk)


def asks_after_session(known: Understanding, on: date) -> bool:
    """Whether it matters on a day how the last session left the leg: there was one, and no morning after it has told."""
    return known.pending is not None and known.pending.on < on


def note_taken_in(known: Understanding, fact: FlareNote, knowledge: Knowledge) -> Understanding:
    """Take in what a person noted of a flare-up: that it is over, or what they suspect; a word that says nothing was a skip."""
    now = flare.ended(known.flare, fact.on, knowledge) if fact.over else known.flare
    return replace(known, flare=replace(now, is_noted=True) if now is not None and not fact.over else now)


def _recovered(known: Understanding, fact: CheckIn) -> Understanding:
    """Forget the level before a step back once a morning is as good again: what comes later is not "despite" it."""
    before, waking = known.level_before_step_back, fact.answers.get("leg_waking")
    if before is None or not isinstance(waking, int | float) or waking > ceil(before):
        return known
    return replace(known, level_before_step_back=None)


def _walked(known: Understanding, fact: CheckIn, knowledge: Knowledge) -> Understanding:
    minutes = fact.answers.get("walked_minutes")
    walk = walking.walked(known.walk, fact.on) if isinstance(minutes, int | float) and minutes > 0 else known.walk
    if fact.answers.get("after_session") in LEFT_WORSE:
        walk = replace(walk, green=False)  # amber: the walk is part of what was done, and stays as it is for another week
    if _is_untold(known, fact) or _is_strong(known, fact, knowledge):
        return replace(known, walk=walk)
    moved = walking.moved_on(walk, fact.on, knowledge)
    known = replace(known, walk=moved)
    longer = walking.step(moved, knowledge).minutes[0]
    if longer <= walking.step(walk, knowledge).minutes[0]:
        return known
    if moved.other:
        return with_event(known, "way_up", fact.on, minutes=longer, exercise=knowledge.exercises[moved.other].name)
    return with_event(known, "walk_up", fact.on, minutes=longer)


def _morning_after(known: Understanding, before: Understanding, fact: CheckIn, knowledge: Knowledge) -> Understanding:
    """Judge the last session by this morning, once.

    A morning that does not say how it left the leg is no good one: the session then waits for a later word. A sore one counts at once.
    Nor is one with strong pain, however strong it is on other days.
    """
    pending = known.pending
    if pending is None or fact.on <= pending.on:
        return known
    rise = _rise(before, fact, knowledge)
    if rise is None and _is_untold(known, fact):
        return known
    known = replace(known, pending=None)
    said_worse = fact.answers.get("after_session") == "worse_still"
    sore = said_worse or rise is not None
    known = replace(known, sore=(*known.sore, sore)[-int(knowledge.response["morning_confirm_of_last"].value) :])
    if _steps_back(known, sore=sore, said_worse=said_worse):
        return _stepped_back(known, before, fact, rise or 0.0, knowledge)
    if sore:
        return with_event(known, "one_sore_morning", fact.on)
    if not pending.clean or _is_strong(known, fact, knowledge):
        return known
    doses, changes = after_good_session(known.doses, knowledge.stages[known.standing.stage], fact.on, knowledge, loaded=pending.loaded)
    known = replace(known, doses=doses)
    for change in changes:
        known = with_event(known, change, fact.on)
    return known


def _is_untold(known: Understanding, fact: CheckIn) -> bool:
    """Whether it was left open how the last session left the leg. Not told is neither good nor worse: nothing goes up on it."""
    return asks_after_session(known, fact.on) and "after_session" in fact.left_open


def _is_strong(known: Understanding, fact: CheckIn, knowledge: Knowledge) -> bool:
    """Whether leg pain is so strong on this day that nothing may grow on it."""
    return pain.strong_on(known.pain, fact.on, knowledge) is not None


def _rise(before: Understanding, fact: CheckIn, knowledge: Knowledge) -> float | None:
    """Return by how much this morning is sorer than it should be, or None when it is not.

    Calm and restore look at yesterday alone (strict); build and maintain look at the usual level and
    its spread (one noisy rating is not enough to change anything there).
    """
    waking = fact.answers.get("leg_waking")
    if not isinstance(waking, int | float):
        return None
    if before.standing.stage in CALM_STAGES:
        last = pain.yesterday(before.pain, fact.on)
        level = last.waking if last is not None and last.waking is not None else before.pain.smoothed
        limit = knowledge.response["morning_strict_rise"].value
    else:
        level = before.pain.smoothed
        limit = max(
            knowledge.response["morning_strict_rise"].value, knowledge.response["morning_confirm_sd"].value * pain.spread(before.pain)
        )
    return waking - level if level is not None and waking - level >= limit else None


def _steps_back(known: Understanding, *, sore: bool, said_worse: bool) -> bool:
    if known.standing.stage in CALM_STAGES:
        return sore
    return sore and sum(known.sore) >= 2


def _stepped_back(known: Understanding, before: Understanding, fact: CheckIn, rise: float, knowledge: Knowledge) -> Understanding:
    strict = known.standing.stage in CALM_STAGES
    cut = knowledge.response["morning_strict_cut" if strict else "morning_confirm_cut"].value
    known = replace(
        known,
        doses=stepped_back(known.doses, cut, knowledge),
        easy_on=fact.on if strict else known.easy_on,
        sore=() if not strict else known.sore,
        walk=replace(known.walk, green=False),
        level_before_step_back=before.pain.smoothed,
    )
    session_counted = before.pending is not None and before.pending.on in known.step_backs
    if fact.answers.get("after_session") not in LEFT_WELL and not session_counted:
        known = replace(known, step_backs=with_day(known.step_backs, fact.on))
    if rise:
        return with_event(known, "morning_worse", fact.on, rise=shown(rise), percent=round((1 - cut) * 100))
    return with_event(known, "said_worse", fact.on, percent=round((1 - cut) * 100))


def _moved_down(known: Understanding, fact: CheckIn, knowledge: Knowledge) -> Understanding:
    """Symptoms further down the leg two check-ins in a row: step back, and rest the direction in use."""
    if "lowest_place" not in fact.answers or pain.moved_down_in_a_row(known.pain) < knowledge.response["place_down_days"].value:
        return known
    if any(event.id == "moved_down" and event.on == fact.on for event in known.events):
        return known  # a second check-in on the same day says the same again
    rested = {direction: int(knowledge.response["unlock_greens"].value) for direction in known.directions_used}
    known = replace(
        known,
        doses=stepped_back(known.doses, knowledge.response["place_down_cut"].value, knowledge),
        locks=known.locks | rested,
        step_backs=with_day(known.step_backs, fact.on),
        walk=walking.set_back(known.walk, fact.on, 2),
    )
    return with_event(known, "moved_down", fact.on)


def _flared(known: Understanding, fact: CheckIn, knowledge: Knowledge) -> Understanding:
    """Take in whether it is a flare-up. Only the person's yes begins one; a clear rise, or "not sure", brings the question."""
    said = fact.answers.get("flare")
    answer = said if isinstance(said, str) else None
    after = flare.answered(known.flare, answer, known.pain, fact.on, knowledge)
    if answer in ("yes", "no"):
        known = replace(known, events=tuple(event for event in known.events if event.id not in FLARE_QUESTIONS or event.on != fact.on))
    if answer == "yes":
        return _eased(known, after, fact)
    known = replace(known, flare=after)
    goes_on = after is not None and after.over_on is None
    return known if answer == "no" or goes_on else _asked_about(known, fact, answer, knowledge)


def _eased(known: Understanding, after: flare.Flare | None, fact: CheckIn) -> Understanding:
    """Begin the softer days, unless this is one of them: the safety questions come first, and the walk gets no longer for a week."""
    same = known.flare is not None and after is not None and known.flare.eased_from == after.eased_from and known.flare.over_on is None
    known = replace(known, flare=after)
    if same:
        return known
    known = replace(known, walk=replace(known.walk, green=False))
    if fact.answers.get("anything_new") != ("none",):
        known = replace(known, safety=safety.ask_again(known.safety))
    return with_event(known, "flare_said", fact.on)


def _asked_about(known: Understanding, fact: CheckIn, answer: str | None, knowledge: Knowledge) -> Understanding:
    """Note that the question should be asked. A clear rise of which nobody said that nothing is new asks the safety questions."""
    rise = flare.rise(known.pain, fact.on, knowledge)
    if any(event.id in FLARE_QUESTIONS and event.on == fact.on for event in known.events):
        return known
    if rise is None:
        return with_event(known, "flare_unsure", fact.on) if answer == "not_sure" else known
    if "anything_new" not in fact.answers:
        known = replace(known, safety=safety.ask_again(known.safety))
    return with_event(known, "flare_rise", fact.on, strongest=rise.strongest, usual=shown(rise.usual))


def _staged(known: Understanding, fact: CheckIn, knowledge: Knowledge) -> Understanding:
    if "leg_waking" not in fact.answers or known.pain.smoothed is None:
        return known
    flaring = flare.day_of(known.flare, fact.on, knowledge) is not None
    rising = not flaring and pain.moved_down_in_a_row(known.pain) == 0 and not _is_strong(known, fact, knowledge)
    highest = "restore" if known.safety.held is Tier.ROUTINE else "maintain"
    checked, waking = known.standing, fact.answers["leg_waking"]
    if isinstance(waking, int | float) and exercising.is_back_from_silence(known, fact.on, knowledge):
        checked = stage.after_days_away(checked, int(waking), fact.on, knowledge)
    standing = stage.checked_in(checked, known.pain.smoothed, fact.on, knowledge, may_rise=rising, highest=highest)
    if standing.stage == known.standing.stage:
        return replace(known, standing=standing)
    before = known.standing.stage
    up = stage.LADDER.index(standing.stage) > stage.LADDER.index(known.standing.stage)
    upper = knowledge.stages[standing.stage if up else known.standing.stage]
    numbers = _stage_numbers(upper.up_at_most, upper.up_check_ins) if up else _stage_numbers(upper.back_at_least, upper.back_check_ins)
    name = knowledge.stages[standing.stage].name
    other_ranges = knowledge.stages[standing.stage].dose_stage is not knowledge.stages[known.standing.stage].dose_stage
    if other_ranges and known.orders.stage is None:
        known = replace(known, doses=dose.started_low(known.doses))
    known = replace(known, standing=standing)
    if checked.stage != before:
        return with_event(known, "stage_after_gap", fact.on, stage=name, leg=str(waking))
    return with_event(known, "stage_up" if up else "stage_down", fact.on, stage=name, **numbers)


def _stage_numbers(limit: float | None, count: int) -> dict[str, str | int]:
    return {"limit": shown(limit or 0.0), "count": count}

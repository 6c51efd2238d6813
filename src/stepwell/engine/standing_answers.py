"""Taking in answers that stand until they are changed: the safety check, the evaluation, a clinician's findings."""

from datetime import date

from msgspec.structs import replace

from stepwell.engine import pain, safety, stage, walking
from stepwell.engine.because import Number, told
from stepwell.engine.decision import Reason
from stepwell.engine.event import Event
from stepwell.engine.holds import holds
from stepwell.engine.known import Understanding
from stepwell.engine.log import Answers, Order
from stepwell.engine.pattern import picture
from stepwell.knowledge.schema import Effect, Knowledge, Tier

CONDITION_QUESTION = "conditions"
DIAGNOSIS_QUESTION = "clinician_diagnosis"


def given(known: Understanding, answers: Answers, on: date, knowledge: Knowledge) -> Understanding:
    """Take in answers given on one day; each replaces an earlier answer to the same question."""
    merged = _without_old_clarifiers(known.answers, answers, knowledge) | answers
    after = known if merged == known.answers else _seen_anew(replace(known, answers=merged), knowledge)
    safe = safety.safety_answers(answers, knowledge)
    if safe:
        after = replace(after, safety=safety.answered(after.safety, known.answers, merged, safe, on, knowledge))
    return _begun(after, on, knowledge)


def _without_old_clarifiers(before: Answers, answers: Answers, knowledge: Knowledge) -> Answers:
    """Forget what a clarifier said about an earlier doubt: a doubt said anew needs its own."""
    old = {knowledge.questions[question].clarifier for question in answers}
    return {question: answer for question, answer in before.items() if question not in old}


def found_by_clinician(known: Understanding, order: Order, knowledge: Knowledge) -> Understanding:
    """Take in a diagnosis, or a precaution, as if it had been answered."""
    if order.order == "diagnosis" and order.diagnosis in knowledge.questions[DIAGNOSIS_QUESTION].choice_ids:
        return _seen_anew(replace(known, answers=known.answers | {DIAGNOSIS_QUESTION: order.diagnosis}), knowledge)
    if order.order == "precaution" and order.precaution in knowledge.questions[CONDITION_QUESTION].choice_ids:
        before = known.answers.get(CONDITION_QUESTION, ())
        kept = tuple(choice for choice in before if choice not in ("none", order.precaution)) if isinstance(before, tuple) else ()
        return _seen_anew(replace(known, answers=known.answers | {CONDITION_QUESTION: (*kept, order.precaution)}), knowledge)
    return known


def cleared(known: Understanding, order: Order, knowledge: Knowledge) -> Understanding:
    """Take in a clinician's examination that lets the tier fall."""
    tier = order.tier or Tier.SELF_MANAGE
    return replace(
        known,
        safety=safety.cleared(known.safety, tier, known.answers, order.on, knowledge, _gently_because(order, knowledge)),
        step_backs=(),
        standing=replace(known.standing, fell_on=()),
        level_before_step_back=None,
        told_clear=None,
    )


def _gently_because(order: Order, knowledge: Knowledge) -> tuple[Reason, ...]:
    """Return by whom and why exercise goes on gently; nothing where it goes on fully."""
    if order.tier is not Tier.ROUTINE:
        return ()
    numbers: dict[str, Number] = {"by": order.by, "day": f"{order.on:%B} {order.on.day}", "words": order.reason}
    return (told(knowledge, "gently_because" if order.reason else "gently", numbers, on=order.on),)


def referred(known: Understanding, order: Order, knowledge: Knowledge) -> Understanding:
    """Take in a clinician's wish that somebody looks at this sooner: like what they found, it stands until a clinician says otherwise."""
    tier = order.tier or Tier.WITHIN_DAYS
    reason = told(knowledge, "clinician_referred", {"by": order.by, "tier": str(tier)}, on=order.on)
    return replace(known, safety=safety.found(known.safety, reason, tier, order.on))


def _seen_anew(known: Understanding, knowledge: Knowledge) -> Understanding:
    """Read the picture and every exercise's cautions from the answers as they now are."""
    held = {
        exercise.id: tuple(holds(caution.when, known.answers, knowledge) for caution in exercise.cautions)
        for exercise in knowledge.exercises.values()
    }
    return replace(
        known,
        picture=picture(known.answers, knowledge),
        excluded=_cautions(held, True, Effect.EXCLUDE, knowledge),
        undecided=_cautions(held, None, Effect.EXCLUDE, knowledge),
        adapted=_cautions(held, True, Effect.ADAPT, knowledge),
    )


def _cautions(
    held: dict[str, tuple[bool | None, ...]], state: bool | None, effect: Effect, knowledge: Knowledge
) -> dict[str, tuple[int, ...]]:
    """Return exercise id -> indexes of its cautions with one effect that are in one state; without the empty ones."""
    found = {
        exercise.id: tuple(
            index for index, caution in enumerate(exercise.cautions) if caution.effect is effect and held[exercise.id][index] is state
        )
        for exercise in knowledge.exercises.values()
    }
    return {exercise: indexes for exercise, indexes in found.items() if indexes}


def _begun(known: Understanding, on: date, knowledge: Knowledge) -> Understanding:
    """Find the first stage and walk, as long as nothing has been done or felt since."""
    leg = known.answers.get("leg_now")
    if not isinstance(leg, int | float) or known.sessions or known.pain.days:
        return known
    felt = pain.started(known.pain, int(leg), on)
    first = stage.first_stage(known.answers, float(leg), knowledge)
    limit = knowledge.irritability.get(known.irritability or "")
    first = min(first, limit.stage_at_most, key=stage.LADDER.index) if limit is not None else first
    events = tuple(event for event in known.events if event.id != "first_stage")
    walk = walking.started(known.answers, known.picture.pattern if known.picture else "", on, knowledge)
    return replace(
        known,
        pain=felt,
        standing=stage.Standing(stage=first, since=known.standing.since or on),
        walk=walking.preferring(walk, known.walk.other, on) if known.walk.other else walk,
        events=(*events, Event(id="first_stage", on=on, numbers={"leg": int(leg), "stage": knowledge.stages[first].name})),
    )

"""The home programme: today's plan with its drawings, doses in words, boxes to tick for a week, and when to stop."""

from datetime import date, timedelta

from stepwell.engine.decision import AerobicGoal, DayPlan, HeldBack, OwnToday, Prescription
from stepwell.figure import stills
from stepwell.figure.frames import FrameError
from stepwell.paper import words
from stepwell.paper.document import AnyBlock, Box, Bullets, Document, Exercise, Lead
from stepwell.paper.record import Record
from stepwell.paper.signs import signs

TITLE = "Your home program"
MOST_ON_A_PAGE = 5
"""Boxes with which a try at one page is worth its time."""
LARGEST = 0.93
"""At this size the list of when to call mostly begins on the page of the exercises."""
MOST_STEPS = 6
MOST_WAITING = 6
NOTE_MOST, STEP_MOST = 400, 120
SET_BY = "Set by your therapist."
A_WEEK = 7


def programme(record: Record, plan: DayPlan) -> Document:
    """Return a plan as a sheet for the wall."""
    blocks: list[AnyBlock] = [_lead(plan, record)]
    blocks += [Lead(strong="From your therapist:", text=words.cut(plan.note, NOTE_MOST))] if plan.note else []
    blocks += [_exercise(item, plan, record) for item in plan.items]
    blocks += [_own(each, plan) for each in plan.own]
    blocks += [_walk(plan.walk, plan, record)] if plan.walk.minutes else []
    blocks += [_waiting(plan.held_back, record)] if plan.held_back else []
    return Document(
        title=TITLE,
        eyebrow=words.eyebrow(record, f"Week {plan.week}"),
        name=words.cut(record.name, 60),
        who=(*words.who(record), plan.title),
        on=plan.on,
        largest=LARGEST,
        is_one_page=len(blocks) <= MOST_ON_A_PAGE,
        blocks=(*blocks, *signs(record)),
        foot=words.foot(record, plan.release),
    )


def _lead(plan: DayPlan, record: Record) -> Lead:
    often = f", {plan.sessions_a_day} times a day" if plan.sessions_a_day > 1 else ""
    said = f"{words.sentence(words.with_number(plan.why_today.text, record))} About {words.counted(plan.minutes, 'minute')}{often}."
    return Lead(strong=f"{plan.stage_name}.", text=said)


def _exercise(item: Prescription, plan: DayPlan, record: Record) -> Exercise:
    known = record.knowledge.exercises.get(item.exercise)
    svg, alt = drawing(item.exercise, plan, record)
    return Exercise(
        name=item.name,
        svg=svg,
        alt=alt,
        chip=words.chip(item),
        dose=words.dose(item),
        steps=known.steps[:MOST_STEPS] if known else (),
        cautions=tuple(words.sentence(caution) for caution in item.cautions),
        stop=words.sentence(known.stop_signs) if known else "",
        set_by=SET_BY if item.set_by == "therapist" else "",
        days=week_of(plan.on),
        times=max(1, item.per_day, plan.sessions_a_day),
    )


def _own(own: OwnToday, plan: DayPlan) -> Exercise:
    """Return an exercise of the clinic's own, as its therapist wrote it. A photo of it stays on the screen."""
    steps = tuple(words.cut(step, STEP_MOST) for step in own.steps[:MOST_STEPS])
    return Exercise(name=words.cut(own.name, 60), dose=words.sentence(own.dose), steps=steps, set_by=SET_BY, days=week_of(plan.on))


def _walk(goal: AerobicGoal, plan: DayPlan, record: Record) -> Exercise:
    svg, alt = drawing(goal.exercise, plan, record)
    said = (f"How hard: {goal.effort}" if goal.effort else "", goal.note)
    return Exercise(
        name=goal.name,
        svg=svg,
        alt=alt,
        chip=f"{goal.minutes} min",
        dose=words.walk(goal),
        cautions=tuple(words.sentence(each) for each in said if each),
        days=week_of(plan.on),
        times=max(1, goal.times),
    )


def _waiting(held: tuple[HeldBack, ...], record: Record) -> Box:
    said = tuple(words.waits(each, record) for each in held[:MOST_WAITING])
    return Box(heading="Held back for now", tone="soft", blocks=(Bullets(items=said),))


def drawing(exercise: str, plan: DayPlan, record: Record) -> tuple[str, str]:
    """Return an exercise's still picture in plain colours, and in words what it shows; both empty where it is not drawn."""
    known = record.knowledge.exercises.get(exercise)
    if known is None or known.motion is None:
        return "", ""
    try:
        return stills.still(known, look=plan.look), f"{known.name}: {known.motion.moves}"
    except FrameError:
        return "", ""


def week_of(first: date) -> tuple[str, ...]:
    """Return the letters of seven days from a day on."""
    return tuple(f"{first + timedelta(days=number):%a}"[:1] for number in range(A_WEEK))

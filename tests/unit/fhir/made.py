"""A made-up person's record with every kind of fact, plan and clinic row in it."""

from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from stepwell.engine.clinicians import OwnExercise
from stepwell.engine.decision import DayPlan
from stepwell.engine.log import (
    Answers,
    CheckIn,
    Evaluation,
    Examination,
    Fact,
    FlareNote,
    Goal,
    Hurt,
    Item,
    LessonRead,
    Log,
    Look,
    Measure,
    OnOffTest,
    Order,
    Preference,
    Probe,
    Reading,
    SafetyCheck,
    Session,
    Treatment,
    TriggersTold,
)
from stepwell.engine.plan import plan_day
from stepwell.fhir.record import Chore, ClinicHouse, MadePlan, Note, Record, Review, Sharing, Staff, Subject, Told, Visit
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Direction
from tests.calm_answers import with_calm_answers

KNOWLEDGE = load()
DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def facts() -> tuple[Fact, ...]:
    """Return one fact of each kind and of each way to fill it, in the order of their days."""
    calm = with_calm_answers({}, KNOWLEDGE)
    return (
        SafetyCheck(on=DAY, id="s-1", answers=calm | {"age": 44}),
        Evaluation(
            on=DAY, answers={"leg_now": 6, "back_now": 3, "activity_1": "carry my bag", "activity_2": "", "conditions": ("osteoporosis",)}
        ),
        Evaluation(on=DAY, id="mixed", answers={"bladder_change": "no", "leg_now": 5}),
        CheckIn(on=DAY, id="c-1", answers=_check_in(), left_open=("sleep", "back_worst")),
        CheckIn(on=DAY, answers={"leg_waking": 4}, left_open=("back_worst", "sleep")),
        Session(on=DAY, id="x-1", items=_items(), walked_minutes=7, leg_before=4, leg_after=3, stopped_early=True),
        Session(on=DAY),
        Probe(
            on=DAY, direction=Direction.EXTENSION, before=Reading(place="calf", leg=6), after=Reading(place="thigh", leg=4), lasting=True
        ),
        Preference(on=DAY, wish="never", exercise="bird_dog"),
        Preference(on=DAY, wish="look", look=Look()),
        Preference(on=DAY, wish="ask", exposure="prolonged_sitting"),
        Order(on=DAY, id="o-1", order="add", exercise="bird_dog", sets=2, repetitions=6, reason="For your back."),
        Order(on=DAY, order="hold", exercise="cat_cow", until=DAY + timedelta(days=7), reason=" "),
        Order(
            on=DAY,
            order="own",
            own=OwnExercise(id="own_towel", name="Towel slide", steps=("Sit tall.",)),
            overrides=("a: b",),
            reason="Seen.",
        ),
        Order(on=DAY, order="note", reason="Well done."),
        Order(on=DAY, order="diagnosis", diagnosis="disc", by="doctor"),
        Measure(on=DAY, measure="weekly", answers={"activity_1": 4, "numbness": 3, "program": -1}),
        Measure(on=DAY, measure="phq_2", answers={"depression_01": 1, "depression_02": 2}),
        Measure(on=DAY, measure="start_back", answers={"bothersomeness": 3, "fear": 1}),
        Measure(on=DAY, measure="odi", score=35.5, by="therapist"),
        FlareNote(on=DAY, suspected=("prolonged_sitting",), words="a long drive", over=True),
        FlareNote(on=DAY, words=" "),
        Evaluation(on=DAY, id=" ", answers={"activity_1": "  ", "activity_2": "\u200b"}),
        Treatment(on=DAY, treatment="education", why="\x07", words=" \n"),
        OnOffTest(on=DAY, exposure="prolonged_sitting", wish="start"),
        LessonRead(on=DAY, lesson="walking"),
        TriggersTold(on=DAY, found={"prolonged_sitting": "likely", "alcohol": "probably_not"}),
        TriggersTold(on=DAY),
        Examination(on=DAY, answers=_examined(), by="doctor"),
        Examination(on=DAY, id="e-1", codes=("M54.31", "R20.2"), irritability="moderate", words="Reflexes even."),
        Treatment(on=DAY, treatment="nerve_therapy", minutes=12, response="better", why="To let the nerve move.", words="Gentle."),
        Goal(on=DAY, goal="walk", words="Walk to the market", by=DAY + timedelta(days=30)),
        Goal(on=DAY, goal="sit", words="Sit through a film"),
        Goal(on=DAY, goal="sit", words="Sit through a film", state="dropped"),
        Goal(on=DAY, id="", goal="sit", words="Sit through a film", state="reached"),
        CheckIn(on=DAY + timedelta(days=1), answers=_check_in() | {"leg_waking": 3}),
    )


def _probe() -> Probe:
    before, after = Reading(place="calf", leg=6), Reading(place="thigh", leg=4)
    return Probe(on=DAY, direction=Direction.EXTENSION, before=before, after=after, lasting=True)


def _check_in() -> Answers:
    return {
        "leg_waking": 4,
        "leg_worst": 6,
        "lowest_place": "calf",
        "anything_new": ("none",),
        "walked_minutes": 25,
        "exposures": ("long_drive", "alcohol"),
    }


def _evaluation() -> Answers:
    return {"leg_now": 6, "back_now": 3, "activity_1": "carry my bag", "activity_2": "", "conditions": ("osteoporosis",)}


def _examined() -> Answers:
    strength: Answers = {"exam_strength_l5_left": 4, "exam_reflex_ankle_left": "reduced", "exam_slr_left": "positive"}
    return strength | {"exam_slr_degrees_left": 45, "exam_gait": ("limp",), "exam_function_words": "Walks to the shop."}


def _items() -> tuple[Item, ...]:
    hurt = Hurt(feeling="sharp", place="calf", action="swap")
    return (
        Item(exercise="pelvic_tilt", sets=2, repetitions=8, effort="right", leg="same", spent_s=180),
        Item(exercise="cat_cow", done="part", smaller=True, leg="worse", leg_change=2, settled_min=20, hurt=hurt),
    )


def record() -> Record:
    """Return the whole record: a plan, the plan after a change, a referral, and what a clinic keeps."""
    log = Log(seed=11, made_up=True, facts=facts())
    return Record(
        subject=Subject(id="0e2b1c1a-0d3f-4d43-9a50-3d0b2c8a8f01", given_name="Ana", family_name="Made-up", birth_date=date(1982, 5, 1)),
        log=log,
        made_at=NOON,
        software="0.1.0",
        plans=plans(log),
        clinic=ClinicHouse(id="clinic-1", name="Riverside", phone="555 0100", address="1 River Road"),
        staff=(Staff(id="staff-1", name="Tess"),),
        authors={name: Told(staff="staff-1", at=NOON) for name in ("o-1", "e-1")},
        visits=(
            Visit(id="visit-1", state="requested", created_at=NOON, reason="Leg pain", preferred="Mornings"),
            Visit(id="visit-2", state="confirmed", created_at=NOON, starts_at=NOON + timedelta(days=3), staff="staff-1"),
            Visit(id="visit-3", state="declined", created_at=NOON),
        ),
        notes=(
            Note(id="note-1", from_clinic=True, words="See you on Friday.", at=NOON, read_at=NOON, staff="staff-1"),
            Note(id="note-2", from_clinic=False, words="Thank you.", at=NOON),
        ),
        reviews=(
            Review(id="review-1", on=DAY, exercise="bird_dog", change="more", verdict="rejected", at=NOON, staff="staff-1", why="Not yet."),
        ),
        chores=(Chore(id="chore-1", words="Call back", at=NOON, staff="staff-1", due=DAY, done_at=NOON),),
        sharings=(
            Sharing(id="share-1", wish="given", parts=("plan", "progress"), at=NOON),
            Sharing(id="share-2", wish="withdrawn", parts=(), at=NOON + timedelta(hours=1)),
        ),
    )


def plans(log: Log) -> tuple[MadePlan, ...]:
    """Return some plans: one, the same on the next day, another after a stage was set, and a referral at the end."""
    calm = SafetyCheck(on=DAY, answers=with_calm_answers({}, KNOWLEDGE) | {"age": 44})
    first = Log(seed=log.seed, facts=(calm, Evaluation(on=DAY, answers={"leg_now": 4})))
    begun = plan_day(first, KNOWLEDGE, DAY)
    assert isinstance(begun, DayPlan)
    away = Order(on=DAY + timedelta(days=2), order="remove", exercise=begun.items[0].exercise)
    later = replace(first, facts=(*first.facts, away))
    amiss = replace(later, facts=(*later.facts, SafetyCheck(on=DAY + timedelta(days=3), answers={"saddle_feeling": "yes"})))
    days = ((first, 0), (first, 1), (later, 2), (amiss, 3), (amiss, 4))
    return tuple(
        MadePlan(decision=plan_day(told_by, KNOWLEDGE, DAY + timedelta(days=ahead)), made_at=NOON + timedelta(days=ahead))
        for told_by, ahead in days
    )

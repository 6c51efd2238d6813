"""The tables of every lesson for docs/reference/lessons.md, made from the knowledge files."""

from collections.abc import Iterator

from stepwell.knowledge.condition import leaves
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Knowledge, Lesson, LessonEvent, Topic

TOPICS = {
    Topic.UNDERSTAND: "Understand it",
    Topic.NIGHT: "Nights and mornings",
    Topic.SITTING: "Sitting, driving and work",
    Topic.HOME: "Around the house",
    Topic.MOVING: "Moving more",
    Topic.CARE: "Care and treatment",
}
EVENTS = {
    LessonEvent.FLARE_BEGINS: "a flare-up begins",
    LessonEvent.FLARE_DAYS: "softer days of a flare-up",
    LessonEvent.BACK_AFTER_GAP: "back after days away",
    LessonEvent.FLARE_RETURN: "the way back from a flare-up",
    LessonEvent.GRADUATION: "the first week of Maintain",
    LessonEvent.WORSE_DAY: "after a harder day",
    LessonEvent.FIRST_WEEK: "the first week",
    LessonEvent.VISIT_ADVISED: "a visit is advised",
    LessonEvent.SLOW: "recovery is slow",
    LessonEvent.THERAPIST: "a clinician's orders stand",
    LessonEvent.STEP_UP: "after a step up",
}
HEAD = "| | lesson | comes when | in answer to | kept back | known | sources |\n| ---: | --- | --- | --- | --- | --- | --- |"
INTRODUCTION = """# Lessons

The {count} short cards of release {version}, as they stand on the shelf. Each is one file in `src/stepwell/knowledge/data/lessons`.
[How the lesson of a day is chosen](../explanation/lessons.md). [How to add one](../how-to/add-a-lesson.md).

- **Number**: its place when nothing special calls for another.
- **Comes when**: what happened lately (*events*), what was told on two days of a week or suspected of a flare-up (*told*),
  an exercise done for the first time (*first time*).
- **In answer to**: what was said in the evaluation, or the working pattern that the answers fit.
- **Kept back**: from whom it is never offered as the lesson of a day, and in which stages it is. An answer that is missing keeps it
  back as well. On the shelf it stays.
- **Known**: `read`: seen in a listed source (mostly its abstract). `memory_high`, `memory`: professional knowledge that was not
  looked up again, by confidence. `design`: our own judgement. The grade is that of what a card advises, not of its best fact.

No clinician has reviewed these files yet."""


def page() -> str:
    """Return the whole page."""
    knowledge = load()
    parts = [INTRODUCTION.format(count=len(knowledge.lessons), version=knowledge.release.version)]
    for topic, name in TOPICS.items():
        rows = [_row(lesson, knowledge) for lesson in knowledge.lessons.values() if lesson.topic is topic]
        parts.append(f"## {name}\n{HEAD}\n" + "\n".join(rows))
    parts.append("This page is made from the lesson files by `./run docs`.")
    return "\n\n".join(parts) + "\n"


def _row(lesson: Lesson, knowledge: Knowledge) -> str:
    answers = [suits.because.removesuffix(".") for suits in lesson.when]
    patterns = [f"pattern `{pattern}`" for pattern in lesson.patterns]
    cells = (
        str(lesson.order),
        lesson.title,
        "; ".join(_comes_when(lesson, knowledge)),
        "; ".join([*answers, *patterns]),
        "; ".join(_kept_back(lesson)),
        f"`{lesson.grade.value}`",
        ", ".join(f"`{source}`" for source in lesson.sources),
    )
    return f"| {' | '.join(cells)} |"


def _comes_when(lesson: Lesson, knowledge: Knowledge) -> Iterator[str]:
    if lesson.events:
        yield "*events* " + ", ".join(EVENTS[event] for event in lesson.events)
    if lesson.triggers:
        yield "*told* " + ", ".join(knowledge.triggers[trigger].name.lower() for trigger in lesson.triggers)
    if lesson.exercises:
        yield "*first time* " + ", ".join(knowledge.exercises[exercise].name for exercise in lesson.exercises)


def _kept_back(lesson: Lesson) -> Iterator[str]:
    if lesson.not_for is not None:
        yield ", ".join(sorted(str(leaf.value).replace("_", " ") for leaf in leaves(lesson.not_for)))
    if lesson.not_for_patterns:
        yield ", ".join(f"pattern `{pattern}`" for pattern in lesson.not_for_patterns)
    if lesson.stages:
        yield "only in " + ", ".join(stage.capitalize() for stage in lesson.stages)
    if not lesson.everybody:
        yield "only where it suits"

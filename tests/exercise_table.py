"""The table of every exercise for docs/reference/exercises.md, made from the knowledge files."""

from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import DoseStage, Effect, Exercise, Grade, Knowledge, Purpose, Rating

STAGES = {DoseStage.ACUTE: "C", DoseStage.SUBACUTE: "R B", DoseStage.LONG_TERM: "M"}
PATTERNS = ("disc_related", "stenosis", "piriformis_deep_gluteal", "spondylolisthesis", "non_specific")
RATINGS = {Rating.RECOMMENDED: "++", Rating.OK: "+", Rating.CAUTION: "(!)", Rating.AVOID: "no"}
HEAD = (
    "| exercise | stages | disc | stenosis | deep gluteal | listhesis | other | left out for | adapted for | sources |\n"
    "| --- | --- | --- | --- | --- | --- | --- | ---: | ---: | ---: |"
)
INTRODUCTION = """# Exercises

The {count} movements of release {version}, by what they are for. A swap keeps the purpose. Each is one file in
`src/stepwell/knowledge/data/exercises`; `./run stepwell exercises cat_cow` shows one in full.

- **Stages** in which it has a dose: C Calm, R Restore, B Build, M Maintain. Restore and Build share one range.
- **Patterns**: `++` first choice, `+` fine, `(!)` with care (it waits in Calm and in a flare-up, unless its
  direction eased your leg), `no` left out. `a > b`: `a` in Calm, `b` after it.
  The last column of the five stands for back and leg pain that fits no pattern, and for pregnancy.
- **Left out for**, **adapted for**: how many cautions an answer about health can raise. While an answer that could leave
  it out is missing, it is left out as well.
- **\\*** one of the five home stretches. **t** only after its direction was tried and eased the leg, in at least one stage.
- **Sources**: how many it names; most were read as an abstract. {read} of the {graded} graded statements in these files are
  graded `read`; the rest are memory or our own judgement. See [how well things are known](../explanation/evidence.md).

No clinician has reviewed these files yet."""


def page() -> str:
    """Return the whole page."""
    knowledge = load()
    parts = [_introduction(knowledge)]
    for purpose in Purpose:
        found = [exercise for exercise in knowledge.exercises.values() if exercise.purpose is purpose]
        rows = [_row(exercise) for exercise in sorted(found, key=lambda exercise: exercise.name)]
        parts.append(f"## {purpose.value.replace('_', ' ').capitalize()}\n{HEAD}\n" + "\n".join(rows))
    parts.append("This page is made from the exercise files by `./run docs`.")
    return "\n\n".join(parts) + "\n"


def _introduction(knowledge: Knowledge) -> str:
    grades = [grade for exercise in knowledge.exercises.values() for grade in _grades(exercise)]
    return INTRODUCTION.format(
        count=len(knowledge.exercises), version=knowledge.release.version, read=grades.count(Grade.READ), graded=len(grades)
    )


def _row(exercise: Exercise) -> str:
    marks = " \\*" * exercise.core + " **t**" * any(dose.only_if_preferred for dose in exercise.doses.values())
    stages = " ".join(letter for stage, letter in STAGES.items() if stage in exercise.doses)
    cautions = [sum(1 for caution in exercise.cautions if caution.effect is effect) for effect in (Effect.EXCLUDE, Effect.ADAPT)]
    name = f"{exercise.name} ({exercise.clinical_name})" if exercise.clinical_name else exercise.name
    cells = [f"{name}{marks}", stages, *(_rated(exercise, pattern) for pattern in PATTERNS), *map(str, cautions)]
    return f"| {' | '.join(cells)} | {len(exercise.sources)} |"


def _rated(exercise: Exercise, pattern: str) -> str:
    found = exercise.suitability[pattern]
    return RATINGS[found.rating] + (f" > {RATINGS[found.later]}" if found.later is not None else "")


def _grades(exercise: Exercise) -> list[Grade]:
    return [exercise.grade, *(caution.grade for caution in exercise.cautions)]

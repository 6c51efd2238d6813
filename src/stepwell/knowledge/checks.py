"""What must be true between knowledge files: ids that exist, sources that are named, numbers that are possible."""

from collections.abc import Iterable, Iterator
from typing import Any

from stepwell.knowledge import exercise_checks, measuring_checks, sign_checks, treating_checks
from stepwell.knowledge.condition import Condition, Leaf, Operator, leaves, names
from stepwell.knowledge.errors import KnowledgeError
from stepwell.knowledge.schema import (
    Grade,
    Knowledge,
    Question,
    QuestionKind,
    Tier,
)

FEELINGS = ("stretch", "sharp", "further_down", "numb", "weak")
DANGER_PLACES = ("both_legs", "between_legs")
"""What a log may say of pain during an exercise: these ids stand in it."""
_NUMBERS = frozenset({QuestionKind.SCALE, QuestionKind.NUMBER})


def check(knowledge: Knowledge) -> None:
    """Raise KnowledgeError for the first thing that does not fit; return quietly otherwise."""
    own = (_sources, _questions, _red_flags, _patterns, _stages, _walking, _hurt, _lessons, _course, _needs, _clinic)
    for examine in (*own, measuring_checks.check, sign_checks.check):
        examine(knowledge)
    exercise_checks.check(knowledge, _check_condition)
    treating_checks.check(knowledge, _check_condition)


def _sources(knowledge: Knowledge) -> None:
    for where, entry in _graded(knowledge):
        for source in entry.sources:
            if source not in knowledge.sources:
                raise KnowledgeError(where, f"the source {source!r} is not in sources.toml", "add it there, or name another")
        if entry.grade is Grade.READ and not entry.sources:
            raise KnowledgeError(where, "grade 'read' but no source", "name the source, or grade it design or memory")


def _questions(knowledge: Knowledge) -> None:
    for question in knowledge.questions.values():
        where = f"question {question.id!r}"
        if question.group not in knowledge.groups:
            raise KnowledgeError(where, f"the group {question.group!r} does not exist", "add the [[group]], or name another")
        if question.clarifier is not None and question.clarifier not in knowledge.questions:
            raise KnowledgeError(where, f"the clarifier {question.clarifier!r} does not exist", "add that question")
        if question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES) and len(question.choices) < 2:
            raise KnowledgeError(where, "fewer than two choices", "add choices, calmest first")
        if question.lowest >= question.highest:
            raise KnowledgeError(where, f"lowest {question.lowest} is not below highest {question.highest}", "mend the limits")
        if question.only_if is not None:
            _check_condition(question.only_if, f"{where}: only_if", knowledge)
        for choice in question.choices:
            if choice.also is not None:
                _check_condition(choice.also, f"{where}: choice {choice.id!r}: also", knowledge)


def _red_flags(knowledge: Knowledge) -> None:
    for flag in knowledge.red_flags.values():
        where = f"red_flags.toml: red_flag {flag.id!r}"
        _check_condition(flag.when, f"{where}: when", knowledge)
        for name in names(flag.when):
            if name not in knowledge.red_flags:
                raise KnowledgeError(where, f"the rule '@{name}' does not exist", "name a red_flag of this file")
        if flag.tier is None and not (flag.soft_points or flag.fracture_points):
            raise KnowledgeError(where, "neither a tier nor points", "give it a tier, soft_points or fracture_points")
        _refuse_circle(flag.id, (), knowledge)
    for score in knowledge.scores.values():
        if score.tier > Tier.SAME_DAY:
            raise KnowledgeError(f"red_flags.toml: score {score.id!r}", "a count may never reach emergency_now", "use a named combination")
    for tier in Tier:
        if tier not in knowledge.advice:
            raise KnowledgeError("advice.toml", f"no advice for the tier {tier.value!r}", "add it")


def _refuse_circle(flag_id: str, above: tuple[str, ...], knowledge: Knowledge) -> None:
    if flag_id in above:
        raise KnowledgeError(f"red_flags.toml: red_flag {flag_id!r}", "refers to itself through " + " -> ".join(above), "break the circle")
    for name in names(knowledge.red_flags[flag_id].when):
        if name in knowledge.red_flags:
            _refuse_circle(name, (*above, flag_id), knowledge)


def _patterns(knowledge: Knowledge) -> None:
    keys = {key for exercise in knowledge.exercises.values() for key in exercise.suitability}
    for pattern in knowledge.patterns.values():
        where = f"patterns.toml: pattern {pattern.id!r}"
        for support in pattern.support:
            _check_condition(support.when, f"{where}: support", knowledge)
        if pattern.exercise_key not in keys:
            raise KnowledgeError(where, f"no exercise is rated for {pattern.exercise_key!r}", "use a key of the exercises' suitability")


def _stages(knowledge: Knowledge) -> None:
    if tuple(knowledge.stages) != ("calm", "restore", "build", "maintain"):
        raise KnowledgeError("stages.toml", "the stages are not calm, restore, build, maintain", "write the four in this order")
    for stage in knowledge.stages.values():
        where = f"stages.toml: stage {stage.id!r}"
        for name in ("exercises", "minutes", "sessions_a_day"):
            exercise_checks.check_pair(getattr(stage, name), f"{where}: {name}")
        if stage.exercises[1] > len(stage.slots):
            raise KnowledgeError(where, f"{stage.exercises[1]} exercises but {len(stage.slots)} slots", "add a slot for each")


def _walking(knowledge: Knowledge) -> None:
    for way in knowledge.walking.others:
        if way.exercise not in knowledge.exercises:
            raise KnowledgeError("walking.toml", f"the exercise {way.exercise!r} does not exist", "name an exercise's id")


def _needs(knowledge: Knowledge) -> None:
    for need in knowledge.needs.values():
        for flag in need.flags:
            if flag not in knowledge.red_flags:
                raise KnowledgeError(f"needs_you.toml: need {need.id!r}", f"the red flag {flag!r} does not exist", "name a red_flag's id")
    for words in knowledge.danger_words.values():
        if words.flag not in knowledge.red_flags:
            where = f"danger_words.toml: danger_words {words.id!r}"
            raise KnowledgeError(where, f"the red flag {words.flag!r} does not exist", "name a red_flag's id")


def _clinic(knowledge: Knowledge) -> None:
    for finding in knowledge.findings.values():
        where = f"findings.toml: finding {finding.id!r}"
        for condition in (finding.when, finding.unless):
            if condition is not None:
                _check_condition(condition, where, knowledge)
        if not (
            finding.when or finding.levels_at_least or finding.both_legs or finding.dropped_at_least or finding.strength_at_most is not None
        ):
            raise KnowledgeError(where, "would be found in everybody", "say what must be found")
    said = knowledge.questions["clinician_diagnosis"].choice_ids
    for code in knowledge.codes.values():
        if code.diagnosis is not None and code.diagnosis not in said:
            raise KnowledgeError(
                f"diagnosis_codes.toml: {code.code}", f"{code.diagnosis!r} is not a diagnosis", "use one of " + ", ".join(said)
            )


def _hurt(knowledge: Knowledge) -> None:
    _check_condition(knowledge.pace.breath.not_for, "timetable.toml: breath", knowledge)
    if tuple(knowledge.hurt.feelings) != FEELINGS:
        raise KnowledgeError("hurt.toml", "the feelings are not " + ", ".join(FEELINGS), "write these in this order")
    if tuple(knowledge.hurt.places) != DANGER_PLACES:
        raise KnowledgeError("hurt.toml", "the places are not " + ", ".join(DANGER_PLACES), "write these in this order")
    for feeling in knowledge.hurt.feelings.values():
        if feeling.check and feeling.actions != ("stop",):
            raise KnowledgeError(f"hurt.toml: feeling {feeling.id!r}", "asks for the safety check, and offers to go on", "offer only stop")
        if feeling.check and feeling.asks_place:
            raise KnowledgeError(f"hurt.toml: feeling {feeling.id!r}", "asks where it is before it stops", "write asks_place = false")
        if "stop" not in feeling.actions:
            raise KnowledgeError(f"hurt.toml: feeling {feeling.id!r}", "does not offer to stop", "add stop")


def _lessons(knowledge: Knowledge) -> None:
    places: dict[int, str] = {}
    for lesson in knowledge.lessons.values():
        where = f"lessons/{lesson.id}.toml"
        for suits in lesson.when:
            _check_condition(suits.answers, f"{where}: when", knowledge)
        if lesson.not_for is not None:
            _check_condition(lesson.not_for, f"{where}: not_for", knowledge)
        for kind, named, known in (
            ("stage", lesson.stages, knowledge.stages),
            ("pattern", (*lesson.patterns, *lesson.not_for_patterns), knowledge.patterns),
            ("trigger", lesson.triggers, knowledge.triggers),
            ("exercise", lesson.exercises, knowledge.exercises),
        ):
            for missing in (each for each in named if each not in known):
                raise KnowledgeError(where, f"the {kind} {missing!r} does not exist", "use one of " + ", ".join(known))
        if lesson.order in places:
            raise KnowledgeError(where, f"has the same order, {lesson.order}, as {places[lesson.order]}", "give each its own place")
        places[lesson.order] = lesson.id


def _course(knowledge: Knowledge) -> None:
    weeks = [point.week for point in knowledge.course.points]
    if weeks[0] != 0 or weeks != sorted(set(weeks)):
        raise KnowledgeError("course.toml", f"the weeks are {weeks}", "let the first be 0 and each later than the one before")
    share = sum(way.share for way in knowledge.course.ways.way)
    if share != 100:
        raise KnowledgeError("course.toml: ways", f"the shares make {share}", "let them make 100")


def _check_condition(condition: Condition, where: str, knowledge: Knowledge) -> None:
    for leaf in leaves(condition):
        question = knowledge.questions.get(leaf.question)
        if question is None:
            raise KnowledgeError(where, f"the question {leaf.question!r} does not exist", "add it to questions, or name another")
        _check_leaf(leaf, question, where)


def _check_leaf(leaf: Leaf, question: Question, where: str) -> None:
    if isinstance(leaf.value, float):
        numeric = question.kind in _NUMBERS or (leaf.operator is Operator.COUNT and question.kind is QuestionKind.CHOICES)
        if not numeric:
            raise KnowledgeError(where, f"{leaf.question!r} is a {question.kind.value}, not a number", "compare it with one of its choices")
    elif leaf.value not in question.choice_ids:
        raise KnowledgeError(where, f"{leaf.value!r} is not an answer to {leaf.question!r}", "use one of " + ", ".join(question.choice_ids))


def _graded(knowledge: Knowledge) -> Iterator[tuple[str, Any]]:
    """Yield everything that carries a grade and sources, with the place to name."""
    tables: tuple[tuple[str, Iterable[Any]], ...] = (
        ("question", knowledge.questions.values()),
        ("red_flag", knowledge.red_flags.values()),
        ("score", knowledge.scores.values()),
        ("advice", knowledge.advice.values()),
        *sign_checks.graded(knowledge),
        ("country", knowledge.countries.values()),
        ("pattern", knowledge.patterns.values()),
        ("stage", knowledge.stages.values()),
        ("response rule", knowledge.response.values()),
        ("reason", knowledge.reasons.values()),
        ("exercise", knowledge.exercises.values()),
        ("trigger", knowledge.triggers.values()),
        ("trigger rule", knowledge.trigger_rules.values()),
        ("lesson", knowledge.lessons.values()),
        ("measure", measuring_checks.graded(knowledge)),
        ("hurt.toml: feeling", knowledge.hurt.feelings.values()),
        ("hurt.toml: place", knowledge.hurt.places.values()),
        ("hurt.toml: smaller", knowledge.hurt.smaller.values()),
        ("hurt.toml: link", knowledge.hurt.links.values()),
        ("treatment", knowledge.treatments.values()),
        ("order caution", knowledge.order_cautions.values()),
        ("diagnosis code", knowledge.codes.values()),
        ("finding", knowledge.findings.values()),
        ("irritability", knowledge.irritability.values()),
        ("need", knowledge.needs.values()),
        ("danger words", knowledge.danger_words.values()),
        ("caseload rule", knowledge.caseload.values()),
    )
    for kind, entries in tables:
        for entry in entries:
            where = f"{kind} {entry.id!r}"
            yield where, entry
            for part in (*getattr(entry, "support", ()), *getattr(entry, "cautions", ())):
                yield where, part
    for kind, single in (
        ("safety_rules", knowledge.safety_rules),
        ("pattern_rules", knowledge.pattern_rules),
        ("probe", knowledge.probe),
        ("walking", knowledge.walking),
        *((f"walking.toml: {way.exercise}", way) for way in knowledge.walking.others),
        ("timetable", knowledge.pace),
        ("course.toml", knowledge.course),
        ("course.toml: ways", knowledge.course.ways),
    ):
        yield kind, single

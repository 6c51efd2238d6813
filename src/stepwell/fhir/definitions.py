"""The knowledge itself, to read elsewhere: the exercises as ActivityDefinitions, the rules as PlanDefinitions, the questions."""

from collections.abc import Sequence

from stepwell.fhir.names import Json, canonical, coding, concept, fhir_id, own_coding
from stepwell.fhir.questionnaires import questionnaires
from stepwell.knowledge.once import once
from stepwell.knowledge.schema import Exercise, Knowledge, RedFlag, ResponseRule, Stage


@once
def definitions(knowledge: Knowledge) -> tuple[Json, ...]:
    """Return every definition. Made once for a knowledge: do not change what comes back."""
    activities = (_activity(exercise, knowledge) for exercise in knowledge.exercises.values())
    return (*questionnaires(knowledge).values(), *activities, _red_flags(knowledge), _response(knowledge), _stages(knowledge))


def _head(kind: str, of: str, title: str, knowledge: Knowledge) -> Json:
    return {
        "resourceType": kind,
        "id": of,
        "url": canonical(kind, of),
        "version": knowledge.release.version,
        "name": "".join(part.capitalize() for part in of.split("-")),
        "title": title,
        "status": "active",
        "date": knowledge.release.date,
    }


def _citations(sources: Sequence[str], knowledge: Knowledge) -> list[Json]:
    found = [knowledge.sources[each] for each in sources if each in knowledge.sources]
    return [{"type": "citation", "citation": each.citation} for each in found]


def _activity(exercise: Exercise, knowledge: Knowledge) -> Json:
    steps = "\n".join(f"{place}. {step}" for place, step in enumerate(exercise.steps, 1))
    usage = f"{steps}\n\nBreathing: {exercise.breathing}\n\nStop for: {exercise.stop_signs}"
    citations = _citations(exercise.sources, knowledge)
    return _head("ActivityDefinition", fhir_id(exercise.id), exercise.name, knowledge) | {
        "description": exercise.goal,
        "purpose": exercise.evidence,
        "usage": usage,
        **({"relatedArtifact": citations} if citations else {}),
        "kind": "ServiceRequest",
        "code": concept(exercise.name, own_coding("exercise", exercise.id)),
    }


def _red_flags(knowledge: Knowledge) -> Json:
    actions = [_red_flag(flag, knowledge) for flag in knowledge.red_flags.values()]
    return _rules("red-flags", "What needs somebody to look, and how soon", actions, knowledge)


def _red_flag(flag: RedFlag, knowledge: Knowledge) -> Json:
    urgency = flag.tier.value.replace("_", " ") if flag.tier else "counts only together with others"
    return _action(flag.id, f"{flag.item}: {urgency}", flag.text, flag.sources, knowledge) | {"code": [concept(flag.item)]}


def _response(knowledge: Knowledge) -> Json:
    actions = [_rule(rule, knowledge) for rule in knowledge.response.values()]
    return _rules("response", "How the program answers to pain, effort, flare-ups and gaps", actions, knowledge)


def _rule(rule: ResponseRule, knowledge: Knowledge) -> Json:
    return _action(rule.id, f"{rule.value:g} {rule.unit}".strip(), rule.rule, rule.sources, knowledge)


def _stages(knowledge: Knowledge) -> Json:
    actions = [_stage(stage, knowledge) for stage in knowledge.stages.values()]
    return _rules("stages", "The stages of the program", actions, knowledge)


def _stage(stage: Stage, knowledge: Knowledge) -> Json:
    return _action(stage.id, stage.name, stage.says, stage.sources, knowledge)


def _action(of: str, title: str, text: str, sources: Sequence[str], knowledge: Knowledge) -> Json:
    citations = _citations(sources, knowledge)
    return {"id": fhir_id(of), "title": title, "description": text} | ({"documentation": citations} if citations else {})


def _rules(of: str, title: str, actions: list[Json], knowledge: Knowledge) -> Json:
    kind = {"coding": [coding("http://terminology.hl7.org/CodeSystem/plan-definition-type", "eca-rule")]}
    note = "For reading: the program's own code decides. Numbers and words are those of the release in version."
    reviewed = ", ".join(knowledge.release.reviewed_by)
    return _head("PlanDefinition", of, title, knowledge) | {
        "type": kind,
        "description": note,
        "usage": f"Reviewed by {reviewed}." if reviewed else "No clinician has reviewed this release yet.",
        "action": actions,
    }

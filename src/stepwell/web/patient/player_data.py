"""What the player gets to play: the session as the engine guides it, with its words, as plain values for JSON."""

from typing import Any

import msgspec
from django.urls import reverse

from stepwell.engine import guiding
from stepwell.engine.decision import DayPlan, Prescription
from stepwell.engine.guiding import Guided
from stepwell.engine.known import Understanding
from stepwell.engine.log import Look
from stepwell.engine.timetable import Phase
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Breath
from stepwell.web.shared import doses, figures, player_words

AS_PLANNED = ("exercise", "name", "side", "first_side", "sets", "repetitions", "hold_s", "rest_s", "tempo_s", "minutes")
SMALLER = ("sets", "repetitions", "hold_s", "minutes")


def player_data(plan: DayPlan, known: Understanding, length: str) -> dict[str, Any]:
    """Return a session as the player plays it; ``length`` is full or short."""
    knowledge = loader.load()
    session = guiding.guided(plan, known, knowledge, short=length == "short")
    return {
        "on": plan.on.isoformat(),
        "length": length,
        "minutes": plan.short_minutes if length == "short" else plan.minutes,
        "items": [_item(one, plan.look) | {"swaps": [_item(other, plan.look) for other in one.swaps]} for one in session],
        "rating_s": knowledge.pace.rating_s,
        "ready_s": {"new": knowledge.pace.new_position_s, "same": knowledge.pace.same_position_s},
        "breath": _picked(knowledge.pace.breath, ("in_s", "out_s", "from_s", "after_s")),
        "hurt": _hurt(),
        "words": player_words.screen(),
        "save": reverse("patient:session_save"),
        "today": reverse("patient:today"),
        "safety": reverse("patient:safety_check"),
    }


def _item(one: Guided, look: Look) -> dict[str, Any]:
    item, exercise = one.item, loader.load().exercises[one.item.exercise]
    return _picked(item, AS_PLANNED) | {
        "dose": doses.whole(item),
        "note": item.note,
        "position": one.position,
        "getting_there": player_words.getting_there(one.position, one.before),
        "steps": list(exercise.steps),
        "cue": exercise.cues[0] if exercise.cues else exercise.breathing,
        "cues": list(exercise.cues),
        "breathing": exercise.breathing,
        "breathes": one.breathes,
        "stop_signs": exercise.stop_signs,
        "sensation": exercise.sensation,
        "cautions": list(item.cautions),
        "why": item.reasons[0].text if item.reasons else "",
        "figure": figures.urls(item.exercise, look),
        "moves": exercise.motion.moves if exercise.motion else exercise.goal,
        "phases": _phases(one.phases),
        "seconds": one.seconds,
        "smaller": _smaller(one),
        "linked": list(one.linked),
        "wish": reverse("patient:swap", args=[item.exercise]),
    }


def _smaller(one: Guided) -> dict[str, Any] | None:
    if one.milder is None:
        return None
    made = {"rule": one.milder.rule, "says": one.milder.says, "dose": doses.whole(one.milder.item), "phases": _phases(one.milder_phases)}
    return _picked(one.milder.item, SMALLER) | made


def _hurt() -> dict[str, Any]:
    """Return what each feeling leads to; ``places`` are those that lead to the safety check whatever it feels like."""
    rules = loader.load().hurt
    danger = {place.id: {"check": True, "actions": ["stop"], "eases_rest": True, "says": place.says} for place in rules.places.values()}
    return {
        feeling.id: {
            "check": feeling.check,
            "asks_place": feeling.asks_place,
            "actions": list(feeling.actions),
            "eases_rest": feeling.eases_rest,
            "says": feeling.says,
            "places": danger,
        }
        for feeling in rules.feelings.values()
    }


def _picked(item: Prescription | Breath, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(item, name) for name in names}


def _phases(made: tuple[Phase, ...]) -> list[Any]:
    """Return phases as short lists: kind, seconds, side, set, repetition."""
    return msgspec.to_builtins(made)  # type: ignore[no-any-return]

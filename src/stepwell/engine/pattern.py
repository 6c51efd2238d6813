"""The working pattern: what a person's answers fit. Never a diagnosis; the movement response can overrule it."""

from math import fsum

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine.decision import Reason
from stepwell.engine.holds import holds
from stepwell.engine.log import Answer, Answers
from stepwell.knowledge.schema import Direction, Knowledge, Pattern, Support

MIXED = "mixed"
FALLBACK = "non_specific"


class Picture(Struct, frozen=True, kw_only=True):
    """What the answers fit, how sure that is, and what speaks for it.

    Attributes:
        pattern: a pattern's id, or "mixed" when two fit about equally.
        keys: which suitability of the exercises applies; with two, the stricter counts.
        score, runner_up: the best score, and the id of the next (or the two, when mixed).
        by_clinician: a clinician has said so; then the answers only add.
        directions: movement directions to try first, in order; empty where only trying can tell.
    """

    pattern: str
    keys: tuple[str, ...]
    name: str
    says: str
    confidence: str
    score: float
    runner_up: str
    supports: tuple[Reason, ...]
    mixed: bool
    by_clinician: bool
    directions: tuple[Direction, ...]
    often_worse: tuple[str, ...]
    often_easier: tuple[str, ...]
    plan_does: str
    holds_back: str


def picture(answers: Answers, knowledge: Knowledge) -> Picture:
    """Return the working pattern that these answers fit best.

    A diagnosis from a clinician settles it. Otherwise every pattern adds up what speaks for and
    against it; the best wins if it reaches its own least score, and a second one within
    ``mixed_within`` of it makes the picture "mixed": then nothing is favoured before it is tried.
    """
    said = answers.get("clinician_diagnosis")
    for pattern in knowledge.patterns.values():
        if said in pattern.diagnosis:
            return _pictured(pattern, _score(pattern, answers, knowledge), "", answers, knowledge, by_clinician=True)
    fitting = [
        (score, pattern)
        for pattern in knowledge.patterns.values()
        if (score := _score(pattern, answers, knowledge)) >= pattern.needs_at_least
    ]
    fitting.sort(key=lambda pair: pair[0], reverse=True)
    if not fitting:
        return _unclear(answers, knowledge)
    best_score, best = fitting[0]
    second_score, second = fitting[1] if len(fitting) > 1 else (0.0, best)
    if second is not best and second_score >= best_score * (1 - knowledge.pattern_rules.mixed_within):
        return _mixed(best, second, best_score, answers, knowledge)
    return _pictured(best, best_score, second.id if second is not best else "", answers, knowledge)


def painful_sides(answers: Answers) -> frozenset[str]:
    """Return which of "left" and "right" have symptoms on the body chart."""
    return frozenset(side for side in ("left", "right") for place in _places(answers) if place.startswith(side))


def _places(answers: Answers) -> tuple[str, ...]:
    places: Answer | None = answers.get("pain_places")
    return places if isinstance(places, tuple) else ()


def _score(pattern: Pattern, answers: Answers, knowledge: Knowledge) -> float:
    return round(fsum(support.weight for support in _held(pattern, answers, knowledge)), 6)


def _held(pattern: Pattern, answers: Answers, knowledge: Knowledge) -> list[Support]:
    return [support for support in pattern.support if holds(support.when, answers, knowledge)]


def _supports(pattern: Pattern, answers: Answers, knowledge: Knowledge) -> tuple[Reason, ...]:
    held = sorted((support for support in _held(pattern, answers, knowledge) if support.weight > 0), key=lambda support: -support.weight)
    return tuple(
        Reason(
            id=f"supports_{pattern.id}",
            text=support.text,
            rule=f"It counts with weight {support.weight:g} toward {pattern.name}.",
            numbers={"weight": support.weight},
            sources=support.sources,
            grade=support.grade,
        )
        for support in held
    )


def _pictured(
    pattern: Pattern, score: float, second: str, answers: Answers, knowledge: Knowledge, *, by_clinician: bool = False
) -> Picture:
    return Picture(
        pattern=pattern.id,
        keys=(pattern.exercise_key,),
        name=pattern.name,
        says=pattern.says,
        confidence=pattern.confidence,
        score=score,
        runner_up=second,
        supports=_supports(pattern, answers, knowledge),
        mixed=False,
        by_clinician=by_clinician,
        directions=pattern.first_directions,
        often_worse=pattern.often_worse,
        often_easier=pattern.often_easier,
        plan_does=pattern.plan_does,
        holds_back=pattern.holds_back,
    )


def _unclear(answers: Answers, knowledge: Knowledge) -> Picture:
    """Return the picture of answers that reach no pattern: general care, as strict as the likeliest pattern would be."""
    fallback = knowledge.patterns[FALLBACK]
    likeliest = max(knowledge.patterns.values(), key=lambda pattern: _score(pattern, answers, knowledge))
    keys = (fallback.exercise_key, likeliest.exercise_key) if _score(likeliest, answers, knowledge) > 0 else (fallback.exercise_key,)
    words = knowledge.reasons["unclear_pattern"]
    plain = _pictured(fallback, _score(fallback, answers, knowledge), "", answers, knowledge)
    return replace(plain, keys=tuple(dict.fromkeys(keys)), name=words.rule, says=words.text, confidence="low")


def _mixed(best: Pattern, second: Pattern, score: float, answers: Answers, knowledge: Knowledge) -> Picture:
    mixed = knowledge.reasons["mixed_pattern"]
    shared = tuple(direction for direction in best.first_directions if direction in second.first_directions)
    return replace(
        _pictured(best, score, second.id, answers, knowledge),
        pattern=MIXED,
        keys=tuple(dict.fromkeys((best.exercise_key, second.exercise_key))),
        name=mixed.rule,
        says=mixed.text.format(first=best.name, second=second.name),
        confidence="low",
        supports=_supports(best, answers, knowledge) + _supports(second, answers, knowledge),
        mixed=True,
        directions=shared,
    )

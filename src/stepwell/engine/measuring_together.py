"""What several measures say together. Where they disagree that is said; they are never averaged."""

from collections.abc import Iterable

from msgspec import Struct

from stepwell.engine.measuring import Series, asks_safety
from stepwell.engine.measuring_change import Verdict
from stepwell.knowledge.schema import Knowledge, Role

_BOTH = {
    ("better", "better"): "Pain is clearly less than at first, and you can clearly do more.",
    ("better", "no_clear_change"): "Pain is clearly less than at first. What you can do has not clearly changed yet.",
    ("no_clear_change", "better"): "You can clearly do more than at first. Pain has not clearly changed yet.",
    ("better", "worse"): "Pain is clearly less than at first, but you can do less. The two do not agree, so we show both.",
    ("worse", "better"): "You can clearly do more than at first, though the pain is stronger. The two do not agree, so we show both.",
    ("worse", "no_clear_change"): "Pain is clearly stronger than at first. What you can do has not clearly changed.",
    ("no_clear_change", "worse"): "You can do less than at first. Pain has not clearly changed.",
    ("worse", "worse"): "Pain is stronger than at first and you can do less. Tell your doctor or physical therapist.",
    ("no_clear_change", "no_clear_change"): "No clear change in pain or in what you can do yet.",
}
_PAIN = {"better": "Pain is clearly less than at first.", "worse": "Pain is clearly stronger than at first."}
_FUNCTION = {"better": "You can clearly do more than at first.", "worse": "You can do less than at first."}
_VIEW = {
    "better": "You yourself said that it is clearly better, all in all.",
    "worse": "You yourself said that it is clearly worse, all in all.",
}
_MORE = "Numbness or weakness in the leg is clearly more. That comes first: if you have not answered the safety questions since, please do."

_ORDER: tuple[Verdict, ...] = ("worse", "better", "no_clear_change")


class Together(Struct, frozen=True, kw_only=True):
    """The verdicts of the measures that count, and what they say together.

    Attributes:
        pain: leg pain, mean of the week. function: the one that says worse, else better, of the measures of function.
        own_view: the person's own judgement of the change. Each None where there is nothing to compare.
        asks_safety: numbness or weakness in the leg is clearly more: that is no improvement, however the pain is.
        improved: by the responder rule: leg pain, or one measure of function, is clearly better, and neither of those is more.
        sensitive: leg pain is better by the more sensitive threshold that was published for radiculopathy.
        agree: False where two of them point in different ways.
        words: in a sentence or two; "" where nothing can be said.
    """

    pain: Verdict | None = None
    function: Verdict | None = None
    own_view: Verdict | None = None
    asks_safety: bool = False
    improved: bool = False
    sensitive: bool = False
    agree: bool = True
    words: str = ""


def said(told: Iterable[Series], knowledge: Knowledge) -> Together:
    """Return what the newest value of each series says, as far as it can be compared with the first."""
    newest = list(told)
    by_role = {role: _verdicts(_of(role, newest, knowledge)) for role in ("pain", "function", "own_view")}
    pain, function, view = (_first_of(verdicts) for verdicts in by_role.values())
    more = any(asks_safety(each, knowledge) for each in newest)
    return Together(
        pain=pain,
        function=function,
        own_view=view,
        asks_safety=more,
        improved="better" in (*by_role["pain"], *by_role["function"]) and not more,
        sensitive=any(each.latest.sensitive and (each.latest.gain or 0) > 0 for each in _of("pain", newest, knowledge)),
        agree=len({verdict for verdicts in by_role.values() for verdict in verdicts}) <= 1,
        words=" ".join(part for part in (_words(pain, function, view), _MORE if more else "") if part),
    )


def _of(role: Role, told: Iterable[Series], knowledge: Knowledge) -> list[Series]:
    roles = {(measure.id, score.id): score.role for measure in knowledge.measures.values() for score in measure.scores}
    return [each for each in told if roles.get((each.measure, each.score)) == role]


def _verdicts(told: list[Series]) -> list[Verdict]:
    """Return what each series says of the change; nothing for one that cannot be compared."""
    return [each.latest.verdict for each in told if each.latest.verdict not in ("first", "not_known")]


def _first_of(verdicts: list[Verdict]) -> Verdict | None:
    """Return the verdict of several measures of one kind: "worse" before "better", and both before no clear change."""
    return next((wanted for wanted in _ORDER if wanted in verdicts), None)


def _words(pain: Verdict | None, function: Verdict | None, view: Verdict | None) -> str:
    if pain is not None and function is not None:
        together = _BOTH[(pain, function)]
    elif pain is not None:
        together = _PAIN.get(pain, "No clear change in pain yet.")
    elif function is not None:
        together = _FUNCTION.get(function, "No clear change in what you can do yet.")
    else:
        together = ""
    return " ".join(part for part in (together, _VIEW.get(view or "", "")) if part)

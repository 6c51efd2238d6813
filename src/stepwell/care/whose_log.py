"""Whether a log that is brought in can be of the same person: somebody else's calm days would count as one's own."""

from collections.abc import Iterable

from stepwell.care import written
from stepwell.care.errors import CareError
from stepwell.care.models import Fact as Row
from stepwell.care.models import Person
from stepwell.engine.log import Evaluation, Fact, SafetyCheck

YEARS_APART = 1
"""Years of birth reckoned from an age can differ by so much."""


class SomebodyElses(CareError):
    """A log tells another sex or age than the person's own, at any time."""

    def __init__(self) -> None:
        super().__init__(
            "This looks like somebody else's: another age or sex was told in it than in your notes. Nothing was added. "
            "If it is yours, correct that answer in the safety questions first, then bring it in again."
        )


def refuse_somebody_elses(person: Person, brought: Iterable[Fact]) -> None:
    """Compare what both logs ever told of age and sex. What one of them never told speaks against nothing.

    Raises:
        SomebodyElses: nothing that was told of one of the two fits.
    """
    theirs = [fact for fact in brought if isinstance(fact, SafetyCheck | Evaluation)]
    if not theirs:
        return
    rows = Row.objects.filter(person=person, kind__in=("safety_check", "evaluation")).values_list("body", flat=True)
    own = [written.fact_in(body) for body in rows]
    sexes = _sexes(own), _sexes(theirs)
    born = _born(own), _born(theirs)
    same_sex = not all(sexes) or sexes[0] & sexes[1]
    same_age = not all(born) or any(abs(one - other) <= YEARS_APART for one in born[0] for other in born[1])
    if not (same_sex and same_age):
        raise SomebodyElses


def _sexes(facts: Iterable[Fact]) -> set[str]:
    told = {str(fact.answers.get("sex")) for fact in facts if isinstance(fact, SafetyCheck | Evaluation)}
    return told & {"female", "male"}


def _born(facts: Iterable[Fact]) -> set[int]:
    """Return the years of birth that ages point to."""
    told = ((fact.on.year, fact.answers.get("age")) for fact in facts if isinstance(fact, SafetyCheck | Evaluation))
    return {year - int(age) for year, age in told if isinstance(age, int | float)}

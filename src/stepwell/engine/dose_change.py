"""How a dose differs from the last time an exercise was done."""

from typing import Literal

from stepwell.engine.dose import Amount, work
from stepwell.engine.tried import Tried

Change = Literal["same", "more", "less", "new", "back"]


def since(last: Amount | None, tried: Tried | None, amount: Amount) -> tuple[Change, str]:
    """Return how a dose differs from the last one, in one word and in a few.

    Args:
        last: the dose of the last time before today; None where there was none.
        tried: what is remembered of the exercise; it tells whether it comes back after a rest.
        amount: the dose of today.
    """
    if last is None or tried is None:
        return "new", ""
    if tried.rests_until is not None and tried.last_on is not None and tried.last_on < tried.rests_until:
        return "back", ""
    differences = (
        (amount.minutes - last.minutes, "minute"),
        (amount.sets - last.sets, "set"),
        (amount.repetitions - last.repetitions, "repetition"),
        (amount.hold_s - last.hold_s, "second"),
    )
    told = [
        f"{difference:+d} {unit}{'s' if abs(difference) != 1 else ''}".replace("-", "\N{MINUS SIGN}")
        for difference, unit in differences
        if difference
    ]
    if not told:
        return "same", ""
    return ("more" if work(amount) > work(last) else "less"), ", ".join(told)

"""A dose in words, and what waits."""

from stepwell.cli._page import counted
from stepwell.engine.decision import AerobicGoal, HeldBack, Prescription


def amount(item: Prescription) -> str:
    """Return such as "2 sets of 10, each side, starting on the left. Hold each for 5 seconds. Rest 30 seconds between sets."."""
    if item.minutes:
        counts = counted(item.minutes, "minute")
    else:
        counts = counted(item.repetitions, "time") if item.sets == 1 else f"{item.sets} sets of {item.repetitions}"
    sentences = [
        counts + _sides(item),
        f"Hold each for {counted(item.hold_s, 'second')}" if item.hold_s and not item.minutes else "",
        f"Rest {counted(item.rest_s, 'second')} between sets" if item.sets > 1 and item.rest_s else "",
        f"{item.per_day} times today" if item.per_day > 1 else "",
    ]
    return " ".join(f"{sentence}." for sentence in sentences if sentence)


def walk_amount(walk: AerobicGoal) -> str:
    """Return such as "10 minutes, 2 times today."; nothing where no walk is set."""
    return f"{counted(walk.minutes, 'minute')}{often(walk.times)}." if walk.minutes else ""


def named(held: HeldBack) -> str:
    """Return why something waits, with its name once."""
    return held.reason.text if held.reason.text.startswith(held.name) else f"{held.name}: {held.reason.text}"


def often(times: int) -> str:
    """Return ", 2 times today"; nothing for once."""
    return f", {times} times today" if times > 1 else ""


def _sides(item: Prescription) -> str:
    if item.side == "alternating":
        return ", left and right in turn"
    if item.side in ("left", "right"):
        return f", {item.side} leg only"
    if item.side != "each":
        return ""
    return ", each side" + (f", starting on the {item.first_side}" if item.first_side else "")

"""Small words for paper: days, amounts and doses, the notes at the end of every document, and texts that must not grow."""

from datetime import date

from stepwell.engine.decision import AerobicGoal, HeldBack, Prescription
from stepwell.paper.record import Record

CUT = "…"
MADE_UP = "Made-up person, nothing here is real"
NOT_REVIEWED = "Content not yet reviewed by a clinician: for trying out, not for care."
NOT_A_DIAGNOSIS = "Support for self-management, not a diagnosis, and not for emergencies."


def day(on: date) -> str:
    """Return such as "November 3, 2026"."""
    return f"{on:%B} {on.day}, {on.year}"


def short_day(on: date, beside: date | None = None) -> str:
    """Return such as "Nov 3"; with its year where that is not the year of ``beside``."""
    return f"{on:%b} {on.day}" + (f", {on.year}" if beside is not None and beside.year != on.year else "")


def counted(number: int, one: str, more: str = "") -> str:
    """Return such as "1 minute" or "3 minutes"."""
    return f"{number} {one if number == 1 else more or one + 's'}"


def cut(text: str, most: int) -> str:
    """Return a text in one line of at most so many letters; a longer one is cut between sentences if it can be, or words."""
    whole = " ".join(text.split())
    if len(whole) <= most:
        return whole
    kept = whole[: most - 1]
    sentences = max(kept.rfind(end) for end in (". ", "! ", "? ")) + 1
    if sentences > most // 2:
        return f"{kept[:sentences]} {CUT}"
    return (kept.rsplit(" ", 1)[0] if " " in kept[most // 2 :] else kept).rstrip(" ,;.") + CUT


def sentence(text: str) -> str:
    """Return a text that begins with a capital and ends like a sentence; "" for an empty one."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", CUT)) else ".") if text else ""


def who(record: Record) -> tuple[str, ...]:
    """Return the lines that say whose a document is, and who looks after them."""
    therapist = f"Therapist: {cut(record.therapist, 60)}" if record.therapist else ""
    lines = (cut(record.name, 60), therapist, cut(record.clinic, 60))
    return tuple(line for line in lines if line)


def eyebrow(record: Record, before: str = "") -> str:
    """Return what stands above the title and at the foot of each page: the day, and whether the person is made up."""
    return " · ".join(part for part in (MADE_UP if record.log.made_up else "", before, day(record.today)) if part)


def foot(record: Record, release: str = "") -> tuple[str, ...]:
    """Return who reviewed the content, its release, and what it is not: the end of every document."""
    reviewed = record.knowledge.release.reviewed_by
    by = f"Content reviewed by {', '.join(reviewed)}." if reviewed else NOT_REVIEWED
    return (f"{by} Release {release or record.knowledge.release.version}, printed {day(record.today)}. {NOT_A_DIAGNOSIS}",)


def with_number(text: str, record: Record) -> str:
    """Return a text with the emergency number of the person's country in its place."""
    return text.replace("{emergency}", record.country.emergency)


def chip(item: Prescription) -> str:
    """Return a dose in a few signs, such as "2 × 12" or "3 times, hold 20 s"."""
    if item.minutes:
        return f"{item.minutes} min"
    if is_one_hold(item):
        return f"hold {_short_time(item.hold_s)}"
    amount = counted(item.repetitions, "time") if item.sets == 1 else f"{item.sets} × {item.repetitions}"
    return amount + (f", hold {_short_time(item.hold_s)}" if item.hold_s else "")


def amount(sets: int | None, repetitions: int | None, hold_s: int | None) -> str:
    """Return what an order says of a dose, such as "2 × 8, hold 3 s"; what it leaves open is left out."""
    one = counted(sets, "set") if sets else counted(repetitions, "time") if repetitions else ""
    counts = f"{sets} × {repetitions}" if sets and repetitions else one
    return ", ".join(part for part in (counts, f"hold {_short_time(hold_s)}" if hold_s else "") if part)


def dose(item: Prescription) -> str:
    """Return a dose in sentences: how many, which side first, how long to hold and to rest, how often."""
    if item.minutes:
        amount = counted(item.minutes, "minute")
    elif is_one_hold(item):
        amount = f"once, held for {_time(item.hold_s)}"
    else:
        amount = counted(item.repetitions, "time") if item.sets == 1 else f"{item.sets} sets of {item.repetitions}"
    parts = (
        amount + _sides(item),
        f"hold each for {_time(item.hold_s)}" if item.hold_s and not item.minutes and not is_one_hold(item) else "",
        f"rest {_time(item.rest_s)} between sets" if item.sets > 1 and item.rest_s else "",
        f"do this {item.per_day} times a day" if item.per_day > 1 else "",
    )
    return " ".join(sentence(part) for part in parts if part)


def is_one_hold(item: Prescription) -> bool:
    """Whether a dose is one single hold."""
    return item.sets == 1 and item.repetitions == 1 and item.hold_s > 0 and not item.minutes


def waits(held: HeldBack, record: Record) -> tuple[str, str]:
    """Return what waits and why, with its name once."""
    why = with_number(held.reason.text, record)
    return (held.name, why[len(held.name) :].strip()) if why.startswith(held.name) else (f"{held.name}:", why)


def walk(goal: AerobicGoal) -> str:
    """Return such as "12 minutes, 2 times a day."; "" where no walk is set."""
    often = f", {goal.times} times a day" if goal.times > 1 else ""
    return f"{counted(goal.minutes, 'minute')}{often}." if goal.minutes else ""


def _sides(item: Prescription) -> str:
    if item.side == "alternating":
        return ", left and right in turn"
    if item.side in ("left", "right"):
        return f", {item.side} leg only"
    if item.side != "each":
        return ""
    return ", each side" + (f", starting on the {item.first_side}" if item.first_side else "")


def _time(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    if seconds < 90:
        return counted(seconds, "second")
    return counted(minutes, "minute") + (f" {counted(rest, 'second')}" if rest else "")


def _short_time(seconds: int) -> str:
    return f"{seconds} s" if seconds < 90 else _time(seconds)

"""docs/reference/scenarios.md: every case, told for a reader. Made from the cases; never edited by hand."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Knowledge
from tests.scenario.notes import CASES, CHECK_IN_WORDS, Case, DoseNote, Expect, Row, read

HEAD = """# Scenarios

What the programme does, case by case. Each case is a test: if the programme did anything else, the build would fail.
They are written in `tests/scenario/cases`, one file a case, in words that a physical therapist can read and write.
This page is made from them (`./run docs`).
"""
KINDS = {"plan": "A plan", "ask": "Questions first", "referral": "No exercise; somebody should look"}
TIERS = {
    "self_manage": "self-management",
    "routine": "a normal appointment is advised",
    "within_days": "within days",
    "same_day": "the same day",
    "emergency_now": "emergency, now",
}
CHECK_IN_SAID = {
    "waking": "woke with leg pain {}",
    "worst": "at worst {}",
    "back": "back at worst {}",
    "place": "felt down to the {}",
    "after": "after the last session: {}",
    "sleep": "slept {}",
    "flare": "a flare-up: {}",
    "new": "anything new: {}",
    "walked": "walked {} min",
    "sat": "sat {} min",
    "exposures": "more than usual: {}",
}


def rendered() -> str:
    """Return the page."""
    knowledge = load()
    chapters: dict[str, list[Case]] = {}
    for case in map(read, CASES):
        chapters.setdefault(case.chapter, []).append(case)
    told = [HEAD]
    for chapter in sorted(chapters, key=lambda name: int(name.split()[0])):
        told.append(f"## {chapter.partition(' ')[2]}\n")
        told += [_case(case, knowledge) for case in chapters[chapter]]
    return "\n".join(told)


def _case(case: Case, knowledge: Knowledge) -> str:
    happened = [*_begin(case), *(line for row in case.days for line in _row(row, knowledge))]
    lines = [f"### {case.name}\n", f"{case.story}\n"]
    if happened:
        lines.append("\n".join(f"- {line}" for line in happened) + "\n")
    lines.append(f"**On {_day(case.today)}:** " + "; ".join(_expected(case.expect, knowledge)) + ".\n")
    return "\n".join(lines)


def _begin(case: Case) -> Iterator[str]:
    who = case.person
    if who.safe_on is None:
        yield "the safety check is not answered"
    if who.evaluated_on is None:
        yield "the evaluation is not answered"
    if who.answers:
        yield "answered: " + ", ".join(f"{question} = {_value(value)}" for question, value in who.answers.items())
    if who.leave_out:
        yield "not answered: " + ", ".join(who.leave_out)


def _row(row: Row, knowledge: Knowledge) -> Iterator[str]:
    said = [words.format(_value(getattr(row, word))) for word, words in CHECK_IN_SAID.items() if getattr(row, word) is not None]
    did = [*_told_otherwise(row, knowledge), *said, *_session(row, knowledge)]
    when = (
        f"{_day(row.on)}"
        if row.to is None
        else f"{_day(row.on)} to {_day(row.to)}" + (f", every {row.every} days" if row.every > 1 else "")
    )
    if did:
        yield f"{when}: " + "; ".join(did)


def _told_otherwise(row: Row, knowledge: Knowledge) -> Iterator[str]:
    if row.safe:
        yield "the safety check again, calm" + (" but for " + _pairs(row.safety) if row.safety else "")
    elif row.safety:
        yield "safety: " + _pairs(row.safety)
    if row.evaluation:
        yield "evaluation: " + _pairs(row.evaluation)
    if row.order:
        named = {
            key: _name(str(value), knowledge) if key == "exercise" else value
            for key, value in row.order.items()
            if key not in ("order", "by")
        }
        yield f"the {row.order.get('by', 'therapist')} orders **{row.order['order']}**" + (": " + _pairs(named) if named else "")
    if row.examination:
        yield from _examined(row.examination, knowledge)
    if row.note:
        yield "noted of the flare-up: " + _pairs(row.note)
    if row.measure:
        yield f"told the measure **{row.measure['measure']}**: " + _pairs(row.measure.get("answers") or {"score": row.measure.get("score")})
    if row.wish:
        other = f" for {_name(row.wish['to'], knowledge)}" if "to" in row.wish else ""
        yield f"own wish: {row.wish['wish']} {_name(row.wish['exercise'], knowledge)}{other}"
    if row.probe:
        (place, leg), (later, after) = row.probe["before"], row.probe["after"]
        numb = ", new numbness" if row.probe.get("new_numbness") else ""
        yield f"tried {row.probe['direction']}: from the {place} at {leg} to the {later} at {after}{numb}"


def _examined(found: dict[str, Any], knowledge: Knowledge) -> Iterator[str]:
    answers = {knowledge.questions[question].text: value for question, value in found.get("answers", {}).items()}
    codes = [f"{code} {knowledge.codes[code].text}" for code in found.get("codes", ())]
    said = [*([_pairs(answers)] if answers else []), *codes]
    said += [f"irritability {found['irritability']}"] if "irritability" in found else []
    yield f"the {found.get('by', 'therapist')} examined: " + (", ".join(said) or "nothing noted")


def _session(row: Row, knowledge: Knowledge) -> Iterator[str]:
    if row.session:
        what = "the session as planned" if row.session == "planned" else ", ".join(_name(exercise, knowledge) for exercise in row.session)
        felt = [f"leg {row.leg}" if row.leg else "", f"effort {row.effort}" if row.effort else ""]
        yield ", ".join(part for part in (f"did {what}", *felt) if part)
    for exercise, how in row.how.items():
        yield f"{_name(exercise, knowledge)}: " + _pairs(how)
    if row.walk:
        yield f"walked {row.walk} min with it"


def _expected(expect: Expect, knowledge: Knowledge) -> Iterator[str]:
    yield KINDS[expect.kind]
    if expect.tier:
        yield TIERS[expect.tier]
    for words, value in (("stage {}", expect.stage), ("pattern {}", expect.pattern)):
        if value:
            yield words.format(knowledge.stages[value].name if value in knowledge.stages else value.replace("_", " "))
    yield from _exercises(expect, knowledge)
    yield from _reasons(expect, knowledge)
    yield from _amounts(expect)


def _exercises(expect: Expect, knowledge: Knowledge) -> Iterator[str]:
    if expect.present or expect.items:
        yield "with " + ", ".join(_name(exercise, knowledge) for exercise in expect.items or expect.present)
    if expect.absent:
        yield "without " + ", ".join(_name(exercise, knowledge) for exercise in expect.absent)
    if expect.adapted:
        yield "adapted: " + ", ".join(_name(exercise, knowledge) for exercise in expect.adapted)
    for exercise, note in expect.doses.items():
        yield f"{_name(exercise, knowledge)}: {_dose(note)}"
    for exercise, reason in expect.held_back.items():
        yield f"{_name(exercise, knowledge)} is held back ({_rule(reason, knowledge)})"
    for exercise, until in expect.until.items():
        yield f"{_name(exercise, knowledge)} until {_day(until)}"
    if expect.short is not None:
        yield "the short version: " + ", ".join(_name(exercise, knowledge) for exercise in expect.short)


def _reasons(expect: Expect, knowledge: Knowledge) -> Iterator[str]:
    for heading, reasons in (
        ("today because", (expect.why,) if expect.why else ()),
        ("told", expect.changes),
        ("not told", expect.no_change),
        ("advised", expect.advice),
        ("not advised", expect.no_advice),
        ("because", expect.reasons),
    ):
        if reasons:
            yield f"{heading}: " + " / ".join(_rule(reason, knowledge) for reason in reasons)
    if expect.says:
        yield "it says " + ", ".join(f"“{words}”" for words in expect.says)
    if expect.graduated is not None:
        yield "a lighter routine is offered" if expect.graduated else "no lighter routine is offered"
    if expect.ask:
        yield "it asks " + ", ".join(expect.ask) + " and what else is due"


def _amounts(expect: Expect) -> Iterator[str]:
    if expect.walk is not None:
        yield "walk: " + _pairs(
            {field: getattr(expect.walk, field) for field in expect.walk.__struct_fields__ if getattr(expect.walk, field) is not None}
        )
    for words, number in (
        ("at most {} minutes", expect.minutes_at_most),
        ("at least {} minutes", expect.minutes_at_least),
        ("at most {} exercises", expect.items_at_most),
        ("at least {} exercises", expect.items_at_least),
        ("{} sessions a day", expect.sessions_a_day),
        ("{} clean days so far", expect.clean_days),
        ("session number {}", expect.session_number),
        ("week {}", expect.week),
    ):
        if number is not None:
            yield words.format(number)
    if expect.measures is not None:
        yield "due: " + ", ".join(load().measures[measure].name for measure in expect.measures) if expect.measures else "no measure is due"
    if expect.next_check:
        yield f"the safety questions come again on {_day(expect.next_check)}"
    if expect.question:
        yield f"it asks whether it is a flare-up ({_rule(expect.question, load())})"
    elif expect.question is False:
        yield "it does not ask whether it is a flare-up"
    if expect.flare is False:
        yield "no flare-up"
    elif expect.flare is not None:
        flare = expect.flare
        yield f"day {flare.day} of a flare-up, easy until {_day(flare.easy_until)}, full again on {_day(flare.full_on)}"


def _dose(note: DoseNote) -> str:
    return _pairs({field: getattr(note, field) for field in note.__struct_fields__ if getattr(note, field) is not None})


def _rule(reason: str, knowledge: Knowledge) -> str:
    if reason in knowledge.reasons:
        return knowledge.reasons[reason].rule.rstrip(".")
    concern = knowledge.red_flags.get(reason) or knowledge.scores.get(reason)
    return concern.text.rstrip(".") if concern else reason


def _name(exercise: str, knowledge: Knowledge) -> str:
    return knowledge.exercises[exercise].name


def _pairs(values: dict[str, Any]) -> str:
    return ", ".join(key.replace("_", " ") + ("" if value is True else f" {_value(value)}") for key, value in values.items())


def _value(value: Any) -> str:
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, list | tuple):
        return ", ".join(_value(one) for one in value)
    return _pairs(value) if isinstance(value, dict) else str(value).replace("_", " ")


def _day(day: date) -> str:
    return f"{day:%B} {day.day}"


assert CHECK_IN_SAID.keys() == CHECK_IN_WORDS.keys()

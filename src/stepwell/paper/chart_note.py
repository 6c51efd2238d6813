"""The therapist's chart note: what was found, what was done, the plan with its reasons, measures, goals, and a line to sign."""

from stepwell.engine.decision import DayPlan, Prescription, Referral
from stepwell.engine.log import Treatment
from stepwell.paper import examined, measured, words
from stepwell.paper.document import AnyBlock, Box, Bullets, Document, Signature, Table, Text
from stepwell.paper.goals import goals
from stepwell.paper.record import ChartEntry, Record
from stepwell.paper.sheet import one_page
from stepwell.paper.signs import first

TITLE = "Chart note"
MOST_REASONS, MOST_TREATMENTS, MOST_NOTES, MOST_WAITING, MOST_MEASURES = 6, 6, 3, 8, 24
NOTE_MOST, TREATED_MOST, WHY_MOST = 900, 300, 600
TREATMENTS = {
    "manual_therapy": "Manual therapy",
    "joint_mobilisation": "Joint mobilization",
    "nerve_therapy": "Nerve therapy",
    "strengthening": "Targeted strength",
    "stretching": "Stretching",
    "directional": "Directional exercise",
    "education": "Education",
}


def chart_note(record: Record) -> Document:
    """Return where care stands, for the clinic's own files."""
    told = measured.series_of(record)
    agreed = goals(record)
    blocks: list[AnyBlock] = [*first(record), Box(heading="Findings", blocks=examined.findings(record))]
    if (treated := _treatments(record)) is not None:
        blocks.append(Box(heading="Treatment", blocks=(treated,)))
    blocks.append(Box(heading="Plan", blocks=_plan(record)))
    if (standing := examined.orders(record)) is not None:
        blocks.append(Box(heading="Set by the clinic, and in force", blocks=(standing,)))
    if told:
        held = Text(text="Held against the first value; a change is called one only from its published or set threshold on.", is_small=True)
        blocks.append(Box(heading="Measures", blocks=(*measured.measures(told, record.today, MOST_MEASURES), held)))
    if agreed:
        blocks.append(agreed)
    if record.chart:
        blocks.append(Box(heading="Notes", blocks=tuple(_note(each) for each in record.chart[-MOST_NOTES:][::-1])))
    signed = ("Name and credentials", "Signature", "Date")
    return one_page(record, TITLE, (*blocks, Signature(fields=signed)))


def _treatments(record: Record) -> Table | None:
    found = [fact for fact in record.of(Treatment) if isinstance(fact, Treatment)][-MOST_TREATMENTS:][::-1]
    if not found:
        return None
    return Table(
        caption="Treatment",
        heads=("Date", "What", "Minutes", "Leg after", "Why"),
        rows=tuple(
            (
                words.short_day(each.on, record.today),
                TREATMENTS[each.treatment],
                "–" if each.minutes is None else str(each.minutes),
                each.response or "–",
                words.cut(each.why, TREATED_MOST) or "–",
            )
            for each in found
        ),
        wide=4,
    )


def _plan(record: Record) -> tuple[AnyBlock, ...]:
    decision = record.decision
    if decision is None:
        return (Text(text="The person does not share the days and plans now."),)
    if isinstance(decision, Referral):
        return _referral(decision, record)
    return _planned(decision, record)


def _referral(decision: Referral, record: Record) -> tuple[AnyBlock, ...]:
    why = tuple(("", words.cut(words.with_number(reason.text, record), WHY_MOST)) for reason in decision.reasons[:MOST_REASONS])
    since = f" since {words.day(decision.since)}" if decision.since else ""
    said = " so, in the words on top." if first(record) else f": “{words.with_number(decision.what_to_do, record)}”"
    return (Text(strong="No exercise today.", text=f"The person is told{since}{said}"), Bullets(items=why))


def _planned(plan: DayPlan, record: Record) -> tuple[AnyBlock, ...]:
    often = f", {plan.sessions_a_day} times a day" if plan.sessions_a_day > 1 else ""
    minutes = f"About {words.counted(plan.minutes, 'minute')}{often}; week {plan.week}, session {plan.session_number}."
    rows = [(item.name, words.dose(item), _reason(item, record)) for item in plan.items]
    if plan.walk.minutes:
        why = " ".join(reason.text for reason in plan.walk.reasons[:1])
        rows.append((plan.walk.name, words.walk(plan.walk), words.cut(words.with_number(why, record), WHY_MOST) or "–"))
    today = words.with_number(plan.why_today.text, record)
    blocks: list[AnyBlock] = [
        Text(strong=f"{plan.stage_name}.", text=f"{minutes} The person is told: “{words.sentence(today)}”"),
        Table(caption="Plan of the day", heads=("Exercise", "Dose", "Why, as the person is told"), rows=tuple(rows), shares=(22, 32, 46)),
    ]
    if plan.held_back:
        waits = [words.sentence(" ".join(words.waits(each, record))) for each in plan.held_back[:MOST_WAITING]]
        waits += [f"And {more} more."] if (more := len(plan.held_back) - MOST_WAITING) > 0 else []
        blocks.append(Text(strong="Held back, as the person is told:", text=" ".join(waits)))
    return tuple(blocks)


def _reason(item: Prescription, record: Record) -> str:
    told = [reason.text for reason in item.reasons if not reason.id.startswith("dose_")][:1]
    by = ("Set by the therapist.",) if item.set_by == "therapist" else ()
    change = (f"{words.sentence(item.change_text)}",) if item.change_text else ()
    return words.cut(words.with_number(" ".join((*by, *change, *told)), record), WHY_MOST) or "–"


def _note(entry: ChartEntry) -> Text:
    return Text(strong=f"{words.day(entry.on)}, {words.cut(entry.by, 40)}, {entry.kind}:", text=words.cut(entry.words, NOTE_MOST))

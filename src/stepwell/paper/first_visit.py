"""The first-visit summary, for whoever reads it first: the history in eleven groups, the course, what was tried, and what to ask."""

from stepwell.engine import history, history_days, screening
from stepwell.engine.history import Group
from stepwell.engine.log import Answers, Probe
from stepwell.engine.tried_out import Answered, tried_out
from stepwell.paper import measured, words
from stepwell.paper.days import Days
from stepwell.paper.document import AnyBlock, Box, Bullets, Columns, Document, History, Lead, Table, Text, Told
from stepwell.paper.record import Record
from stepwell.paper.sheet import one_page
from stepwell.paper.signs import first

TITLE = "Summary for a first visit"
MOST_TRIED = 8
MOST_CONCERNS = 6
NAME_MOST, SAYS_MOST, RAISED_MOST = 300, 300, 400
ASK = (
    "What fits my story?",
    "What may I do at work, and at home?",
    "Which signs mean that I should call?",
    "How many visits, and how far apart?",
    "What would be a good result in four weeks?",
)
BRING = (
    "This page, and the home program",
    "Medicines with doses, and allergies",
    "Illnesses, operations, implants, thin bones, a pregnancy",
    "Reports of scans or tests; referral and insurance papers",
    "Loose clothes, usual shoes, glasses, a walking aid",
)


def first_visit(record: Record) -> Document:
    """Return what a clinician asks at a first visit, as far as it was told."""
    answers = history.standing_answers(record.log)
    groups, days = history.history(answers, record.knowledge), _days(record)
    points = measured.points_of(record)
    chart = measured.leg_chart(record, points, measured.flares_of(record, points[0].on) if points else [], is_low=True)
    on = f" on {words.day(days.main)}" if days.main else ""
    told = History(groups=tuple(_told(group, days, record) for group in groups))
    blocks: list[AnyBlock] = [
        *first(record),
        _raised(record, answers, days),
        Box(heading=f"History, as the person told it{on}", blocks=(told,)),
    ]
    if chart is not None:
        blocks.append(Box(heading="Course of the last weeks", blocks=(Text(text=measured.leg_words(points)), chart)))
    if (tried := _tried(record)) is not None:
        blocks.append(Box(heading="What was tried, and how the leg answered", blocks=tried))
    ask = Box(heading="Questions to ask", tone="soft", blocks=(Bullets(items=_plain(ASK), is_boxes=True),))
    bring = Box(heading="What to bring", tone="soft", blocks=(Bullets(items=_plain(BRING), is_boxes=True),))
    blocks.append(Columns(left=(ask,), right=(bring,)))
    return one_page(record, TITLE, blocks)


def _days(record: Record) -> Days:
    told = history_days.told_on(record.log)
    main = history_days.main_day(told, record.knowledge)
    return Days(told=told, main=main, later=history_days.later(record.log, record.knowledge), today=record.today)


def _raised(record: Record, answers: Answers, days: Days) -> Box | Lead:
    """Return what the safety answers raise, which is read before anything else."""
    found = screening.triage(answers, record.knowledge)
    open_ = f"{words.counted(len(found.unanswered), 'safety question')} that must be answered still open." if found.unanswered else ""
    if found.reasons:
        items = tuple(("", words.cut(words.with_number(reason.text, record), RAISED_MOST)) for reason in found.reasons[:MOST_CONCERNS])
        more = (Text(text=open_),) if open_ else ()
        return Box(heading="To look at first: what the safety answers raise", tone="heed", blocks=(Bullets(items=items), *more))
    latest = f", at the latest on {words.day(max(days.told.values()))}," if days.told else ""
    return Lead(strong="Safety questions.", text=open_ or f"Nothing that was answered{latest} raises a warning sign.")


def _told(group: Group, days: Days, record: Record) -> Told:
    if group.id == "consent":
        return Told(title=group.title, rest=record.sharing)
    raised, calm = [row for row in group.rows if not row.is_calm], [row for row in group.rows if row.is_calm]
    if group.id == "safety":
        raised, rest = raised[:MOST_CONCERNS], f"{len(calm)} questions answered without a sign{days.last(calm)}." if calm else ""
    else:
        rest = days.none_of(calm)
    pairs = tuple((words.cut(row.name, NAME_MOST), words.cut(days.says(row), SAYS_MOST)) for row in raised)
    return Told(title=group.title, pairs=pairs, rest=rest or ("" if pairs else "Not told."))


def _tried(record: Record) -> tuple[AnyBlock, ...] | None:
    found = tried_out(record.log.facts)
    probes = [fact for fact in record.of(Probe) if isinstance(fact, Probe)][-3:]
    blocks: list[AnyBlock] = [_table(found[:MOST_TRIED], record)] if found else []
    if probes:
        blocks.append(Bullets(items=tuple((f"{words.short_day(each.on)}:", _probed(each)) for each in probes)))
    return tuple(blocks) or None


def _table(found: tuple[Answered, ...], record: Record) -> Table:
    names = record.knowledge.exercises
    return Table(
        caption="What was tried, and how the leg answered",
        heads=("Exercise", "Times", "Eased", "Same", "Worse", "Last"),
        rows=tuple(
            (
                names[each.exercise].name if each.exercise in names else each.exercise,
                str(each.times),
                str(each.eased),
                str(each.same),
                str(each.worse),
                words.short_day(each.last_on, record.today),
            )
            for each in found
        ),
    )


def _probed(probe: Probe) -> str:
    lasting = {True: ", and it lasted", False: ", and it did not last", None: ""}[probe.lasting]
    numb = " New numbness." if probe.new_numbness else ""
    way = probe.direction.value.replace("_", " ")
    return (
        f"repeated {way}: leg {probe.before.leg} to {probe.after.leg} of 10, "
        f"felt down to the {probe.before.place}, then the {probe.after.place}{lasting}.{numb}"
    )


def _plain(items: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(("", item) for item in items)

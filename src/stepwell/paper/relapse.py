"""The relapse plan: what may set it off, what helped, the first days, the way back, and when to get help. From one's own log."""

from stepwell.engine.episodes import episodes
from stepwell.engine.history import ACTIVITIES, standing_answers
from stepwell.engine.trigger_findings import Finding, Verdict
from stepwell.knowledge.schema import Exercise
from stepwell.paper import words
from stepwell.paper.document import AnyBlock, Box, Bullets, Columns, Document, Lead, Lines, Text
from stepwell.paper.record import Record
from stepwell.paper.sheet import one_page
from stepwell.paper.signs import first as urgent
from stepwell.paper.signs import signs

TITLE = "If it comes back"
OWN_WORDS = "helped_before"
LINES_BETWEEN = "; "
MOST_FOUND, MOST_EASED, MOST_SUSPECTED = 3, 4, 4
FEWEST_TIMES = 2
WORDS_MOST = 90
CHIPS: dict[Verdict, str] = {"likely": "likely", "possible": "possible"}
FIRST_DAYS = (
    "Check the list at the end first.",
    "Rest in a position that eases, a few minutes, several times a day.",
    "Keep short walks, and change position often. Staying in bed does not help.",
    "Leave out strength work. Half of the gentlest movements is enough.",
)
WAY_BACK = (
    "About five softer days at half. Then your usual exercises with a little less than half of everything, and a little more each day "
    "for about ten days. A good day is no reason to hurry, and a bad one no failure."
)
SEE_SOMEONE = "See a physical therapist or doctor if it lasts more than a week, comes twice in two weeks, or is felt further down the leg."


def relapse(record: Record) -> Document:
    """Return the plan for the next flare-up. It prescribes nothing for today."""
    answers = standing_answers(record.log)
    own = [words.cut(line, WORDS_MOST) for line in str(answers.get(OWN_WORDS, "")).split(LINES_BETWEEN) if line.strip()]
    wanted = [words.cut(str(answers[what]), WORDS_MOST) for what, _now in ACTIVITIES if answers.get(what)]
    helped = Box(heading="What helped me last time", tone="soft", blocks=(_list(own) if own else Lines(count=2),))
    first = Box(heading="The first three days", tone="soft", blocks=(_list(FIRST_DAYS),))
    eased = Box(heading="What eased your leg before", tone="soft", blocks=(_eased(record),))
    back = Box(heading="The way back", tone="soft", blocks=(Text(text=WAY_BACK), Text(text=SEE_SOMEONE)))
    aims = (Box(heading="What you do it for", tone="soft", blocks=(_list(wanted),)),) if wanted else ()
    at_once = urgent(record)
    calm = Lead(strong="Flare-ups are common, and usually no sign of harm.", text="This is your own plan, from what you told and did.")
    return one_page(
        record,
        TITLE,
        (
            *(at_once or (calm,)),
            Box(heading="What may set it off for you", tone="soft", blocks=_sets_off(record)),
            Columns(left=(helped, eased, *aims), right=(first, back)),
            *signs(record),
        ),
    )


def _sets_off(record: Record) -> tuple[AnyBlock, ...]:
    triggers = record.knowledge.triggers
    found = [each for each in record.findings.found if each.verdict in CHIPS and each.exposure in triggers] if record.findings else []
    found = sorted(found, key=lambda each: list(CHIPS).index(each.verdict))[:MOST_FOUND]
    blocks: list[AnyBlock] = []
    if found:
        note = "From your check-ins. A worse day is not damage, and nothing here is forbidden."
        blocks += [Bullets(items=tuple(_found(each, record) for each in found)), Text(text=note, is_small=True)]
    told = {triggers[each.exposure].chip for each in found}
    suspected = _suspected(record, told)
    if suspected:
        also = "You also suspected:" if found else "You suspected:"
        blocks.append(Text(strong=also, text=f"{'; '.join(suspected)}. That is a guess, and nothing here is forbidden."))
    if not blocks:
        blocks += [Text(text="Nothing is noted yet. Room for your own early signs:"), Lines(count=1)]
    return tuple(blocks)


def _found(found: Finding, record: Record) -> tuple[str, str]:
    trigger = record.knowledge.triggers[found.exposure]
    return trigger.name, f"({CHIPS[found.verdict]}). For a few days, instead: {trigger.instead}"


def _suspected(record: Record, told: set[str]) -> list[str]:
    triggers = record.knowledge.triggers
    all_of = episodes(record.log.facts, record.knowledge, record.today)
    said = [
        words.cut(one, WORDS_MOST)
        for each in all_of[::-1]
        for one in (*(triggers[name].chip for name in each.suspected if name in triggers), each.words)
        if one and one not in told
    ]
    return list(dict.fromkeys(said))[:MOST_SUSPECTED]


def _eased(record: Record) -> Bullets | Text:
    found = eased(record)
    if not found:
        return Text(text="Not enough is known yet. It fills in as you do sessions.")
    return _list([exercise.name for exercise in found])


def eased(record: Record) -> list[Exercise]:
    """Return what went well and tended to ease the leg, the most easing first; what rests now or is excluded is left out."""
    known = record.known
    if known is None:
        return []
    kept = [
        (tried.mean, name)
        for name, tried in known.tried.items()
        if tried.mean < 0 and tried.times >= FEWEST_TIMES and tried.rests_until is None and name not in known.excluded
    ]
    return [record.knowledge.exercises[name] for _mean, name in sorted(kept)[:MOST_EASED] if name not in known.orders.removed]


def _list(items: list[str] | tuple[str, ...]) -> Bullets:
    return Bullets(items=tuple(("", item) for item in items))

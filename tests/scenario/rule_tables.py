"""docs/reference/rules.md: every number that steers, every stage, every red flag, with where it comes from."""

from collections.abc import Iterable, Iterator

from stepwell.knowledge.condition_words import in_words
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Entry, Finding, Knowledge

HEAD = """# Rules

Every number that steers the plan, and where it comes from. `read`: seen in a listed source (mostly its abstract).
`memory_high`, `memory`, `memory_low`: professional knowledge that was not looked up again, by confidence.
`design`: our own judgement, which needs a clinician's sign-off. This page is made from the knowledge files (`./run docs`).
"""


def rendered() -> str:
    """Return the page."""
    knowledge = load()
    return (
        "\n".join(
            [
                HEAD,
                *_stages(knowledge),
                *_response(knowledge),
                *_walking(knowledge),
                *_timetable(knowledge),
                *_hurt(knowledge),
                *_red_flags(knowledge),
                *_findings(knowledge),
                *_order_cautions(knowledge),
                *_reasons(knowledge),
                *_sources(knowledge),
            ]
        )
        + "\n"
    )


def _stages(knowledge: Knowledge) -> Iterator[str]:
    yield "## Stages\n"
    rows = []
    for stage in knowledge.stages.values():
        up = "the start" if stage.up_at_most is None else f"{stage.up_at_most:g} or less, {stage.up_check_ins} check-ins in a row"
        back = "never" if stage.back_at_least is None else f"{stage.back_at_least:g} or more, {stage.back_check_ins} check-ins in a row"
        rows.append(
            (
                stage.name,
                up,
                back,
                _pair(stage.exercises),
                _pair(stage.minutes),
                _pair(stage.sessions_a_day),
                f"{stage.load_cap:g}",
                stage.new_a_week,
            )
        )
    head = (
        "stage",
        "entered at smoothed waking leg pain",
        "left for the one before at",
        "exercises",
        "minutes",
        "sessions a day",
        "load cap",
        "new a week",
    )
    yield _table(head, rows)
    for stage in knowledge.stages.values():
        slots = ", ".join(f"{slot.id} ({' or '.join(slot.purposes)})" for slot in stage.slots)
        yield f"- **{stage.name}** is made of: {slots}. Last to go when time is short: {min(stage.slots, key=lambda slot: slot.keep).id}."
    yield ""


def _response(knowledge: Knowledge) -> Iterator[str]:
    yield "## Response to pain, dose, flare-ups, gaps\n"
    yield _table(
        ("rule", "value", "in words", "from"),
        [(rule.id, f"{rule.value:g} {rule.unit}".strip(), rule.rule, _from(rule)) for rule in knowledge.response.values()],
    )


def _walking(knowledge: Knowledge) -> Iterator[str]:
    others = [
        (f"Instead of walking, for whoever prefers it: {knowledge.exercises[way.exercise].name}", way.steps)
        for way in knowledge.walking.others
    ]
    on_foot = [("The walking ladder", knowledge.walking.steps), ("Walking with sitting rests", knowledge.walking.intervals)]
    for title, steps in (*on_foot, *others):
        yield f"## {title}\n"
        rows = [(step.row, _pair(step.minutes), _pair(step.per_day), _pair(step.per_week), step.effort, step.note) for step in steps]
        yield _table(("row", "minutes", "times a day", "days a week", "effort", "note"), rows)


def _timetable(knowledge: Knowledge) -> Iterator[str]:
    pace = knowledge.pace
    yield "## The timetable of a session\n"
    yield "What a session takes beside the holds, repetitions, tempo and rests of its doses. The minutes shown are the sum of all of it.\n"
    seconds = (
        ("getting into another position", pace.new_position_s),
        ("getting ready in the same position", pace.same_position_s),
        ("changing sides", pace.switch_s),
        ("letting go between two holds, at least", pace.least_ease_s),
        ("one repetition of a flowing movement, at least", pace.least_move_s),
        ("rest between two sets, at least", pace.least_rest_s),
        ("the two taps after an exercise", pace.rating_s),
        ("the shortest hold in which the breath is guided", pace.breath.from_s),
        ("one breath in, in such a hold", pace.breath.in_s),
        ("one breath out", pace.breath.out_s),
    )
    yield _table(("what", "seconds", "from"), [(what, value, pace.grade.value) for what, value in seconds])


def _hurt(knowledge: Knowledge) -> Iterator[str]:
    rules = knowledge.hurt
    yield "## When it hurts during an exercise\n"
    yield _table(
        ("it feels", "offered", "the rest of the session", "in words", "from"),
        [
            (
                feeling.id,
                "stop, and the safety questions" if feeling.check else ", ".join(feeling.actions),
                "ends" if feeling.check else "what loads the body the same way is done smaller" if feeling.eases_rest else "goes on",
                feeling.rule,
                _from(feeling),
            )
            for feeling in rules.feelings.values()
        ],
    )
    yield _table(("it is", "in words", "from"), [(place.id, place.rule, _from(place)) for place in rules.places.values()])
    yield _table(
        ("made smaller by", "of the dose", "in words", "from"),
        [(way.id, f"{way.share:g} of the {way.of}", way.rule, _from(way)) for way in rules.smaller.values()],
    )
    yield _table(("the same way", "in words", "from"), [(link.id, link.rule, _from(link)) for link in rules.links.values()])


def _red_flags(knowledge: Knowledge) -> Iterator[str]:
    yield "## Red flags\n"
    rules = knowledge.safety_rules
    yield f"The questions come again every {rules.reask_after_days} days."
    yield f"A tier falls after a clinician's entry, or {rules.clean_days} clean days.\n"
    rows = [
        (flag.item, flag.id, in_words(flag.when), str(flag.tier or ""), _points(flag.soft_points, flag.fracture_points), _from(flag))
        for flag in knowledge.red_flags.values()
    ]
    yield _table(("item", "flag", "raised when", "at least", "points", "from"), rows)
    yield _table(
        ("count", "at least", "tier", "from"),
        [(score.counts.replace("_", " "), score.at_least, str(score.tier), _from(score)) for score in knowledge.scores.values()],
    )


def _reasons(knowledge: Knowledge) -> Iterator[str]:
    yield "## What a plan says\n"
    yield "Every sentence that gives a reason, and the rule behind it; words in braces are filled in. Names of things have no rule.\n"
    rows = [(one.id, one.text, one.rule, _from(one)) for one in knowledge.reasons.values() if one.rule]
    yield _table(("reason", "sentence", "rule", "from"), rows)


def _findings(knowledge: Knowledge) -> Iterator[str]:
    yield "## What a clinician finds\n"
    yield "A finding only ever raises the tier, and calm days do not lower it: that takes the order “clear”."
    yield "What was not examined counts for nothing.\n"
    rows = [(one.item, one.id, "; ".join(_found(one)), str(one.tier), _from(one)) for one in knowledge.findings.values()]
    yield _table(("item", "finding", "raised when", "tier", "from"), rows)
    begins = [(one.id, one.stage_at_most, f"{one.dose_at_most:g}", _from(one)) for one in knowledge.irritability.values()]
    yield _table(("irritability", "stage at most", "dose at most, of the start", "from"), begins)
    codes = [
        (code.code, code.text, code.side or "", code.diagnosis or "", ", ".join(code.excludes), str(code.tier or ""))
        for code in knowledge.codes.values()
    ]
    yield _table(("ICD-10-CM", "in our words", "side", "sets the pattern of", "may not stand beside", "tier"), codes)


def _found(finding: Finding) -> Iterator[str]:
    if finding.when is not None:
        yield in_words(finding.when)
    if finding.strength_at_most is not None:
        yield f"a muscle group of {finding.strength_at_most} of 5 or less"
    if finding.levels_at_least:
        yield f"weak muscle groups (4 or less) on one side: {finding.levels_at_least} or more"
    if finding.both_legs:
        yield "a weak muscle group on each side"
    if finding.dropped_at_least:
        days = f", {finding.days_at_most} day or less before" if finding.days_at_most else ""
        yield f"{finding.dropped_at_least} or more of 5 lost since the examination before{days}"
    if finding.unless is not None:
        yield "unless " + in_words(finding.unless)


def _order_cautions(knowledge: Knowledge) -> Iterator[str]:
    yield "## What speaks against an order\n"
    yield "Caution and serious need a reason. No order opens the safety gate.\n"
    rows = [
        (one.id, one.severity.value, "yes" if one.may_override else "no", one.text, _from(one)) for one in knowledge.order_cautions.values()
    ]
    yield _table(("warning", "severity", "a reason overrides it", "in words", "from"), rows)


def _sources(knowledge: Knowledge) -> Iterator[str]:
    used = {
        source
        for table in (
            knowledge.response,
            knowledge.stages,
            knowledge.red_flags,
            knowledge.findings,
            knowledge.order_cautions,
            knowledge.scores,
            knowledge.hurt.feelings,
            knowledge.hurt.places,
            knowledge.hurt.smaller,
            knowledge.hurt.links,
        )
        for entry in table.values()
        for source in entry.sources
    }
    yield "## Sources of this page\n"
    for source in knowledge.sources.values():
        if source.id in used:
            yield f"- `{source.id}`: {source.citation} {source.where}".rstrip()


def _points(soft: int, fracture: int) -> str:
    return ", ".join(words for words, count in ((f"soft {soft}", soft), (f"bone {fracture}", fracture)) if count)


def _from(entry: Entry) -> str:
    return entry.grade.value + (": " + ", ".join(f"`{source}`" for source in entry.sources) if entry.sources else "")


def _pair(pair: tuple[int, int]) -> str:
    return str(pair[0]) if pair[0] == pair[1] else f"{pair[0]} to {pair[1]}"


def _table(head: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    lines = [list(map(str, head))]
    lines.append(["---"] * len(lines[0]))
    lines += [[str(cell).replace("|", "\\|") for cell in row] for row in rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"

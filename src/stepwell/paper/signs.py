"""When to call and when to be seen: the same words on every sheet that somebody takes home."""

from stepwell.engine.decision import Referral
from stepwell.knowledge.schema import Knowledge, Tier
from stepwell.paper import words
from stepwell.paper.document import Box, Bullets, Text
from stepwell.paper.record import Record


def first(record: Record) -> tuple[Box, ...]:
    """Return what must come before anything else on a page: that somebody should look now, or soon. Empty where nothing asks for it."""
    decision = record.decision
    if not isinstance(decision, Referral) or decision.tier <= Tier.ROUTINE:
        return ()
    told = (Text(text=words.with_number(decision.what_to_do, record)), *_crisis_line(decision.is_crisis, record), *_say(decision, record))
    return (Box(heading=words.with_number(decision.heading, record), tone="heed", blocks=told),)


def _say(decision: Referral, record: Record) -> tuple[Text, ...]:
    return (Text(strong="Say there:", text=words.with_number(decision.say_there, record)),) if decision.say_there else ()


def _crisis_line(is_needed: bool, record: Record) -> tuple[Text, ...]:
    return (Text(strong="Crisis line:", text=record.country.crisis_line),) if is_needed else ()


def signs(record: Record) -> tuple[Box, Box]:
    """Return both lists, a box for each so that a page can end between them, with the number of the person's country."""
    at_once: tuple[Bullets | Text, ...] = (_list(Tier.EMERGENCY_NOW, record), *_crisis_line(True, record))
    return (
        Box(heading=f"Call {record.country.emergency} or go to an emergency department now if", tone="heed", blocks=at_once),
        Box(heading="See someone today if", tone="heed", blocks=(_list(Tier.SAME_DAY, record),)),
    )


def lines(tier: Tier, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the signs of one of the two lists, emergency_now or same_day, each as what goes on after "if"."""
    return tuple(sign.text for sign in knowledge.help_signs.values() if sign.tier is tier)


def _list(tier: Tier, record: Record) -> Bullets:
    return Bullets(items=tuple(("", line) for line in lines(tier, record.knowledge)), is_two_columns=True)

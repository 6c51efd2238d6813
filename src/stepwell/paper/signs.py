"""When to call and when to be seen: the same words on every sheet that somebody takes home."""

from stepwell.engine.decision import Referral
from stepwell.knowledge.schema import Tier
from stepwell.paper import words
from stepwell.paper.document import Box, Bullets, Columns, Text
from stepwell.paper.record import Record

NOW = (
    "you cannot pee, or cannot feel it, or you leak pee or poop and that is new",
    "the skin between your legs is newly numb, where a saddle would touch",
    "both legs are getting weak, or weakness grows by the hour",
    "sudden severe pain in the back or belly comes with faintness or a cold sweat",
    "a leg suddenly turns cold, pale or blue",
    "a swollen leg comes with chest pain or short breath",
    "you had a serious accident and your back hurts",
)
TODAY = (
    "you have a fever, shivering or drenching sweats with this pain",
    "a foot newly drags or slaps, or a leg gives way because it is weak",
    "pain has newly come into both legs",
    "one calf is newly swollen, warm and tender",
    "pain of 9 or 10 has kept you from sleep for two days",
)


def first(record: Record) -> tuple[Box, ...]:
    """Return what must come before anything else on a page: that somebody should look now, or soon. Empty where nothing asks for it."""
    decision = record.decision
    if not isinstance(decision, Referral) or decision.tier <= Tier.ROUTINE:
        return ()
    told = (Text(text=words.with_number(decision.what_to_do, record)), *_say(decision, record))
    return (Box(heading=words.with_number(decision.heading, record), tone="heed", blocks=told),)


def _say(decision: Referral, record: Record) -> tuple[Text, ...]:
    return (Text(strong="Say there:", text=words.with_number(decision.say_there, record)),) if decision.say_there else ()


def signs(record: Record) -> Box:
    """Return the box with both lists, and the number of the person's country."""
    now = Box(heading=f"Call {record.country.emergency} or go to an emergency department now if", blocks=(_list(NOW),), tone="inside")
    today = Box(heading="See someone today if", blocks=(_list(TODAY),), tone="inside")
    return Box(heading="", tone="heed", blocks=(Columns(left=(now,), right=(today,), share=1.2),))


def _list(signs: tuple[str, ...]) -> Bullets:
    return Bullets(items=tuple(("", each) for each in signs))

"""When to call and when to be seen: the same words on every sheet that somebody takes home."""

from stepwell.paper.document import Box, Bullets, Columns
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


def signs(record: Record) -> Box:
    """Return the box with both lists, and the number of the person's country."""
    now = Box(heading=f"Call {record.country.emergency} or go to an emergency department now if", blocks=(_list(NOW),), tone="inside")
    today = Box(heading="See someone today if", blocks=(_list(TODAY),), tone="inside")
    return Box(heading="", tone="heed", blocks=(Columns(left=(now,), right=(today,), share=1.2),))


def _list(words: tuple[str, ...]) -> Bullets:
    return Bullets(items=tuple(("", each) for each in words))

"""Whom to call in somebody's country, ready for a page."""

import re
from dataclasses import dataclass

from stepwell.knowledge import loader
from stepwell.knowledge.schema import Country

_NUMBER = re.compile(r"\+?[0-9](?:[\s().\-\u2010-\u2013]*[0-9]|(?<=[0-9])/[0-9])*")
"""Digits as people write a number: (555) 010-7788, 555.010.7788, 030/123456, +44 (0)20 7946 0000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """The numbers of one country, each as words and as a telephone link ("" where it cannot be dialled)."""

    country: Country
    emergency_tel: str
    advice_tel: str
    crisis_tel: str


def call_of(country_id: str) -> Call:
    """Return the numbers of a country; the first one of the list where it is not known."""
    countries = loader.load().countries
    country = countries.get(country_id) or next(iter(countries.values()))
    return Call(
        country=country,
        emergency_tel=tel(country.emergency),
        advice_tel=tel(country.advice_line),
        crisis_tel=tel(country.crisis_line),
    )


def tel(words: str) -> str:
    """Return the first telephone number of a text as a link; "" when there is none."""
    found = _NUMBER.search(words)
    if not found:
        return ""
    number = found.group()
    if number.startswith("+"):
        number = number.replace("(0)", "")  # that 0 is dialled only within the country
    return "tel:" + re.sub(r"[^+0-9]", "", number)


def with_number(text: str, call: Call) -> str:
    """Return a text with the country's emergency number in place of "{emergency}"."""
    return text.replace("{emergency}", call.country.emergency)

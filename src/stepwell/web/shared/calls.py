"""Whom to call in somebody's country, ready for a page."""

import re
from dataclasses import dataclass

from stepwell.knowledge import loader
from stepwell.knowledge.schema import Country


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
    found = re.search(r"\+?\d[\d -]*\d|\d", words)
    return "tel:" + re.sub(r"[ -]", "", found.group()) if found else ""


def with_number(text: str, call: Call) -> str:
    """Return a text with the country's emergency number in place of "{emergency}"."""
    return text.replace("{emergency}", call.country.emergency)

"""A referral as a page: what to do instead of exercise, why, and which questions wait."""

from stepwell.cli._page import Page, counted, spoken
from stepwell.engine.decision import Referral
from stepwell.knowledge.schema import Country, Knowledge, Tier


def referral_page(referral: Referral, known: Knowledge, country: Country) -> Page:
    """Return a referral as a page to read."""
    page = Page(country.emergency)
    page.title(referral.heading)
    page.say(spoken(referral.on) + ".")
    page.say(referral.what_to_do)
    if any(reason.text != referral.what_to_do for reason in referral.reasons):
        page.heading("Why")
        for reason in referral.reasons:
            page.say(reason.text, mark="- ")
    page.heading("What to do")
    page.say(f"Crisis line ({country.name}): {country.crisis_line}." if referral.is_crisis else "", mark="- ")
    page.say(f'Say there: "{referral.say_there}"' if referral.say_there else "", mark="- ")
    page.say(referral.do_not_wait_for, mark="- ")
    page.say(referral.paused, mark="- ")
    page.say(_way_back(referral), mark="- ")
    if referral.ask:
        page.heading(f"Questions to answer first: {len(referral.ask)}")
        for question in referral.ask:
            page.say(f"{question}: {known.questions[question].text}", mark="- ")
    return page


def _way_back(referral: Referral) -> str:
    """Say how the exercises come back; nothing where only questions wait."""
    if referral.since is None or referral.tier <= Tier.ROUTINE:
        return ""
    if not referral.clean_days_needed:
        return f"This has stood since {spoken(referral.since)}. A clinician found it, and a clinician's look ends it."
    days = f"{counted(referral.clean_days_needed, 'day')} without anything new ({referral.clean_days} so far)"
    return f"This has stood since {spoken(referral.since)}. A clinician's look ends it, or {days}."

"""The plan of one day, or what to do instead, from a log. The same log and day always give the same answer."""

from argparse import ArgumentParser, Namespace

from stepwell.cli import _input
from stepwell.cli._output import print_json
from stepwell.cli._page import Page, counted, spoken
from stepwell.cli._planning import planned
from stepwell.cli._referral_page import referral_page
from stepwell.engine.decision import DayPlan, HeldBack, Prescription
from stepwell.knowledge.schema import Tier
from stepwell.paper.words import dose, walk


def arguments(parser: ArgumentParser) -> None:
    """Take the log, the day, the country and the form of the plan."""
    _input.take_log_and_day(parser)


def run(arguments: Namespace) -> int:
    """Print the plan or the referral."""
    known = _input.knowledge()
    country = _input.country(arguments.country, known)
    today = _input.day(arguments.on)
    decision, _ = planned(_input.log(arguments.file, known), known, today)
    if arguments.json:
        print_json(decision, country.emergency)
    elif isinstance(decision, DayPlan):
        plan_page(decision, country.emergency).print()
    else:
        referral_page(decision, known, country).print()
    return 0


def plan_page(plan: DayPlan, emergency: str) -> Page:
    """Return a plan as a page to read."""
    page = Page(emergency)
    page.title(plan.title)
    page.say(f"{spoken(plan.on)}. Stage: {plan.stage_name}. Session {plan.session_number}, week {plan.week}.")
    short = f"The short version takes {counted(plan.short_minutes, 'minute')}."
    often = f", {plan.sessions_a_day} times today" if plan.sessions_a_day > 1 else ""
    page.say(f"About {counted(plan.minutes, 'minute')}{often}. {short}")
    page.gap()
    page.say(plan.why_today.text)
    page.heading("Exercises")
    for number, item in enumerate(plan.items, 1):
        _add_item(page, number, item, is_short=item.exercise in plan.short)
    _add_walk(page, plan)
    _add_changes(page, plan)
    _add_held_back(page, plan.held_back)
    _add_advice(page, plan)
    page.heading("Next safety questions")
    page.say(f"{spoken(plan.next_check)}, and at once if anything is new.")
    return page


def _add_item(page: Page, number: int, item: Prescription, *, is_short: bool) -> None:
    page.gap()
    indent = len(f"{number}. ")
    page.say(item.name + (" (also in the short version)" if is_short else ""), mark=f"{number}. ")
    page.say(dose(item), indent)
    page.say(f"Effort: {item.effort}", indent)
    page.say(item.note, indent)
    for caution in item.cautions:
        page.say(f"For you: {caution}", indent)
    page.say(f"Against last time: {item.change_text}." if item.change_text else "", indent)
    page.say("Set by your therapist." if item.set_by == "therapist" else "", indent)
    # How the dose came about is left to `stepwell explain`: the dose itself stands above.
    page.say("Why: " + " ".join(reason.text for reason in item.reasons if not reason.id.startswith("dose_")), indent)


def _add_walk(page: Page, plan: DayPlan) -> None:
    page.heading(plan.walk.name)
    page.say(walk(plan.walk))
    page.say(f"Effort: {plan.walk.effort.rstrip('.')}." if plan.walk.effort else "")
    page.say(plan.walk.note)
    for reason in plan.walk.reasons:
        page.say(f"Why: {reason.text}")


def _add_changes(page: Page, plan: DayPlan) -> None:
    if plan.changes:
        page.heading("What changed")
    for reason in plan.changes:
        page.say(reason.text, mark="- ")


def _add_held_back(page: Page, held_back: tuple[HeldBack, ...]) -> None:
    if held_back:
        page.heading("What waits, and why")
    for held in held_back:
        until = f" Until {spoken(held.until)}." if held.until else ""
        page.say(_named(held) + until, mark="- ")


def _named(held: HeldBack) -> str:
    """Return why something waits, with its name once."""
    return held.reason.text if held.reason.text.startswith(held.name) else f"{held.name}: {held.reason.text}"


def _add_advice(page: Page, plan: DayPlan) -> None:
    if plan.advice:
        page.heading("Worth a look by a doctor or physical therapist" if plan.tier >= Tier.ROUTINE else "Good to know")
    for reason in plan.advice:
        page.say(reason.text, mark="- ")

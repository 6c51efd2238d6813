"""An explanation as a page: each statement with its rule, its numbers and a mark for its sources."""

from collections.abc import Iterable

from stepwell.cli._explanation import Explanation, Understood
from stepwell.cli._page import Page, counted, spoken
from stepwell.cli._reasons import KNOWN_FROM
from stepwell.engine.decision import DayPlan, Reason, Referral
from stepwell.knowledge.schema import Knowledge
from stepwell.paper.words import dose, walk


def explain_page(explanation: Explanation, known: Knowledge, emergency: str) -> Page:
    """Return the whole page."""
    page = Page(emergency)
    marks = {source.id: f"[{number}]" for number, source in enumerate(explanation.sources, 1)}
    decision = explanation.decision
    page.title(f"Why the plan of {spoken(explanation.on)} is as it is")
    page.say(f"Knowledge {explanation.release}, reviewed by {', '.join(decision.reviewed_by) or 'no clinician yet'}.")
    page.heading("What was understood")
    _add_understood(page, explanation.understood, known, marks)
    _add_reasons(page, "Which rules acted in the last two weeks", explanation.acted, marks)
    if isinstance(decision, DayPlan):
        _add_plan(page, decision, marks)
    else:
        _add_referral(page, decision, marks)
    _add_sources(page, explanation)
    return page


def _add_understood(page: Page, found: Understood, known: Knowledge, marks: dict[str, str]) -> None:
    days = f" from {found.first_day} to {found.latest_day}" if found.first_day else ""
    page.say(f"Log: {counted(found.facts, 'fact')}{days}; {counted(found.sessions, 'session')}.", mark="- ")
    if found.pattern:
        second = f", next {found.runner_up}" if found.runner_up else ""
        page.say(f"Pattern: {found.pattern_name}. Confidence: {found.confidence} (score {found.score}{second}).", mark="- ")
    for support in found.supports:
        page.say(_whole(support, marks), indent=2, mark="+ ")
    since = f" since {found.stage_since}" if found.stage_since else ""
    page.say(f"Stage: {known.stages[found.stage].name}{since}.", mark="- ")
    if found.leg_pain is not None:
        page.say(f"Leg pain on waking, smoothed: {found.leg_pain} of 10; at the start {found.leg_pain_at_start}.", mark="- ")
    effort = f"; effort {found.effort} of 10" if found.effort is not None else ""
    page.say(f"Doses: relief x {found.relief_dose}, strength x {found.strength_dose} of where each exercise starts{effort}.", mark="- ")
    flare = f"day {found.flare.day}, easy until {found.flare.easy_until}, full again on {found.flare.full_on}" if found.flare else "none"
    page.say(f"Flare-up: {flare}.", mark="- ")
    _add_directions(page, found)
    since = f" since {found.tier_since}" if found.tier_since else ""
    page.say(f"Safety: {found.tier.value}{since}; the present answers alone give {found.tier_now.value}.", mark="- ")
    page.say("Never answered: " + ", ".join(found.unanswered) + "." if found.unanswered else "", mark="- ")


def _add_directions(page: Page, found: Understood) -> None:
    told = [f"{way} tried: {result}" for way, result in found.liked.items()]
    told += [f"{way} rests for {counted(left, 'more good session')}" for way, left in found.resting.items()]
    page.say("Directions: " + "; ".join(told) + "." if told else "", mark="- ")


def _add_plan(page: Page, plan: DayPlan, marks: dict[str, str]) -> None:
    _add_reasons(page, "Why today is as it is", (plan.why_today, *(reason for reason in plan.changes if reason != plan.why_today)), marks)
    page.heading(f"Why each exercise ({plan.stage_name}, {counted(plan.minutes, 'minute')})")
    for item in plan.items:
        page.gap()
        page.say(f"{item.name} ({item.slot}): {dose(item)}")
        for reason in item.reasons:
            page.say(_whole(reason, marks), indent=2, mark="- ")
        for caution in item.cautions:
            page.say(f"Adapted: {caution}", indent=2, mark="- ")
    page.gap()
    page.say(f"{plan.walk.name}: {walk(plan.walk)}")
    for reason in plan.walk.reasons:
        page.say(_whole(reason, marks), indent=2, mark="- ")
    if plan.held_back:
        page.heading("What waits")
    for held in plan.held_back:
        page.say(f"{held.name}: {_whole(held.reason, marks)}", mark="- ")
    _add_reasons(page, "Advice", plan.advice, marks)


def _add_referral(page: Page, referral: Referral, marks: dict[str, str]) -> None:
    page.heading(f"Why there is no exercise today ({referral.tier.value})")
    page.say(f"{referral.heading}. {referral.paused}")
    for reason in referral.reasons:
        page.say(_whole(reason, marks), mark="- ")
    page.say("Waiting for answers to: " + ", ".join(referral.ask) + "." if referral.ask else "", mark="- ")


def _add_reasons(page: Page, heading: str, reasons: Iterable[Reason], marks: dict[str, str]) -> None:
    lines = [_whole(reason, marks) for reason in reasons]
    if lines:
        page.heading(heading)
    for line in lines:
        page.say(line, mark="- ")


def _whole(reason: Reason, marks: dict[str, str]) -> str:
    """Return a reason with everything behind it on one line."""
    day = f"{reason.on}: " if reason.on else ""
    told = [f"{name} {value}" for name, value in reason.numbers.items() if not isinstance(value, str)]
    numbers = ", ".join(number for number in told if number not in reason.rule)
    behind = [f"Rule: {reason.rule.rstrip('.')}"] if reason.rule else []
    behind += [f"Found: {reason.finding}"] if reason.finding else []
    behind += [f"Numbers: {numbers}"] if numbers else []
    behind.append(f"{KNOWN_FROM[reason.grade]} {''.join(marks[source] for source in reason.sources)}".rstrip())
    return f"{day}{reason.text} ({'; '.join(behind)})"


def _add_sources(page: Page, explanation: Explanation) -> None:
    if explanation.sources:
        page.heading("Sources")
    for number, source in enumerate(explanation.sources, 1):
        grades = ", ".join(grade.value for grade in source.grades)
        told = (source.citation.rstrip("."), source.where, f"What was read: {source.read}", f"Grade of what rests on it here: {grades}.")
        page.say(". ".join(part for part in told if part), mark=f"[{number}] ")

"""The findings of a diary as cards with honest words: never a ban, never a cause that is not known."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stepwell.engine.trigger_findings import Finding, Findings, Verdict
from stepwell.knowledge.schema import Knowledge, Trigger
from stepwell.web.shared import why

GROUPS: dict[str, tuple[Verdict, ...]] = {
    "worth_knowing": ("likely", "possible"),
    "cleared": ("probably_not",),
    "helps": ("helps",),
    "unclear": ("unclear",),
    "not_enough": ("not_enough",),
}
Told = Literal["likely", "possible", "probably_not", "helps"]
TOLD: frozenset[Verdict] = frozenset({"likely", "possible", "helps", "probably_not"})
"""Verdicts that are news to somebody."""
_RULES: dict[Verdict, str] = {
    "likely": "likely",
    "possible": "possible",
    "helps": "likely",
    "probably_not": "probably_not",
    "unclear": "possible",
    "not_enough": "least_exposed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One exposure on the page. ``effect`` and ``advice`` may be empty; ``may_test``: whether an on/off test of it makes sense."""

    id: str
    name: str
    verdict: Verdict
    chip: str
    says: str
    effect: str
    days: str
    advice: tuple[str, ...]
    is_new: bool
    may_test: bool
    why: tuple[why.Shown, ...]


def cards(findings: Findings, knowledge: Knowledge) -> dict[str, list[Card]]:
    """Return the cards by group: what is worth knowing, what can be let go, what helps, and what cannot be told yet."""
    shown = [
        card(finding, knowledge, is_new=finding.since == findings.week)
        for finding in findings.found
        if finding.exposure in knowledge.triggers
    ]
    return {group: _in_order(shown, verdicts) for group, verdicts in GROUPS.items()}


def card(finding: Finding, knowledge: Knowledge, *, is_new: bool) -> Card:
    """Return one card."""
    trigger, verdict = knowledge.triggers[finding.exposure], finding.verdict
    matters = verdict in ("likely", "possible")
    return Card(
        id=trigger.id,
        name=_(trigger.name),
        verdict=verdict,
        chip=chip(verdict, may_test=bool(trigger.less_day)),
        says=_says(finding, trigger),
        effect=effect(finding) if verdict in ("likely", "possible", "helps") else "",
        days=days(finding),
        advice=(_(trigger.instead), _(trigger.build_back)) if matters else (),
        is_new=is_new and verdict in TOLD,
        may_test=bool(trigger.less_day) and verdict in ("likely", "possible", "unclear"),
        why=(_why(finding, trigger, knowledge),),
    )


def chip(verdict: Verdict, *, may_test: bool) -> str:
    """Return a verdict in two or three words."""
    return {
        "likely": _("Likely"),
        "possible": _("Possible, worth a test") if may_test else _("Possible"),
        "unclear": _("Can’t tell yet"),
        "not_enough": _("Can’t tell yet"),
        "probably_not": _("Probably not"),
        "helps": _("Helps"),
    }[verdict]


def effect(finding: Finding) -> str:
    """Return the effect in points of leg pain, with its range."""
    return range_in_words(finding.effect_points, finding.interval)


def range_in_words(points: float, interval: tuple[float, float]) -> str:
    """Return "About 0.7 points worse, likely between 0.2 and 1.1."; a range on both sides of zero names its sides. Above 0 is worse."""
    points, low, high = (round(value, 1) for value in (points, *sorted(interval)))
    about = _("On average the same")
    if points:
        about = (_("About %(points)s points worse") if points > 0 else _("About %(points)s points better")) % {"points": _point(points)}
    if low < 0 < high:
        between = _("%(better)s better and %(worse)s worse") % {"better": _point(low), "worse": _point(high)}
    else:
        near, far = sorted((abs(low), abs(high)))
        between = _("%(near)s and %(far)s") % {"near": _point(near), "far": _point(far)}
    return _("%(about)s, likely between %(between)s.") % {"about": about, "between": between}


def days(finding: Finding) -> str:
    """Return the days behind a card."""
    with_it = ngettext("%(n)s day with it", "%(n)s days with it", finding.days_exposed) % {"n": finding.days_exposed}
    return _("%(with_it)s, %(without)s without.") % {"with_it": with_it, "without": finding.days_unexposed}


def new_ones(findings: Findings) -> Iterable[Finding]:
    """Return what was said for the first time this week and is news."""
    return (finding for finding in findings.found if finding.since == findings.week and finding.verdict in TOLD)


def told(findings: Findings, knowledge: Knowledge) -> dict[str, Told]:
    """Return exposure -> verdict of what can be told."""
    return {
        finding.exposure: cast("Told", finding.verdict)
        for finding in findings.found
        if finding.verdict in TOLD and finding.exposure in knowledge.triggers
    }


def _says(finding: Finding, trigger: Trigger) -> str:
    match finding.verdict:
        case "likely":
            return _("Your leg tends to be worse after days with this. It settles; it isn’t damage.")
        case "possible":
            return _("It may make your leg a little worse, but it is too early to be sure. If so, it settles; it isn’t damage.")
        case "helps":
            return (
                _(trigger.cleared)
                if trigger.cleared
                else _("Your leg tends to be a little better after days with this. There is no need to hold back.")
            )
        case "probably_not":
            no_sign = _("No sign that it makes your leg worse.")
            return f"{no_sign} {_(trigger.cleared) if trigger.cleared else _('You can stop guarding against it.')}"
        case "unclear":
            return _("Your check-ins cannot tell yet. Ups and downs by chance look just like it.")
    return _needs(finding)


def _needs(finding: Finding) -> str:
    if finding.needs >= 365:
        return _("It may take a year or more of check-ins to tell.")
    return ngettext("About %(n)s more day of check-ins may tell.", "About %(n)s more days of check-ins may tell.", finding.needs) % {
        "n": finding.needs
    }


def _point(value: float) -> str:
    return f"{abs(value):.1f}"


def _why(finding: Finding, trigger: Trigger, knowledge: Knowledge) -> why.Shown:
    rule = knowledge.trigger_rules[_RULES[finding.verdict]]
    return why.Shown(
        text=days(finding),
        finding="",
        rule=_(rule.rule),
        sources=tuple((source, why.short_name(source)) for source in trigger.sources),
        known=why.how_well_known(trigger.grade),
    )


def _in_order(shown: list[Card], verdicts: tuple[Verdict, ...]) -> list[Card]:
    return sorted((card for card in shown if card.verdict in verdicts), key=lambda card: verdicts.index(card.verdict))

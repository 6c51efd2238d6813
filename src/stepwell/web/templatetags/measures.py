"""The measures of a day, for the card on Today."""

from dataclasses import dataclass

from django import template
from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stepwell.engine.decision import DayPlan
from stepwell.knowledge import loader

register = template.Library()


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One measure whose time it is. ``title``: how long it takes, and what it is about."""

    id: str
    name: str
    title: str


@register.simple_tag
def measures_due(plan: DayPlan) -> list[Due]:
    """Return what the plan asks, in the order of the plan."""
    known = loader.load().measures
    return [_due(measure, _(known[measure].name), known[measure].minutes) for measure in plan.measures_due if measure in known]


def _due(measure: str, name: str, minutes: int) -> Due:
    words = {"n": capfirst(str(apnumber(minutes))), "name": name.lower()}
    title = ngettext("%(n)s minute: %(name)s", "%(n)s minutes: %(name)s", minutes) % words
    return Due(id=measure, name=name, title=title)

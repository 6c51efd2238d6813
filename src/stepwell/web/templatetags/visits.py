"""The tags of the pages of visits."""

from django import template
from django.utils.translation import gettext as _

from stepwell.care.queries.visits import Visit
from stepwell.care.visit_history import Step
from stepwell.web.shared import visit_words

register = template.Library()


@register.filter
def visit_state(value: str) -> str:
    """Return how a visit stands, in words."""
    return visit_words.state(value)


@register.filter
def clinic_state(value: str) -> str:
    """Return how a visit stands, in words for those who work at the clinic."""
    return _("Waiting for an answer") if value == "requested" else visit_words.state(value)


@register.filter
def visit_when(visit: Visit) -> str:
    """Return when a visit is, by the clinic's clock."""
    return visit_words.when(visit.starts_at)


@register.simple_tag
def step_words(step: Step, for_clinic: bool) -> str:
    """Return one step of a visit's history as a sentence, for the clinic or for whoever asked."""
    when = visit_words.when(step.starts_at)
    who = step.who if for_clinic and step.who else _("The clinic")
    asker = _("They") if for_clinic else _("You")
    words = {
        ("requested", "asker"): _("%(asker)s asked for a time."),
        ("confirmed", "asker"): _("%(asker)s agreed to %(when)s."),
        ("cancelled", "asker"): _("%(asker)s cancelled."),
        ("confirmed", "clinic"): _("%(who)s confirmed %(when)s."),
        ("proposed", "clinic"): _("%(who)s proposed %(when)s."),
        ("declined", "clinic"): _("%(who)s declined."),
        ("cancelled", "clinic"): _("%(who)s cancelled."),
        ("done", "clinic"): _("It took place."),
        ("reminded", "program"): _("A reminder was sent."),
    }
    return words.get((step.state, step.by), "") % {"asker": asker, "who": who, "when": when}

"""The tags of the pages: icons, figures, the brand mark, and the text size of the person who looks."""

from functools import lru_cache

import lucide
from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from stepwell.web.shared import figures, viewer

register = template.Library()

_BRAND = (
    '<svg class="icon" viewBox="0 0 64 64" aria-hidden="true"><rect width="64" height="64" rx="18" fill="#00635b"/>'
    '<path d="M14 47h11a4 4 0 0 0 4-4v-5a4 4 0 0 1 4-4h4a4 4 0 0 0 4-4v-5a4 4 0 0 1 4-4h5" fill="none" stroke="#fff" '
    'stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/><circle cx="20" cy="25" r="6" fill="#f5a97a"/></svg>'
)


@register.simple_tag
def brand() -> SafeString:
    """Return the mark of the programme: steps, and a person on their way up."""
    return mark_safe(_BRAND)


@register.simple_tag
def icon(name: str, css_class: str = "icon") -> SafeString:
    """Return one Lucide icon as inline SVG, hidden from screen readers: the words beside it say the same."""
    return _drawn_icon(str(name), str(css_class))


@register.simple_tag
def figure(exercise_id: str, tone: str = "auto") -> SafeString:
    """Return the still drawing of one exercise as inline SVG. ``tone``: "auto", or "pale" on a dark card."""
    return figures.still(str(exercise_id), str(tone))


@register.simple_tag
def frames(exercise_id: str) -> SafeString:
    """Return the start and the end of one exercise as two drawings of one size."""
    return figures.frames(str(exercise_id))


@register.simple_tag
def looks(names: str) -> str:
    """Return the button classes for the named looks: "quiet wide" -> "button-quiet button-wide"."""
    return " ".join(f"button-{name}" for name in str(names).split())


@register.simple_tag(takes_context=True)
def text_size(context: Context) -> str:
    """Return the text size chosen in the settings; "normal" where nobody is known."""
    request = context.get("request")
    return viewer.text_size(request) if request is not None else "normal"


@lru_cache(maxsize=256)
def _drawn_icon(name: str, css_class: str) -> SafeString:
    drawn = lucide._render_icon(name, None, **{"class": css_class, "aria_hidden": "true"})
    return mark_safe(" ".join(drawn.split()))

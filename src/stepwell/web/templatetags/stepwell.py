"""The tags of the pages: icons, figures, the brand mark, and the text size of the person who looks."""

from functools import lru_cache

import lucide
from django import template
from django.conf import settings
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from stepwell.knowledge import loader
from stepwell.knowledge.schema import HelpSign
from stepwell.web.shared import figures, viewer

register = template.Library()

_BRAND = (
    '<svg class="icon" viewBox="0 0 64 64" aria-hidden="true"><rect width="64" height="64" rx="18" fill="#00635b"/>'
    '<g fill="none" stroke-linecap="round" stroke-linejoin="round" stroke-width="4.6">'
    '<path stroke="#4fa89d" d="M11 34h7v8.5h7V51h14v-8.5h7V34h7"/><path stroke="#fff" d="M8.5 23h8v9h8v9h15v-9h8v-9h8"/></g>'
    '<circle cx="32" cy="16.5" r="5.8" fill="#f5a97a"/>'
    '<path d="M32 27v5.8" stroke="#f5a97a" stroke-width="8.4" stroke-linecap="round"/></svg>'
)


@register.simple_tag
def brand() -> SafeString:
    """Return the mark of the programme: the steps of a stepwell, and a person at rest on them."""
    return mark_safe(_BRAND)


@register.simple_tag
def is_demo() -> bool:
    """Whether everything here is about a made-up person."""
    return bool(getattr(settings, "DEMO", False))


@register.simple_tag
def icon(name: str, css_class: str = "icon") -> SafeString:
    """Return one Lucide icon as inline SVG, hidden from screen readers: the words beside it say the same."""
    return _drawn_icon(str(name), str(css_class))


@register.simple_tag(takes_context=True)
def figure(context: Context, exercise_id: str, tone: str = "auto", **look: str) -> SafeString:
    """Return the still drawing of one exercise as inline SVG, of a person who looks as the viewer chose.

    Args:
        context: of the page.
        exercise_id: which exercise.
        tone: "auto", or "pale" on a dark card.
        look: skin, build or hair, to show another look than the chosen one.
    """
    return figures.still(str(exercise_id), figures.tone(tone), figures.changed(figures.look_in(context), look))


@register.simple_tag(takes_context=True)
def figure_url(context: Context, exercise_id: str) -> str:
    """Return the address of the moving figure of one exercise, working side right; empty where there is none."""
    return figures.urls(str(exercise_id), figures.look_in(context)).get("right", "")


@register.simple_tag
def help_signs(tier: str, family: str = "") -> list[HelpSign]:
    """Return the lines of one of the two lists on Help, "emergency_now" or "same_day"; with a ``family``, only those of its signs."""
    known = loader.load()
    lines = [sign for sign in known.help_signs.values() if sign.tier.value == tier]
    return [line for line in lines if not family or known.sign_words[family].signs.keys() >= set(line.signs)]


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

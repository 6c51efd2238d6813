"""Fields that keep what was written, and say so where it was refused."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag(takes_context=True)
def wrong_if(context: Any, *name: str) -> SafeString:
    """Mark the field of this name where it is the one that was refused; ``said`` is the id of what says why. Parts are joined."""
    is_wrong = bool(context.get("wrong")) and context["wrong"] == "".join(name)
    return mark_safe(' id="wrong" aria-invalid="true" aria-describedby="said"' if is_wrong else "")


@register.simple_tag(takes_context=True)
def written(context: Any, name: str, at: str, otherwise: Any = "") -> Any:
    """Return what was written into a field of a row, else what stands there by itself. ``at``: the row."""
    return context["kept"].get(f"{name}_{at}".replace("-", "_"), otherwise) if context.get("row") == at else otherwise

"""Words for the pages about one's own sign-in."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()

_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"))


@register.filter
def browser(user_agent: str) -> str:
    """Return which browser on which system a session is from, as far as it says: "Chrome on Windows"."""
    name = next((name for sign, name in _BROWSERS if sign in user_agent), _("A browser"))
    system = next((system for sign, system in _SYSTEMS if sign in user_agent), "")
    return _("%(name)s on %(system)s") % {"name": name, "system": system} if system else name

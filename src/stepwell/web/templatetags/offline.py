"""The tags of the pages for the device that shows them: whose page it is, of which version, and the words about kept copies."""

from functools import cache

from django import template
from django.conf import settings
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stepwell.web.shared import device
from stepwell.web.shared.viewer import is_ones_own, viewer

register = template.Library()


@register.simple_tag(takes_context=True)
def device_marks(context: Context) -> SafeString:
    """Return the marks by which the device knows whose page it is, and when what it keeps is out of date."""
    request = context.get("request")
    if request is None or not is_ones_own(request):
        return SafeString("")
    person, today = viewer(request), timezone.localdate()
    version = device.daily_version(person, max(today, person.newest_on or today))
    marks = '<meta name="stepwell-person" content="{}"><meta name="stepwell-version" content="{}">'
    accounts = SafeString('<meta name="stepwell-accounts" content="yes">' if settings.IS_CLINIC else "")
    return format_html(marks, device.mark(person), version) + accounts


@register.simple_tag
def device_words() -> SafeString:
    """Return the words of the lines about kept copies and what waits, for the script that shows them. "{...}" is filled in there."""
    return _words_in(get_language())


@cache
def _words_in(language: str | None) -> SafeString:
    words = {
        "kept_today": _("Saved copy from today, {time}. There is no signal."),
        "kept_yesterday": _("Saved copy from yesterday, {time}. There is no signal."),
        "kept_day": _("Saved copy from {day}, {time}. There is no signal."),
        "newest": _("Try for the newest"),
        "waits_one": _("1 {what} waits for a signal."),
        "waits": _("{n} things wait for a signal."),
        "see": _("See what waits"),
        "refused_one": _("1 {what} could not be saved."),
        "refused": _("{n} things could not be saved."),
        "see_refused": _("See why, and what to do"),
        "closed": _("No exercises without a signal until you have answered the safety questions."),
        "answer": _("Answer them now"),
        "kinds": {"check_in": _("check-in"), "session": _("session"), "message": _("message"), "": _("answer")},
        "news": {
            "all": _("Sent. Nothing is waiting."),
            "left_over": _("Your last session was not finished. What you did of it is saved."),
        },
        "safety": reverse("patient:safety_check"),
        "session": reverse("patient:session_save"),
        "care": reverse("patient:offline_care"),
        "waiting": reverse("patient:waiting"),
    }
    return json_script(words, "device-words")


@register.simple_tag
def waiting_words() -> SafeString:
    """Return the words of the page of what waits."""
    words = {
        "kinds": {"check_in": _("Check-in"), "session": _("Session"), "message": _("Message"), "": _("Answer")},
        "since": _("Told on {when}"),
        "unknown": _("The site could not take it."),
        "sure": _("Throw it away? It is then gone for good."),
    }
    return json_script(words, "waiting-words")

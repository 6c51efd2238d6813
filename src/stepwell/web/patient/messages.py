"""Messages with one's clinic. Words that may mean danger first show whom to call; they can be sent all the same.

What is written without a signal waits on the device and comes later, by script, under the id that counts it once.
"""

from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from stepwell.care.actions import messages as actions
from stepwell.care.errors import CareError
from stepwell.care.queries import accounts
from stepwell.care.queries import messages as queries
from stepwell.engine import danger_words
from stepwell.knowledge import loader
from stepwell.knowledge.schema import DangerWords, Tier
from stepwell.web.patient import from_queue
from stepwell.web.patient.saving import AnothersPost
from stepwell.web.shared import danger_told, device, message_mail
from stepwell.web.shared.calls import call_of, tel
from stepwell.web.shared.message_form import MessageForm
from stepwell.web.shared.viewer import viewer

if TYPE_CHECKING:
    from stepwell.care.models import Person

STILL_NEW = timedelta(hours=24)
"""So long a message whose words may mean danger still brings whom to call. Design."""


class NobodyThere(CareError):
    """No clinic looks after this person, or another one than when the message was written."""

    def __init__(self) -> None:
        super().__init__(str(gettext_lazy("The clinic that you wrote this to does not look after you here now, so it was not sent.")))


class NobodyReads(CareError):
    """The person shares nothing, so the clinic cannot open what they write."""

    def __init__(self) -> None:
        super().__init__(str(gettext_lazy("You share nothing with your clinic now, so nobody there could read this. It was not sent.")))


@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: HttpRequest) -> HttpResponse:
    """Show the messages, and send one."""
    if not settings.IS_CLINIC:
        raise Http404
    person = viewer(request)
    thread = queries.own(person)
    if thread is None:
        return from_queue.not_saved(request, NobodyThere()) or render(request, "patient/messages_nobody.html", {"here": "help"})
    form, problem = MessageForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        dangers = danger_words.found(form.cleaned_data["words"], loader.load())
        if dangers and not form.cleaned_data["anyway"] and not from_queue.is_by_script(request):
            return _first_call(request, form, dangers, person.country)
        try:
            _send(request, form, thread)
        except CareError as wrong:
            problem = wrong
        else:
            return from_queue.went_to(request, "patient:messages")
    return from_queue.refused(request, form, problem) or _page(request, thread, form, problem)


def _send(request: HttpRequest, form: MessageForm, thread: queries.Thread) -> None:
    """Send what was written. Raises CareError, whose words can be shown."""
    if device.is_anothers(request):
        raise AnothersPost
    if request.POST.get("to", str(thread.clinic)) != str(thread.clinic):
        raise NobodyThere
    if thread.is_closed:
        raise NobodyReads
    said = form.cleaned_data
    by = accounts.visitor(request.user).account or 0
    sent = actions.to_clinic(person=viewer(request), by=by, words=said["words"], key=said["key"], now=timezone.now())
    message_mail.tell(sent.tell)


def _page(request: HttpRequest, thread: queries.Thread, form: MessageForm, problem: CareError | None) -> HttpResponse:
    """Show the messages. A copy for the device has none of them: they may be old by the time it is looked at, and nobody has seen them."""
    person, now, is_copy = viewer(request), timezone.now(), device.is_keeping(request)
    if not is_copy:
        actions.seen_by_person(person, now)
    context = {
        "thread": thread if not is_copy else queries.without_letters(thread),
        "is_copy": is_copy,
        "form": form,
        "problem": str(problem or ""),
        "looked_for": _looked_for(),
        "dangers": danger_told.shown(loader.load().danger_words.values()),
        "call": call_of(person.country),
        "clinic_tel": tel(thread.clinic_phone),
        **(_alarming(thread, person, now) if not is_copy else {}),
        "here": "help",
    }
    return render(request, "patient/messages.html", context, status=400 if form.errors or problem else 200)


@cache
def _looked_for() -> list[dict[str, Any]]:
    """Return the words that may mean danger in their simplest form, for the script that looks for them without a signal."""
    return [
        {
            "id": each.id,
            "is_now": each.tier is Tier.EMERGENCY_NOW,
            "together": [[danger_words.plain(phrase) for phrase in group] for group in each.together],
        }
        for each in loader.load().danger_words.values()
    ]


def _alarming(thread: queries.Thread, person: "Person", now: datetime) -> dict[str, Any]:
    """Return whom to call where the person's newest message of the last day may be about danger: it may have come from a queue."""
    own = [letter for letter in thread.letters if letter.is_own]
    if not own or not own[-1].dangers or now - own[-1].at > STILL_NEW:
        return {}
    found = own[-1].dangers
    return danger_told.about(found, person.country) | {"alarming": [(each["says"], each["text"]) for each in danger_told.shown(found)]}


def _first_call(request: HttpRequest, form: MessageForm, dangers: tuple[DangerWords, ...], country: str) -> HttpResponse:
    """Show whom to call, with the most urgent first, and the message kept as it is."""
    shown = [(each["says"], each["text"]) for each in danger_told.shown(dangers)]
    context = danger_told.about(dangers, country) | {"form": form, "dangers": shown, "to": request.POST.get("to", ""), "here": "help"}
    return render(request, "patient/message_danger.html", context)

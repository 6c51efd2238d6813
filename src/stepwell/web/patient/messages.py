"""Messages with one's clinic. Words that may mean danger first show whom to call; they can be sent all the same."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from stepwell.care.actions import messages as actions
from stepwell.care.errors import CareError
from stepwell.care.queries import accounts
from stepwell.care.queries import messages as queries
from stepwell.engine import danger_words
from stepwell.knowledge import loader
from stepwell.knowledge.schema import DangerWords, Tier
from stepwell.web.patient.calls import call_of
from stepwell.web.shared import message_mail
from stepwell.web.shared.message_form import MessageForm
from stepwell.web.shared.viewer import viewer


@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: HttpRequest) -> HttpResponse:
    """Show the messages, and send one."""
    if not settings.IS_CLINIC:
        raise Http404
    person = viewer(request)
    thread = queries.own(person)
    if thread is None:
        return render(request, "patient/messages_nobody.html", {"here": "help"})
    form, problem = MessageForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        words, knowledge = form.cleaned_data["words"], loader.load()
        dangers = danger_words.found(words, knowledge)
        if dangers and not form.cleaned_data["anyway"]:
            return _first_call(request, form, dangers, person.country)
        try:
            sent = actions.to_clinic(
                person=person, by=accounts.visitor(request.user).account or 0, words=words, key=form.cleaned_data["key"], now=timezone.now()
            )
        except CareError as wrong:
            problem = str(wrong)
        else:
            message_mail.tell(sent.tell)
            return redirect("patient:messages")
    actions.seen_by_person(person, timezone.now())
    context = {"thread": thread, "form": form, "problem": problem, "here": "help"}
    return render(request, "patient/messages.html", context, status=400 if form.errors or problem else 200)


def _first_call(request: HttpRequest, form: MessageForm, dangers: tuple[DangerWords, ...], country: str) -> HttpResponse:
    """Show whom to call, with the most urgent first, and the message kept as it is."""
    knowledge = loader.load()
    tier = dangers[0].tier
    context = {
        "form": form,
        "dangers": [(each.says, knowledge.red_flags[each.flag].text) for each in dangers],
        "advice": knowledge.advice[tier],
        "is_now": tier is Tier.EMERGENCY_NOW,
        "is_crisis": any(each.id == "self_harm" for each in dangers),
        "call": call_of(country),
        "here": "help",
    }
    return render(request, "patient/message_danger.html", context)

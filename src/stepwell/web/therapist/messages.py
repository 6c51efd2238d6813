"""Messages with one patient; those whose words may mean danger stand out."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from stepwell.care.actions import messages as actions
from stepwell.care.errors import CareError, NotThere
from stepwell.care.queries import accounts
from stepwell.care.queries import messages as queries
from stepwell.web.shared import message_mail
from stepwell.web.shared.message_form import MessageForm
from stepwell.web.therapist.places import places


@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show the messages with a patient, and send one."""
    who, now = accounts.visitor(request.user), timezone.now()
    form, problem = MessageForm(request.POST or None), ""
    try:
        thread = queries.of_patient(who, person)
        if request.method == "POST" and form.is_valid():
            try:
                sent = actions.to_person(who=who, person=person, words=form.cleaned_data["words"], key=form.cleaned_data["key"], now=now)
            except CareError as wrong:
                if isinstance(wrong, NotThere):
                    raise
                problem = str(wrong)
            else:
                message_mail.tell(sent.tell)
                return redirect("therapist:messages", person)
        actions.seen_by_clinic(who, person, now)
    except NotThere:
        raise Http404 from None
    context = {"thread": thread, "form": form, "problem": problem, "places": places(person, "messages"), "here": "caseload"}
    return render(request, "therapist/messages.html", context, status=400 if form.errors or problem else 200)

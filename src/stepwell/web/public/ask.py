"""Asking for a first visit from a clinic's public page: safety first, then a form, then exactly what will be sent, then it is sent.

Nothing is kept before it is sent: what was told so far travels in the page, signed.
"""

from contextlib import suppress
from typing import Any
from uuid import UUID

import msgspec
from django import forms
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from stepwell.care import visit_address
from stepwell.care.actions import visit_requests
from stepwell.care.errors import CareError, TooManyRequests
from stepwell.care.queries import visits
from stepwell.care.queries.visits import Place
from stepwell.care.sent_along import Section, Summary, own_words, read, written
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Tier
from stepwell.web.patient.care_card import card
from stepwell.web.patient.safety_check import shared_whys
from stepwell.web.public import short_check
from stepwell.web.shared import asking, danger_told, visit_mail, visit_notices
from stepwell.web.shared.calls import call_of, tel
from stepwell.web.shared.visit_summary import asked_before

QUICKEST_S = 3
"""Nobody reads and fills in the form faster; a program does."""
SUMMARY_MOST = 6000
_ANSWERED = "stepwell.web.public.ask.pass"


class Pass(msgspec.Struct, frozen=True, kw_only=True):
    """That the safety questions were answered, what came of it, and when.

    Attributes:
        is_examined: something was found, and they say that a clinician has examined it.
    """

    clinic: UUID
    tier: Tier
    at: float
    is_examined: bool = False


class PublicAskForm(asking.AskForm):
    """The form on the public page. ``website`` is never seen by a person; a program fills it in."""

    summary = forms.CharField(
        required=False,
        max_length=SUMMARY_MOST,
        label=gettext_lazy("Your summary"),
        help_text=gettext_lazy("Do you use Stepwell at home? “Get help” there makes a summary. You may paste it here."),
        error_messages={"max_length": gettext_lazy("Keep the summary to 6000 letters at most.")},
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": SUMMARY_MOST}),
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Take one step of asking; each page says by a hidden field which step it is."""
    place = visits.public_clinic(slug)
    if place is None:
        raise Http404
    step = _STEPS.get(request.POST.get("step", ""), _safety)
    return step(request, place)


def _safety(request: HttpRequest, place: Place) -> HttpResponse:
    """Ask the safety questions; on danger show what to do first, and send nothing."""
    asked = short_check.forms(request.POST if request.POST.get("step") == "safety" else None)
    found = short_check.found(asked) if asked[0].is_bound else None
    if found is None:
        return _questions(request, place, asked)
    passed = Pass(clinic=place.id, tier=found.tier, at=_now())
    if found.is_urgent and found.referral is not None:
        call = call_of(request.POST.get("country", ""))
        shown = card(found.referral, call) | {"clinic": place, "clinic_tel": tel(place.phone), "pass": _signed(passed)}
        return render(request, "public/care.html", shown)
    return _form(request, place, passed, PublicAskForm())


def _examined(request: HttpRequest, place: Place) -> HttpResponse:
    """Go on after a care card, for somebody whom a clinician has examined for what was found."""
    passed = _passed(request, place)
    if passed is None or "examined" not in request.POST:
        return redirect("public:ask", place.slug)
    return _form(request, place, msgspec.structs.replace(passed, is_examined=True, at=_now()), PublicAskForm())


def _details(request: HttpRequest, place: Place) -> HttpResponse:
    """Look at the form; show exactly what will be sent."""
    passed = _passed(request, place)
    if passed is None:
        return _too_old(request, place)
    form = PublicAskForm(request.POST)
    if not form.is_valid():
        return _form(request, place, passed, form)
    if form.cleaned_data["website"]:
        return _as_if_sent(request, place)
    if _now() - passed.at < QUICKEST_S:
        form.add_error(None, _("That was very quick. Look it over once more, then go on."))
        return _form(request, place, passed, form)
    letter = asking.letter(form, place.id, written(_shared(passed, form.cleaned_data["summary"])))
    return _preview(request, place, letter, passed)


def _change(request: HttpRequest, place: Place) -> HttpResponse:
    """Show the form again, filled with the letter that was looked over."""
    passed, letter = _passed(request, place), asking.opened(request.POST.get("letter", ""), place.id)
    if passed is None or letter is None:
        return _too_old(request, place)
    summary = read(letter.asked.shared)
    pasted = next((section.text for section in summary.sections if section.text), "") if summary else ""
    return _form(request, place, passed, PublicAskForm(initial=asking.initial(letter) | {"summary": pasted}))


def _send(request: HttpRequest, place: Place) -> HttpResponse:
    """Send the letter that was shown, as it was shown."""
    passed, letter = _passed(request, place), asking.opened(request.POST.get("letter", ""), place.id)
    if passed is None or letter is None:
        return _too_old(request, place)
    now = timezone.now()
    link = reverse("public:visit", args=[visit_address.secret_of(letter.asked.id)])
    if visits.behind(visit_address.secret_of(letter.asked.id), now) is not None:
        return redirect(link)
    try:
        visit_requests.count_try(clinic=place.id, address=_address(request), now=now)
        row = visit_requests.ask(clinic=place.id, asked=letter.asked, person=None, now=now)
    except CareError as error:
        is_too_often = isinstance(error, TooManyRequests)
        answer = _preview(request, place, letter, passed, error=str(error), status=429 if is_too_often else 422)
        if is_too_often:
            answer["Retry-After"] = str(int(visit_requests.A_WHILE.total_seconds()))
        return answer
    visit_mail.received(visits.visit_of(row))
    visit_notices.asked(place.id)
    return redirect(link)


_STEPS = {"safety": _safety, "examined": _examined, "details": _details, "change": _change, "send": _send}


def _questions(request: HttpRequest, place: Place, asked: list[Any]) -> HttpResponse:
    groups = [(form, short_check.none_of_these(form), shared_whys(form.page), short_check.intro(form)) for form in asked]
    countries = loader.load().countries.values()
    is_bound = asked[0].is_bound
    shown = {"clinic": place, "groups": groups, "countries": countries, "country": request.POST.get("country", ""), "is_bound": is_bound}
    return render(request, "public/short_check.html", shown, status=422 if is_bound else 200)


def _form(request: HttpRequest, place: Place, passed: Pass, form: PublicAskForm) -> HttpResponse:
    advice = loader.load().advice[passed.tier] if passed.tier is Tier.WITHIN_DAYS else None
    shown = {"clinic": place, "clinic_tel": tel(place.phone), "form": form, "pass": _signed(passed), "advice": advice}
    return render(request, "public/ask.html", shown, status=422 if form.is_bound else 200)


def _preview(
    request: HttpRequest, place: Place, letter: asking.Letter, passed: Pass, *, error: str = "", status: int = 200
) -> HttpResponse:
    asked = letter.asked
    shown = danger_told.told(asked.reason, asked.preferred, own_words(asked.shared)) | {
        "clinic": place,
        "clinic_tel": tel(place.phone),
        "asked": asked,
        "summary": read(letter.asked.shared),
        "letter": asking.sealed(letter),
        "pass": _signed(passed),
        "error": error,
    }
    return render(request, "public/ask_preview.html", shown, status=status)


def _as_if_sent(request: HttpRequest, place: Place) -> HttpResponse:
    """Answer a program that filled in what nobody sees as if it had succeeded; nothing is kept."""
    with suppress(TooManyRequests):
        visit_requests.count_try(clinic=place.id, address=_address(request), now=timezone.now())
    return render(request, "public/ask_thanks.html", {"clinic": place})


def _too_old(request: HttpRequest, place: Place) -> HttpResponse:
    return render(request, "public/ask_too_old.html", {"clinic": place}, status=409)


def _shared(passed: Pass, pasted: str) -> Summary:
    """Return what is sent along: what came of the safety questions, and what was pasted."""
    outcome = str(loader.load().advice[passed.tier].heading) if passed.tier in (Tier.ROUTINE, Tier.WITHIN_DAYS) else ""
    if passed.is_examined:
        outcome = _("Something was found that should be seen the same day. A clinician has examined it, I was told to book a normal visit.")
    sections: tuple[Section, ...] = (asked_before(outcome or _("Nothing urgent found")),)
    if pasted.strip():
        sections += (Section(title=_("My summary"), text=pasted.strip()),)
    return Summary(on=timezone.localdate(), soon=passed.tier >= Tier.WITHIN_DAYS, sections=sections)


def _passed(request: HttpRequest, place: Place) -> Pass | None:
    try:
        read = msgspec.convert(signing.loads(request.POST.get("pass", ""), salt=_ANSWERED, max_age=asking.OLDEST_S), Pass)
    except (signing.BadSignature, msgspec.ValidationError):
        return None
    return read if read.clinic == place.id else None


def _signed(passed: Pass) -> str:
    return signing.dumps(msgspec.to_builtins(passed), salt=_ANSWERED)


def _now() -> float:
    return timezone.now().timestamp()


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))

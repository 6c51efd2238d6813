"""The safety check: its pages, one group of questions each."""

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.care.errors import CareError
from stepwell.care.queries import days
from stepwell.engine.decision import Decision, Referral
from stepwell.engine.log import SafetyCheck
from stepwell.knowledge.schema import Tier
from stepwell.web.patient import answer_words, drafts, saving
from stepwell.web.patient.pages import Page, outstanding
from stepwell.web.patient.question_form import QuestionForm
from stepwell.web.patient.safety_draft import KIND, Check, check_of, is_urgent, next_page, page_of, with_answers
from stepwell.web.patient.safety_form import SafetyForm
from stepwell.web.shared.calls import call_of
from stepwell.web.shared.viewer import viewer

Form = SafetyForm | QuestionForm


@require_http_methods(["GET"])
def safety_check(request: HttpRequest) -> HttpResponse:
    """Go to the first page of the safety check that has something to answer."""
    return redirect(_place(check_of(request)))


@require_http_methods(["GET", "POST"])
def safety_page(request: HttpRequest, group: str) -> HttpResponse:
    """Ask one group of signs; on an answer, go on, or to the care card when it cannot wait."""
    check = check_of(request)
    if request.method == "POST" and drafts.is_saved(check.person, KIND, drafts.posted_id(request)):
        return redirect("patient:safety_result")
    change, more = "change" in request.GET, "more" in request.GET
    page = page_of(check, group, change=change)
    if page is None:
        if group in check.knowledge.groups:
            return redirect("patient:safety_check")
        raise Http404
    form = _form(request, check, page, more=more)
    if isinstance(form, QuestionForm) and not form.questions:
        return redirect(_place(check))
    if not form.is_valid():
        return _shown(request, check, page, form)
    check = with_answers(check, page, {**_kept_answers(check, page, more=more), **form.answers})
    waiting = outstanding(page, check.known, check.knowledge)
    if is_urgent(check, waiting):
        return _finished(request, check, page, form)
    if waiting:
        return redirect(f"{request.path}?more=1{'&change=1' if change else ''}")
    if change:
        return redirect("patient:safety_kept")
    return _finished(request, check, page, form) if next_page(check) is None and not check.kept else redirect(_place(check))


@require_http_methods(["GET", "POST"])
def safety_kept(request: HttpRequest) -> HttpResponse:
    """Show what was told before and is not asked again; on "still right", end the check."""
    check = check_of(request)
    if request.method == "POST" and drafts.is_saved(check.person, KIND, drafts.posted_id(request)):
        return redirect("patient:safety_result")
    if next_page(check) is not None:
        return redirect(_place(check))
    if request.method == "POST":
        return _finished(request, check, None, None)
    return _kept_shown(request, check)


def _finished(request: HttpRequest, check: Check, page: Page | None, form: Form | None) -> HttpResponse:
    """Record the answers; where to depends on what they mean."""
    fact = SafetyCheck(on=timezone.localdate(), id=check.draft.fact_id, answers=check.draft.answers)
    try:
        decision = saving.save(request, fact)
    except CareError as error:
        if page is None or form is None:
            return _kept_shown(request, check, str(error))
        form.add_error(None, str(error))
        return _shown(request, check, page, form)
    drafts.clear(check.person, KIND)
    return redirect(place_after(decision))


def place_after(decision: Decision) -> str:
    """Return the name of the page that a finished safety check leads to."""
    urgent = isinstance(decision, Referral) and decision.tier >= Tier.SAME_DAY
    return "patient:care_card" if urgent else "patient:safety_result"


def _form(request: HttpRequest, check: Check, page: Page, *, more: bool) -> SafetyForm | QuestionForm:
    data = request.POST if request.method == "POST" else None
    if not more:
        return SafetyForm(page, known=check.known, data=data)
    followed = {question.id for question in page.follow_ups}
    unanswered = {key: value for key, value in check.known.items() if key not in followed}
    return QuestionForm(outstanding(page, unanswered, check.knowledge), known=check.known, data=data)


def _kept_answers(check: Check, page: Page, *, more: bool) -> dict[str, Any]:
    """Return the answers of this page that a page of follow-ups leaves as they are."""
    if not more:
        return {}
    return {question.id: check.draft.answers[question.id] for question in page.every_question if question.id in check.draft.answers}


def _shown(request: HttpRequest, check: Check, page: Page, form: Form) -> HttpResponse:
    groups = [each.group.id for each in check.pages]
    here = groups.index(page.group.id) if page.group.id in groups else 0
    context = {
        "form": form,
        "group": page.group,
        "page": page,
        "fact_id": check.draft.fact_id,
        "at": here + 1,
        "of": len(groups) + bool(check.kept),
        "more": "more" in request.GET,
        "whys": shared_whys(page),
        **_why_and_help(request),
        "back": _back(request, groups, here),
    }
    return render(request, "patient/safety_page.html", context, status=422 if form.is_bound else 200)


def shared_whys(page: Page) -> tuple[str, ...]:
    """Return the reasons for asking that several questions of a page share: they are said once, above."""
    whys = Counter(question.why for question in page.every_question if question.why)
    return tuple(why for why, times in whys.items() if times > 1)


def _why_and_help(request: HttpRequest) -> dict[str, object]:
    """Return why the questions came by themselves, "" where nothing but the person asked for them, and whom to call."""
    person = viewer(request)
    decision = days.decision(person, timezone.localdate())
    why = decision.what_to_do if isinstance(decision, Referral) and decision.tier <= Tier.ROUTINE else ""
    return {"why_asked": why, "call": call_of(person.country)}


def _back(request: HttpRequest, groups: list[str], here: int) -> str:
    if "change" in request.GET:
        return reverse("patient:safety_kept")
    if "more" in request.GET:
        return request.path
    return reverse("patient:safety_page", args=[groups[here - 1]]) if here else reverse("patient:start")


def _kept_shown(request: HttpRequest, check: Check, error: str = "") -> HttpResponse:
    context = {
        "rows": answer_words.rows(check.kept, check.known, check.knowledge),
        "fact_id": check.draft.fact_id,
        "error": error,
        **_why_and_help(request),
        "of": len(check.pages) + 1,
        "back": reverse("patient:safety_page", args=[check.pages[-1].group.id]) if check.pages else reverse("patient:start"),
    }
    return render(request, "patient/safety_kept.html", context, status=422 if error else 200)


def _place(check: Check) -> str:
    """Return the address of the first page with something to answer, or of the last step."""
    found = next_page(check)
    if found is None:
        return reverse("patient:safety_kept")
    page, waiting = found
    return reverse("patient:safety_page", args=[page.group.id]) + ("?more=1" if waiting else "")

"""The evaluation: one thing a page, a quick way to a first session, and the answers to look over."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.care.errors import CareError
from stepwell.engine.log import Answers, Evaluation
from stepwell.knowledge.schema import QuestionKind
from stepwell.web.patient import answer_words, drafts, saving
from stepwell.web.patient.evaluation_draft import KIND, Evaluating, evaluating, first_open, is_quick, page_after, with_answers
from stepwell.web.patient.evaluation_form import EvaluationForm
from stepwell.web.patient.gate import needs_safety_first
from stepwell.web.patient.pages import Page
from stepwell.web.shared import danger_told


@require_http_methods(["GET"])
@needs_safety_first
def evaluation(request: HttpRequest) -> HttpResponse:
    """Go on where the evaluation was left."""
    now = evaluating(request)
    if now.is_quick_done and now.quick_pages and not now.saved and not _has_more(now):
        return redirect("patient:evaluation_ready")
    page = first_open(now)
    return redirect("patient:evaluation_page", page.group.id) if page else redirect("patient:evaluation_answers")


@require_http_methods(["GET", "POST"])
@needs_safety_first
def evaluation_page(request: HttpRequest, group: str) -> HttpResponse:
    """Ask one page; keep the answers and go on."""
    now = evaluating(request)
    page = next((each for each in now.pages if each.group.id == group), None)
    if page is None:
        raise Http404
    if "skip" in request.POST and not is_quick(page):
        return redirect(_after(now, page, change=False))
    form = EvaluationForm(page.every_question, known=now.known, data=request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _shown(request, now, page, form)
    change = "change" in request.GET
    try:
        if change and now.saved and not now.draft.answers:
            return _corrected(request, now, page, form.answers)
        now = with_answers(now, page, form.answers)
    except CareError as error:
        form.add_error(None, str(error))
        return _shown(request, now, page, form)
    return danger_told.first(request, _own_words(page, form.answers), _after(now, page, change=change))


@require_http_methods(["GET", "POST"])
@needs_safety_first
def evaluation_ready(request: HttpRequest) -> HttpResponse:
    """Offer a gentle first session after the quick pages, or the rest of the questions."""
    now = evaluating(request)
    if not now.is_quick_done:
        return redirect("patient:evaluation")
    if request.method == "POST":
        return _saved(request, now, then="patient:today")
    rest = page_after(now, now.quick_pages[-1].group.id)
    return render(request, "patient/evaluation_ready.html", {"rest": rest, "left": len(now.pages) - len(now.quick_pages)})


@require_http_methods(["GET", "POST"])
@needs_safety_first
def evaluation_answers(request: HttpRequest) -> HttpResponse:
    """Show every answer with a way to change it; save what is not saved yet."""
    now = evaluating(request)
    if not now.is_quick_done:
        return redirect("patient:evaluation")
    if request.method == "POST":
        return _saved(request, now, then="patient:picture")
    return _answers_shown(request, now)


def _saved(request: HttpRequest, now: Evaluating, *, then: str) -> HttpResponse:
    """Record what the draft holds; a second post finds nothing left and goes on."""
    if not now.draft.answers:
        return redirect(then)
    try:
        saving.save(request, Evaluation(on=timezone.localdate(), id=now.draft.fact_id, answers=now.draft.answers))
    except CareError as error:
        return _answers_shown(request, now, str(error))
    drafts.clear(now.person, KIND)
    return redirect(then)


def _corrected(request: HttpRequest, now: Evaluating, page: Page, given: Answers) -> HttpResponse:
    """Record a later change of single answers as a fact of its own."""
    changed = {key: value for key, value in given.items() if now.saved.get(key) != value}
    if changed:
        saving.save(request, Evaluation(on=timezone.localdate(), id=drafts.posted_id(request), answers=changed))
    return danger_told.first(request, _own_words(page, changed), reverse("patient:evaluation_answers"))


def _own_words(page: Page, answers: Answers) -> str:
    return "\n".join(str(answers.get(question.id, "")) for question in page.every_question if question.kind is QuestionKind.TEXT)


def _after(now: Evaluating, page: Page, *, change: bool) -> str:
    if change:
        return reverse("patient:evaluation_answers")
    if page == now.quick_pages[-1] and not now.saved:
        return reverse("patient:evaluation_ready")
    following = page_after(now, page.group.id)
    return reverse("patient:evaluation_page", args=[following.group.id]) if following else reverse("patient:evaluation_answers")


def _shown(request: HttpRequest, now: Evaluating, page: Page, form: EvaluationForm) -> HttpResponse:
    part = now.quick_pages if is_quick(page) else now.pages
    at = part.index(page)
    change = "change" in request.GET
    before = reverse("patient:evaluation_page", args=[part[at - 1].group.id]) if at else reverse("patient:safety_result")
    context = {
        "form": form,
        "group": page.group,
        "fact_id": drafts.posted_id(request),
        "at": at + 1,
        "of": len(part),
        "change": change,
        "may_skip": not is_quick(page) and not change,
        "alone": len(form.questions) == 1,
        "back": reverse("patient:evaluation_answers") if change else before,
    }
    return render(request, "patient/evaluation_page.html", context, status=422 if form.is_bound else 200)


def _answers_shown(request: HttpRequest, now: Evaluating, error: str = "") -> HttpResponse:
    context = {
        "rows": answer_words.rows(now.questions, now.known, now.knowledge),
        "unsaved": bool(now.draft.answers),
        "open_page": next((page for page in now.pages if not any(question.id in now.known for question in page.questions)), None),
        "error": error,
    }
    return render(request, "patient/evaluation_answers.html", context, status=422 if error else 200)


def _has_more(now: Evaluating) -> bool:
    return any(question.id in now.known for question in now.questions if not question.quick)

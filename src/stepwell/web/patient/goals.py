"""What was agreed to be able to do again: the person says when it is reached, has changed, or is no goal any more."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from stepwell.care.errors import CareError
from stepwell.care.queries import goals as queries
from stepwell.web.patient import drafts, saving
from stepwell.web.shared import goal_form
from stepwell.web.shared.viewer import viewer


@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
def goals(request: HttpRequest) -> HttpResponse:
    """Show the goals, and take in one word about one of them."""
    known, page, problem = queries.own(viewer(request)), drafts.posted_id(request), ""
    if request.method == "POST":
        try:
            told = goal_form.said(request.POST, known, page, timezone.localdate(), "own")
            if not drafts.is_saved(viewer(request), "goal", told.id or ""):
                saving.save(request, told)
        except (goal_form.NotAGoal, CareError) as wrong:
            problem = str(wrong)
        else:
            return redirect("patient:goals")
    context = {"goals": known, "form": goal_form.GoalForm(), "page": page, "problem": problem, "here": "progress"}
    return render(request, "patient/goals.html", context, status=422 if problem else 200)

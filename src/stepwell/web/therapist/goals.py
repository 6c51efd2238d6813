"""The goals of one person: agreed on, changed, reached, or set aside."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from stepwell.care.actions import audit
from stepwell.care.actions import goals as actions
from stepwell.care.errors import CareError, NotThere
from stepwell.care.queries import accounts
from stepwell.care.queries import goals as queries
from stepwell.web.patient import drafts
from stepwell.web.shared import goal_form
from stepwell.web.therapist.places import places


@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
def goals(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show the goals, and take in one word about one of them."""
    who, now = accounts.visitor(request.user), timezone.now()
    page, problem = drafts.posted_id(request), ""
    try:
        agreed = queries.of_patient(who, person)
        audit.note(who, person, "read", "goals", clinic=agreed.clinic, now=now)
        if request.method == "POST":
            goal = goal_form.said(request.POST, agreed.goals, page, timezone.localdate(now), "goal")
            actions.tell(who=who, person=person, goal=goal, now=now)
            return redirect("therapist:goals", person)
    except NotThere:
        raise Http404 from None
    except (goal_form.NotAGoal, CareError) as wrong:
        problem = str(wrong)
    context = {
        "agreed": agreed,
        "goals": agreed.goals,
        "wants": agreed.wants,
        "not_shared": queries.NOT_SHARED,
        "form": goal_form.GoalForm(),
        "page": page,
        "problem": problem,
        "places": places(person, "goals"),
        "here": "caseload",
    }
    return render(request, "therapist/goals.html", context, status=422 if problem else 200)

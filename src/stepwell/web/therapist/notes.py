"""A person's chart: notes, what is still to do, and the end of care with a summary for the person."""

from datetime import date
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.care.actions import audit, clinic_tasks
from stepwell.care.actions import notes as actions
from stepwell.care.ahead import AHEAD_MOST
from stepwell.care.errors import CareError, NotThere
from stepwell.care.queries import accounts
from stepwell.care.queries import notes as queries
from stepwell.engine.decision import Referral
from stepwell.web.therapist import discharge_words, plan_words
from stepwell.web.therapist.places import places

LETTERS_MOST = 4000


class NoteForm(forms.Form):
    """A note for the chart."""

    kind = forms.ChoiceField(choices=[("note", gettext_lazy("Note")), ("visit", gettext_lazy("Visit"))], initial="note")
    words = forms.CharField(
        label=gettext_lazy("A note for the chart"),
        max_length=LETTERS_MOST,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LETTERS_MOST}),
        error_messages={
            "required": gettext_lazy("There are no words yet."),
            "max_length": gettext_lazy("This is too long: write two notes."),
        },
    )


class TaskForm(forms.Form):
    """Something to do."""

    todo = forms.CharField(
        label=gettext_lazy("To do"), max_length=300, error_messages={"required": gettext_lazy("There are no words yet.")}
    )
    due = forms.DateField(
        label=gettext_lazy("By"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Write the day as 2026-03-02.")},
    )

    def clean_due(self) -> date | None:
        """Refuse a day that is over, or so far ahead that it is a slip."""
        due: date | None = self.cleaned_data["due"]
        today = timezone.localdate()
        if due is not None and not today <= due <= today + AHEAD_MOST:
            raise forms.ValidationError(_("Choose a day from today to a year ahead."))
        return due


class DischargeForm(forms.Form):
    """The summary that the person gets, and the tick that makes it meant."""

    words = forms.CharField(
        label=gettext_lazy("Summary for the person"),
        max_length=LETTERS_MOST,
        widget=forms.Textarea(attrs={"rows": 18, "maxlength": LETTERS_MOST}),
        error_messages={"required": gettext_lazy("There are no words yet."), "max_length": gettext_lazy("This is too long.")},
    )
    sure = forms.BooleanField(
        label=gettext_lazy("End the care here, and give the person this summary"),
        error_messages={"required": gettext_lazy("Tick the box if the care ends now.")},
    )


@sensitive_post_parameters("words", "todo")
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show the chart, and add a note or a task."""
    who, now = accounts.visitor(request.user), timezone.now()
    is_task = "todo" in request.POST
    note_form = NoteForm(request.POST if request.method == "POST" and not is_task else None)
    task_form = TaskForm(request.POST if is_task else None)
    problem = ""
    try:
        chart = queries.chart(who, person)
        audit.note(who, person, "read", "chart", clinic=chart.clinic, now=now)
        try:
            if task_form.is_valid():
                told = task_form.cleaned_data
                clinic_tasks.add(who=who, person=person, words=told["todo"], due=told["due"], now=now)
                return redirect("therapist:notes", person)
            if note_form.is_valid():
                actions.write(who=who, person=person, now=now, **note_form.cleaned_data)
                return redirect("therapist:notes", person)
        except NotThere:
            raise
        except CareError as wrong:
            problem = str(wrong)
    except NotThere:
        raise Http404 from None
    context = {
        "chart": chart,
        "person": person,
        "note_form": note_form,
        "task_form": task_form,
        "problem": problem,
        "today": timezone.localdate(now),
        "places": places(person, "notes"),
        "here": "caseload",
    }
    return render(request, "therapist/notes.html", context, status=400 if problem or note_form.errors or task_form.errors else 200)


@require_POST
def task_done(request: HttpRequest, task: int) -> HttpResponse:
    """Mark a task as done."""
    try:
        person = clinic_tasks.done(who=accounts.visitor(request.user), task=task, now=timezone.now())
    except NotThere:
        raise Http404 from None
    return redirect("therapist:notes", person)


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """Show everything that a therapist means to do."""
    who, now = accounts.visitor(request.user), timezone.now()
    found = queries.tasks(who)
    audit.note_all(who, {task.person for task in found}, "read", "tasks", now=now, once_a_day=True)
    return render(request, "therapist/tasks.html", {"tasks": found, "today": timezone.localdate(now), "here": "tasks"})


@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
def discharge(request: HttpRequest, person: UUID) -> HttpResponse:
    """Write the summary of somebody's care, give it to them, and end the care."""
    who, now = accounts.visitor(request.user), timezone.now()
    problem = ""
    try:
        chart = queries.chart(who, person)
        audit.note(who, person, "read", "chart", clinic=chart.clinic, now=now)
        decision = queries.decided(who, person, timezone.localdate(now))
        draft = discharge_words.draft(chart.log, decision)
        form = DischargeForm(request.POST or None, initial={"words": draft})
        if request.method == "POST" and form.is_valid():
            try:
                actions.discharge(who=who, person=person, words=form.cleaned_data["words"], now=now)
            except NotThere:
                raise
            except CareError as wrong:
                problem = str(wrong)
            else:
                messages.success(request, _("The care has ended, and the person has the summary."))
                return redirect("therapist:caseload")
    except NotThere:
        raise Http404 from None
    context = {"chart": chart, "person": person, "form": form, "problem": problem, "places": places(person, "notes"), "here": "caseload"}
    if isinstance(decision, Referral):
        context["paused"] = plan_words.numbered(decision.heading)
    return render(request, "therapist/discharge.html", context, status=400 if problem or form.errors else 200)

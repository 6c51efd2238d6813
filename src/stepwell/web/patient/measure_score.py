"""A score that somebody has on paper: entered by hand, for any measure whose questions are somebody else's."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from stepwell.care.errors import CareError
from stepwell.engine.log import Measure
from stepwell.engine.measuring_scores import help_to_offer
from stepwell.knowledge import loader
from stepwell.web.patient import drafts, saving

BY = (("therapist", gettext_lazy("A therapist or doctor")), ("self", gettext_lazy("I did")))
FIRST_DAY = date(1990, 1, 1)


class ScoreForm(forms.Form):
    """Which measure, its score, the day, and who worked it out."""

    measure = forms.ChoiceField(
        label=gettext_lazy("Which questionnaire?"),
        error_messages={"required": gettext_lazy("Choose one."), "invalid_choice": gettext_lazy("Choose one from the list.")},
    )
    score = forms.FloatField(
        label=gettext_lazy("The score"),
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "autocomplete": "off", "step": "any"}),
        error_messages={"required": gettext_lazy("Write the score."), "invalid": gettext_lazy("Write the score as a number, such as 9.")},
    )
    on = forms.DateField(
        error_messages={
            "required": gettext_lazy("Write the day."),
            "invalid": gettext_lazy("Write the day as year-month-day, such as 2026-03-01."),
        },
    )
    by = forms.ChoiceField(
        label=gettext_lazy("Who worked it out?"),
        choices=BY,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who worked it out."), "invalid_choice": gettext_lazy("Choose one of the two.")},
    )

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data, initial={"on": today.isoformat()})
        self.today = today
        self.known = {measure.id: measure for measure in loader.load().measures.values() if not measure.is_own}
        ordered = sorted(self.known.values(), key=lambda measure: measure.name.lower())
        self.fields["measure"].choices = [("", _("Choose one")), *((each.id, each.name) for each in ordered)]  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        """Refuse a day that has not come, or one so long ago that it is a slip."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("That day has not come yet. Choose today or a day before it."))
        if on < FIRST_DAY:
            raise forms.ValidationError(_("That is very long ago. Look at the year again."))
        return on

    def clean(self) -> dict[str, Any]:
        """Refuse a score that the questionnaire cannot give."""
        cleaned = super().clean() or self.cleaned_data
        kind, score = self.known.get(cleaned.get("measure", "")), cleaned.get("score")
        if kind is not None and score is not None and not kind.scores[0].lowest <= score <= kind.scores[0].highest:
            limits = {"lowest": f"{kind.scores[0].lowest:g}", "highest": f"{kind.scores[0].highest:g}"}
            self.add_error("score", _("This score goes from %(lowest)s to %(highest)s. Look at the paper again.") % limits)
        return cleaned


@require_http_methods(["GET", "POST"])
def measure_score(request: HttpRequest) -> HttpResponse:
    """Keep a score that was worked out on paper."""
    form = ScoreForm(request.POST if request.method == "POST" else None, today=timezone.localdate())
    if form.is_valid():
        told = form.cleaned_data
        fact = Measure(on=told["on"], id=drafts.posted_id(request), measure=told["measure"], score=told["score"], by=told["by"])
        try:
            saving.save(request, fact)
        except CareError as error:
            form.add_error(None, str(error))
        else:
            kind = form.known[fact.measure]
            if help_to_offer(kind, {kind.scores[0].id: told["score"]}):
                return redirect("patient:measure_talk", kind.id)
            messages.success(request, _("Saved."))
            return redirect("patient:measures")
    context = {"form": form, "fact_id": drafts.posted_id(request), "today": timezone.localdate()}
    return render(request, "patient/measure_score.html", context, status=422 if form.is_bound else 200)

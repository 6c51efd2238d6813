"""A clinician's examination, told by the person: it lets the tier fall."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from stepwell.care.errors import CareError
from stepwell.engine.decision import DayPlan, Referral
from stepwell.engine.log import Order
from stepwell.knowledge.schema import Tier
from stepwell.web.patient import drafts, fields, saving
from stepwell.web.patient.gate import place_for, plan_or_referral

CLINICIANS = (("doctor", _("A doctor, or a nurse practitioner")), ("therapist", _("A physical therapist")))


class ExaminedForm(forms.Form):
    """Who examined, when, and that they said that exercise is fine."""

    by = forms.ChoiceField(choices=CLINICIANS, widget=forms.RadioSelect, error_messages={"required": _("Choose who examined you.")})
    on = forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Write the day."), "invalid": _("Write the day as year-month-day, such as 2026-03-01.")},
    )
    said_yes = fields.Tick(error_messages={"required": _("Tick this only if they said so. If they did not, ask them first.")})

    def __init__(self, data: Any, *, since: date | None, today: date, needs_doctor: bool) -> None:
        super().__init__(data)
        self.since, self.today = since, today
        if needs_doctor:
            self.fields["by"].choices = CLINICIANS[:1]  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        """Refuse a day that has not come, or one before the answers that led to the card."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("That day has not come yet. Choose today or a day before it."))
        if self.since is not None and on < self.since:
            raise forms.ValidationError(_("That was before your answers changed. It needs an examination after that day."))
        return on


@require_http_methods(["GET", "POST"])
def clinician_clear(request: HttpRequest) -> HttpResponse:
    """Record that a clinician has examined the person and said that exercise is fine."""
    decision = plan_or_referral(request)
    if isinstance(decision, DayPlan) or decision.tier <= Tier.ROUTINE:
        return redirect(place_for(decision))
    needs_doctor = decision.tier is Tier.EMERGENCY_NOW
    data = request.POST if request.method == "POST" else None
    form = ExaminedForm(data, since=decision.since, today=timezone.localdate(), needs_doctor=needs_doctor)
    if not form.is_valid():
        return _shown(request, form, decision)
    order = Order(
        on=form.cleaned_data["on"], id=drafts.posted_id(request), order="clear", by=form.cleaned_data["by"], tier=Tier.SELF_MANAGE
    )
    try:
        return redirect(place_for(saving.save(request, order)))
    except CareError as error:
        form.add_error(None, str(error))
        return _shown(request, form, decision)


def _shown(request: HttpRequest, form: ExaminedForm, referral: Referral) -> HttpResponse:
    context = {"form": form, "referral": referral, "fact_id": drafts.posted_id(request), "today": timezone.localdate()}
    return render(request, "patient/clinician_clear.html", context, status=422 if form.is_bound else 200)

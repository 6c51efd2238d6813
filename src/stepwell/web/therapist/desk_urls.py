"""Which page of the plan and its treatments answers which address."""

from django.urls import path

from stepwell.web.therapist import plan, treatments

urlpatterns = [
    path("<uuid:person>/plan/", plan.plan, name="plan"),
    path("<uuid:person>/treatments/", treatments.treatments, name="treatments"),
]

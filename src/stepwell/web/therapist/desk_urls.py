"""Which page of the plan and its treatments answers which address."""

from django.urls import path

from stepwell.web.therapist import plan

urlpatterns = [
    path("<uuid:person>/plan/", plan.plan, name="plan"),
]

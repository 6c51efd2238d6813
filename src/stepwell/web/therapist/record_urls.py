"""Which page about one person, beside the plan, answers which address."""

from django.urls import path

from stepwell.web.therapist import caseload, person

urlpatterns = [
    path("<uuid:person>/", person.person, name="person"),
    path("<uuid:person>/put-off/", caseload.put_off, name="put_off"),
]

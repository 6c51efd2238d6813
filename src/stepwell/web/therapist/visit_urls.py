"""Which page of the visits answers which address."""

from django.urls import path

from stepwell.web.therapist import visits

urlpatterns = [
    path("visits/", visits.visits, name="visits"),
    path("visits/calendar/", visits.calendar, name="visits_calendar"),
    path("visits/<uuid:appointment>/", visits.visit, name="visit"),
]

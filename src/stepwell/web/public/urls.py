"""Which public page answers which address."""

from django.urls import URLPattern, path

from stepwell.web.public import ask, clinic, invitation, visit, work_calendar

app_name = "public"

urlpatterns: list[URLPattern] = [
    path("invitation/<str:secret>/", invitation.invitation, name="invitation"),
    path("<slug:slug>/", clinic.clinic, name="clinic"),
    path("<slug:slug>/ask/", ask.ask, name="ask"),
    path("visit/<str:secret>/", visit.visit, name="visit"),
    path("visit/<str:secret>/visit.ics", visit.visit_file, name="visit_file"),
    path("calendar/<str:address>.ics", work_calendar.work_calendar, name="work_calendar"),
]

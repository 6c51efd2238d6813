"""Which page of a therapist answers which address. Each part keeps its own list."""

from django.urls import path

from stepwell.web.therapist import caseload

app_name = "therapist"

urlpatterns = [
    path("", caseload.caseload, name="caseload"),
]

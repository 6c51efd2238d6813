"""Which page answers which address in a clinic's installation, beside the patient's own pages."""

from django.urls import include, path

from stepwell.web import clinic_home

_HOME = [
    path("", clinic_home.home, name="home"),
    path("signed-out/", clinic_home.signed_out, name="signed_out"),
    path("still-here/", clinic_home.still_here, name="still_here"),
]

urlpatterns = [
    path("", include((_HOME, "clinic"))),
    path("therapist/", include("stepwell.web.therapist.urls")),
    path("manager/", include("stepwell.web.manager.urls")),
    path("clinics/", include("stepwell.web.public.urls")),
]

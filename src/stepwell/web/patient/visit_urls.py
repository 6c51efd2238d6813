"""Which page about visits answers which address."""

from django.conf import settings
from django.urls import path

from stepwell.web.patient import first_visit

urlpatterns = [
    path("help/first-visit/", first_visit.first_visit, name="first_visit"),
    path("help/first-visit/summary.txt", first_visit.first_visit_file, name="first_visit_file"),
]

if settings.IS_CLINIC:
    urlpatterns += [path("help/visits/", first_visit.visits, name="visits")]

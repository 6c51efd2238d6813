"""Which page of the measures answers which address."""

from django.urls import path

from stepwell.web.patient import measure_score, measures

urlpatterns = [
    path("measures/", measures.measures, name="measures"),
    path("measures/score/", measure_score.measure_score, name="measure_score"),
    path("measures/<slug:measure_id>/", measures.measure, name="measure"),
    path("measures/<slug:measure_id>/<int:number>/", measures.measure_page, name="measure_page"),
    path("measures/<slug:measure_id>/answers/", measures.measure_answers, name="measure_answers"),
    path("measures/<slug:measure_id>/saved/", measures.measure_saved, name="measure_saved"),
    path("measures/<slug:measure_id>/talk/", measures.measure_talk, name="measure_talk"),
]

"""Which form page answers which address."""

from django.urls import path

from stepwell.web.patient import (
    about,
    care_card,
    check_in,
    clinician_clear,
    evaluation,
    flare,
    get_help,
    moving,
    own_data,
    safety_check,
    safety_result,
    settings,
    start,
    told,
    try_movement,
)

urlpatterns = [
    path("", start.start, name="start"),
    path("safety-check/", safety_check.safety_check, name="safety_check"),
    path("safety-check/told-before/", safety_check.safety_kept, name="safety_kept"),
    path("safety-check/result/", safety_result.safety_result, name="safety_result"),
    path("safety-check/<slug:group>/", safety_check.safety_page, name="safety_page"),
    path("care/", care_card.care_card, name="care_card"),
    path("care/examined/", clinician_clear.clinician_clear, name="clinician_clear"),
    path("evaluation/", evaluation.evaluation, name="evaluation"),
    path("evaluation/ready/", evaluation.evaluation_ready, name="evaluation_ready"),
    path("evaluation/answers/", evaluation.evaluation_answers, name="evaluation_answers"),
    path("evaluation/<slug:group>/", evaluation.evaluation_page, name="evaluation_page"),
    path("try-a-movement/", try_movement.try_movement, name="try_movement"),
    path("try-a-movement/now/", moving.moving, name="moving"),
    path("try-a-movement/result/", moving.moved, name="moved"),
    path("check-in/", check_in.check_in, name="check_in"),
    path("flare/", flare.flare, name="flare"),
    path("flare/now/", flare.flare_now, name="flare_now"),
    path("told/", told.told, name="told"),
    path("help/", get_help.get_help, name="help"),
    path("settings/", settings.settings, name="settings"),
    path("settings/export/", own_data.export, name="export"),
    path("settings/import/", own_data.bring_in, name="import"),
    path("settings/delete/", own_data.delete, name="delete"),
    path("about/", about.about, name="about"),
    path("sources/", about.sources, name="sources"),
]

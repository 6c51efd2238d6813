"""Which page answers which address."""

from django.urls import path

from stepwell.web.patient import (
    day_story,
    exercise,
    figures,
    form_urls,
    learn,
    measure_urls,
    offline_urls,
    own_picture,
    own_video,
    paper_urls,
    picture,
    print_page,
    privacy_urls,
    progress,
    session,
    today,
    treatments,
    trigger_urls,
)

app_name = "patient"

urlpatterns = [
    path("today/", today.today, name="today"),
    path("exercise/<slug:exercise_id>/", exercise.exercise, name="exercise"),
    path("exercise/<slug:exercise_id>/wish/", exercise.wish, name="swap"),
    path("figure/<slug:exercise_id>/<slug:who>.<slug:edition>.json", figures.figure, name="figure"),
    path("session/", session.session, name="session"),
    path("session/save/", session.save, name="session_save"),
    path("session/done/<str:session_id>/", session.done, name="session_done"),
    path("picture/", picture.picture, name="picture"),
    path("progress/", progress.progress, name="progress"),
    path("progress/<str:day>/", day_story.day_story, name="day_story"),
    path("treatments/", treatments.treatments, name="treatments"),
    path("from-your-therapist/<uuid:picture>.jpg", own_picture.own_picture, name="own_picture"),
    path("from-your-therapist/video/<uuid:video>/", own_video.own_video, name="own_video"),
    path("print/", print_page.print_page, name="print"),
    path("learn/", learn.shelf, name="learn"),
    path("learn/paper/", learn.paper, name="learn_paper"),
    path("learn/<slug:lesson_id>/", learn.lesson, name="lesson"),
    *trigger_urls.urlpatterns,
    *form_urls.urlpatterns,
    *measure_urls.urlpatterns,
    *offline_urls.urlpatterns,
    *paper_urls.urlpatterns,
    *privacy_urls.urlpatterns,
]

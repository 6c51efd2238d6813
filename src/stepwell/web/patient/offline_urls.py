"""Which address answers what a phone needs for when there is no signal."""

from django.urls import path

from stepwell.web.patient import ahead, installing, offline

urlpatterns = [
    path("manifest.webmanifest", installing.manifest, name="manifest"),
    path("service-worker.js", installing.service_worker, name="service_worker"),
    path("offline/", offline.offline, name="offline"),
    path("offline/care/", offline.offline_care, name="offline_care"),
    path("offline/keep/", offline.keep, name="keep"),
    path("offline/token/", offline.token, name="token"),
    path("session/ahead/", ahead.session_ahead, name="session_ahead"),
    path("session/softer/<str:day>/", ahead.session_softer, name="session_softer"),
    path("today/ahead/", ahead.today_ahead, name="today_ahead"),
    path("waiting/", offline.waiting, name="waiting"),
]

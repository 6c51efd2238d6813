"""Which page of the triggers and the on/off tests answers which address."""

from django.urls import path

from stepwell.web.patient import on_off_test, triggers

urlpatterns = [
    path("triggers/", triggers.triggers, name="triggers"),
    path("triggers/asked/", triggers.exposures_asked, name="exposures_asked"),
    path("triggers/test/", on_off_test.test, name="test"),
    path("triggers/test/stop/", on_off_test.stop, name="test_stop"),
    path("triggers/test/<slug:exposure_id>/", on_off_test.start, name="test_start"),
]

"""Which page of sharing and of who has looked answers which address. A personal installation has neither: nobody else looks."""

from django.conf import settings
from django.urls import URLPattern, path

from stepwell.web.patient import sharing, who_looked

urlpatterns: list[URLPattern] = []

if settings.IS_CLINIC:
    urlpatterns = [
        path("settings/sharing/", sharing.sharing, name="sharing"),
        path("settings/sharing/stop/", sharing.stop, name="sharing_stop"),
        path("settings/sharing/leave/", sharing.leave, name="sharing_leave"),
        path("settings/who-looked/", who_looked.who_looked, name="who_looked"),
    ]

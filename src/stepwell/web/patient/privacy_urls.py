"""Which page of messages, sharing, who has looked and taking everything away answers which address. A personal installation has none of it."""

from django.conf import settings
from django.urls import URLPattern, path

from stepwell.web.patient import everything, messages, sharing, who_looked

urlpatterns: list[URLPattern] = []

if settings.IS_CLINIC:
    urlpatterns = [
        path("settings/sharing/", sharing.sharing, name="sharing"),
        path("settings/sharing/stop/", sharing.stop, name="sharing_stop"),
        path("settings/sharing/leave/", sharing.leave, name="sharing_leave"),
        path("settings/everything/", everything.everything, name="everything"),
        path("messages/", messages.messages, name="messages"),
        path("settings/who-looked/", who_looked.who_looked, name="who_looked"),
    ]

"""Which page of a person and their clinic answers which address. A personal installation has none of them."""

from django.conf import settings
from django.urls import URLPattern, path

from stepwell.web.patient import everything, messages, my_clinic, sharing, summaries, who_looked

urlpatterns: list[URLPattern] = []

if settings.IS_CLINIC:
    urlpatterns = [
        path("settings/sharing/", sharing.sharing, name="sharing"),
        path("settings/sharing/stop/", sharing.stop, name="sharing_stop"),
        path("settings/sharing/leave/", sharing.leave, name="sharing_leave"),
        path("settings/everything/", everything.everything, name="everything"),
        path("summaries/", summaries.summaries, name="summaries"),
        path("summaries/<int:number>.pdf", summaries.summary_file, name="summary_file"),
        path("my-clinic/", my_clinic.my_clinic, name="my_clinic"),
        path("messages/", messages.messages, name="messages"),
        path("settings/who-looked/", who_looked.who_looked, name="who_looked"),
    ]

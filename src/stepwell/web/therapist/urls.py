"""Which page of a therapist answers which address. Each part keeps its own list."""

from django.urls import path

from stepwell.web.therapist import caseload, desk_urls, evaluation_urls, invite, paper_urls, record_urls, visit_urls

app_name = "therapist"

urlpatterns = [
    path("", caseload.caseload, name="caseload"),
    *desk_urls.urlpatterns,
    *evaluation_urls.urlpatterns,
    *record_urls.urlpatterns,
    *visit_urls.urlpatterns,
    *paper_urls.urlpatterns,
    path("invite/", invite.invite, name="invite"),
    path("invite/<int:invitation>/again/", invite.send_again, name="invite_again"),
    path("invite/<int:invitation>/withdraw/", invite.withdraw, name="invite_withdraw"),
]

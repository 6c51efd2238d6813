"""Which page of a clinic's manager answers which address."""

from django.urls import path

from stepwell.web.manager import applications, details, exports, home, patients, visits

app_name = "manager"

urlpatterns = [
    path("", home.home, name="home"),
    path("switch/", home.switch, name="switch"),
    path("people/<int:membership>/leave/", home.leave, name="leave"),
    path("invitations/<int:invitation>/again/", home.send_again, name="send_again"),
    path("invitations/<int:invitation>/withdraw/", home.withdraw, name="withdraw"),
    path("patients/", patients.patients, name="patients"),
    path("patients/<int:enrolment>/therapist/", patients.assign, name="assign"),
    path("patients/<int:enrolment>/end/", patients.end_care, name="end_care"),
    path("visits/", visits.visits, name="visits"),
    path("applications/", applications.applications, name="applications"),
    path("applications/<int:token>/revoke/", applications.revoke, name="revoke"),
    path("exports/", exports.begin, name="begin_export"),
    path("exports/<uuid:export>/stop/", exports.stop, name="stop_export"),
    path("details/", details.details, name="details"),
]

"""Which pages there are, and which page says what went wrong."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [path("", include("stepwell.web.urls"))]

if settings.IS_CLINIC:
    urlpatterns = [
        path("", include("stepwell.web.clinic_urls")),
        path("", include("stepwell.api.urls")),
        path("api/v1/", include("stepwell.api.v1.urls")),
        path("account/sessions/", include("allauth.usersessions.urls")),
        path("account/second-factor/", include("allauth.mfa.urls")),
        path("account/", include("allauth.account.urls")),
        *urlpatterns,
    ]

if settings.IS_CLINIC and getattr(settings, "DEMO", False):
    urlpatterns = [path("look-around/", include("stepwell.server.look_around")), *urlpatterns]

handler400 = "stepwell.server.errors.bad_request"
handler403 = "stepwell.server.errors.permission_denied"
handler404 = "stepwell.server.errors.not_found"
handler429 = "stepwell.server.errors.too_many"  # asked for by allauth
handler500 = "stepwell.server.errors.server_error"

"""Which pages there are, and which page says what went wrong."""

from django.urls import include, path

urlpatterns = [path("", include("stepwell.web.urls"))]

handler400 = "stepwell.server.errors.bad_request"
handler403 = "stepwell.server.errors.permission_denied"
handler404 = "stepwell.server.errors.not_found"
handler500 = "stepwell.server.errors.server_error"

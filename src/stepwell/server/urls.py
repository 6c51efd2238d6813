"""Which pages there are, and which page says what went wrong."""

from importlib.util import find_spec

from django.urls import URLResolver, include, path

urlpatterns: list[URLResolver] = [path("", include("stepwell.web.urls"))] if find_spec("stepwell.web.urls") else []

handler400 = "stepwell.server.errors.bad_request"
handler403 = "stepwell.server.errors.permission_denied"
handler404 = "stepwell.server.errors.not_found"
handler500 = "stepwell.server.errors.server_error"

"""Which public page answers which address."""

from django.urls import URLPattern, path

from stepwell.web.public import invitation

app_name = "public"

urlpatterns: list[URLPattern] = [
    path("invitation/<str:secret>/", invitation.invitation, name="invitation"),
]

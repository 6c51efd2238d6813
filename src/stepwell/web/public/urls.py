"""Which public page answers which address."""

from django.urls import URLPattern

app_name = "public"

urlpatterns: list[URLPattern] = []

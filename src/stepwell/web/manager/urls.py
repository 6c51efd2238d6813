"""Which page of a clinic's manager answers which address."""

from django.urls import path

from stepwell.web.manager import home

app_name = "manager"

urlpatterns = [path("", home.home, name="home")]

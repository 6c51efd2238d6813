"""The pages as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Holds templates, static files and views; owns no rows."""

    name = "stepwell.web"
    label = "stepwell_web"
    verbose_name = "Stepwell pages"

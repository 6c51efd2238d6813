"""Which page of the plan and its treatments answers which address."""

from django.urls import path

from stepwell.web.therapist import own_videos, pictures, plan, templates, treatments

urlpatterns = [
    path("<uuid:person>/plan/", plan.plan, name="plan"),
    path("<uuid:person>/treatments/", treatments.treatments, name="treatments"),
    path("templates/", templates.templates, name="templates"),
    path("templates/<int:template>/remove/", templates.remove, name="template_remove"),
    path("picture/<uuid:picture>.jpg", pictures.picture, name="picture"),
    path("video/<uuid:video>/", own_videos.video, name="video"),
]

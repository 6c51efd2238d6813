"""Which page of the evaluation answers which address."""

from django.urls import path

from stepwell.web.therapist import evaluation

urlpatterns = [path("<uuid:person>/evaluation/", evaluation.evaluation, name="evaluation")]

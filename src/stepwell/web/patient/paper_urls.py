"""Which address answers what can be had on paper."""

from django.urls import path

from stepwell.web.patient import paper

urlpatterns = [
    path("paper/", paper.papers, name="papers"),
    path("paper/<slug:kind>.pdf", paper.paper_file, name="paper"),
]

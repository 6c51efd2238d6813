"""Which address answers what a therapist can print."""

from django.urls import path

from stepwell.web.therapist import paper

urlpatterns = [
    path("<uuid:person>/paper/", paper.papers, name="paper"),
    path("<uuid:person>/paper/<slug:kind>.pdf", paper.paper_file, name="paper_file"),
]

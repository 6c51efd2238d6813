"""In a made-up clinic: become its therapist, its manager or one of its patients with one press. No other site has these routes."""

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from stepwell.cli import _demo_clinic

app_name = "demo"

PEOPLE = {**_demo_clinic.STAFF, "patient": _demo_clinic.PATIENT}
"""As whom one can look: the role, and the name."""


@require_http_methods(["GET", "HEAD", "POST"])
def look_around(request: HttpRequest) -> HttpResponse:
    """Offer the three ways to look at the clinic; a press signs in as that made-up person.

    Raises:
        Http404: the site is not made up, or there is nobody of that kind.
    """
    if not getattr(settings, "DEMO", False):
        raise Http404
    if request.method != "POST":
        return render(request, "account/look_around.html", {"names": PEOPLE, "here": "demo"})
    name = PEOPLE.get(request.POST.get("as", ""))
    if name is None:
        raise Http404
    account = get_object_or_404(get_user_model(), email=_demo_clinic.address_of(name))
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("clinic:home")


urlpatterns = [path("", look_around, name="look_around")]

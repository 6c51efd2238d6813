"""In a clinic: nobody reaches a page that ``care.access`` does not open to them, and a browser left alone is signed out."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from stepwell.care import access
from stepwell.care.queries import accounts
from stepwell.server import clinic
from stepwell.web.shared.device import KEEPING

Respond = Callable[[HttpRequest], HttpResponse]
SEEN = "seen_at"
BEGAN = "began_at"
SECOND_FACTOR_PAGE = "mfa_index"


class Gatekeeper:
    """Ask ``care.access`` before each page: sign in first, or there is no such page."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.respond(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Return where to go instead; None when the page may be opened.

        Raises:
            Http404: the page is not for this role. It looks the same as a page that is not there.
        """
        match = request.resolver_match
        route = match.view_name if match is not None else ""
        who = accounts.visitor(request.user)
        if who.is_known and (_is_too_old(request) or _was_left_alone(request, who)):
            logout(request)
            if access.may_open(access.NOBODY, route):
                return None
            return redirect_to_login(_page_of(request))
        if access.may_open(who, route):
            return None
        if not who.is_known:
            return redirect_to_login(_page_of(request))
        if access.may_open(who, route, second_factor=True):
            return redirect(SECOND_FACTOR_PAGE)
        raise Http404


def _page_of(request: HttpRequest) -> str:
    """Return the page to come back to after sign-in: of a form that was sent, the page that it stood on."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    return came_from.path if came_from.netloc == request.get_host() and came_from.path else "/"


def _is_too_old(request: HttpRequest) -> bool:
    """Whether the session began longer ago than any may last, however busy it was; notes when it begins."""
    now = int(timezone.now().timestamp())
    return now - int(request.session.setdefault(BEGAN, now)) > clinic.SESSION_S


def _was_left_alone(request: HttpRequest, who: access.Visitor) -> bool:
    """Whether nothing was asked for longer than this role may stay away; notes that something is asked now."""
    now = int(timezone.now().timestamp())
    seen = request.session.get(SEEN, now)
    allowed = clinic.IDLE_S["therapist" if who.works_at_a_clinic else "patient"]
    if now - seen > allowed:
        return True
    if request.headers.get(KEEPING) == "1":
        return False  # the worker of the device keeps pages by itself: that is nobody's doing
    if now - seen > allowed // 30 or SEEN not in request.session:
        request.session[SEEN] = now
    return False

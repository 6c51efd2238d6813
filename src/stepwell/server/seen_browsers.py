"""In a clinic: when each signed-in browser was last seen, for its owner's list of them; written down once a minute, not for every page."""

from typing import Any

from allauth.usersessions.middleware import UserSessionsMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

NOTED = "browser_noted"
EVERY_S = 60
"""The list tells minutes (design)."""


class SeenBrowsers(UserSessionsMiddleware):  # type: ignore[misc]
    """Note the browser of a signed-in account as soon as it has a session, and then each minute in which it asks for something.

    A session that is given another key counts as one that was not noted: whoever signs the other browsers out reaches it at once.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        session: Any = request.session
        if not session.session_key or not request.user.is_authenticated:
            return self.get_response(request)  # type: ignore[no-any-return]
        key, at = session.get(NOTED, ("", 0))
        now = int(timezone.now().timestamp())
        if key == session.session_key and 0 <= now - at < EVERY_S:
            return self.get_response(request)  # type: ignore[no-any-return]
        session[NOTED] = (session.session_key, now)
        return super().__call__(request)  # type: ignore[no-any-return]

"""What every template of a clinic knows: who is signed in."""

from typing import Any

from django.http import HttpRequest

from stepwell.care.access import NOBODY
from stepwell.care.queries import accounts


def visitor(request: HttpRequest) -> dict[str, Any]:
    """Return who looks; on error pages that come before sign-in, nobody."""
    return {"visitor": accounts.visitor(request.user) if hasattr(request, "user") else NOBODY}

"""Stepwell as an app on a phone: its manifest, and the worker that keeps pages for when there is no signal."""

import json
import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stepwell.web.shared import device

LIGHT = "#f8f6f2"
ICONS = (("icon-192.png", "192x192", "any"), ("icon-512.png", "512x512", "any"), ("icon-maskable.png", "512x512", "maskable"))
FOLDERS = ("css", "fonts", "js", "sound")
"""The folders of static files that every page may need; pictures and figures are kept with the pages that show them."""
WORKER = ("device", "careful", "queue", "worker")
"""The modules that the worker is made of, in the order in which they need one another."""

_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function (\w+))", re.MULTILINE)


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Describe the app to a phone that installs it."""
    icons = [{"src": static(f"stepwell/img/{name}"), "sizes": sizes, "type": "image/png", "purpose": use} for name, sizes, use in ICONS]
    says = {
        "id": "/",
        "name": "Stepwell",
        "short_name": "Stepwell",
        "description": _("A home program for sciatica that adapts with you."),
        "lang": get_language(),
        "start_url": reverse("patient:today"),
        "scope": "/",
        "display": "standalone",
        "background_color": LIGHT,
        "theme_color": LIGHT,
        "categories": ["health", "medical"],
        "icons": icons,
        "shortcuts": [
            {"name": _("Check in"), "url": reverse("patient:check_in")},
            {"name": _("Flare-up"), "url": reverse("patient:flare")},
            {"name": _("Get help"), "url": reverse("patient:help")},
        ],
    }
    return JsonResponse(says, content_type="application/manifest+json")


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Give the worker, with the list of files that it keeps. A new version of anything gives a new worker."""
    response = HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def shell() -> dict[str, object]:
    """Return the version of the site, and the files that every kept page may need."""
    return {"version": device.site(), "static": settings.STATIC_URL, "files": _files()}


def _worker() -> str:
    """Return the worker as one plain script: some browsers take no modules in a worker of this kind."""
    return "\n".join(['"use strict";', f"const SHELL = {json.dumps(shell())};", *map(_scope, WORKER)])


def _scope(name: str) -> str:
    """Return a module as a function that is called at once and gives what the module exports."""
    source = Path(str(finders.find(f"stepwell/js/{name}.js"))).read_text()
    exports = ", ".join(_EXPORT.findall(source))
    body = _EXPORT.sub("", _IMPORT.sub(r"const \1 = \2;", source))
    return f"const {name} = (() => {{\n{body}\nreturn {{ {exports} }};\n}})();"


@cache
def _files() -> tuple[str, ...]:
    found = {path.replace("\\", "/") for finder in finders.get_finders() for path, _storage in finder.list([])}
    return tuple(static(path) for path in sorted(found) if path.startswith(tuple(f"stepwell/{folder}/" for folder in FOLDERS)))

"""The addresses of the site, read from its own list."""

from collections.abc import Iterable

from django.urls import URLPattern, resolve

from stepwell.web import urls

FILES = {
    "calendar",
    "export",
    "export_fhir",
    "figure",
    "first_visit_file",
    "keep",
    "manifest",
    "own_picture",
    "own_video",
    "paper",
    "service_worker",
    "token",
}
ACTIONS = {"swap", "session_save", "reminders_moved", "reminders_off", "flare_over", "exposures_asked"}
ARGUMENTS = {
    "<slug:group>": "where_it_hurts",
    "<slug:exercise_id>": "prone_press_up",
    "<slug:exposure_id>": "prolonged_sitting",
    "<slug:lesson_id>": "hurt_and_harm",
    "<str:session_id>": "none",
    "<slug:measure_id>": "weekly",
    "<int:number>": "1",
    "<str:day>": "2026-01-01",
}


def names() -> set[str]:
    """The name of every page; what is downloaded and what only takes a post are none."""
    return {each.name for each in urls.urlpatterns if isinstance(each, URLPattern) and each.name} - FILES - ACTIONS


def every() -> list[str]:
    """An address of every page and of every action."""
    return [_filled(str(each.pattern)) for each in urls.urlpatterns if isinstance(each, URLPattern) and each.name not in FILES]


def named(addresses: Iterable[str]) -> set[str]:
    """The names of the pages at these addresses."""
    return {str(resolve(address.split("?")[0]).url_name) for address in addresses}


def _filled(pattern: str) -> str:
    for part, value in ARGUMENTS.items():
        pattern = pattern.replace(part, value)
    return f"/{pattern}"

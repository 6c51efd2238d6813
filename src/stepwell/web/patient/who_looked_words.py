"""What an entry of the record of looks says, in words for the person."""

from django.utils.translation import gettext as _

from stepwell.care.queries.audit import Looked
from stepwell.web.shared import scopes


def did(each: Looked) -> str:
    """Return what somebody did, as the end of a sentence that begins with their name."""
    if each.action == "share":
        return _shared(each.what)
    what = part(each.what)
    sentences = {
        "read": _("looked at: %s"),
        "write": _("changed or added: %s"),
        "export": _("took a copy of: %s"),
        "print": _("printed: %s"),
        "delete": _("deleted: %s"),
        "sign_in": _("signed in: %s"),
    }
    return sentences[each.action] % what


def part(what: str) -> str:
    """Return a part of the record in words. A part without words of its own is called by its plain name."""
    words = {
        "caseload": _("the list of patients"),
        "person": _("your overview"),
        "plan": _("your plan"),
        "evaluation": _("your evaluation"),
        "messages": _("your messages"),
        "notes": _("notes about your care"),
        "measures": _("your measures"),
        "paper": _("a paper about you"),
        "order": _("what your therapist set for you"),
        "orders": _("what your therapist set for you"),
        "treatments": _("treatments"),
        "monitoring": _("days and minutes"),
        "visits": _("appointments"),
        "everything": _("everything"),
        "import": _("a file brought in"),
        "settings": _("your settings"),
        "check_in": _("your check-in"),
        "session_save": _("your session"),
    }
    return words.get(what) or what.replace("_", " ").replace(":", " ")


def _shared(what: str) -> str:
    if what == "left the clinic":
        return _("ended the care at the clinic")
    names = {each.id: each.name for each in scopes.parts()}
    parts = [names[part] for part in what.split(",") if part in names]
    return _("chose to share: %s") % ", ".join(parts) if parts else _("stopped sharing")

"""What an entry of the record of looks says, in words for the person."""

from django.utils.translation import gettext as _

from stepwell.care.queries.audit import Looked
from stepwell.web.shared import scopes


def did(each: Looked) -> str:
    """Return what somebody did, as a line under their name."""
    if each.action == "share":
        return _shared(each.what)
    what = part(each.what)
    sentences = {
        "read": _("Looked at: %s"),
        "write": _("Changed or added: %s"),
        "export": _("Took a copy of: %s"),
        "print": _("Printed: %s"),
        "delete": _("Deleted: %s"),
        "sign_in": _("Signed in: %s"),
    }
    return sentences[each.action] % what


def part(what: str) -> str:
    """Return a part of the record in words. A part without words of its own is called by its plain name."""
    words = {
        "caseload": _("the list of patients"),
        "put_off": _("when to look at you again"),
        "api people": _("the list of patients"),
        "api plan": _("your plan, through another program"),
        "api log": _("your record, through another program"),
        "check_in": _("your check-in"),
        "everything": _("everything"),
        "evaluation": _("your evaluation"),
        "evaluation_page": _("your evaluation"),
        "evaluation_ready": _("your evaluation"),
        "evaluation_answers": _("your evaluation"),
        "examination": _("what was found at a visit"),
        "examination draft": _("what was found at a visit, not finished"),
        "fhir": _("your record, through another program"),
        "fhir export": _("your record, for another program"),
        "fhir patients": _("the list of patients"),
        "first_visit": _("a request for a visit"),
        "goals": _("your goals"),
        "import": _("a file brought in"),
        "measures": _("your measures"),
        "message": _("a message"),
        "messages": _("your messages"),
        "monitoring": _("days with data, and minutes"),
        "notes": _("notes about your care"),
        "orders": _("what your therapist set for you"),
        "papers": _("the papers that can be printed"),
        "paper: home-program": _("your home program on paper"),
        "paper: progress": _("your progress report on paper"),
        "paper: first-visit": _("the summary for a first visit on paper"),
        "paper: relapse-plan": _("your plan for a setback on paper"),
        "paper: chart-note": _("the therapist’s note on paper"),
        "person": _("your overview"),
        "plan": _("your plan"),
        "plan review": _("a decision about your plan"),
        "put off": _("a reminder about you, put off"),
        "taken up again": _("a reminder about you, taken up again"),
        "safety_page": _("your safety questions"),
        "session_save": _("your session"),
        "settings": _("your settings"),
        "therapist": _("who looks after you"),
        "task": _("something the clinic means to do"),
        "tasks": _("what the clinic means to do"),
        "treatment": _("a treatment"),
        "treatments": _("your treatments"),
        "visit": _("a visit"),
        "visits": _("the list of visits"),
    }
    return words.get(what) or what.replace("_", " ").replace(":", " ")


def _shared(what: str) -> str:
    if what in ("left the clinic", "end of care"):
        return _("Ended the care at the clinic")
    names = {each.id: each.name[:1].lower() + each.name[1:] for each in scopes.parts()}
    parts = [names[part] for part in what.split(",") if part in names]
    return _("Chose to share: %s") % ", ".join(parts) if parts else _("Stopped sharing")

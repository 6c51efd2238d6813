"""What is wrong with something, as FHIR says it."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from stepwell.fhir.names import Json

IssueCode = Literal[
    "invalid", "structure", "required", "value", "invariant", "not-found", "duplicate", "not-supported",
    "business-rule", "informational", "security", "login", "forbidden", "conflict", "too-long", "throttled", "exception", "processing",
]  # fmt: skip
MOST_ISSUES = 100


class Issue(Struct, frozen=True, kw_only=True):
    """One thing to say about a resource.

    Attributes:
        severity: error (it was not taken), warning, or information (it was left out on purpose).
        code: HL7's word for the kind of issue.
        text: what is wrong, and what to do. Private words are not repeated.
        at: where, as a path.
    """

    severity: Literal["fatal", "error", "warning", "information"] = "error"
    code: IssueCode = "invalid"
    text: str
    at: str = ""


def outcome(issues: Iterable[Issue]) -> Json:
    """Return an OperationOutcome. It always has an issue: with none, it says that all went well."""
    told = list(issues)
    shown = told[:MOST_ISSUES] or [Issue(severity="information", code="informational", text="All is well.")]
    if len(told) > MOST_ISSUES:
        shown.append(Issue(severity="information", code="informational", text=f"{len(told) - MOST_ISSUES} more issues are not listed."))
    return {"resourceType": "OperationOutcome", "issue": [_issue(each) for each in shown]}


def _issue(issue: Issue) -> Json:
    made: Json = {"severity": issue.severity, "code": issue.code, "diagnostics": issue.text}
    return made | ({"expression": [issue.at]} if issue.at else {})

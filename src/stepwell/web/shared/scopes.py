"""What can be shared with a clinic, in words: exactly what each part holds, and what it is for."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from stepwell.care.access import SCOPES


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part that can be shared apart from the others.

    Attributes:
        holds: exactly what somebody at the clinic then sees.
    """

    id: str
    name: str
    holds: str


def parts() -> list[Part]:
    """Return every part, in the order in which it is asked."""
    words = {
        "evaluation": (
            _("Your evaluation"),
            _("Your answers about how it began, where it hurts, your health, your work, and the safety questions."),
        ),
        "days": (
            _("Your days"),
            _(
                "Your check-ins with pain and sleep, your sessions and how they went, flare-ups, and the plans that were made from them. "
                "A plan can tell something about your health, such as why an exercise is left out."
            ),
        ),
        "measures": (
            _("Your measures"),
            _("The short questionnaires you fill in now and then, and their scores."),
        ),
        "words": (
            _("Your own words"),
            _("What you typed yourself, such as notes and the activities you want back."),
        ),
    }
    return [Part(id=part, name=words[part][0], holds=words[part][1]) for part in SCOPES]

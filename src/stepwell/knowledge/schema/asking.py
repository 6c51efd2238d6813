"""Questions, their answers and the pages they stand on."""

from enum import StrEnum

from msgspec import Struct

from stepwell.knowledge.condition import Condition
from stepwell.knowledge.schema.basis import Entry, Id, Words


class AskedWhen(StrEnum):
    """The moments a question belongs to."""

    SAFETY = "safety"
    EVALUATION = "evaluation"
    CHECK_IN = "check_in"
    PROBE = "probe"
    RELAPSE_PLAN = "relapse_plan"
    EXAMINATION = "examination"


class QuestionKind(StrEnum):
    """How a question is answered.

    sign: yes, no or not_sure. choice: one of the choices. choices: any of them, or "none".
    scale: a whole number 0-10. number: a number within limits. text: words, never judged.
    """

    SIGN = "sign"
    CHOICE = "choice"
    CHOICES = "choices"
    SCALE = "scale"
    NUMBER = "number"
    TEXT = "text"


class Choice(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One possible answer. ``also``: what was told elsewhere and counts as this choice, too."""

    id: Id
    text: Words
    help: str = ""
    also: Condition | None = None


class Group(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Questions that share a page, in the order of the file."""

    id: Id
    title: Words
    asked_when: AskedWhen
    intro: str = ""


class Question(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One question in plain words.

    Attributes:
        hard: the plan may not start while it is unanswered.
        standing: asked once (a past illness); not asked again each week.
        private: said with care, with ``why`` shown beside it.
        only_if: asked only when this holds; otherwise it counts as not needed.
        clarifier: the question shown once after "not sure".
        choices: calmest first, so that "worse" has a meaning (sign: no, yes, not_sure).
        quick: one of the few that make a first gentle session possible.
        optional: may be skipped; missing stays missing.
    """

    group: Id
    kind: QuestionKind
    text: Words
    asked_when: tuple[AskedWhen, ...]
    help: str = ""
    why: str = ""
    choices: tuple[Choice, ...] = ()
    lowest: float = 0
    highest: float = 10
    unit: str = ""
    hard: bool = False
    standing: bool = False
    private: bool = False
    quick: bool = False
    optional: bool = False
    clarifier: Id | None = None
    only_if: Condition | None = None

    @property
    def choice_ids(self) -> tuple[str, ...]:
        """The ids an answer may have, calmest first."""
        return ("no", "yes", "not_sure") if self.kind is QuestionKind.SIGN else tuple(c.id for c in self.choices)

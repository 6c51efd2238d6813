"""What can be said of a goal, as both sides say it: it is new, its words change, it is reached, set aside, or open again."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Literal
from uuid import UUID, uuid5

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec.structs import replace

from stepwell.engine.goals import free_name
from stepwell.engine.log import Goal

WORDS_MOST = 200
AHEAD_DAYS = 5 * 366
STATES: dict[str, Literal["open", "reached", "dropped"]] = {"open": "open", "reached": "reached", "drop": "dropped"}


class NotAGoal(ValueError):
    """What was sent says nothing of a goal; in words."""


class GoalForm(forms.Form):
    """Words for a goal, new or changed, and the day by which."""

    words = forms.CharField(
        label=gettext_lazy("In everyday words"),
        max_length=WORDS_MOST,
        error_messages={
            "required": gettext_lazy("There are no words yet."),
            "max_length": gettext_lazy("Keep it to 200 letters at most."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": WORDS_MOST}),
    )
    by = forms.DateField(
        label=gettext_lazy("By"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Write the day as 2026-03-02.")},
    )


def said(posted: Any, goals: Sequence[Goal], page: str, today: date, kind: str) -> Goal:
    """Return what a press says of a goal.

    Args:
        posted: ``do`` (new, words, reached, drop or open), ``goal`` which one it is about, and ``words`` and ``by`` for the first two.
        page: names the page, so that the same press counts once.
        kind: of a new one, as for ``goals.free_name``.

    Raises:
        NotAGoal: it says nothing that can be kept.
    """
    do = posted.get("do", "")
    if do == "new":
        words, by = _written(posted, today)
        name = free_name(goals, kind)
        if not name:
            raise NotAGoal(_("There are many goals already. Change one of them."))
        return _told(page, do, "", Goal(on=today, goal=name, words=words, by=by))
    known = next((goal for goal in goals if goal.goal == posted.get("goal")), None)
    if known is None:
        raise NotAGoal(_("There is no such goal any more. Look at the list again."))
    words, by = (known.words, known.by) if do in STATES else _written(posted, today, known.by)
    return _told(page, do, known.goal, Goal(on=today, goal=known.goal, words=words, by=by, state=STATES.get(do, "open")))


def _told(page: str, do: str, about: str, goal: Goal) -> Goal:
    """Return the goal with an id by which the same press is known: of a new one by its words, whatever name it gets."""
    return replace(goal, id=str(uuid5(UUID(page), repr((do, about, goal.words, goal.by)))))


def _written(posted: Any, today: date, known: date | None = None) -> tuple[str, date | None]:
    """Return words and day. The day is one to come, or the one that stood there before (``known``)."""
    form = GoalForm(posted)
    if not form.is_valid():
        raise NotAGoal(" ".join(str(error) for errors in form.errors.values() for error in errors))
    words, by = " ".join(form.cleaned_data["words"].split()), form.cleaned_data["by"]
    if by is not None and by != known and not today <= by <= today + timedelta(days=AHEAD_DAYS):
        raise NotAGoal(_("Choose a day from today on, within the next five years."))
    return words, by

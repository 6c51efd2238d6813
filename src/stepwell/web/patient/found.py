"""What a therapist found on examining this person, in plain words, with what the plan does about it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from stepwell.care.queries import days, examinations
from stepwell.engine.log import Examination
from stepwell.knowledge import loader
from stepwell.knowledge.schema import AskedWhen, Knowledge
from stepwell.web.patient import answer_words
from stepwell.web.shared.viewer import viewer

IRRITABILITY = {
    "low": gettext_lazy("Your leg is not easily set off, and settles at once."),
    "moderate": gettext_lazy("Your leg settles in about half an hour once it is set off."),
    "high": gettext_lazy("Your leg is easily set off, so the plan begins very gently."),
}


@require_safe
def found(request: HttpRequest) -> HttpResponse:
    """Show the latest examination, the goals, and what the plan follows."""
    person, knowledge = viewer(request), loader.load()
    told, goals = examinations.found(person)
    known = days.understanding(person)
    context = {
        "latest": _shown(told[-1], knowledge) if told else None,
        "goals": [goal for goal in goals if goal.state != "dropped"],
        "pattern": known.picture.name if known.picture is not None and known.picture.by_clinician else "",
        "here": "today",
    }
    return render(request, "patient/found.html", context)


def _shown(fact: Examination, knowledge: Knowledge) -> dict[str, Any]:
    asked = [question for question in knowledge.questions.values() if AskedWhen.EXAMINATION in question.asked_when]
    groups = {question.group: knowledge.groups[question.group] for question in asked if question.id in fact.answers}
    return {
        "on": fact.on,
        "by": fact.by,
        "parts": [
            {"group": group, "rows": answer_words.rows([each for each in asked if each.group == name], fact.answers, knowledge)}
            for name, group in groups.items()
        ],
        "codes": [_(knowledge.codes[code].text) for code in fact.codes if code in knowledge.codes],
        "irritability": IRRITABILITY.get(fact.irritability or "", ""),
    }

"""The relapse plan: written when well, from one's own log and in one's own words, to keep or to print."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stepwell.care.errors import CareError
from stepwell.care.queries import days
from stepwell.care.queries import triggers as queries
from stepwell.engine.known import Understanding
from stepwell.engine.log import Evaluation
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Exercise
from stepwell.web.patient import drafts, saving, trigger_words, triggers
from stepwell.web.patient.flare_ups import all_of
from stepwell.web.shared import danger_told, flare_words
from stepwell.web.shared.calls import call_of
from stepwell.web.shared.viewer import viewer

OWN_WORDS = "helped_before"
LINES_BETWEEN = "; "
MOST_WORDS = 300
"""So many letters stay readable on one page, and are less than any answer may have."""
MOST_EASED = 4
MOST_FOUND = 3
"""So many things and no more, so that the plan stays on one page."""
FEWEST_TIMES = 2


class OwnWords(forms.Form):
    """A few lines of one's own. An answer is one line, so lines are joined as they are kept."""

    def __init__(self, *, data: Any = None, written: str = "") -> None:
        super().__init__(data, initial={OWN_WORDS: written.replace(LINES_BETWEEN, "\n")})
        question = loader.load().questions[OWN_WORDS]
        self.fields[OWN_WORDS] = forms.CharField(
            label=_(question.text),
            help_text=_(question.help),
            required=False,
            max_length=MOST_WORDS,
            widget=forms.Textarea(attrs={"rows": 4, "aria-describedby": "own_words_help"}),
        )

    @property
    def words(self) -> str:
        """What was written, in one line; empty where it was taken out."""
        lines = (" ".join("".join(filter(str.isprintable, line)).split()) for line in self.cleaned_data[OWN_WORDS].splitlines())
        return LINES_BETWEEN.join(line for line in lines if line)


@require_http_methods(["GET", "POST"])
def relapse_plan(request: HttpRequest) -> HttpResponse:
    """Show what to do if it comes back, and keep one's own words. It prescribes nothing for today, so it is open at any time."""
    person = viewer(request)
    known = days.understanding(person)
    written = str(known.answers.get(OWN_WORDS, ""))
    form = OwnWords(data=request.POST if request.method == "POST" else None, written=written)
    if form.is_valid():
        try:
            if form.words != written:
                saving.save(request, Evaluation(on=timezone.localdate(), id=drafts.posted_id(request), answers={OWN_WORDS: form.words}))
            messages.success(request, _("Saved. Your words are on your plan."))
            return danger_told.first(request, form.words, reverse("patient:relapse_plan"))
        except CareError as error:
            form.add_error(None, str(error))
    found = _found(request, known)
    told_already = {_(loader.load().triggers[card.id].chip) for card in found}
    suspected = dict.fromkeys(words for one in all_of(request) for words in flare_words.suspects(one) if words not in told_already)
    activities = (known.answers.get(f"activity_{number}") for number in (1, 2, 3))
    context = {
        "form": form,
        "own_words": [line for line in written.split(LINES_BETWEEN) if line],
        "fact_id": drafts.posted_id(request),
        "name": person.given_name,
        "found": found,
        "suspected": list(suspected),
        "eased": _eased(known),
        "activities": [words for words in activities if words],
        "call": call_of(person.country),
        "today": timezone.localdate(),
        "here": "progress",
    }
    return render(request, "patient/relapse_plan.html", context, status=422 if form.is_bound else 200)


def _found(request: HttpRequest, known: Understanding) -> list[trigger_words.Card]:
    """Return what the check-ins point to, the likely first, as What sets it off says it."""
    today, knowledge = timezone.localdate(), loader.load()
    if today < triggers.earliest(known, today, knowledge):
        return []
    found = queries.findings(viewer(request), today)
    return trigger_words.cards(found, knowledge)["worth_knowing"][:MOST_FOUND]


def _eased(known: Understanding) -> list[Exercise]:
    """Return what went well and tended to ease the leg, the most easing first; what rests now or is excluded is left out."""
    exercises = loader.load().exercises
    kept = [
        (tried.mean, name)
        for name, tried in known.tried.items()
        if tried.mean < 0 and tried.times >= FEWEST_TIMES and tried.rests_until is None and name not in known.excluded
    ]
    return [exercises[name] for _mean, name in sorted(kept)[:MOST_EASED] if name not in known.orders.removed]

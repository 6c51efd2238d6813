"""Ways through the forms, as a person would go them."""

from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone
from msgspec.structs import replace

from stepwell.care.actions import facts as actions
from stepwell.care.models import Draft
from stepwell.care.queries import facts, people
from stepwell.engine.log import Fact
from stepwell.knowledge import loader
from stepwell.knowledge.schema import AskedWhen

NONE = {"none_of_these": "on"}
CALM: dict[str, dict[str, Any]] = {
    "bladder_bowel_saddle": NONE,
    "legs_and_strength": NONE,
    "feeling_ill": {**NONE, "pain_rest": "eases"},
    "circulation": NONE,
    "fall_or_injury": NONE,
    "before": {**NONE, "age": "44", "sex": "female"},
    "medicines": NONE,
    "anything_else": {**NONE, "pain_familiar": "same_sort", "improvement": "improving"},
}
QUICK: dict[str, dict[str, Any]] = {
    "where_it_hurts": {"pain_places": ["back", "left_thigh"]},
    "how_strong_now": {"leg_now": "3", "back_now": "2"},
    "what_changes_it": {"worse_with": ["sitting"], "better_with": ["walking"]},
    "other_conditions": {"conditions": ["none"]},
    "getting_to_the_floor": {"floor_transfer": "yes"},
}
CHECK_IN: dict[str, Any] = {
    "exposures": ["none"],
    "sleep": "good",
    "leg_waking": "2",
    "leg_worst": "3",
    "back_worst": "1",
    "lowest_place": "thigh",
    "flare": "no",
    "anything_new": ["none"],
}
_LEFT: list[Fact] = []
"""What the first whole walk of this run left in the log."""


def safety(client: Client, **pages: dict[str, Any]) -> Any:
    """Answer the safety check calmly but for the named pages, and return the last answer of the site."""
    response: Any = None
    for group, calm in CALM.items():
        response = client.post(f"/safety-check/{group}/", pages.get(group, calm))
        if response.status_code != 302 or response["Location"] == "/care/":
            return response
    return response


def evaluated(client: Client) -> None:
    """Pass the safety check and the quick pages, so that there is a plan.

    The first newcomer of a run goes through the pages. For those after him the facts that this left are added,
    today and under new ids, which is many times faster; whoever has begun something goes through the pages too.
    """
    person = people.owner()
    is_new = person.version == 0 and not Draft.objects.exists()
    if _LEFT and is_new:
        today = timezone.localdate()
        actions.add(person=person, facts=[replace(fact, on=today, id=str(uuid4())) for fact in _LEFT], now=timezone.now())
        return
    _through_the_pages(client)
    if is_new and saved("evaluation"):
        _LEFT[:] = [*saved("safety_check"), *saved("evaluation")]


def _through_the_pages(client: Client) -> None:
    safety(client)
    for group, answers in QUICK.items():
        client.post(f"/evaluation/{group}/", answers)
    client.post("/evaluation/ready/")


def saved(kind: str) -> list[Any]:
    """Return the facts of one kind that the log holds."""
    found: list[Fact] = facts.of_kind(people.owner(), kind)
    return found


def groups(when: AskedWhen) -> list[str]:
    """Return the ids of the pages of one kind of form."""
    return [group.id for group in loader.load().groups.values() if group.asked_when is when]

"""One person as their therapist sees them: why they are on top of the list, what is new, the course on one axis, and the plan."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from stepwell.care.actions import audit
from stepwell.care.errors import NotThere
from stepwell.care.queries import accounts
from stepwell.care.queries import caseload as cases
from stepwell.care.queries import desk as desks
from stepwell.care.queries import record as records
from stepwell.care.queries.record import Record
from stepwell.engine import outcome
from stepwell.engine.log import CheckIn, Order, Session
from stepwell.engine.plan_changes import stages
from stepwell.engine.since import since
from stepwell.knowledge import loader
from stepwell.web.charts import kept
from stepwell.web.shared import chart
from stepwell.web.therapist import caseload, measure_rows, order_words, plan_words, since_words, time_axis

SHOWN_DAYS = 84


@require_safe
def person(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show the last twelve weeks of a person, or everything; only what they share."""
    who, now = accounts.visitor(request.user), timezone.now()
    patient, today, knowledge = cases.patient(who, person, now), timezone.localdate(now), loader.load()
    if patient is None:
        raise NotThere
    record = records.record(who, person, now)
    audit.note(who, person, "read", records.LOOKED_AT, clinic=record.clinic, now=now)
    is_all = "all" in request.GET
    first = min((fact.on for fact in record.log.facts), default=today)
    new = since(record.log, record.changes, record.looked.on, today, knowledge)
    context = {
        "row": caseload.rows([patient], now)[0],
        "put_off": caseload.put_off_words(patient, today),
        "heading": since_words.heading(record.looked),
        "news": since_words.sentences(new, patient.flare, sees_days="days" in record.parts),
        **measure_rows.by_change(record.log.facts, knowledge),
        "is_all": is_all,
        "is_long": first < today - timedelta(days=SHOWN_DAYS),
        "here": "caseload",
    }
    context |= _course(record, first if is_all else today - timedelta(days=SHOWN_DAYS), today)
    return render(request, "therapist/person.html", context | _plan(desks.desk(who, person, today)))


def _course(record: Record, first: date, today: date) -> dict[str, Any]:
    """Return the axis with its drawings, and the weeks."""
    axis = time_axis.axis(record, first, today, loader.load())
    facts = [fact for fact in record.log.facts if fact.on >= first]
    weeks = outcome.weeks([fact for fact in facts if isinstance(fact, CheckIn)], [fact for fact in facts if isinstance(fact, Session)])
    wanted = [axis.wanted, chart.wide(axis.wanted)] if axis.wanted else []
    # svg.for_page writes shapes and escaped letters only.
    drawings = [mark_safe(drawing or "") for drawing in kept.drawings(wanted)]
    since = axis.points[-1].on if axis.points else first
    return {"axis": axis, "drawings": drawings, "weeks": weeks, "changes": stages(record.changes, since)}


def _plan(desk: desks.Desk) -> dict[str, Any]:
    """Return today's plan with its reasons, and the orders that stand."""
    knowledge = loader.load()
    orders = [
        {"says": order_words.said(each.fact, knowledge), "by": each.name, "is": each.fact}
        for each in desk.orders
        if isinstance(each.fact, Order)
    ]
    return {"planned": plan_words.shown(desk.plan, desk), "orders": orders}

"""The plan of one person: what the engine proposes, what is set, and all of it as the person will see it, before it is saved."""

from dataclasses import dataclass, field
from functools import reduce
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from msgspec.structs import replace

from stepwell.care.access import Visitor
from stepwell.care.actions import audit, reviews
from stepwell.care.actions import order_templates as keeping
from stepwell.care.errors import CareError, NameMissing, NotThere, ReasonMissing, TooMuch
from stepwell.care.queries import accounts, order_templates
from stepwell.care.queries import desk as desks
from stepwell.engine.in_force import subject
from stepwell.engine.log import Order
from stepwell.knowledge import loader
from stepwell.web.therapist import order_form, order_words, own_files, plan_pages, plan_words, proposal
from stepwell.web.therapist.said import SAID

SAVES = ("save", "accept")
SAVED, SAVED_MOST = "plans_saved", 8
"""Pages that were saved lately, in the session: one that is sent again is not taken for another therapist's work."""


@dataclass(kw_only=True)
class Sheet:
    """What is on the page: orders that wait, verdicts, and what was wrong with the last press.

    Attributes:
        draft: orders that the therapist set. derived: those that follow from the verdicts.
        page: names this page until it is saved. kept: words that were written and not used yet, by field.
        row: the exercise in whose row something was refused; its fields keep what was written.
        wrong: the field that the problem is about, by its name; "" where it is about none.
    """

    draft: list[Order] = field(default_factory=list)
    items: list[proposal.Item] = field(default_factory=list)
    derived: list[Order] = field(default_factory=list)
    problem: str = ""
    wrong: str = ""
    row: str = ""
    kept: dict[str, str] = field(default_factory=dict)
    page: str = field(default_factory=lambda: str(uuid4()))

    @property
    def orders(self) -> list[Order]:
        """All orders that would be given now."""
        return [*self.derived, *self.draft]


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show the plan with what the therapist changed in the page; save it when they say so."""
    who, now = accounts.visitor(request.user), timezone.now()
    try:
        desk = desks.desk(who, person, timezone.localdate(now))
    except NotThere:
        raise Http404 from None
    audit.note(who, person, "read", "plan", clinic=desk.clinic, now=now)
    if request.POST.get("do") in SAVES and request.POST.get("page") in request.session.get(SAVED, []):
        return redirect("therapist:plan", person)  # the same page was sent again
    if request.method == "POST":
        return redirect(_after(request, who, desk))
    left = plan_pages.found(request, person)
    sheet = _sheet(left.fields, desk, who) if left else Sheet(items=proposal.items(desk, None))
    if left and left.problem:
        sheet.problem, sheet.wrong = left.problem, left.wrong
    return render(request, "therapist/plan.html", _shown(desk, sheet, who))


def _after(request: HttpRequest, who: Visitor, desk: desks.Desk) -> str:
    """Do what was pressed, and return where to go: to what is said about it, or to what it changed."""
    do, sheet = request.POST.get("do", ""), _asked(request, who, desk)
    if do == "keep" and not sheet.problem:
        _keep_as_template(request, who, desk, sheet)
    if do in SAVES and not sheet.problem and _is_saved(request, who, desk, sheet):
        plan_pages.forget(request, sheet.page)
        return reverse("therapist:plan", args=[desk.person]) + SAID
    fields = sheet.kept | proposal.written(sheet.items) | {f"reason-{order.id}": order.reason for order in sheet.derived}
    fields |= {"do": f"show:{sheet.row}", "page": sheet.page, "draft": order_form.draft_text(sheet.draft)}
    to = plan_pages.leave(request, desk.person, sheet.page, fields, sheet.problem, sheet.wrong)
    return to + (SAID if sheet.problem or do == "keep" else "#preview" if do == "show" else "#draft")


def _is_saved(request: HttpRequest, who: Visitor, desk: desks.Desk, sheet: Sheet) -> bool:
    """Save the page, and say so; else what speaks against it stands in the page."""
    accept = request.POST["do"] == "accept"
    try:
        reviews.settle(
            who=who,
            person=desk.person,
            version=_version(request.POST),
            orders=sheet.orders,
            verdicts=proposal.verdicts(sheet.items, accept_rest=accept) if accept or _is_decided(sheet) else (),
            now=timezone.now(),
        )
    except CareError as error:
        sheet.problem, sheet.wrong = str(error), "reason" if isinstance(error, ReasonMissing) else ""
        return False
    request.session[SAVED] = [*request.session.get(SAVED, []), request.POST.get("page")][-SAVED_MOST:]
    _say_saved(request, sheet, desk)
    return True


def _say_saved(request: HttpRequest, sheet: Sheet, desk: desks.Desk) -> None:
    """Say that it is saved; with nothing set, that nothing was, and what still waits."""
    waiting = proposal.open_count(sheet.items)
    if sheet.orders or request.POST["do"] == "accept" or (sheet.items and not waiting):
        messages.success(request, _("Saved. %(name)s sees the plan as it is shown here.") % {"name": desk.name})
    elif waiting:
        still = ngettext("%(n)d change still waits for your decision.", "%(n)d changes still wait for your decision.", waiting)
        messages.warning(request, _("Nothing was set. %(waiting)s") % {"waiting": still % {"n": waiting}})
    else:
        messages.info(request, _("Nothing was set, and no change waits for a decision."))


def _asked(request: HttpRequest, who: Visitor, desk: desks.Desk) -> Sheet:
    """Return the page as it is after a post; without a photo or video that cannot be used."""
    try:
        return _sheet(own_files.kept(request, who, desk.clinic), desk, who)
    except (CareError, order_form.NotAnOrder) as error:
        posted = request.POST.copy()
        posted["do"] = "show"
        sheet = _sheet(posted, desk, who)
        _refuse(sheet, error, request.POST)
        return sheet


def _sheet(posted: QueryDict, desk: desks.Desk, who: Visitor) -> Sheet:
    """Return the page as it is after the button that was pressed."""
    knowledge = loader.load()
    sheet = Sheet(draft=order_form.draft_in(posted, knowledge), items=proposal.items(desk, posted))
    try:
        sheet.draft = _pressed(posted, sheet.draft, desk, who)
        sheet.derived = proposal.ordered(sheet.items, desk, posted)
    except order_form.NotAnOrder as wrong:
        _refuse(sheet, wrong, posted)
    sheet.page = plan_pages.named(posted.get("page", ""))
    what, _sep, which = posted.get("do", "").partition(":")
    sheet.row = which if what == "show" else sheet.row
    sheet.kept = order_form.unused(posted, sheet.row, everything=bool(sheet.problem))
    waiting = proposal.open_count(sheet.items)
    if posted.get("do") == "save" and 0 < waiting < sum(1 for item in sheet.items if item.ways):
        sheet.problem = ngettext(
            "One more change waits for a decision. Decide it, or accept the rest.",
            "%(n)d more changes wait for a decision. Decide them, or accept the rest.",
            waiting,
        ) % {"n": waiting}
    sheet.draft = [_with_reason(order, posted) for order in sheet.draft]
    sheet.derived = [_with_reason(order, posted) for order in sheet.derived]
    return sheet


def _refuse(sheet: Sheet, error: Exception, posted: QueryDict) -> None:
    """Note what was wrong with a press, and where."""
    sheet.problem, sheet.wrong = str(error), getattr(error, "field", "")
    sheet.row = posted.get("do", "").partition(":")[2]
    sheet.kept |= order_form.unused(posted, sheet.row, everything=True)


def _pressed(posted: QueryDict, draft: list[Order], desk: desks.Desk, who: Visitor) -> list[Order]:
    """Return the draft after the button that was pressed. Raises NotAnOrder where its fields make none."""
    what, _sep, which = posted.get("do", "").partition(":")
    if what in (*SAVES, "show", "keep", ""):
        return draft
    if what == "template":
        return _with_template(posted, draft, desk, who)
    if what == "drop":
        own_files.let_go([order for order in draft if order.id == which], who)
        return [order for order in draft if order.id != which]
    if what == "lift":
        found = next((each.fact for each in desk.orders if each.fact.id == which), None)
        can = isinstance(found, Order) and order_form.can_lift(found)
        return order_form.with_order(draft, order_form.lift_of(found, timezone.localdate())) if can else draft  # type: ignore[arg-type]
    return reduce(order_form.with_order, order_form.pressed(posted, timezone.localdate(), loader.load()), draft)


def _with_template(posted: QueryDict, draft: list[Order], desk: desks.Desk, who: Visitor) -> list[Order]:
    today = timezone.localdate()
    found = {str(each.id): each for each in order_templates.templates(who, today, desk.clinic)}.get(posted.get("template", ""))
    if found is None:
        raise order_form.NotAnOrder(_("Choose a template."), "template")
    return reduce(order_form.with_order, (order_form.given_again(order, today) for order in found.orders), draft)


def _keep_as_template(request: HttpRequest, who: Visitor, desk: desks.Desk, sheet: Sheet) -> None:
    """Keep what is set, with what waits in the page, as a template; what was wrong stands in the page."""
    standing = [each.fact for each in desk.orders if isinstance(each.fact, Order)]
    lifted = {subject(order) for order in sheet.orders}
    orders = [*(order for order in standing if subject(order) not in lifted), *sheet.orders]
    name = request.POST.get("template-name", "")
    try:
        kept = keeping.keep(who=who, clinic=desk.clinic, name=name, orders=orders, now=timezone.now())
    except NameMissing:
        sheet.problem = _("Give the template a name.")
    except TooMuch:
        sheet.problem = _("Keep the template’s name to %(most)d letters at most.") % {"most": keeping.NAME_MOST}
    except CareError as error:
        sheet.problem = str(error)
    else:
        messages.success(request, ngettext("Saved as a template: %(n)d order.", "Saved as a template: %(n)d orders.", kept) % {"n": kept})
        return
    sheet.wrong, sheet.kept["template-name"] = "template-name", name


def _with_reason(order: Order, posted: QueryDict) -> Order:
    """Return the order with the reason that was asked for beside a warning."""
    reason = posted.get(f"reason-{order.id}")
    return order if reason is None else replace(order, reason=" ".join(reason.split())[:500])


def _is_decided(sheet: Sheet) -> bool:
    return bool(sheet.items) and proposal.open_count(sheet.items) == 0


def _version(posted: QueryDict) -> int:
    written = posted.get("version", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else -1


def _shown(desk: desks.Desk, sheet: Sheet, who: Visitor) -> dict[str, Any]:
    knowledge = loader.load()
    looked = plan_words.looked_at(sheet.orders, desk, knowledge)
    derived = {order.id for order in sheet.derived}
    unreasoned = next((f"reason-{each['is'].id}" for each in looked.orders if each["needs_reason"] and not each["is"].reason), "")
    return {
        "desk": desk,
        "kept": {name.replace("-", "_"): value for name, value in sheet.kept.items()},
        "row": sheet.row,
        "wrong": unreasoned if sheet.wrong == "reason" else sheet.wrong,
        "page": sheet.page,
        "problem": sheet.problem,
        "items": sheet.items,
        "waiting": proposal.open_count(sheet.items),
        "draft": [each | {"is_derived": each["is"].id in derived} for each in looked.orders],
        "draft_text": order_form.draft_text(sheet.draft),
        "orders": [
            {"is": each.fact, "said": order_words.said(each.fact, knowledge), "by": each.name, "can_lift": order_form.can_lift(each.fact)}
            for each in desk.orders
            if isinstance(each.fact, Order)
        ],
        "planned": plan_words.shown(looked.plan, desk),
        "cut": looked.cut,
        "templates": order_templates.templates(who, timezone.localdate(), desk.clinic),
        "exercises": order_words.exercises(knowledge),
        "stages": [order_words.Choice(value=stage.id, name=stage.name) for stage in knowledge.stages.values()],
        "directions": order_words.directions(),
        "precautions": order_words.precautions(knowledge),
        "clearings": order_words.clearings(),
        "here": "caseload",
    }

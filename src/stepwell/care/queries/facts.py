"""What a log holds."""

from datetime import date

from django.db.models import Exists

from stepwell.care import access, folding, written
from stepwell.care.models import Fact, Person
from stepwell.engine import log as facts


def log(person: Person) -> facts.Log:
    """Return everything told so far, oldest day first."""
    return folding.log_of(person)


def of_kind(person: Person, kind: str, since: date | None = None) -> list[facts.Fact]:
    """Return the facts of one kind, oldest day first, from ``since`` on."""
    rows = access.rows_of(person, Fact).filter(kind=kind)
    if since is not None:
        rows = rows.filter(on__gte=since)
    return [written.fact_in(body) for body in rows.order_by("on", "position").values_list("body", flat=True)]


def is_told(person: Person, kind: str, key: str) -> bool:
    """Whether the log holds a fact of one kind with this id: one row is looked at, however long the log is."""
    return access.rows_of(person, Fact).filter(key=key, kind=kind).exists()


def is_first_check_in(person: Person, since: date) -> bool:
    """Whether at most one check-in was told from a day on: asked after one was saved, whether it is the first."""
    rows = access.rows_of(person, Fact).filter(kind="check_in", on__gte=since)
    return len(rows.order_by().values_list("pk")[:2]) < 2  # in no order: two rows are read, not all of them sorted


def of_day(person: Person, on: date) -> list[facts.Fact]:
    """Return everything told of one day, in the order it came."""
    rows = access.rows_of(person, Fact).filter(on=on).order_by("position")
    return [written.fact_in(body) for body in rows.values_list("body", flat=True)]


def days_done(person: Person, first: date, last: date) -> tuple[set[date], set[date]]:
    """Return the days from first to last with a session that was done, and those with only one that pain stopped before that."""
    rows = access.rows_of(person, Fact).filter(kind="session", on__range=(first, last))
    told = [written.fact_in(body) for body in rows.values_list("body", flat=True)]
    sessions = [fact for fact in told if isinstance(fact, facts.Session)]
    done = {session.on for session in sessions if session.was_done}
    return done, {session.on for session in sessions if session.was_stopped} - done


def first_day(person: Person, today: date) -> tuple[date | None, bool]:
    """Return the day of the oldest fact, None without any, and whether there was a check-in today."""
    rows = access.rows_of(person, Fact)
    checked_in = Exists(rows.filter(kind="check_in", on=today))
    return rows.order_by("on", "position").annotate(checked_in=checked_in).values_list("on", "checked_in").first() or (None, False)

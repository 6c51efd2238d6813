"""Answers of a history with the day on which they were told, and what was told of the same thing since."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from stepwell.engine.history import Row
from stepwell.engine.history_days import Later
from stepwell.paper import words

ASK_AGAIN = "answered no, but yes elsewhere: ask again"
AGO = " ago"


class Days(Struct, frozen=True, kw_only=True):
    """The days of a history.

    Attributes:
        told: question -> when it was answered. main: the day of most answers, which need no day beside them.
        later: question -> what was told of the same thing since.
        today: when it is printed; a day of another year has its year.
    """

    told: Mapping[str, date]
    main: date | None
    later: Mapping[str, Later]
    today: date

    def says(self, row: Row) -> str:
        """Return an answer with its day, if that is not the main one, and with what came later."""
        told, said = self.told.get(row.question), ASK_AGAIN if row.is_both_ways else row.says
        if told and told != self.today and said.endswith(AGO):
            return f"{said.removesuffix(AGO)} before {self._short(told)}"
        since = self.later.get(row.question)
        return f"{said}{self._beside(told)}" + (f"; {since.says} ({self._short(since.on)})" if since else "")

    def none_of(self, rows: Sequence[Row]) -> str:
        """Return such as "No: cancer. No (Nov 3): thin bones.", by the day of the answers."""
        on_day: dict[date | None, list[str]] = {}
        for row in rows:
            on_day.setdefault(self.told.get(row.question), []).append(row.name[:1].lower() + row.name[1:])
        return " ".join(f"No{self._beside(on)}: {', '.join(names)}." for on, names in on_day.items())

    def last(self, rows: Sequence[Row]) -> str:
        """Return the latest day of some answers, if that is not the main one."""
        return self._beside(max((self.told[row.question] for row in rows if row.question in self.told), default=None))

    def _beside(self, on: date | None) -> str:
        return f" ({self._short(on)})" if on and on != self.main else ""

    def _short(self, on: date) -> str:
        return words.short_day(on, self.today)

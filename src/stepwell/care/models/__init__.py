"""The rows. Private to this room: the pages come through ``actions`` and ``queries``."""

from stepwell.care.models.calendar_feed import CalendarFeed
from stepwell.care.models.draft import Draft
from stepwell.care.models.fact import FACT_KINDS, Fact
from stepwell.care.models.instrument import Instrument
from stepwell.care.models.person import TEXT_SIZES, Person
from stepwell.care.models.snapshot import Snapshot
from stepwell.care.models.stored_plan import StoredPlan
from stepwell.care.models.trigger_fit import TriggerFit

__all__ = ["FACT_KINDS", "TEXT_SIZES", "CalendarFeed", "Draft", "Fact", "Instrument", "Person", "Snapshot", "StoredPlan", "TriggerFit"]

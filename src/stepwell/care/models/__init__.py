"""The rows. Private to this room: the pages come through ``actions`` and ``queries``."""

from stepwell.care.models.account import Account
from stepwell.care.models.applications import ApiToken, ExportJob
from stepwell.care.models.calendar_feed import CalendarFeed
from stepwell.care.models.clinic import Clinic, Enrolment, Invitation, Membership
from stepwell.care.models.clinic_work import (
    Appointment,
    CaseSummary,
    ChartNote,
    ClinicTask,
    LiveContact,
    Message,
    OrderTemplate,
    Picture,
    PlanReview,
    ReviewTime,
    Snooze,
)
from stepwell.care.models.draft import Draft
from stepwell.care.models.fact import FACT_KINDS, Fact
from stepwell.care.models.instrument import Instrument
from stepwell.care.models.person import TEXT_SIZES, Person
from stepwell.care.models.sharing import AuditEntry, Consent
from stepwell.care.models.snapshot import Snapshot
from stepwell.care.models.stored_plan import StoredPlan
from stepwell.care.models.trigger_fit import TriggerFit
from stepwell.care.models.visits import Asking, WorkCalendar

__all__ = [
    "FACT_KINDS",
    "TEXT_SIZES",
    "Account",
    "ApiToken",
    "Appointment",
    "Asking",
    "AuditEntry",
    "CalendarFeed",
    "CaseSummary",
    "ChartNote",
    "Clinic",
    "ClinicTask",
    "Consent",
    "Draft",
    "Enrolment",
    "ExportJob",
    "Fact",
    "Instrument",
    "Invitation",
    "LiveContact",
    "Membership",
    "Message",
    "OrderTemplate",
    "Person",
    "Picture",
    "PlanReview",
    "ReviewTime",
    "Snapshot",
    "Snooze",
    "StoredPlan",
    "TriggerFit",
    "WorkCalendar",
]

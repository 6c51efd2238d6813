"""A program with a token, for the tests of what programs are answered."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from stepwell.care.actions import tokens
from stepwell.care.models import Account, Clinic
from stepwell.care.queries.accounts import visitor

FHIR_JSON = "application/fhir+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """Another program. secret: what it sends."""

    secret: str

    def get(self, where: str, **more: str) -> HttpResponse:
        return _browser().get(f"/fhir/{where}", headers=self.headers | more)  # type: ignore[return-value]

    def delete(self, where: str) -> HttpResponse:
        return _browser().delete(f"/fhir/{where}", headers=self.headers)  # type: ignore[return-value]

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"}

    def post(self, content: Any, where: str = "/fhir", content_type: str = FHIR_JSON) -> HttpResponse:
        return _browser().post(where, content, content_type=content_type, headers=self.headers)  # type: ignore[return-value]


def let_in(manager: Account, clinic: Clinic, *scopes: str) -> Program:
    """Let a program in, for everything where nothing else is said."""
    now = timezone.now()
    wanted = scopes or tokens.SCOPES
    return Program(secret=tokens.make(who=visitor(manager), clinic=clinic.pk, name="Chart system", scopes=wanted, days=30, now=now).secret)


def _browser() -> Client:
    return Client(HTTP_HOST="localhost", enforce_csrf_checks=True)

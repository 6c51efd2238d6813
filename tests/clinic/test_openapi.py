"""Whatever the OpenAPI file allows is answered as it says, what it does not allow is refused, and nothing is a fault of ours.

schemathesis makes the requests, right ones and wrong ones, and reads the answers against the file that the site itself gives.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from stepwell.care.actions import facts
from stepwell.care.models import Account, Clinic, Person
from stepwell.server import limits
from tests.care import made
from tests.clinic.programs import let_in

pytestmark = pytest.mark.django_db

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
    ignored_auth,
]
FILE = "/api/v1/openapi.json"
OPERATIONS = 9
EACH, EACH_AT_NIGHT = 8, 400
"""So many requests of each kind to each address."""


@pytest.fixture
def person(ana: Account) -> Person:
    assert ana.person is not None
    facts.add(person=ana.person, facts=(made.safety_check(), *(made.check_in(number) for number in range(1, 4))), now=timezone.now())
    return ana.person


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """Keep the test's own connection when a request ends, as Django's client does."""
    signs = (signals.request_started, signals.request_finished)
    for sign in signs:
        sign.disconnect(close_old_connections)
    yield
    for sign in signs:
        sign.connect(close_old_connections)


@pytest.fixture
def headers(mona: Account, clinic: Clinic, monkeypatch: pytest.MonkeyPatch, kept_connection: None) -> dict[str, str]:
    monkeypatch.setattr(limits, "LIMITS", ())  # nobody asks so often; test_limits.py has them
    return let_in(mona, clinic).headers | {"Accept-Encoding": "identity"}


def asked(person: Person, headers: dict[str, str], each: int) -> Counter[str]:
    """Ask every address, and return how many requests each got. A wrong answer is an assertion error with the request in it."""
    schema = schemathesis.openapi.from_wsgi(FILE, get_wsgi_application())
    count: Counter[str] = Counter()
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        operation: Any = found.ok()
        for mode in GenerationMode:
            _ask(operation, mode, person, headers, each, count)
    return count


def _ask(operation: Any, mode: GenerationMode, person: Person, headers: dict[str, str], each: int, count: Counter[str]) -> None:
    names = {parameter.name for parameter in operation.path_parameters}
    of_ana = {"path_parameters": {"person": str(person.pk)}} if "person" in names else {}

    @settings(
        max_examples=each,
        deadline=None,
        database=None,
        derandomize=each == EACH,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(mode, **of_ana))
    def ask(case: Any) -> None:
        with transaction.atomic():
            case.call_and_validate(headers=headers, checks=CHECKS)
            transaction.set_rollback(True)
        count[operation.label] += 1

    ask()


def test_every_address_answers_as_its_file_says(person: Person, headers: dict[str, str]) -> None:
    count = asked(person, headers, EACH)
    print(f"{sum(count.values())} cases: {dict(count)}")
    assert len(count) == OPERATIONS
    assert min(count.values()) >= 2


@pytest.mark.night
def test_every_address_answers_as_its_file_says_to_many_more(person: Person, headers: dict[str, str]) -> None:
    assert sum(asked(person, headers, EACH_AT_NIGHT).values()) > OPERATIONS * EACH_AT_NIGHT

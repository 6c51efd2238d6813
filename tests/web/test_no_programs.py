"""A personal installation answers no other program: there are no tokens, so there is nothing to ask."""

import pytest
from django.test import Client


@pytest.mark.parametrize("where", ["/fhir/metadata", "/fhir/$export", "/fhir", "/api/v1/openapi.json", "/api/v1/people", "/api/v1/rules"])
def test_no_address_for_programs_is_there(client: Client, db: None, where: str) -> None:
    assert client.get(where).status_code == 404

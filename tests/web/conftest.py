"""A browser without a script, for a person who has just arrived or already has a plan."""

import pytest
from django.test import Client

from tests.web import walked


@pytest.fixture
def newcomer(db: None) -> Client:
    """Return a browser of somebody who has told nothing yet."""
    return Client(HTTP_HOST="localhost")


@pytest.fixture
def settled(newcomer: Client) -> Client:
    """Return a browser of somebody with a safety check, an evaluation and a plan of today."""
    walked.evaluated(newcomer)
    return newcomer

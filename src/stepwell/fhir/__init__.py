"""THE SAME FACTS IN FHIR R4. Pure mapping, dict in, dict out."""

from stepwell.fhir.bundles import bundle, entries, resources, searchset
from stepwell.fhir.capability import capability_statement
from stepwell.fhir.definitions import definitions
from stepwell.fhir.names import mark_of
from stepwell.fhir.outcome import Issue, outcome
from stepwell.fhir.reading import Read, read
from stepwell.fhir.searching import PARAMETERS, SearchError, search

__all__ = [
    "PARAMETERS",
    "Issue",
    "Read",
    "SearchError",
    "bundle",
    "capability_statement",
    "definitions",
    "entries",
    "mark_of",
    "outcome",
    "read",
    "resources",
    "search",
    "searchset",
]

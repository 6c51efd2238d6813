"""THE SAME FACTS IN FHIR R4. Pure mapping, dict in, dict out."""

from stepwell.fhir.bundles import bundle, entries, resources
from stepwell.fhir.definitions import definitions
from stepwell.fhir.outcome import Issue, outcome
from stepwell.fhir.reading import Read, read

__all__ = ["Issue", "Read", "bundle", "definitions", "entries", "outcome", "read", "resources"]

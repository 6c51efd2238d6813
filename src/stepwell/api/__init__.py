"""JSON. What other programs of a clinic read and add, in FHIR R4, with a token."""

"""The JSON addresses beside FHIR, and the OpenAPI file that describes them."""

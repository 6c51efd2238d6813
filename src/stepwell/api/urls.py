"""Which address of the FHIR server answers what. None ends with a slash, as FHIR has them."""

from django.urls import path

from stepwell.api import adding, exporting, reading

app_name = "fhir"

urlpatterns = [
    path("fhir", adding.transaction, name="transaction"),
    path("fhir/", adding.transaction, name="transaction_at_folder"),
    path("fhir/metadata", reading.metadata, name="metadata"),
    path("fhir/$export", exporting.begin, name="begin_export"),
    path("fhir/Patient/$export", exporting.begin, name="begin_export_of_patients"),
    path("fhir/$export/<uuid:export>", exporting.export, name="export"),
    path("fhir/$export/<uuid:export>/<str:resource_type>", exporting.file, name="export_file"),
    path("fhir/Patient/<str:person>/$everything", reading.everything, name="everything"),
    path("fhir/<str:resource_type>", reading.search, name="search"),
    path("fhir/<str:resource_type>/<str:resource_id>", reading.read, name="read"),
]

"""Triggers that refuse to change a fact or a stored plan, and let them go only with their person."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from stepwell.care import append_only, going_back


def install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("care", "0001_rows")]
    operations = [migrations.RunPython(install, going_back.refused_with_rows_in("care_fact"))]

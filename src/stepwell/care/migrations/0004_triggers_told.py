"""A kind of fact more: what the check-ins were found to say of what may set pain off."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from stepwell.care import append_only


def install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0003_learning"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="fact",
            name="care_fact_kind",
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        (
                            "safety_check",
                            "evaluation",
                            "check_in",
                            "session",
                            "probe",
                            "preference",
                            "order",
                            "measure",
                            "flare_note",
                            "on_off_test",
                            "lesson_read",
                            "triggers_told",
                        ),
                    )
                ),
                name="care_fact_kind",
            ),
        ),
        # SQLite makes the table anew for the changed constraint, and its triggers go with the old one.
        migrations.RunPython(install, migrations.RunPython.noop),
    ]

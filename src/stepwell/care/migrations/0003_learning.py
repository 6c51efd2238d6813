"""What is learned about a person: new kinds of facts, trigger findings, the calendar, and the wording of measures."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from stepwell.care import append_only


def install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0002_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="calendar_feed",
                        serialize=False,
                        to="care.person",
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("session_at", models.TimeField(default=None, null=True)),
                ("check_in_at", models.TimeField(default=None, null=True)),
                ("with_measures", models.BooleanField(default=True)),
                ("quiet_from", models.TimeField(default=None, null=True)),
                ("quiet_to", models.TimeField(default=None, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Instrument",
            fields=[
                ("measure", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("body", models.TextField()),
                ("added_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="TriggerFit",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="trigger_fit",
                        serialize=False,
                        to="care.person",
                    ),
                ),
                ("week", models.DateField()),
                ("head", models.CharField(max_length=64)),
                ("release", models.CharField(max_length=64)),
                ("engine", models.CharField(max_length=64)),
                ("body", models.TextField()),
            ],
        ),
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
                        ),
                    )
                ),
                name="care_fact_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarfeed",
            constraint=models.CheckConstraint(condition=models.Q(("key", ""), _negated=True), name="care_calendar_feed_key"),
        ),
        migrations.AddConstraint(
            model_name="calendarfeed",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("quiet_from", None), ("quiet_to", None)),
                    models.Q(("quiet_from__isnull", False), ("quiet_to__isnull", False)),
                    _connector="OR",
                ),
                name="care_calendar_feed_quiet",
            ),
        ),
        migrations.AddConstraint(
            model_name="instrument",
            constraint=models.CheckConstraint(condition=models.Q(("measure", ""), _negated=True), name="care_instrument_measure"),
        ),
        # SQLite makes the table anew for the changed constraint, and its triggers go with the old one.
        migrations.RunPython(install, migrations.RunPython.noop),
    ]

"""Asking for a visit: how often somebody asked, and the calendars of those who work at a clinic."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0005_clinic"),
    ]

    operations = [
        migrations.CreateModel(
            name="WorkCalendar",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("key", ""), _negated=True), name="care_work_calendar_key")],
            },
        ),
        migrations.CreateModel(
            name="Asking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("clinic", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="care.clinic")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["address", "at"], name="care_asking_by_address"),
                    models.Index(fields=["clinic", "at"], name="care_asking_by_clinic"),
                ],
            },
        ),
    ]

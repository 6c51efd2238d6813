"""The tables: people, facts, plans, snapshots and drafts, with their constraints."""

import uuid

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
from django.db import migrations, models

import stepwell.care.models.person


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=32)),
                ("answers", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64)),
                ("position", models.PositiveIntegerField()),
                ("on", models.DateField()),
                ("kind", models.CharField(max_length=16)),
                ("body", models.TextField()),
                ("release", models.CharField(max_length=64)),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("on", "position"),
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("owner", models.BooleanField(default=False)),
                ("seed", models.PositiveIntegerField(default=stepwell.care.models.person.new_seed)),
                ("given_name", models.CharField(blank=True, default="", max_length=60)),
                ("country", models.CharField(default="us", max_length=8)),
                ("text_size", models.CharField(default="normal", max_length=8)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("version", models.PositiveIntegerField(default=0)),
                ("newest_on", models.DateField(default=None, null=True)),
                ("head", models.CharField(blank=True, default="", max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="StoredPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("position", models.PositiveIntegerField()),
                ("release", models.CharField(max_length=64)),
                ("engine", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=8)),
                ("body", models.TextField()),
                ("stored_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("on", "position", "id"),
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="snapshot",
                        serialize=False,
                        to="care.person",
                    ),
                ),
                ("head", models.CharField(blank=True, max_length=64)),
                ("release", models.CharField(max_length=64)),
                ("engine", models.CharField(max_length=64)),
                ("body", models.TextField()),
                ("seal", models.CharField(max_length=64)),
            ],
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(condition=models.Q(("owner", True)), fields=("owner",), name="care_person_one_owner"),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("text_size__in", ("normal", "large", "larger"))), name="care_person_text_size"
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.text.Length("country"), 2),
                name="care_person_country",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length("given_name"), 60),
                name="care_person_given_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(condition=models.Q(("seed__gte", 0), ("seed__lte", 2147483647)), name="care_person_seed"),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("head", ""), ("newest_on", None), ("version", 0)),
                    models.Q(("newest_on__isnull", False), ("version__gt", 0), models.Q(("head", ""), _negated=True)),
                    _connector="OR",
                ),
                name="care_person_head",
            ),
        ),
        migrations.AddField(
            model_name="fact",
            name="person",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="facts", to="care.person"),
        ),
        migrations.AddField(
            model_name="draft",
            name="person",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="care.person"),
        ),
        migrations.AddField(
            model_name="storedplan",
            name="person",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="plans", to="care.person"),
        ),
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(fields=["person", "on", "position"], name="care_fact_by_day"),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.UniqueConstraint(fields=("person", "key"), name="care_fact_key_once"),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.UniqueConstraint(fields=("person", "position"), name="care_fact_position_once"),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("safety_check", "evaluation", "check_in", "session", "probe", "preference", "order"))),
                name="care_fact_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(condition=models.Q(("position__gte", 1)), name="care_fact_position"),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(condition=models.Q(("key", ""), _negated=True), name="care_fact_key"),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length("body"), 65536),
                name="care_fact_body_size",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(fields=("person", "kind"), name="care_draft_once"),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(condition=models.Q(("kind", ""), _negated=True), name="care_draft_kind"),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length("answers"), 65536),
                name="care_draft_size",
            ),
        ),
        migrations.AddConstraint(
            model_name="storedplan",
            constraint=models.UniqueConstraint(fields=("person", "on", "position", "release", "engine"), name="care_plan_once"),
        ),
        migrations.AddConstraint(
            model_name="storedplan",
            constraint=models.CheckConstraint(condition=models.Q(("kind__in", ("plan", "referral"))), name="care_plan_kind"),
        ),
    ]

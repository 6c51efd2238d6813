"""A clinic: accounts, who works where, what is shared, what was done, visits, and who has looked; new kinds of facts."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from django.apps import apps as installed
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from stepwell.care import append_only, going_back


def install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0004_triggers_told"),
    ]
    # Their rows point at our accounts. A personal installation has none of these apps.
    run_before = [(app, "0001_initial") for app in ("account", "mfa", "usersessions") if installed.is_installed(f"allauth.{app}")]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.CharField(blank=True, default="", max_length=120)),
                ("is_active", models.BooleanField(default=True)),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "person",
                    models.OneToOneField(
                        default=None, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="account", to="care.person"
                    ),
                ),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("email", ""), _negated=True), name="care_account_email")],
            },
        ),
        migrations.RemoveConstraint(
            model_name="fact",
            name="care_fact_kind",
        ),
        migrations.AddField(
            model_name="fact",
            name="author",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                default=None,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
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
                            "examination",
                            "treatment",
                            "goal",
                        ),
                    )
                ),
                name="care_fact_kind",
            ),
        ),
        migrations.CreateModel(
            name="CaseSummary",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="case_summary",
                        serialize=False,
                        to="care.person",
                    ),
                ),
                ("head", models.CharField(blank=True, max_length=64)),
                ("release", models.CharField(max_length=64)),
                ("engine", models.CharField(max_length=64)),
                ("body", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Clinic",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("phone", models.CharField(blank=True, default="", max_length=40)),
                ("address", models.CharField(blank=True, default="", max_length=300)),
                ("hours", models.CharField(blank=True, default="", max_length=300)),
                ("is_public", models.BooleanField(default=False)),
                ("letter_paper", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("slug", ""), _negated=True)),
                        name="care_clinic_named",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("scopes", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(default=None, null=True)),
                ("revoked_at", models.DateTimeField(default=None, null=True)),
                ("last_used_at", models.DateTimeField(default=None, null=True)),
                ("made_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("clinic", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="tokens", to="care.clinic")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("scopes", ""), _negated=True)),
                        name="care_token_named",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("state", models.CharField(default="requested", max_length=10)),
                ("name", models.CharField(max_length=120)),
                ("contact", models.CharField(max_length=200)),
                ("reason", models.CharField(blank=True, default="", max_length=1000)),
                ("insurance", models.CharField(blank=True, default="", max_length=300)),
                ("preferred", models.CharField(blank=True, default="", max_length=500)),
                ("shared", models.TextField(blank=True, default="")),
                ("starts_at", models.DateTimeField(default=None, null=True)),
                ("minutes", models.PositiveSmallIntegerField(default=45)),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("history", models.TextField(default="[]")),
                ("created_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        default=None, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="appointments", to="care.person"
                    ),
                ),
                (
                    "therapist",
                    models.ForeignKey(
                        default=None, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("clinic", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="appointments", to="care.clinic")),
            ],
            options={
                "indexes": [models.Index(fields=["clinic", "state", "starts_at"], name="care_appointment_open")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("requested", "proposed", "confirmed", "declined", "cancelled", "done"))),
                        name="care_appointment_state",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("who", models.CharField(blank=True, default="", max_length=120)),
                ("action", models.CharField(max_length=10)),
                ("what", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                ("before", models.CharField(blank=True, default="", max_length=64)),
                ("seal", models.CharField(max_length=64)),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        default=None,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="audit", to="care.person"
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        default=None, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="care.clinic"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "id"], name="care_audit_of_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("action__in", ("read", "write", "export", "print", "delete", "sign_in", "share"))),
                        name="care_audit_action",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ChartNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(default="note", max_length=12)),
                ("words", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="chart_notes", to="care.person"
                    ),
                ),
                ("clinic", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="care.clinic")),
            ],
            options={
                "indexes": [models.Index(fields=["person", "at"], name="care_note_by_time")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("note", "evaluation", "visit", "discharge"))), name="care_note_kind"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length("words"), 4000),
                        name="care_note_size",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClinicTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=300)),
                ("due", models.DateField(default=None, null=True)),
                ("at", models.DateTimeField()),
                ("done_at", models.DateTimeField(default=None, null=True)),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("clinic", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="tasks", to="care.clinic")),
                (
                    "owner",
                    models.ForeignKey(
                        default=None, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        default=None, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="clinic_tasks", to="care.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wish", models.CharField(max_length=10)),
                ("scope", models.CharField(blank=True, default="", max_length=300)),
                ("at", models.DateTimeField()),
                ("clinic", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="care.clinic")),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="consents", to="care.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "clinic", "at"], name="care_consent_latest")],
                "constraints": [models.CheckConstraint(condition=models.Q(("wish__in", ("given", "withdrawn"))), name="care_consent_wish")],
            },
        ),
        migrations.CreateModel(
            name="ExportJob",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("state", models.CharField(default="waiting", max_length=8)),
                ("done", models.PositiveIntegerField(default=0)),
                ("of", models.PositiveIntegerField(default=0)),
                ("files", models.TextField(blank=True, default="")),
                ("asked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(default=None, null=True)),
                ("clinic", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="exports", to="care.clinic")),
                (
                    "token",
                    models.ForeignKey(
                        default=None, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="care.apitoken"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("waiting", "running", "done", "failed"))), name="care_export_state"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LiveContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("channel", models.CharField(max_length=10)),
                ("minutes", models.PositiveSmallIntegerField()),
                ("outcome", models.CharField(blank=True, default="", max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("clinic", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="care.clinic")),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="live_contacts", to="care.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "on"], name="care_contact_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ("phone", "video", "in_person"))), name="care_contact_channel"
                    ),
                    models.CheckConstraint(condition=models.Q(("minutes__gte", 1), ("minutes__lte", 480)), name="care_contact_minutes"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=10)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(default=None, null=True)),
                (
                    "account",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to=settings.AUTH_USER_MODEL),
                ),
                ("clinic", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="care.clinic")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("role__in", ("therapist", "manager"))), name="care_membership_role"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("clinic", "account", "role"), name="care_membership_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scope", models.CharField(blank=True, default="", max_length=300)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(default=None, null=True)),
                ("clinic", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="enrolments", to="care.clinic")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="enrolments", to="care.person")),
                (
                    "therapist",
                    models.ForeignKey(
                        default=None, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="patients", to="care.membership"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("ended_at", None)), fields=("person",), name="care_enrolment_one_clinic")
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(blank=True, default="", max_length=120)),
                ("role", models.CharField(max_length=10)),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(default=None, null=True)),
                ("withdrawn_at", models.DateTimeField(default=None, null=True)),
                ("clinic", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="care.clinic")),
                (
                    "invited_by",
                    models.ForeignKey(
                        default=None, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "therapist",
                    models.ForeignKey(
                        default=None, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="care.membership"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ("patient", "therapist", "manager"))), name="care_invitation_role"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accepted_at", None), ("withdrawn_at", None), _connector="OR"), name="care_invitation_one_end"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("from_clinic", models.BooleanField()),
                ("words", models.TextField()),
                ("at", models.DateTimeField()),
                ("read_at", models.DateTimeField(default=None, null=True)),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("clinic", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="care.clinic")),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="care.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "clinic", "at"], name="care_message_by_time")],
                "constraints": [
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length("words"), 4000),
                        name="care_message_size",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("orders", models.TextField()),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("clinic", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="templates", to="care.clinic")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("clinic", "name"), name="care_template_once")],
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("clinic", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="pictures", to="care.clinic")),
            ],
        ),
        migrations.CreateModel(
            name="PlanReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("exercise", models.CharField(max_length=64)),
                ("change", models.CharField(max_length=40)),
                ("verdict", models.CharField(max_length=10)),
                ("why", models.CharField(blank=True, default="", max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("clinic", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="care.clinic")),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="plan_reviews", to="care.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "on"], name="care_review_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ("accepted", "edited", "rejected"))), name="care_review_verdict"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewTime",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("activity", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("clinic", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="care.clinic")),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="review_times", to="care.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "on"], name="care_review_time_by_day")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("minutes__gte", 1), ("minutes__lte", 480)), name="care_review_time_minutes")
                ],
            },
        ),
        migrations.CreateModel(
            name="Snooze",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=40)),
                ("until", models.DateField()),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("clinic", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="care.clinic")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="snoozes", to="care.person")),
            ],
        ),
        # SQLite makes the table anew for the changed constraint, and its triggers go with the old one.
        migrations.RunPython(install, going_back.refused_with_rows_in("care_account", "care_clinic", "care_consent", "care_auditentry")),
    ]

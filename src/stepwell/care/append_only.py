"""The database's own promise that facts, stored plans and what a clinic noted are never changed, and go only with their person.

A row may be deleted only once its person is gone. Foreign keys are checked at the end of a
transaction, so deleting a person first and the rows after it is the one way through, and the
two happen together or not at all.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = (
    "care_fact",
    "care_storedplan",
    "care_consent",
    "care_auditentry",
    "care_chartnote",
    "care_planreview",
    "care_reviewtime",
    "care_livecontact",
)

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_never_changed BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'append-only: a row of {table} is never changed'); END;
CREATE TRIGGER IF NOT EXISTS {table}_goes_with_its_person BEFORE DELETE ON {table}
WHEN EXISTS (SELECT 1 FROM care_person WHERE id = OLD.person_id)
BEGIN SELECT RAISE(ABORT, 'append-only: a row of {table} goes only with its person'); END;
CREATE TRIGGER IF NOT EXISTS {table}_never_replaced BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id{same})
BEGIN SELECT RAISE({then}); END;
"""
# INSERT OR REPLACE deletes without asking the delete trigger, so SQLite needs the third one. For a fact it
# stops the statement; a plan that is already stored is left as it is.
_SQLITE_REPLACED = {
    "care_fact": {
        "same": " OR (person_id = NEW.person_id AND (key = NEW.key OR position = NEW.position))",
        "then": "ABORT, 'append-only: a fact is never replaced'",
    },
    "care_storedplan": {
        "same": ' OR (person_id = NEW.person_id AND "on" = NEW."on" AND position = NEW.position'
        ' AND "release" = NEW."release" AND engine = NEW.engine)',
        "then": "IGNORE",
    },
}
_SQLITE_OTHERS = {"same": "", "then": "ABORT, 'append-only: a row is never replaced'"}

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION care_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT 1 FROM care_person WHERE id = OLD.person_id) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'append-only: a row of % is never changed and goes only with its person', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

_POSTGRESQL = """
CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION care_append_only();
"""


def install(connection: BaseDatabaseWrapper) -> None:
    """Make sure the triggers are there. Harmless to repeat; does nothing before the tables exist."""
    present = set(connection.introspection.table_names())
    tables = [table for table in TABLES if table in present]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and tables:
            cursor.execute(_POSTGRESQL_FUNCTION)
        for table in tables:
            for statement in _statements(connection.vendor, table):
                cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the tables that lack one of their triggers, or whose triggers are off. A table that is not there lacks none."""
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {name for (name,) in cursor.fetchall()}
    endings = ("append_only",) if connection.vendor == "postgresql" else ("never_changed", "goes_with_its_person", "never_replaced")
    return [table for table in TABLES if table in present and not {f"{table}_{ending}" for ending in endings} <= there]


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [_POSTGRESQL.format(table=table)]
    if vendor == "sqlite":
        return [
            part + " END;"
            for part in _SQLITE.format(table=table, **_SQLITE_REPLACED.get(table, _SQLITE_OTHERS)).split(" END;")
            if part.strip()
        ]
    raise NotImplementedError(f"append-only triggers: no SQL for the database {vendor!r}. Use SQLite or PostgreSQL.")

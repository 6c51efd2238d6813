"""What a step back in the database may not take with it: a migration refuses to be undone while rows would go that nothing brings back."""

from collections.abc import Callable

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.state import StateApps


def refused_with_rows_in(*tables: str) -> Callable[[StateApps, BaseDatabaseSchemaEditor], None]:
    """Return the way back of a migration: it changes nothing, and raises IrreversibleError while one of the tables holds a row."""

    def refuse(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        with schema_editor.connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"SELECT 1 FROM {schema_editor.quote_name(table)} LIMIT 1")  # noqa: S608 (our own names)
                if cursor.fetchone() is not None:
                    what = f"Going back would delete what {table} holds. Nothing of it was changed."
                    raise IrreversibleError(f"{what} Put back a backup of the earlier release instead.")

    return refuse

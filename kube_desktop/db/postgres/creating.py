"""Makes the office's tables on a server: those of the exchange, and the rows everybody reads."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kube_desktop.db.postgres.functions import FUNCTIONS
from kube_desktop.db.postgres.translation import translated
from kube_desktop.db.sync import ddl, replica
from kube_desktop.db.sync.schema import Schema, SyncedColumn, SyncedTable

if TYPE_CHECKING:  # whoever only looks at tables needs no driver
    from kube_desktop.db.postgres.connection import ServerConnection

_TYPES: Final = {"id": "BLOB", "integer": "INTEGER"}
# A name that lets parked contents of any length be told apart by an index.
_LONG_KEY: Final = "PRIMARY KEY(replica,seq,payload)"
_SHORT_KEY: Final = (
    "CREATE UNIQUE INDEX sync_bad_key ON sync_bad(replica,seq,kube.sha256_of(payload))"
)


def has_office(connection: "ServerConnection") -> bool:
    """Tell whether the database holds something of ours."""
    there = "SELECT 1 FROM information_schema.schemata WHERE schema_name='kube'"
    return connection.execute(there).fetchone() is not None


@dataclass(frozen=True, slots=True)
class About:
    """Whose office a database holds.

    Attributes:
        schema_v: The newest schema of a program that wrote to it.
        office: The public key of the office.

    """

    schema_v: int
    office: bytes


def about(connection: "ServerConnection") -> About:
    """Return whose office it is."""
    return About(*connection.execute("SELECT schema_v,office FROM office").fetchone() or (0, b""))


def create_tables(
    connection: "ServerConnection", schema: Schema, schema_v: int, office: bytes = b""
) -> None:
    """Make an empty office in the schema `kube`, which must not be there; with its own branch."""
    connection.run("CREATE SCHEMA kube")
    for function in FUNCTIONS:
        connection.run(function)
    connection.run("CREATE TABLE kube.office(schema_v bigint NOT NULL,office bytea NOT NULL)")
    connection.execute("INSERT INTO office VALUES(?,?)", (schema_v, office))
    for statement in ddl.EVERY:
        if _LONG_KEY in statement:
            without = statement.replace(f",\n    {_LONG_KEY}", "")
            connection.run(translated(without).sql)
            connection.run(_SHORT_KEY)
        else:
            connection.run(translated(statement).sql)
    add_missing(connection, schema)
    replica.initialise(connection, schema_v=schema_v)


def bring_forward(connection: "ServerConnection", schema: Schema, schema_v: int) -> None:
    """Make the tables and columns that a newer program knows, and note that it was here."""
    add_missing(connection, schema)
    connection.execute("UPDATE office SET schema_v=?", (schema_v,))


def add_missing(connection: "ServerConnection", schema: Schema) -> None:
    """Make the tables and columns of the schema that are not there."""
    there: dict[str, set[str]] = {}
    for table, column in connection.execute(
        "SELECT table_name,column_name FROM information_schema.columns WHERE table_schema='kube'"
    ).fetchall():
        there.setdefault(table, set()).add(column)
    for table in schema:
        if table.name not in there:
            connection.run(translated(table_sql(table)).sql)
            continue
        for column in table.columns:
            if column.name not in there[table.name]:
                declared = translated(f"CREATE TABLE x({_column(column)})").sql
                connection.run(f'ALTER TABLE "{table.name}" ADD {declared[15:-1]}')


def table_sql(table: SyncedTable) -> str:
    """Return the statement that makes a synced table, in SQLite's words."""
    columns = "".join(f"{_column(column)}," for column in table.columns)
    return (
        f'CREATE TABLE "{table.name}"(id BLOB PRIMARY KEY NOT NULL,{columns}'
        "deleted INTEGER NOT NULL DEFAULT 0)"
    )


def _column(column: SyncedColumn) -> str:
    kind = _TYPES.get(column.kind, "TEXT")
    required = " NOT NULL" if column.required else ""
    # What an older laptop does not send is filled in, as the table of the laptop does it.
    absent = column.absent if column.required else column.default
    return f'"{column.name}" {kind}{required}' + (f" DEFAULT {absent}" if absent else "")

"""Recomputes everything shown from the log: the check that nothing went past it, and its repair.

Used by `periksa`, after a migration that adds tables or columns (what newer laptops sent before
the upgrade appears then), and by tests.
"""

from dataclasses import dataclass
from typing import Final

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync import cells
from kube_desktop.db.sync.schema import Schema, SyncedTable
from kube_desktop.db.sync.transaction import all_or_nothing, filled, roomy, silently

_DERIVED: Final = {
    "sync_cell": "tbl,row_id,col,replica,seq",
    "sync_conflict": "tbl,row_id,col,kind,heads",
    "sync_orphan": "row_id,tbl",
}


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something shown that the log does not say.

    Attributes:
        table: The table, or one of `sync_cell`, `sync_conflict`, `sync_orphan`.
        row_id: The record.
        column: The field; None when the whole record is missing or was never logged.
        what: "value", "missing", "not logged" or "derived".

    """

    table: str
    row_id: bytes
    column: str | None
    what: str


def verify(connection: Connection, schema: Schema) -> tuple[Mismatch, ...]:
    """Return where tables and log disagree: somebody wrote past the program. Changes nothing."""
    with roomy(connection), all_or_nothing(connection, keep=False), silently(connection):
        return _rebuild(connection, schema)


def rebuild(connection: Connection, schema: Schema) -> tuple[Mismatch, ...]:
    """Make the tables show what the log says and return what had to be repaired.

    Rows that are in no log are left alone and reported.
    """
    with roomy(connection), all_or_nothing(connection), silently(connection):
        return _rebuild(connection, schema)


def _rebuild(connection: Connection, schema: Schema) -> tuple[Mismatch, ...]:
    cells.settle(connection, schema)
    connection.execute("DROP TABLE IF EXISTS temp.birth")
    connection.execute(
        "CREATE TEMP TABLE birth AS SELECT tbl,row_id,replica,seq FROM sync_change WHERE op='I'"
    )
    connection.execute("CREATE INDEX temp.birth_row ON birth(tbl,row_id)")
    filled(connection, "birth")
    found: list[Mismatch] = []
    for table in schema:
        found += _insert_missing(connection, table)
        found += _not_logged(connection, table)
    found += _recompute_edited(connection, schema)
    for table in schema:
        found += _repair_births(connection, table)
    connection.execute("DROP TABLE temp.birth")
    return tuple(found)


def _insert_missing(connection: Connection, table: SyncedTable) -> list[Mismatch]:
    missing = connection.execute(
        "SELECT DISTINCT b.row_id FROM temp.birth b WHERE b.tbl=? AND NOT EXISTS("
        f'SELECT 1 FROM "{table.name}" t WHERE t.id=b.row_id) ORDER BY 1',
        (table.name,),
    ).fetchall()
    names = ",".join(f'"{column.name}"' for column in table.logged_columns)
    values = ",".join(_born_value(table, column.name) for column in table.logged_columns)
    connection.execute(
        f'INSERT INTO "{table.name}"(id,{names}) SELECT b.row_id,{values} FROM temp.birth b '
        "CROSS JOIN sync_change i ON i.replica=b.replica AND i.seq=b.seq WHERE b.tbl=? "
        f'AND NOT EXISTS(SELECT 1 FROM "{table.name}" t WHERE t.id=b.row_id) '
        "ON CONFLICT DO NOTHING",
        (table.name,),
    )
    return [Mismatch(table.name, row_id, None, "missing") for (row_id,) in missing]


def _not_logged(connection: Connection, table: SyncedTable) -> list[Mismatch]:
    rows = connection.execute(
        f'SELECT t.id FROM "{table.name}" t WHERE NOT EXISTS('
        "SELECT 1 FROM temp.birth b WHERE b.tbl=? AND b.row_id=t.id) ORDER BY 1",
        (table.name,),
    ).fetchall()
    return [Mismatch(table.name, row_id, None, "not logged") for (row_id,) in rows]


def _recompute_edited(connection: Connection, schema: Schema) -> list[Mismatch]:
    """Recompute all cells that were ever edited, and compare the derived tables."""
    for name in _DERIVED:
        connection.execute(f"DROP TABLE IF EXISTS temp.old_{name}")
        connection.execute(f"CREATE TEMP TABLE old_{name} AS SELECT * FROM {name}")
        connection.execute(f"DELETE FROM {name}")
    connection.execute("DELETE FROM sync_dirty")
    cells.open_touched(connection)
    connection.execute(
        "INSERT OR IGNORE INTO temp.touched(row_id,col,tbl) "
        "SELECT row_id,col,tbl FROM sync_change WHERE op='U'"
    )
    cells.touch_double_births(connection, "sync_change n")
    connection.execute(
        "INSERT OR IGNORE INTO sync_orphan(row_id,tbl) SELECT u.row_id,u.tbl FROM sync_change u "
        "WHERE u.op='U' AND NOT EXISTS("
        "SELECT 1 FROM temp.birth b WHERE b.tbl=u.tbl AND b.row_id=u.row_id)"
    )
    found = cells.recompute_touched(connection, schema)
    mismatches = [Mismatch(table, row_id, column, "value") for table, row_id, column in found]
    for name, columns in _DERIVED.items():
        mismatches += [
            Mismatch(name, row_id, None, "derived")
            for (row_id,) in connection.execute(
                f"SELECT DISTINCT row_id FROM (SELECT * FROM (SELECT {columns} FROM {name} "
                f"EXCEPT SELECT {columns} FROM temp.old_{name}) UNION ALL SELECT * FROM "
                f"(SELECT {columns} FROM temp.old_{name} EXCEPT SELECT {columns} FROM {name}))"
            )
        ]
        connection.execute(f"DROP TABLE temp.old_{name}")
    return mismatches


def _repair_births(connection: Connection, table: SyncedTable) -> list[Mismatch]:
    """Compare the cells that were never edited with what their row was created with."""
    marks = "||".join(
        f'CASE WHEN t."{column.name}" IS NOT {_born_value(table, column.name)} '
        "AND NOT EXISTS(SELECT 1 FROM sync_cell w WHERE w.row_id=t.id "
        f"AND w.col='{column.name}' AND w.tbl='{table.name}') THEN ' {column.name}' ELSE '' END"
        for column in table.logged_columns
    )
    # Nearly every row still is, letter by letter, what it was created with; only the others are
    # looked at field by field.
    now = ",".join(f"'{c.name}',{c.logged('t')}" for c in table.logged_columns)
    rows = connection.execute(
        f"SELECT DISTINCT id,marks FROM (SELECT t.id,{marks} AS marks FROM temp.birth b "
        "CROSS JOIN sync_change i ON i.replica=b.replica AND i.seq=b.seq "
        f'CROSS JOIN "{table.name}" t ON t.id=b.row_id WHERE b.tbl=? '
        f"AND json_object({now})<>i.patch) WHERE marks<>''",
        (table.name,),
    ).fetchall()
    wrong = [(row_id, column) for row_id, names in rows for column in names.split()]
    for row_id, column in wrong:
        connection.execute(
            f'UPDATE "{table.name}" SET "{column}"=(SELECT {_born_value(table, column)} '
            "FROM temp.birth b CROSS JOIN sync_change i ON i.replica=b.replica AND i.seq=b.seq "
            "WHERE b.tbl=? AND b.row_id=?) WHERE id=?",
            (table.name, row_id, row_id),
        )
    return [Mismatch(table.name, row_id, column, "value") for row_id, column in wrong]


def _born_value(table: SyncedTable, name: str) -> str:
    column = next(column for column in table.logged_columns if column.name == name)
    path = f"'$.\"{name}\"'"
    value = column.stored(f"json_extract(i.patch,{path})")
    return f"CASE WHEN json_type(i.patch,{path}) IS NULL THEN {column.absent} ELSE {value} END"

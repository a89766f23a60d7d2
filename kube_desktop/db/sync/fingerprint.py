"""A hash of the whole content: equal on two installations exactly when they show the same."""

import hashlib
import json
from typing import Final

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync import cells
from kube_desktop.db.sync.records import CREATED, Value
from kube_desktop.db.sync.schema import Schema, SyncedColumn
from kube_desktop.db.sync.transaction import streamed

_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def fingerprint(connection: Connection, schema: Schema) -> str:
    """Return SHA-256 over all rows of all synced tables and the open differences by value.

    The canonical form is one JSON array per line: the table with its columns, then its rows in
    order of id (ids as hexadecimal digits, numbers and texts apart), then each open difference
    with its values. Nothing in it depends on which laptop computes it or on the order of merges.
    """
    cells.settle(connection, schema)
    digest = hashlib.sha256()
    for table in sorted(schema, key=lambda table: table.name):
        columns = table.logged_columns
        digest.update(_line(["table", table.name, *([c.name, c.kind] for c in columns)]))
        # SQLite writes the lines: it does so letter by letter as _line would, and much faster.
        fields = ",".join(_shown(column) for column in columns)
        for (line,) in streamed(
            connection,
            f"SELECT CAST(json_array(lower(hex(id)),{fields})||char(10) AS BLOB) "
            f'FROM "{table.name}" t ORDER BY id',
        ):
            digest.update(line)
    for difference in _open_differences(connection, schema):
        digest.update(_line(difference))
    return digest.hexdigest()


def _line(content: list[object]) -> bytes:
    return (_encode(content) + "\n").encode("utf-8", "surrogatepass")


def _shown(column: SyncedColumn) -> str:
    if column.kind == "integer":  # somebody may have put anything there past the program
        value = column.logged("t")
        return f"iif(typeof({value})='blob',hex({value}),{value})"
    return column.logged("t")


def _open_differences(connection: Connection, schema: Schema) -> list[list[object]]:
    known = {(t.name, c.name) for t in schema for c in t.logged_columns}
    lines: list[list[object]] = []
    for table, row_id, column, kind, heads in connection.execute(
        "SELECT tbl,row_id,col,kind,heads FROM sync_conflict ORDER BY tbl,row_id,col,kind"
    ).fetchall():
        if (table, column) in known:
            values = {
                _encode(_value(connection, replica, seq, column))
                for replica, seq in json.loads(heads)
            }
            lines.append(["difference", table, row_id.hex(), column, kind, sorted(values)])
    return lines


def _value(connection: Connection, replica: int, seq: int, column: str) -> Value:
    op, value, patch = connection.execute(
        "SELECT op,value,patch FROM sync_change WHERE replica=? AND seq=?", (replica, seq)
    ).fetchone()
    found: Value = json.loads(patch)[column] if op == CREATED else value
    return found

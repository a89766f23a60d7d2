"""What fields of some rows show before and after something was merged or taken back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync.records import Value
from kube_desktop.db.sync.refs import RowRef
from kube_desktop.db.sync.schema import Schema, SyncedTable

_AT_ONCE: Final = 400

Shown: TypeAlias = Mapping[RowRef, Mapping[str, Value]]
"""For each row what its fields show, as the log keeps values."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """A field that shows something else.

    Attributes:
        old: What it showed, as the log keeps it; ids as 32 hexadecimal digits.
        new: What it shows now.
        replica: The laptop that wrote what it shows now; None when nobody ever wrote the field.
        user_id: The person who typed it, if known.
        at_ms: When, by the clock of that laptop, in milliseconds since 1970.

    """

    table: str
    row_id: bytes
    column: str
    old: Value
    new: Value
    replica: int | None = None
    user_id: bytes | None = None
    at_ms: int | None = None


def values_of(connection: Connection, schema: Schema, rows: Sequence[RowRef]) -> Shown:
    """Return what rows show; those that are not there are left out."""
    found: dict[RowRef, dict[str, Value]] = {}
    for table in schema:
        ids = [ref.row_id for ref in rows if ref.table == table.name]
        for part in _parts(ids):
            found.update(_read(connection, table, part))
    return found


def changes_since(
    connection: Connection, schema: Schema, rows: Sequence[RowRef], before: Shown
) -> tuple[CellChange, ...]:
    """Return which fields of rows that were there show something else than before."""
    now = values_of(connection, schema, rows)
    return tuple(
        _change(connection, ref, column, old, now[ref][column])
        for ref in rows
        if ref in before and ref in now
        for column, old in before[ref].items()
        if now[ref][column] != old
    )


def _read(
    connection: Connection, table: SyncedTable, ids: Sequence[bytes]
) -> Iterator[tuple[RowRef, dict[str, Value]]]:
    names = [column.name for column in table.logged_columns]
    fields = ",".join(column.logged("t") for column in table.logged_columns)
    marks = ",".join("?" * len(ids))
    for row_id, *values in connection.execute(
        f'SELECT t.id,{fields} FROM "{table.name}" t WHERE t.id IN ({marks})', tuple(ids)
    ).fetchall():
        yield RowRef(table.name, row_id), dict(zip(names, values, strict=True))


def _change(connection: Connection, ref: RowRef, column: str, old: Value, new: Value) -> CellChange:
    """Say who wrote what a field shows now."""
    written = (
        connection.execute(
            "SELECT c.replica,c.user_id,c.hlc FROM sync_cell w CROSS JOIN sync_change c "
            "ON c.replica=w.replica AND c.seq=w.seq WHERE w.row_id=? AND w.col=? AND w.tbl=?",
            (ref.row_id, column, ref.table),
        ).fetchone()
        or connection.execute(
            "SELECT replica,user_id,hlc FROM sync_change WHERE row_id=? AND tbl=? AND op='I'",
            (ref.row_id, ref.table),
        ).fetchone()
    )
    if written is None:
        return CellChange(ref.table, ref.row_id, column, old, new)
    replica, user_id, hlc = written
    return CellChange(ref.table, ref.row_id, column, old, new, replica, user_id, hlc >> 16)


def _parts(ids: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]

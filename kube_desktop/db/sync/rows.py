"""Single rows of synced tables: their whole past in the log, and what they show now."""

from collections.abc import Iterable, Sequence
from typing import Any

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync.export import CHANGE, record_of
from kube_desktop.db.sync.records import SUPERSEDED, Record


def changes_of_row(connection: Connection, table: str, row_id: bytes) -> tuple[Record, ...]:
    """Return the whole past of one row, whoever wrote it, its creation first."""
    found: list[Record] = [
        record_of(row)
        for row in connection.execute(
            f"SELECT {CHANGE} FROM sync_change WHERE tbl=? AND row_id=? "
            "ORDER BY CASE op WHEN 'I' THEN 0 ELSE 1 END,hlc,replica,seq",
            (table, row_id),
        )
    ]
    for change in tuple(found):
        found += [
            (SUPERSEDED, *row)
            for row in connection.execute(
                "SELECT replica,seq,p_replica,p_seq FROM sync_supersedes WHERE replica=? AND seq=? "
                "ORDER BY p_replica,p_seq",
                change[1:3],
            )
        ]
    return tuple(found)


def rows_written_by(
    connection: Connection, tables: Sequence[str], replicas: Iterable[int] | None
) -> list[tuple[str, bytes]]:
    """Return table and id of every row in which one of the replicas (all when None) wrote."""
    wanted = None if replicas is None else list(replicas)
    params: list[object] = [*tables, *(wanted or ())]
    condition = "" if wanted is None else f" AND replica IN ({_marks(wanted)})"
    found = connection.execute(
        f"SELECT DISTINCT tbl,row_id FROM sync_change WHERE tbl IN ({_marks(tables)}){condition}",
        params,
    ).fetchall()
    return [(table, row_id) for table, row_id in found]


def shown_row(
    connection: Connection, table: str, columns: Sequence[str], row_id: bytes
) -> dict[str, Any]:
    """Return some columns of a row as the table keeps them; empty when there is no such row."""
    names = ",".join(f'"{name}"' for name in columns)
    row = connection.execute(f'SELECT {names} FROM "{table}" WHERE id=?', (row_id,)).fetchone()
    return dict(zip(columns, row, strict=True)) if row else {}


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))

"""A person decides an open difference: one new version on top of all that were open."""

import json

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync import cells
from kube_desktop.db.sync.ddl import SEEN_OF_ROW, TICK
from kube_desktop.db.sync.records import Value
from kube_desktop.db.sync.schema import DELETED, Schema
from kube_desktop.db.sync.transaction import all_or_nothing, silently


class NoDifferenceError(LookupError):
    """The difference is not open (any more)."""


def resolve(
    connection: Connection,
    schema: Schema,
    table: str,
    row_id: bytes,
    column: str,
    value: Value,
    *,
    reason: str | None = None,
) -> None:
    """Settle every open difference of one field with `value`, here and wherever this travels.

    The value is given as the log keeps it (ids as 32 hexadecimal digits) and need not be one of
    those that differed. For a deletion against an edit the column is `deleted`, the value 0 or 1.

    Raises:
        NoDifferenceError: When nothing is open there.

    """
    cells.settle(connection, schema)
    with all_or_nothing(connection), silently(connection):
        heads = _open_heads(connection, table, row_id, column)
        if not heads:
            raise NoDifferenceError(f"{table}.{column} has no open difference")
        connection.execute(TICK)
        # On top of all of them: later than the latest, so that every replica chooses this one.
        latest = max(head[0] for head in heads)
        _, parent, parent_seq = max(heads)
        seen = f"({SEEN_OF_ROW.format('?2')})" if column == DELETED else "NULL"
        connection.execute(
            "INSERT INTO sync_change(replica,seq,hlc,tbl,row_id,op,col,value,p_replica,p_seq,ctx,"
            "user_id,schema_v,reason) SELECT replica,seq,max(hlc,?7+1),?1,?2,'U',?3,"
            "json_extract(?4,'$'),?5,?6,"
            f"{seen},actor,schema_v,coalesce(?8,reason) FROM sync_clock",
            (table, row_id, column, json.dumps(value), parent, parent_seq, latest, reason),
        )
        connection.executemany(
            "INSERT INTO sync_supersedes SELECT replica,seq,?,? FROM sync_clock",
            [(replica, seq) for _, replica, seq in heads],
        )
        cells.open_touched(connection)
        connection.execute("INSERT INTO temp.touched VALUES(?,?,?)", (row_id, column, table))
        cells.recompute_touched(connection, schema)


def _open_heads(
    connection: Connection, table: str, row_id: bytes, column: str
) -> list[tuple[int, int, int]]:
    rows = connection.execute(
        "SELECT heads FROM sync_conflict WHERE row_id=? AND col=? AND tbl=?",
        (row_id, column, table),
    ).fetchall()
    keys = {tuple(head) for (heads,) in rows for head in json.loads(heads)}
    return [
        connection.execute(
            "SELECT hlc,replica,seq FROM sync_change WHERE replica=? AND seq=?", key
        ).fetchone()
        for key in keys
    ]

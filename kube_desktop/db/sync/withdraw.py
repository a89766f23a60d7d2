"""Taking back one file, however many came after (docs/exchange.md, "Taking a file back").

What only this file carried leaves the log; everything shown is a function of the log, so what it
touched is computed again and ends as if the file had never come. Numbers that another file carried
too stay, and so does everything that was written here.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync import cells, peers
from kube_desktop.db.sync.glance import CellChange, changes_since, values_of
from kube_desktop.db.sync.refs import CellRef, RowRef
from kube_desktop.db.sync.runs import common, joined, without
from kube_desktop.db.sync.schema import Schema
from kube_desktop.db.sync.transaction import all_or_nothing, roomy, silently

_LISTED: Final = 1000

_WORKING_TABLES: Final = {
    "lost": "replica INTEGER,first INTEGER,last INTEGER",
    "gone": "replica INTEGER,seq INTEGER,tbl TEXT,row_id BLOB,op TEXT,col TEXT",
    "come": "replica INTEGER,seq INTEGER,tbl TEXT,row_id BLOB,op TEXT,col TEXT",
    "affected": "row_id BLOB,tbl TEXT,PRIMARY KEY(row_id,tbl)",
}

_NUMBERED: Final = (
    "SELECT c.replica,c.seq,c.tbl,c.row_id,c.op,c.col FROM temp.lost l CROSS JOIN sync_change c "
    "ON c.replica=l.replica AND c.seq BETWEEN l.first AND l.last WHERE c.pkg_id=?"
)
_IS_GONE: Final = "EXISTS(SELECT 1 FROM temp.gone g WHERE g.replica={0}.replica AND g.seq={0}.seq)"
_BORN: Final = (
    "EXISTS(SELECT 1 FROM sync_change i WHERE i.row_id={0}.row_id AND i.op='I' AND i.tbl={0}.tbl)"
)

# The fields of the changes, and every field of rows whose creation goes or comes: with another
# creation, or none, other versions may be heads.
_TOUCH: Final = (
    """INSERT OR IGNORE INTO temp.touched(row_id,col,tbl)
    SELECT row_id,col,tbl FROM temp.{0} WHERE op='U'""",
    """INSERT OR IGNORE INTO temp.touched(row_id,col,tbl) SELECT u.row_id,u.col,u.tbl
    FROM temp.{0} n CROSS JOIN sync_change u ON u.row_id=n.row_id AND u.tbl=n.tbl AND u.op='U'
    WHERE n.op='I'""",
    """INSERT OR IGNORE INTO temp.touched(row_id,col,tbl) SELECT i.row_id,j.key,i.tbl
    FROM temp.{0} n CROSS JOIN sync_change i ON i.row_id=n.row_id AND i.tbl=n.tbl AND i.op='I'
    CROSS JOIN json_each(i.patch) j ON true WHERE n.op='I'{1}""",
    """INSERT OR IGNORE INTO temp.affected(row_id,tbl)
    SELECT row_id,tbl FROM temp.{0} WHERE op IN ('I','U')""",
)

# A row with one creation shows nothing any more when that goes, so its fields need no look.
_TWICE: Final = """ AND EXISTS(SELECT 1 FROM sync_change o WHERE o.row_id=n.row_id
AND o.tbl=n.tbl AND o.op='I' AND (o.replica<>n.replica OR o.seq<>n.seq))"""

_ORPHANS: Final = (
    """DELETE FROM sync_orphan WHERE EXISTS(SELECT 1 FROM temp.affected a
    WHERE a.row_id=sync_orphan.row_id AND a.tbl=sync_orphan.tbl)""",
    f"""INSERT OR IGNORE INTO sync_orphan(row_id,tbl) SELECT a.row_id,a.tbl FROM temp.affected a
    WHERE EXISTS(SELECT 1 FROM sync_change u WHERE u.row_id=a.row_id AND u.tbl=a.tbl
    AND u.op='U') AND NOT {_BORN.format("a")}""",
)

# A field that is as its row was created, once, has no entry among the winners.
_FORGET_UNEDITED: Final = """DELETE FROM sync_cell WHERE (row_id,col,tbl) IN (
SELECT t.row_id,t.col,t.tbl FROM temp.touched t WHERE NOT EXISTS(
    SELECT 1 FROM sync_change u WHERE u.row_id=t.row_id AND u.op='U' AND u.col=t.col
    AND u.tbl=t.tbl)
AND (SELECT count(*) FROM sync_change i WHERE i.row_id=t.row_id AND i.op='I' AND i.tbl=t.tbl)<2)"""

# What was written on top of something that goes, by somebody whose own words stay.
_GROUNDLESS: Final = f"""SELECT DISTINCT c.tbl,c.row_id,c.col,c.replica,c.seq FROM temp.gone n
CROSS JOIN sync_change c ON c.row_id=n.row_id AND c.tbl=n.tbl AND c.op='U'
WHERE EXISTS(SELECT 1 FROM sync_supersedes s WHERE s.replica=c.replica AND s.seq=c.seq
    AND s.p_replica=n.replica AND s.p_seq=n.seq)
AND NOT {_IS_GONE.format("c")} ORDER BY 1,2,3,4,5"""


@dataclass(frozen=True, slots=True)
class Groundless:
    """A decision of a person that stays although a version it was about is gone."""

    table: str
    row_id: bytes
    column: str
    replica: int
    seq: int


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What taking a file back did, or would do.

    Attributes:
        removed: Changes that only this file had brought; they have left the log.
        kept: Changes it carried that stay, because another file brought them too or they are ours.
        promoted: Second contents of a number (a copied laptop) that are shown now in its place.
        vanished: Rows that only this file had created, the first 1,000.
        vanished_counts: How many of them in each table.
        orphaned: Vanished rows that somebody else edited; the edits wait for the row to come back.
        changed: Fields that show something else now, of the first 1,000 rows.
        changed_rows: How many rows show something else in each table.
        opened: Differences that are open now and were not.
        settled: Differences that were open and are not any more.
        groundless: Decisions about versions that are gone; their value stands.

    """

    removed: int
    kept: int
    promoted: int
    vanished: tuple[RowRef, ...]
    vanished_counts: dict[str, int]
    orphaned: tuple[RowRef, ...]
    changed: tuple[CellChange, ...]
    changed_rows: dict[str, int]
    opened: tuple[CellRef, ...]
    settled: tuple[CellRef, ...]
    groundless: tuple[Groundless, ...]


def withdraw(connection: Connection, schema: Schema, pkg_id: bytes) -> Withdrawal:
    """Take a file back: everything is as if it had never come. In one transaction.

    The files that came with it stay where they are, the clock goes on, and keys that were bound
    stay bound. Merging the file again brings everything back.
    """
    with roomy(connection), all_or_nothing(connection), silently(connection):
        return _withdraw(connection, schema, pkg_id)


def foresee(
    connection: Connection,
    schema: Schema,
    pkg_id: bytes,
    look: Callable[[Withdrawal], None] = lambda _: None,
) -> Withdrawal:
    """Return what `withdraw` would do, and let `look` see it meanwhile; nothing is changed."""
    with roomy(connection), all_or_nothing(connection, keep=False), silently(connection):
        done = _withdraw(connection, schema, pkg_id)
        look(done)
        return done


def _withdraw(connection: Connection, schema: Schema, pkg_id: bytes) -> Withdrawal:
    _open_working_tables(connection)
    carried = _carried(connection, pkg_id)
    _find_gone(connection, pkg_id, carried)
    replicas = set(carried)
    cells.open_touched(connection)
    cells.touch_dirty(connection)
    promotions = _second_contents(connection, pkg_id)
    _touch(connection, "gone", "" if promotions else _TWICE)
    groundless = [Groundless(*row) for row in connection.execute(_GROUNDLESS).fetchall()]
    removed = _leave_the_log(connection)
    _come_in(connection, promotions)
    before = _open_differences(connection, schema)
    vanished = _vanish(connection, schema)
    looked_at = _listed_rows(connection, schema)
    values = values_of(connection, schema, looked_at)
    written = _show_again(connection, schema)
    after = _open_differences(connection, schema)
    _move_watermarks(connection, replicas)
    kept = sum(last - first + 1 for runs in carried.values() for first, last in runs) - removed
    return Withdrawal(
        removed=removed,
        kept=kept,
        promoted=len(promotions),
        vanished=tuple(vanished[:_LISTED]),
        vanished_counts=_counted(ref.table for ref in vanished),
        orphaned=_orphaned(connection, vanished),
        changed=changes_since(connection, schema, looked_at, values),
        changed_rows=_counted(table for table, _ in {(t, row) for t, row, _ in written}),
        opened=tuple(sorted(after - before, key=_order)),
        settled=tuple(sorted(before - after, key=_order)),
        groundless=tuple(groundless),
    )


def _open_working_tables(connection: Connection) -> None:
    for name, columns in _WORKING_TABLES.items():
        connection.execute(f"DROP TABLE IF EXISTS temp.{name}")
        connection.execute(f"CREATE TEMP TABLE {name}({columns})")


def _carried(connection: Connection, pkg_id: bytes) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for replica, first, last in connection.execute(
        "SELECT replica,first,last FROM sync_delivery WHERE pkg_id=?", (pkg_id,)
    ).fetchall():
        found.setdefault(replica, []).append((first, last))
    return {replica: joined(runs) for replica, runs in found.items()}


def _find_gone(
    connection: Connection, pkg_id: bytes, carried: dict[int, list[tuple[int, int]]]
) -> None:
    """List what only this file brought; the rest is put down to the file that brought it next."""
    for replica, runs in carried.items():
        left = runs
        for other, first, last in _other_deliveries(connection, pkg_id, replica):
            for begin, end in common(left, [(first, last)]):
                connection.execute(
                    "UPDATE sync_change SET pkg_id=? WHERE replica=? AND seq BETWEEN ? AND ? "
                    "AND pkg_id=?",
                    (other, replica, begin, end, pkg_id),
                )
            left = without(left, [(first, last)])
        connection.executemany(
            "INSERT INTO temp.lost VALUES(?,?,?)", [(replica, first, last) for first, last in left]
        )
    # What is ours, or came with a file whose deliveries nobody noted yet, names another package.
    connection.execute(f"INSERT INTO temp.gone {_NUMBERED}", (pkg_id,))
    connection.execute("CREATE INDEX temp.gone_number ON gone(replica,seq)")
    connection.execute("DELETE FROM sync_delivery WHERE pkg_id=?", (pkg_id,))


def _other_deliveries(
    connection: Connection, pkg_id: bytes, replica: int
) -> list[tuple[bytes, int, int]]:
    rows: list[tuple[bytes, int, int]] = connection.execute(
        "SELECT d.pkg_id,d.first,d.last FROM sync_delivery d LEFT JOIN sync_package p "
        "ON p.pkg_id=d.pkg_id WHERE d.replica=? AND d.pkg_id<>? ORDER BY p.received_at,d.pkg_id",
        (replica, pkg_id),
    ).fetchall()
    return rows


def _touch(connection: Connection, changes: str, only: str = "") -> None:
    for statement in _TOUCH:
        connection.execute(statement.format(changes, only))


def _open_differences(connection: Connection, schema: Schema) -> frozenset[CellRef]:
    known = {(t.name, c.name) for t in schema for c in t.logged_columns}
    rows = connection.execute(
        "SELECT c.tbl,c.row_id,c.col,c.kind FROM temp.affected a "
        "CROSS JOIN sync_conflict c ON c.row_id=a.row_id AND c.tbl=a.tbl"
    )
    return frozenset(CellRef(*row) for row in rows if (row[0], row[2]) in known)


@dataclass(frozen=True, slots=True)
class _Second:
    replica: int
    seq: int
    payload: str
    files: tuple[bytes, ...]


def _second_contents(connection: Connection, pkg_id: bytes) -> list[_Second]:
    """Forget the second contents only this file carried; return those that now come to the fore."""
    name = pkg_id.hex()
    for replica, seq, payload, text in connection.execute(
        "SELECT replica,seq,payload,pkg_ids FROM sync_bad WHERE pkg_ids LIKE ?", (f'%"{name}"%',)
    ).fetchall():
        files = [one for one in json.loads(text) if one != name]
        key = (replica, seq, payload)
        if files:
            connection.execute(
                "UPDATE sync_bad SET pkg_ids=? WHERE replica=? AND seq=? AND payload=?",
                (json.dumps(files), *key),
            )
        else:
            connection.execute("DELETE FROM sync_bad WHERE replica=? AND seq=? AND payload=?", key)
    arrived = dict(connection.execute("SELECT pkg_id,received_at FROM sync_package").fetchall())
    waiting: dict[tuple[int, int], list[_Second]] = {}
    for replica, seq, payload, text in connection.execute(
        "SELECT b.replica,b.seq,b.payload,b.pkg_ids FROM temp.gone g CROSS JOIN sync_bad b "
        "ON b.replica=g.replica AND b.seq=g.seq"
    ).fetchall():
        carriers = tuple(bytes.fromhex(one) for one in json.loads(text or "[]"))
        waiting.setdefault((replica, seq), []).append(_Second(replica, seq, payload, carriers))
    # The one that arrived first, as if the file that is taken back had not been there before it.
    return [
        min(ones, key=lambda one: (arrived.get(one.files[0], "") if one.files else "", one.payload))
        for ones in waiting.values()
    ]


def _leave_the_log(connection: Connection) -> int:
    for table in ("sync_supersedes", "sync_change"):
        connection.execute(
            f"DELETE FROM {table} WHERE (replica,seq) IN (SELECT replica,seq FROM temp.gone)"
        )
    return int(connection.execute("SELECT count(*) FROM temp.gone").fetchone()[0])


def _come_in(connection: Connection, promotions: Sequence[_Second]) -> None:
    for one in promotions:
        hlc, table, row_id, op, col, value, patch, p_replica, p_seq, ctx, user_id, *rest = (
            json.loads(one.payload)
        )
        row, user = bytes.fromhex(row_id), None if user_id is None else bytes.fromhex(user_id)
        connection.execute(
            "INSERT INTO sync_change(replica,seq,hlc,tbl,row_id,op,col,value,patch,p_replica,"
            "p_seq,ctx,user_id,schema_v,reason,pkg_id) "
            "VALUES(?,?,?,?,?,?,?,json_extract(?,'$'),?,?,?,?,?,?,?,?)",
            (one.replica, one.seq, hlc, table, row, op, col, json.dumps(value), patch,
             p_replica, p_seq, ctx, user, *rest, one.files[0] if one.files else b""),
        )  # fmt: skip
        connection.execute(
            "INSERT INTO temp.come VALUES(?,?,?,?,?,?)",
            (one.replica, one.seq, table, row, op, col),
        )
        connection.executemany(
            "INSERT OR IGNORE INTO sync_delivery(pkg_id,replica,first,last) VALUES(?,?,?,?)",
            [(file, one.replica, one.seq, one.seq) for file in one.files],
        )
        connection.execute(
            "DELETE FROM sync_bad WHERE replica=? AND seq=? AND payload=?",
            (one.replica, one.seq, one.payload),
        )
    if promotions:
        _touch(connection, "come")


def _vanish(connection: Connection, schema: Schema) -> list[RowRef]:
    """Remove the rows that nothing in the log creates any more, and create those that are new."""
    vanished: list[RowRef] = []
    for table in schema:
        rows = connection.execute(
            f'DELETE FROM "{table.name}" WHERE id IN (SELECT a.row_id FROM temp.affected a '
            f"WHERE a.tbl=? AND NOT {_BORN.format('a')}) RETURNING id",
            (table.name,),
        ).fetchall()
        vanished += sorted((RowRef(table.name, row_id) for (row_id,) in rows), key=_row_order)
        columns = ",".join(f'"{column.name}"' for column in table.logged_columns)
        absent = ",".join(column.absent for column in table.logged_columns)
        # Every field of such a row is touched, so its values follow with the others.
        connection.execute(
            f'INSERT INTO "{table.name}"(id,{columns}) SELECT n.row_id,{absent} FROM '
            "(SELECT DISTINCT row_id FROM temp.come WHERE op='I' AND tbl=?) n "
            "WHERE true ON CONFLICT DO NOTHING",
            (table.name,),
        )
    for statement in _ORPHANS:
        connection.execute(statement)
    return vanished


def _listed_rows(connection: Connection, schema: Schema) -> list[RowRef]:
    names = {table.name for table in schema}
    rows = connection.execute(
        f"SELECT tbl,row_id FROM temp.affected a WHERE {_BORN.format('a')} ORDER BY tbl,row_id"
    )
    found = [RowRef(*row) for row in rows.fetchall() if row[0] in names]
    return found[:_LISTED]


def _show_again(connection: Connection, schema: Schema) -> list[tuple[str, bytes, str]]:
    """Compute the touched fields again and return those that showed something else."""
    written = cells.recompute_touched(connection, schema)
    columns = {(t.name, c.name): c for t in schema for c in t.logged_columns}
    unsaid = (
        "SELECT t.row_id FROM temp.touched t WHERE t.tbl=? AND t.col=? AND NOT EXISTS("
        "SELECT 1 FROM temp.win w WHERE w.tbl=t.tbl AND w.col=t.col AND w.row_id=t.row_id)"
    )
    for name, field in connection.execute(
        "SELECT DISTINCT tbl,col FROM temp.touched t WHERE NOT EXISTS("
        "SELECT 1 FROM temp.win w WHERE w.tbl=t.tbl AND w.col=t.col AND w.row_id=t.row_id)"
    ).fetchall():
        column = columns.get((name, field))
        if column is None:
            continue
        rows = connection.execute(
            f'UPDATE "{name}" SET "{field}"={column.absent} WHERE id IN ({unsaid}) '
            f'AND "{field}" IS NOT {column.absent} RETURNING id',
            (name, field),
        ).fetchall()
        written.extend((name, row_id, field) for (row_id,) in rows)
    connection.execute(_FORGET_UNEDITED)
    return written


def _move_watermarks(connection: Connection, replicas: Iterable[int]) -> None:
    own = connection.execute("SELECT replica FROM sync_clock").fetchone()[0]
    for replica in replicas:
        if replica == own:
            continue
        highest = connection.execute(
            "SELECT max(seq) FROM sync_change WHERE replica=?", (replica,)
        ).fetchone()[0]
        connection.execute(
            "UPDATE sync_peer SET contiguous_seq=?,max_seq=?,last_pkg_at=("
            "SELECT max(p.received_at) FROM sync_delivery d CROSS JOIN sync_package p "
            "ON p.pkg_id=d.pkg_id WHERE d.replica=?) WHERE replica=?",
            (peers.end_of_run(connection, replica, 0), highest or 0, replica, replica),
        )


def _orphaned(connection: Connection, vanished: Sequence[RowRef]) -> tuple[RowRef, ...]:
    waiting = {
        RowRef(*row)
        for row in connection.execute(
            "SELECT o.tbl,o.row_id FROM temp.affected a CROSS JOIN sync_orphan o "
            "ON o.row_id=a.row_id AND o.tbl=a.tbl"
        ).fetchall()
    }
    return tuple(ref for ref in vanished if ref in waiting)[:_LISTED]


def _counted(tables: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for table in tables:
        found[table] = found.get(table, 0) + 1
    return found


def _order(cell: CellRef) -> tuple[str, bytes, str, str]:
    return (cell.table, cell.row_id, cell.column, cell.kind)


def _row_order(ref: RowRef) -> tuple[str, bytes]:
    return (ref.table, ref.row_id)

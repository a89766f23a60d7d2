"""Who wrote what, and what became of it: the story of one record and its open differences."""

import json
from dataclasses import dataclass
from enum import Enum

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync.records import CREATED, Value
from kube_desktop.db.sync.schema import DELETED, Schema


class Standing(Enum):
    """What became of a version."""

    CURRENT = "current"
    """It is what the record shows."""
    OPEN = "open"
    """It was written at the same time as what is shown; a person has to decide."""
    SET_ASIDE = "set aside"
    """A person decided for another value."""
    REPLACED = "replaced"
    """Somebody who saw it wrote something newer."""


@dataclass(frozen=True, slots=True)
class Version:
    """One value that a field had.

    Attributes:
        value: As the log keeps it: ids as 32 hexadecimal digits.
        at_ms: When it was written by the clock of its laptop, in milliseconds since 1970 (UTC);
            for people to read, never to compare.
        user_id: The person who typed it, if known.
        is_birth: Whether the row was created with it.

    """

    column: str
    value: Value
    at_ms: int
    user_id: bytes | None
    replica: int
    seq: int
    reason: str | None
    is_birth: bool
    standing: Standing


@dataclass(frozen=True, slots=True)
class Difference:
    """An open difference.

    Attributes:
        kind: "edit" when a field has several values, "delete" when a row was deleted by somebody
            who had not seen an edit of it.
        versions: The values to choose from, the one shown now last. For "delete": the deletion.
        unseen: For "delete": the edits that whoever deleted had not seen.

    """

    table: str
    row_id: bytes
    column: str
    kind: str
    versions: tuple[Version, ...]
    unseen: tuple[Version, ...] = ()


_Key = tuple[int, int]
_ALL = 2**62


def history(
    connection: Connection, schema: Schema, table: str, row_id: bytes
) -> tuple[Version, ...]:
    """Return every version of every field of a record, oldest first; none is ever lost."""
    known = {c.name for t in schema if t.name == table for c in t.logged_columns}
    shown, open_heads = _standings(connection, table, row_id)
    decided = _decided_against(connection, row_id)
    versions: list[Version] = []
    born: set[str] = set()
    rows = connection.execute(
        "SELECT replica,seq,hlc,op,col,value,patch,user_id,reason FROM sync_change "
        "WHERE row_id=? AND tbl=? AND op IN ('I','U') ORDER BY hlc,replica,seq",
        (row_id, table),
    ).fetchall()
    for replica, seq, hlc, op, col, value, patch, user_id, reason in rows:
        is_birth = op == CREATED
        fields = json.loads(patch) if is_birth else {col: value}
        for column, content in fields.items():
            if column not in known:
                continue
            key = (replica, seq)
            current = shown.get(column)
            if current == key or (current is None and is_birth and column not in born):
                standing = Standing.CURRENT
            elif key in open_heads.get(column, ()):
                standing = Standing.OPEN
            elif decided.get(key, content) != content:
                standing = Standing.SET_ASIDE
            else:
                standing = Standing.REPLACED
            if is_birth:
                born.add(column)
            versions.append(
                Version(
                    column, content, hlc >> 16, user_id, replica, seq, reason, is_birth, standing
                )
            )
    return tuple(versions)


def differences(
    connection: Connection, schema: Schema, *, limit: int = -1, offset: int = 0
) -> tuple[Difference, ...]:
    """Return the open differences that this program can show, with all values."""
    rows = connection.execute(
        f"SELECT tbl,row_id,col,kind,heads FROM sync_conflict WHERE {_shown(schema)} "
        f"ORDER BY tbl,row_id,col,kind LIMIT {limit if limit >= 0 else _ALL} OFFSET {offset}"
    ).fetchall()
    return tuple(_difference(connection, schema, *row) for row in rows)


def count_differences(connection: Connection, schema: Schema) -> int:
    """Return how many differences are open."""
    sql = f"SELECT count(*) FROM sync_conflict WHERE {_shown(schema)}"
    return int(connection.execute(sql).fetchone()[0])


def _shown(schema: Schema) -> str:
    pairs = ",".join(f"('{t.name}','{c.name}')" for t in schema for c in t.logged_columns)
    return f"(tbl,col) IN (VALUES {pairs})" if pairs else "false"


def _difference(
    connection: Connection, schema: Schema, table: str, row_id: bytes, column: str, kind: str,
    heads: str,
) -> Difference:  # fmt: skip
    versions = history(connection, schema, table, row_id)
    order = [tuple(head) for head in json.loads(heads)]
    chosen = sorted(
        (v for v in versions if v.column == column and (v.replica, v.seq) in order),
        key=lambda v: order.index((v.replica, v.seq)),
    )
    unseen: tuple[Version, ...] = ()
    if kind == "delete":
        unseen = tuple(v for v in versions if _is_unseen(connection, v, chosen[0]))
    return Difference(table, row_id, column, kind, tuple(chosen), unseen)


def _is_unseen(connection: Connection, version: Version, deletion: Version) -> bool:
    if version.is_birth or version.column == DELETED or version.replica == deletion.replica:
        return False
    row = connection.execute(
        "SELECT ctx FROM sync_change WHERE replica=? AND seq=?", (deletion.replica, deletion.seq)
    ).fetchone()
    seen = json.loads(row[0] or "{}")
    return bool(version.seq > seen.get(str(version.replica), 0))


def _standings(
    connection: Connection, table: str, row_id: bytes
) -> tuple[dict[str, _Key], dict[str, set[_Key]]]:
    shown = {
        col: (replica, seq)
        for col, replica, seq in connection.execute(
            "SELECT col,replica,seq FROM sync_cell WHERE row_id=? AND tbl=?", (row_id, table)
        )
    }
    heads = {
        col: {(replica, seq) for replica, seq in json.loads(text)}
        for col, text in connection.execute(
            "SELECT col,heads FROM sync_conflict WHERE row_id=? AND tbl=? AND kind='edit'",
            (row_id, table),
        )
    }
    return shown, heads


def _decided_against(connection: Connection, row_id: bytes) -> dict[_Key, Value]:
    """Return, for each version that a decision settled, the value decided for."""
    return {
        (p_replica, p_seq): value
        for p_replica, p_seq, value in connection.execute(
            "SELECT s.p_replica,s.p_seq,c.value FROM sync_change c CROSS JOIN sync_supersedes s "
            "ON s.replica=c.replica AND s.seq=c.seq WHERE c.row_id=?",
            (row_id,),
        )
    }

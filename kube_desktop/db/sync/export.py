"""Reads changes out of the log, as records for a package."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync.records import CREATED, SUPERSEDED, Record
from kube_desktop.db.sync.transaction import streamed

_NOTHING: Mapping[int, int] = {}
CHANGE: Final = (
    "op,replica,seq,hlc,tbl,row_id,col,value,p_replica,p_seq,ctx,user_id,schema_v,reason,patch"
)
"""Columns of the log, in the order in which `record_of` reads them."""
_BROUGHT: Final = (
    "AND EXISTS(SELECT 1 FROM sync_change c "
    "WHERE c.replica=s.replica AND c.seq=s.seq AND c.pkg_id IS ?)"
)


@dataclass(frozen=True, slots=True)
class Pending:
    """What would be sent of one table."""

    created: int
    edited: int


def export(
    connection: Connection,
    replicas: Iterable[int] | None = None,
    above: Mapping[int, int] = _NOTHING,
    *,
    of: tuple[bytes | None] | None = None,
) -> Iterator[Record]:
    """Yield all changes of the replicas (all when None) beyond what the receiver has.

    A laptop sends its own branches (`replica.own_branches`); the office passes everything on. Run
    inside a read transaction of the caller, so that the file shows one moment. With `of` only
    what one file brought is yielded; the file None stands for changes typed here.
    """
    came = "" if of is None else " AND pkg_id IS ?"
    for replica in _replicas(connection, replicas):
        start = (replica, above.get(replica, 0), *(of or ()))
        rows = streamed(
            connection,
            f"SELECT {CHANGE} FROM sync_change WHERE replica=? AND seq>?{came} ORDER BY seq",
            start,
        )
        for row in rows:
            yield record_of(row)
        for row in connection.execute(
            "SELECT replica,seq,p_replica,p_seq FROM sync_supersedes s WHERE replica=? AND seq>? "
            f"{_BROUGHT if came else ''} ORDER BY seq,p_replica,p_seq",
            start,
        ):
            yield (SUPERSEDED, *row)


def record_of(row: tuple[Any, ...]) -> Record:
    """Return the record of a row read with the columns of `CHANGE`."""
    if row[0] == CREATED:
        patch = json.loads(row[14])
        return (*row[:6], tuple(patch), tuple(patch.values()), *row[11:14])
    return row[:14]


def pending(
    connection: Connection,
    replicas: Iterable[int] | None = None,
    above: Mapping[int, int] = _NOTHING,
) -> dict[str, Pending]:
    """Return how many rows of each table an export would carry as new and as changed."""
    found: dict[str, list[set[bytes]]] = {}
    for replica in _replicas(connection, replicas):
        for table, row_id, op in connection.execute(
            "SELECT DISTINCT tbl,row_id,op FROM sync_change WHERE replica=? AND seq>?",
            (replica, above.get(replica, 0)),
        ):
            created, edited = found.setdefault(table, [set(), set()])
            (created if op == CREATED else edited).add(row_id)
    return {
        table: Pending(len(created), len(edited - created))
        for table, (created, edited) in found.items()
    }


def last_numbers(connection: Connection, replicas: Iterable[int] | None = None) -> dict[int, int]:
    """Return the highest number of each replica in the log."""
    return {
        replica: connection.execute(
            "SELECT max(seq) FROM sync_change WHERE replica=?", (replica,)
        ).fetchone()[0]
        or 0
        for replica in _replicas(connection, replicas)
    }


def _replicas(connection: Connection, replicas: Iterable[int] | None) -> list[int]:
    return replicas_in_log(connection) if replicas is None else sorted(replicas)


def replicas_in_log(connection: Connection) -> list[int]:
    """Return every replica of which there is a change."""
    # A loose index scan: one step per replica instead of one per change.
    found: list[int] = []
    step = "SELECT min(replica) FROM sync_change WHERE replica>?"
    number = connection.execute("SELECT min(replica) FROM sync_change").fetchone()[0]
    while number is not None:
        found.append(number)
        number = connection.execute(step, (number,)).fetchone()[0]
    return found

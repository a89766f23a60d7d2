"""What somebody has of the log when it is not all of it, and what of some rows is lacking there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync.export import CHANGE, record_of, replicas_in_log
from kube_desktop.db.sync.records import SUPERSEDED, Record
from kube_desktop.db.sync.transaction import filled, streamed

Runs: TypeAlias = Mapping[int, Sequence[tuple[int, int]]]
"""Which numbers of each replica somebody has: first and last of each unbroken run."""

_WORKING: Final = {
    "wanted_row": "tbl TEXT,row_id BLOB,PRIMARY KEY(row_id,tbl)",
    "held_run": "replica INTEGER,first INTEGER,last INTEGER",
    "wanted_change": "w_replica INTEGER,w_seq INTEGER,PRIMARY KEY(w_replica,w_seq)",
}


def export_rows(
    connection: Connection, rows: Iterable[tuple[str, bytes]], held: Runs
) -> Iterator[Record]:
    """Yield every change of some rows that the receiver does not have: no row is torn apart.

    This is how an office answers one laptop. Run inside a read transaction of the caller.

    Args:
        connection: Of the office.
        rows: Tables and ids of the rows, tables of newer programs too.
        held: What the receiver has of the log.

    """
    run = connection.execute
    for name, columns in _WORKING.items():
        run(f"DROP TABLE IF EXISTS temp.{name}")
        run(f"CREATE TEMP TABLE {name}({columns})")
    connection.executemany("INSERT OR IGNORE INTO temp.wanted_row VALUES(?,?)", rows)
    connection.executemany(
        "INSERT INTO temp.held_run VALUES(?,?,?)",
        [(replica, *one) for replica, runs in held.items() for one in runs],
    )
    run("CREATE INDEX temp.held_run_start ON held_run(replica,first)")
    filled(connection, "wanted_row", "held_run")
    run(
        "INSERT INTO temp.wanted_change SELECT c.replica,c.seq FROM temp.wanted_row w "
        "CROSS JOIN sync_change c ON c.row_id=w.row_id AND c.tbl=w.tbl WHERE NOT EXISTS("
        "SELECT 1 FROM temp.held_run h WHERE h.replica=c.replica AND c.seq BETWEEN h.first "
        "AND h.last)"
    )
    filled(connection, "wanted_change")
    wanted = "FROM temp.wanted_change w CROSS JOIN"
    keyed = "ON replica=w.w_replica AND seq=w.w_seq ORDER BY replica,seq"
    for row in streamed(connection, f"SELECT {CHANGE} {wanted} sync_change {keyed}"):
        yield record_of(row)
    decisions = (
        f"SELECT replica,seq,p_replica,p_seq {wanted} sync_supersedes {keyed},p_replica,p_seq"
    )
    for row in run(decisions):
        yield (SUPERSEDED, *row)


def held_runs(connection: Connection, most: int = 20_000) -> dict[int, list[tuple[int, int]]]:
    """Return which numbers of every replica are in the log, without holes in between.

    A laptop has its own branches whole and of others only what concerns it, so a watermark says
    too little. More than `most` runs are left out; what is left out is merely sent again.
    """
    known = dict(connection.execute("SELECT replica,contiguous_seq FROM sync_peer").fetchall())
    known.update([connection.execute("SELECT replica,seq FROM sync_clock").fetchone()])
    runs: dict[int, list[tuple[int, int]]] = {}
    count = 0
    for replica in replicas_in_log(connection):
        whole = known.get(replica, 0)
        found = [(1, whole)] if whole else []
        for (seq,) in connection.execute(
            "SELECT seq FROM sync_change WHERE replica=? AND seq>? ORDER BY seq", (replica, whole)
        ):
            if found and found[-1][1] == seq - 1:
                found[-1] = (found[-1][0], seq)
            else:
                found.append((seq, seq))
        runs[replica] = found[: most - count]
        count += len(runs[replica])
    return {replica: found for replica, found in runs.items() if found}

"""What is known of other laptops: how far their changes have arrived, and whose they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync.staging import Spans


class ForeignReplicaError(Exception):
    """A file carries changes in the name of another laptop than the one that signed it."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers of a replica that have not arrived although later ones have."""

    replica: int
    first: int
    last: int


def watermark(connection: Connection) -> dict[int, int]:
    """Return for each replica up to which number everything is here: the acknowledgement."""
    known = dict(
        connection.execute(
            "SELECT replica,contiguous_seq FROM sync_peer WHERE contiguous_seq>0"
        ).fetchall()
    )
    own = connection.execute("SELECT replica,seq FROM sync_clock WHERE seq>0").fetchone()
    if own is not None:
        known[own[0]] = own[1]
    return known


def gaps(connection: Connection, replicas: Iterable[int] | None = None) -> tuple[Gap, ...]:
    """Return the holes in what arrived, of all or of some replicas: an earlier file is missing."""
    wanted = None if replicas is None else set(replicas)
    holes = connection.execute(
        "SELECT p.replica,p.contiguous_seq+1,(SELECT min(c.seq)-1 FROM sync_change c "
        "WHERE c.replica=p.replica AND c.seq>p.contiguous_seq) "
        "FROM sync_peer p WHERE p.max_seq>p.contiguous_seq ORDER BY p.replica"
    ).fetchall()
    return tuple(Gap(*hole) for hole in holes if wanted is None or hole[0] in wanted)


def claim(connection: Connection, replicas: Iterable[int], signer: bytes) -> None:
    """Bind replicas to the key that signed them first.

    Raises:
        ForeignReplicaError: When one of them belongs to another key, or to this installation.

    """
    for replica in replicas:
        if connection.execute("SELECT 1 FROM sync_branch WHERE replica=?", (replica,)).fetchone():
            raise ForeignReplicaError(f"replica {replica} is one of ours")
        owner = connection.execute(
            "SELECT device_key FROM sync_peer WHERE replica=?", (replica,)
        ).fetchone()
        if owner is not None and owner[0] is not None and owner[0] != signer:
            raise ForeignReplicaError(f"replica {replica} belongs to another key")
        connection.execute(
            "INSERT INTO sync_peer(replica,device_key) VALUES(?,?) "
            "ON CONFLICT(replica) DO UPDATE SET device_key=excluded.device_key",
            (replica, signer),
        )


def advance(connection: Connection, spans: Spans, received_at: str | None = None) -> None:
    """Move the watermarks over the numbers that just arrived."""
    own = connection.execute("SELECT replica FROM sync_clock").fetchone()[0]
    for replica, runs in spans.runs.items():
        if replica == own:
            continue
        contiguous, highest = _known(connection, replica)
        had_hole = highest > contiguous
        for first, last in sorted(map(tuple, runs)):
            if first <= contiguous + 1:
                contiguous = max(contiguous, last)
            highest = max(highest, last)
        if had_hole and highest > contiguous:
            contiguous = end_of_run(connection, replica, contiguous)
        note(connection, replica, contiguous, highest, received_at)


def note(
    connection: Connection,
    replica: int,
    contiguous: int,
    highest: int,
    received_at: str | None = None,
) -> None:
    """Write down how far a replica has arrived."""
    connection.execute(
        "INSERT INTO sync_peer(replica,contiguous_seq,max_seq,last_pkg_at) VALUES(?,?,?,?) "
        "ON CONFLICT(replica) DO UPDATE SET contiguous_seq=excluded.contiguous_seq,"
        "max_seq=excluded.max_seq,last_pkg_at=coalesce(excluded.last_pkg_at,sync_peer.last_pkg_at)",
        (replica, contiguous, highest, received_at),
    )


def _known(connection: Connection, replica: int) -> tuple[int, int]:
    row = connection.execute(
        "SELECT contiguous_seq,max_seq FROM sync_peer WHERE replica=?", (replica,)
    ).fetchone()
    return (0, 0) if row is None else (int(row[0]), int(row[1]))


def end_of_run(connection: Connection, replica: int, start: int) -> int:
    """Return the last number that follows `start` without a hole."""
    row = connection.execute(
        "SELECT s.seq FROM sync_change s WHERE s.replica=?1 AND s.seq>=?2 AND EXISTS("
        "SELECT 1 FROM sync_change f WHERE f.replica=?1 AND f.seq=?2+1) AND NOT EXISTS("
        "SELECT 1 FROM sync_change n WHERE n.replica=s.replica AND n.seq=s.seq+1) "
        "ORDER BY s.seq LIMIT 1",
        (replica, start),
    ).fetchone()
    return start if row is None else int(row[0])


def keys_of(connection: Connection) -> Mapping[int, bytes]:
    """Return the signing key behind each replica that is bound to one."""
    rows = connection.execute(
        "SELECT replica,device_key FROM sync_peer WHERE device_key IS NOT NULL"
    ).fetchall()
    return dict(rows)

"""Brings two databases of one office to the same: an operator's own file and the office's server.

Each is merged into the other with the rules of `merge`, so that it does not matter who came first,
how often, or what was interrupted. What is known of files travels along: which were merged, which
were taken back, what each carried; the later word about a file holds in both.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync import peers
from kube_desktop.db.sync.export import export, replicas_in_log
from kube_desktop.db.sync.fingerprint import fingerprint
from kube_desktop.db.sync.merge import Package, merge
from kube_desktop.db.sync.schema import Schema
from kube_desktop.db.sync.transaction import all_or_nothing
from kube_desktop.db.sync.withdraw import withdraw

_BATCH: Final = 25
_FILE: Final = (
    "pkg_id", "sha512", "signer", "received_at", "status", "new_changes", "note", "filename",
    "sender", "region", "made_at", "size", "code", "app", "schema_version", "merge_id",
    "withdrawn_at",
)  # fmt: skip
_RECEIVED, _WITHDRAWN = _FILE.index("received_at"), _FILE.index("withdrawn_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """What went each way.

    Attributes:
        given: Changes the server did not have.
        taken: Changes this installation did not have.
        taken_back: Files taken back on one side because they had been on the other.
        differences: Differences that are open here now and were not.
        own_branch_moved: Whether own changes came back that were lost here: `replica.remember`.
        fingerprint: Of the content here afterwards.
        is_same: Whether the server had the very same content at that moment.

    """

    given: int
    taken: int
    taken_back: int
    differences: int
    own_branch_moved: bool
    fingerprint: str
    is_same: bool


def align(
    here: Connection,
    there: Connection,
    schema: Schema,
    step: Callable[[int, int], None] = lambda _done, _all: None,
) -> Aligned:
    """Bring both to the same; every batch is one transaction, so an interruption loses nothing."""
    taken_back = _tell(here, there, schema) + _tell(there, here, schema)
    given, _, _ = _send(here, there, schema, step)
    there.execute("BEGIN")  # one moment of the server, however many others write
    try:
        taken, differences, moved = _send(there, here, schema, step)
        _share_findings(there, here)
        reached = fingerprint(there, schema)
    finally:
        there.execute("ROLLBACK")
    _share_findings(here, there)
    own = fingerprint(here, schema)
    return Aligned(
        given=given,
        taken=taken,
        taken_back=taken_back,
        differences=differences,
        own_branch_moved=moved,
        fingerprint=own,
        is_same=own == reached,
    )


def _tell(source: Connection, target: Connection, schema: Schema) -> int:
    """Tell the target what the source knows of files; return how many had to be taken back."""
    taken_back = 0
    with all_or_nothing(target):
        known = {row[0]: row for row in _files(target)}
        for row in _files(source):
            other = known.get(row[0])
            if other is not None and _latest_word(row) <= _latest_word(other):
                continue
            if other is not None and row[_WITHDRAWN] and not other[_WITHDRAWN]:
                withdraw(target, schema, row[0])
                taken_back += 1
            marks = ",".join("?" * len(_FILE))
            renewed = ",".join(f"{name}=excluded.{name}" for name in _FILE[1:])
            target.execute(
                f"INSERT INTO sync_package({','.join(_FILE)}) VALUES({marks}) "
                f"ON CONFLICT(pkg_id) DO UPDATE SET {renewed}",
                row,
            )
    return taken_back


def _files(connection: Connection) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = connection.execute(
        # A refused or waiting file lies with one operator, and is nobody else's matter.
        f"SELECT {','.join(_FILE)} FROM sync_package WHERE status IN ('merged','withdrawn')"
    ).fetchall()
    return rows


def _latest_word(row: Sequence[Any]) -> str:
    return str(max(row[_RECEIVED], row[_WITHDRAWN] or ""))


def _send(
    source: Connection, target: Connection, schema: Schema, step: Callable[[int, int], None]
) -> tuple[int, int, bool]:
    """Merge what the target lacks; return new changes, opened differences, own branch moved."""
    waiting = list(_packages(source, peers.watermark(target)))
    new, differences, moved = 0, 0, False
    for start in range(0, len(waiting), _BATCH):
        result = merge(target, schema, waiting[start : start + _BATCH])
        for package in result.packages:
            if package.error is not None:
                raise package.error
        new += result.new_changes
        differences += len(result.differences)
        moved |= result.own_branch_moved
        step(min(start + _BATCH, len(waiting)), len(waiting))
    return new, differences, moved


def _packages(source: Connection, above: dict[int, int]) -> Iterator[Package]:
    """Yield the changes beyond what is known, each with the file that once brought it."""
    parts: dict[bytes | None, list[int]] = {}
    for replica in replicas_in_log(source):
        for (pkg_id,) in source.execute(
            "SELECT DISTINCT pkg_id FROM sync_change WHERE replica=? AND seq>?",
            (replica, above.get(replica, 0)),
        ).fetchall():
            parts.setdefault(pkg_id or None, []).append(replica)
    for pkg_id, replicas in parts.items():
        # What was typed here came with no file: one name for all of a branch, whoever relays it.
        own = hashlib.sha256(b"kube" + str(replicas).encode()).digest()[:16]
        yield Package(pkg_id or own, export(source, replicas, above, of=(pkg_id,)))


def _share_findings(source: Connection, target: Connection) -> None:
    """Hand over what is no change: what files carried, second contents, whose keys are whose."""
    deliveries = source.execute(
        "SELECT d.pkg_id,d.replica,d.first,d.last FROM sync_delivery d CROSS JOIN sync_package p "
        "ON p.pkg_id=d.pkg_id WHERE p.withdrawn_at IS NULL"
    ).fetchall()
    keys = source.execute(
        "SELECT device_key,revoked,replica FROM sync_peer WHERE device_key IS NOT NULL"
    ).fetchall()
    seconds = source.execute("SELECT replica,seq,why,payload,pkg_ids FROM sync_bad").fetchall()
    with all_or_nothing(target):
        target.executemany(
            "INSERT OR IGNORE INTO sync_delivery(pkg_id,replica,first,last) VALUES(?,?,?,?)",
            deliveries,
        )
        for device_key, revoked, replica in keys:
            target.execute(
                "UPDATE sync_peer SET device_key=coalesce(device_key,?),revoked=max(revoked,?) "
                "WHERE replica=?",
                (device_key, revoked, replica),
            )
        for second in seconds:
            _keep_second(target, *second)


def _keep_second(
    target: Connection, replica: int, seq: int, why: str, payload: str, pkg_ids: str | None
) -> None:
    key = (replica, seq, payload)
    there = target.execute(
        "SELECT pkg_ids FROM sync_bad WHERE replica=? AND seq=? AND payload=?", key
    ).fetchone()
    if there is None:
        target.execute(
            "INSERT INTO sync_bad(replica,seq,payload,why,pkg_ids) VALUES(?,?,?,?,?)",
            (*key, why, pkg_ids),
        )
    elif there[0] and pkg_ids:
        files = json.loads(there[0])
        more = [one for one in json.loads(pkg_ids) if one not in files]
        if more:
            target.execute(
                "UPDATE sync_bad SET pkg_ids=? WHERE replica=? AND seq=? AND payload=?",
                (json.dumps([*files, *more]), *key),
            )

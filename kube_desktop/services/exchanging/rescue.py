"""Use case of the office: take a laptop's data from a copy of its database when all else failed.

Nothing vouches for such a file but the person who brings it: it bears no signature. So it is read
in a process of its own (`db.untrusted`), what it says passes the same checks as a package, only the
laptop's own branches are taken, and merging needs an explicit yes.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from threading import Timer
from typing import Any, Final

import kube_desktop
from kube_desktop.db.backup import back_up
from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync import replica
from kube_desktop.db.sync.fingerprint import fingerprint
from kube_desktop.db.sync.merge import MergeResult, Package, PackageResult, merge, preview
from kube_desktop.db.sync.packages import Registered, register
from kube_desktop.domain.changes import Kind
from kube_desktop.exchange.errors import (
    DamagedCopyError,
    EndlessCopyError,
    ForeignCopyError,
    LockedCopyError,
    MalformedPackageError,
    PackageError,
    SamplePackageError,
    UnreadableFileError,
    UnusableCopyError,
)
from kube_desktop.exchange.keys import SAMPLE_OFFICE
from kube_desktop.exchange.meta import said
from kube_desktop.exchange.records import LineReader, Record, change_lines
from kube_desktop.services.exchanging.office_keys import own_office_keys
from kube_desktop.services.workplace import Workplace

_PATIENCE_S: Final = 120.0
_MOST_LINE: Final = 12_000_000
_MOST_BYTES: Final = 1 << 30
_BLOCK: Final = 1000
_NOTE: Final = "salinan basis data tanpa tanda tangan"
_WHY: Final[dict[str, type[PackageError]]] = {
    "kind": LockedCopyError,
    "locked": LockedCopyError,
    "schema": UnusableCopyError,
    "types": DamagedCopyError,
    "damaged": DamagedCopyError,
    "size": EndlessCopyError,
}


@dataclass(frozen=True, slots=True)
class Rescued:
    """What a copy brought, or would bring.

    Attributes:
        sender: Whose laptop it says it is; nothing proves it.
        made_at: When it says it was made.
        new_changes: Changes that were not here.
        known_changes: Changes that were.
        differences: Fields with several values now.
        fingerprint: Of the office afterwards; empty for a preview.

    """

    sender: str
    made_at: str
    new_changes: int
    known_changes: int
    differences: int
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class _Copy:
    sha512: bytes
    facts: Mapping[str, Any]
    records: list[Record]


class RescueService:
    """Merges copies of databases, supervised."""

    def __init__(self, workplace: Workplace, key: bytes) -> None:
        self._workplace = workplace
        self._key = key

    def look(self, path: Path, password: str = "") -> Rescued:
        """Return what merging a copy would bring; nothing is changed.

        Raises:
            DomainError: When this is no office, or the file cannot be used.
            EnvironmentProblem: When it cannot be read.

        """
        database = self._workplace.database
        with database.raw() as connection:
            copy = _checked(connection, path, password)
            result = preview(connection, database.schema, [_package(copy)])
        return _rescued(copy, result)

    def merge(self, path: Path, password: str = "") -> Rescued:
        """Back up, merge a copy, and note it among the files.

        Raises:
            DomainError: When this is no office, or the file cannot be used.
            EnvironmentProblem: When it cannot be read, or backup or database not be written.

        """
        database, now = self._workplace.database, self._workplace.now().astimezone(UTC)
        received_at = now.isoformat(timespec="seconds")
        with database.raw() as connection:
            copy = _checked(connection, path, password)
            package = _package(copy)
            stamp = now.strftime("%Y-%m-%d_%H%M%S")
            target = self._workplace.paths.backups / f"sebelum-gabung_{stamp}.db"
            back_up(database.path, self._key, target)

            def merged(outcome: PackageResult) -> None:
                if outcome.error is not None:
                    raise outcome.error
                entry = Registered(package.pkg_id, copy.sha512, None, received_at, "merged",
                                   outcome.new, _NOTE)  # fmt: skip
                register(connection, entry)

            result = merge(
                connection, database.schema, [package], received_at=received_at, merged=merged,
                abort_on=(PackageError,),
            )  # fmt: skip
            if result.own_branch_moved:
                replica.remember(connection, self._workplace.paths.branch)
            after = fingerprint(connection, database.schema)
        database.announce(frozenset(Kind))
        return _rescued(copy, result, after)


def _rescued(copy: _Copy, result: MergeResult, after: str = "") -> Rescued:
    return Rescued(
        sender=said(copy.facts, "sender"),
        made_at=said(copy.facts, "made"),
        new_changes=result.new_changes,
        known_changes=result.known_changes,
        differences=len(result.differences),
        fingerprint=after,
    )


def _package(copy: _Copy) -> Package:
    return Package(pkg_id=copy.sha512[:16], records=copy.records)


def _checked(connection: Connection, path: Path, password: str) -> _Copy:
    keys = own_office_keys(connection)
    try:
        with path.open("rb") as stream:
            sha512 = hashlib.file_digest(stream, "sha512").digest()
    except OSError as error:
        raise UnreadableFileError from error
    lines = _lines(path, password)
    first = next(lines, None)
    if first is None or first[0] != "facts" or type(first[1]) is not dict:
        raise UnusableCopyError
    facts: dict[str, Any] = first[1]
    if facts.get("sample") == "1" and keys.box != SAMPLE_OFFICE:
        raise SamplePackageError
    own = _branches(facts)
    _must_be_theirs(connection, own, said(facts, "device"))
    return _Copy(sha512, facts, list(_records(lines, own)))


def _branches(facts: Mapping[str, Any]) -> frozenset[int]:
    try:
        found = json.loads(facts["branches"])
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise UnusableCopyError from error
    if type(found) is not list or not all(type(one) is int for one in found):
        raise UnusableCopyError
    return frozenset(found)


def _must_be_theirs(connection: Connection, own: frozenset[int], device: str) -> None:
    ours = {branch.replica for branch in replica.own_branches(connection)}
    owners = dict(connection.execute("SELECT replica,device_key FROM sync_peer"))
    for one in own:
        owner = owners.get(one)
        if one in ours or (owner is not None and owner.hex() != device):
            raise ForeignCopyError


def _records(lines: Iterator[list[Any]], own: frozenset[int]) -> Iterator[Record]:
    """Yield the changes of the laptop's own branches, each checked as those of a package are."""
    waiting: list[Record] = []
    for line in lines:
        record = _record(line)
        if record is not None and record[1] in own:
            waiting.append(record)
        if len(waiting) >= _BLOCK:
            yield from _read_again(waiting)
            waiting.clear()
    yield from _read_again(waiting)


def _read_again(waiting: list[Record]) -> Iterator[Record]:
    reader = LineReader()  # sets of columns are numbered anew in each block
    try:
        lines = [line.encode() for line in change_lines(waiting)]
        yield from reader.records(reader.read(lines), _no_attachments)
    except (TypeError, ValueError, AttributeError) as error:
        raise MalformedPackageError from error


def _no_attachments(_: list[Any]) -> None:
    raise MalformedPackageError


def _record(line: list[Any]) -> Record | None:
    try:
        kind, *row = [_bytes(part) for part in line]
        if kind == "supersedes":
            return ("S", *row)
        op, replica_, seq, hlc, table, row_id, column, value, patch, *parents = row
        p_replica, p_seq, seen, user, schema, reason = parents
        if op != "I":
            return (op, replica_, seq, hlc, table, row_id, column, value, p_replica, p_seq, seen,
                    user, schema, reason)  # fmt: skip
        born = json.loads(patch)
        return (op, replica_, seq, hlc, table, row_id, tuple(born), tuple(born.values()),
                user, schema, reason)  # fmt: skip
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise MalformedPackageError from error


def _bytes(part: Any) -> Any:  # noqa: ANN401  a value of any kind
    return bytes.fromhex(part["hex"]) if type(part) is dict else part


def _lines(path: Path, password: str) -> Iterator[list[Any]]:
    """Yield what the reader in its own process answers; it is believed no more than the file."""
    words = [sys.executable, "-P", "-m", "kube_desktop.db.untrusted", str(path.resolve())]
    with subprocess.Popen(  # noqa: S603  our own module
        words,
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as child:
        if child.stdin is None or child.stdout is None:
            raise RuntimeError("no pipes")
        patience = Timer(_PATIENCE_S, child.kill)
        patience.start()
        try:
            child.stdin.write(f"{password.splitlines()[0] if password else ''}\n".encode())
            child.stdin.close()
            yield from _answers(child.stdout)
        except BrokenPipeError as error:
            raise DamagedCopyError from error
        finally:
            patience.cancel()
            child.kill()


def _environment() -> dict[str, str]:
    """Return an environment in which the reader is of this very program."""
    return {**os.environ, "PYTHONPATH": str(Path(kube_desktop.__file__).parents[1])}


def _answers(stream: Any) -> Iterator[list[Any]]:  # noqa: ANN401  bytes from a pipe
    total = count = 0
    while line := stream.readline(_MOST_LINE):
        total += len(line)
        if total > _MOST_BYTES:
            raise EndlessCopyError
        try:
            answer = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise DamagedCopyError from error
        match answer:
            case ["refused", "unreadable"]:
                raise UnreadableFileError
            case ["refused", why]:
                raise _WHY.get(str(why), UnusableCopyError)
            case ["end", said_count]:
                if said_count != count:
                    raise DamagedCopyError
                return
            case ["facts", _]:
                yield answer
            case _:
                count += 1
                yield answer
    raise EndlessCopyError  # it ran out of time or memory

"""The register of every file that came: merged, refused, waiting, withdrawn."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync.merge import PackageResult
from kube_desktop.domain.exchange import FileState, IncomingFile
from kube_desktop.domain.values import whole_letters
from kube_desktop.exchange.meta import known_numbers, said
from kube_desktop.exchange.reading import Opened
from kube_desktop.services.exchanging import laptops
from kube_desktop.services.exchanging.arriving import Arrival
from kube_desktop.services.exchanging.told import note_told

_COLUMNS = (
    "pkg_id", "sha512", "signer", "received_at", "status", "new_changes", "note", "filename",
    "sender", "region", "made_at", "size", "code", "app", "schema_version", "merge_id",
    "withdrawn_at",
)  # fmt: skip
_INSERT = (
    f"INSERT INTO sync_package({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))}) "  # noqa: S608
    "ON CONFLICT(pkg_id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
)
_REFUSED = {FileState.REJECTED: "rejected", FileState.WAITING: "waiting"}


@dataclass(frozen=True, slots=True)
class Occasion:
    """When files were taken in, and by which merge."""

    merge_id: UUID
    received_at: str


def register_merged(
    connection: Connection, arrival: Arrival, outcome: PackageResult, occasion: Occasion, note: str
) -> None:
    """Note a file in the transaction that merges it, and what it says of its laptop.

    Args:
        connection: The connection that merges.
        arrival: The file.
        outcome: What it brought, or why it was left out.
        occasion: When, and in which merge.
        note: Why it was left out, in words; empty when it was not.

    """
    opened = arrival.opened
    if opened is None:
        return
    about = opened.header.about
    connection.execute(
        _INSERT,
        (
            about.pkg_id,
            opened.sha512,
            opened.header.signer,
            occasion.received_at,
            "rejected" if outcome.error else "merged",
            outcome.new,
            note,
            whole_letters(arrival.incoming.path.name),
            arrival.incoming.sender,
            said(opened.meta, "region"),
            about.made_at,
            opened.size,
            opened.code,
            about.app,
            about.schema,
            occasion.merge_id.bytes,
            None,
        ),
    )
    if outcome.error is None:
        _note_laptop(connection, opened, occasion)


def register_refused(connection: Connection, arrival: Arrival, occasion: Occasion) -> None:
    """Note a file that could not be opened; the same file once only, whatever its name."""
    incoming: IncomingFile = arrival.incoming
    status = _REFUSED.get(incoming.state)
    sha512 = hash_of(arrival)
    if status is None or sha512 is None:
        return
    there = connection.execute(
        "SELECT status FROM sync_package WHERE sha512 = ? AND status IN ('merged', 'withdrawn')",
        (sha512,),
    ).fetchone()
    if there is not None:
        return
    size = arrival.copy.stat().st_size if arrival.copy else None
    fresh = hashlib.sha512(b"refused" + sha512).digest()[:16]
    connection.execute(
        _INSERT,
        (
            fresh, sha512, None, occasion.received_at, status, 0, incoming.message,
            whole_letters(incoming.path.name), incoming.sender or None, None,
            incoming.made_at or None, size, incoming.code or None, None, None,
            occasion.merge_id.bytes, None,
        ),
    )  # fmt: skip


def hash_of(arrival: Arrival) -> bytes | None:
    """Return the SHA-512 of a file as it arrived, or None where it could not be read."""
    if arrival.incoming.sha512:
        return bytes.fromhex(arrival.incoming.sha512)
    if arrival.copy is None or not arrival.copy.is_file():
        return None
    with arrival.copy.open("rb") as stream:
        return hashlib.file_digest(stream, "sha512").digest()


def _note_laptop(connection: Connection, opened: Opened, occasion: Occasion) -> None:
    told = laptops.LaptopFile(opened.header, opened.meta, known_numbers(opened.meta))
    laptops.note(connection, told, occasion.received_at)
    note_told(connection, opened)

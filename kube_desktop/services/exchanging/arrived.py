"""What a laptop knows to have arrived at its office, and what its files carried."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync import replica
from kube_desktop.db.types import canonical_json
from kube_desktop.services.installation import read_fact, write_facts

CODE_KIND, REPLY_KIND = "kode-terima", "balasan"
"""Kinds of `received_files`: an acknowledgement code that was typed, a return file."""
_FACT, _PARTS = "acknowledged", "sent_parts"
_MOST_PARTS = 100


@dataclass(frozen=True, slots=True)
class Arrived:
    """What the office has.

    Attributes:
        numbers: Up to which number of each own branch everything arrived there.
        photos: Up to which number of each own branch photos and scans arrived there.
        owed: Photos below that which stayed behind all the same, missing on the laptop then.

    """

    numbers: Mapping[int, int] = field(default_factory=dict)
    photos: Mapping[int, int] = field(default_factory=dict)
    owed: frozenset[str] = frozenset()

    @classmethod
    def read(cls, connection: Connection) -> "Arrived":
        """Return it; nothing arrived before the office said so."""
        stored = read_fact(connection, _FACT)
        if not isinstance(stored, dict):
            return cls()
        return cls(
            _numbers(stored["numbers"]), _numbers(stored["photos"]), frozenset(stored["owed"])
        )

    def write(self, connection: Connection) -> None:
        """Keep it."""
        stored = {
            "numbers": _texts(self.numbers),
            "photos": _texts(self.photos),
            "owed": sorted(self.owed),
        }
        write_facts(connection, {_FACT: stored})

    def with_file(self, connection: Connection, check_code: str) -> "Arrived":
        """Return what has arrived when this file of ours has."""
        last = sent_numbers(connection, check_code)
        parts = _parts(connection).get(check_code, {})
        numbers = {**self.numbers, **{b: max(n, self.numbers.get(b, 0)) for b, n in last.items()}}
        older = any(self.photos.get(branch, 0) > number for branch, number in last.items())
        if not parts.get("photos") or older:
            return Arrived(numbers, self.photos, self.owed)
        return Arrived(numbers, {**self.photos, **last}, frozenset(parts.get("owed", ())))

    @classmethod
    def by_reply(
        cls, connection: Connection, held: Mapping[int, int], check_codes: Iterable[str]
    ) -> "Arrived":
        """Return what the office itself says it has: less than before when it was restored."""
        own = [branch.replica for branch in replica.own_branches(connection)]
        found = cls()
        for check_code in check_codes:
            found = found.with_file(connection, check_code)
        numbers = {branch: held[branch] for branch in own if held.get(branch)}
        photos = {
            branch: min(number, numbers.get(branch, 0)) for branch, number in found.photos.items()
        }
        return cls(numbers, photos, found.owed)


def sent_numbers(connection: Connection, check_code: str) -> dict[int, int]:
    """Return up to which number of each branch a file of ours went."""
    return dict(
        connection.execute(
            "SELECT replica, last_seq FROM sent_files WHERE check_code = ? AND last_seq > 0",
            (check_code,),
        )
    )


def waiting_photos(connection: Connection, arrived: Arrived) -> dict[str, int]:
    """Return photos and scans recorded here that the office does not have, with their sizes."""
    rows = connection.execute(
        "SELECT a.sha256, a.size, c.replica, c.seq FROM attachments a CROSS JOIN sync_change c "
        "ON c.row_id = a.id AND c.op = 'I' AND c.tbl = 'attachments' CROSS JOIN sync_branch b "
        "ON b.replica = c.replica WHERE a.deleted = 0 ORDER BY a.sha256"
    )
    return {
        sha256: size
        for sha256, size, branch, number in rows
        if number > arrived.photos.get(branch, 0) or sha256 in arrived.owed
    }


def last_receipt(connection: Connection) -> datetime | None:
    """Return when the office last said what it has."""
    (last,) = connection.execute(
        "SELECT max(received_at) FROM received_files WHERE file_kind IN (?, ?)",
        (CODE_KIND, REPLY_KIND),
    ).fetchone()
    return datetime.fromisoformat(last) if last else None


def note_parts(
    connection: Connection, check_code: str, owed: Iterable[str], *, photos: bool
) -> None:
    """Remember whether a file of ours carried photos, and which of them it could not."""
    parts = _parts(connection)
    turn = 1 + max((one["turn"] for one in parts.values()), default=0)
    parts[check_code] = {"photos": photos, "owed": sorted(owed), "turn": turn}
    kept = {code: one for code, one in parts.items() if one["turn"] > turn - _MOST_PARTS}
    write_facts(connection, {_PARTS: kept})


def note_receipt(
    connection: Connection,
    receipt_id: UUID,
    kind: str,
    arrived: Arrived,
    received_at: datetime,
    *,
    number: int = 0,
    filename: str = "",
    signer: str = "",
    made_at: str = "",
    content: Mapping[str, object] | None = None,
) -> None:
    """Note that the office said what it has, so that each record can tell since when."""
    connection.execute(
        "INSERT INTO received_files(id, file_kind, number, filename, signer, made_at, "
        "received_at, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            receipt_id.bytes,
            kind,
            number,
            filename,
            signer,
            made_at,
            received_at.astimezone(UTC).isoformat(timespec="seconds"),
            canonical_json({"numbers": _texts(arrived.numbers), **(content or {})}),
        ),
    )


def _parts(connection: Connection) -> dict[str, dict[str, Any]]:
    stored = read_fact(connection, _PARTS)
    return stored if isinstance(stored, dict) else {}


def _numbers(stored: Mapping[str, int]) -> dict[int, int]:
    return {int(branch): number for branch, number in stored.items()}


def _texts(numbers: Mapping[int, int]) -> dict[str, int]:
    return {str(branch): number for branch, number in sorted(numbers.items())}

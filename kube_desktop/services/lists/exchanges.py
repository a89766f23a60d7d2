"""Reading which files this installation sent, and which ones the office merged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from kube_desktop.db.reading import Reader
from kube_desktop.domain.exchange import COUNTED_KINDS, FileState
from kube_desktop.domain.laptops import instant
from kube_desktop.services.lists.listing import known, stored_list, stored_map


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRow:
    """A file this installation made.

    Attributes:
        counts: Records it carries, by table; empty when that is not known.

    """

    filename: str
    check_code: str
    size: int
    made_at: datetime
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedRow(SentRow):
    """A file of a laptop that was merged here.

    Attributes:
        region: Kemendagri code of the regency its sender works in.
        signer: Public key of the laptop that made it.

    """

    sender: str
    region: str
    signer: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedFileRow:
    """One file of a merge; older merges noted less of it.

    Attributes:
        changes: How many changes it brought that were not here.
        first: When the earliest change it carries was typed, by the clock of its laptop.
        last: When the latest one was.
        withdrawn_at: When it was taken back, and `withdrawn_why`.

    """

    name: str
    state: FileState
    code: str = ""
    sender: str = ""
    region: str = ""
    sha512: str = ""
    changes: int | None = None
    first: datetime | None = None
    last: datetime | None = None
    withdrawn_at: datetime | None = None
    withdrawn_why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeRow:
    """One merging of files.

    Attributes:
        counts: New and changed records by table.
        notes: Other numbers by name: `parallel`, `differences`.

    """

    merged_at: datetime
    files: tuple[MergedFileRow, ...]
    counts: Mapping[str, tuple[int, int]]
    fingerprint: str
    notes: Mapping[str, int] = field(default_factory=dict)


_CARRIED: Final = (
    "SELECT c.tbl, count(DISTINCT c.row_id) FROM sync_change c WHERE c.replica = :replica "
    "AND c.seq <= :last AND c.op = 'I' AND c.tbl IN ({kinds}) GROUP BY c.tbl"
)
_PAIR: Final = 2
_LAST_MS: Final = 253_370_764_800_000
"""The last day that dates can hold, in milliseconds."""
_PERIOD: Final = (
    "SELECT min(c.hlc), max(c.hlc), p.withdrawn_at, p.note FROM sync_package p "
    "LEFT JOIN sync_delivery d ON d.pkg_id = p.pkg_id LEFT JOIN sync_change c "
    "ON c.replica = d.replica AND c.seq BETWEEN d.first AND d.last "
    "WHERE p.sha512 = :sha512 AND p.status IN ('merged', 'withdrawn') "
    "GROUP BY p.pkg_id, p.withdrawn_at, p.note"
)


class ExchangeLists:
    """Files sent and files merged."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def sent_files(self) -> list[tuple[UUID, datetime]]:
        """Return every file that was sent, oldest first; one id of each."""
        found = self._reader.rows(
            "SELECT min(id), made_at FROM sent_files GROUP BY filename, check_code, made_at "
            "ORDER BY made_at, filename"
        )
        return [(UUID(bytes=row[0]), datetime.fromisoformat(row[1])) for row in found]

    def sent(self, sent_id: UUID) -> SentRow | None:
        """Return a file that was sent, with what it carries."""
        row = self._reader.row(
            "SELECT filename, check_code, size, made_at FROM sent_files WHERE id = :id",
            {"id": sent_id.bytes},
        )
        if row is None:
            return None
        filename, code, size, made_at = row
        branches = self._reader.rows(
            "SELECT replica, last_seq FROM sent_files WHERE filename = :name "
            "AND check_code = :code AND made_at = :made",
            {"name": filename, "code": code, "made": made_at},
        )
        return SentRow(
            filename=filename,
            check_code=code,
            size=size,
            made_at=datetime.fromisoformat(made_at),
            counts=self._carried(branches),
        )

    def received_files(self) -> list[tuple[UUID, datetime]]:
        """Return every file of a laptop that was merged here, oldest first."""
        found = self._reader.rows(
            "SELECT pkg_id, made_at FROM sync_package WHERE status = 'merged' "
            "AND filename IS NOT NULL AND made_at <> '' ORDER BY made_at, pkg_id"
        )
        return [(UUID(bytes=row[0]), datetime.fromisoformat(row[1])) for row in found]

    def received(self, package_id: UUID) -> ReceivedRow | None:
        """Return a file of a laptop that was merged here, with what it carried."""
        row = self._reader.row(
            "SELECT filename, code, size, made_at, sender, region, signer FROM sync_package "
            "WHERE pkg_id = :id AND status = 'merged' AND filename IS NOT NULL AND made_at <> ''",
            {"id": package_id.bytes},
        )
        if row is None:
            return None
        branches = self._reader.rows(
            "SELECT replica, last FROM sync_delivery WHERE pkg_id = :id", {"id": package_id.bytes}
        )
        return ReceivedRow(
            filename=row[0],
            check_code=row[1] or "",
            size=row[2] or 0,
            made_at=datetime.fromisoformat(row[3]),
            counts=self._carried(branches) if branches else {},
            sender=row[4] or "",
            region=row[5] or "",
            signer=row[6],
        )

    def _carried(self, branches: list[tuple[Any, ...]]) -> dict[str, int]:
        counts = dict.fromkeys(COUNTED_KINDS, 0)
        kinds = ", ".join(f"'{table}'" for table in COUNTED_KINDS)
        for replica, last in branches:
            params = {"replica": replica, "last": last}
            for table, count in self._reader.rows(_CARRIED.format(kinds=kinds), params):
                counts[table] += count
        return counts

    def merges(self) -> list[tuple[UUID, datetime]]:
        """Return every merging of files, oldest first."""
        found = self._reader.rows("SELECT id, merged_at FROM merges ORDER BY merged_at, id")
        return [(UUID(bytes=row[0]), datetime.fromisoformat(row[1])) for row in found]

    def merge(self, merge_id: UUID) -> MergeRow | None:
        """Return one merging of files."""
        row = self._reader.row(
            "SELECT merged_at, files, counts, fingerprint FROM merges WHERE id = :id",
            {"id": merge_id.bytes},
        )
        if row is None:
            return None
        noted = stored_map(row[2])
        return MergeRow(
            merged_at=datetime.fromisoformat(row[0]),
            files=tuple(self._file(one) for one in stored_list(row[1]) if isinstance(one, dict)),
            counts={
                table: (pair[0], pair[1])
                for table, pair in noted.items()
                if isinstance(pair, list) and len(pair) == _PAIR
            },
            fingerprint=row[3],
            notes={name: count for name, count in noted.items() if isinstance(count, int)},
        )

    def _file(self, noted: Mapping[str, Any]) -> MergedFileRow:
        sha512, changes = str(noted.get("sha512") or ""), noted.get("changes")
        found = self._reader.row(_PERIOD, {"sha512": _digest(sha512)}) or (None, None, None, None)
        withdrawn_at = instant(found[2])
        return MergedFileRow(
            name=str(noted.get("name") or ""),
            state=known(FileState, str(noted.get("state") or ""), FileState.REJECTED),
            code=str(noted.get("code") or ""),
            sender=str(noted.get("sender") or ""),
            region=str(noted.get("region") or ""),
            sha512=sha512,
            changes=changes if isinstance(changes, int) else None,
            first=_moment(found[0]),
            last=_moment(found[1]),
            withdrawn_at=withdrawn_at,
            withdrawn_why=str(found[3] or "") if withdrawn_at else "",
        )


def _digest(sha512: str) -> bytes:
    try:
        return bytes.fromhex(sha512)
    except ValueError:
        return b""


def _moment(instant_of_change: int | None) -> datetime | None:
    """Return when a change was typed; a clock may have said anything."""
    if instant_of_change is None:
        return None
    milliseconds = max(0, min(instant_of_change >> 16, _LAST_MS))
    return datetime.fromtimestamp(milliseconds / 1000, UTC)

"""All findings of one moment, without those a person settled for ever."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from threading import Lock
from typing import Final
from uuid import UUID

from kube_desktop.db.reading import Reader
from kube_desktop.domain.findings import Finding, RecordRef
from kube_desktop.services.differences.findings import aid, groups, log, objections, people
from kube_desktop.services.differences.findings.base import Asking
from kube_desktop.services.differences.records import RecordWords


@dataclass(frozen=True, slots=True)
class FindingReader:
    """One reader of findings.

    Attributes:
        tables: What it reads: changes made here to other tables leave its findings alone.
        is_slow: Whether it looks at every person; then changes made here only take findings away
            until something is merged or the program is opened again. What is typed here was
            compared when it was typed.

    """

    read: Callable[[Asking], Iterator[Finding]]
    tables: frozenset[str]
    is_slow: bool = False


def _reader(
    read: Callable[[Asking], Iterator[Finding]], *tables: str, is_slow: bool = False
) -> FindingReader:
    return FindingReader(read, frozenset(tables), is_slow)


CORRECTED: Final = (
    "groups", "people", "memberships", "handovers", "aids", "aid_items", "visits", "evaluations",
    "evaluation_answers", "visit_attendances", "item_conditions", "attachments",
)  # fmt: skip
"""What facilitators write and an office may correct."""

READERS: Final[Mapping[str, FindingReader]] = {
    "nik": _reader(people.one_nik, "people", is_slow=True),
    "orang": _reader(people.probably_one, "people", is_slow=True),
    "meninggal": _reader(people.somebody_dead, "people", is_slow=True),
    "kelompok_orang": _reader(people.two_active_groups, "memberships"),
    "pengurus": _reader(groups.two_holders, "memberships"),
    "ketua": _reader(groups.without_chair, "memberships", "groups"),
    "kelompok": _reader(groups.recorded_twice, "groups"),
    "register": _reader(groups.one_register_number, "groups"),
    "kunjungan": _reader(groups.one_day, "visits"),
    "penugasan": _reader(groups.several_facilitators, "assignments"),
    "nomor": _reader(aid.one_bast_number, "handovers"),
    "bantuan": _reader(aid.one_allocation, "aids", "handovers"),
    "jumlah": _reader(aid.totals, "handovers", "aid_items"),
    "batas": _reader(aid.ceilings, "handovers", "aids"),
    "kertas": _reader(aid.signed_papers, "handovers", "sealed_papers"),
    "bantahan": _reader(objections.objected, "responses", *CORRECTED),
    "salinan": _reader(log.second_contents),
    "versi": _reader(log.newer_fields),
    "induk": _reader(log.missing_records),
}
"""Every reader by a short name."""

_SETTLED: Final = "SELECT key FROM verdicts WHERE deleted = 0 AND verdict IN ('berbeda', 'benar')"
_MERGED: Final = "SELECT id, merged_into FROM people WHERE merged_into IS NOT NULL"
_ARRIVED: Final = (
    "SELECT (SELECT coalesce(sum(max_seq + contiguous_seq), 0) FROM sync_peer), "
    "(SELECT count(*) FROM sync_package), (SELECT count(*) FROM sync_bad), "
    "(SELECT count(*) FROM sync_orphan), "
    "(SELECT count(*) FROM sync_package WHERE withdrawn_at IS NOT NULL)"
)
_OWN: Final = "SELECT replica, seq FROM sync_clock"
_WRITTEN: Final = (
    "SELECT DISTINCT tbl, row_id FROM sync_change WHERE replica = :replica AND seq > :seq"
)
PEOPLE: Final = "orang"
"""First word of the key of a verdict about two people."""


def people_key(one: UUID, two: UUID) -> str:
    """Return the key under which two people are two people for ever."""
    return ":".join((PEOPLE, *sorted((one.hex, two.hex))))


class Findings:
    """Reads all findings, and again only as far as something was written or merged since."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._lock = Lock()
        self._arrived: object = None
        self._own: tuple[int, int] = (0, 0)
        self._found: dict[str, tuple[Finding, ...]] = {}

    def all(self) -> tuple[Finding, ...]:
        """Return every finding that waits for a person."""
        with self._lock:
            self._bring_up_to_date()
            settled = Settled(self._reader)
            return tuple(
                one for found in self._found.values() for one in found if not settled.covers(one)
            )

    def forget(self) -> None:
        """Read everything again the next time: something was taken back."""
        self._arrived = None

    def find(self, key: str) -> Finding | None:
        """Return the finding of a key."""
        return next((one for one in self.all() if one.key == key), None)

    def _bring_up_to_date(self) -> None:
        arrived, own = self._reader.row(_ARRIVED), self._reader.row(_OWN) or (0, 0)
        asking = Asking(self._reader, RecordWords(self._reader))
        if arrived != self._arrived or own[0] != self._own[0]:
            self._found = {name: tuple(one.read(asking)) for name, one in READERS.items()}
        elif own != self._own:
            written = self._reader.rows(_WRITTEN, {"replica": own[0], "seq": self._own[1]})
            tables = {table for table, _ in written}
            rows = {UUID(bytes=row_id) for _, row_id in written}
            for name, one in READERS.items():
                if one.tables & tables:
                    self._found[name] = (
                        self._left(self._found[name], rows)
                        if one.is_slow
                        else tuple(one.read(asking))
                    )
        self._arrived, self._own = arrived, (own[0], own[1])

    def _left(self, found: tuple[Finding, ...], rows: set[UUID]) -> tuple[Finding, ...]:
        """Return what is left of findings when some rows were written here."""
        return tuple(
            one
            for one in found
            if rows.isdisjoint(ref.id for ref in one.records)
            or all(self._is_there(ref) for ref in one.records)
        )

    def _is_there(self, ref: RecordRef) -> bool:
        merged = " AND merged_into IS NULL" if ref.table == "people" else ""
        sql = f'SELECT 1 FROM "{ref.table}" WHERE id = :id AND deleted = 0{merged}'
        return self._reader.row(sql, {"id": ref.id.bytes}) is not None


class Settled:
    """What people decided for ever: these are two, this is as it should be.

    A verdict about somebody who was merged into another holds for that other too.
    """

    def __init__(self, reader: Reader) -> None:
        self._into = {UUID(bytes=row[0]): UUID(bytes=row[1]) for row in reader.rows(_MERGED)}
        keys = [str(key) for (key,) in reader.rows(_SETTLED)]
        self._keys = {key for key in keys if not key.startswith(f"{PEOPLE}:")}
        self._pairs = {
            people_key(*(self._now(UUID(hex=one)) for one in key.split(":")[1:]))
            for key in keys
            if key.startswith(f"{PEOPLE}:") and len(key.split(":")) == 3
        }

    def covers(self, finding: Finding) -> bool:
        """Tell whether a finding needs nobody any more."""
        if finding.kind.is_about_people:
            return self.are_different(one.id for one in finding.records)
        return finding.key in self._keys

    def are_different(self, ids: Iterable[UUID]) -> bool:
        """Tell whether people are all known to be different."""
        pairs = combinations([self._now(one) for one in ids], 2)
        return all(people_key(one, two) in self._pairs for one, two in pairs)

    def _now(self, one: UUID) -> UUID:
        seen = set[UUID]()
        while one in self._into and one not in seen:
            seen.add(one)
            one = self._into[one]
        return one

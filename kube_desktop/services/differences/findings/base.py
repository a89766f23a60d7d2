"""What every reader of findings needs."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from kube_desktop.db.reading import Reader, Row
from kube_desktop.domain.difference_words import day_of
from kube_desktop.domain.finding_words import Told
from kube_desktop.domain.findings import Finding, FindingKind, RecordRef, pair_key
from kube_desktop.services.differences.records import RecordWords
from kube_desktop.services.differences.sources import instant

RUNNING = "g.deleted = 0 AND g.state NOT IN ('tidak_aktif', 'bubar', 'ditolak')"
"""Groups that still go on."""

BORN = (
    "SELECT user_id, hlc FROM sync_change WHERE row_id = :id AND tbl = :table AND op = 'I' "
    "ORDER BY replica, seq LIMIT 1"
)
"""SQL: who created a record, and when by the hybrid clock."""


class Asking:
    """A reader with the words for what it finds."""

    def __init__(self, reader: Reader, words: RecordWords) -> None:
        self.reader = reader
        self.words = words
        self._read: dict[str, list[Row]] = {}

    def once(self, sql: str) -> list[Row]:
        """Return the rows of a query over a whole table, read once for all readers."""
        if sql not in self._read:
            self._read[sql] = self.reader.rows(sql)
        return self._read[sql]

    def told(self, table: str, row_id: bytes, name: str, detail: str = "") -> Told:
        """Return a record as sentences name it, with who recorded it and when."""
        row = self.reader.row(BORN, {"id": row_id, "table": table})
        who = self.words.writer(row[0]) if row else ""
        day = day_of(instant(row[1] >> 16)) if row else ""
        return Told(name=name, detail=detail, who=who, day=day)

    def finding(
        self,
        kind: FindingKind,
        title: str,
        sentence: str,
        records: Sequence[tuple[str, bytes, str]],
        *,
        extra: Iterable[object] = (),
        reasons: Sequence[str] = (),
    ) -> Finding:
        """Return a finding about records in a steady order.

        Args:
            kind: Which kind.
            title: What it is called in the list.
            sentence: The finding in full.
            records: Table, id and title of each record.
            extra: Numbers that belong to the key: another number is another finding.
            reasons: Why the records are suspected to be one.

        """
        ids = [UUID(bytes=row_id) for _, row_id, _ in records]
        key = ":".join((pair_key(kind, *ids), *(str(one) for one in extra)))
        place = self.words.place(records[0][0], records[0][1]) if records else None
        return Finding(
            kind=kind, key=key, title=title, sentence=sentence,
            records=tuple(
                RecordRef(table=table, id=one, title=name)
                for (table, _, name), one in zip(records, ids, strict=True)
            ),
            region_code=place.region_code if place else "", reasons=tuple(reasons),
        )  # fmt: skip


def grouped(rows: Iterable[Row], width: int = 1) -> Iterator[tuple[tuple[Any, ...], list[Row]]]:
    """Yield rows that agree in their first columns together; they come sorted by them."""
    for key, same in groupby(rows, key=lambda row: tuple(row[:width])):
        yield key, [tuple(row[width:]) for row in same]

"""Puts into words which records a merge would touch, or taking a file back, while it is open.

Everything is read through the connection that holds the preview: nobody else sees what it shows.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kube_desktop.db.cipher import Connection
from kube_desktop.db.reading import Reader
from kube_desktop.db.sync.glance import CellChange
from kube_desktop.db.sync.merge import MergeResult
from kube_desktop.db.sync.refs import CellRef, RowRef
from kube_desktop.db.sync.schema import DELETED, Schema
from kube_desktop.db.sync.withdraw import Groundless, Withdrawal
from kube_desktop.domain.findings import FindingKind
from kube_desktop.domain.foreseen import (
    MOST_LISTED,
    FieldShift,
    ForeseenList,
    ForeseenRow,
    ListName,
)
from kube_desktop.domain.labels import RECORD_LABELS, field_label
from kube_desktop.domain.wording import WITA, short_date
from kube_desktop.services.differences.fields import FieldReader
from kube_desktop.services.differences.records import RecordWords
from kube_desktop.services.differences.sources import Sources, instant

_NOT_ASKED = ("", "")


@dataclass(frozen=True, slots=True)
class _Named:
    """What a record is called; read before it is gone, or while it is there."""

    kind: str
    title: str
    where: str


class Foreseeing:
    """Answers for one open preview."""

    def __init__(self, connection: Connection, schema: Schema) -> None:
        reader = Reader(lambda: connection)
        self._words = RecordWords(reader)
        self._sources = Sources(reader, self._words, is_office=True)
        self._fields = FieldReader(
            reader, schema, self._words, self._sources, lambda _table, _row: _NOT_ASKED
        )

    def merge_lists(
        self, result: MergeResult, changes: Sequence[CellChange]
    ) -> tuple[ForeseenList, ...]:
        """Return the lists behind the numbers of the preview of a merge."""
        counts = result.tables.values()
        shifts = self._shifts(changes)
        return (
            self._list(ListName.NEW, sum(one.new for one in counts), result.new_rows, self._row),
            self._list(
                ListName.CHANGED,
                sum(one.changed for one in counts),
                result.changed_rows,
                lambda ref: self._row(ref, shifts),
            ),
            self._list(
                ListName.PARALLEL,
                sum(one.parallel for one in counts),
                result.parallel_rows,
                lambda ref: self._row(ref, shifts),
            ),
            self._differences(ListName.OPENED, result.differences),
            ForeseenList(name=ListName.LOST, total=0),
        )

    def withdrawal_lists(self, done: Withdrawal, names: "Names") -> tuple[ForeseenList, ...]:
        """Return the lists behind the numbers of taking a file back."""
        shifts = self._shifts(done.changed)
        changed = [*dict.fromkeys(RowRef(one.table, one.row_id) for one in done.changed)]
        return (
            self._list(
                ListName.VANISHED, sum(done.vanished_counts.values()), done.vanished, names.row
            ),
            self._list(
                ListName.BACK,
                sum(done.changed_rows.values()),
                changed,
                lambda ref: self._row(ref, shifts),
            ),
            self._list(ListName.GROUNDLESS, len(done.groundless), done.groundless, self._decision),
            self._list(ListName.WAITING, len(done.orphaned), done.orphaned, names.row),
            self._differences(ListName.OPENED, done.opened),
            self._list(
                ListName.SETTLED,
                len(done.settled),
                done.settled,
                lambda cell: names.row(RowRef(cell.table, cell.row_id), field_label(cell.column)),
            ),
        )

    def _list(
        self,
        name: ListName,
        total: int,
        found: Sequence[object],
        row: Callable[..., ForeseenRow],
    ) -> ForeseenList:
        return ForeseenList(
            name=name, total=total, rows=tuple(row(one) for one in found[:MOST_LISTED])
        )

    def _row(
        self, ref: RowRef, shifts: dict[RowRef, tuple[FieldShift, ...]] | None = None
    ) -> ForeseenRow:
        named = named_record(self._words, ref)
        return ForeseenRow(
            kind=named.kind,
            title=named.title,
            where=named.where,
            shifts=(shifts or {}).get(ref, ()),
        )

    def _decision(self, one: Groundless) -> ForeseenRow:
        named = named_record(self._words, RowRef(one.table, one.row_id))
        return ForeseenRow(
            kind=named.kind,
            title=named.title,
            where=named.where,
            remark=f"{field_label(one.column)}: nilai yang diputuskan tetap dipakai",
        )

    def _differences(self, name: ListName, cells: Sequence[CellRef]) -> ForeseenList:
        found: dict[tuple[str, bytes, FindingKind], None] = {}
        for cell in cells:
            kind = FindingKind.DELETED if cell.column == DELETED else FindingKind.FIELDS
            found[cell.table, cell.row_id, kind] = None
        rows = []
        for table, row_id, kind in list(found)[:MOST_LISTED]:
            item = self._fields.item(kind, table, row_id)
            if item is not None:
                rows.append(
                    ForeseenRow(
                        kind=RECORD_LABELS.get(table, table),
                        title=item.title,
                        where=item.where,
                        remark=item.sentence,
                    )
                )
        return ForeseenList(name=name, total=len(found), rows=tuple(rows))

    def _shifts(self, changes: Iterable[CellChange]) -> dict[RowRef, tuple[FieldShift, ...]]:
        found: dict[RowRef, tuple[FieldShift, ...]] = {}
        for one in changes:
            ref = RowRef(one.table, one.row_id)
            shift = FieldShift(
                label=field_label(one.column),
                old=self._words.value(one.column, one.old),
                new=self._words.value(one.column, one.new),
                who=self._who(one),
            )
            found[ref] = (*found.get(ref, ()), shift)
        return found

    def _who(self, one: CellChange) -> str:
        if one.replica is None or one.at_ms is None:
            return ""
        day = instant(one.at_ms).astimezone(WITA).date()
        return f"{self._words.writer(one.user_id) or 'tidak diketahui'}, {short_date(day)}"


class Names:
    """What records were called before they went; asked outside the preview."""

    def __init__(self, connection: Connection) -> None:
        self._words = RecordWords(Reader(lambda: connection))

    def row(self, ref: RowRef, remark: str = "") -> ForeseenRow:
        """Return a record without changes of fields."""
        named = named_record(self._words, ref)
        return ForeseenRow(kind=named.kind, title=named.title, where=named.where, remark=remark)


def named_record(words: RecordWords, ref: RowRef) -> _Named:
    """Return kind, title and place of a record."""
    place = words.place(ref.table, ref.row_id)
    group = place.group_name if place.group_name != place.title else ""
    where = " · ".join(part for part in (group, place.where) if part)
    return _Named(RECORD_LABELS.get(ref.table, ref.table), place.title, where)

"""The card of a finding: the records side by side, what differs, and what may be answered."""

from collections.abc import Mapping, Sequence
from typing import Final

from kube_desktop.db.reading import Reader
from kube_desktop.db.sync.schema import DELETED, Schema, SyncedColumn
from kube_desktop.domain.difference_words import EMPTY, suggestion
from kube_desktop.domain.differences import (
    Answer,
    AnswerOption,
    DeskCard,
    DeskField,
    DeskItem,
    EqualField,
    Party,
    Side,
)
from kube_desktop.domain.findings import (
    Finding,
    FindingKind,
    RecordRef,
    is_protected,
)
from kube_desktop.domain.labels import RECORD_LABELS, field_label
from kube_desktop.services.differences.fields import item_code
from kube_desktop.services.differences.records import RecordWords
from kube_desktop.services.differences.sources import Sources, instant

_BORN: Final = (
    "SELECT replica, seq, hlc, user_id FROM sync_change WHERE row_id = :id AND tbl = :table "
    "AND op = 'I' ORDER BY replica, seq LIMIT 1"
)
_LINES: Final = (
    "SELECT coalesce(sum(amount), 0) FROM aid_items WHERE handover_id = :id AND deleted = 0"
)
_HIDDEN: Final = frozenset(
    {DELETED, "merged_into", "letterhead", "recitals", "decree", "reasons", "position", "aid_id",
     "group_id", "first_party", "second_party", "giver", "members", "witnesses",
     "acknowledged_by", "official_id"}
)  # fmt: skip


def _option(
    answer: Answer, label: str, *, party: bool = False, reason: bool = False
) -> AnswerOption:
    return AnswerOption(answer=answer, label=label, needs_party=party, needs_reason=reason)


_ACCEPT: Final = _option(Answer.ACCEPT, "Memang benar", reason=True)
_SEEN: Final = _option(Answer.ACCEPT, "Sudah diperiksa", reason=True)
_TWICE: Final = (
    _option(Answer.SAME, "Tercatat dua kali", party=True, reason=True),
    _option(Answer.DIFFERENT, "Memang dua"),
)
_PEOPLE: Final = (
    _option(Answer.SAME, "Orang yang sama", party=True),
    _option(Answer.DIFFERENT, "Orang berbeda"),
)
ANSWERS: Final[Mapping[FindingKind, tuple[AnswerOption, ...]]] = {
    FindingKind.SAME_NIK: _PEOPLE,
    FindingKind.LIKELY_SAME: _PEOPLE,
    FindingKind.TWO_GROUPS: (_option(Answer.PICK, "Tetap di kelompok ini", party=True), _ACCEPT),
    FindingKind.TWO_OFFICERS: (_option(Answer.PICK, "Orang ini yang menjabat", party=True),),
    FindingKind.NO_CHAIR: (_ACCEPT,),
    FindingKind.BAST_NUMBER: (_option(Answer.PICK, "Ini yang memakai nomor", party=True), _ACCEPT),
    FindingKind.REGISTER_NUMBER: (
        _option(Answer.PICK, "Ini yang memakai nomor", party=True),
        _ACCEPT,
    ),
    FindingKind.AID_TWICE: _TWICE,
    FindingKind.DELIVERED_TWICE: _TWICE,
    FindingKind.VISIT_TWICE: _TWICE,
    FindingKind.GROUP_TWICE: (
        _option(Answer.SAME, "Kelompok yang sama", party=True),
        _option(Answer.DIFFERENT, "Kelompok berbeda"),
    ),
    FindingKind.TOTAL: (_option(Answer.VALUES, "Simpan dan lanjut"), _ACCEPT),
    FindingKind.OVER_CEILING: (_ACCEPT,),
    FindingKind.SIGNED_CHANGED: (_ACCEPT,),
    FindingKind.DEAD_RECIPIENT: (_ACCEPT,),
    FindingKind.ASSIGNMENTS: (_option(Answer.PICK, "Ini pendampingnya", party=True), _ACCEPT),
    FindingKind.OBJECTED: (_option(Answer.ACCEPT, "Koreksi tetap berlaku", reason=True),),
    FindingKind.SECOND_CONTENT: (_SEEN,),
    FindingKind.NEWER_FIELD: (_SEEN,),
    FindingKind.ORPHAN: (_SEEN,),
}
"""What may be answered to each kind of finding; every card also offers to ask and to skip."""


class FindingCards:
    """Makes items and cards of findings; made anew for each question."""

    def __init__(
        self, reader: Reader, schema: Schema, words: RecordWords, sources: Sources
    ) -> None:
        self._reader = reader
        self._words = words
        self._sources = sources
        self._columns = {
            table.name: [c for c in table.columns if c.name not in _HIDDEN] for table in schema
        }

    def item(self, finding: Finding, asked: tuple[str, str] = ("", "")) -> DeskItem:
        """Return the line of a finding."""
        first = finding.records[0] if finding.records else None
        place = self._words.place(first.table, first.id.bytes) if first else None
        table = RECORD_LABELS.get(first.table, first.table) if first else "Kiriman"
        return DeskItem(
            id=finding.key,
            code=item_code(finding.key),
            kind=finding.kind,
            tag=finding.kind.tag,
            title=finding.title,
            about=f"{table} · {finding.kind.label}",
            sentence=finding.sentence,
            where=place.where if place else "",
            region_code=finding.region_code,
            table=first.table if first else "",
            record_id=first.id if first else None,
            is_protected=finding.kind.is_protected,
            asked=asked[0],
            answer=asked[1],
        )

    def card(self, finding: Finding, asked: tuple[str, str] = ("", "")) -> DeskCard:
        """Return the card of a finding."""
        first = finding.records[0] if finding.records else None
        alike = len({one.table for one in finding.records}) == 1
        parties = tuple(self._party(one) for one in finding.records) if alike else ()
        fields: tuple[DeskField, ...] = ()
        equal: tuple[EqualField, ...] = ()
        if finding.kind is FindingKind.TOTAL and first is not None:
            fields, parties = self._totals(first), ()
        elif len(parties) > 1 and first is not None:
            fields, equal = self._side_by_side(first.table, finding.records, parties)
        return DeskCard(
            item=self.item(finding, asked),
            stamp=finding.key,
            parties=parties,
            fields=fields,
            equal=equal,
            answers=ANSWERS.get(finding.kind, (_ACCEPT,)),
            records=finding.records,
            reasons=finding.reasons,
            asked_of=self._words.place(first.table, first.id.bytes).owner if first else "",
        )

    def _party(self, ref: RecordRef) -> Party:
        row = self._reader.row(_BORN, {"id": ref.id.bytes, "table": ref.table})
        place = self._words.place(ref.table, ref.id.bytes)
        title = (
            f"{ref.title} ({place.group_name})"
            if _is_of_group(ref, place.group_name)
            else ref.title
        )
        if row is None:
            return Party(title=title, who="", record=ref)
        return Party(
            title=title, who=self._words.writer(row[3]), at=instant(row[2] >> 16),
            clock_doubt=self._sources.clock_doubt(row[0]), is_own=self._sources.is_own(row[0]),
            record=ref,
        )  # fmt: skip

    def _side_by_side(
        self, table: str, records: Sequence[RecordRef], parties: Sequence[Party]
    ) -> tuple[tuple[DeskField, ...], tuple[EqualField, ...]]:
        columns = self._columns.get(table, [])
        rows = [self._row(table, columns, one) for one in records]
        fields, equal = [], []
        for position, column in enumerate(columns):
            raws = [row[position] for row in rows]
            if len(set(raws)) > 1:
                fields.append(self._field(table, column, raws, parties))
            elif raws[0] not in {None, ""}:
                value = self._words.value(column.name, raws[0])
                equal.append(EqualField(label=field_label(column.name), value=value))
        return tuple(fields), tuple(equal)

    def _row(
        self, table: str, columns: Sequence[SyncedColumn], ref: RecordRef
    ) -> tuple[str | int | None, ...]:
        values = ", ".join(column.logged("t") for column in columns)
        found = self._reader.row(
            f'SELECT {values} FROM "{table}" t WHERE id = :id', {"id": ref.id.bytes}
        )
        return found or (None,) * len(columns)

    def _field(
        self,
        table: str,
        column: SyncedColumn,
        raws: Sequence[str | int | None],
        parties: Sequence[Party],
    ) -> DeskField:
        sides = tuple(
            Side(
                number=position + 1, party=position, value=self._words.value(column.name, raw),
                raw=raw, who=party.who, origin=party.title, at=party.at,
                clock_doubt=party.clock_doubt, is_own=party.is_own, is_shown=position == 0,
            )
            for position, (raw, party) in enumerate(zip(raws, parties, strict=True))
        )  # fmt: skip
        protected = is_protected(table, column.name)
        label = field_label(column.name)
        told = "; ".join(f"{side.origin}: {side.value}" for side in sides)
        return DeskField(
            column=column.name, label=label, sentence=f"{label}: {told}.", sides=sides,
            suggestion=None if protected else suggestion(sides, clocks_are_sound=False),
            is_protected=protected, can_type=False,
        )  # fmt: skip

    def _totals(self, ref: RecordRef) -> tuple[DeskField, ...]:
        total = self._reader.value(
            "SELECT total FROM handovers WHERE id = :id", {"id": ref.id.bytes}
        )
        lines = self._reader.value(_LINES, {"id": ref.id.bytes})
        sides = tuple(
            Side(
                number=number,
                party=number - 1,
                value=self._words.value("total", raw),
                raw=raw,
                who="",
                origin=origin,
                at=None,
                is_shown=number == 1,
            )
            for number, raw, origin in ((1, total, "Tertulis"), (2, lines, "Menurut rincian"))
        )
        return (
            DeskField(
                column="total", label=field_label("total"),
                sentence=f"Tertulis {sides[0].value}; menurut rincian {sides[1].value}.",
                sides=sides, is_protected=True,
            ),
        )  # fmt: skip


def _is_of_group(ref: RecordRef, group: str) -> bool:
    return (
        bool(group) and ref.title not in {group, EMPTY} and ref.table in {"people", "memberships"}
    )

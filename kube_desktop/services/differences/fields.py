"""Fields with several values, and deletions against edits: read from what merging left open."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from kube_desktop.db.reading import Reader
from kube_desktop.db.sync.schema import DELETED, Schema
from kube_desktop.domain.difference_words import (
    deletion_sentence,
    edit_words,
    field_sentence,
    record_sentence,
    suggestion,
)
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
from kube_desktop.domain.findings import FindingKind, RecordRef, is_money, is_protected
from kube_desktop.domain.labels import RECORD_LABELS, field_label
from kube_desktop.services.differences.records import Place, RecordWords
from kube_desktop.services.differences.sources import Sources

Change = tuple[int, int]
"""Number of a change: (replica, seq)."""

REOPENED: Final = "dibuka lagi"
"""The verdict that puts a decided field back on the desk, with the values of then."""

_OPEN_ROWS: Final = (
    "SELECT tbl, row_id, max(col = 'deleted'), min(col = 'deleted') FROM sync_conflict "
    "GROUP BY row_id, tbl"
)
_HEADS: Final = (
    "SELECT col, kind, heads FROM sync_conflict WHERE row_id = :id AND tbl = :table ORDER BY col"
)
_CHANGE: Final = (
    "SELECT op, value, patch, hlc, user_id, reason, ctx FROM sync_change "
    "WHERE replica = :replica AND seq = :seq"
)
_UNSEEN: Final = (
    "SELECT replica, seq, col, value, hlc, user_id FROM sync_change WHERE row_id = :id "
    "AND tbl = :table AND op = 'U' AND col <> 'deleted' AND replica <> :replica "
    "ORDER BY hlc, replica, seq"
)
_REOPENED: Final = (
    "SELECT key, content FROM verdicts WHERE finding_kind = 'isian' AND verdict = :verdict "
    "AND deleted = 0 ORDER BY key, id"
)
_HIDDEN: Final = frozenset({"letterhead", "recitals", "decree", "position"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of one record with its open versions; `change` of each in the order of the log."""

    column: str
    kind: str
    heads: tuple[Change, ...]
    is_reopened: bool = False


@dataclass(frozen=True, slots=True)
class _Written:
    """One change as the log has it."""

    value: str | int | None
    at_ms: int
    user_id: bytes | None
    reason: str
    seen: Mapping[str, int]


def cell_key(table: str, row_id: bytes, column: str) -> str:
    """Return the key of a verdict about one field."""
    return f"{FindingKind.FIELDS.value}:{table}:{row_id.hex()}:{column}"


def item_code(item_id: str) -> str:
    """Return the short name of an item."""
    return hashlib.sha256(item_id.encode()).hexdigest()[:8].upper()


class FieldReader:
    """Reads records with open fields; made anew for each question."""

    def __init__(
        self,
        reader: Reader,
        schema: Schema,
        words: RecordWords,
        sources: Sources,
        question: Callable[[str, bytes], tuple[str, str]],
    ) -> None:
        self._reader = reader
        self._words = words
        self._sources = sources
        self._question = question
        self._columns = {(t.name, c.name): c for t in schema for c in t.logged_columns}
        self._reopened = _reopened(reader)

    def open_records(self) -> list[tuple[FindingKind, str, bytes]]:
        """Return every record with open fields, once for its fields and once for a deletion."""
        found: dict[tuple[FindingKind, str, bytes], None] = {}
        for table, row_id, has_deletion, only_deletion in self._reader.rows(_OPEN_ROWS):
            if not only_deletion:
                found[FindingKind.FIELDS, table, row_id] = None
            if has_deletion:
                found[FindingKind.DELETED, table, row_id] = None
        for table, row_id, column in self._reopened:
            kind = FindingKind.DELETED if column == DELETED else FindingKind.FIELDS
            found[kind, table, row_id] = None
        tables = {table for table, _ in self._columns}
        return [key for key in found if key[1] in tables]

    def cells(self, table: str, row_id: bytes) -> list[Cell]:
        """Return the open fields of one record that this program knows."""
        rows = self._reader.rows(_HEADS, {"id": row_id, "table": table})
        cells = [
            Cell(column, kind, tuple((head[0], head[1]) for head in json.loads(heads)))
            for column, kind, heads in rows
            if (table, column) in self._columns
        ]
        known = {one.column for one in cells}
        cells += [
            Cell(column, "edit", heads, is_reopened=True)
            for (t, r, column), heads in self._reopened.items()
            if (t, r) == (table, row_id) and column not in known
        ]
        return cells

    def reopened(self, table: str, row_id: bytes) -> frozenset[str]:
        """Return the fields of a record of which a decision was taken back."""
        return frozenset(c for t, r, c in self._reopened if (t, r) == (table, row_id))

    def item(self, kind: FindingKind, table: str, row_id: bytes) -> DeskItem | None:
        """Return the line of one record, or None when nothing is open there."""
        card = self.card(kind, table, row_id, is_whole=False)
        return None if card is None else card.item

    def card(
        self, kind: FindingKind, table: str, row_id: bytes, *, is_whole: bool = True
    ) -> DeskCard | None:
        """Return the card of one record, without what is equal unless `is_whole`."""
        cells = self.cells(table, row_id)
        if kind is FindingKind.DELETED:
            return self._deletion(table, row_id, [c for c in cells if c.column == DELETED])
        cells = [one for one in cells if one.column != DELETED]
        if not cells:
            return None
        place = self._words.place(table, row_id)
        parties, sides = self._sides(table, row_id, cells, place)
        fields = tuple(
            self._field(table, cell.column, own, place)
            for cell, own in zip(cells, sides, strict=True)
        )
        who = tuple(dict.fromkeys(side.who for own in sides for side in own if side.who))
        labels = [one.label for one in fields]
        sentence = (
            fields[0].sentence
            if len(fields) == 1
            else record_sentence(place.long_title, labels, who)
        )
        item = self._item(
            kind, table, row_id, place, sentence, who, sides,
            about=f"{len(fields)} {kind.label}",
            protected=any(one.is_protected for one in fields),
        )  # fmt: skip
        equal = self._equal(table, row_id, {c.column for c in cells}) if is_whole else ()
        return DeskCard(
            item=item, stamp=_stamp(cells), parties=parties, fields=fields, equal=equal,
            answers=(AnswerOption(answer=Answer.VALUES, label="Simpan dan lanjut"),),
            records=(RecordRef(table=table, id=UUID(bytes=row_id), title=place.title),),
            asked_of=place.owner,
        )  # fmt: skip

    def _item(
        self,
        kind: FindingKind,
        table: str,
        row_id: bytes,
        place: Place,
        sentence: str,
        who: tuple[str, ...],
        sides: Iterable[Sequence[Side]],
        *,
        about: str,
        protected: bool,
    ) -> DeskItem:
        item_id = f"{kind.value}:{table}:{row_id.hex()}"
        asked, answer = self._question(table, row_id)
        return DeskItem(
            id=item_id,
            code=item_code(item_id),
            kind=kind,
            tag=kind.tag,
            title=place.title,
            about=f"{RECORD_LABELS.get(table, table)} · {about}",
            sentence=sentence,
            where=place.where,
            region_code=place.region_code,
            who=who,
            at=max((s.at for own in sides for s in own if s.at is not None), default=None),
            table=table,
            record_id=UUID(bytes=row_id),
            is_protected=protected,
            asked=asked,
            answer=answer,
        )

    def _sides(
        self, table: str, row_id: bytes, cells: Sequence[Cell], place: Place
    ) -> tuple[tuple[Party, ...], list[list[Side]]]:
        """Return the columns of the card, and for each field its sides in their order."""
        columns: dict[tuple[int, int], int] = {}
        held: list[list[tuple[tuple[int, int], Change]]] = []
        for cell in cells:
            count: dict[int, int] = {}
            own = []
            for head in cell.heads:
                place_of = (head[0], count.get(head[0], 0))
                count[head[0]] = place_of[1] + 1
                at_ms = self._change(head, cell.column).at_ms
                columns[place_of] = min(at_ms, columns.get(place_of, at_ms))
                own.append((place_of, head))
            held.append(own)
        order = sorted(
            columns, key=lambda one: (not self._sources.is_own(one[0]), columns[one], one)
        )
        numbers = {one: position for position, one in enumerate(order)}
        sides = []
        for cell, own in zip(cells, held, strict=True):
            shown = self._winner(table, row_id, cell)
            own.sort(key=lambda pair: numbers[pair[0]])
            sides.append(
                [
                    self._side(position + 1, numbers[place_of], cell, head, place, shown)
                    for position, (place_of, head) in enumerate(own)
                ]
            )
        return tuple(_party(position, sides) for position in range(len(order))), sides

    def _side(
        self, number: int, party: int, cell: Cell, head: Change, place: Place, shown: Change | None
    ) -> Side:
        change = self._change(head, cell.column)
        return self._sources.side(
            number, party, cell.column, change.value, head, (change.user_id, change.at_ms), place,
            is_shown=head == shown,
        )  # fmt: skip

    def _winner(self, table: str, row_id: bytes, cell: Cell) -> Change | None:
        """Return which of the open versions the record shows now."""
        if not cell.is_reopened:
            return cell.heads[-1]
        column = self._columns[table, cell.column]
        now = self._reader.value(
            f'SELECT {column.logged("t")} FROM "{table}" t WHERE id = :id', {"id": row_id}
        )
        same = [head for head in cell.heads if self._change(head, cell.column).value == now]
        return same[-1] if same else None

    def _change(self, change: Change, column: str) -> _Written:
        row = self._reader.row(_CHANGE, {"replica": change[0], "seq": change[1]})
        if row is None:
            return _Written(None, 0, None, "", {})
        op, value, patch, hlc, user_id, reason, seen = row
        if op == "I":
            value = json.loads(patch).get(column)
        return _Written(value, hlc >> 16, user_id, reason or "", json.loads(seen or "{}"))

    def _field(self, table: str, column: str, sides: Sequence[Side], place: Place) -> DeskField:
        protected, money = is_protected(table, column), is_money(table, column)
        label = field_label(column)
        kind = self._columns[table, column].kind
        return DeskField(
            column=column,
            label=label,
            sentence=field_sentence(
                label, place.long_title, column, sides, protected=protected, money=money
            ),
            sides=tuple(sides),
            suggestion=None if protected else suggestion(sides, owner=place.owner),
            is_protected=protected,
            can_type=kind in {"text", "integer", "date"},
        )

    def _deletion(self, table: str, row_id: bytes, cells: list[Cell]) -> DeskCard | None:
        if not cells:
            return None
        place, cell = self._words.place(table, row_id), cells[0]
        heads = [(head, self._change(head, DELETED)) for one in cells for head in one.heads]
        gone = next(((h, c) for h, c in heads if c.value == 1), heads[0])
        deletion = self._sources.side(
            2, 1, DELETED, 1, gone[0], (gone[1].user_id, gone[1].at_ms), place, is_shown=False
        )
        edits = self._unseen(table, row_id, gone, place)
        told = [edit_words(field_label(column), column, side) for column, side in edits]
        kept = next((side for _, side in reversed(edits)), deletion)
        sides = (
            Side(
                number=1, party=0, value="Tetap ada", raw=0, who=kept.who, origin=kept.origin,
                at=kept.at, clock_doubt=kept.clock_doubt, is_own=kept.is_own, is_shown=True,
            ),
            Side(
                number=2, party=1, value="Tetap dihapus", raw=1, who=deletion.who,
                origin=deletion.origin, at=deletion.at, clock_doubt=deletion.clock_doubt,
                is_own=deletion.is_own, change=deletion.change,
            ),
        )  # fmt: skip
        sentence = deletion_sentence(place.long_title, deletion, gone[1].reason, told)
        item = self._item(
            FindingKind.DELETED, table, row_id, place, sentence,
            tuple(dict.fromkeys(side.who for side in sides if side.who)), [sides],
            about=FindingKind.DELETED.label, protected=True,
        )  # fmt: skip
        one = DeskField(
            column=DELETED, label=place.title, sentence=sentence, sides=sides, is_protected=True,
            can_type=False,
        )  # fmt: skip
        return DeskCard(
            item=item, stamp=_stamp([cell]), parties=(_party(0, [sides]), _party(1, [sides])),
            fields=(one,),
            answers=(AnswerOption(answer=Answer.VALUES, label="Simpan dan lanjut"),),
            records=(RecordRef(table=table, id=UUID(bytes=row_id), title=place.title),),
            asked_of=place.owner,
        )  # fmt: skip

    def _unseen(
        self, table: str, row_id: bytes, gone: tuple[Change, _Written], place: Place
    ) -> list[tuple[str, Side]]:
        rows = self._reader.rows(_UNSEEN, {"id": row_id, "table": table, "replica": gone[0][0]})
        seen = gone[1].seen
        return [
            (
                column,
                self._sources.side(
                    1, 0, column, value, (replica, seq), (user_id, hlc >> 16), place,
                    is_shown=False,
                ),
            )
            for replica, seq, column, value, hlc, user_id in rows
            if seq > seen.get(str(replica), 0) and (table, column) in self._columns
        ]  # fmt: skip

    def _equal(self, table: str, row_id: bytes, differing: set[str]) -> tuple[EqualField, ...]:
        columns = [
            column for (t, name), column in self._columns.items()
            if t == table and name not in differing | _HIDDEN | {DELETED}
        ]  # fmt: skip
        values = ", ".join(column.logged("t") for column in columns)
        row = self._reader.row(f'SELECT {values} FROM "{table}" t WHERE id = :id', {"id": row_id})
        return tuple(
            EqualField(label=field_label(column.name), value=self._words.value(column.name, value))
            for column, value in zip(columns, row or (), strict=False)
            if value not in {None, ""}
        )


def _party(position: int, sides: Sequence[Sequence[Side]]) -> Party:
    own = [side for field in sides for side in field if side.party == position]
    latest = max(own, key=lambda side: (side.at is not None, side.at or 0))
    return Party(
        title=latest.origin, who=latest.who, at=latest.at, clock_doubt=latest.clock_doubt,
        is_own=latest.is_own,
    )  # fmt: skip


def _stamp(cells: Iterable[Cell]) -> str:
    text = json.dumps([(one.column, one.kind, one.heads) for one in cells])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _reopened(reader: Reader) -> dict[tuple[str, bytes, str], tuple[Change, ...]]:
    found: dict[tuple[str, bytes, str], tuple[Change, ...]] = {}
    for key, content in reader.rows(_REOPENED, {"verdict": REOPENED}):
        parts = str(key).split(":")
        heads = _changes(content)
        if len(parts) == 4 and heads:
            found[parts[1], bytes.fromhex(parts[2]), parts[3]] = heads
    return found


def _changes(content: str | None) -> tuple[Change, ...]:
    stored: Any = json.loads(content or "null")
    sides = stored.get("sides") if isinstance(stored, dict) else None
    return tuple(
        (int(one[0]), int(one[1]))
        for one in (sides if isinstance(sides, list) else ())
        if isinstance(one, list) and len(one) == 2
    )

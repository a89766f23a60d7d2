"""The desk of differences: lists what waits for a person, and carries out what was decided."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from kube_desktop.db.models import Question
from kube_desktop.db.reading import Reader
from kube_desktop.db.sync.resolve import NoDifferenceError
from kube_desktop.domain.differences import (
    Answer,
    Choice,
    Decision,
    DeskCard,
    DeskField,
    DeskFilter,
    DeskItem,
    Ruling,
)
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.findings import Tag
from kube_desktop.services.differences.decisions import Decisions, decide_again, record_of
from kube_desktop.services.differences.fields import FieldReader
from kube_desktop.services.differences.records import RecordWords
from kube_desktop.services.differences.sources import Sources
from kube_desktop.services.differences.writing import Deciding, Raw, deciding, typed_value
from kube_desktop.services.workplace import Workplace

GONE: Final = "Perbedaan ini sudah diputuskan atau sudah tidak ada."
MOVED: Final = "Perbedaan ini baru saja berubah. Buka lagi, lalu putuskan."
_TAGS: Final = list(Tag)
_NEVER: Final = datetime.min.replace(tzinfo=UTC)
_ASKED: Final = (
    "SELECT question, answer FROM questions WHERE record_id = :id AND record_table = :table "
    "AND deleted = 0 ORDER BY asked_on DESC, id DESC LIMIT 1"
)


class DifferencesService:
    """What people have to decide, what they decided, and how it is taken back."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._decisions = Decisions(workplace)
        self._skipped: set[str] = set()

    def items(self, wanted: DeskFilter | None = None) -> tuple[DeskItem, ...]:
        """Return what waits for a person, skipped ones last."""
        wanted = wanted or DeskFilter()
        found: list[DeskItem] = []
        reader = self._fields()
        for kind, table, row_id in reader.open_records():
            if wanted.kinds and kind not in wanted.kinds:
                continue
            item = reader.item(kind, table, row_id)
            if item is not None and wanted.takes(item):
                found.append(self._noted(item))
            if len(found) >= wanted.most:
                break
        return tuple(sorted(found, key=_order))

    def count(self) -> int:
        """Return how many items wait, without making their sentences."""
        return len(self._fields().open_records())

    def open(self, item_id: str) -> DeskCard:
        """Return the card of an item.

        Raises:
            DomainError: When it is decided or gone.

        """
        named = record_of(item_id)
        card = self._fields().card(*named) if named else None
        if card is None:
            raise DomainError(GONE)
        return card

    def find(self, code: str) -> DeskItem:
        """Return the item with this id, or the short name that people type.

        Raises:
            DomainError: When there is none.

        """
        wanted = code.strip()
        for item in self.items(DeskFilter(most=100_000)):
            if wanted in {item.id, item.code} or wanted.upper() == item.code:
                return item
        raise DomainError(GONE)

    def decide(self, item_id: str, ruling: Ruling, stamp: str = "") -> Decision:
        """Carry out a decision and return it.

        Args:
            item_id: Which item.
            ruling: What was decided.
            stamp: Of the card that was looked at; refused when the item has changed since.

        Raises:
            DomainError: When the item is gone, has changed, or nothing was chosen.
            ValidationError: When a typed value is none.

        """
        card = self.open(item_id)
        if stamp and stamp != card.stamp:
            raise DomainError(MOVED)
        if ruling.answer is not Answer.VALUES:
            raise DomainError(GONE)
        return self._decide_values(card, ruling)

    def undo(self, decision_id: str) -> None:
        """Take a decision back, however long ago it was made: records show what they showed before.

        Raises:
            DomainError: When there is no such decision, or the records were changed since.

        """
        for one in decision_id.split("+"):
            kind, *parts = one.split(":")
            if kind == "isian" and len(parts) == 3 and all(n.isdecimal() for n in parts):
                self._decisions.undo_fields(*map(int, parts))
            elif kind == "lagi" and len(parts) == 1:
                self._decisions.undo_again(UUID(hex=parts[0]))
            else:
                raise DomainError("Putusan ini tidak ada lagi.")

    def decided(self, most: int = 200) -> tuple[Decision, ...]:
        """Return the latest decisions, newest first, also those of other offices."""
        found = [*self._decisions.fields(most), *self._decisions.again()]
        return tuple(sorted(found, key=lambda one: one.at or _NEVER, reverse=True)[:most])

    def skip(self, item_id: str) -> None:
        """Put an item behind the others until the program is closed."""
        self._skipped.add(item_id)

    def ask(self, item_id: str, question: str, column: str = "") -> None:
        """Ask the facilitator of the record; the question goes into the next return file.

        Raises:
            DomainError: When the item is gone or the question empty.

        """
        card, text = self.open(item_id), " ".join(question.split())
        if not text:
            raise DomainError("Tulis pertanyaannya dulu.")
        record = card.records[0] if card.records else None
        if record is None:
            raise DomainError(GONE)
        workplace = self._workplace
        identity = workplace.lists.office.identity()
        place = RecordWords(self._reader).place(record.table, record.id.bytes)
        with workplace.database.write(actor=workplace.actor) as session:
            session.add(
                Question(
                    mentor_id=place.owner_id, record_table=record.table, record_id=record.id,
                    field=column or None, question=text[:1000],
                    asked_by=identity.name if identity else None, asked_on=workplace.today(),
                    status="terbuka",
                )
            )  # fmt: skip

    @property
    def _reader(self) -> Reader:
        return self._workplace.database.reader

    def _fields(self) -> FieldReader:
        words = RecordWords(self._reader)
        identity = self._workplace.lists.office.identity()
        sources = Sources(
            self._reader, words, is_office=identity is not None and identity.is_office
        )
        return FieldReader(
            self._reader, self._workplace.database.schema, words, sources, self._question
        )

    def _question(self, table: str, row_id: bytes) -> tuple[str, str]:
        row = self._reader.row(_ASKED, {"id": row_id, "table": table})
        return (str(row[0] or ""), str(row[1] or "")) if row else ("", "")

    def _noted(self, item: DeskItem) -> DeskItem:
        if item.id not in self._skipped:
            return item
        return replace(item, is_skipped=True)

    def _decide_values(self, card: DeskCard, ruling: Ruling) -> Decision:
        chosen = {one.column: one for one in ruling.choices}
        fields = [one for one in card.fields if one.column in chosen]
        record = card.records[0]
        if not fields:
            raise DomainError("Pilih nilainya dulu.")
        again: list[str] = []
        with deciding(self._workplace, ruling.reason.strip()) as work:
            replica, before = work.position()
            for one in fields:
                value = self._value(work, record.table, one, chosen[one.column])
                place = (record.table, record.id.bytes, one.column)
                try:
                    work.settle(*place, value, ruling.reason.strip())
                except NoDifferenceError:
                    shown = next((side.raw for side in one.sides if side.is_shown), None)
                    again.append(decide_again(work, *place, value, shown))
            _, after = work.position()
        found = self._decisions.of_span(replica, before + 1, after)
        others = [self._decisions.again(UUID(hex=one.partition(":")[2]))[0] for one in again]
        return joined([found, *others] if found else others)

    def _value(self, work: Deciding, table: str, one: DeskField, choice: Choice) -> Raw:
        if choice.typed is not None:
            if not one.can_type:
                raise DomainError(f"{one.label}: pilih salah satu nilai yang ada.")
            column = work.column(table, one.column)
            return typed_value(column, choice.typed, self._workplace.today())
        side = next((side for side in one.sides if side.number == choice.side), None)
        if side is None:
            raise DomainError(f"{one.label}: pilih salah satu nilai yang ada.")
        return side.raw


def joined(made: Sequence[Decision]) -> Decision:
    """Return several decisions of one step as one, which is undone as one."""
    return replace(
        made[0], id="+".join(one.id for one in made), sentence=" ".join(o.sentence for o in made)
    )


def _order(item: DeskItem) -> tuple[bool, int, str, str]:
    return (item.is_skipped, _TAGS.index(item.tag), item.title.casefold(), item.id)

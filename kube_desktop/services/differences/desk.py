"""The desk of differences: lists what waits for a person, and carries out what was decided."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
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
    Streak,
)
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.findings import Finding, FindingKind, Tag
from kube_desktop.services.differences.adjudicating import Step, carry_out
from kube_desktop.services.differences.cards import FindingCards
from kube_desktop.services.differences.decisions import Decisions, decide_again, record_of
from kube_desktop.services.differences.fields import FieldReader
from kube_desktop.services.differences.findings.every import Findings
from kube_desktop.services.differences.records import RecordWords
from kube_desktop.services.differences.rules import RulesService
from kube_desktop.services.differences.sources import Sources
from kube_desktop.services.differences.writing import Deciding, Raw, deciding, typed_value
from kube_desktop.services.lists.marking import OpenNumbers
from kube_desktop.services.workplace import Workplace

GONE: Final = "Perbedaan ini sudah diputuskan atau sudah tidak ada."
MOVED: Final = "Perbedaan ini baru saja berubah. Buka lagi, lalu putuskan."
_TAGS: Final = list(Tag)
_OF_FIELDS: Final = frozenset({FindingKind.FIELDS, FindingKind.DELETED})
_NEVER: Final = datetime.min.replace(tzinfo=UTC)
_ASKED: Final = (
    "SELECT question, answer FROM questions WHERE record_id = :id AND record_table = :table "
    "AND deleted = 0 ORDER BY asked_on DESC, id DESC LIMIT 1"
)


class DifferencesService:
    """What people have to decide, what they decided, and how it is taken back.

    Attributes:
        rules: Bulk rules.

    """

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._decisions = Decisions(workplace)
        self._findings = Findings(workplace.database.reader)
        self.rules = RulesService(workplace, self._decisions, self._open_fields)
        self._skipped: set[str] = set()
        self._streak: tuple[bool | None, int] = (None, 0)

    def items(self, wanted: DeskFilter | None = None) -> tuple[DeskItem, ...]:
        """Return what waits for a person, skipped ones last.

        At most `wanted.most` records with differing fields, and as many findings: neither hides
        the other.
        """
        wanted = wanted or DeskFilter()
        words = RecordWords(self._reader)
        sources = self._sources(words)
        found = [
            self._noted(item)
            for each in (self._differing, self._found)
            for item in islice(filter(wanted.takes, each(wanted, words, sources)), wanted.most)
        ]
        return tuple(sorted(found, key=_order))

    def _differing(
        self, wanted: DeskFilter, words: RecordWords, sources: Sources
    ) -> Iterator[DeskItem]:
        reader = self._fields(words, sources)
        for kind, table, row_id in reader.open_records():
            if not wanted.kinds or kind in wanted.kinds:
                item = reader.item(kind, table, row_id)
                if item is not None:
                    yield item

    def _found(
        self, wanted: DeskFilter, words: RecordWords, sources: Sources
    ) -> Iterator[DeskItem]:
        if wanted.kinds and wanted.kinds <= _OF_FIELDS:
            return
        cards = self._cards(words, sources)
        for finding in self._findings.all():
            if not wanted.kinds or finding.kind in wanted.kinds:
                yield cards.item(finding, self._asked(finding))

    def count(self) -> int:
        """Return how many records with differing fields wait, at once; findings come besides."""
        return len(self._open_fields().open_records())

    def findings_count(self) -> dict[FindingKind, int]:
        """Return how many findings wait of each kind; the first time this takes a while."""
        return dict(Counter(one.kind for one in self._findings.all()))

    def open(self, item_id: str) -> DeskCard:
        """Return the card of an item.

        Raises:
            DomainError: When it is decided or gone.

        """
        words = RecordWords(self._reader)
        sources, named = self._sources(words), record_of(item_id)
        if named is not None:
            card = self._fields(words, sources).card(*named)
        else:
            finding = self._findings.find(item_id)
            card = (
                self._cards(words, sources).card(finding, self._asked(finding))
                if finding is not None
                else None
            )
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
        made = (
            self._decide_finding(card, ruling)
            if record_of(item_id) is None
            else self._decide_values(card, ruling)
        )
        self._remember(card, ruling)
        return made

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
            elif kind == "aturan" and len(parts) == 1:
                self.rules.undo(UUID(hex=parts[0]))
            elif kind == "putusan" and len(parts) == 1:
                self._decisions.undo_verdict(UUID(hex=parts[0]))
                self._findings.forget()
            else:
                raise DomainError("Putusan ini tidak ada lagi.")

    def decided(self, most: int = 200) -> tuple[Decision, ...]:
        """Return the latest decisions, newest first, also those of other offices."""
        decisions = self._decisions
        found = [*decisions.fields(most), *decisions.again(), *decisions.verdicts()]
        return tuple(sorted(found, key=lambda one: one.at or _NEVER, reverse=True)[:most])

    def marked(self, table: str, ids: Iterable[UUID]) -> frozenset[UUID]:
        """Return those of some records whose money has an open difference, to be marked."""
        return OpenNumbers(self._reader).among(table, ids)

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

    def _sources(self, words: RecordWords) -> Sources:
        identity = self._workplace.lists.office.identity()
        return Sources(self._reader, words, is_office=identity is not None and identity.is_office)

    def _fields(self, words: RecordWords, sources: Sources) -> FieldReader:
        schema = self._workplace.database.schema
        return FieldReader(self._reader, schema, words, sources, self._question)

    def _open_fields(self) -> FieldReader:
        words = RecordWords(self._reader)
        return self._fields(words, self._sources(words))

    def _cards(self, words: RecordWords, sources: Sources) -> FindingCards:
        return FindingCards(self._reader, self._workplace.database.schema, words, sources)

    def _asked(self, finding: Finding) -> tuple[str, str]:
        if not finding.records:
            return ("", "")
        first = finding.records[0]
        return self._question(first.table, first.id.bytes)

    def _question(self, table: str, row_id: bytes) -> tuple[str, str]:
        row = self._reader.row(_ASKED, {"id": row_id, "table": table})
        return (str(row[0] or ""), str(row[1] or "")) if row else ("", "")

    def _noted(self, item: DeskItem) -> DeskItem:
        if item.id not in self._skipped:
            return item
        return replace(item, is_skipped=True)

    def _decide_finding(self, card: DeskCard, ruling: Ruling) -> Decision:
        finding = self._findings.find(card.item.id)
        if finding is None:
            raise DomainError(GONE)
        workplace = self._workplace
        with deciding(workplace, ruling.reason.strip() or card.item.kind.label) as work:
            identity = workplace.lists.office.identity()
            words = RecordWords(self._reader)
            step = Step(
                work, finding, card, ruling, workplace.today(), workplace.actor,
                identity.name if identity else "",
                lambda ref: words.place(ref.table, ref.id.bytes).owner_id,
            )  # fmt: skip
            verdicts = carry_out(step)
        return joined([self._decisions.verdicts(one)[0] for one in verdicts])

    def _remember(self, card: DeskCard, ruling: Ruling) -> None:
        """Count decisions for the same side in a row; typing another value begins anew."""
        sides = {
            side.is_own
            for choice in ruling.choices
            for one in card.fields
            if one.column == choice.column
            for side in one.sides
            if side.number == choice.side
        }
        if ruling.answer is not Answer.VALUES or len(sides) != 1:
            self._streak = (None, 0)
            return
        own = sides.pop()
        count = self._streak[1] if self._streak[0] is own else 0
        self._streak = (own, count + 1)

    def streak(self) -> Streak:
        """Return how many decisions in a row went to the same side (ux.md 2.14)."""
        own, count = self._streak
        return Streak(side="data provinsi" if own else "kiriman pendamping", count=count)

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

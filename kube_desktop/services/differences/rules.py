"""Bulk rules: what they would decide, deciding it in one step, and taking that step back."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from kube_desktop.db.models import DecisionBatch
from kube_desktop.domain.bulk_rules import (
    SAMPLES,
    AppliedRule,
    BulkRule,
    RuleField,
    RulePreview,
    RuleSample,
    RuleScope,
    ruled,
    takes_part,
)
from kube_desktop.domain.differences import DeskField, Side
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.findings import FindingKind
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.labels import RECORD_LABELS
from kube_desktop.exchange.errors import CancelledError
from kube_desktop.services.differences.decisions import Decisions
from kube_desktop.services.differences.fields import FieldReader
from kube_desktop.services.differences.writing import deciding
from kube_desktop.services.workplace import Workplace

_EVERYTHING: Final = RuleScope()
_SENDER: Final = "Kiriman "
_APPLIED: Final = (
    "SELECT id, rule, content, decided_at, undone_at FROM decision_batches ORDER BY decided_at DESC"
)


@dataclass(frozen=True, slots=True)
class _Open:
    """One open field, and what a rule takes for it."""

    table: str
    row_id: bytes
    title: str
    field: DeskField
    taken: Side | None
    is_wanted: bool


class RulesService:
    """Applies rules to open differences of fields that a program may decide when told to."""

    def __init__(
        self, workplace: Workplace, decisions: Decisions, fields: Callable[[], FieldReader]
    ) -> None:
        self._workplace = workplace
        self._decisions = decisions
        self._fields = fields

    def preview(self, rule: BulkRule, scope: RuleScope = _EVERYTHING) -> RulePreview:
        """Return how many differences a rule would decide, with ten of them."""
        taken: list[_Open] = []
        names: Counter[tuple[str, str]] = Counter()
        senders: set[str] = set()
        protected = others = 0
        for one in self._open(rule, scope):
            origins = (side.origin for side in one.field.sides)
            senders |= {name[len(_SENDER) :] for name in origins if name.startswith(_SENDER)}
            if one.field.is_protected:
                protected += 1
            elif one.taken is None:
                others += 1
            else:
                what = f"{RECORD_LABELS.get(one.table, one.table)} · {one.field.label}"
                names[f"{one.table}.{one.field.column}", what] += 1
                if one.is_wanted:
                    taken.append(one)
        return RulePreview(
            rule=rule,
            count=len(taken),
            samples=tuple(
                _sample(one, one.taken) for one in taken[:SAMPLES] if one.taken is not None
            ),
            fields=tuple(
                RuleField(name=name, label=label, count=count)
                for (name, label), count in sorted(names.items())
            ),
            senders=tuple(sorted(senders)),
            protected=protected,
            others=others,
        )

    def apply(
        self,
        rule: BulkRule,
        scope: RuleScope = _EVERYTHING,
        step: Callable[[int, int], None] = lambda _done, _all: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> AppliedRule:
        """Decide everything a rule decides, as one step.

        Raises:
            DomainError: When there is nothing to decide.
            CancelledError: When it was stopped; then nothing is decided.

        """
        wanted = [one for one in self._open(rule, scope) if one.is_wanted and one.taken is not None]
        if not wanted:
            raise DomainError("Tidak ada perbedaan yang dapat diputuskan dengan aturan ini.")
        batch_id, now = new_id(), self._workplace.now()
        with deciding(self._workplace, f"Aturan: {rule.label}") as work:
            replica, before = work.position()
            for number, one in enumerate(wanted):
                if stop():
                    raise CancelledError
                raw = one.taken.raw if one.taken else None
                work.settle(one.table, one.row_id, one.field.column, raw, "")
                step(number + 1, len(wanted))
            _, after = work.position()
            work.session.add(
                DecisionBatch(
                    id=batch_id,
                    rule=rule.value,
                    content={"count": len(wanted)},
                    replica=replica,
                    first_seq=before + 1,
                    last_seq=after,
                    decided_at=now,
                )
            )
        return AppliedRule(
            id=f"aturan:{batch_id.hex}", batch_id=batch_id, rule=rule, count=len(wanted), at=now
        )

    def undo(self, batch_id: UUID) -> None:
        """Take a rule back as one step; what was changed since stays.

        Raises:
            DomainError: When it is unknown, taken back already, or nothing of it stands.

        """
        with self._workplace.database.read() as session:
            batch = session.get(DecisionBatch, batch_id)
            if batch is None or batch.undone_at is not None:
                raise DomainError("Aturan ini sudah diurungkan.")
            span = (batch.replica, batch.first_seq, batch.last_seq)
        self._decisions.undo_fields(*span)
        with self._workplace.database.write() as session:
            session.get_one(DecisionBatch, batch_id).undone_at = self._workplace.now()

    def applied(self) -> tuple[AppliedRule, ...]:
        """Return the rules applied on this installation, newest first."""
        rows = self._workplace.database.reader.rows(_APPLIED)
        return tuple(
            AppliedRule(
                id=f"aturan:{row[0].hex()}",
                batch_id=UUID(bytes=row[0]),
                rule=BulkRule(row[1]),
                count=_count(row[2]),
                at=datetime.fromisoformat(row[3]),
                is_undone=row[4] is not None,
            )
            for row in rows
        )

    def _open(self, rule: BulkRule, scope: RuleScope) -> Iterator[_Open]:
        reader = self._fields()
        for kind, table, row_id in reader.open_records():
            if kind is not FindingKind.FIELDS:
                continue
            card = reader.card(kind, table, row_id, is_whole=False)
            if card is None:
                continue
            reopened = reader.reopened(table, row_id)
            for field in card.fields:
                if field.column in reopened:
                    continue  # a person took a decision back: a person decides it again
                name = f"{table}.{field.column}"
                wanted = (not scope.fields or name in scope.fields) and takes_part(
                    field, scope.senders
                )
                taken = ruled(rule, field, card.asked_of)
                yield _Open(table, row_id, card.item.title, field, taken, wanted)


def _sample(one: _Open, taken: Side) -> RuleSample:
    return RuleSample(
        title=one.title,
        label=one.field.label,
        value=taken.value,
        instead=tuple(side.value for side in one.field.sides if side.number != taken.number),
        who=taken.who,
    )


def _count(content: str) -> int:
    return int(json.loads(content).get("count", 0))

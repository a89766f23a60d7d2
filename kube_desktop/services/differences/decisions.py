"""Decisions that were made, here or elsewhere, and how each is taken back years later."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from kube_desktop.db.models import Verdict
from kube_desktop.db.reading import Reader
from kube_desktop.db.sync.schema import DELETED
from kube_desktop.domain.difference_words import decided_sentence
from kube_desktop.domain.differences import Decision
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.findings import FindingKind
from kube_desktop.domain.labels import field_label
from kube_desktop.domain.wording import WITA
from kube_desktop.services.differences.fields import REOPENED, Change, cell_key
from kube_desktop.services.differences.records import RecordWords
from kube_desktop.services.differences.sources import instant
from kube_desktop.services.differences.writing import Deciding, Raw, deciding
from kube_desktop.services.workplace import Workplace

CHANGED_SINCE: Final = (
    "Isian ini sudah diubah lagi sesudah diputuskan, jadi putusannya tidak dapat diurungkan. "
    "Ubah langsung di catatannya."
)
UNDOING: Final = "Putusan diurungkan"
AGAIN: Final = "diputuskan lagi"
"""What the verdict that reopened a field says once it is decided again."""
_APART_MS: Final = 2000

_DECIDED: Final = (
    "SELECT c.replica, c.seq, c.tbl, c.row_id, c.col, c.value, c.hlc, c.user_id, c.reason "
    "FROM sync_change c WHERE c.op = 'U' AND EXISTS (SELECT 1 FROM sync_supersedes s "
    "WHERE s.replica = c.replica AND s.seq = c.seq) {0} ORDER BY c.hlc DESC, c.seq DESC LIMIT :most"
)
_SUPERSEDED: Final = (
    "SELECT c.replica, c.seq, c.op, c.value, c.patch FROM sync_supersedes s JOIN sync_change c "
    "ON c.replica = s.p_replica AND c.seq = s.p_seq WHERE s.replica = :replica AND s.seq = :seq "
    "ORDER BY c.hlc, c.replica, c.seq"
)
_AGAIN: Final = (
    "SELECT id, key, content, mentor_id, decided_on FROM verdicts WHERE finding_kind = 'isian' "
    "AND verdict = :verdict AND deleted = 0 AND (:id = x'' OR id = :id) ORDER BY id DESC"
)
_VERDICTS: Final = (
    "SELECT id, key, content, reason, mentor_id, decided_on, deleted FROM verdicts "
    "WHERE finding_kind <> 'isian' AND finding_kind <> 'edits_after_handover' "
    "AND (:id = x'' OR id = :id) ORDER BY id DESC"
)
_SHOWN: Final = (
    "SELECT replica, seq FROM sync_cell WHERE row_id = :id AND col = :column AND tbl = :table"
)


@dataclass(frozen=True, slots=True)
class _Settled:
    """One field that a person decided."""

    change: Change
    table: str
    row_id: bytes
    column: str
    value: Raw
    at_ms: int
    user_id: bytes | None
    reason: str


class Decisions:
    """Reads and takes back decisions about fields."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    @property
    def _reader(self) -> Reader:
        return self._workplace.database.reader

    def fields(self, most: int) -> list[Decision]:
        """Return the latest decisions about fields, newest first."""
        rows = [_Settled((r[0], r[1]), *r[2:]) for r in self._rows("", {"most": most})]
        words, undone = RecordWords(self._reader), self._undone()
        return [self._decision(words, same, undone) for same in _steps(rows)]

    def of_span(self, replica: int, first: int, last: int) -> Decision | None:
        """Return the decision written by some changes of one replica."""
        found = self._span(replica, first, last)
        if not found:
            return None
        return self._decision(RecordWords(self._reader), found, self._undone())

    def undo_fields(self, replica: int, first: int, last: int) -> None:
        """Show again what the record showed before, and put the fields back on the desk.

        Raises:
            DomainError: When there is no such decision, or the record was changed since.

        """
        found = self._span(replica, first, last)
        if not found:
            raise DomainError("Putusan ini tidak ada lagi.")
        current = [one for one in found if self._is_shown(one)]
        if not current:
            raise DomainError(CHANGED_SINCE)
        with deciding(self._workplace, UNDOING) as work:
            for one in reversed(current):
                self._take_back(work, one)

    def again(self, only: UUID | None = None) -> list[Decision]:
        """Return decisions about fields that had been put back on the desk."""
        words = RecordWords(self._reader)
        rows = self._reader.rows(_AGAIN, {"verdict": AGAIN, "id": only.bytes if only else b""})
        found = []
        for row_id, key, content, mentor_id, decided_on in rows:
            parts, stored = str(key).split(":"), json.loads(content or "{}")
            if len(parts) != 4:
                continue
            record, column = bytes.fromhex(parts[2]), parts[3]
            place, value = words.place(parts[1], record), stored.get("value")
            title, label = place.long_title, field_label(column)
            found.append(
                Decision(
                    id=f"lagi:{row_id.hex()}",
                    item_id=f"{_kind(column).value}:{parts[1]}:{parts[2]}",
                    title=place.title,
                    sentence=decided_sentence(label, title, column, words.value(column, value), ()),
                    who=words.writer(mentor_id),
                    at=datetime.combine(date.fromisoformat(decided_on), time(), WITA),
                )
            )
        return found

    def undo_again(self, verdict_id: UUID) -> None:
        """Take back the decision about a field that had been put back on the desk.

        Raises:
            DomainError: When there is no such decision, or the record was changed since.

        """
        with deciding(self._workplace, UNDOING) as work:
            row = work.session.get(Verdict, verdict_id)
            if row is None or row.deleted or row.verdict != AGAIN:
                raise DomainError("Putusan ini tidak ada lagi.")
            _, table, record, column = row.key.split(":")
            content = dict(row.content or {})
            record_id = bytes.fromhex(record)
            if not work.holds(table, record_id, column, content.pop("value", None)):
                raise DomainError(CHANGED_SINCE)
            work.set(table, record_id, column, content.pop("before", None))
            row.verdict, row.content = REOPENED, content

    def verdicts(self, only: UUID | None = None) -> list[Decision]:
        """Return decisions about findings, also those that were taken back."""
        words = RecordWords(self._reader)
        rows = self._reader.rows(_VERDICTS, {"id": only.bytes if only else b""})
        found = []
        for row_id, key, content, reason, mentor_id, decided_on, deleted in rows:
            stored = json.loads(content or "null") or {}
            found.append(
                Decision(
                    id=f"putusan:{row_id.hex()}",
                    item_id=key,
                    title=str(stored.get("title", "")),
                    sentence=str(stored.get("sentence", "")),
                    who=words.writer(mentor_id),
                    at=datetime.combine(date.fromisoformat(decided_on), time(), WITA),
                    reason=reason or "",
                    is_undone=bool(deleted),
                )
            )
        return found

    def undo_verdict(self, verdict_id: UUID) -> None:
        """Take back the decision about a finding: everything it set and that still stands.

        Raises:
            DomainError: When there is no such decision, or nothing of it stands any more.

        """
        with deciding(self._workplace, UNDOING) as work:
            row = work.session.get(Verdict, verdict_id)
            if row is None or row.deleted or row.finding_kind == FindingKind.FIELDS.value:
                raise DomainError("Putusan ini tidak ada lagi.")
            content = row.content or {}
            changes, created = content.get("changes", []), content.get("created", [])
            row.deleted = 1
            if not work.revert(changes, created) and (changes or created):
                raise DomainError(CHANGED_SINCE)

    def _take_back(self, work: Deciding, one: _Settled) -> None:
        heads = self._superseded(one)
        if not heads:
            raise DomainError(CHANGED_SINCE)
        # A record whose deletion is open stays visible, whatever the latest version says.
        before = 0 if one.column == DELETED else heads[-1][1]
        work.set(one.table, one.row_id, one.column, before)
        work.session.add(
            Verdict(
                finding_kind=FindingKind.FIELDS.value,
                key=cell_key(one.table, one.row_id, one.column),
                verdict=REOPENED,
                content={
                    "sides": [list(change) for change, _ in heads],
                    "decision": list(one.change),
                },
                reason=UNDOING,
                mentor_id=self._workplace.actor,
                decided_on=self._workplace.today(),
            )
        )

    def _is_shown(self, one: _Settled) -> bool:
        params = {"id": one.row_id, "column": one.column, "table": one.table}
        return self._reader.row(_SHOWN, params) == one.change

    def _superseded(self, one: _Settled) -> list[tuple[Change, Raw]]:
        rows = self._reader.rows(_SUPERSEDED, {"replica": one.change[0], "seq": one.change[1]})
        return [
            ((replica, seq), json.loads(patch).get(one.column) if op == "I" else value)
            for replica, seq, op, value, patch in rows
        ]

    def _span(self, replica: int, first: int, last: int) -> list[_Settled]:
        params = {"replica": replica, "first": first, "last": last, "most": 100_000}
        where = "AND c.replica = :replica AND c.seq BETWEEN :first AND :last"
        return [_Settled((r[0], r[1]), *r[2:]) for r in self._rows(where, params)][::-1]

    def _rows(self, where: str, params: Mapping[str, object]) -> list[tuple[Any, ...]]:
        return [
            (r[0], r[1], r[2], r[3], r[4], r[5], r[6] >> 16, r[7], r[8] or "")
            for r in self._reader.rows(_DECIDED.format(where), params)
        ]

    def _undone(self) -> set[Change]:
        rows = self._reader.rows(
            "SELECT content FROM verdicts WHERE finding_kind = 'isian' AND deleted = 0"
        )
        found = set()
        for (content,) in rows:
            decision = (json.loads(content or "null") or {}).get("decision")
            if isinstance(decision, list):
                found.add((decision[0], decision[1]))
        return found

    def _decision(
        self, words: RecordWords, step: Sequence[_Settled], undone: set[Change]
    ) -> Decision:
        first, last = min(one.change[1] for one in step), max(one.change[1] for one in step)
        one = step[0]
        place = words.place(one.table, one.row_id)
        told = [
            decided_sentence(
                field_label(each.column),
                place.long_title,
                each.column,
                words.value(each.column, each.value),
                self._against(words, each),
            )
            for each in step
        ]
        return Decision(
            id=f"isian:{one.change[0]}:{first}:{last}",
            item_id=f"{_kind(one.column).value}:{one.table}:{one.row_id.hex()}",
            title=place.title,
            sentence=" ".join(told),
            who=words.writer(one.user_id),
            at=instant(one.at_ms),
            reason=one.reason,
            is_undone=any(each.change in undone for each in step),
        )

    def _against(self, words: RecordWords, one: _Settled) -> list[str]:
        values = (value for _, value in self._superseded(one) if value != one.value)
        return list(dict.fromkeys(words.value(one.column, value) for value in values))


def _kind(column: str) -> FindingKind:
    return FindingKind.DELETED if column == DELETED else FindingKind.FIELDS


def _steps(rows: Iterable[_Settled]) -> list[list[_Settled]]:
    """Join fields of one record that were decided in one step."""
    steps: list[list[_Settled]] = []
    for _, same in groupby(rows, key=lambda one: (one.change[0], one.row_id)):
        for one in same:
            before = steps[-1][-1] if steps else None
            joined = (
                before is not None
                and (before.change[0], before.row_id) == (one.change[0], one.row_id)
                and before.change[1] == one.change[1] + 1
                and abs(before.at_ms - one.at_ms) < _APART_MS
            )
            if joined:
                steps[-1].append(one)
            else:
                steps.append([one])
    return [step[::-1] for step in steps]


def decide_again(
    work: Deciding, table: str, row_id: bytes, column: str, value: Raw, before: Raw
) -> str:
    """Decide a field that was put back on the desk, and return the id of that decision.

    Raises:
        DomainError: When it is not on the desk.

    """
    key = cell_key(table, row_id, column)
    rows = work.session.query(Verdict).filter_by(key=key, verdict=REOPENED, deleted=0).all()
    if not rows:
        raise DomainError("Perbedaan ini sudah diputuskan atau sudah tidak ada.")
    work.set(table, row_id, column, value)
    for row in rows:
        row.verdict = AGAIN
        row.content = {**(row.content or {}), "value": value, "before": before}
    return f"lagi:{rows[-1].id.hex}"


def record_of(item_id: str) -> tuple[FindingKind, str, bytes] | None:
    """Return kind, table and record of an item about fields, or None for other items."""
    parts = item_id.split(":")
    if parts[0] not in {FindingKind.FIELDS.value, FindingKind.DELETED.value}:
        return None
    try:
        kind, table, row = parts
        return FindingKind(kind), table, UUID(hex=row).bytes
    except ValueError:
        return None

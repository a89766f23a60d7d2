"""Reading what the office corrected of this laptop's records, and what it asks."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

from kube_desktop.db.reading import Reader, Row
from kube_desktop.domain.labels import RECORD_LABELS, field_label
from kube_desktop.domain.replies import AskedQuestion, Correction
from kube_desktop.services.differences.records import RecordWords
from kube_desktop.services.lists.office import OfficeLists

OFFICE_BRANCHES: Final = "office_branches"
"""Fact of a laptop: the replicas its office writes; changes of theirs are corrections."""
_WRITTEN: Final = (
    "SELECT c.replica, c.seq, c.tbl, c.row_id, c.col, c.value, c.hlc, c.user_id, c.reason "
    "FROM sync_change c CROSS JOIN sync_cell s ON s.row_id = c.row_id AND s.col = c.col "
    "AND s.tbl = c.tbl AND s.replica = c.replica AND s.seq = c.seq "
    "WHERE c.replica = :office AND c.op = 'U' AND NOT EXISTS (SELECT 1 FROM responses r "
    "WHERE r.change_replica = c.replica AND r.change_seq = c.seq AND r.deleted = 0) "
    "ORDER BY c.seq"
)
_MINE: Final = (
    "SELECT c.op, c.value, c.patch FROM sync_change c CROSS JOIN sync_branch b "
    "ON b.replica = c.replica WHERE c.row_id = :row AND c.tbl = :tbl "
    "AND (c.op = 'I' OR (c.op = 'U' AND c.col = :col)) ORDER BY c.hlc DESC, c.seq DESC"
)
_HIDDEN: Final = frozenset(
    {"reasons", "aid_id", "handover_id", "position", "letterhead", "recitals", "decree"}
)
_QUESTIONS: Final = (
    "FROM questions WHERE deleted = 0 AND status = 'terbuka' "
    "AND coalesce(mentor_id, :me) = :me ORDER BY asked_on, id"
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A change of the office that replaced a value of ours."""

    change: Row
    old: str | int | None


class CorrectionLists:
    """Corrections that wait for an answer, and questions; nothing at an office."""

    def __init__(self, reader: Reader, office: OfficeLists) -> None:
        self._reader = reader
        self._office = office

    def waiting(self) -> list[Correction]:
        """Return the corrections that this laptop neither accepted nor objected to."""
        words = RecordWords(self._reader)
        name = self._office_name()
        return [_correction(one, words, name) for one in self._found()]

    def questions(self) -> list[AskedQuestion]:
        """Return the open questions to whoever works here."""
        words = RecordWords(self._reader)
        rows = self._reader.rows(
            f"SELECT id, record_table, record_id, field, question, asked_by, asked_on {_QUESTIONS}",
            {"me": self._me()},
        )
        return [
            AskedQuestion(
                id=UUID(bytes=row[0]),
                table=row[1],
                record_id=UUID(bytes=row[2]),
                record=_called(words, row[1], row[2]),
                label=field_label(row[3]) if row[3] else "",
                question=row[4],
                asked_by=row[5] or self._office_name(),
                asked_on=date.fromisoformat(row[6]),
            )
            for row in rows
        ]

    def counts(self) -> tuple[int, int]:
        """Return how many corrections and how many questions wait, without reading their words."""
        asked = self._reader.value(
            f"SELECT count(*) FROM (SELECT id {_QUESTIONS})", {"me": self._me()}
        )
        return sum(1 for _ in self._found()), asked

    def _found(self) -> Iterator[_Found]:
        branches = self._office.installation(OFFICE_BRANCHES)
        for branch in branches if isinstance(branches, list) else ():
            for row in self._reader.rows(_WRITTEN, {"office": int(branch)}):
                if row[4] in _HIDDEN:
                    continue
                mine = self._mine(row)
                if mine is not None and mine[0] != row[5]:
                    yield _Found(row, mine[0])

    def _mine(self, change: Row) -> tuple[str | int | None] | None:
        """Return the value this laptop last wrote there, or None when it never did."""
        rows = self._reader.rows(_MINE, {"row": change[3], "tbl": change[2], "col": change[4]})
        for op, value, patch in rows:
            if op == "U":
                return (value,)
            # A row is born without the mark of the bin, and columns of newer programs.
            content = {"deleted": 0, **json.loads(patch)}
            if change[4] in content:
                return (content[change[4]],)
        return None

    def _me(self) -> bytes:
        identity = self._office.identity()
        return identity.mentor_id.bytes if identity and identity.mentor_id else b""

    def _office_name(self) -> str:
        known = self._office.installation("office_key")
        return str(known["name"]) if isinstance(known, dict) else "Dinas Sosial Provinsi"


def _correction(found: _Found, words: RecordWords, office: str) -> Correction:
    replica, seq, table, row_id, column, value, hlc, user_id, reason = found.change
    return Correction(
        replica=replica,
        seq=seq,
        table=table,
        record_id=UUID(bytes=row_id),
        record=_called(words, table, row_id),
        field_name=column,
        label=field_label(column),
        old=words.value(column, found.old),
        new=words.value(column, value),
        who=words.writer(user_id) or office,
        at=datetime.fromtimestamp(min((hlc >> 16) / 1000, 253_370_764_800), UTC),
        reason=reason or "",
    )


def _called(words: RecordWords, table: str, row_id: bytes) -> str:
    title, kind = words.place(table, row_id).long_title, RECORD_LABELS.get(table, table)
    return title if title.startswith(kind) else f"{kind} {title}"

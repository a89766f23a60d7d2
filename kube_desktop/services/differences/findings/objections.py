"""Corrections of the office that a facilitator objects to."""

from collections.abc import Iterator
from typing import Final

from kube_desktop.domain.difference_words import day_words
from kube_desktop.domain.finding_words import objected as objected_words
from kube_desktop.domain.findings import Finding, FindingKind
from kube_desktop.domain.labels import field_label
from kube_desktop.services.differences.findings.base import Asking

# A newer version of the field settles it: the correction objected to is shown no longer.
_OBJECTIONS: Final = (
    "SELECT r.record_table, r.record_id, r.field, r.comment, r.responded_on, r.mentor_id, c.value, "
    "c.replica, c.seq FROM responses r JOIN sync_change c ON c.replica = r.change_replica "
    "AND c.seq = r.change_seq JOIN sync_cell s ON s.row_id = r.record_id AND s.col = r.field "
    "AND s.tbl = r.record_table AND s.replica = c.replica AND s.seq = c.seq "
    "WHERE r.deleted = 0 AND r.response = 'dibantah' ORDER BY r.id"
)


def objected(asking: Asking) -> Iterator[Finding]:
    """Yield corrections that somebody objected to and nobody decided again."""
    for row in asking.reader.rows(_OBJECTIONS):
        table, row_id, column, comment, day, mentor, value, replica, seq = row
        title = asking.words.title(table, row_id)
        yield asking.finding(
            FindingKind.OBJECTED,
            title,
            objected_words(
                asking.words.writer(mentor) or "Pendamping",
                field_label(column),
                asking.words.place(table, row_id).long_title,
                asking.words.value(column, value),
                comment or "",
                day_words(day),
            ),
            [(table, row_id, title)],
            extra=[replica, seq],
        )

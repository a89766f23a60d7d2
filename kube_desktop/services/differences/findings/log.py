"""Findings about the log itself: second contents, changes of newer programs, missing records."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from kube_desktop.db.models import SYNCED, Base
from kube_desktop.db.schema import HEAD
from kube_desktop.domain.finding_words import newer_field, orphan, second_content
from kube_desktop.domain.findings import Finding, FindingKind
from kube_desktop.domain.labels import RECORD_LABELS
from kube_desktop.services.differences.findings.base import Asking

_SECOND: Final = "SELECT replica, count(*), min(seq), max(seq) FROM sync_bad GROUP BY replica"
_WHOSE: Final = (
    "SELECT k.sender FROM sync_change c JOIN sync_package k ON k.pkg_id = c.pkg_id "
    "WHERE c.replica = :replica AND c.seq = :seq"
)
_IS_NEWER: Final = "SELECT 1 FROM sync_package WHERE schema_version > :known LIMIT 1"
_ROWS: Final = "SELECT tbl, count(*) FROM sync_change WHERE op <> 'U' GROUP BY tbl ORDER BY tbl"
_COLUMNS: Final = "SELECT tbl, col, count(*) FROM sync_cell GROUP BY tbl, col ORDER BY tbl, col"
_ORPHANS: Final = "SELECT tbl, count(*) FROM sync_orphan GROUP BY tbl ORDER BY tbl"


def second_contents(asking: Asking) -> Iterator[Finding]:
    """Yield laptops of which numbers came with two contents."""
    for replica, count, first, last in asking.reader.rows(_SECOND):
        row = asking.reader.row(_WHOSE, {"replica": replica, "seq": first})
        whose = (row[0] if row else "") or "satu laptop"
        yield asking.finding(
            FindingKind.SECOND_CONTENT,
            str(whose),
            second_content(count, str(whose)),
            [],
            extra=[replica, first, last, count],
        )


def newer_fields(asking: Asking) -> Iterator[Finding]:
    """Yield what a newer program wrote and this one cannot show."""
    if asking.reader.row(_IS_NEWER, {"known": HEAD}) is None:
        return  # the log is long and is not read for nothing
    columns = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        if table.info == SYNCED
        for column in table.columns
    }
    tables, unknown = {table for table, _ in columns}, Counter[str]()
    for table, column, count in asking.reader.rows(_COLUMNS):
        if (table, column) not in columns:
            unknown[table] += count
    for table, count in asking.reader.rows(_ROWS):
        if table not in tables:
            unknown[table] += count
    for table, count in sorted(unknown.items()):
        what = RECORD_LABELS.get(table, table)
        yield asking.finding(
            FindingKind.NEWER_FIELD,
            what,
            newer_field(count, f"pada {what.lower()}"),
            [],
            extra=[table, count],
        )


def missing_records(asking: Asking) -> Iterator[Finding]:
    """Yield kinds of records whose changes came before they did."""
    for table, count in asking.reader.rows(_ORPHANS):
        what = RECORD_LABELS.get(table, table)
        yield asking.finding(
            FindingKind.ORPHAN, what, orphan(count, what.lower()), [], extra=[table, count]
        )

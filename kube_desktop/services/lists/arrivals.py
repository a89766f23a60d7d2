"""Reading since when the office has what was recorded here."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from kube_desktop.db.reading import Reader
from kube_desktop.domain.wording import WITA
from kube_desktop.services.lists.listing import placeholders, stored_map

_RECEIPTS = (
    "SELECT received_at, content FROM received_files WHERE file_kind IN ('kode-terima', 'balasan') "
    "ORDER BY received_at"
)
_LAST = (
    "SELECT c.row_id, c.replica, max(c.seq) FROM sync_change c JOIN sync_branch b "
    "ON b.replica = c.replica WHERE c.row_id IN ({marks}) GROUP BY c.row_id, c.replica"
)


def arrived_days(reader: Reader, ids: Sequence[bytes]) -> dict[bytes, date]:
    """Return on which day the office said to have the last change here of each record.

    A record with a change it does not have yet is left out; so is one that was never edited here.
    """
    stored = reader.value("SELECT value FROM installation WHERE key = 'acknowledged'")
    if stored is None:
        return {}
    now = _numbers(json.loads(stored).get("numbers"))
    receipts = [
        (
            datetime.fromisoformat(at).astimezone(WITA).date(),
            _numbers(stored_map(content).get("numbers")),
        )
        for at, content in reader.rows(_RECEIPTS)
    ]
    marks, params = placeholders(ids)
    found: dict[bytes, date | None] = {}
    for row_id, branch, last in reader.rows(_LAST.format(marks=marks), params):
        day = next((day for day, held in receipts if held.get(branch, 0) >= last), None)
        if now.get(branch, 0) < last:
            day = None  # the office went back to a backup
        before = found.get(row_id, day)
        found[row_id] = max(before, day) if before and day else None
    return {row_id: day for row_id, day in found.items() if day is not None}


def _numbers(stored: object) -> Mapping[int, int]:
    return {int(key): value for key, value in stored.items()} if isinstance(stored, dict) else {}

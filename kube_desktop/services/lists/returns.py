"""BAST that were printed and whose signed scan has not come back, and the tray of scans."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from kube_desktop.db.reading import Reader
from kube_desktop.domain.returning import RETURN_DAYS

_AWAITED: Final = """
SELECT h.id, coalesce(g.name, p.name), coalesce(
       (SELECT substr(max(t.printed_at), 1, 10) FROM prints t
        WHERE t.record_id = h.id AND t.paper = 'bast' AND t.deleted = 0), h.handed_over_on) AS out
FROM handovers h JOIN aids a ON a.id = h.aid_id LEFT JOIN groups g ON g.id = a.group_id
LEFT JOIN people p ON p.id = a.person_id
WHERE h.deleted = 0 AND h.status IN ('dicetak', 'ditandatangani')
  AND (:group_id IS NULL OR a.group_id = :group_id)
  AND NOT EXISTS (SELECT 1 FROM attachments s WHERE s.owner_id = h.id AND s.deleted = 0
                  AND s.attachment_kind = 'scan-bast')
  AND out < :before ORDER BY out, h.id
"""


@dataclass(frozen=True, slots=True)
class AwaitedBast:
    """A BAST whose signed scan is awaited.

    Attributes:
        receiver: Group or person.
        printed_on: When it was printed last, or else handed over.

    """

    handover_id: UUID
    receiver: str
    printed_on: date


class ReturnLists:
    """What has not come back yet."""

    def __init__(self, reader: Reader, today: Callable[[], date]) -> None:
        self._reader = reader
        self._today = today

    def awaited(self, group_id: UUID | None = None, days: int = RETURN_DAYS) -> list[AwaitedBast]:
        """Return BAST printed more than some days ago without a signed scan, the oldest first."""
        before = self._today() - timedelta(days=days)
        found = self._reader.rows(
            _AWAITED,
            {"group_id": group_id.bytes if group_id else None, "before": before.isoformat()},
        )
        return [
            AwaitedBast(UUID(bytes=row[0]), row[1] or "", date.fromisoformat(row[2]))
            for row in found
        ]

    def waiting_scans(self) -> int:
        """Return how many scans wait in the tray."""
        found: int = self._reader.value("SELECT count(*) FROM unfiled_scans WHERE why <> 'dibuang'")
        return found

"""Where a change came from: whose laptop, by which file, at which visit, under which clock."""

from datetime import UTC, datetime
from typing import Final

from kube_desktop.db.reading import Reader
from kube_desktop.domain.difference_words import day_words
from kube_desktop.domain.differences import Side
from kube_desktop.domain.wording import WITA
from kube_desktop.services.differences.records import Place, RecordWords

CLOCK_DOUBT_S: Final = 2 * 86_400
"""A laptop whose clock is off by more than two days is not believed."""
_LAST_INSTANT: Final = 253_370_764_800
"""Milliseconds may say anything; the year 9999 is the last one dates can hold."""

_OF_REPLICA: Final = (
    "SELECT l.name, l.clock_off FROM sync_peer p LEFT JOIN laptops l "
    "ON l.device_key = lower(hex(p.device_key)) WHERE p.replica = :replica"
)
_OF_CHANGE: Final = (
    "SELECT k.sender FROM sync_change c JOIN sync_package k ON k.pkg_id = c.pkg_id "
    "WHERE c.replica = :replica AND c.seq = :seq"
)
_VISIT: Final = (
    "SELECT visited_on FROM visits WHERE group_id = :group AND visited_on = :day AND deleted = 0 "
    "AND (mentor_id = :who OR mentor_id IS NULL) LIMIT 1"
)


class Sources:
    """Answers where changes came from; made anew for each question."""

    def __init__(self, reader: Reader, words: RecordWords, *, is_office: bool) -> None:
        self._reader = reader
        self._words = words
        self._own = {row[0] for row in reader.rows("SELECT replica FROM sync_branch")}
        self._own_name = "Data provinsi" if is_office else "Laptop ini"
        self._laptops: dict[int, tuple[str, int]] = {}

    def is_own(self, replica: int) -> bool:
        """Tell whether this installation wrote the changes of a replica."""
        return replica in self._own

    def origin(self, replica: int, seq: int) -> str:
        """Return where a change came from in words."""
        if self.is_own(replica):
            return self._own_name
        row = self._reader.row(_OF_CHANGE, {"replica": replica, "seq": seq})
        sender = (row[0] if row else "") or self._laptop(replica)[0]
        return f"Kiriman {sender}" if sender else "Kiriman lain"

    def clock_doubt(self, replica: int) -> bool:
        """Tell whether the clock behind a replica is known to be wrong."""
        return not self.is_own(replica) and abs(self._laptop(replica)[1]) > CLOCK_DOUBT_S

    def visit(self, place: Place, user_id: bytes | None, at: datetime) -> str:
        """Return the day of the visit at which something was typed, in words, or nothing."""
        if place.group_id is None:
            return ""
        day = at.astimezone(WITA).date().isoformat()
        params = {"group": place.group_id, "day": day, "who": user_id or b""}
        found = self._reader.value(_VISIT, params)
        return day_words(found) if found else ""

    def side(
        self,
        number: int,
        party: int,
        column: str,
        value: str | int | None,
        change: tuple[int, int],
        written: tuple[bytes | None, int],
        place: Place,
        *,
        is_shown: bool,
    ) -> Side:
        """Return one side of a field.

        Args:
            number: 1, 2, 3….
            party: Its column on the card.
            column: The field.
            value: As the change log keeps it.
            change: Its number, (replica, seq).
            written: Who typed it, and when in milliseconds since 1970.
            place: Whose record it is.
            is_shown: Whether the record shows it now.

        """
        user_id, at_ms = written
        at = instant(at_ms)
        return Side(
            number=number,
            party=party,
            value=self._words.value(column, value),
            raw=value,
            who=self._words.writer(user_id),
            origin=self.origin(*change),
            at=at,
            visited=self.visit(place, user_id, at),
            clock_doubt=self.clock_doubt(change[0]),
            is_shown=is_shown,
            is_own=self.is_own(change[0]),
            change=change,
        )

    def _laptop(self, replica: int) -> tuple[str, int]:
        if replica not in self._laptops:
            row = self._reader.row(_OF_REPLICA, {"replica": replica})
            self._laptops[replica] = (str(row[0] or ""), int(row[1] or 0)) if row else ("", 0)
        return self._laptops[replica]


def instant(at_ms: int) -> datetime:
    """Return an instant of the change log as a date can hold it."""
    return datetime.fromtimestamp(max(0, min(at_ms / 1000, _LAST_INSTANT)), UTC)

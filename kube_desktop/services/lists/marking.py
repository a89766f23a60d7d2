"""Which numbers are not settled yet: two values of money stand, and lists and reports mark them."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from kube_desktop.db.reading import Reader
from kube_desktop.domain.findings import MONEY_FIELDS


def _open(table: str) -> str:
    columns = ", ".join(f"'{one}'" for one in sorted(MONEY_FIELDS[table]))
    return f"(SELECT row_id FROM sync_conflict WHERE tbl = '{table}' AND col IN ({columns}))"


_HANDOVERS: Final = (
    f"SELECT id, aid_id FROM handovers WHERE id IN {_open('handovers')} UNION "
    f"SELECT h.id, h.aid_id FROM handovers h WHERE h.id IN (SELECT handover_id FROM aid_items "
    f"WHERE id IN {_open('aid_items')}) UNION "
    f"SELECT h.id, h.aid_id FROM handovers h WHERE h.aid_id IN {_open('aids')}"
)
_OF_TABLE: Final = {
    "handovers": f"SELECT id FROM ({_HANDOVERS}) AS o",
    "groups": (
        f"SELECT a.group_id FROM ({_HANDOVERS}) AS o JOIN aids a ON a.id = o.aid_id "
        "WHERE a.group_id IS NOT NULL"
    ),
    "people": (
        f"SELECT a.person_id FROM ({_HANDOVERS}) AS o JOIN aids a ON a.id = o.aid_id "
        f"WHERE a.person_id IS NOT NULL UNION SELECT id FROM people WHERE id IN {_open('people')}"
    ),
    "visits": f"SELECT id FROM visits WHERE id IN {_open('visits')}",
    "targets": f"SELECT id FROM targets WHERE id IN {_open('targets')}",
}
_ANY: Final = "SELECT 1 FROM sync_conflict LIMIT 1"
_OF_AID: Final = f"SELECT id FROM ({_HANDOVERS}) AS o"


class OpenNumbers:
    """Answers which records show a number that is not settled."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def of(self, table: str) -> frozenset[bytes]:
        """Return the records of a table whose money has an open difference; usually none."""
        sql = _OF_TABLE.get(table)
        if sql is None or self._reader.row(_ANY) is None:
            return frozenset()
        return frozenset(row[0] for row in self._reader.rows(sql))

    def among(self, table: str, ids: Iterable[UUID]) -> frozenset[UUID]:
        """Return those of some records whose money has an open difference."""
        found = self.of(table)
        return frozenset(one for one in ids if one.bytes in found)


OPEN_HANDOVERS: Final = f"h.id IN ({_OF_AID})"
"""SQL: the number of handover `h` is not settled."""

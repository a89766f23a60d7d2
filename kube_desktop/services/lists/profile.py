"""Reading what only the profile of a group shows: assets as last seen, and the trend."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from kube_desktop.db.reading import Reader
from kube_desktop.domain.mentoring import BusinessCondition, GoodsState
from kube_desktop.services.lists.listing import known

_ASSETS: Final = (
    "SELECT i.name, i.quantity_milli, i.unit, i.amount, i.condition, c.condition, s.visited_on "
    "FROM handovers h JOIN aids a ON a.id = h.aid_id JOIN aid_items i ON i.handover_id = h.id "
    "LEFT JOIN item_conditions c ON c.id = (SELECT o.id FROM item_conditions o "
    "JOIN visits w ON w.id = o.visit_id WHERE o.aid_item_id = i.id AND o.deleted = 0 "
    "AND w.deleted = 0 ORDER BY w.visited_on DESC, o.id DESC LIMIT 1) "
    "LEFT JOIN visits s ON s.id = c.visit_id WHERE a.group_id = :id AND h.deleted = 0 "
    "AND h.status <> 'dibatalkan' AND i.deleted = 0 ORDER BY h.handed_over_on, i.position, i.id"
)
_VISITS: Final = (
    "SELECT visited_on, business_condition, turnover, cash, problems, follow_up FROM visits "
    "WHERE group_id = :id AND deleted = 0 ORDER BY visited_on, id"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One line of goods of a group.

    Attributes:
        state: What the last visit that looked at it found, and when; None before that.

    """

    name: str
    quantity_milli: int
    unit: str
    amount: int
    given_condition: str
    state: GoodsState | None
    seen_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessVisit:
    """What a visit found of the business."""

    visited_on: date
    condition: BusinessCondition | None
    turnover: int | None
    cash: int | None
    problems: str
    follow_up: str


class ProfileLists:
    """Assets and business of one group."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def assets(self, group_id: UUID) -> list[Asset]:
        """Return all goods the group received, in the order they came."""
        return [
            Asset(
                name=row[0],
                quantity_milli=row[1],
                unit=row[2],
                amount=row[3],
                given_condition=row[4] or "",
                state=known(GoodsState, row[5], None),
                seen_on=date.fromisoformat(row[6]) if row[6] else None,
            )
            for row in self._reader.rows(_ASSETS, {"id": group_id.bytes})
        ]

    def visits(self, group_id: UUID) -> list[BusinessVisit]:
        """Return what the visits found, the oldest first."""
        return [
            BusinessVisit(
                visited_on=date.fromisoformat(row[0]),
                condition=known(BusinessCondition, row[1], None),
                turnover=row[2],
                cash=row[3],
                problems=row[4] or "",
                follow_up=row[5] or "",
            )
            for row in self._reader.rows(_VISITS, {"id": group_id.bytes})
        ]

"""A long list that is never loaded whole: pages by key, and rows by id."""

import json
from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar

from kube_desktop.db.reading import Reader, Row

RowT = TypeVar("RowT")
EnumT = TypeVar("EnumT", bound=StrEnum)
OtherwiseT = TypeVar("OtherwiseT")
ValueT = TypeVar("ValueT")

MOST_MATCHES = 5000
"""More matches than this are not listed: the person types one more letter instead."""

MOST_WORDS = 20
"""Nobody searches by more words; a pasted page must not become a question of a thousand parts."""


@dataclass(frozen=True, slots=True)
class Order:
    """How a table is walked: by an index on (key, id), rows that are not deleted.

    Attributes:
        table: Table name.
        key: Sort expression, exactly as the index has it.
        descending: Whether the greatest key comes first.
        where: Condition of the partial index.

    """

    table: str
    key: str
    descending: bool = False
    where: str = "deleted = 0"

    @property
    def direction(self) -> str:
        """The direction of both sort columns."""
        return "DESC" if self.descending else "ASC"

    @property
    def after_anchor(self) -> str:
        """The condition for rows behind `:key` and `:id`.

        The first half says nothing new; by it SQLite finds the place in the index instead of
        walking there, which it does not see in the comparison of pairs.
        """
        sign = "<" if self.descending else ">"
        return f"{self.key} {sign}= :key AND ({self.key}, id) {sign} (:key, :id)"


STRIDE: Final = 2048
"""Rows between the keys that are remembered on the way to a far place."""


class Listing(Generic[RowT]):
    """Rows of one table in one order, in pages; whole, or only the ids a filter found."""

    def __init__(
        self,
        reader: Reader,
        order: Order,
        rows_by_id: Callable[[Sequence[bytes]], dict[bytes, RowT]],
        ids: Sequence[bytes] | None = None,
    ) -> None:
        self._reader = reader
        self._order = order
        self._rows_by_id = rows_by_id
        self._ids = ids
        # Known keys by position, so that a jump skips from the nearest one and not from the top.
        self._positions: list[int] = []
        self._anchors: dict[int, Row] = {}

    def count(self) -> int:
        """Return how many rows there are."""
        if self._ids is not None:
            return len(self._ids)
        order = self._order
        found: int = self._reader.value(f"SELECT count(*) FROM {order.table} WHERE {order.where}")
        return found

    def page(self, offset: int, limit: int) -> list[RowT]:
        """Return the rows from `offset` on, at most `limit`."""
        ids = self._ids[offset : offset + limit] if self._ids is not None else None
        if ids is None:
            ids = self._page_ids(offset, limit)
        found = self._rows_by_id(ids) if ids else {}
        return [found[one] for one in ids if one in found]

    def _page_ids(self, offset: int, limit: int) -> list[bytes]:
        start, anchor = self._nearest(offset)
        while offset - start > STRIDE:
            # A long way is walked once: whoever jumps there again starts from a key close by.
            found = self._walk(anchor, STRIDE - 1, 1)
            if not found:
                return []
            start, anchor = start + STRIDE, found[0]
            self._remember(start, anchor)
        found = self._walk(anchor, offset - start, limit)
        if found:
            self._remember(offset + len(found), found[-1])
        return [row[1] for row in found]

    def _walk(self, anchor: Row | None, skip: int, limit: int) -> list[Row]:
        """Return sort keys and ids behind an anchor, in order."""
        order = self._order
        params: dict[str, object] = {"limit": limit, "skip": skip}
        after = ""
        if anchor is not None:
            after = f" AND {order.after_anchor}"
            params |= {"key": anchor[0], "id": anchor[1]}
        return self._reader.rows(
            f"SELECT {order.key}, id FROM {order.table} WHERE {order.where}{after} "
            f"ORDER BY {order.key} {order.direction}, id {order.direction} "
            "LIMIT :limit OFFSET :skip",
            params,
        )

    def _nearest(self, offset: int) -> tuple[int, Row | None]:
        place = bisect_right(self._positions, offset)
        if place == 0:
            return 0, None
        start = self._positions[place - 1]
        return start, self._anchors[start]

    def _remember(self, position: int, anchor: Row) -> None:
        if position not in self._anchors:
            self._positions.insert(bisect_right(self._positions, position), position)
            self._anchors[position] = anchor


def placeholders(ids: Sequence[bytes]) -> tuple[str, dict[str, object]]:
    """Return named placeholders for an IN list, and their values."""
    return ", ".join(f":i{n}" for n in range(len(ids))), {f"i{n}": v for n, v in enumerate(ids)}


def for_form(values: Mapping[str, Any], nullable: Collection[str]) -> dict[str, Any]:
    """Return stored values as a form holds them: NULL text becomes an empty text."""
    return {
        name: "" if value is None and name not in nullable else value
        for name, value in values.items()
    }


def known(kind: type[EnumT], value: str | None, otherwise: OtherwiseT) -> EnumT | OtherwiseT:
    """Return a stored value as its enumeration; a file of a newer program may bring unknown ones.

    One odd value must not keep a whole list from being shown.
    """
    try:
        return kind(value or "")
    except ValueError:
        return otherwise


def stored(text: str | None, otherwise: ValueT) -> ValueT:
    """Return a stored JSON value when it is of the kind of `otherwise`, else that."""
    value = json.loads(text) if text else None
    return value if type(value) is type(otherwise) else otherwise


def stored_list(text: str | None) -> list[Any]:
    """Return a stored JSON list; empty when there is none, or something else."""
    return stored(text, [])


def stored_map(text: str | None) -> dict[str, Any]:
    """Return a stored JSON object; empty when there is none, or something else."""
    return stored(text, {})


def stored_reasons(text: str | None) -> dict[str, str]:
    """Return the reasons given for doubtful values, so that nobody is asked twice."""
    return {key: str(reason) for key, reason in stored_map(text).items()}

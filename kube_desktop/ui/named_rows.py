"""A long list in the order of names that can be asked where something stands."""

from collections.abc import Callable, Hashable, Sequence
from typing import Final, Generic, Protocol, TypeVar

from kube_desktop.ui.tables.model import RowSource

_STEP: Final = 64


class NamedRow(Protocol):
    """A row that is sorted by its name."""

    @property
    def id(self) -> Hashable:
        """What identifies it."""

    @property
    def name(self) -> str:
        """What it is sorted by."""


RowT = TypeVar("RowT", bound=NamedRow)


class NamedRows(Generic[RowT]):
    """Rows sorted by name without regard to case, found by halving instead of by reading all."""

    def __init__(
        self,
        source: RowSource[RowT],
        find: Callable[[Hashable], RowT | None],
        near: int = 0,
    ) -> None:
        """Wrap a source.

        Args:
            source: Rows by name.
            find: Reads one record, wherever it stands.
            near: A place that is looked at first: a list that is read again hardly moves.

        """
        self._source = source
        self._find = find
        self._near = near
        self._count: int | None = None

    def count(self) -> int:
        """Return how many rows there are."""
        self._count = self._source.count()
        return self._count

    def page(self, offset: int, limit: int) -> Sequence[RowT]:
        """Return at most `limit` rows from `offset` on."""
        return self._source.page(offset, limit)

    def locate(self, row_id: Hashable) -> int | None:
        """Return the place of a record, or None when it is not among the rows."""
        first = max(0, self._near - _STEP // 2)
        for within, row in enumerate(self._source.page(first, _STEP)):
            if row.id == row_id:
                return first + within
        wanted = self._find(row_id)
        if wanted is None:
            return None
        key = _key(wanted.name)
        place = self._first_from(key)
        while rows := self._source.page(place, _STEP):
            for within, row in enumerate(rows):
                if row.id == row_id:
                    return place + within
                if _key(row.name) != key:
                    return None
            place += len(rows)
        return None

    def starting_with(self, text: str) -> int | None:
        """Return the place of the first row whose name begins with a text."""
        key = _key(text)
        place = self._first_from(key)
        rows = self._source.page(place, 1)
        return place if rows and _key(rows[0].name).startswith(key) else None

    def _first_from(self, key: bytes) -> int:
        low, high = 0, self._source.count() if self._count is None else self._count
        while low < high:
            middle = (low + high) // 2
            rows = self._source.page(middle, 1)
            if rows and _key(rows[0].name) < key:
                low = middle + 1
            else:
                high = middle
        return low


def _key(name: str) -> bytes:
    # As the database sorts: bytes, with only A to Z made small.
    return name.encode().lower()

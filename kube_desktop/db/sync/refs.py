"""How rows and open differences are named."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RowRef:
    """A row of a synced table."""

    table: str
    row_id: bytes


@dataclass(frozen=True, slots=True)
class CellRef:
    """An open difference: a field, or a whole row for kind `delete`."""

    table: str
    row_id: bytes
    column: str
    kind: str

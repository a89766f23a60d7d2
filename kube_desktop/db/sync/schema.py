"""Which tables take part in the exchange, described without SQLAlchemy."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

ColumnKind: TypeAlias = Literal["id", "text", "integer", "date", "instant", "json"]

DELETED: Final = "deleted"
"""The column of every synced table that says whether the row lies in the bin."""

_NEUTRAL: Final[dict[ColumnKind, str]] = {
    "id": "zeroblob(16)",
    "text": "''",
    "integer": "0",
    "date": "'1970-01-01'",
    "instant": "'1970-01-01T00:00:00+00:00'",
    "json": "'null'",
}

_FITS: Final[dict[ColumnKind, str]] = {
    "id": "length({0})=32",
    "date": "{0}=date({0}) AND {0}>='0001'",
    "instant": (
        "{0}=strftime('%Y-%m-%dT%H:%M:%S+00:00',{0}) AND {0}>='0001' AND substr({0},12,2)<'24'"
    ),
    "json": "json_valid({0})",
}


@dataclass(frozen=True, slots=True)
class SyncedColumn:
    """One data column of a synced table.

    Attributes:
        kind: What its values are; the change log keeps ids as 32 lower-case hexadecimal digits.
        required: Whether the table refuses NULL here.
        default: SQL literal the table fills in when an older laptop did not know the column.

    """

    name: str
    kind: ColumnKind
    required: bool = False
    default: str | None = None

    def logged(self, row: str) -> str:
        """Return SQL for the value of this column of `row` as the change log keeps it."""
        value = f'{row}."{self.name}"'
        if self.kind == "id":
            return f"nullif(lower(hex({value})),'')"
        # A value fresh from json() still counts as JSON in SQLite and would be nested in the
        # patch instead of quoted; joining it with nothing makes it plain text again.
        return value if self.kind == "integer" else f"({value}||'')"

    def stored(self, value: str) -> str:
        """Return SQL that turns a logged `value` into what the table stores.

        Whatever a damaged or foreign change holds, the result is something the program can read:
        a value of another kind becomes the default of the column.
        """
        basis = "integer" if self.kind == "integer" else "text"
        fits, plain = f"typeof({value})='{basis}'", f"CAST({value} AS {basis.upper()})"
        if self.kind in _FITS:
            fits += f" AND {_FITS[self.kind].format(plain)}"
        result = f"unhex({plain})" if self.kind == "id" else plain
        fitting = f"CASE WHEN {fits} THEN {result} END"
        return f"coalesce({fitting},{self.absent})" if self.required else fitting

    @property
    def absent(self) -> str:
        """SQL literal for the value of a row that was created without this column."""
        return self.default or (_NEUTRAL[self.kind] if self.required else "NULL")


_DELETED_COLUMN: Final = SyncedColumn(DELETED, "integer", required=True, default="0")


@dataclass(frozen=True, slots=True)
class SyncedTable:
    """A synced table: `id` first, then its data columns in a fixed order, then `deleted`."""

    name: str
    columns: tuple[SyncedColumn, ...]

    @property
    def logged_columns(self) -> tuple[SyncedColumn, ...]:
        """Everything the change log captures: the data columns and `deleted`."""
        return (*self.columns, _DELETED_COLUMN)


Schema: TypeAlias = tuple[SyncedTable, ...]

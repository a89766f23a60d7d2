"""Reads the synced tables out of the SQLAlchemy models; the only module here that knows them."""

from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    DefaultClause,
    ForeignKeyConstraint,
    MetaData,
    Table,
    UniqueConstraint,
)
from sqlalchemy.dialects import sqlite

from kube_desktop.db.sync.schema import DELETED, ColumnKind, Schema, SyncedColumn, SyncedTable

_DIALECT: Final = sqlite.dialect()
_BY_DECORATOR: Final[dict[str, ColumnKind]] = {
    "Id": "id",
    "IsoDate": "date",
    "UtcDateTime": "instant",
    "Json": "json",
}
_BY_AFFINITY: Final[tuple[tuple[str, ColumnKind], ...]] = (
    ("INT", "integer"),
    ("BOOL", "integer"),
    ("CHAR", "text"),
    ("TEXT", "text"),
    ("BLOB", "id"),
)


def schema_of(metadata: MetaData) -> Schema:
    """Return the tables marked `info={"synced": True}`, ordered by name.

    Raises:
        ValueError: When a synced table has something that merging cannot keep: a constraint
            between rows, a check, a foreign key, or a type the change log cannot hold.

    """
    marked = (table for table in metadata.tables.values() if table.info.get("synced"))
    return tuple(_table(table) for table in sorted(marked, key=lambda table: table.name))


def _table(table: Table) -> SyncedTable:
    for constraint in table.constraints:
        if isinstance(constraint, ForeignKeyConstraint | UniqueConstraint | CheckConstraint):
            raise ValueError(  # noqa: TRY004  about the models, not about a type
                f"{table.name}: {constraint} would turn a merge into a failure"
            )
    if any(index.unique for index in table.indexes):
        raise ValueError(f"{table.name}: a unique index would turn a merge into a failure")
    if [column.name for column in table.primary_key] != ["id"] or DELETED not in table.columns:
        raise ValueError(f"{table.name}: a synced table has the key id and the column deleted")
    names = (column for column in table.columns if column.name not in {"id", DELETED})
    return SyncedTable(table.name, tuple(_column(column) for column in names))


def _column(column: "Column[object]") -> SyncedColumn:
    return SyncedColumn(column.name, _kind(column), not column.nullable, _default(column))


def _default(column: "Column[object]") -> str | None:
    default = column.server_default
    if not isinstance(default, DefaultClause):
        return None
    if isinstance(default.arg, str):
        return "'" + default.arg.replace("'", "''") + "'"
    return str(default.arg)


def _kind(column: "Column[object]") -> ColumnKind:
    named = _BY_DECORATOR.get(type(column.type).__name__)
    if named is not None:
        return named
    declared = column.type.compile(dialect=_DIALECT).upper()
    for part, kind in _BY_AFFINITY:
        if part in declared:
            return kind
    raise ValueError(f"{column.table.name}.{column.name}: {declared} cannot be exchanged")

"""Alembic environment: runs revisions over the connection that `db.migrate` hands in."""

from alembic import context
from sqlalchemy import Column
from sqlalchemy.schema import SchemaItem

from kube_desktop.db.models import Base

_OWN_SQL = ("sync_", "search_")
"""Tables written in plain SQL: the change log and the search index are no mapped classes."""


def _is_mapped(name: str | None, kind: str, _: object) -> bool:
    return kind != "table" or not (name or "").startswith(_OWN_SQL)


_EXPRESSION_INDEXES = {
    index.name
    for table in Base.metadata.tables.values()
    for index in table.indexes
    if not all(isinstance(part, Column) for part in index.expressions)
}
"""SQLite cannot tell Alembic what these are made of, so they cannot be compared."""


def _is_comparable(_: SchemaItem, name: str | None, kind: str, *__: object) -> bool:
    return kind != "index" or name not in _EXPRESSION_INDEXES


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    include_name=_is_mapped,
    include_object=_is_comparable,
)
with context.begin_transaction():
    context.run_migrations()

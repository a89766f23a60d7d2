"""Alembic environment: runs revisions over the connection that `db.migrate` hands in."""

from alembic import context

from kube_desktop.db.models import Base

_OWN_SQL = ("sync_", "search_")
"""Tables written in plain SQL: the change log and the search index are no mapped classes."""


def _is_mapped(name: str | None, kind: str, _: object) -> bool:
    return kind != "table" or not (name or "").startswith(_OWN_SQL)


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    include_name=_is_mapped,
)
with context.begin_transaction():
    context.run_migrations()

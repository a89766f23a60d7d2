"""The base of all tables, and what every synced table has."""

from uuid import UUID

from sqlalchemy import MetaData, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from kube_desktop.db.types import Id
from kube_desktop.domain.ids import new_id

NAMING_CONVENTION = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

SYNCED = {"synced": True}
"""Marks a table whose changes are captured, sent and merged (docs/exchange.md)."""


class Base(DeclarativeBase):
    """Declarative base whose constraints all have names, as migrations need."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)


class Synced:
    """Columns of every synced table.

    There are no foreign keys and no unique business keys between synced tables: files arrive out
    of order and from many laptops, and a constraint would turn a finding into a failure.
    """

    __table_args__: tuple[object, ...] = ({"info": SYNCED},)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=new_id)
    deleted: Mapped[int] = mapped_column(default=0, server_default=text("0"))

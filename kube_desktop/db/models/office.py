"""Tables of what the office decides: officials, settings, targets, goods packages."""

from datetime import date
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from kube_desktop.db.models.base import SYNCED, Base, Synced
from kube_desktop.db.models.people import Text
from kube_desktop.db.types import IsoDate, Json


class Official(Synced, Base):
    """A person who signs for the office, with the time of the office held."""

    __tablename__ = "officials"

    name: Mapped[str]
    nip: Text
    rank: Text
    position: Mapped[str]
    institution: Text
    address: Text
    duty: Mapped[str]
    appointment: Text
    regency_code: Text
    valid_from: Mapped[date | None] = mapped_column(IsoDate)
    valid_to: Mapped[date | None] = mapped_column(IsoDate)


class OfficeSetting(Synced, Base):
    """One dated setting of the office; old papers keep the value of their day."""

    __tablename__ = "office_settings"
    __table_args__ = (Index("ix_office_settings_key", "key"), {"info": SYNCED})

    key: Mapped[str]
    valid_from: Mapped[date] = mapped_column(IsoDate)
    value: Mapped[Any] = mapped_column(Json)


class Target(Synced, Base):
    """How many groups or recipients a regency shall reach in a year."""

    __tablename__ = "targets"
    __table_args__ = (Index("ix_targets_year", "year"), {"info": SYNCED})

    year: Mapped[int]
    regency_code: Mapped[str]
    scheme: Mapped[str]
    count: Mapped[int]
    budget: Mapped[int | None]


class GoodsPackage(Synced, Base):
    """A usual set of goods for a kind of business, offered when a handover is typed."""

    __tablename__ = "goods_packages"

    name: Mapped[str]
    business_type: Text
    items: Mapped[Any] = mapped_column(Json)


class Instrument(Synced, Base):
    """One version of an evaluation instrument; answers keep the version they were given to."""

    __tablename__ = "instruments"

    code: Mapped[str]
    version: Mapped[int]
    title: Mapped[str]
    content: Mapped[Any] = mapped_column(Json)
    valid_from: Mapped[date] = mapped_column(IsoDate)


class RevokedDevice(Synced, Base):
    """The key of a laptop that is trusted no longer, lost or stolen, from a day on."""

    __tablename__ = "revoked_devices"

    device_key: Mapped[str]
    owner: Text
    revoked_on: Mapped[date] = mapped_column(IsoDate)
    reason: Mapped[str]

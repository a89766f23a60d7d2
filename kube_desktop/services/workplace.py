"""What every use case needs: the database, the lists, the places and the clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from kube_desktop.db.database import Database
from kube_desktop.domain.wording import WITA
from kube_desktop.paths import DataPaths
from kube_desktop.services.lists import Lists

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def wita_today() -> date:
    """Return today in Kalimantan Timur, whatever time zone the laptop is set to."""
    return datetime.now(WITA).date()


def utc_now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Workplace:
    """One opened data folder.

    Attributes:
        today: The present day; a callable so that tests and long sessions are right.
        now: The present instant in UTC.

    """

    database: Database
    lists: Lists
    paths: DataPaths
    today: Callable[[], date] = wita_today
    now: Callable[[], datetime] = utc_now

    @property
    def actor(self) -> UUID | None:
        """Who uses this installation, as written beside each captured change."""
        identity = self.lists.office.identity()
        return identity.mentor_id if identity else None


def stored_fields(
    draft: "DataclassInstance", *, without: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """Return the fields of a draft as columns keep them: empty text as NULL, enums by value."""
    values = {
        field.name: _stored(getattr(draft, field.name))
        for field in fields(draft)
        if field.name not in without
    }
    if "reasons" in values:
        values["reasons"] = values["reasons"] or None
    return values


def _stored(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return _seen(value).strip() or None
    if isinstance(value, tuple):
        return list(value) or None
    if isinstance(value, Mapping):
        return dict(value)
    return value


def _seen(text: str) -> str:
    """Drop what cannot be seen or printed and came with pasting; line breaks stay."""
    return "".join(letter for letter in text if letter.isprintable() or letter in "\n\t")


def assign(record: object, values: Mapping[str, object]) -> None:
    """Set the columns that differ, so that only real edits reach the change log."""
    for name, value in values.items():
        if getattr(record, name) != value:
            setattr(record, name, value)

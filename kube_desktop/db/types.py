"""Column types: how values of the domain are kept in the database."""

import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Dialect, LargeBinary, String, Text, TypeDecorator
from typing_extensions import override


class Id(TypeDecorator[UUID]):
    """A record id: UUIDv7 as 16 bytes, so that an index stays small and sorted by time."""

    impl = LargeBinary(16)
    cache_ok = True

    @override
    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes | None:
        return None if value is None else value.bytes

    @override
    def process_result_value(self, value: bytes | None, dialect: Dialect) -> UUID | None:
        return None if value is None else UUID(bytes=value)


class IsoDate(TypeDecorator[date]):
    """A day as `YYYY-MM-DD`, readable in every tool and equal on every engine."""

    impl = String(10)
    cache_ok = True

    @override
    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant in UTC as ISO text to the second."""

    impl = String(25)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else value.astimezone(UTC).isoformat(timespec="seconds")

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Json(TypeDecorator[Any]):
    """A list or mapping as canonical JSON text, so that equal content is equal text."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:
        return None if value is None else canonical_json(value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def canonical_json(value: object) -> str:
    """Return JSON text that is equal for equal content: sorted keys, no idle spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

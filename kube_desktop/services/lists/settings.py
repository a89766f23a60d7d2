"""What the office set, as its window edits it: dated values, targets, packages, instruments."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from kube_desktop.db.reading import Reader
from kube_desktop.domain.evaluation import Instrument, InstrumentError, read_instrument
from kube_desktop.domain.instruments import instrument_code
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.settings import SettingKey
from kube_desktop.services.instruments import (
    PRESENT,
    instrument,
    present_instrument,
    shipped_content,
)
from kube_desktop.services.lists.listing import stored_map


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedValue:
    """One value of a setting and the day from which it holds."""

    id: UUID
    valid_from: date
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentVersion:
    """One version of an instrument.

    Attributes:
        id: Of its row; None for the one that ships with the program.
        content: As data, to make a new version of it.

    """

    id: UUID | None
    code: str
    name: str
    version: int
    valid_from: date
    content: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFacts:
    """The settings pack this laptop uses: its number and when the office made it."""

    number: int
    issued_at: str
    office: str


class SettingLists:
    """Everything the office may set."""

    def __init__(self, reader: Reader, today: Callable[[], date]) -> None:
        self._reader = reader
        self._today = today

    def history(self, key: SettingKey) -> list[DatedValue]:
        """Return the values of a setting, the newest day first."""
        found = self._reader.rows(
            "SELECT id, valid_from, value FROM office_settings "
            "WHERE deleted = 0 AND key = :key ORDER BY valid_from DESC, id DESC",
            {"key": key.value},
        )
        return [
            DatedValue(
                id=UUID(bytes=row[0]), valid_from=date.fromisoformat(row[1]), value=_value(row[2])
            )
            for row in found
        ]

    def targets(self, year: int, scheme: str) -> dict[str, int]:
        """Return the target of every regency in a year, 0 where none was set."""
        found = self._reader.rows(
            "SELECT regency_code, sum(count) FROM targets WHERE deleted = 0 AND year = :year "
            "AND scheme = :scheme GROUP BY regency_code",
            {"year": year, "scheme": scheme},
        )
        counts: dict[str, int] = dict(found)
        return {code: int(counts.get(code, 0)) for code in REGENCIES}

    def target_years(self) -> list[int]:
        """Return the years that have targets, oldest first."""
        return [
            row[0]
            for row in self._reader.rows(
                "SELECT DISTINCT year FROM targets WHERE deleted = 0 ORDER BY year"
            )
        ]

    def instruments(self) -> list[InstrumentVersion]:
        """Return every version of the instruments, the one that shipped first."""
        return [_shipped(), *self._stored]

    @property
    def _stored(self) -> list[InstrumentVersion]:
        found = self._reader.rows(
            "SELECT id, code, version, title, valid_from, content FROM instruments "
            "WHERE deleted = 0 ORDER BY valid_from, version, id"
        )
        return [
            InstrumentVersion(
                id=UUID(bytes=row[0]),
                code=instrument_code(row[1], row[2]),
                version=row[2],
                name=row[3],
                valid_from=date.fromisoformat(row[4]),
                content=stored_map(row[5]),
            )
            for row in found
        ]

    def instrument(self, code: str) -> Instrument | None:
        """Return an instrument, or None when neither the program nor the office knows it."""
        shipped = instrument(code)
        if shipped is not None:
            return shipped
        found = [one for one in self._stored if one.code == code]
        return _read(found[-1]) if found else None

    def present_instrument(self, day: date | None = None) -> Instrument:
        """Return the instrument for evaluations of a day (today when None)."""
        due = [one for one in self._stored if one.valid_from <= (day or self._today())]
        usable = (_read(one) for one in reversed(due))
        return next((one for one in usable if one is not None), present_instrument())

    def pack(self) -> PackFacts | None:
        """Return which settings pack this laptop uses, or None."""
        stored = self._reader.value("SELECT value FROM installation WHERE key = 'settings_pack'")
        facts = stored_map(stored)
        if not facts:
            return None
        return PackFacts(
            number=facts["number"], issued_at=facts["issued_at"], office=facts["office"]
        )


def _read(version: InstrumentVersion) -> Instrument | None:
    try:
        return read_instrument(json.dumps(version.content))
    except InstrumentError:  # of a newer program
        return None


def _shipped() -> InstrumentVersion:
    content = shipped_content()
    return InstrumentVersion(
        id=None,
        code=PRESENT,
        name=content["name"],
        version=content["version"],
        valid_from=date.fromisoformat(content["valid_from"]),
        content=content,
    )


def _value(text: str | None) -> Any:  # noqa: ANN401  JSON
    return json.loads(text) if text else None

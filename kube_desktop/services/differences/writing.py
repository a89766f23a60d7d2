"""Writing what was decided: every decision is itself a change, with who and why beside it."""

import json
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from kube_desktop.db.cipher import Connection
from kube_desktop.db.models import Base
from kube_desktop.db.sync.resolve import resolve
from kube_desktop.db.sync.schema import DELETED, SyncedColumn
from kube_desktop.db.types import canonical_json
from kube_desktop.domain.changes import Kind
from kube_desktop.domain.checks import Problem
from kube_desktop.domain.errors import DomainError, ValidationError
from kube_desktop.domain.labels import field_label
from kube_desktop.domain.values import (
    NIK_LENGTH,
    nik_fault,
    parse_date,
    parse_nik,
    parse_phone,
    parse_quantity,
    parse_rupiah,
    tidy_name,
    whole_letters,
)
from kube_desktop.services.workplace import Workplace

Raw = str | int | None
"""A value as the change log keeps it."""

MODELS: Final[Mapping[str, Any]] = {
    mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers
}
"""The class of each table."""
_RUPIAH: Final = frozenset(
    {"total", "amount", "unit_price", "turnover", "cash", "initial_income", "ceiling", "budget",
     "solidarity_balance"}
)  # fmt: skip
_LONGEST: Final = 4000


@dataclass(frozen=True, slots=True)
class Span:
    """Changes of one replica that were written in one step."""

    replica: int
    first: int
    last: int


class Deciding:
    """One transaction of decisions.

    Attributes:
        session: For reading; rows are added with `add`.
        changes: What was set so far: table, record, field, value before and after.
        created: Rows that were added: table and record.

    """

    def __init__(self, session: Session, workplace: Workplace) -> None:
        self.session = session
        self._workplace = workplace
        self._columns = {
            (t.name, c.name): c for t in workplace.database.schema for c in t.logged_columns
        }
        self.kinds: set[str] = set()
        self.changes: list[list[Raw]] = []
        self.created: list[list[str]] = []

    @property
    def connection(self) -> Connection:
        """The connection of the driver inside this transaction."""
        return self.session.connection().connection.driver_connection

    def column(self, table: str, column: str) -> SyncedColumn:
        """Return how a field is kept."""
        return self._columns[table, column]

    def settle(self, table: str, row_id: bytes, column: str, value: Raw, reason: str) -> None:
        """Decide an open difference."""
        self.session.flush()
        resolve(
            self.connection, self._workplace.database.schema, table, row_id, column, value,
            reason=reason or None,
        )  # fmt: skip
        self.session.expire_all()
        self.kinds.add(table)

    def set(self, table: str, row_id: bytes, column: str, value: Raw) -> bool:
        """Write a field as an ordinary edit, and tell whether it had another value."""
        record = self.session.get(MODELS[table], UUID(bytes=row_id))
        if record is None:
            raise DomainError("Catatan ini sudah tidak ada.")
        wanted, before = python_value(self._columns[table, column], value), getattr(record, column)
        if before == wanted:
            return False
        setattr(record, column, wanted)
        self.kinds.add(table)
        self.changes.append([table, row_id.hex(), column, raw_value(before), value])
        return True

    def add(self, record: Any) -> None:  # noqa: ANN401  a row of any table
        """Add a row, so that taking the step back deletes it."""
        self.session.add(record)
        self.session.flush()
        self.kinds.add(record.__tablename__)
        self.created.append([record.__tablename__, record.id.hex])

    def revert(self, changes: list[list[Raw]], created: list[list[str]]) -> int:
        """Set back what a step set and still stands, and return how much that was."""
        count = 0
        for table, row, column, before, after in reversed(changes):
            place = (str(table), bytes.fromhex(str(row)), str(column))
            if self.holds(*place, after):
                count += self.set(*place, before)
        for table_name, row_hex in created:
            count += self.set(table_name, bytes.fromhex(row_hex), DELETED, 1)
        return count

    def holds(self, table: str, row_id: bytes, column: str, value: Raw) -> bool:
        """Tell whether a field shows a value."""
        record = self.session.get(MODELS[table], UUID(bytes=row_id))
        wanted = python_value(self._columns[table, column], value)
        return record is not None and bool(getattr(record, column) == wanted)

    def position(self) -> tuple[int, int]:
        """Return this replica and its last number, everything so far written."""
        self.session.flush()
        found = self.connection.execute("SELECT replica, seq FROM sync_clock").fetchone()
        return int(found[0]), int(found[1])


@contextmanager
def deciding(workplace: Workplace, reason: str = "") -> Generator[Deciding]:
    """Give a transaction for decisions; all of it is written, or nothing."""
    with workplace.database.write(actor=workplace.actor, reason=reason or None) as session:
        work = Deciding(session, workplace)
        yield work
    known = {kind.value for kind in Kind}
    workplace.database.announce(frozenset(Kind(one) for one in work.kinds if one in known))


def python_value(column: SyncedColumn, value: Raw) -> Any:  # noqa: ANN401  any column
    """Return a value of the change log as the record holds it."""
    if value is None:
        return None
    match column.kind:
        case "id":
            return UUID(hex=str(value))
        case "date":
            return date.fromisoformat(str(value))
        case "json":
            return json.loads(str(value))
        case _:
            return value


def raw_value(value: Any) -> Raw:  # noqa: ANN401  any column
    """Return a value of a record as the change log keeps it."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | dict):
        return canonical_json(value)
    return value if value is None or isinstance(value, int) else str(value)


def typed_value(column: SyncedColumn, text: str, today: date) -> Raw:
    """Return what was typed instead of the values on the card, as the change log keeps it.

    Raises:
        ValidationError: When it is no value of this field.

    """
    text = whole_letters(text).strip()
    if not text:
        if column.required:
            raise _fault(column, f"Isi {field_label(column.name)}")
        return None
    value = _parsed(column, text, today)
    if value is None:
        raise _fault(column, _SHAPES.get(_shape(column), "Nilai ini tidak dapat dibaca"))
    return value


def _parsed(column: SyncedColumn, text: str, today: date) -> Raw:
    read = _READERS.get(_shape(column))
    return read(text, today) if read else None


def _iso(text: str, today: date) -> str | None:
    day = parse_date(text, today)
    return day.isoformat() if day else None


def _number(text: str, _: date) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _nik(text: str, today: date) -> str | None:
    digits = parse_nik(text)
    return None if nik_fault(digits, today) is not None else digits


def _family_card(text: str, _: date) -> str | None:
    digits = parse_nik(text)
    return digits if len(digits) == NIK_LENGTH and digits.isdecimal() else None


_READERS: Final[Mapping[str, Callable[[str, date], Raw]]] = {
    "date": _iso,
    "rupiah": lambda text, _: parse_rupiah(text),
    "quantity": lambda text, _: parse_quantity(text),
    "number": _number,
    "nik": _nik,
    "card": _family_card,
    "phone": lambda text, _: parse_phone(text),
    "name": lambda text, _: tidy_name(text)[:_LONGEST],
    "text": lambda text, _: text[:_LONGEST],
}
_SHAPES: Final = {
    "date": "Tulis tanggal, misalnya 19 Nov 2026",
    "rupiah": "Tulis jumlah uang, misalnya 3.500.000",
    "quantity": "Tulis jumlah, misalnya 2,5",
    "number": "Tulis angka",
    "nik": "NIK harus 16 angka dengan tanggal yang ada",
    "card": "Nomor KK harus 16 angka",
    "phone": "Tulis nomor HP, misalnya 0812-3456-7890",
}


def _shape(column: SyncedColumn) -> str:
    special = {
        "nik": "nik", "family_card_number": "card", "phone": "phone", "name": "name",
        "quantity_milli": "quantity",
    }  # fmt: skip
    if column.name in special:
        return special[column.name]
    if column.name in _RUPIAH:
        return "rupiah"
    return {"date": "date", "integer": "number", "text": "text"}.get(column.kind, "")


def _fault(column: SyncedColumn, text: str) -> ValidationError:
    return ValidationError([Problem(column.name, text)])

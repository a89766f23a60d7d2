"""Inventing what changes in groups: a check, a member who moved away, an office passed on."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from kube_desktop.db.cipher import Connection
from kube_desktop.domain.members import CHANGED_OFFICE

TableRow = tuple[str, dict[str, Any]]

_EVERY_MOVE: Final = 16
"""In one of so many groups a member moved away, to the group that was invented before it."""
_EVERY_TAKEOVER: Final = 6
"""One of so many older groups was mentored by somebody else at first."""
_MOVED_ON: Final = date(2026, 2, 16)
_ARRIVED_AFTER: Final = timedelta(days=4)
_FORMED_BEFORE: Final = date(2025, 11, 1)
_TAKEN_OVER_ON: Final = date(2026, 1, 5)
_CHECKED_BEFORE: Final = timedelta(days=12)
"""The field check came so long before the SK."""
_PREDECESSOR: Final = "Yuliana Bulan"


@dataclass(frozen=True, slots=True)
class Joined:
    """A member as invented, with the row of the membership.

    Attributes:
        membership: Column values; changed in place before they are stored.

    """

    person_id: bytes
    membership: dict[str, Any]


def dated_id(drawn: random.Random, day: date) -> bytes:
    """Return an id of the shape laptops make (UUIDv7) on a day."""
    moment = (day.toordinal() - date(1970, 1, 1).toordinal()) * 86_400_000
    moment += drawn.randrange(86_400_000)
    bits = drawn.getrandbits
    return UUID(int=moment << 80 | 7 << 76 | bits(12) << 64 | 2 << 62 | bits(62)).bytes


def insert_rows(connection: Connection, rows: Iterable[TableRow]) -> None:
    """Store invented rows in their order, each as it is drawn."""
    statements: dict[tuple[str, tuple[str, ...]], str] = {}
    for table, values in rows:
        names = tuple(values)
        sql = statements.get((table, names))
        if sql is None:
            marks = ", ".join("?" * len(names))
            sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608
            statements[table, names] = sql
        connection.execute(sql, tuple(values.values()))


class Changes:
    """Invents changes with draws of their own, so that other invented rows stay as they are.

    Args:
        seed: Of the sample laptop.

    """

    def __init__(self, seed: int | str) -> None:
        self._seed = seed
        self._moved: Joined | None = None
        drawn = random.Random(f"kube-sample-predecessor-{seed}")  # noqa: S311  invented data
        self._predecessor = dated_id(drawn, date(2025, 1, 6))

    def predecessor(self) -> TableRow:
        """Return the facilitator who mentored some of the groups before."""
        return "mentors", {
            "id": self._predecessor, "name": _PREDECESSOR, "mentor_kind": "Pendamping KUBE",
            "regency_code": "",
        }  # fmt: skip

    def of_members(
        self, number: int, group_id: UUID, formed: date, members: list[Joined]
    ) -> Iterator[TableRow]:
        """Let the last member be somebody who came for another; yield the one who left.

        Whoever left is the last member of the group invented before, and moved there.
        """
        if number % _EVERY_MOVE == _EVERY_MOVE - 2:
            self._moved = members[-1]
            members[-1].membership["joined_on"] = (_MOVED_ON + _ARRIVED_AFTER).isoformat()
        if number % _EVERY_MOVE == _EVERY_MOVE - 1 and self._moved is not None:
            left = dated_id(self._drawn("moved", group_id), formed)
            members[-1].membership.update(joined_on=_MOVED_ON.isoformat(), replaces_id=left)
            yield "memberships", {
                "id": left, "group_id": group_id.bytes, "person_id": self._moved.person_id,
                "role": members[-1].membership["role"], "joined_on": formed.isoformat(),
                "left_on": _MOVED_ON.isoformat(), "leave_reason": "Pindah", "replaces_id": None,
            }  # fmt: skip

    def of_offices(self, group_id: UUID, day: date, members: list[Joined]) -> Iterator[TableRow]:
        """Let the treasurer pass the office on to an ordinary member on a day."""
        old, new = members[2].membership, members[3].membership
        drawn = self._drawn("office", group_id)
        for membership in (old, new):
            membership.update(left_on=day.isoformat(), leave_reason=CHANGED_OFFICE)
        for before, after, replaced in ((new, old, old["id"]), (old, new, None)):
            yield "memberships", {
                **before, "id": dated_id(drawn, day), "role": after["role"],
                "joined_on": day.isoformat(), "left_on": None, "leave_reason": None,
                "replaces_id": replaced,
            }  # fmt: skip

    def verification(self, group_id: UUID, decreed_on: date, mentor_id: UUID) -> TableRow:
        """Return the step of the field check before the SK."""
        day = decreed_on - _CHECKED_BEFORE
        return "group_transitions", {
            "id": dated_id(self._drawn("checked", group_id), day), "group_id": group_id.bytes,
            "state": "diverifikasi", "happened_on": day.isoformat(),
            "note": "Usaha dan anggota diperiksa di lokasi", "mentor_id": mentor_id.bytes,
        }  # fmt: skip

    def of_mentoring(self, number: int, group_id: UUID, formed: date) -> Iterator[TableRow]:
        """Yield the time of the facilitator who was there before, in some of the older groups."""
        if number % _EVERY_TAKEOVER == 0 and formed < _FORMED_BEFORE:
            yield "assignments", {
                "id": dated_id(self._drawn("mentor", group_id), formed),
                "mentor_id": self._predecessor, "group_id": group_id.bytes,
                "started_on": formed.isoformat(), "ended_on": _TAKEN_OVER_ON.isoformat(),
            }  # fmt: skip

    def _drawn(self, what: str, group_id: UUID) -> random.Random:
        return random.Random(f"kube-sample-{what}-{group_id}")  # noqa: S311  invented data

"""Looking up who receives: groups, single persons, the members of a group, and who signs."""

from collections.abc import Hashable
from datetime import date
from typing import Final
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from kube_desktop.domain.members import MemberRow
from kube_desktop.domain.settings import Duty
from kube_desktop.services.lists import Lists
from kube_desktop.services.lists.groups import GroupFilter
from kube_desktop.services.lists.members import MemberFilter
from kube_desktop.ui.forms.options import Option

_SHORT_DUTIES: Final = {
    Duty.HEAD: "Kadis",
    Duty.BUDGET_USER: "KPA",
    Duty.COMMITMENT: "PPK",
    Duty.TREASURER: "Bendahara",
    Duty.DIVISION: "Kabid",
}
_OFFERED: Final = 20
_NEIGHBOURS: Final = 12


class Pickers:
    """Answers the pickers of the handover form from the lists."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists

    def groups(self, text: str) -> list[Option]:
        """Return groups whose name or place holds a text."""
        rows = self._lists.groups.choices(text, _OFFERED)
        return [
            Option(
                row.id,
                f"{row.name} — {row.place}" if row.place else row.name,
                f"{row.business} · {row.members} {_tr('anggota')}",
            )
            for row in rows
        ]

    def group(self, group_id: Hashable) -> Option | None:
        """Return the option of a group."""
        if not isinstance(group_id, UUID):
            return None
        row = self._lists.groups.rows_by_id([group_id.bytes]).get(group_id.bytes)
        return (
            Option(row.id, f"{row.name} — {row.place}" if row.place else row.name) if row else None
        )

    def people(self, text: str) -> list[Option]:
        """Return people whose name, group or NIK holds a text."""
        rows = self._lists.members.listing(MemberFilter(text=text)).page(0, _OFFERED)
        return [_person(row) for row in rows]

    def person(self, person_id: Hashable) -> Option | None:
        """Return the option of a person."""
        if not isinstance(person_id, UUID):
            return None
        row = self._lists.members.rows_by_id([person_id.bytes]).get(person_id.bytes)
        return _person(row) if row else None

    def members(self, group_id: UUID | None) -> list[MemberRow]:
        """Return the active members of a group, officers first."""
        return self._lists.members.of_group(group_id) if group_id else []

    def name_of(self, *, group_id: UUID | None, person_id: UUID | None) -> str:
        """Return what a receiver is called."""
        if group_id is not None:
            group = self._lists.groups.draft(group_id)
            return group.name if group else ""
        person = self._lists.members.draft(person_id) if person_id else None
        return person.name if person else ""

    def village_code(self, *, group_id: UUID | None, person_id: UUID | None) -> str:
        """Return where a receiver lives."""
        if group_id is not None:
            group = self._lists.groups.draft(group_id)
            return group.village_code if group else ""
        person = self._lists.members.draft(person_id) if person_id else None
        return person.village_code if person else ""

    def business_type(self, group_id: UUID | None) -> str:
        """Return the kind of business whose packages come first."""
        group = self._lists.groups.draft(group_id) if group_id else None
        return group.business_type if group else ""

    def village_head(self, village_code: str) -> tuple[str, str]:
        """Return name and title of who signs *Mengetahui* in a village.

        The name is that of the last handover in the village; nobody types it twice.
        """
        village = self._lists.office.village(village_code) if village_code else None
        if village is None:
            return "", ""
        neighbours = self._lists.groups.listing(GroupFilter(regency_code=village_code))
        latest = max(
            (
                row
                for group in neighbours.page(0, _NEIGHBOURS)
                for row in self._lists.handovers.of_group(group.id)[:1]
            ),
            key=lambda row: row.handed_over_on,
            default=None,
        )
        draft = self._lists.handovers.draft(latest.id) if latest else None
        name = draft.acknowledged_name if draft else ""
        return name, f"{village.head_title} {village.village}"

    def signers(self, day: date | None) -> list[tuple[UUID, str]]:
        """Return who may hand over on a day, the usual one first."""
        return [
            (one.id, f"{one.name} ({_SHORT_DUTIES.get(one.duty, one.title)})")
            for one in self._lists.office.officials(day)
        ]


def _person(row: MemberRow) -> Option:
    where = " · ".join(part for part in (row.group_name, row.place) if part)
    return Option(row.id, row.name, where)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Pickers", text)

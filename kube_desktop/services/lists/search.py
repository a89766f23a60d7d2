"""One search over people, groups and handovers, for the search box and Ctrl+K."""

from dataclasses import dataclass
from uuid import UUID

from kube_desktop.db.reading import Reader
from kube_desktop.domain.values import fold, mask_nik
from kube_desktop.domain.wording import rupiah, short_date
from kube_desktop.services.lists.groups import GroupLists
from kube_desktop.services.lists.handovers import HandoverLists
from kube_desktop.services.lists.matching import matching_ids, matching_titles
from kube_desktop.services.lists.members import MemberLists

_CANDIDATES = 60
_RANKED = 300
"""Names are at hand, so more of them can be looked at than of handovers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing found: a person, a group or a handover."""

    kind: str
    record_id: UUID
    title: str
    hint: str


class SearchLists:
    """Finding anything by name, NIK, phone, village or BAST number."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def find(
        self, text: str, members: MemberLists, groups: GroupLists, handovers: HandoverLists,
        most: int = 3,
    ) -> list[Hit]:  # fmt: skip
        """Return the best hits of each kind, those that start with the text first."""
        if len(fold(text).replace(" ", "")) < 1:
            return []
        return [
            *self._people(text, members, most),
            *self._groups(text, groups, most),
            *self._handovers(text, handovers, most),
        ]

    def _people(self, text: str, members: MemberLists, most: int) -> list[Hit]:
        ids = self._best("people", text, most)
        rows = members.rows_by_id(ids) if ids else {}
        return [
            Hit(
                kind="people",
                record_id=row.id,
                title=row.name,
                hint=" · ".join(
                    part
                    for part in (
                        f"{row.role.label if row.role else 'Anggota'} {row.group_name}".strip(),
                        ", ".join(place for place in (row.place, row.regency) if place),
                        f"NIK {mask_nik(row.nik)}" if row.nik else "",
                    )
                    if part
                ),
            )
            for row in (rows[one] for one in ids if one in rows)
        ]

    def _groups(self, text: str, groups: GroupLists, most: int) -> list[Hit]:
        ids = self._best("groups", text, most)
        rows = groups.rows_by_id(ids) if ids else {}
        return [
            Hit(
                kind="groups",
                record_id=row.id,
                title=row.name,
                hint=f"{row.business} · {row.place}, {row.regency}",
            )
            for row in (rows[one] for one in ids if one in rows)
        ]

    def _best(self, kind: str, text: str, most: int) -> list[bytes]:
        """Return the ids whose names fit best, without reading the records of the others."""
        found = matching_titles(self._reader, kind, text, _RANKED)
        found.sort(key=lambda one: (_rank(one[1], text), one[1]))
        return [one for one, _ in found[:most]]

    def _handovers(self, text: str, handovers: HandoverLists, most: int) -> list[Hit]:
        ids = matching_ids(self._reader, "handovers", text, _CANDIDATES)
        rows = sorted(
            handovers.rows_by_id(ids).values() if ids else (),
            key=lambda row: row.handed_over_on,
            reverse=True,
        )
        return [
            Hit(
                kind="handovers",
                record_id=row.id,
                title=row.bast_number,
                hint=f"{row.receiver} · {short_date(row.handed_over_on)} · {rupiah(row.total)}",
            )
            for row in rows[:most]
        ]


def _rank(name: str, text: str) -> int:
    folded, wanted = fold(name), fold(text)
    if folded == wanted:
        return 0
    if folded.startswith(wanted):
        return 1
    return 2 if f" {wanted}" in folded else 3

"""Reading groups: the long list, and everything one group's page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from kube_desktop.db.reading import Reader, Row
from kube_desktop.domain.groups import (
    BUSINESS_TYPES,
    GroupDraft,
    GroupRow,
    GroupState,
    Readiness,
    StateChange,
    readiness,
)
from kube_desktop.domain.regions import VillagePath
from kube_desktop.services.lists.listing import (
    Listing,
    Order,
    for_form,
    known,
    placeholders,
    stored_reasons,
)
from kube_desktop.services.lists.matching import matching_ids
from kube_desktop.services.lists.office import OfficeLists

_ORDER = Order("groups", "name COLLATE NOCASE")
_ACTIVE = "m.group_id = g.id AND m.deleted = 0 AND m.left_on IS NULL"
_COUNTS = (
    f"(SELECT count(*) FROM memberships m WHERE {_ACTIVE}), "
    f"(SELECT count(DISTINCT m.role) FROM memberships m WHERE {_ACTIVE} AND m.role <> 'anggota')"
)
_AID = (
    "(SELECT coalesce(sum(h.total), 0) FROM aids a JOIN handovers h ON h.aid_id = a.id "
    "WHERE a.group_id = g.id AND h.deleted = 0 AND h.status <> 'dibatalkan')"
)
_ROWS = (
    "SELECT g.id, g.name, v.name, d.name, r.name, g.business_type, g.business_detail, g.state, "
    f"{_COUNTS}, {_AID} FROM groups g LEFT JOIN regions v ON v.code = g.village_code "
    "LEFT JOIN regions d ON d.code = v.parent_code LEFT JOIN regions r ON r.code = d.parent_code "
)
_OWN_RECORDS = (
    "SELECT h.id FROM handovers h JOIN aids a ON a.id = h.aid_id "
    "WHERE a.group_id = :id AND h.deleted = 0 "
    "UNION ALL SELECT id FROM visits WHERE group_id = :id AND deleted = 0"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFilter:
    """What narrows the list of groups; empty values narrow nothing."""

    text: str = ""
    status: Readiness | None = None
    regency_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDetail:
    """Everything the page of one group shows above its tabs.

    Attributes:
        draft: The stored fields, ready for the form.
        aid_total: Rupiah handed over.
        missing: What is not complete, as short phrases.

    """

    id: UUID
    draft: GroupDraft
    row: GroupRow
    place: VillagePath | None
    chair: str
    chair_phone: str
    aid_total: int
    ceiling: int
    last_visit_on: date | None
    last_condition: str
    mentor: str
    mentor_since: date | None
    handovers: int
    visits: int
    files: int
    missing: tuple[str, ...]


class GroupLists:
    """Lists of groups and the page of one group."""

    def __init__(self, reader: Reader, office: OfficeLists) -> None:
        self._reader = reader
        self._office = office

    def listing(self, narrowed: GroupFilter) -> Listing[GroupRow]:
        """Return the list of groups that pass a filter, by name."""
        ids = None if narrowed == GroupFilter() else self._matching(narrowed)
        return Listing(self._reader, _ORDER, self.rows_by_id, ids)

    def rows_by_id(self, ids: Sequence[bytes]) -> dict[bytes, GroupRow]:
        """Return rows for ids."""
        marks, params = placeholders(ids)
        expected = self._office.rules().members
        found = self._reader.rows(f"{_ROWS}WHERE g.id IN ({marks}) AND g.deleted = 0", params)
        return {row[0]: _group_row(row, expected) for row in found}

    def _matching(self, narrowed: GroupFilter) -> Sequence[bytes]:
        conditions, params = ["g.deleted = 0"], dict[str, object]()
        if narrowed.text.strip():
            ids = matching_ids(self._reader, "groups", narrowed.text)
            if narrowed == GroupFilter(text=narrowed.text):
                return ids
            marks, params = placeholders(ids)
            conditions.append(f"g.id IN ({marks})")
        if narrowed.regency_code:
            conditions.append("g.village_code LIKE :regency")
            params["regency"] = f"{narrowed.regency_code}%"
        counts = f", {_COUNTS}" if narrowed.status else ""
        found = self._reader.rows(
            f"SELECT g.id, g.state{counts} FROM groups g WHERE {' AND '.join(conditions)} "
            "ORDER BY g.name COLLATE NOCASE, g.id",
            params,
        )
        if narrowed.status is None:
            return [row[0] for row in found]
        expected = self._office.rules().members
        return [
            row[0]
            for row in found
            if readiness(_state(row[1]), row[2], row[3], expected) is narrowed.status
        ]

    def count(self) -> int:
        """Return how many groups there are."""
        found: int = self._reader.value("SELECT count(*) FROM groups WHERE deleted = 0")
        return found

    def choices(self, text: str, most: int = 20) -> list[GroupRow]:
        """Return groups for a picker, those that match what was typed."""
        if not text.strip():
            return self.listing(GroupFilter()).page(0, most)
        return self.listing(GroupFilter(text=text)).page(0, most)

    def detail(self, group_id: UUID) -> GroupDetail | None:
        """Return everything the page of a group shows, or None when it is gone."""
        row = self.rows_by_id([group_id.bytes]).get(group_id.bytes)
        draft = self.draft(group_id)
        if row is None or draft is None:
            return None
        key = {"id": group_id.bytes}
        chair = self._reader.row(
            "SELECT p.name, p.phone FROM memberships m JOIN people p ON p.id = m.person_id "
            "WHERE m.group_id = :id AND m.deleted = 0 AND m.left_on IS NULL AND m.role = 'ketua' "
            "ORDER BY m.id LIMIT 1",
            key,
        )
        visit = self._reader.row(
            "SELECT visited_on, business_condition FROM visits WHERE group_id = :id "
            "AND deleted = 0 ORDER BY visited_on DESC, id DESC LIMIT 1",
            key,
        )
        mentor = self._reader.row(
            "SELECT t.name, a.started_on FROM assignments a JOIN mentors t ON t.id = a.mentor_id "
            "WHERE a.group_id = :id AND a.deleted = 0 AND a.ended_on IS NULL ORDER BY a.id DESC",
            key,
        )
        counts = self._reader.row(
            "SELECT (SELECT count(*) FROM handovers h JOIN aids a ON a.id = h.aid_id "
            "WHERE a.group_id = :id AND h.deleted = 0), "
            "(SELECT count(*) FROM visits WHERE group_id = :id AND deleted = 0), "
            "(SELECT count(*) FROM attachments WHERE owner_id = :id AND deleted = 0) + "
            f"(SELECT count(*) FROM ({_OWN_RECORDS}) o JOIN attachments t ON t.owner_id = o.id "
            "WHERE t.attachment_kind LIKE 'scan-%' AND t.deleted = 0)",
            key,
        ) or (0, 0, 0)
        rules = self._office.rules()
        return GroupDetail(
            id=group_id,
            draft=draft,
            row=row,
            place=self._office.village(draft.village_code),
            chair=chair[0] if chair else "",
            chair_phone=(chair[1] or "") if chair else "",
            aid_total=row.aid_amount,
            ceiling=next(iter(rules.ceilings.values())),
            last_visit_on=date.fromisoformat(visit[0]) if visit else None,
            last_condition=(visit[1] or "") if visit else "",
            mentor=mentor[0] if mentor else "",
            mentor_since=date.fromisoformat(mentor[1]) if mentor else None,
            handovers=counts[0],
            visits=counts[1],
            files=counts[2],
            missing=self._missing(group_id, row),
        )

    def draft(self, group_id: UUID) -> GroupDraft | None:
        """Return the stored fields of a group, ready for the form."""
        names = list(GroupDraft.__dataclass_fields__)
        row = self._reader.row(
            f"SELECT {', '.join(names)} FROM groups WHERE id = :id AND deleted = 0",
            {"id": group_id.bytes},
        )
        if row is None:
            return None
        values: dict[str, Any] = dict(zip(names, row, strict=True))
        for name in ("formed_on", "decree_on"):
            values[name] = date.fromisoformat(values[name]) if values[name] else None
        values["reasons"] = stored_reasons(values["reasons"])
        return GroupDraft(**for_form(values, _NULLABLE))

    def transitions(self, group_id: UUID) -> list[StateChange]:
        """Return the steps in the life of a group, newest first."""
        found = self._reader.rows(
            "SELECT state, happened_on, note FROM group_transitions WHERE group_id = :id "
            "AND deleted = 0 ORDER BY happened_on DESC, id DESC",
            {"id": group_id.bytes},
        )
        return [
            StateChange(
                state=_state(row[0]),
                happened_on=date.fromisoformat(row[1]),
                note=row[2] or "",
            )
            for row in found
        ]

    def _missing(self, group_id: UUID, row: GroupRow) -> tuple[str, ...]:
        found = self._reader.rows(
            "SELECT m.role, p.name, p.decile, p.data_source FROM memberships m "
            "JOIN people p ON p.id = m.person_id "
            "WHERE m.group_id = :id AND m.deleted = 0 AND m.left_on IS NULL ORDER BY p.name",
            {"id": group_id.bytes},
        )
        missing = []
        if row.members < row.expected:
            missing.append(f"{row.expected - row.members} anggota belum ada")
        held = {role for role, *_ in found}
        missing += [
            f"{role} belum ada" for role in ("ketua", "sekretaris", "bendahara") if role not in held
        ]
        unchecked = [
            name for _, name, decile, source in found if decile is None and source != "DTKS"
        ]
        if len(unchecked) == 1:
            missing.append(f"kelayakan {unchecked[0]} belum dicek")
        elif unchecked:
            missing.append(f"kelayakan {len(unchecked)} anggota belum dicek")
        return tuple(missing)


_NULLABLE = frozenset({"budget_year", "formed_on", "decree_on"})


def business_label(business_type: str, detail: str | None) -> str:
    """Return the business in words: the detail when there is one, else the kind."""
    return detail or BUSINESS_TYPES.get(business_type, business_type)


def _state(value: str) -> GroupState:
    return known(GroupState, value, GroupState.DRAFT)


def _group_row(row: Row, expected: int) -> GroupRow:
    state = _state(row[7])
    village, district, regency = row[2] or "", row[3] or "", row[4] or ""
    return GroupRow(
        id=UUID(bytes=row[0]),
        name=row[1],
        place=", ".join(part for part in (village, district) if part),
        regency=regency.removeprefix("Kabupaten ").removeprefix("Kota "),
        business=business_label(row[5], row[6]),
        members=row[8],
        expected=expected,
        aid_amount=row[10],
        state=state,
        status=readiness(state, row[8], row[9], expected),
    )

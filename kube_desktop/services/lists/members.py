"""Reading people: the long list, the members of a group, and one person's form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from kube_desktop.db.reading import Reader, Row
from kube_desktop.domain.members import (
    Eligibility,
    MemberDraft,
    MemberRow,
    NikHolder,
    Role,
    eligibility,
    eligibility_label,
)
from kube_desktop.domain.values import Sex
from kube_desktop.services.lists.arrivals import arrived_days
from kube_desktop.services.lists.listing import (
    Listing,
    Order,
    for_form,
    known,
    placeholders,
    stored_list,
    stored_reasons,
)
from kube_desktop.services.lists.matching import matching_ids

_ORDER = Order("people", "name COLLATE NOCASE")
_DOUBLE = (
    "EXISTS (SELECT 1 FROM people q WHERE q.nik = p.nik AND q.id <> p.id AND q.deleted = 0 "
    "AND q.merged_into IS NULL)"
)
_ROWS = (
    "SELECT p.id, m.id, m.group_id, p.name, p.nik, p.sex, p.born_on, g.name, m.role, v.name, "
    f"d.name, r.name, p.data_source, p.decile, {_DOUBLE}, p.phone, "
    "NOT EXISTS (SELECT 1 FROM sync_change c JOIN sync_branch b ON b.replica = c.replica "
    "WHERE c.row_id = p.id AND c.seq > coalesce((SELECT max(f.last_seq) FROM sent_files f "
    "WHERE f.replica = c.replica), 0)) "
    "FROM people p LEFT JOIN memberships m ON m.person_id = p.id AND m.deleted = 0 "
    "AND m.left_on IS NULL LEFT JOIN groups g ON g.id = m.group_id AND g.deleted = 0 "
    "LEFT JOIN regions v ON v.code = coalesce(p.village_code, g.village_code) "
    "LEFT JOIN regions d ON d.code = v.parent_code LEFT JOIN regions r ON r.code = d.parent_code "
)
_ROLE_ORDER = (
    "CASE m.role WHEN 'ketua' THEN 0 WHEN 'sekretaris' THEN 1 WHEN 'bendahara' THEN 2 ELSE 3 END"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFilter:
    """What narrows the list of members; empty values narrow nothing."""

    text: str = ""
    regency_code: str = ""
    eligibility: Eligibility | None = None


class MemberLists:
    """Lists of people and the members of a group."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def count(self) -> int:
        """Return how many people there are."""
        found: int = self._reader.value("SELECT count(*) FROM people WHERE deleted = 0")
        return found

    def listing(self, narrowed: MemberFilter) -> Listing[MemberRow]:
        """Return the list of people that pass a filter, by name."""
        ids = None if narrowed == MemberFilter() else self._matching(narrowed)
        return Listing(self._reader, _ORDER, self.rows_by_id, ids)

    def rows_by_id(self, ids: Sequence[bytes]) -> dict[bytes, MemberRow]:
        """Return rows for ids of people."""
        marks, params = placeholders(ids)
        found = self._reader.rows(f"{_ROWS}WHERE p.id IN ({marks}) AND p.deleted = 0", params)
        arrived = arrived_days(self._reader, ids)
        return {row[0]: _member_row(row, arrived.get(row[0])) for row in reversed(found)}

    def of_group(self, group_id: UUID, on: date | None = None) -> list[MemberRow]:
        """Return the active members of a group, officers first; or those of a day in the past."""
        if on is None:
            found = self._reader.rows(
                f"{_ROWS}WHERE m.group_id = :id AND p.deleted = 0 ORDER BY {_ROLE_ORDER}, p.name",
                {"id": group_id.bytes},
            )
        else:
            found = self._reader.rows(
                _ROWS.replace("AND m.left_on IS NULL", "AND m.joined_on <= :day ", 1)
                + "WHERE m.group_id = :id AND p.deleted = 0 "
                f"AND coalesce(m.left_on, '9999') > :day ORDER BY {_ROLE_ORDER}, p.name",
                {"id": group_id.bytes, "day": on.isoformat()},
            )
        return [_member_row(row) for row in found]

    def draft(self, person_id: UUID) -> MemberDraft | None:
        """Return the stored fields of a person with the present office, ready for the form."""
        names = [name for name in MemberDraft.__dataclass_fields__ if name not in _NOT_OF_PERSON]
        row = self._reader.row(
            f"SELECT {', '.join('p.' + name for name in names)}, m.role, m.joined_on FROM people p "
            "LEFT JOIN memberships m ON m.person_id = p.id AND m.deleted = 0 AND m.left_on IS NULL "
            "WHERE p.id = :id AND p.deleted = 0",
            {"id": person_id.bytes},
        )
        if row is None:
            return None
        values: dict[str, Any] = dict(zip((*names, "role", "joined_on"), row, strict=True))
        for name in ("born_on", "decile_checked_on", "joined_on"):
            values[name] = date.fromisoformat(values[name]) if values[name] else None
        values["sex"] = known(Sex, values["sex"], None)
        values["role"] = known(Role, values["role"], Role.MEMBER)
        values["other_programmes"] = tuple(stored_list(values["other_programmes"]))
        values["reasons"] = stored_reasons(values["reasons"])
        return MemberDraft(**for_form(values, _NULLABLE))

    def holder_of(self, nik: str, other_than: UUID | None = None) -> NikHolder | None:
        """Return another person who uses a NIK, if any."""
        row = self._reader.row(
            "SELECT p.id, p.name, g.name FROM people p LEFT JOIN memberships m "
            "ON m.person_id = p.id AND m.deleted = 0 AND m.left_on IS NULL "
            "LEFT JOIN groups g ON g.id = m.group_id WHERE p.nik = :nik AND p.deleted = 0 "
            "AND p.merged_into IS NULL AND p.id <> :other ORDER BY p.id LIMIT 1",
            {"nik": nik, "other": other_than.bytes if other_than else b""},
        )
        if row is None:
            return None
        return NikHolder(person_id=UUID(bytes=row[0]), name=row[1], group_name=row[2] or "")

    def _matching(self, narrowed: MemberFilter) -> Sequence[bytes]:
        conditions, params = ["p.deleted = 0"], dict[str, object]()
        if narrowed.text.strip():
            ids = matching_ids(self._reader, "people", narrowed.text)
            if narrowed == MemberFilter(text=narrowed.text):
                return ids
            marks, params = placeholders(ids)
            conditions.append(f"p.id IN ({marks})")
        if narrowed.regency_code:
            conditions.append(f"coalesce(p.village_code, {_GROUP_VILLAGE}) LIKE :regency")
            params["regency"] = f"{narrowed.regency_code}%"
        if narrowed.eligibility:
            conditions.append(_ELIGIBILITY_SQL[narrowed.eligibility])
        found = self._reader.rows(
            f"SELECT p.id FROM people p WHERE {' AND '.join(conditions)} "
            "ORDER BY p.name COLLATE NOCASE, p.id",
            params,
        )
        return [row[0] for row in found]


_GROUP_VILLAGE = (
    "(SELECT g.village_code FROM memberships m JOIN groups g ON g.id = m.group_id "
    "WHERE m.person_id = p.id AND m.deleted = 0 AND m.left_on IS NULL AND g.deleted = 0 LIMIT 1)"
)
_IS_DOUBLE = (
    "(coalesce(p.nik, '') IN (SELECT nik FROM people WHERE deleted = 0 AND merged_into IS NULL "
    "AND nik <> '' GROUP BY nik HAVING count(*) > 1) "
    f"OR (p.merged_into IS NOT NULL AND {_DOUBLE}))"
)
"""As `_DOUBLE`, for all people at once: the shared NIKs are looked up a single time."""
_ELIGIBILITY_SQL = {
    Eligibility.ELIGIBLE: (
        "(p.decile <= 5 OR (p.decile IS NULL AND p.data_source IN ('DTKS', 'BDT'))) "
        f"AND NOT {_IS_DOUBLE}"
    ),
    Eligibility.UNCHECKED: (
        "p.decile IS NULL AND coalesce(p.data_source, '') NOT IN ('DTKS', 'BDT') "
        f"AND NOT {_IS_DOUBLE}"
    ),
    Eligibility.ABOVE: f"p.decile > 5 AND NOT {_IS_DOUBLE}",
    Eligibility.DOUBLE: _IS_DOUBLE,
}
_NOT_OF_PERSON = frozenset({"role", "joined_on"})
_NULLABLE = frozenset(
    {"born_on", "sex", "initial_income", "decile", "decile_checked_on", "dependants", "joined_on"}
)


def _member_row(row: Row, arrived_on: date | None = None) -> MemberRow:
    is_double = bool(row[14]) and bool(row[4])
    kind = eligibility(row[12] or "", row[13], is_double=is_double)
    return MemberRow(
        id=UUID(bytes=row[0]),
        membership_id=UUID(bytes=row[1]) if row[1] else None,
        group_id=UUID(bytes=row[2]) if row[2] else None,
        name=row[3],
        nik=row[4] or "",
        sex=known(Sex, row[5], None),
        born_on=date.fromisoformat(row[6]) if row[6] else None,
        group_name=row[7] or "",
        role=known(Role, row[8], None),
        place=", ".join(part for part in (row[9], row[10]) if part),
        regency=(row[11] or "").removeprefix("Kabupaten ").removeprefix("Kota "),
        eligibility=kind,
        eligibility_label=eligibility_label(kind, row[12] or "", row[13]),
        phone=row[15] or "",
        is_sent=row[16] is None or bool(row[16]),
        arrived_on=arrived_on,
    )

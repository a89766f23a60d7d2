"""What a record is called, whose it is, and how its stored values read."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from kube_desktop.db.reading import Reader
from kube_desktop.domain.difference_words import day_words
from kube_desktop.domain.labels import RECORD_LABELS, shown_value

_TITLES: Final[Mapping[str, str]] = {
    "groups": "SELECT name FROM groups WHERE id = :id",
    "people": "SELECT name FROM people WHERE id = :id",
    "mentors": "SELECT name FROM mentors WHERE id = :id",
    "officials": "SELECT name FROM officials WHERE id = :id",
    "aid_items": "SELECT name FROM aid_items WHERE id = :id",
    "sealed_papers": "SELECT title FROM sealed_papers WHERE id = :id",
    "goods_packages": "SELECT name FROM goods_packages WHERE id = :id",
    "instruments": "SELECT title FROM instruments WHERE id = :id",
    "attachments": "SELECT coalesce(nullif(caption, ''), filename) FROM attachments WHERE id = :id",
    "aids": (
        "SELECT coalesce(g.name, p.name, 'Bantuan') || ', tahun ' || a.budget_year FROM aids a "
        "LEFT JOIN groups g ON g.id = a.group_id LEFT JOIN people p ON p.id = a.person_id "
        "WHERE a.id = :id"
    ),
    "handovers": (
        "SELECT coalesce(h.bast_number, g.name, p.name, 'tanpa nomor') FROM handovers h "
        "LEFT JOIN aids a ON a.id = h.aid_id LEFT JOIN groups g ON g.id = a.group_id "
        "LEFT JOIN people p ON p.id = a.person_id WHERE h.id = :id"
    ),
    "visits": (
        "SELECT g.name || ', ' || v.visited_on FROM visits v "
        "LEFT JOIN groups g ON g.id = v.group_id WHERE v.id = :id"
    ),
    "visit_attendances": (
        "SELECT p.name FROM visit_attendances t JOIN people p ON p.id = t.person_id "
        "WHERE t.id = :id"
    ),
    "evaluations": (
        "SELECT g.name || ', ' || e.period FROM evaluations e "
        "LEFT JOIN groups g ON g.id = e.group_id WHERE e.id = :id"
    ),
    "evaluation_answers": "SELECT indicator FROM evaluation_answers WHERE id = :id",
    "memberships": (
        "SELECT p.name FROM memberships m JOIN people p ON p.id = m.person_id WHERE m.id = :id"
    ),
    "assignments": (
        "SELECT m.name FROM assignments a JOIN mentors m ON m.id = a.mentor_id WHERE a.id = :id"
    ),
}

_DAY: Final = re.compile(r"(?<=, )\d{4}-\d{2}-\d{2}$")

_OF_AID: Final = "SELECT a.group_id, a.person_id FROM aids a WHERE a.id = {0}"
_PLACES: Final[Mapping[str, str]] = {
    "groups": "SELECT id, NULL FROM groups WHERE id = :id",
    "people": "SELECT NULL, id FROM people WHERE id = :id",
    "memberships": "SELECT group_id, person_id FROM memberships WHERE id = :id",
    "assignments": "SELECT group_id, NULL FROM assignments WHERE id = :id",
    "group_transitions": "SELECT group_id, NULL FROM group_transitions WHERE id = :id",
    "visits": "SELECT group_id, NULL FROM visits WHERE id = :id",
    "evaluations": "SELECT group_id, NULL FROM evaluations WHERE id = :id",
    "evaluation_answers": (
        "SELECT e.group_id, NULL FROM evaluation_answers w "
        "JOIN evaluations e ON e.id = w.evaluation_id WHERE w.id = :id"
    ),
    "visit_attendances": (
        "SELECT v.group_id, t.person_id FROM visit_attendances t "
        "JOIN visits v ON v.id = t.visit_id WHERE t.id = :id"
    ),
    "item_conditions": (
        "SELECT v.group_id, NULL FROM item_conditions c "
        "JOIN visits v ON v.id = c.visit_id WHERE c.id = :id"
    ),
    "aids": _OF_AID.format(":id"),
    "handovers": _OF_AID.format("(SELECT aid_id FROM handovers WHERE id = :id)"),
    "aid_items": _OF_AID.format("(SELECT aid_id FROM aid_items WHERE id = :id)"),
}
_GROUP_OF_PERSON: Final = (
    "SELECT group_id FROM memberships WHERE person_id = :id AND deleted = 0 "
    "ORDER BY left_on IS NOT NULL, id DESC LIMIT 1"
)
_REGION: Final = (
    "SELECT v.name, r.name FROM regions v LEFT JOIN regions r ON r.code = substr(v.code, 1, 5) "
    "WHERE v.code = :code"
)
_OWNER: Final = (
    "SELECT m.id, m.name FROM assignments a JOIN mentors m ON m.id = a.mentor_id "
    "WHERE a.group_id = :id AND a.deleted = 0 AND a.ended_on IS NULL "
    "ORDER BY a.started_on DESC, a.id LIMIT 1"
)
_NAMED: Final[Mapping[str, str]] = {
    "person_id": "people", "receiver_id": "people", "merged_into": "people", "group_id": "groups",
    "mentor_id": "mentors", "official_id": "officials", "replaces_id": "memberships",
    "aid_id": "aids", "handover_id": "handovers", "visit_id": "visits",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Whose a record is.

    Attributes:
        where: Village and regency in words.
        owner: Name of the facilitator of the group, and `owner_id`.

    """

    title: str
    group_id: bytes | None = None
    group_name: str = ""
    region_code: str = ""
    where: str = ""
    owner: str = ""
    owner_id: UUID | None = None

    @property
    def long_title(self) -> str:
        """The title with the group behind it, where that is another name."""
        known = self.group_name and not self.title.startswith(self.group_name)
        return f"{self.title} ({self.group_name})" if known else self.title


class RecordWords:
    """Answers what records are called; made anew for each question, so nothing gets old."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._titles: dict[tuple[str, bytes], str] = {}
        self._places: dict[tuple[str, bytes], Place] = {}
        self._people: dict[bytes, str] | None = None

    def title(self, table: str, row_id: bytes) -> str:
        """Return what a record is called; the word for its kind when it has no name."""
        key = (table, row_id)
        if key not in self._titles:
            sql = _TITLES.get(table)
            found = self._reader.value(sql, {"id": row_id}) if sql else None
            text = str(found) if found else RECORD_LABELS.get(table, table)
            self._titles[key] = _DAY.sub(lambda day: day_words(day[0]), text)
        return self._titles[key]

    def writer(self, user_id: bytes | None) -> str:
        """Return the name of who typed something, or nothing."""
        if self._people is None:
            self._people = dict(self._reader.rows("SELECT id, name FROM mentors"))
        return self._people.get(user_id or b"", "")

    def place(self, table: str, row_id: bytes) -> Place:
        """Return whose a record is."""
        key = (table, row_id)
        if key not in self._places:
            self._places[key] = self._place(table, row_id)
        return self._places[key]

    def _place(self, table: str, row_id: bytes) -> Place:
        title, ask = self.title(table, row_id), self._reader
        group_id, person_id = self._holders(table, row_id)
        if group_id is None and person_id is not None:
            group_id = ask.value(_GROUP_OF_PERSON, {"id": person_id})
        group = ask.row(
            "SELECT name, village_code FROM groups WHERE id = :id", {"id": group_id or b""}
        )
        code = (group[1] if group else None) or ask.value(
            "SELECT village_code FROM people WHERE id = :id", {"id": person_id or b""}
        )
        region = ask.row(_REGION, {"code": code or ""})
        owner = ask.row(_OWNER, {"id": group_id or b""})
        return Place(
            title=title,
            group_id=group_id,
            group_name=str(group[0] or "") if group else "",
            region_code=code or "",
            where=", ".join(str(part) for part in region if part) if region else "",
            owner=owner[1] if owner else "",
            owner_id=UUID(bytes=owner[0]) if owner else None,
        )

    def _holders(self, table: str, row_id: bytes) -> tuple[bytes | None, bytes | None]:
        if table == "attachments":
            row = self._reader.row(
                "SELECT owner_kind, owner_id FROM attachments WHERE id = :id", {"id": row_id}
            )
            known = row is not None and row[0] in _PLACES
            return self._holders(row[0], row[1]) if row is not None and known else (None, None)
        sql = _PLACES.get(table)
        row = self._reader.row(sql, {"id": row_id}) if sql else None
        return (row[0], row[1]) if row else (None, None)

    def value(self, column: str, value: object) -> str:
        """Return a value of the change log as people read it."""
        if column in _NAMED and isinstance(value, str) and value:
            try:
                row_id = bytes.fromhex(value)
            except ValueError:
                return shown_value(column, value)
            return self.title(_NAMED[column], row_id)
        if column == "village_code" and isinstance(value, str) and value:
            region = self._reader.row(_REGION, {"code": value})
            return ", ".join(str(part) for part in region if part) if region else value
        if isinstance(value, str) and value[:1] in {"{", "["}:
            return _json_words(value)
        return shown_value(column, value)


def _json_words(text: str) -> str:
    """Say what a list or mapping holds, as short as it can be told apart."""
    try:
        content = json.loads(text)
    except ValueError:
        return text
    return _plain(content) or "(kosong)"


def _plain(content: Any) -> str:  # noqa: ANN401  JSON may be anything
    if isinstance(content, list):
        return ", ".join(filter(None, map(_plain, content)))
    if isinstance(content, dict):
        name = content.get("name")
        return str(name) if name else ", ".join(filter(None, map(_plain, content.values())))
    return "" if content is None else str(content)

"""Reading handovers of aid: the list, one form, and what its checks need to know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kube_desktop.db.reading import Reader, Row
from kube_desktop.domain.aid import (
    AidForm,
    GoodsItem,
    HandoverDraft,
    HandoverRow,
    HandoverStatus,
    Scheme,
    goods_summary,
)
from kube_desktop.services.lists.listing import (
    MOST_MATCHES,
    Listing,
    Order,
    known,
    placeholders,
    stored_list,
    stored_map,
    stored_reasons,
)
from kube_desktop.services.lists.marking import OpenNumbers
from kube_desktop.services.lists.matching import matching_ids

_ORDER = Order("handovers", "handed_over_on", descending=True)
_ROWS = (
    "SELECT h.id, h.handed_over_on, a.scheme, coalesce(g.name, p.name), v.name, d.name, "
    "(SELECT name FROM aid_items i WHERE i.handover_id = h.id AND i.deleted = 0 "
    "ORDER BY i.position LIMIT 1), "
    "(SELECT count(*) FROM aid_items i WHERE i.handover_id = h.id AND i.deleted = 0), "
    "h.total, h.bast_number, h.status FROM handovers h LEFT JOIN aids a ON a.id = h.aid_id "
    "LEFT JOIN groups g ON g.id = a.group_id LEFT JOIN people p ON p.id = a.person_id "
    "LEFT JOIN regions v ON v.code = coalesce(g.village_code, p.village_code) "
    "LEFT JOIN regions d ON d.code = v.parent_code "
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverFilter:
    """What narrows the list of handovers; empty values narrow nothing."""

    text: str = ""
    scheme: Scheme | None = None
    year: int | None = None
    status: HandoverStatus | None = None
    funding_source: str | None = None
    group_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One line of goods that a group received."""

    id: UUID
    name: str
    quantity_milli: int
    unit: str
    last_condition: str


class HandoverLists:
    """Lists of handovers and the content of one form."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def listing(self, narrowed: HandoverFilter) -> Listing[HandoverRow]:
        """Return the list of handovers that pass a filter, newest first."""
        ids = None if narrowed == HandoverFilter() else self._matching(narrowed)
        return Listing(self._reader, _ORDER, self.rows_by_id, ids)

    def rows_by_id(self, ids: Sequence[bytes]) -> dict[bytes, HandoverRow]:
        """Return rows for ids."""
        marks, params = placeholders(ids)
        found = self._reader.rows(f"{_ROWS}WHERE h.id IN ({marks}) AND h.deleted = 0", params)
        disputed = OpenNumbers(self._reader).of("handovers")
        return {row[0]: _handover_row(row, is_open=row[0] in disputed) for row in found}

    def of_group(self, group_id: UUID) -> list[HandoverRow]:
        """Return the handovers of one group, newest first."""
        return self.listing(HandoverFilter(group_id=group_id)).page(0, 500)

    def replaced_versions(self, handover_id: UUID) -> list[int]:
        """Return the versions of a BAST that a newer one replaced and whose bytes are here."""
        found = self._reader.rows(
            "SELECT p.version FROM sealed_papers p JOIN kept_pdfs k ON k.sha256 = p.pdf_sha256 "
            "WHERE p.subject_id = :id AND p.kind = 'bast' AND p.deleted = 0 AND p.version < "
            "(SELECT max(q.version) FROM sealed_papers q WHERE q.subject_id = :id "
            "AND q.kind = 'bast' AND q.deleted = 0) ORDER BY p.version DESC",
            {"id": handover_id.bytes},
        )
        return [version for (version,) in found]

    def received_by(self, person_id: UUID) -> list[UUID]:
        """Return the handovers that a person signed for, newest first."""
        found = self._reader.rows(
            "SELECT id FROM handovers WHERE receiver_id = :id AND deleted = 0 "
            "ORDER BY handed_over_on DESC, id DESC",
            {"id": person_id.bytes},
        )
        return [UUID(bytes=row[0]) for row in found]

    def years(self) -> list[int]:
        """Return the budget years that have aid, newest first."""
        found = self._reader.rows(
            "SELECT DISTINCT a.budget_year FROM aids a JOIN handovers h ON h.aid_id = a.id "
            "WHERE h.deleted = 0 ORDER BY a.budget_year DESC"
        )
        return [row[0] for row in found]

    def funding_sources(self) -> list[str]:
        """Return whose money paid for aid, in the order of the alphabet."""
        found = self._reader.rows(
            "SELECT DISTINCT a.funding_source FROM aids a JOIN handovers h ON h.aid_id = a.id "
            "WHERE h.deleted = 0 AND a.funding_source <> '' ORDER BY a.funding_source"
        )
        return [row[0] for row in found]

    def draft(self, handover_id: UUID) -> HandoverDraft | None:
        """Return the stored fields of a handover, ready for the form."""
        row = self._reader.row(
            "SELECT a.scheme, a.form, a.group_id, h.receiver_id, h.handed_over_on, h.place, "
            "h.bast_number, h.official_id, h.acknowledged_by, h.witnesses, "
            "a.over_ceiling_reason, h.note, h.reasons "
            "FROM handovers h JOIN aids a ON a.id = h.aid_id WHERE h.id = :id AND h.deleted = 0",
            {"id": handover_id.bytes},
        )
        if row is None:
            return None
        acknowledged = stored_map(row[8])
        return HandoverDraft(
            scheme=known(Scheme, row[0], Scheme.GROUP),
            form=known(AidForm, row[1], AidForm.GOODS),
            group_id=UUID(bytes=row[2]) if row[2] else None,
            person_id=UUID(bytes=row[3]) if row[3] else None,
            handed_over_on=date.fromisoformat(row[4]),
            place=row[5] or "",
            bast_number=row[6] or "",
            items=self.items(handover_id),
            official_id=UUID(bytes=row[7]) if row[7] else None,
            acknowledged_name=acknowledged.get("name", ""),
            acknowledged_title=acknowledged.get("title", ""),
            witnesses=tuple(
                str(one.get("name", "")) for one in stored_list(row[9]) if isinstance(one, dict)
            ),
            over_ceiling_reason=row[10] or "",
            note=row[11] or "",
            reasons=stored_reasons(row[12]),
        )

    def items(self, handover_id: UUID) -> tuple[GoodsItem, ...]:
        """Return the goods of a handover in their order."""
        found = self._reader.rows(
            "SELECT name, specification, quantity_milli, unit, unit_price, condition "
            "FROM aid_items WHERE handover_id = :id AND deleted = 0 ORDER BY position, id",
            {"id": handover_id.bytes},
        )
        return tuple(
            GoodsItem(
                name=row[0],
                specification=row[1] or "",
                quantity_milli=row[2],
                unit=row[3],
                unit_price=row[4],
                condition=row[5] or "",
            )
            for row in found
        )

    def goods_of_group(self, group_id: UUID) -> list[ItemRow]:
        """Return every line of goods a group received, with what the last visit found."""
        found = self._reader.rows(
            "SELECT i.id, i.name, i.quantity_milli, i.unit, "
            "(SELECT c.condition FROM item_conditions c JOIN visits s ON s.id = c.visit_id "
            "WHERE c.aid_item_id = i.id AND c.deleted = 0 AND s.deleted = 0 "
            "ORDER BY s.visited_on DESC, c.id DESC LIMIT 1) "
            "FROM aid_items i JOIN handovers h ON h.id = i.handover_id "
            "JOIN aids a ON a.id = h.aid_id WHERE a.group_id = :id AND i.deleted = 0 "
            "AND h.deleted = 0 AND h.status <> 'dibatalkan' ORDER BY h.handed_over_on, i.position",
            {"id": group_id.bytes},
        )
        return [
            ItemRow(
                id=UUID(bytes=row[0]),
                name=row[1],
                quantity_milli=row[2],
                unit=row[3],
                last_condition=row[4] or "",
            )
            for row in found
        ]

    def last_price(self, item_name: str) -> tuple[str, int] | None:
        """Return unit and price of an item as it was last handed over."""
        row = self._reader.row(
            "SELECT unit, unit_price FROM aid_items WHERE name = :name COLLATE NOCASE "
            "AND deleted = 0 ORDER BY id DESC LIMIT 1",
            {"name": item_name.strip()},
        )
        return (row[0], row[1]) if row else None

    def item_names(self, text: str, most: int = 12) -> list[str]:
        """Return names of goods handed over before that start with or hold the text."""
        found = self._reader.rows(
            "SELECT name, count(*) FROM aid_items WHERE name LIKE :text AND deleted = 0 "
            "GROUP BY name COLLATE NOCASE ORDER BY name NOT LIKE :start, count(*) DESC LIMIT :most",
            {"text": f"%{text}%", "start": f"{text}%", "most": most},
        )
        return [row[0] for row in found]

    def already_handed_over(
        self, draft: HandoverDraft, year: int, other_than: UUID | None = None
    ) -> int:
        """Return rupiah of the same scheme and year that the receiver has already."""
        receiver = draft.group_id if draft.scheme is Scheme.GROUP else draft.person_id
        column = "group_id" if draft.scheme is Scheme.GROUP else "person_id"
        if receiver is None:
            return 0
        found: int = self._reader.value(
            f"SELECT coalesce(sum(h.total), 0) FROM handovers h JOIN aids a ON a.id = h.aid_id "
            f"WHERE a.{column} = :receiver AND a.scheme = :scheme AND a.budget_year = :year "
            "AND h.deleted = 0 AND h.status <> 'dibatalkan' AND h.id <> :other",
            {
                "receiver": receiver.bytes,
                "scheme": draft.scheme.value,
                "year": year,
                "other": other_than.bytes if other_than else b"",
            },
        )
        return found

    def number_user(
        self, bast_number: str, year: int, other_than: UUID | None = None
    ) -> HandoverRow | None:
        """Return another handover of that year with the same BAST number, if any."""
        row = self._reader.row(
            f"{_ROWS}WHERE h.bast_number = :number AND h.deleted = 0 AND h.id <> :other "
            "AND substr(h.handed_over_on, 1, 4) = :year LIMIT 1",
            {
                "number": bast_number,
                "other": other_than.bytes if other_than else b"",
                "year": str(year),
            },
        )
        return _handover_row(row) if row else None

    def numbers_of_year(self, year: int) -> list[str]:
        """Return every BAST number in use in a year."""
        found = self._reader.rows(
            "SELECT bast_number FROM handovers WHERE deleted = 0 AND bast_number <> '' "
            "AND handed_over_on >= :first AND handed_over_on < :next",
            {"first": f"{year}-01-01", "next": f"{year + 1}-01-01"},
        )
        return [row[0] for row in found]

    def _matching(self, narrowed: HandoverFilter) -> list[bytes]:
        conditions, params = ["h.deleted = 0"], dict[str, object]()
        if narrowed.text.strip():
            ids, params = placeholders(self._found(narrowed.text))
            conditions.append(f"h.id IN ({ids})")
        for column, value in (
            ("a.scheme", narrowed.scheme),
            ("a.budget_year", narrowed.year),
            ("h.status", narrowed.status),
            ("a.funding_source", narrowed.funding_source),
            ("a.group_id", narrowed.group_id.bytes if narrowed.group_id else None),
        ):
            if value is not None:
                name = column.partition(".")[2]
                conditions.append(f"{column} = :{name}")
                params[name] = value
        found = self._reader.rows(
            "SELECT h.id FROM handovers h JOIN aids a ON a.id = h.aid_id "
            f"WHERE {' AND '.join(conditions)} ORDER BY h.handed_over_on DESC, h.id DESC",
            params,
        )
        return [row[0] for row in found]

    def _found(self, text: str) -> list[bytes]:
        """Return handovers whose number or receiver is found by a text."""
        found = dict.fromkeys(matching_ids(self._reader, "handovers", text))
        for kind, column in (("groups", "group_id"), ("people", "person_id")):
            ids, params = placeholders(matching_ids(self._reader, kind, text))
            rows = self._reader.rows(
                f"SELECT h.id FROM aids a JOIN handovers h ON h.aid_id = a.id "
                f"WHERE a.{column} IN ({ids}) AND h.deleted = 0 LIMIT {MOST_MATCHES}",
                params,
            )
            found.update(dict.fromkeys(row[0] for row in rows))
        return list(found)


def _handover_row(row: Row, *, is_open: bool = False) -> HandoverRow:
    return HandoverRow(
        id=UUID(bytes=row[0]),
        handed_over_on=date.fromisoformat(row[1]),
        scheme=known(Scheme, row[2], Scheme.GROUP),
        receiver=row[3] or "",
        place=", ".join(part for part in (row[4], row[5]) if part),
        goods=goods_summary(row[6] or "", row[7]),
        total=row[8],
        bast_number=row[9] or "",
        status=known(HandoverStatus, row[10], HandoverStatus.RECORDED),
        is_open=is_open,
    )

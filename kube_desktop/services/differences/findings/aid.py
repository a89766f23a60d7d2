"""Findings about aid: numbers and allocations twice, totals, ceilings, signed papers."""

from collections.abc import Iterator
from typing import Final

from kube_desktop.db.reading import Row
from kube_desktop.domain.difference_words import day_words
from kube_desktop.domain.finding_words import (
    aid_twice,
    bast,
    delivered_twice,
    number_twice,
    over_ceiling,
    signed_changed,
    total_differs,
)
from kube_desktop.domain.findings import Finding, FindingKind
from kube_desktop.domain.wording import rupiah
from kube_desktop.services.differences.findings.base import Asking, grouped

_RECEIVER: Final = "coalesce(g.name, p.name, 'penerima tanpa nama')"
_RECEIVERS: Final = (
    "LEFT JOIN groups g ON g.id = a.group_id LEFT JOIN people p ON p.id = a.person_id"
)
# A number that somebody used twice knowingly, for the agenda book says so, has a reason.
NUMBERS_TWICE: Final = (
    "WITH numbered AS (SELECT id, bast_number AS number, substr(handed_over_on, 1, 4) AS year, "
    "aid_id FROM handovers WHERE deleted = 0 AND bast_number > '' "
    "AND coalesce(reasons, '') NOT LIKE '%\"bast_number: %') "
    f"SELECT n.number, n.year, n.id, {_RECEIVER} FROM (SELECT number, year FROM numbered "
    "GROUP BY number, year HAVING count(*) > 1) d CROSS JOIN numbered n "
    f"ON n.number = d.number AND n.year = d.year LEFT JOIN aids a ON a.id = n.aid_id {_RECEIVERS} "
    "ORDER BY n.year, n.number, n.id"
)
"""Handovers whose number another one of that year bears: number, year, id, receiver."""
_ALLOCATIONS: Final = (
    "SELECT a.scheme, coalesce(a.group_id, a.person_id), a.budget_year, a.stage, a.id, "
    f"{_RECEIVER}, a.ceiling, h.id, coalesce(h.bast_number, ''), h.handed_over_on, h.total "
    "FROM (SELECT scheme, group_id, person_id, budget_year, stage FROM aids WHERE deleted = 0 "
    "GROUP BY scheme, group_id, person_id, budget_year, stage HAVING count(*) > 1) d "
    "CROSS JOIN aids a ON a.deleted = 0 AND a.scheme = d.scheme AND a.stage = d.stage "
    "AND a.budget_year = d.budget_year AND coalesce(a.group_id, a.person_id) = "
    "coalesce(d.group_id, d.person_id) LEFT JOIN handovers h ON h.aid_id = a.id "
    f"AND h.deleted = 0 AND h.status <> 'dibatalkan' {_RECEIVERS} "
    "ORDER BY a.scheme, coalesce(a.group_id, a.person_id), a.budget_year, a.stage, a.id, h.id"
)
_TOTALS: Final = (
    f"SELECT h.id, coalesce(h.bast_number, ''), {_RECEIVER}, h.total, s.lines FROM (SELECT "
    "handover_id, sum(amount) AS lines FROM aid_items WHERE deleted = 0 GROUP BY handover_id) s "
    "JOIN handovers h ON h.id = s.handover_id AND h.deleted = 0 AND h.status <> 'dibatalkan' "
    f"AND h.total <> s.lines LEFT JOIN aids a ON a.id = h.aid_id {_RECEIVERS} ORDER BY h.id"
)
_CEILINGS: Final = (
    f"SELECT a.id, {_RECEIVER}, a.budget_year, a.ceiling, s.total FROM (SELECT aid_id, "
    "sum(total) AS total FROM handovers WHERE deleted = 0 AND status <> 'dibatalkan' "
    "GROUP BY aid_id) s JOIN aids a ON a.id = s.aid_id AND a.deleted = 0 AND a.ceiling > 0 "
    "AND s.total > a.ceiling AND coalesce(a.over_ceiling_reason, '') = '' "
    f"{_RECEIVERS} ORDER BY a.id"
)
_SIGNED: Final = (
    f"SELECT h.id, coalesce(h.bast_number, ''), {_RECEIVER}, h.handed_over_on, h.total, "
    "coalesce(s.number, ''), s.payload FROM sealed_papers s JOIN handovers h "
    "ON h.id = s.subject_id AND h.deleted = 0 AND h.status = 'ditandatangani' "
    f"LEFT JOIN aids a ON a.id = h.aid_id {_RECEIVERS} WHERE s.kind = 'bast' AND s.deleted = 0 "
    "AND NOT EXISTS (SELECT 1 FROM sealed_papers n WHERE n.subject_id = s.subject_id "
    "AND n.kind = 'bast' AND n.deleted = 0 AND n.version > s.version) ORDER BY h.id"
)


def one_bast_number(asking: Asking) -> Iterator[Finding]:
    """Yield BAST numbers that several handovers of a year bear."""
    for (number, year), rows in grouped(asking.reader.rows(NUMBERS_TWICE), 2):
        told = [asking.told("handovers", one, f"untuk {receiver}") for one, receiver in rows]
        yield asking.finding(
            FindingKind.BAST_NUMBER,
            number,
            number_twice("Nomor", bast(number), year, told),
            [("handovers", one, receiver) for one, receiver in rows],
            extra=[number],
        )


def one_allocation(asking: Asking) -> Iterator[Finding]:
    """Yield aid that was recorded, or handed over, several times on several laptops."""
    for (scheme, _, year, stage), rows in grouped(asking.reader.rows(_ALLOCATIONS), 4):
        receiver = rows[0][1]
        what = f"Bantuan {scheme} tahap {stage} tahun {year} untuk {receiver}"
        delivered = [row for row in rows if row[3] is not None]
        if len(delivered) > 1:
            yield _delivered(asking, receiver, what, delivered)
        elif len({row[0] for row in rows}) > 1:
            told = [
                asking.told("aids", row[0], f"batas {rupiah(row[2])}", _handed(row)) for row in rows
            ]
            yield asking.finding(
                FindingKind.AID_TWICE,
                receiver,
                aid_twice(what, told),
                [("aids", row[0], receiver) for row in rows],
                reasons=["penerima, tahun, dan tahap sama"],
            )


def _handed(row: Row) -> str:
    return "belum diserahkan" if row[3] is None else f"diserahkan {day_words(row[5])}"


def _delivered(asking: Asking, receiver: str, what: str, rows: list[Row]) -> Finding:
    told = [
        asking.told(
            "handovers",
            row[3],
            bast(row[4]) if row[4] else "tanpa nomor",
            f"{day_words(row[5])}, {rupiah(row[6])}",
        )
        for row in rows
    ]
    return asking.finding(
        FindingKind.DELIVERED_TWICE,
        receiver,
        delivered_twice(what, told, sum(row[6] for row in rows)),
        [("handovers", row[3], row[4] or receiver) for row in rows],
        reasons=["penerima, tahun, dan tahap sama"],
    )


def totals(asking: Asking) -> Iterator[Finding]:
    """Yield handovers whose total is not the sum of their lines."""
    for handover, number, receiver, total, lines in asking.reader.rows(_TOTALS):
        what = bast(number, receiver) if number else f"serah terima {receiver}"
        yield asking.finding(
            FindingKind.TOTAL,
            number or receiver,
            total_differs(what, total, lines),
            [("handovers", handover, number or receiver)],
            extra=[total, lines],
        )


def ceilings(asking: Asking) -> Iterator[Finding]:
    """Yield aid above its ceiling without a reason."""
    for aid, receiver, year, ceiling, total in asking.reader.rows(_CEILINGS):
        yield asking.finding(
            FindingKind.OVER_CEILING,
            receiver,
            over_ceiling(f"{receiver} tahun {year}", total, ceiling),
            [("aids", aid, receiver)],
            extra=[total],
        )


def signed_papers(asking: Asking) -> Iterator[Finding]:
    """Yield signed papers whose record says something else now."""
    for handover, number, receiver, day, total, said, payload in asking.reader.rows(_SIGNED):
        changes = _changes(str(payload or ""), said, number, day, total)
        if not changes:
            continue
        name = said or number
        yield asking.finding(
            FindingKind.SIGNED_CHANGED,
            name or receiver,
            signed_changed(bast(name, receiver), changes),
            [("handovers", handover, name or receiver)],
            extra=[number, day, total],
        )


def _changes(
    payload: str, said: str, number: str, day: str, total: int
) -> list[tuple[str, str, str]]:
    """Return what paper and record say otherwise; the code of the paper names the facts."""
    parts = payload.split("*")
    if len(parts) < 7:
        return []
    on_day, amount = parts[4], parts[5]
    changes = []
    if said != number:
        changes.append(("nomor", said or "(kosong)", number or "(kosong)"))
    if on_day and on_day != day.replace("-", ""):
        paper = f"{on_day[:4]}-{on_day[4:6]}-{on_day[6:]}"
        changes.append(("tanggal", day_words(paper), day_words(day)))
    if amount.isdecimal() and int(amount) != total:
        changes.append(("jumlah", rupiah(int(amount)), rupiah(total)))
    return changes

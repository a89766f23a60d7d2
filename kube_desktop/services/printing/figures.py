"""Tables and charts that recaps and reports share, and the frame around them."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from kube_desktop.documents.content import Party
from kube_desktop.documents.contents_reports import (
    BarsContent,
    ChartSeries,
    ReportContent,
    ReportSection,
    TableContent,
)
from kube_desktop.domain.findings import PAPER_MARK, PAPER_NOTE
from kube_desktop.domain.papers import Scope
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.settings import Duty
from kube_desktop.domain.wording import number
from kube_desktop.services.lists import Lists
from kube_desktop.services.lists.recap import RegionFigures
from kube_desktop.services.printing.parties import head_on
from kube_desktop.services.printing.scopes import CAPITAL, official_of

REACH_COLUMNS: Final = (
    ("No", 7, "c"), ("Kabupaten/kota", 34, "l"), ("Target", 14, "r"), ("Realisasi", 17, "r"),
    ("Capaian", 15, "r"), ("Kurang", 14, "r"), ("Anggota", 16, "r"), ("L", 11, "r"),
    ("P", 11, "r"), ("Sudah menerima", 19, "r"),
)  # fmt: skip
AID_COLUMNS: Final = (
    ("No", 7.5, "c"), ("Kabupaten/kota", 33, "l"), ("Anggaran (Rp)", 27, "r"),
    ("Serah terima", 14, "r"), ("KUBE (Rp)", 27, "r"), ("UEP (Rp)", 22, "r"),
    ("Jumlah (Rp)", 27, "r"), ("Belum ttd.", 13.5, "r"),
)  # fmt: skip


def share(part: int, whole: int) -> str:
    """Return a share in whole percent, or a dash of nothing."""
    return f"{round(100 * part / whole)}%" if whole else "–"


def reach_bars(rows: Sequence[RegionFigures]) -> BarsContent:
    """Return target and realisation beside each other for each regency."""
    return BarsContent(
        labels=tuple(row.name for row in rows),
        series=(
            ChartSeries(name="Target kelompok", values=tuple(row.target for row in rows)),
            ChartSeries(name="Realisasi kelompok", values=tuple(row.groups for row in rows)),
        ),
    )


def reach_table(rows: Sequence[RegionFigures]) -> TableContent:
    """Return target, realisation and members by regency."""
    return TableContent(
        columns=REACH_COLUMNS,
        rows=tuple((str(place), row.name, *_reach(row)) for place, row in enumerate(rows, start=1)),
        total=("", "Jumlah", *_reach(total_of(rows), missing=sum(row.missing for row in rows))),
        nothing="Belum ada kelompok.",
    )


def aid_table(rows: Sequence[RegionFigures]) -> TableContent:
    """Return what was handed over by regency."""
    return TableContent(
        columns=AID_COLUMNS,
        rows=tuple((str(place), row.name, *_aid(row)) for place, row in enumerate(rows, start=1)),
        total=("", "Jumlah", *_aid(total_of(rows))),
        nothing="Belum ada serah terima.",
    )


def total_of(rows: Sequence[RegionFigures]) -> RegionFigures:
    """Return the figures of all regencies together."""
    sums = {
        name: sum(getattr(row, name) for row in rows)
        for name in RegionFigures.__dataclass_fields__
        if name not in {"code", "name"}
    }
    return RegionFigures(code="", name="Jumlah", **sums)


def _reach(row: RegionFigures, missing: int | None = None) -> tuple[str, ...]:
    lacking = row.missing if missing is None else missing
    counts = (lacking, row.people, row.men, row.women, row.aided)
    return (
        number(row.target), number(row.groups), share(row.groups, row.target),
        *(number(count) for count in counts),
    )  # fmt: skip


def _aid(row: RegionFigures) -> tuple[str, ...]:
    counts = (row.budget, row.handovers, row.group_amount, row.single_amount, row.amount,
              row.unsigned)  # fmt: skip
    told = [number(count) for count in counts]
    if row.unsettled:
        told[4] = f"{told[4]} {PAPER_MARK}"
    return tuple(told)


def aid_notes(rows: Sequence[RegionFigures]) -> tuple[str, ...]:
    """Return what stands above the table of aid: that marked sums are not settled yet."""
    return (PAPER_NOTE,) if any(row.unsettled for row in rows) else ()


def whose(lists: Lists, scope: Scope) -> str:
    """Return what a report covers: the province, a regency, or the groups of a facilitator."""
    region = REGENCIES.get(scope.region, "Provinsi Kalimantan Timur")
    if scope.mentor_id is None:
        return region
    card = lists.months.mentor(scope.mentor_id)
    whose = f"Kelompok dampingan {card.name}" if card else "Kelompok dampingan"
    return f"{whose}, {region}" if scope.region else whose


def framed(
    lists: Lists, scope: Scope, day: date, *, kind: str, title: str,
    sections: tuple[ReportSection, ...],
) -> ReportContent:  # fmt: skip
    """Return a report with its head and signatures.

    The office's is signed by the head of the division, a facilitator's by the facilitator.
    """
    mentor = lists.months.mentor(scope.mentor_id) if scope.mentor_id else None
    division = official_of(lists, day, Duty.DIVISION)
    head = official_of(lists, day, Duty.HEAD)
    if scope.mentor_id is None:
        signer, noted = division or head or Party(position="Kepala Bidang"), head
    else:
        name = mentor.name if mentor else None
        signer, noted = Party(name=name, position="Pendamping KUBE"), division or head
    return ReportContent(
        letterhead=head_on(lists.office, day),
        kind=kind,
        title=title,
        subtitle=whose(lists, scope),
        sections=sections,
        signed_at=REGENCIES.get(mentor.regency_code, CAPITAL) if mentor else CAPITAL,
        signed_on=day,
        signer=signer,
        acknowledged_by=noted if noted is not signer else None,
    )

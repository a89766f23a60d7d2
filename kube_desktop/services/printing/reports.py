"""Gathering the content of the quarterly and annual report."""

from collections.abc import Sequence
from typing import Any, Final

from kube_desktop.documents.contents_reports import (
    BarsContent,
    ChartSeries,
    Fact,
    Facts,
    ReportContent,
    ReportSection,
    TableContent,
)
from kube_desktop.documents.report import render_report
from kube_desktop.domain.mentoring import BusinessCondition, GoodsState, PromiseResult
from kube_desktop.domain.papers import PaperKind, Scope, Subject
from kube_desktop.domain.periods import Period
from kube_desktop.domain.wording import SHORT_MONTHS, join_words, month_name, number, rupiah
from kube_desktop.services.lists.recap import (
    Extent,
    MentoringFigures,
    MonthFigures,
    RecapLists,
    RegionFigures,
    Trouble,
)
from kube_desktop.services.printing.catalogue import PaperType
from kube_desktop.services.printing.figures import (
    aid_notes,
    aid_table,
    framed,
    reach_bars,
    reach_table,
    share,
    total_of,
)
from kube_desktop.services.printing.scopes import own_mentor, scope_of
from kube_desktop.services.workplace import Workplace

_TROUBLES: Final = 12
_NAMED: Final = 3


class ReportPapers:
    """Content of the reports of a quarter and of a year."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._recaps = RecapLists(workplace.database.reader)

    def types(self) -> tuple[PaperType[Any], ...]:
        """Return both for the catalogue."""
        return (
            PaperType(
                kind=PaperKind.QUARTER_REPORT,
                gather=self.report,
                render=render_report,
                title=lambda made: made.kind or "",
                filename=lambda made: (made.kind, made.subtitle),
                subjects=self._quarters,
            ),
            PaperType(
                kind=PaperKind.YEAR_REPORT,
                gather=self.report,
                render=render_report,
                title=lambda made: made.kind or "",
                filename=lambda made: (made.kind, made.subtitle),
                subjects=self._years,
            ),
        )

    def _quarters(self) -> list[Subject]:
        return self._scopes([Period.quarter_of(month).key for month in self._recaps.periods()])

    def _years(self) -> list[Subject]:
        return self._scopes([str(month.year) for month in self._recaps.periods()])

    def _scopes(self, keys: Sequence[str]) -> list[Subject]:
        mentor_id = own_mentor(self._workplace.lists)
        return [Scope(period=key, mentor_id=mentor_id) for key in dict.fromkeys(keys)]

    def report(self, subject: Subject) -> ReportContent:
        """Return the report of a quarter or year.

        Raises:
            DomainError: When the period is none, or no such report is known.

        """
        scope = scope_of(subject, lambda: [*self._quarters(), *self._years()])
        period = Period.parse(scope.period)
        is_year = len(period.months) == 12
        extent = Extent(
            year=period.year,
            mentor_id=scope.mentor_id,
            region=scope.region,
            until=None if is_year else period.last,
        )
        rows = self._recaps.regions(extent)
        day = period.dated(self._workplace.today())
        # Months that have not begun are no months without anything.
        months = [one for one in self._recaps.months(extent, period) if one.month <= day]
        mentoring = self._recaps.mentoring(extent, period)
        troubles = self._recaps.troubles(extent, period, _TROUBLES)
        return framed(
            self._workplace.lists,
            scope,
            day,
            kind=f"Laporan KUBE {period.label}",
            title=f"LAPORAN PELAKSANAAN PROGRAM KUBE {period.label.upper()}",
            sections=(
                ReportSection(
                    heading="A. Ringkasan",
                    paragraphs=_summary(period, rows, months, mentoring, is_year=is_year),
                ),
                ReportSection(
                    heading="B. Capaian per kabupaten/kota",
                    bars=(reach_bars(rows),),
                    table=reach_table(rows),
                ),
                ReportSection(
                    heading=_aid_heading(period, is_year=is_year),
                    paragraphs=aid_notes(rows),
                    table=aid_table(rows),
                ),
                ReportSection(
                    heading="D. Perkembangan per bulan",
                    bars=_month_bars(months),
                    table=_month_table(months),
                ),
                ReportSection(heading="E. Pendampingan", facts=_mentoring_facts(mentoring)),
                ReportSection(
                    heading="F. Permasalahan dan hambatan",
                    paragraphs=_obstacles(rows, mentoring),
                    table=_trouble_table(troubles),
                ),
            ),
        )


def _aid_heading(period: Period, *, is_year: bool) -> str:
    if is_year:
        return f"C. Bantuan tahun anggaran {period.year}"
    return f"C. Bantuan tahun anggaran {period.year} sampai akhir triwulan"


def _summary(
    period: Period,
    rows: Sequence[RegionFigures],
    months: Sequence[MonthFigures],
    mentoring: MentoringFigures,
    *,
    is_year: bool,
) -> tuple[str, ...]:
    whole = total_of(rows)
    until = "" if is_year else f" sampai akhir {period.label}"
    reached = f"{number(whole.groups)} kelompok"
    if whole.target:
        part = share(whole.groups, whole.target)
        reached += f" dari target {number(whole.target)} kelompok ({part})"
    first = (
        f"Program KUBE tahun {period.year}{until} mencatat {reached} dengan "
        f"{number(whole.people)} anggota: {number(whole.men)} laki-laki dan "
        f"{number(whole.women)} perempuan. {number(whole.aided)} kelompok sudah menerima bantuan. "
        f"Nilai bantuan yang diserahkan {rupiah(whole.amount)} dalam {number(whole.handovers)} "
        f"serah terima; {number(whole.unsigned)} BAST belum kembali bertanda tangan."
    )
    paragraphs = [first, *_leaders(rows)]
    given, amount = sum(one.handovers for one in months), sum(one.amount for one in months)
    if not is_year:
        paragraphs.append(
            f"Dalam {period.label} terjadi {number(given)} serah terima senilai {rupiah(amount)}."
        )
    visits = (
        f"Pendamping melakukan {number(mentoring.visits)} kunjungan ke "
        f"{number(mentoring.visited)} kelompok"
    )
    if mentoring.expected:
        visits += f"; kehadiran anggota {share(mentoring.present, mentoring.expected)}"
    if mentoring.conditions:
        better = mentoring.conditions.get(BusinessCondition.GROWING, 0)
        known = sum(mentoring.conditions.values())
        visits += f". Usaha meningkat pada {share(better, known)} kunjungan"
    return (*paragraphs, f"{visits}.")


def _leaders(rows: Sequence[RegionFigures]) -> list[str]:
    """Say which regencies reached their target and which lack most."""
    aimed = [row for row in rows if row.target]
    if len(aimed) < 2:
        return []
    full = [row.name for row in aimed if not row.missing]
    lacking = sorted((row for row in aimed if row.missing), key=lambda row: -row.missing)
    sentences = []
    if full:
        sentences.append(f"Target tercapai di {join_words(full)}.")
    if lacking:
        named = [f"{row.name} ({number(row.missing)} kelompok)" for row in lacking[:_NAMED]]
        sentences.append(f"Kekurangan terbesar di {join_words(named)}.")
    return [" ".join(sentences)]


def _month_bars(months: Sequence[MonthFigures]) -> tuple[BarsContent, ...]:
    labels = tuple(SHORT_MONTHS[one.month.month - 1] for one in months)
    aid = tuple(one.amount for one in months)
    visits = tuple(one.visits for one in months)
    return (
        BarsContent(
            labels=labels,
            series=(ChartSeries(name="Nilai bantuan diserahkan", values=aid),),
            is_money=True,
        ),
        BarsContent(labels=labels, series=(ChartSeries(name="Kunjungan", values=visits),)),
    )


def _month_table(months: Sequence[MonthFigures]) -> TableContent:
    return TableContent(
        columns=(("Bulan", 45, "l"), ("Serah terima", 25, "r"), ("Nilai bantuan (Rp)", 40, "r"),
                 ("Kunjungan", 25, "r"), ("Kelompok dikunjungi", 30, "r")),
        rows=tuple(
            (month_name(one.month), number(one.handovers), number(one.amount), number(one.visits),
             number(one.visited))
            for one in months
        ),
        total=("Jumlah", number(sum(one.handovers for one in months)),
               number(sum(one.amount for one in months)),
               number(sum(one.visits for one in months)), ""),
    )  # fmt: skip


def _mentoring_facts(mentoring: MentoringFigures) -> Facts:
    conditions, promises = mentoring.conditions, mentoring.promises
    asked, seen = sum(promises.values()), sum(mentoring.goods.values())
    used = mentoring.goods.get(GoodsState.USED, 0)
    visited = f"{number(mentoring.visited)} dari {number(mentoring.mentored)}"
    return (
        Fact("Kunjungan", number(mentoring.visits)),
        Fact("Kelompok dikunjungi", visited),
        *(
            Fact(f"Usaha {state.label.lower()}", f"{number(conditions.get(state, 0))} kunjungan")
            for state in BusinessCondition
        ),
        Fact("Kehadiran anggota", share(mentoring.present, mentoring.expected)),
        Fact("Janji terpenuhi", share(promises.get(PromiseResult.DONE, 0), asked)),
        Fact("Barang diperiksa", f"{number(seen)} kali"),
        Fact("Barang dipakai", share(used, seen)),
    )


def _obstacles(rows: Sequence[RegionFigures], mentoring: MentoringFigures) -> tuple[str, ...]:
    sentences = []
    unvisited = mentoring.mentored - mentoring.visited
    if unvisited > 0:
        sentences.append(f"{number(unvisited)} kelompok belum dikunjungi dalam masa laporan.")
    worse = [
        f"{number(count)} kali {state.label.lower()}"
        for state in GoodsState
        if state is not GoodsState.USED and (count := mentoring.goods.get(state, 0))
    ]
    if worse:
        sentences.append(f"Barang bantuan ditemukan {join_words(worse)}.")
    unsigned = sum(row.unsigned for row in rows)
    if unsigned:
        sentences.append(f"{number(unsigned)} BAST belum kembali bertanda tangan.")
    return (" ".join(sentences),) if sentences else ()


def _trouble_table(troubles: Sequence[Trouble]) -> TableContent:
    return TableContent(
        columns=(("No", 8, "c"), ("Permasalahan yang disebut pada kunjungan", 75, "l"),
                 ("Kelompok", 19, "r"), ("Kunjungan", 20, "r"), ("Upaya terakhir", 43, "l")),
        rows=tuple(
            (str(place), one.text, number(one.groups), number(one.visits), one.solution or None)
            for place, one in enumerate(troubles, start=1)
        ),
        nothing="Tidak ada permasalahan yang dicatat.",
    )  # fmt: skip

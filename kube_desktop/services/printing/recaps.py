"""Gathering the content of the recap by regency and of the list of groups."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from kube_desktop.documents.contents_reports import (
    Fact,
    ReportContent,
    ReportSection,
    TableContent,
)
from kube_desktop.documents.report import render_report
from kube_desktop.domain.groups import GroupState
from kube_desktop.domain.papers import PaperKind, Scope, Subject
from kube_desktop.domain.periods import Period
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.values import mask_nik
from kube_desktop.domain.wording import number, rupiah
from kube_desktop.services.lists.recap import Extent, ListedGroup, RecapLists, RegionFigures
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

_YEARS: Final = 5
_LIST_COLUMNS: Final = (
    ("No", 9, "c"), ("Nama KUBE dan usaha", 39, "l"), ("Ketua dan NIK", 38, "l"),
    ("Tempat", 32, "l"), ("Agt.", 10, "r"), ("Bantuan (Rp)", 27, "r"),
    ("Tahap", 20, "l"),
)  # fmt: skip
_ENDED: Final = {GroupState.INACTIVE, GroupState.DISSOLVED}


class RecapPapers:
    """Content of recaps and lists of groups."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._recaps = RecapLists(workplace.database.reader)

    def types(self) -> tuple[PaperType[Any], ...]:
        """Return both for the catalogue."""
        return (
            PaperType(
                kind=PaperKind.RECAP,
                gather=self.recap,
                render=render_report,
                title=lambda made: made.kind or "",
                filename=lambda made: (made.kind, made.subtitle, made.signed_on),
                subjects=self._years,
            ),
            PaperType(
                kind=PaperKind.GROUP_LIST,
                gather=self.group_list,
                render=render_report,
                title=lambda made: made.kind or "",
                filename=lambda made: (made.kind, made.subtitle, made.signed_on),
                subjects=self._years,
            ),
        )

    def _years(self) -> list[Subject]:
        lists, today = self._workplace.lists, self._workplace.today()
        mentor_id = own_mentor(lists)
        province = lists.home.province
        return [
            Scope(period=str(year), mentor_id=mentor_id)
            for year in sorted(province.years(today.year))
            if year == today.year or (year < today.year and province.groups_by_regency(year))
        ]

    def recap(self, subject: Subject) -> ReportContent:
        """Return the recap of a programme year by regency.

        Raises:
            DomainError: When the period is none, or no such report is known.

        """
        scope = scope_of(subject, self._years)
        period = Period.parse(scope.period)
        extent = Extent(year=period.year, mentor_id=scope.mentor_id, region=scope.region)
        rows = self._recaps.regions(extent)
        whole = total_of(rows)
        years: tuple[ReportSection, ...] = ()
        if scope.mentor_id is None:  # the targets of years are those of whole regencies
            years = (_years_section(self._recaps.years(extent, _YEARS)),)
        facts = (
            Fact("Kelompok", f"{number(whole.groups)} dari target {number(whole.target)}"),
            Fact("Anggota", f"{number(whole.people)} orang"),
            Fact("Nilai bantuan", rupiah(whole.amount)),
            Fact("Laki-laki dan perempuan", f"{number(whole.men)} dan {number(whole.women)}"),
        )
        return framed(
            self._workplace.lists,
            scope,
            Period.parse(str(period.year)).dated(self._workplace.today()),
            kind=f"Rekapitulasi KUBE tahun {period.year}",
            title=f"REKAPITULASI KUBE PER KABUPATEN/KOTA TAHUN {period.year}",
            sections=(
                ReportSection(heading="Ringkasan", facts=facts, bars=(reach_bars(rows),)),
                ReportSection(heading="Target dan realisasi", table=reach_table(rows)),
                ReportSection(
                    heading="Nilai bantuan", paragraphs=aid_notes(rows), table=aid_table(rows)
                ),
                *years,
            ),
        )

    def group_list(self, subject: Subject) -> ReportContent:
        """Return the list of all groups of a programme year.

        Raises:
            DomainError: When the period is none, or no such report is known.

        """
        scope = scope_of(subject, self._years)
        period = Period.parse(scope.period)
        extent = Extent(year=period.year, mentor_id=scope.mentor_id, region=scope.region)
        groups = self._recaps.listed(extent)
        ended = sum(one.state in _ENDED for one in groups)
        aid = sum(one.aid_amount for one in groups)
        members = sum(one.members for one in groups)
        facts = (
            Fact("Kelompok", number(len(groups) - ended)),
            Fact("Tidak aktif atau bubar", number(ended)),
            Fact("Anggota", f"{number(members)} orang"),
            Fact("Bantuan diterima", rupiah(aid)),
        )
        table = TableContent(
            columns=_LIST_COLUMNS,
            rows=tuple(_list_rows(groups)),
            total=("", "Jumlah", "", "", number(members), number(aid), "") if groups else (),
            nothing="Belum ada kelompok.",
        )
        return framed(
            self._workplace.lists,
            scope,
            Period.parse(str(period.year)).dated(self._workplace.today()),
            kind=f"Daftar KUBE tahun {period.year}",
            title=f"DAFTAR KELOMPOK USAHA BERSAMA (KUBE) TAHUN {period.year}",
            sections=(
                ReportSection(heading="Ringkasan", facts=facts),
                ReportSection(heading="Daftar kelompok", table=table),
            ),
        )


def _years_section(years: Sequence[tuple[int, list[RegionFigures]]]) -> ReportSection:
    """Return how far each regency has come over the years of the programme."""
    by_code = {year: {row.code: row for row in rows} for year, rows in years}
    names = {row.code: row.name for _, rows in years for row in rows}
    shown = []
    for place, (code, name) in enumerate(names.items(), start=1):
        found = [by_code[year].get(code) for year, _ in years]
        shown.append((str(place), name, *_over_years([one for one in found if one]),
                      *[number(one.groups) if one else "0" for one in found]))  # fmt: skip
    wholes = [total_of(rows) for _, rows in years]
    first, last = years[0][0], years[-1][0]
    span = f"{first}–{last}" if first != last else f"{last}"
    columns = (
        ("No", 7, "c"), ("Kabupaten/kota", 40, "l"), ("Target", 18, "r"), ("Realisasi", 19, "r"),
        ("Capaian", 18, "r"), *((f"{year}", 16, "r") for year, _ in years),
    )  # fmt: skip
    return ReportSection(
        heading=f"Capaian kumulatif {span}",
        table=TableContent(
            columns=columns,
            rows=tuple(shown),
            total=("", "Jumlah", *_over_years(wholes), *[number(one.groups) for one in wholes]),
            nothing="Belum ada kelompok.",
        ),
    )


def _over_years(found: Sequence[RegionFigures]) -> tuple[str, ...]:
    target, groups = sum(one.target for one in found), sum(one.groups for one in found)
    return number(target), number(groups), share(groups, target)


def _list_rows(groups: Sequence[ListedGroup]) -> Iterator[tuple[str | None, ...]]:
    place = 0
    for code, found in groupby(groups, key=lambda one: one.regency_code):
        here = list(found)
        name = REGENCIES.get(code, code or "Wilayah belum diisi")
        yield (f"{name}: {number(len(here))} kelompok",)
        for one in here:
            place += 1
            chair = [one.chair, mask_nik(one.chair_nik)] if one.chair else []
            yield (
                number(place), f"{one.name}\n{one.business}", "\n".join(chair), one.place,
                number(one.members), number(one.aid_amount), one.state.label,
            )  # fmt: skip

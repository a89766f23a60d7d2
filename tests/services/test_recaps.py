"""Recaps and reports: their numbers are those of the screens and of the BAST."""

import re
from datetime import date

import pytest
from builders import a_handover, a_member, a_recorded_team, a_visit, an_item
from test_printing import text_of

from kube_desktop.domain.aid import Scheme
from kube_desktop.domain.facts import differences
from kube_desktop.domain.groups import GroupState, StateChange
from kube_desktop.domain.papers import PaperKind, PaperSize, Scope
from kube_desktop.domain.periods import Period
from kube_desktop.domain.values import mask_nik
from kube_desktop.services.lists.handovers import HandoverFilter
from kube_desktop.services.lists.recap import Extent, RecapLists
from kube_desktop.services.printing.figures import total_of

SAMARINDA = "64.72.05.1004"


@pytest.fixture
def recaps(services):
    return RecapLists(services.workplace.database.reader)


@pytest.fixture
def some_aid(services, team, official):
    """A second group in Samarinda that ended, aid to both and to one person, and two visits."""
    other = a_recorded_team(services, first=20, name="Bunga Tepian", village_code=SAMARINDA)
    for group, day in ((team, date(2026, 11, 17)), (other, date(2026, 5, 5))):
        services.aid.record(
            a_handover(
                group_id=group.group_id,
                person_id=group.chair,
                official_id=official,
                handed_over_on=day,
            )
        )
    services.aid.record(
        a_handover(
            scheme=Scheme.SINGLE,
            person_id=other.people[3],
            official_id=official,
            items=(an_item(unit_price=1_000_000),),
        )
    )
    for day in (date(2026, 11, 18), date(2026, 10, 2)):
        services.mentoring.record(
            a_visit(
                group_id=team.group_id,
                visited_on=day,
                present=frozenset(team.people),
                problems="Harga pakan naik",
                solution="Jagung lokal",
            )
        )
    change = StateChange(state=GroupState.INACTIVE, happened_on=date(2026, 11, 1), note="Pindah")
    services.groups.enter_state(other.group_id, change)
    return other  # fmt: skip


def test_recaps_equal_the_screens_and_the_sums_of_the_bast(services, recaps, some_aid):
    province = services.lists.home.province.numbers(2026, 5, date(2026, 11, 19))
    own = services.lists.office.identity().mentor_id
    for extent in (Extent(year=2026), Extent(year=2026, mentor_id=own)):
        whole = total_of(recaps.regions(extent))
        assert (whole.groups, whole.people) == (province.groups, province.people)
        assert (whole.amount, whole.handovers) == (province.aid_amount, province.handovers)
        assert (whole.unsigned, whole.men + whole.women) == (province.unsigned, whole.people)
    listing = services.lists.handovers.listing(HandoverFilter(year=2026))
    rows = listing.page(0, listing.count())
    assert sum(row.total for row in rows) == whole.amount == 6_600_000 * 2 + 2_000_000
    assert whole.single_amount == 2_000_000
    reach = {row.code: row.groups for row in services.lists.home.province.reach(2026)}
    assert {row.code: row.groups for row in recaps.regions(Extent(year=2026))} == reach
    months = recaps.months(Extent(year=2026), Period.parse("2026"))
    assert sum(month.amount for month in months) == whole.amount
    assert sum(month.visits for month in months) == 2


def test_a_quarter_counts_until_its_end(recaps, some_aid):
    quarter = Period.parse("2026-T2")
    whole = total_of(recaps.regions(Extent(year=2026, until=quarter.last)))
    assert (whole.handovers, whole.amount) == (1, 6_600_000)
    assert [month.handovers for month in recaps.months(Extent(year=2026), quarter)] == [0, 1, 0]


def test_an_extent_may_be_a_regency(recaps, some_aid):
    (row,) = recaps.regions(Extent(year=2026, region="64.07"))
    assert (row.name, row.groups, row.handovers) == ("Kutai Barat", 1, 2)
    assert [one.name for one in recaps.listed(Extent(year=2026, region="64.72"))] == [
        "Bunga Tepian"
    ]


def test_others_see_none_of_it(recaps, some_aid, official):
    assert recaps.regions(Extent(year=2026, mentor_id=official)) == []
    assert recaps.listed(Extent(year=2026, mentor_id=official)) == []


@pytest.mark.parametrize(
    ("kind", "period", "words"),
    [
        (PaperKind.RECAP, "2026",
         ("REKAPITULASI KUBE PER KABUPATEN/KOTA TAHUN 2026", "Kutai Barat", "15.200.000",
          "Provinsi Kalimantan Timur", "Capaian kumulatif")),
        (PaperKind.GROUP_LIST, "2026",
         ("DAFTAR KELOMPOK", "Melati Jaya kue basah", "Bunga Tepian", "Tidak aktif atau bubar 1",
          "6.600.000")),
        (PaperKind.QUARTER_REPORT, "2026-T4",
         ("TRIWULAN IV TAHUN 2026", "1 kelompok", "2 kunjungan ke 1 kelompok", "Oktober 2026",
          "Harga pakan naik 1 2 Jagung lokal")),
        (PaperKind.YEAR_REPORT, "2026", ("PROGRAM KUBE TAHUN 2026", "Rp15.200.000", "Mei 2026")),
        (PaperKind.YEAR_REPORT, "2019", ("TAHUN 2019", "Tidak ada permasalahan yang dicatat")),
    ],
)  # fmt: skip
def test_reports_say_their_numbers(services, some_aid, tmp_path, kind, period, words):
    for size in PaperSize:
        made = services.printing.make(kind, Scope(period=period), size)
        shown = text_of(made, tmp_path)
        for one in words:
            assert one in shown, one
    assert "None" not in shown


def test_the_list_of_groups_masks_every_nik(services, some_aid, team, tmp_path):
    made = services.printing.make(PaperKind.GROUP_LIST, Scope(period="2026"), PaperSize.A4)
    shown = text_of(made, tmp_path)
    assert not re.search(r"\d{16}", shown)
    chair = services.lists.members.of_group(team.group_id)[0]
    assert mask_nik(chair.nik) in shown


def test_every_report_has_its_scopes(services, some_aid):
    own = services.lists.office.identity().mentor_id
    expected = {
        PaperKind.RECAP: ["2026"], PaperKind.GROUP_LIST: ["2026"],
        PaperKind.QUARTER_REPORT: ["2026-T2", "2026-T4"], PaperKind.YEAR_REPORT: ["2026"],
    }  # fmt: skip
    for kind, periods in expected.items():
        scopes = services.printing.all_subjects(kind)
        assert [(one.period, one.mentor_id) for one in scopes] == [(one, own) for one in periods]


def test_a_printed_report_is_compared_by_what_it_says_in_words(services, some_aid, team):
    def stated():
        return services.printing.statement(PaperKind.RECAP, Scope(period="2026")).facts

    before = stated()
    assert not [place for place in before if ".columns." in place or ".bars." in place]
    services.members.enrol(team.group_id, a_member(90, joined_on=date(2026, 11, 2)))
    found = [(one.label, one.paper, one.database) for one in differences(before, stated())]
    assert ("Bagian 2 Tabel Baris 4 7", "5", "6") in found
    assert all(label.startswith("Bagian") for label, *_ in found)

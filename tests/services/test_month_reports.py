"""The monthly report of a facilitator, from records to paper."""

import io
from datetime import date

import pytest
from builders import a_visit
from PIL import Image
from test_printing import text_of

from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.papers import PaperKind, PaperSize, Scope
from kube_desktop.domain.periods import Period
from kube_desktop.services.printing.scopes import small_picture

NOVEMBER = Period.parse("2026-11")


@pytest.fixture
def own(services):
    """This facilitator's November."""
    mentor_id = services.lists.office.identity().mentor_id
    return Scope(period="2026-11", mentor_id=mentor_id)


def made(services, scope, tmp_path):
    paper = services.printing.make(PaperKind.MONTH_REPORT, scope, PaperSize.A4)
    return text_of(paper, tmp_path)


def visited(services, team, **values):
    return services.mentoring.record(
        a_visit(group_id=team.group_id, present=frozenset(team.people[:4]), **values)
    )


def test_a_month_tells_its_visits_numbers_plan_and_photos(services, team, own, tmp_path):
    photo = tmp_path / "kebun.jpg"
    Image.new("RGB", (2400, 1800), (90, 140, 160)).save(photo)
    visit = visited(
        services, team, turnover=4_350_000, problems="Harga pakan naik", solution="Jagung lokal",
        follow_up="Mengurus NIB", follow_up_due_on=date(2026, 12, 20),
    )  # fmt: skip
    visited(services, team, visited_on=date(2026, 10, 2), problems="Masalah Oktober")
    services.attachments.add("visits", visit, photo, caption="Kandang")
    text = made(services, own, tmp_path)
    for words in (
        "Bulan November 2026", "Rina Pendamping", "Kunjungan 1 kali", "4 dari 5 orang (80%)",
        "Rabu, 18 Nov 2026", "KUBE Melati Jaya", "Pembukuan", "Omzet Rp4.350.000",
        "Harga pakan naik", "Jagung lokal", "bulan berikutnya (Desember 2026)",
        "Mengurus NIB", "20 Des 2026", "KUBE Melati Jaya, 18 Nov 2026: Kandang",
        "19 November 2026",
    ):  # fmt: skip
        assert words in text, words
    assert "Masalah Oktober" not in text


def test_a_month_without_visits_is_a_report_too(services, own, tmp_path):
    text = made(services, Scope(period="2026-02", mentor_id=own.mentor_id), tmp_path)
    for words in ("Tidak ada kunjungan", "Tidak ada foto", "Rina Pendamping", "28 Februari 2026"):
        assert words in text


def test_visits_of_others_are_their_own_report(services, team, own, tmp_path):
    visited(services, team)
    other = Scope(period="2026-11", mentor_id=new_id())
    assert "Tidak ada kunjungan" in made(services, other, tmp_path)
    assert services.printing.all_subjects(PaperKind.MONTH_REPORT) == [own]


def test_a_group_that_was_not_visited_is_due_at_once(services, team, own):
    services.mentoring.record(a_visit(group_id=team.group_id, visited_on=date(2026, 9, 10)))
    months = services.lists.months
    rows = months.coming(NOVEMBER, own.mentor_id)
    agenda = {row.group_id for row in services.lists.visits.agenda(date(2026, 12, 1))}
    assert {row.group_id for row in rows} == agenda


def test_a_report_is_found_again_by_the_id_under_which_its_prints_are_noted(
    services, team, own, tmp_path
):
    visited(services, team)
    assert made(services, own.id, tmp_path) == made(services, own, tmp_path)
    with pytest.raises(DomainError):
        made(services, new_id(), tmp_path)


@pytest.mark.parametrize("period", ["2026-13", "2026-T5", "lusa", "26", "2026-1"])
def test_a_period_that_is_none_is_said(services, period, tmp_path):
    with pytest.raises(DomainError, match="Periode"):
        made(services, Scope(period=period), tmp_path)


@pytest.mark.parametrize(
    ("key", "first", "last", "label"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "tahun 2026"),
        ("2026-T1", date(2026, 1, 1), date(2026, 3, 31), "triwulan I tahun 2026"),
        ("2026-T4", date(2026, 10, 1), date(2026, 12, 31), "triwulan IV tahun 2026"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "Februari 2024"),
    ],
)
def test_periods(key, first, last, label):
    period = Period.parse(key)
    assert (period.first, period.last, period.label, period.key) == (first, last, label, key)
    assert Period.month_of(last).last == last
    assert period.following.first.toordinal() == last.toordinal() + 1


def test_pictures_of_a_report_are_small_and_damaged_ones_stop_nothing():
    large = io.BytesIO()
    Image.linear_gradient("L").resize((3000, 2000)).convert("RGB").save(large, "JPEG")
    small = small_picture(large.getvalue())
    with Image.open(io.BytesIO(small)) as picture:
        assert max(picture.size) == 640
    assert len(small) < 200_000
    assert small_picture(small) == small
    assert small_picture(b"rusak") == b"rusak"

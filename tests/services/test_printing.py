"""Papers from records: frozen content, equal bytes, honest file names."""

import os
from dataclasses import replace

import pytest
from builders import a_handover, a_recorded_team, a_visit
from PIL import Image
from pypdf import PdfReader

from kube_desktop.domain.aid import HandoverStatus
from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.papers import PaperKind, PaperSize
from kube_desktop.domain.wording import short_date
from kube_desktop.services.lists.handovers import HandoverFilter


@pytest.fixture
def handover(services, team, official):
    return services.aid.record(
        a_handover(
            group_id=team.group_id,
            person_id=team.chair,
            official_id=official,
            bast_number="BAST/001/KUBE-KUBAR/XI/2026",
        )
    )


@pytest.fixture
def visit(services, team):
    return services.mentoring.record(
        a_visit(group_id=team.group_id, present=frozenset(team.people))
    )


def text_of(paper, tmp_path):
    path = tmp_path / "read.pdf"
    path.write_bytes(paper.pdf)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_a_bast_carries_number_receiver_goods_and_sum(services, handover, tmp_path):
    text = text_of(services.printing.make(PaperKind.BAST, handover, PaperSize.A4), tmp_path)
    for words in ("BAST/001/KUBE-KUBAR/XI/2026", "Melati Jaya", "Mesin jahit", "Rp6.600.000"):
        assert words in text


def test_goods_get_a_receipt_for_goods_and_never_one_for_money(services, handover, tmp_path):
    paper = services.printing.make(PaperKind.RECEIPT, handover, PaperSize.A4)
    text = text_of(paper, tmp_path).upper()
    assert "TANDA TERIMA" in text
    assert "KUITANSI" not in text


def test_a_report_of_a_visit_names_who_came(services, visit, tmp_path):
    text = text_of(services.printing.make(PaperKind.VISIT_REPORT, visit, PaperSize.A4), tmp_path)
    assert "Melati Jaya" in text
    assert "Pembukuan" in text


@pytest.mark.parametrize("size", list(PaperSize))
def test_the_same_record_is_the_same_paper_to_the_byte(services, handover, size):
    first = services.printing.make(PaperKind.BAST, handover, size)
    assert services.printing.make(PaperKind.BAST, handover, size).pdf == first.pdf


def test_a_paper_says_what_stood_when_it_was_recorded(services, team, handover, tmp_path):
    before = services.printing.make(PaperKind.BAST, handover, PaperSize.A4).pdf
    person = services.lists.members.draft(team.chair)
    services.members.correct(team.chair, replace(person, name="Nama Baru", address="Pindah"))
    assert services.printing.make(PaperKind.BAST, handover, PaperSize.A4).pdf == before


def test_a_corrected_handover_is_another_paper(services, handover):
    before = services.printing.make(PaperKind.BAST, handover, PaperSize.A4).pdf
    draft = services.lists.handovers.draft(handover)
    services.aid.correct(handover, replace(draft, place="Balai Kampung"))
    assert services.printing.make(PaperKind.BAST, handover, PaperSize.A4).pdf != before


@pytest.mark.parametrize("kind", list(PaperKind))
def test_a_record_that_is_gone_has_no_paper(services, kind):
    with pytest.raises(DomainError, match=r"sudah dihapus|tidak ada lagi"):
        services.printing.make(kind, new_id(), PaperSize.A4)


def test_a_preview_of_what_is_typed_is_a_paper_too(services, team):
    empty = a_handover(group_id=team.group_id, items=())
    assert services.printing.preview(empty, PaperSize.F4).startswith(b"%PDF-")


def test_papers_are_saved_under_plain_names_once(services, handover, tmp_path):
    paper = services.printing.make(PaperKind.BAST, handover, PaperSize.A4)
    first = services.printing.save(paper, tmp_path / "P")
    assert first.name == "BAST_Melati-Jaya_2026-11-17_A4.pdf"
    assert services.printing.save(paper, tmp_path / "P") == first
    assert [path.name for path in (tmp_path / "P").iterdir()] == [first.name]


def test_two_groups_of_one_name_do_not_overwrite_each_other(services, handover, official, tmp_path):
    other = a_recorded_team(services, 20, village_code="64.07.05.2009")
    second = services.aid.record(
        a_handover(group_id=other.group_id, person_id=other.chair, official_id=official)
    )
    saved = services.printing.save_all(
        PaperKind.BAST, [handover, second], PaperSize.A4, tmp_path / "P"
    )
    assert len({path.name for path in saved}) == 2


def test_saving_many_can_be_stopped_and_keeps_what_is_done(services, handover, tmp_path):
    saved = services.printing.save_all(
        PaperKind.BAST, [handover] * 5, PaperSize.A4, tmp_path / "P", lambda _: False
    )
    assert len(saved) == 1
    assert saved[0].exists()


def test_a_job_of_many_papers_names_the_record_whose_photo_is_damaged(
    services, team, visit, tmp_path
):
    photo = tmp_path / "foto.png"
    Image.new("RGB", (40, 40), "teal").save(photo)
    services.attachments.add("visits", visit, photo)
    (kept,) = services.attachments.of_record(visit)
    (services.workplace.paths.attachments / kept.sha256).write_bytes(b"damaged")
    row = services.lists.visits.row(visit)
    with pytest.raises(EnvironmentProblem) as problem:
        services.printing.save_all(PaperKind.VISIT_REPORT, [visit], PaperSize.A4, tmp_path / "P")
    words = str(problem.value)
    assert words.startswith(f"{row.group_name}, {short_date(row.visited_on)}: ")
    assert "rusak" in words


def test_a_place_that_is_a_file_is_said_and_left_alone(services, handover, tmp_path):
    (tmp_path / "P").write_text("isi")
    paper = services.printing.make(PaperKind.BAST, handover, PaperSize.A4)
    with pytest.raises(EnvironmentProblem, match=f"PDF tidak dapat disimpan .*{paper.filename}"):
        services.printing.save(paper, tmp_path / "P")
    assert (tmp_path / "P").read_text() == "isi"


def test_a_full_disk_leaves_no_half_paper(services, handover, tmp_path, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    paper = services.printing.make(PaperKind.BAST, handover, PaperSize.A4)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EnvironmentProblem, match="ruang kosong"):
        services.printing.save(paper, tmp_path / "P")
    assert list((tmp_path / "P").iterdir()) == []


def test_printing_is_noted_and_makes_a_bast_printed(services, handover):
    paper = services.printing.make(PaperKind.BAST, handover, PaperSize.F4)
    services.printing.note_printed(paper, copies=3)
    (row,) = services.lists.handovers.listing(HandoverFilter()).page(0, 5)
    assert row.status is HandoverStatus.PRINTED
    reader = services.workplace.database.reader
    assert reader.rows("SELECT paper, copies, paper_size FROM prints") == [("bast", 3, "F4")]


def test_all_papers_of_a_kind_come_oldest_first(services, team, handover, visit, official):
    other = a_recorded_team(services, 20, name="Mawar Indah")
    newer = services.aid.record(
        a_handover(
            group_id=other.group_id,
            person_id=other.chair,
            official_id=official,
            handed_over_on=a_handover().handed_over_on.replace(day=18),
        )
    )
    assert services.printing.all_subjects(PaperKind.BAST) == [handover, newer]
    assert services.printing.all_subjects(PaperKind.VISIT_REPORT) == [visit]

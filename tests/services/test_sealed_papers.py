"""Signed papers stay as they are; corrections and cancellations are papers of their own."""

from dataclasses import replace

import pytest
from builders import a_handover
from pypdfium2 import PdfDocument

from kube_desktop.documents import bast as template
from kube_desktop.documents import style
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.papers import PaperKind, PaperSize, SealStatus
from kube_desktop.domain.proof import read_payload
from kube_desktop.services.printing.sealing import Sealing

NUMBER = "BAST/001/KUBE-KUBAR/XI/2026"


def words_of(pdf):
    return [" ".join(page.get_textpage().get_text_range().split()) for page in PdfDocument(pdf)]


@pytest.fixture
def handover(services, team, official):
    draft = a_handover(
        group_id=team.group_id, person_id=team.chair, official_id=official, bast_number=NUMBER
    )
    return services.aid.record(draft)


def printed(services, handover, kind=PaperKind.BAST, size=PaperSize.A4):
    paper = services.printing.make(kind, handover, size)
    services.printing.note_printed(paper, copies=3)
    return paper


def versions(services, handover, kind=PaperKind.BAST):
    return Sealing(services.workplace).versions(kind, handover)


def test_a_printed_paper_states_what_it_is_and_is_kept(services, handover):
    paper = printed(services, handover)
    stated, _ = read_payload(paper.seal.payload)
    assert (stated.kind, stated.number, stated.total) == ("BAST", NUMBER, 6_600_000)
    assert stated.code == paper.seal.code
    (row,) = versions(services, handover)
    assert (row.status, row.code, row.number) == (SealStatus.PRINTED, paper.seal.code, NUMBER)
    assert Sealing(services.workplace).kept(row.pdf_sha256) == paper.pdf
    assert printed(services, handover).pdf == paper.pdf
    assert len(versions(services, handover)) == 1


def test_a_signed_paper_is_printed_again_byte_for_byte_whatever_changed_since(
    services, team, handover, monkeypatch
):
    signed = printed(services, handover, size=PaperSize.F4)
    services.aid.sign([handover])
    copy = services.printing.make(PaperKind.BAST, handover, PaperSize.A4)
    group = services.lists.groups.draft(team.group_id)
    services.groups.correct(team.group_id, replace(group, name="Nama Sesudahnya"))
    monkeypatch.setattr(template, "usual_statements", lambda _: ("templat baru",))
    monkeypatch.setattr(style, "INK", style.FAINT)
    again = services.printing.make(PaperKind.BAST, handover, PaperSize.A4)
    assert again == copy
    assert (again.size, again.pdf[: len(signed.pdf)]) == (PaperSize.F4, signed.pdf)
    assert all("SALINAN" in page for page in words_of(again.pdf))
    assert "SALINAN" not in "".join(words_of(signed.pdf))
    services.printing.note_printed(again, copies=1)
    assert len(versions(services, handover)) == 1


def test_other_content_is_another_version_until_somebody_signs(services, handover):
    first = printed(services, handover)
    draft = services.lists.handovers.draft(handover)
    services.aid.correct(handover, replace(draft, place="Balai Kampung"))
    second = printed(services, handover)
    assert second.seal.code != first.seal.code
    assert [one.version for one in versions(services, handover)] == [2, 1]
    assert "Perbaikan" not in words_of(second.pdf)[0]
    services.aid.unsign(services.aid.sign([handover]))
    assert {one.status for one in versions(services, handover)} == {SealStatus.PRINTED}


def test_a_correction_of_a_signed_paper_names_the_old_one_and_the_reason(services, handover):
    old = printed(services, handover)
    services.aid.sign([handover])
    draft = replace(services.lists.handovers.draft(handover), place="Balai Kampung")
    with pytest.raises(DomainError, match="sudah ditandatangani"):
        services.aid.correct(handover, draft)
    services.aid.correct(handover, draft, "tempat salah ketik")
    assert versions(services, handover)[0].status is SealStatus.DRAFT
    new = printed(services, handover)
    page = words_of(new.pdf)[0]
    assert f"Perbaikan dari BAST nomor {NUMBER}" in page
    assert f"(versi 1, kode {old.seal.code}) karena tempat salah ketik." in page
    latest, first = versions(services, handover)
    assert (latest.version, latest.status, latest.replaces_id) == (2, SealStatus.PRINTED, first.id)
    assert first.status is SealStatus.SIGNED
    services.aid.sign([handover])
    assert new.pdf in services.printing.make(PaperKind.BAST, handover, PaperSize.A4).pdf


def test_a_version_that_was_replaced_is_printed_again_as_it_was(services, handover):
    first = printed(services, handover)
    services.aid.sign([handover])
    draft = services.lists.handovers.draft(handover)
    services.aid.correct(handover, replace(draft, bast_number="BAST/002"), "nomor salah ketik")
    printed(services, handover)
    assert services.lists.handovers.replaced_versions(handover) == [1]
    again = services.printing.make(PaperKind.BAST, handover, PaperSize.F4, 1)
    assert again.pdf[: len(first.pdf)] == first.pdf
    assert (again.size, again.seal.code) == (PaperSize.A4, first.seal.code)
    assert again.title.endswith("(versi 1)")
    services.aid.sign([handover])
    services.printing.note_printed(again, copies=1)
    assert [one.status for one in versions(services, handover)] == [SealStatus.SIGNED] * 2
    with pytest.raises(DomainError, match="Versi 7 tidak tersimpan"):
        services.printing.make(PaperKind.BAST, handover, PaperSize.A4, 7)


def test_a_signed_handover_that_is_deleted_gets_minutes_of_cancellation(services, handover):
    signed = printed(services, handover)
    services.aid.sign([handover])
    services.aid.withdraw(handover, "barang tidak jadi diserahkan")
    assert services.printing.all_subjects(PaperKind.CANCELLATION) == [handover]
    page = words_of(printed(services, handover, PaperKind.CANCELLATION).pdf)[0]
    for words in (NUMBER, signed.seal.code, "barang tidak jadi diserahkan", "dibatalkan"):
        assert words in page
    (row,) = versions(services, handover, PaperKind.CANCELLATION)
    assert row.replaces_id == versions(services, handover)[0].id


def test_a_handover_that_is_restored_needs_no_minutes(services, handover):
    services.aid.sign([handover])
    services.aid.withdraw(handover, "keliru")
    services.aid.restore(handover)
    assert services.printing.all_subjects(PaperKind.CANCELLATION) == []
    with pytest.raises(DomainError, match="tidak dibatalkan"):
        services.printing.make(PaperKind.CANCELLATION, handover, PaperSize.A4)


def test_where_the_bytes_are_not_the_copy_is_made_anew_or_refused(services, team, handover):
    signed = printed(services, handover)
    services.aid.sign([handover])
    with services.workplace.database.raw() as connection:
        connection.execute("DELETE FROM kept_pdfs")
    copy = services.printing.make(PaperKind.BAST, handover, PaperSize.A4)
    assert copy.seal.payload == signed.seal.payload
    assert all("SALINAN" in page for page in words_of(copy.pdf))
    group = services.lists.groups.draft(team.group_id)
    services.groups.correct(team.group_id, replace(group, name="Nama Sesudahnya"))
    with pytest.raises(DomainError, match="dibuat di laptop lain"):
        services.printing.make(PaperKind.BAST, handover, PaperSize.A4)

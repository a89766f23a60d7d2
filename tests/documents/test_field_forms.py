"""What is special about the forms for the pen and the evaluation; see also test_every_paper."""

import re

import pypdfium2
import pytest
import zxingcpp
from form_builders import (
    a_blank_evaluation,
    a_member_form,
    a_visit_form,
    an_evaluation,
)
from paper_reading import pages, text

from kube_desktop.documents.evaluation_form import render_evaluation
from kube_desktop.documents.member_form import render_member_form
from kube_desktop.documents.page import Paper
from kube_desktop.documents.visit_form import ExpectedItem, ExpectedMember, render_visit_form


@pytest.mark.parametrize("dpi", [150, 300])
def test_the_code_of_a_form_names_a_record_and_nobody(paper, dpi):
    document = pypdfium2.PdfDocument(render_member_form(a_member_form(), paper))
    found = [
        [one.text for one in zxingcpp.read_barcodes(sheet.render(scale=dpi / 72).to_pil())]
        for sheet in document
    ]
    document.close()
    assert found == [["KUBE-F1|formulir-anggota|9A0C5D7E21B4"]] * 2


def test_later_pages_of_a_blank_evaluation_say_whose_and_which_they_are(paper):
    document = pypdfium2.PdfDocument(render_evaluation(a_blank_evaluation(), paper))
    found = [
        [one.text for one in zxingcpp.read_barcodes(sheet.render(scale=200 / 72).to_pil())]
        for sheet in document
    ]
    document.close()
    first = found[0][0]
    assert first.startswith("KUBE-F1|evaluasi-kosong|")
    assert found == [[first], *([f"{first}|{number}"] for number in range(2, len(found) + 1))]
    assert len(found) > 1


def test_an_evaluation_shows_the_state_at_the_handover_beside_the_present_one(paper):
    shown = text(render_evaluation(an_evaluation(), paper))
    for words in (
        "50 persen, Tumbuh", "25 persen, Rintisan", "Petugas Disperindagkop", "Usulan",
        "√ Pendampingan dilanjutkan", "1 T0", "Harga pakan naik.",
    ):  # fmt: skip
        assert words in shown
    assert shown.count("√") == 7 + 1 + 1


def test_a_blank_evaluation_has_no_tick_and_no_dots_in_its_table(paper):
    shown = text(render_evaluation(a_blank_evaluation(), paper))
    assert shown.count("√") == 1, "only the sentence that says how to tick"
    assert "25 persen, Rintisan" in shown
    assert "Nilai dan kelas kini" in shown


def test_each_member_gets_a_sheet_of_their_own(paper):
    sheets = pages(render_member_form(a_member_form(sheets=3), paper))
    assert len(sheets) == 3
    for number, sheet in enumerate(sheets, start=1):
        assert f"Lembar {number} dari 3" in sheet
        assert "tanda tangan atau cap jempol" in sheet
        assert not re.search(r"\d{16}", sheet)


def test_a_usual_visit_fits_on_one_sheet(paper):
    assert len(pages(render_visit_form(a_visit_form(), paper))) == 1


def test_a_group_without_members_or_goods_has_a_form_too(paper):
    shown = text(render_visit_form(a_visit_form(members=(), goods=(), promise=None), paper))
    assert "Yang hadir" in shown
    assert "Kondisi barang" not in shown
    assert "Janji" not in shown


@pytest.mark.parametrize("name", ["X" * 100, "Nama Panjang Sekali " * 5])
def test_many_members_and_goods_flow_over_pages_and_none_is_lost(paper, name):
    members = tuple(ExpectedMember(name=f"{n} {name}") for n in range(20))
    goods = tuple(ExpectedItem(name=f"{name} {n}.", quantity_milli=n) for n in range(120))
    shown = text(render_visit_form(a_visit_form(members=members, goods=goods), Paper(paper)))
    assert all(f"{n}. " in shown for n in range(1, 121))
    assert "Rujukan ke dinas atau mitra" in shown

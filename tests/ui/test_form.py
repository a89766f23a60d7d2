"""The record form: filling, reading, and the way problems are shown and go away."""

from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QScrollArea

from kube_desktop.domain.checks import Problem, Strength
from kube_desktop.ui.forms.choice_fields import ChipsField, ChoiceField, SegmentField
from kube_desktop.ui.forms.fields import (
    CheckField,
    DateField,
    LongTextField,
    NikField,
    PhoneField,
    RupiahField,
    TextField,
)
from kube_desktop.ui.forms.form import RecordForm
from kube_desktop.ui.forms.layout import Section, row

FIELDS = (
    NikField("nik", "NIK", "16 angka di KTP"),
    TextField("name", "Nama lengkap"),
    DateField("born_on", "Tanggal lahir"),
    SegmentField("sex", "Jenis kelamin", choices=[("L", "Laki-laki"), ("P", "Perempuan")]),
    TextField("address", "Alamat", pinnable=True),
    PhoneField("phone", "Nomor HP", optional=True),
    RupiahField("income", "Penghasilan awal per bulan (Rp)"),
    ChoiceField("role", "Jabatan", choices=[("ketua", "Ketua"), ("anggota", "Anggota")]),
    ChipsField("topics", "Materi", choices=[(1, "Pembukuan"), (2, "Kemasan")]),
    LongTextField("note", "Catatan", optional=True),
    CheckField("agreed", "Setuju"),
)
ROWS = (
    row("nik", "name", stretch=(2, 3)),
    row("born_on", "sex"),
    row("address", "phone"),
    row("income", "role"),
    row("topics", beside=True),
    Section("Keterangan tambahan", (row("note"), row("agreed")), folded=True),
)
EMPTY = Problem("name", "Isi nama lengkap")
DOUBTFUL = Problem(
    "born_on",
    "Tanggal lahir di NIK 2 Maret 1981, di isian 13 Februari 1981. Samakan, atau pilih alasan",
    Strength.SOFT,
    ("Sesuai KTP, NIK tidak berubah", "Alasan lain"),
)


@dataclass(frozen=True)
class Draft:
    nik: str = "6407054105859002"
    name: str = "Siti Aminah"
    born_on: date = date(1985, 5, 1)
    sex: str = "P"
    address: str = "Jl. Poros Melak"
    phone: str = "+6281255500112"
    income: int = 900_000
    role: str = "anggota"
    topics: tuple = (2,)
    note: str = "rajin"
    agreed: bool = True


@pytest.fixture
def area(qtbot):
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(RecordForm(FIELDS, ROWS))
    qtbot.addWidget(area)
    area.resize(820, 500)
    area.show()
    area.activateWindow()
    qtbot.waitExposed(area)
    return area


@pytest.fixture
def form(area):
    return area.widget()


def problem_of(form, name):
    return form.box(name).problem


def test_what_is_filled_in_is_read_out_again(form):
    form.fill(Draft())
    assert form.values() == Draft().__dict__


def test_a_mapping_fills_only_what_it_names(form):
    form.fill(Draft())
    form.fill({"name": "Rukiah"})
    assert form.values()["name"] == "Rukiah"
    assert form.values()["income"] == 900_000


def test_filling_is_not_editing_but_typing_is(qtbot, form):
    with qtbot.assertNotEmitted(form.edited):
        form.fill(Draft())
    with qtbot.waitSignal(form.edited):
        qtbot.keyClicks(form.editor("name"), "x")


def test_optional_fields_say_so_and_needed_ones_do_not(form):
    def words(name):
        return [label.text() for label in form.box(name).findChildren(QLabel) if label.isVisible()]

    assert "(boleh kosong)" in words("phone")
    assert "(boleh kosong)" not in words("name")


def test_every_editor_has_a_name_and_its_hint_for_screen_readers(form):
    for field in FIELDS:
        assert form.editor(field.name).accessibleName() == field.label
    assert form.editor("nik").accessibleDescription() == "16 angka di KTP"


def test_nothing_is_red_before_saving(qtbot, form):
    qtbot.keyClicks(form.editor("nik"), "12")
    QTest.keyClick(form.editor("nik"), Qt.Key.Key_Tab)
    assert not form.summary.isVisible()
    assert all(not problem_of(form, field.name) for field in FIELDS)


def test_a_rejected_field_is_explained_in_the_summary_and_beside_it(qtbot, form):
    form.show_problems([EMPTY])
    assert form.summary.isVisible()
    assert form.summary.accessibleName() == "Ada 1 isian yang perlu diperbaiki"
    assert [link.text() for link in form.summary.links] == [EMPTY.text]
    assert problem_of(form, "name") == EMPTY.text
    assert EMPTY.text in form.editor("name").accessibleDescription()
    qtbot.waitUntil(form.summary.links[0].hasFocus)


def test_a_link_of_the_summary_goes_to_its_field_and_selects_the_text(qtbot, form):
    form.fill(Draft())
    form.show_problems([EMPTY])
    QTest.keyClick(form.summary.links[0], Qt.Key.Key_Return)
    assert QApplication.focusWidget() is form.editor("name")
    assert form.editor("name").selectedText() == "Siti Aminah"


def test_nothing_that_was_typed_is_cleared_by_a_problem(form):
    form.fill(Draft())
    form.show_problems([EMPTY, DOUBTFUL])
    assert form.values() == Draft().__dict__


def test_a_repaired_field_loses_its_problem_while_typing(qtbot, form):
    form.set_recheck(lambda: [] if form.values()["name"] else [EMPTY])
    form.show_problems([EMPTY])
    qtbot.keyClicks(form.editor("name"), "Rukiah")
    qtbot.waitUntil(lambda: not problem_of(form, "name"))
    assert not form.summary.isVisible()


def test_a_doubtful_value_asks_for_one_reason(qtbot, form):
    form.show_problems([DOUBTFUL])
    assert form.summary.accessibleName() == "Perlu alasan (1)"
    box = form.summary.findChild(QComboBox)
    assert [box.itemText(place) for place in range(box.count())] == list(DOUBTFUL.reasons)
    assert form.reasons() == {}
    with qtbot.waitSignal(form.edited):
        box.setCurrentText("Sesuai KTP, NIK tidak berubah")
    assert form.reasons() == {DOUBTFUL.key: "Sesuai KTP, NIK tidak berubah"}


def test_a_reason_stays_while_other_fields_are_repaired(qtbot, form):
    form.show_problems([EMPTY, DOUBTFUL])
    form.summary.findChild(QComboBox).setCurrentText("Alasan lain")
    form.show_problems([DOUBTFUL])
    assert form.reasons() == {DOUBTFUL.key: "Alasan lain"}
    form.show_problems([])
    assert form.reasons() == {}


def test_a_mere_remark_stands_at_the_field_and_stops_nobody(form):
    form.show_problems([Problem("nik", "Terbitan daerah lain", Strength.INFO)])
    assert not form.summary.isVisible()
    assert form.box("nik").note == "Terbitan daerah lain"
    assert problem_of(form, "nik") == ""


def test_text_that_cannot_be_read_is_a_problem_of_its_own(qtbot, form):
    qtbot.keyClicks(form.editor("income"), "banyak")
    form.show_problems([Problem("income", "Isi penghasilan")])
    assert problem_of(form, "income") == "Tulis jumlah uang seperti 3.500.000 atau 3,5 jt"
    assert len(form.summary.links) == 1


def test_a_folded_section_opens_when_it_holds_a_problem(qtbot, form):
    assert not form.editor("note").isVisible()
    form.show_problems([Problem("note", "Catatan terlalu panjang")])
    assert form.editor("note").isVisible()


def test_problems_stand_in_the_order_of_the_form(form):
    form.show_problems([DOUBTFUL, EMPTY, Problem("nik", "Isi NIK")])
    assert [link.text() for link in form.summary.links] == ["Isi NIK", EMPTY.text, DOUBTFUL.text]


def test_enter_goes_to_the_next_field_like_tab(qtbot, form):
    form.editor("nik").setFocus()
    QTest.keyClick(form.editor("nik"), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is form.editor("name")


def test_tab_follows_the_rows_and_not_the_order_of_the_fields(form):
    order = ("phone", "nik", "income", "name")
    form.set_rows([row("phone", "nik"), row("income"), row("name")])
    form.editor(order[0]).setFocus()
    for name in order[1:]:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is form.editor(name)


def test_enter_makes_a_new_line_in_a_long_text(qtbot, form):
    form.focus_field("note")
    qtbot.keyClicks(form.editor("note"), "a")
    QTest.keyClick(form.editor("note"), Qt.Key.Key_Return)
    qtbot.keyClicks(form.editor("note"), "b")
    assert form.values()["note"] == "a\nb"


def test_pinned_values_are_kept_for_the_next_record(qtbot, form):
    form.fill(Draft())
    form.box("address").pin.setChecked(True)
    form.clear(keep_pinned=True)
    assert form.values()["address"] == "Jl. Poros Melak"
    assert form.values()["name"] == ""
    assert form.pinned() == {"address"}


def test_the_first_empty_field_gets_the_focus(form):
    form.fill({"nik": "6407054105859002"})
    form.focus_first_empty()
    assert QApplication.focusWidget() is form.editor("name")


def test_a_locked_form_shows_but_does_not_take(qtbot, form):
    form.fill(Draft())
    form.set_locked(locked=True)
    qtbot.keyClicks(form.editor("name"), "x")
    assert form.values() == Draft().__dict__
    form.set_locked(locked=False)
    qtbot.keyClicks(form.editor("name"), "x")
    assert form.values()["name"] == "xSiti Aminah"


def test_another_arrangement_keeps_values_problems_and_focus(qtbot, form):
    form.fill(Draft())
    form.show_problems([EMPTY])
    form.editor("name").setFocus()
    form.set_rows([row("nik"), row("name"), row("born_on", "sex")])
    assert form.values() == Draft().__dict__
    assert problem_of(form, "name") == EMPTY.text
    assert QApplication.focusWidget() is form.editor("name")
    assert not form.editor("income").isVisible()


def test_editors_of_one_row_stay_in_line_when_one_has_a_problem_and_the_other_a_note(qtbot, form):
    form.show_problems([Problem("nik", "NIK harus 16 angka; ini 15 angka")])
    form.box("name").show_note("sudah ada nama yang mirip", "info")
    origin = form.rect().topLeft()

    def bottoms():
        QApplication.processEvents()
        return {
            form.editor(name).mapTo(form, origin).y() + form.editor(name).height()
            for name in ("nik", "name")
        }

    qtbot.waitUntil(lambda: len(bottoms()) == 1)


def test_the_fold_can_be_opened_by_key(qtbot, form):
    head = next(b for b in form.findChildren(QPushButton) if b.accessibleName().startswith("Keter"))
    head.setFocus()
    QTest.keyClick(head, Qt.Key.Key_Space)
    assert form.editor("note").isVisible()

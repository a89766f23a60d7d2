"""Editors of values: what people type, what it means, and how it is tidied."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from kube_desktop.ui.forms.dates import DateEditor
from kube_desktop.ui.forms.editors import (
    ChoiceEditor,
    LongTextEditor,
    NikEditor,
    PathEditor,
    PhoneEditor,
    int_editor,
    quantity_editor,
    rupiah_editor,
)
from kube_desktop.ui.forms.options import Option
from kube_desktop.ui.forms.search import SearchEditor

TODAY = date(2026, 11, 19)
KEY = Qt.Key


@pytest.fixture
def shown(qtbot):
    """Shows an editor above another one, with the focus in it."""
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)

    def show(editor):
        after = QLineEdit()
        layout.addWidget(editor)
        layout.addWidget(after)
        window.show()
        window.activateWindow()
        editor.setFocus()
        qtbot.waitUntil(editor.hasFocus)
        return editor, after

    return show


@pytest.mark.parametrize("typed", ["3500000", "3.500.000", "3,5 jt", "Rp 3.500.000,-"])
def test_money_is_understood_and_tidied_on_leaving(qtbot, shown, typed):
    editor, after = shown(rupiah_editor())
    qtbot.keyClicks(editor, typed)
    assert editor.value() == 3_500_000
    assert editor.text() == typed
    after.setFocus()
    assert editor.text() == "3.500.000"


def test_unreadable_money_stays_as_typed_and_is_said_to_be_unreadable(qtbot, shown):
    editor, after = shown(rupiah_editor())
    qtbot.keyClicks(editor, "tiga juta lebih")
    after.setFocus()
    assert editor.text() == "tiga juta lebih"
    assert editor.value() is None
    assert not editor.is_readable


def test_quantities_have_a_decimal_comma(qtbot, shown):
    editor, after = shown(quantity_editor())
    qtbot.keyClicks(editor, "2,50")
    after.setFocus()
    assert (editor.value(), editor.text()) == (2500, "2,5")


def test_whole_numbers_keep_their_bounds(qtbot):
    editor = int_editor(1, 9)
    qtbot.addWidget(editor)
    editor.setText("12")
    assert editor.value() is None
    editor.setText("3")
    assert editor.value() == 3


@pytest.mark.parametrize("typed", ["191126", "19/11", "19-11-2026", "19 nov 2026"])
def test_dates_are_understood_in_many_forms(qtbot, shown, typed):
    editor, after = shown(DateEditor(lambda: TODAY))
    qtbot.keyClicks(editor, typed)
    assert editor.value() == TODAY
    after.setFocus()
    assert editor.text() == "Kamis, 19 November 2026"


def test_an_empty_date_stays_empty(qtbot, shown):
    editor, after = shown(DateEditor(lambda: TODAY))
    after.setFocus()
    assert editor.value() is None
    assert editor.is_readable
    assert editor.text() == ""


def test_plus_minus_and_h_move_the_day(qtbot, shown):
    editor, _ = shown(DateEditor(lambda: TODAY))
    edits = []
    editor.edited.connect(lambda: edits.append(editor.value()))
    qtbot.keyClicks(editor, "h++-")
    assert edits == [
        TODAY,
        date(2026, 11, 20),
        date(2026, 11, 21),
        date(2026, 11, 20),
    ]


def test_a_date_is_shown_in_figures_while_it_is_edited(qtbot, shown):
    editor, after = shown(DateEditor(lambda: TODAY))
    editor.set_value(TODAY)
    after.setFocus()
    editor.setFocus()
    assert editor.text() == "19-11-2026"
    qtbot.waitUntil(lambda: editor.selectedText() == "19-11-2026")


def test_the_calendar_begins_on_monday_and_gives_the_picked_day(qtbot, shown):
    editor, _ = shown(DateEditor(lambda: TODAY))
    QTest.keyClick(editor, KEY.Key_Down)
    popup = editor._calendar
    assert popup.isVisible()
    assert popup.calendar.firstDayOfWeek() == Qt.DayOfWeek.Monday
    popup.calendar.activated.emit(QDate(2026, 12, 1))
    assert editor.value() == date(2026, 12, 1)
    assert not popup.isVisible()


def test_a_nik_is_grouped_while_it_is_typed_and_announced_when_complete(qtbot, shown):
    editor, _ = shown(NikEditor())
    complete = []
    editor.complete.connect(complete.append)
    qtbot.keyClicks(editor, "640705410585900")
    assert editor.text() == "6407 0541 0585 900"
    assert complete == []
    qtbot.keyClicks(editor, "2")
    assert complete == ["6407054105859002"]


@pytest.mark.parametrize(
    "pasted", ["6407.0541.0585.9002", " 6407-0541-0585-9002 ", "'6407054105859002"]
)
def test_separators_of_a_pasted_nik_vanish(qtbot, shown, pasted):
    editor, _ = shown(NikEditor())
    QApplication.clipboard().setText(pasted)
    editor.paste()
    assert editor.value() == "6407054105859002"


def test_correcting_the_middle_of_a_nik_keeps_the_cursor_there(qtbot, shown):
    editor, _ = shown(NikEditor())
    editor.set_value("6407054105859002")
    editor.setCursorPosition(7)
    QTest.keyClick(editor, KEY.Key_Backspace)
    qtbot.keyClicks(editor, "9")
    assert editor.value() == "6407094105859002"
    assert editor.cursorPosition() == 7


def test_too_many_digits_are_kept_so_that_they_can_be_complained_about(qtbot, shown):
    editor, _ = shown(NikEditor())
    qtbot.keyClicks(editor, "64070541058590021")
    assert len(editor.value()) == 17


def test_phone_numbers_are_stored_one_way_and_kept_when_unreadable(qtbot, shown):
    editor, after = shown(PhoneEditor())
    qtbot.keyClicks(editor, "0812 5550 0112")
    after.setFocus()
    assert editor.text_or_value() == "+6281255500112"
    assert editor.text() == "0812-5550-0112"
    editor.setText("rumah pak RT")
    assert editor.text_or_value() == "rumah pak RT"


def test_a_long_text_counts_only_near_its_end(qtbot):
    editor = LongTextEditor()
    qtbot.addWidget(editor)
    told = []
    editor.counted.connect(told.append)
    editor.set_value("a" * 3499)
    editor.set_value("a" * 3500)
    editor.set_value("a" * 4003)
    assert told[-2:] == ["500 huruf lagi", "Kelebihan 3 huruf, ringkas dulu"]
    assert told[0] == ""


def test_filling_is_not_editing(qtbot):
    editor = LongTextEditor()
    qtbot.addWidget(editor)
    with qtbot.assertNotEmitted(editor.edited):
        editor.set_value("catatan")


def test_the_wheel_never_changes_a_choice(qtbot):
    editor = ChoiceEditor([(1, "satu"), (2, "dua")])
    qtbot.addWidget(editor)
    editor.set_value(1)
    editor.show()
    wheel = QWheelEvent(
        QPoint(5, 5).toPointF(),
        QPoint(5, 5).toPointF(),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(editor, wheel)
    assert editor.value() == 1


def test_a_folder_can_be_picked(qtbot, tmp_path):
    editor = PathEditor(lambda _parent, _start: str(tmp_path))
    qtbot.addWidget(editor)
    with qtbot.waitSignal(editor.edited):
        editor.button.click()
    assert editor.value() == tmp_path


PEOPLE = [Option(1, "Mekar Jaya", "Melak Ulu"), Option(2, "Mekar Sari", "Empas")]


def find(text):
    return [option for option in PEOPLE if text.lower() in option.label.lower()]


def test_a_record_is_picked_by_typing_a_part_of_its_name(qtbot, shown):
    editor, _ = shown(SearchEditor(find))
    qtbot.keyClicks(editor, "mek")
    qtbot.waitUntil(lambda: editor.options.is_open)
    QTest.keyClick(editor.options.view, KEY.Key_Return)
    assert editor.value() == 1
    assert editor.text() == "Mekar Jaya"


def test_enter_right_after_typing_picks_the_best_match(qtbot, shown):
    editor, _ = shown(SearchEditor(find))
    qtbot.keyClicks(editor, "sari")
    QTest.keyClick(editor, KEY.Key_Return)
    assert editor.value() == 2


def test_changing_the_text_unpicks_the_record(qtbot, shown):
    editor, _ = shown(SearchEditor(find))
    editor.set_value(PEOPLE[0])
    with qtbot.waitSignal(editor.edited):
        qtbot.keyClicks(editor, "x")
    assert editor.value() is None


def test_a_new_record_can_be_asked_for_inside_the_picker(qtbot, shown):
    editor, _ = shown(SearchEditor(find, add_text="Tambah kelompok"))
    qtbot.keyClicks(editor, "Tunas")
    qtbot.waitUntil(lambda: editor.options.is_open)
    with qtbot.waitSignal(editor.add_requested) as asked:
        QTest.keyClick(editor.options.view, KEY.Key_Return)
    assert asked.args == ["Tunas"]


def test_tab_takes_the_highlighted_option_and_goes_on(qtbot, shown):
    options = [Option(1, "Mekar Sari"), Option(2, "Melati")]
    editor, after = shown(SearchEditor(lambda _text: options))
    qtbot.keyClicks(editor, "me")
    qtbot.waitUntil(lambda: editor.options.is_open)
    QTest.keyClick(editor.options.view, KEY.Key_Down)
    QTest.keyClick(editor.options.view, KEY.Key_Tab)
    assert editor.value() == 2
    assert after.hasFocus()


def test_tab_never_starts_a_new_record(qtbot, shown):
    editor, after = shown(SearchEditor(lambda _text: [], add_text="Tambah"))
    asked = []
    editor.add_requested.connect(asked.append)
    qtbot.keyClicks(editor, "baru")
    qtbot.waitUntil(lambda: editor.options.is_open)
    QTest.keyClick(editor.options.view, KEY.Key_Tab)
    assert (asked, editor.value(), after.hasFocus()) == ([], None, True)


def test_a_name_of_two_words_is_chosen_by_typing_it(qtbot, shown):
    names = ["Berau", "Kutai Barat", "Kutai Kartanegara", "Kutai Timur", "Paser"]
    editor, _ = shown(ChoiceEditor([(name, name) for name in names]))
    qtbot.keyClicks(editor, "kutai t")
    assert editor.value() == "Kutai Timur"
    assert not editor.view().isVisible()
    qtbot.waitUntil(lambda: not editor._pause.isActive())
    qtbot.keyClicks(editor, "p")
    assert editor.value() == "Paser"

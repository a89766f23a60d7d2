"""Gates over whole pages made of the building blocks: keyboard, names, targets, room, focus."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTabBar,
    QTabWidget,
    QToolButton,
    QWidget,
)

from kube_desktop.ui.theme import theme
from kube_desktop.ui.widgets.buttons import ToolButton, danger, ghost, primary, secondary
from kube_desktop.ui.widgets.cards import EntryCard
from kube_desktop.ui.widgets.choices import ChipGroup, SegmentedChoice
from kube_desktop.ui.widgets.links import LinkButton
from kube_desktop.ui.widgets.navigation import RecordTabs
from kube_desktop.ui.widgets.text import ElidedText
from scripts import gallery_forms, gallery_pages

PAGES = {
    "groups": (1, gallery_pages.groups),
    "home": (0, gallery_pages.home),
    "handover": (3, gallery_forms.handover),
    "visit": (4, gallery_forms.visit),
    "empty": (2, gallery_pages.empty),
}
EVERY_PAGE = pytest.mark.parametrize("name", PAGES)


@pytest.fixture
def build(qtbot):
    def build(name, size=(1280, 700), *, compact=False):
        place, make = PAGES[name]
        page = make(compact=compact) if name == "groups" else make()
        window = gallery_pages.shell(page, place, compact=compact)
        qtbot.addWidget(window)
        window.resize(*size)
        window.show()
        window.activateWindow()
        qtbot.waitExposed(window)
        QApplication.processEvents()
        return window

    return build


def parts(window, kind):
    return [part for part in window.findChildren(kind) if part.isVisibleTo(window)]


def is_inner(part):
    """Parts that Qt makes inside others and reaches through them."""
    inside = isinstance(part.parent(), QAbstractSpinBox | QComboBox | QLineEdit)
    return inside or part.objectName().startswith("qt_") or isinstance(part.parent(), QTabBar)


def stops(window):
    return [
        part
        for part in parts(window, QWidget)
        if part.isEnabled()
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.focusProxy() is None
        and not isinstance(part, QScrollArea | QTabWidget)
        and not is_inner(part)
    ]


def spoken_name(part):
    interface = QAccessible.queryAccessibleInterface(part)
    return (interface.text(QAccessible.Text.Name) if interface else "") or ""


@EVERY_PAGE
def test_tab_reaches_everything_and_is_caught_nowhere(build, name):
    window = build(name)
    wanted = {id(part): part for part in stops(window)}
    window.findChild(QTabWidget, "main").tabBar().setFocus()
    for _ in range(200):
        focus = QApplication.focusWidget()
        wanted.pop(id(focus), None)
        # A table that opens an editor in its cell is reached through that editor.
        wanted.pop(id(focus.parentWidget().parentWidget()), None)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        if not wanted:
            break
    assert [type(part).__name__ + spoken_name(part) for part in wanted.values()] == []


@EVERY_PAGE
def test_everything_that_takes_focus_has_a_name(build, name):
    window = build(name)
    nameless = [part for part in stops(window) if not spoken_name(part).strip()]
    assert [(type(part).__name__, part.objectName()) for part in nameless] == []


@EVERY_PAGE
def test_targets_are_large_enough(build, name):
    window = build(name)
    small = [
        (type(button).__name__, button.text(), button.width(), button.height())
        for button in parts(window, QAbstractButton)
        if not is_inner(button)
        and not isinstance(button, QCheckBox | QRadioButton)
        and min(button.width(), button.height()) < 24
    ]
    assert small == []
    low = [
        button.text()
        for button in parts(window, QPushButton)
        if button.property("kind") in {"primary", "secondary", "danger"} and button.height() < 31
    ]
    assert low == []


@EVERY_PAGE
def test_no_button_swallows_an_ampersand(build, name):
    window = build(name)
    texts = [button.text() for button in window.findChildren(QAbstractButton)]
    texts += [label.text() for label in window.findChildren(QLabel) if label.buddy() is not None]
    assert [text for text in texts if re.search(r"(?<!&)&(?![&\w])", text)] == []


def clipped(window):
    found = []
    for label in parts(window, QLabel):
        if not label.text() or label.wordWrap() or isinstance(label, ElidedText):
            continue
        needed = label.fontMetrics().horizontalAdvance(label.text())
        if needed > label.contentsRect().width() + 2:
            found.append((label.text(), needed, label.width()))
    found += [
        (button.text(), button.sizeHint().width(), button.width())
        for button in parts(window, QPushButton)
        if button.text() and button.sizeHint().width() > button.width() + 1
    ]
    return found


@EVERY_PAGE
@pytest.mark.parametrize("scale", [1.0, 1.15])
def test_no_text_is_cut_in_the_wide_layout(build, look, name, scale):
    look.set_scale(scale)
    assert clipped(build(name, (1366, 689))) == []


@EVERY_PAGE
@pytest.mark.parametrize("scale", [1.0, 1.3])
def test_no_text_is_cut_in_the_compact_layout(build, look, name, scale):
    look.set_scale(scale)
    assert clipped(build(name, (911, 432), compact=True)) == []


@pytest.mark.parametrize("name", ["groups", "handover", "empty"])
def test_pages_fit_into_the_smallest_screen(build, name):
    least = build(name, (911, 432), compact=True).minimumSizeHint()
    assert least.width() <= 911
    assert least.height() <= 432


@EVERY_PAGE
def test_pages_fit_into_the_wide_layout(build, name):
    assert build(name).minimumSizeHint().width() <= 1280


def controls():
    combo = QComboBox()
    combo.addItem("A4")
    segments = SegmentedChoice([(0, "Sudah"), (1, "Belum")])
    chips = ChipGroup([(0, "Rukiah")])
    tabs = RecordTabs("Bagian", ("Anggota", "Riwayat"))
    return {
        "primary": primary("Simpan"),
        "secondary": secondary("Batal"),
        "ghost": ghost("Lihat semua"),
        "danger": danger("Hapus"),
        "tool": ToolButton("x", "Tutup"),
        "link": LinkButton("Isi nama lengkap"),
        "line": QLineEdit("Rukiah"),
        "combo": combo,
        "check": QCheckBox("Setuju"),
        "radio": QRadioButton("Ya"),
        "segment": segments,
        "chip": chips,
        "entry": EntryCard("usb", "FLASHDISK", "kosong"),
        "tabs": tabs,
    }


@pytest.mark.parametrize("kind", list(range(14)))
def test_focus_is_seen_on_every_kind_of_control(qtbot, both_looks, kind):
    name, control = list(controls().items())[kind]
    window = QWidget()
    qtbot.addWidget(window)
    control.setParent(window)
    control.move(12, 12)
    control.adjustSize()
    other = QLineEdit(window)
    other.move(12, 140)
    window.resize(400, 200)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    other.setFocus()
    QApplication.processEvents()
    area = control.geometry().adjusted(-3, -3, 3, 3)
    before = window.grab(area).toImage()
    control.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    after = window.grab(area).toImage()
    changed = sum(
        before.pixel(x, y) != after.pixel(x, y)
        for x in range(before.width())
        for y in range(before.height())
    )
    # Two pixels all along at least one of the longer sides.
    assert changed >= 2 * min(control.width(), 24), name
    ring = theme().color("focus").rgb(), theme().color("text").rgb(), theme().color("err").rgb()
    seen = {after.pixel(x, y) for x in range(after.width()) for y in range(after.height())}
    assert seen & set(ring), name


def test_a_tool_button_says_what_it_does(qtbot):
    button = ToolButton("printer", "Cetak", shortcut="Ctrl+P")
    qtbot.addWidget(button)
    assert isinstance(button, QToolButton)
    assert button.toolTip() == "Cetak (Ctrl+P)"
    assert spoken_name(button) == "Cetak"

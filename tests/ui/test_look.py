"""The look: contrast of all colours, text sizes, icons, Indonesian for Qt's own words."""

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
)

from kube_desktop.ui.icons import decorate
from kube_desktop.ui.theme import TEXT_SIZES, Mode
from kube_desktop.ui.tokens import (
    DARK,
    LIGHT,
    SHAPE_RATIO,
    TEXT_RATIO,
    Tokens,
    Tone,
    contrast,
    with_brand,
)

ROOT = Path(__file__).parents[2]
UI = ROOT / "kube_desktop" / "ui"
BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


@BOTH
@pytest.mark.parametrize("ground", ["surface", "bg", "alt"])
def test_all_text_colours_can_be_read_on_every_ground(tokens, ground):
    for ink in ("text", "text2", "hint", "primary", "ok", "warn", "err", "info"):
        assert contrast(tokens.color(ink), tokens.color(ground)) >= TEXT_RATIO, ink


@BOTH
def test_status_colours_can_be_read_on_their_soft_ground(tokens):
    for tone in Tone:
        assert contrast(tokens.color(tone), tokens.soft(tone)) >= TEXT_RATIO, tone
        assert contrast(tokens.text, tokens.soft(tone)) >= TEXT_RATIO, tone
    assert contrast(tokens.primary, tokens.primarysoft) >= TEXT_RATIO


@BOTH
def test_a_selected_row_can_be_read(tokens):
    for ink in ("text", "text2", "primary", "ok", "warn", "err"):
        assert contrast(tokens.color(ink), tokens.sel) >= TEXT_RATIO, ink


@BOTH
def test_filled_buttons_can_be_read_in_every_state(tokens):
    for fill in ("primaryfill", "primaryhover", "primarypress"):
        assert contrast(tokens.onprimary, tokens.color(fill)) >= TEXT_RATIO, fill
    assert contrast(tokens.toastaction, tokens.text) >= TEXT_RATIO


@BOTH
def test_borders_bars_and_focus_ring_stand_out(tokens):
    for shape in ("strong", "focus", "okfill", "warnfill", "primaryfill"):
        assert contrast(tokens.color(shape), tokens.surface) >= SHAPE_RATIO, shape
    for shape in ("strong", "focus"):
        assert contrast(tokens.color(shape), tokens.bg) >= SHAPE_RATIO, shape


def test_an_office_may_bring_its_colour_if_it_can_be_read():
    assert with_brand(LIGHT, "#5B2A86").primaryfill == "#5B2A86"
    with pytest.raises(ValueError, match="terlalu muda"):
        with_brand(LIGHT, "#FFD400")


@pytest.mark.parametrize("scale", TEXT_SIZES)
def test_text_grows_with_the_chosen_size(look, qtbot, scale):
    look.set_scale(scale)
    button = QPushButton("Simpan")
    qtbot.addWidget(button)
    button.show()
    assert button.font().pointSizeF() == pytest.approx(10 * scale)
    assert button.height() >= 31
    assert look.px(48) == round(48 * scale)


def test_a_dark_system_makes_the_look_dark_only_when_asked(look):
    look.set_mode(Mode.SYSTEM)
    assert look.is_dark is (QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark)
    look.set_mode(Mode.DARK)
    assert look.tokens is DARK


def test_icons_follow_the_look(look, qtbot):
    button = QPushButton("Cetak")
    qtbot.addWidget(button)
    decorate(button, "printer", "primary", 16)
    before = button.icon().pixmap(16).toImage()
    look.set_mode(Mode.DARK)
    assert button.icon().pixmap(16).toImage() != before


def test_every_icon_named_in_the_code_exists():
    names = set()
    pattern = re.compile(
        r"(?:IconLabel|ToolButton|LineIcon|decorate|set_icon|icon|pixmap|EmptyState|primary|"
        r"secondary|ghost|danger)\((?:\w+(?:\.\w+)*, )?(?:\"[^\"]*\", )?\"([a-z]+(?:-[a-z0-9]+)*)\""
    )
    for module in UI.rglob("*.py"):
        names |= set(pattern.findall(module.read_text(encoding="utf-8")))
    colours = {field.name for field in fields(Tokens)}
    missing = {n for n in names - colours if not (ROOT / f"resources/icons/{n}.svg").exists()}
    assert len(names) > 10
    assert not missing


def test_the_style_sheet_is_understood_by_qt(look, qtlog):
    look.apply()
    assert not [record for record in qtlog.records if "parse" in record.message]


def test_the_menu_of_a_text_field_is_indonesian(qtbot):
    for editor in (QLineEdit("x"), QPlainTextEdit("x")):
        qtbot.addWidget(editor)
        menu = editor.createStandardContextMenu()
        texts = {re.sub(r"\t.*|&", "", action.text()) for action in menu.actions()}
        assert {"Urungkan", "Potong", "Salin", "Tempel", "Hapus", "Pilih semua"} <= texts
        menu.deleteLater()


def test_the_buttons_of_messages_are_indonesian(qtbot):
    wanted = QMessageBox.StandardButton
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setStandardButtons(wanted.Save | wanted.Cancel | wanted.Yes | wanted.No | wanted.Retry)
    texts = {button.text().replace("&", "") for button in box.buttons()}
    assert texts == {"Simpan", "Batal", "Ya", "Tidak", "Coba lagi"}
    dialog = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    qtbot.addWidget(dialog)
    assert [button.text().replace("&", "") for button in dialog.buttons()] == ["Tutup"]


def test_unknown_texts_of_qt_stay_as_they_are(qapp):
    assert QApplication.translate("QShortcut", "Ctrl") == "Ctrl"
    assert QKeySequence("Ctrl+Z").toString(QKeySequence.SequenceFormat.NativeText) == "Ctrl+Z"
    assert QApplication.translate("Nothing", "Unknown words") == "Unknown words"


def test_numbers_and_dates_are_indonesian(qapp):
    assert QLocale().toString(19_450_000) == "19.450.000"


def test_the_foundation_loads_nothing_heavy():
    modules = [
        f"kube_desktop.ui.{path.relative_to(UI).with_suffix('').as_posix().replace('/', '.')}"
        for folder in ("widgets", "forms", "tables")
        for path in (UI / folder).glob("[a-z]*.py")
    ]
    modules += [f"kube_desktop.ui.{name}" for name in ("tasks", "bus", "errors", "actions")]
    heavy = ("sqlalchemy", "reportlab", "cryptography", "PIL", "pypdfium2")
    code = (
        f"import sys; [__import__(name) for name in {modules!r}];"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"

"""Behaviour of the building blocks."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kube_desktop.domain.wording import rupiah
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import Button, ButtonKind, primary, secondary
from kube_desktop.ui.widgets.cards import CardButton, EntryCard, NumberCard
from kube_desktop.ui.widgets.choices import ChipGroup, SegmentedChoice
from kube_desktop.ui.widgets.crash import CrashPanel
from kube_desktop.ui.widgets.empty import EmptyState
from kube_desktop.ui.widgets.links import LinkButton
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.meters import CeilingBar, Meter
from kube_desktop.ui.widgets.navigation import MainTabs, StatusBar, Steps
from kube_desktop.ui.widgets.overlay import Overlay
from kube_desktop.ui.widgets.panes import ListDetail
from kube_desktop.ui.widgets.paper import PaperPanel, PdfPages
from kube_desktop.ui.widgets.search_box import SearchBox
from kube_desktop.ui.widgets.text import ElidedText, Text, TextRole
from kube_desktop.ui.widgets.toast import ToastHost

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window)
    window.resize(900, 500)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    return window


def put(window, *widgets):
    for widget in widgets:
        window.layout().addWidget(widget)
    QApplication.processEvents()


def test_a_name_with_signs_is_shown_as_it_is(window):
    label = Text("Budi <b>& Anak</b>")
    put(window, label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_text_that_is_cut_can_be_read_as_a_tooltip(window):
    label = ElidedText("Kelompok Usaha Bersama Sumber Rezeki Melak Ulu", TextRole.STRONG)
    put(window, label)
    assert label.toolTip() == ""
    window.resize(120, 100)
    QApplication.processEvents()
    assert label.toolTip().startswith("Kelompok Usaha")


def test_enter_presses_a_button_but_ctrl_enter_does_not(qtbot, window):
    pressed = []
    button = Button("Simpan", on_click=lambda: pressed.append(1))
    put(window, button)
    QTest.keyClick(button, KEY.Key_Return)
    QTest.keyClick(button, KEY.Key_Return, CTRL)
    assert pressed == [1]


def test_segments_are_one_stop_and_arrows_choose(qtbot, window):
    choice = SegmentedChoice([(0, "Sudah"), (1, "Sebagian"), (2, "Belum")], name="Janji")
    after = QLineEdit()
    put(window, choice, after)
    choice.buttons[0].setFocus()
    with qtbot.waitSignal(choice.changed) as changed:
        QTest.keyClick(choice.buttons[0], KEY.Key_Right)
    assert changed.args == [1]
    assert choice.value() == 1
    assert choice.buttons[1].accessibleName() == "Janji: Sebagian"
    QTest.keyClick(choice.buttons[1], KEY.Key_Tab)
    assert QApplication.focusWidget() is after


def test_a_segment_cannot_be_unchosen_by_pressing_it_again(qtbot, window):
    choice = SegmentedChoice([("a", "Tetap"), ("b", "Menurun")])
    put(window, choice)
    heard = []
    choice.changed.connect(heard.append)
    for _ in range(2):
        qtbot.mouseClick(choice.buttons[0], Qt.MouseButton.LeftButton)
    assert choice.value() == "a"
    assert heard == ["a"]


def test_choosing_a_segment_does_not_push_the_others(qtbot, window):
    choice = SegmentedChoice([("a", "Meningkat"), ("b", "Menurun")])
    put(window, choice)
    before = [button.geometry() for button in choice.buttons]
    choice.set_value("a")
    QApplication.processEvents()
    assert [button.geometry() for button in choice.buttons] == before


def test_a_button_that_gains_weight_looks_as_one_made_so(window, both_looks):
    changed, made = secondary("Simpan PDF", "file-down"), primary("Simpan PDF", "file-down")
    for button in (changed, made):
        window.layout().addWidget(button)
    window.show()
    changed.set_kind(ButtonKind.PRIMARY)
    assert changed.grab().toImage() == made.grab().toImage()


def test_a_chosen_chip_has_room_for_its_bold_text(qtbot, look):
    name = "Muhammad Abdurrahman Wahid Al-Banjari Contoh"
    chips = ChipGroup([(1, name)])
    qtbot.addWidget(chips)
    chips.set_value([1])
    chips.resize(600, 40)
    chips.show()
    (chip,) = chips.buttons
    bold = QFont(chip.font())
    bold.setWeight(QFont.Weight.DemiBold)
    frame = 2 * 12 + 14 + 4  # border and padding, the tick, and what Qt keeps after it
    assert chip.width() >= QFontMetrics(bold).horizontalAdvance(chip.text()) + frame


def test_chips_are_one_stop_and_space_switches_them(qtbot, window):
    chips = ChipGroup([(1, "Rukiah"), (2, "Sudirman"), (3, "Lusia")], name="Yang hadir")
    after = QLineEdit()
    put(window, chips, after)
    chips.buttons[0].setFocus()
    QTest.keyClick(chips.buttons[0], KEY.Key_Right)
    QTest.keyClick(chips.buttons[1], KEY.Key_Space)
    assert chips.value() == (2,)
    assert not chips.buttons[1].icon().isNull()
    QTest.keyClick(chips.buttons[1], KEY.Key_Tab)
    assert QApplication.focusWidget() is after


def test_chips_wrap_to_further_lines(qtbot, window):
    chips = ChipGroup([(n, f"Anggota nomor {n}") for n in range(12)])
    put(window, chips)
    window.resize(300, 500)
    QApplication.processEvents()
    tops = {button.y() for button in chips.buttons}
    assert len(tops) > 3
    assert all(button.geometry().right() <= chips.width() for button in chips.buttons)


def test_other_chips_keep_what_was_chosen(qtbot):
    chips = ChipGroup([(1, "a"), (2, "b")])
    qtbot.addWidget(chips)
    chips.set_value([2])
    gone = chips.buttons[0]
    chips.set_options([(2, "b"), (3, "c")])
    assert chips.value() == (2,)
    assert gone.parent() is None
    assert {one.text().strip() for one in chips.findChildren(QPushButton)} == {"b", "c"}
    chips.set_options([])
    assert chips.focusProxy() is None


def test_a_meter_counts_money_beyond_32_bits(qtbot):
    meter = Meter(9_000_000_000, 18_000_000_000)
    qtbot.addWidget(meter)
    assert meter.value() == 500


def test_a_total_over_its_limit_turns_amber(qtbot):
    bar = CeilingBar("Jumlah", "batas", rupiah)
    qtbot.addWidget(bar)
    bar.set_level(21_200_000, 20_000_000, "Melebihi batas Rp1.200.000")
    assert bar.findChild(Meter).property("tone") == Tone.WARN
    assert bar.note == "Melebihi batas Rp1.200.000"


def test_a_message_offers_its_actions_and_can_say_something_else(qtbot, window):
    done = []
    message = Message(
        Tone.WARN, "Belum lengkap", "1 anggota", [("Lengkapi", lambda: done.append(1))]
    )
    put(window, message)
    message.buttons[0].click()
    assert done == [1]
    message.say(Tone.OK, "Semua beres")
    assert message.buttons == ()
    assert message.text == "Semua beres"
    assert message.accessibleName() == "Semua beres"


def test_a_message_can_be_dismissed(qtbot, window):
    message = Message(Tone.INFO, "Di sini daftar kelompok", closable=True)
    put(window, message)
    with qtbot.waitSignal(message.closed):
        message._close.click()
    assert not message.isVisible()


def test_a_long_link_wraps_and_enter_presses_it(qtbot, window):
    link = LinkButton("Tanggal lahir di NIK 2 Maret 1981, di isian 13 Februari 1981. " * 2)
    put(window, link)
    window.resize(240, 400)
    QApplication.processEvents()
    assert link.height() > 60
    with qtbot.waitSignal(link.clicked):
        QTest.keyClick(link, KEY.Key_Return)


def test_a_toast_waits_while_it_is_looked_at(qtbot, window):
    toast = ToastHost(window).show("Kunjungan dihapus", "Urungkan (Ctrl+Z)", lambda: None)
    assert not toast.is_paused
    spot = QPointF(3, 3)
    QApplication.sendEvent(toast, QEnterEvent(spot, spot, spot))
    assert toast.is_paused
    toast.button.setFocus()
    QApplication.sendEvent(toast, _leave())
    assert toast.is_paused
    window.setFocus()
    toast.button.clearFocus()
    qtbot.waitUntil(lambda: not toast.is_paused)


def _leave():
    from PySide6.QtCore import QEvent

    return QEvent(QEvent.Type.Leave)


def test_a_toast_undoes_once_and_goes(qtbot, window):
    host = ToastHost(window)
    undone = []
    toast = host.show("Kunjungan dihapus", "Urungkan (Ctrl+Z)", lambda: undone.append(1))
    toast.button.click()
    assert undone == [1]
    assert host.current is None


def test_only_one_toast_is_shown_and_it_stays_above_the_footer(qtbot, window):
    host = ToastHost(window)
    first = host.show("satu")
    second = host.show("dua")
    assert not first.isVisible()
    assert host.current is second
    assert second.geometry().bottom() < window.height() - 28 - 33
    window.resize(500, 300)
    QApplication.processEvents()
    assert second.geometry().right() < 500


def test_a_toast_covers_no_control_while_there_is_room(qtbot, window):
    host = ToastHost(window)
    usual = host.show("dua").geometry()
    button = QPushButton("Mengetahui", window)
    button.setGeometry(usual)
    button.show()
    moved = host.show("tiga").geometry()
    assert not moved.intersects(usual)
    assert window.rect().contains(moved)


def panel(*widgets):
    content = QWidget()
    layout = QVBoxLayout(content)
    for widget in widgets:
        layout.addWidget(widget)
    return content


def test_an_overlay_is_as_high_as_its_words_at_their_width(qtbot, window):
    words = Text("Sebutkan kode ini ke petugas provinsi. " * 4, TextRole.BODY, wrap=True)
    content = panel(words, QPushButton("Tutup"))
    overlay = Overlay(window, content, name="Tentang", width=520)
    overlay.open()
    QApplication.processEvents()
    assert content.height() <= content.layout().totalHeightForWidth(content.width()) + 2
    assert words.height() >= words.heightForWidth(words.width())


def test_focus_stays_in_the_overlay_and_returns_afterwards(qtbot, window):
    below = QLineEdit()
    put(window, below)
    below.setFocus()
    first, last = QLineEdit(), QPushButton("Tutup")
    overlay = Overlay(window, panel(first, last), name="Kirim data")
    overlay.open()
    assert QApplication.focusWidget() is first
    QTest.keyClick(first, KEY.Key_Tab)
    assert QApplication.focusWidget() is last
    QTest.keyClick(last, KEY.Key_Tab)
    assert QApplication.focusWidget() is first
    QTest.keyClick(first, KEY.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is last
    with qtbot.waitSignal(overlay.closed):
        QTest.keyClick(last, KEY.Key_Escape)
    assert not overlay.isVisible()
    assert QApplication.focusWidget() is below


def test_tab_goes_through_an_overlay_as_it_is_read(qtbot, window):
    later, first = QPushButton("Tutup"), QLineEdit()
    content = panel(first)
    content.layout().addWidget(later)
    between = QPushButton("Cetak")
    content.layout().insertWidget(1, between)
    overlay = Overlay(window, content, name="Cetak")
    overlay.open()
    order = [QApplication.focusWidget()]
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget(), KEY.Key_Tab)
        order.append(QApplication.focusWidget())
    assert order == [first, between, later]


def test_the_sheet_of_paper_has_a_name_for_screen_readers(qtbot):
    shown = PaperPanel()
    qtbot.addWidget(shown)
    assert [one.accessibleName() for one in shown.findChildren(QScrollArea)] == ["Lembar kertas"]


def test_shortcuts_of_the_page_sleep_under_an_overlay_but_its_own_do_not(qtbot, window):
    heard = []
    page_key = QShortcut(QKeySequence("Ctrl+5"), window)
    page_key.activated.connect(lambda: heard.append("page"))
    field = QLineEdit()
    content = panel(field)
    own_key = QShortcut(QKeySequence("Ctrl+Return"), content)
    own_key.activated.connect(lambda: heard.append("own"))
    overlay = Overlay(window, content, name="Cetak")
    overlay.open()
    QTest.keyClick(field, KEY.Key_5, CTRL)
    QTest.keyClick(field, KEY.Key_Return, CTRL)
    assert heard == ["own"]


def test_an_overlay_fits_into_a_small_window(qtbot, window):
    content = panel(*(QLabel(f"baris {n}") for n in range(60)))
    overlay = Overlay(window, content, name="Cetak", width=900)
    window.resize(500, 300)
    overlay.open()
    assert window.rect().contains(overlay.panel.geometry())


def test_list_and_detail_stand_side_by_side_or_one_after_the_other(qtbot, window):
    listed, detail = QPushButton("daftar"), QWidget()
    detail.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    panes = ListDetail(listed, detail)
    put(window, panes)
    assert listed.isVisible()
    assert detail.isVisible()
    panes.set_compact(compact=True)
    assert listed.isVisible()
    assert not detail.isVisible()
    panes.show_detail()
    assert not listed.isVisible()
    detail.setFocus()
    with qtbot.waitSignal(panes.back_asked):
        QTest.keyClick(detail, KEY.Key_Escape)
    assert listed.hasFocus()
    panes.show_detail()
    with qtbot.waitSignal(panes.back_asked):
        QTest.keyClick(detail, KEY.Key_Left, Qt.KeyboardModifier.AltModifier)


def test_an_empty_page_has_a_way_on(qtbot, window):
    went = []
    empty = EmptyState("users", "Belum ada anggota.", "Anggota ditambahkan dari kelompoknya.")
    put(window, empty)
    button = primary("Buka Kelompok")
    button.clicked.connect(lambda: went.append(1))
    empty.say("Belum ada anggota.", "", buttons=[button, secondary("Impor dari Excel")])
    empty.buttons[0].click()
    assert went == [1]


def test_a_number_card_is_a_button_and_says_its_number(qtbot, window):
    card = NumberCard("users", "Kelompok dibina")
    card.set_number("17 dari 20", "3 lagi untuk mencapai target", value=17, goal=20)
    put(window, card)
    assert card.accessibleName() == "Kelompok dibina: 17 dari 20"
    assert card.accessibleDescription() == "3 lagi untuk mencapai target"
    with qtbot.waitSignal(card.clicked):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=card.rect().center())


def test_a_chosen_entry_is_marked_by_more_than_colour(qtbot, window):
    entry = EntryCard("usb", "FLASHDISK (E:)", "kosong 11,2 GB", checkable=True)
    put(window, entry)
    assert not entry.tick.isVisible()
    entry.click()
    assert entry.tick.isVisible()


def test_an_answer_card_grows_with_its_text(qtbot, window):
    answer = CardButton("answer", "C1 4: ditambah laporan laba-rugi")
    layout = QVBoxLayout()
    layout.addWidget(Text("ditambah laporan laba-rugi setiap bulan", TextRole.HINT, wrap=True))
    answer.set_face(layout)
    put(window, answer)
    assert answer.heightForWidth(90) > answer.heightForWidth(400)


def test_the_header_shrinks_in_a_small_window(qtbot, window):
    tabs = MainTabs()
    for title, icon in (("Beranda", "house"), ("Kelompok", "users")):
        tabs.add_page(title, icon, QWidget())
    tabs.set_primary("Kirim data (12)", "Kirim (12)", "send")
    put(window, tabs)
    assert tabs.search_box.isVisible()
    assert tabs.primary_button.text().strip() == "Kirim data (12)"
    assert not tabs.tabIcon(0).isNull()
    tabs.set_compact(compact=True)
    assert not tabs.search_box.isVisible()
    assert tabs.search_icon.isVisible()
    assert tabs.primary_button.text().strip() == "Kirim (12)"
    assert tabs.primary_button.accessibleName() == "Kirim data (12)"
    assert tabs.tabIcon(0).isNull()
    assert tabs.tabToolTip(1) == "Kelompok (Ctrl+2)"


def test_the_search_of_the_header_opens_the_palette(qtbot, window):
    tabs = MainTabs()
    put(window, tabs)
    with qtbot.waitSignal(tabs.search_asked):
        qtbot.mouseClick(tabs.search_box, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(tabs.search_asked):
        QTest.keyClick(tabs.search_box, KEY.Key_Return)


def test_a_page_with_unsaved_input_has_a_dot(qtbot):
    tabs = MainTabs()
    qtbot.addWidget(tabs)
    tabs.add_page("Bantuan", "package", QWidget())
    tabs.mark_dirty(0, dirty=True)
    assert tabs.tabText(0) == "Bantuan •"
    tabs.mark_dirty(0, dirty=False)
    assert tabs.tabText(0) == "Bantuan"


def test_steps_tell_where_one_is(qtbot):
    steps = Steps(("Pilih berkas", "Periksa baris", "Selesai"))
    qtbot.addWidget(steps)
    steps.set_current(1)
    assert steps.accessibleName() == "Langkah 2 dari 3: Periksa baris"


def test_the_status_bar_has_short_words_for_small_windows(qtbot):
    bar = StatusBar()
    qtbot.addWidget(bar)
    item = bar.add_item("send")
    item.say("Kiriman terakhir 2 Nov 2026, 17 hari lalu", "Kiriman 2 Nov", tone=Tone.WARN)
    bar.set_compact(compact=True)
    assert item.text().strip() == "Kiriman 2 Nov"
    assert item.accessibleName() == "Kiriman terakhir 2 Nov 2026, 17 hari lalu"


def test_searching_waits_for_a_pause_and_esc_empties(qtbot, window):
    box = SearchBox("Saring nama")
    put(window, box)
    heard = []
    box.searched.connect(heard.append)
    qtbot.keyClicks(box, "sit amin")
    qtbot.waitUntil(lambda: heard == ["sit amin"])
    QTest.keyClick(box, KEY.Key_Escape)
    assert heard == ["sit amin", ""]
    assert box.accessibleName() == "Saring nama"


def _pdf(pages):
    from pypdfium2 import PdfDocument

    document = PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    from io import BytesIO

    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_paper_is_white_in_the_dark_too(qtbot, window, both_looks):
    paper = PaperPanel()
    put(window, paper)
    paper.show_pdf(_pdf(2))
    QApplication.processEvents()
    picture = paper.paper.grab().toImage()
    middle = picture.pixelColor(picture.width() // 2, picture.height() // 2)
    assert middle.name() == "#ffffff"


def test_leafing_and_zooming_by_key(qtbot, window):
    panel_ = PaperPanel()
    put(window, panel_)
    panel_.show_pdf(_pdf(3))
    QTest.keyClick(panel_, KEY.Key_PageDown)
    assert (panel_.paper.page, panel_.paper.page_count) == (1, 3)
    fitted = panel_.paper.shown_scale()
    QTest.keyClick(panel_, KEY.Key_Plus)
    assert panel_.paper.shown_scale() > fitted
    QTest.keyClick(panel_, KEY.Key_0)
    assert panel_.paper.zoom is None
    panel_.show_pdf(_pdf(1))
    assert panel_.paper.page == 0


def test_pages_are_rendered_at_the_wanted_width(qapp):
    pages = PdfPages(_pdf(1))
    image = pages.image(0, 1190)
    assert image.width() == 1190
    assert image.height() == pytest.approx(1684, abs=1)
    pages.close()


def test_the_crash_page_gives_the_report_away(qtbot, window):
    crash = CrashPanel("Terjadi hal yang tidak terduga. Kode 4F21", "laporan")
    put(window, crash)
    crash.copy_button.click()
    assert QApplication.clipboard().text() == "laporan"
    with qtbot.waitSignal(crash.continued):
        crash.continue_button.click()


def test_a_document_left_open_leaves_no_remark_at_the_end(tmp_path):
    pdf = tmp_path / "kertas.pdf"
    pdf.write_bytes(_pdf(1))
    program = (
        "import sys; from pathlib import Path; from PySide6.QtWidgets import QApplication; "
        "from kube_desktop.ui.widgets.paper import PdfPages; app = QApplication(sys.argv[:1]); "
        f"app.pages = PdfPages(Path({str(pdf)!r}).read_bytes()); print(len(app.pages))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert (ended.stdout.strip(), ended.stderr) == ("1", "")

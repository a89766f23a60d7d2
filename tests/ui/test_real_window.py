"""The UX gates of ux.md part 3 on the real window over sample data, page by page."""

import re
import shutil
from collections import Counter
from datetime import date

import pytest
from pages import nameless, press, session_over, settle, shown, too_small
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QWidget,
)
from typing_extensions import override
from workplaces import Clock

from kube_desktop.domain.changes import Changes, Kind
from kube_desktop.domain.papers import PaperKind
from kube_desktop.paths import DataPaths
from kube_desktop.services.exchanging.merging import MergingService
from kube_desktop.services.lists.members import MemberFilter
from kube_desktop.services.sample.making import make_sample_laptop, make_sample_office
from kube_desktop.ui.main_window import MainWindow
from kube_desktop.ui.session import Destination, PageName, Purpose
from kube_desktop.ui.theme import Mode
from kube_desktop.ui.widgets.text import ElidedText

DAY = date(2026, 11, 19)
SIZES = {"wide": (1366, 689), "125 %": (1093, 534), "150 %": (911, 432)}
FORBIDDEN = re.compile(
    r"\b(error|file|ok|gagal|silakan|mohon|tolong|invalid|record|loading|cancel|save|delete|"
    r"search|backup|export|import|update|database|null|none)\b|!",
    re.IGNORECASE,
)
"""Words that no text of ours may hold (ux.md 2.7)."""


@pytest.fixture(scope="module")
def laptop(tmp_path_factory):
    paths = DataPaths(tmp_path_factory.mktemp("laptop") / "data")
    make_sample_laptop(paths)
    return paths


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    paths = DataPaths(tmp_path_factory.mktemp("office") / "data")
    make_sample_office(paths)
    return paths


@pytest.fixture
def open_window(qtbot, tmp_path, look):
    """Open the real window on a copy of a folder; everything is put away afterwards."""
    opened = []

    def open_on(paths, size=(1366, 689)):
        copy = DataPaths(shutil.copytree(paths.root, tmp_path / f"data{len(opened)}"))
        clock = Clock()
        clock.today = DAY
        stack = session_over(copy, clock)
        session = stack.__enter__()
        window = MainWindow(session, session.lists.office.identity())
        opened.append((stack, window, session))
        window.resize(*size)
        window.show()
        window.activateWindow()
        qtbot.waitExposed(window)
        settle(qtbot, session)
        return window

    yield open_on
    for stack, window, session in opened:
        settle(qtbot, session)
        window.close()
        settle(qtbot, session)
        stack.__exit__(None, None, None)
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def first_group(window):
    from kube_desktop.services.lists.groups import GroupFilter

    return window.session.lists.groups.listing(GroupFilter()).page(0, 1)[0].id


SCENES = {
    "beranda": lambda _: Destination(PageName.HOME),
    "kelompok": lambda window: Destination(PageName.GROUPS, Purpose.SHOW, first_group(window)),
    "kelompok baru": lambda _: Destination(PageName.GROUPS, Purpose.NEW),
    "anggota": lambda _: Destination(PageName.MEMBERS),
    "bantuan": lambda _: Destination(PageName.AID),
    "serah terima": lambda window: Destination(PageName.AID, Purpose.NEW, first_group(window)),
    "kunjungan": lambda window: Destination(PageName.MENTORING, Purpose.NEW, first_group(window)),
}
EVERY_SCENE = pytest.mark.parametrize("scene", SCENES)
EVERY_SIZE = pytest.mark.parametrize("size", SIZES)


@pytest.fixture
def scene_of(open_window, laptop, qtbot):
    def show(scene, size):
        window = open_window(laptop, SIZES[size])
        window.go(SCENES[scene](window))
        settle(qtbot, window.session)
        return window

    return show


def clipped(window):
    found = []
    for label in shown(window, QLabel):
        if not label.text() or label.wordWrap() or isinstance(label, ElidedText):
            continue
        needed = label.fontMetrics().horizontalAdvance(label.text())
        if needed > label.contentsRect().width() + 2:
            found.append((label.text(), needed, label.width()))
    return found + [
        (button.text(), button.sizeHint().width(), button.width())
        for button in shown(window, QPushButton)
        if button.text() and button.sizeHint().width() > button.width() + 1
    ]


@pytest.mark.slow
@EVERY_SIZE
@EVERY_SCENE
def test_a_page_has_room_names_and_targets(scene_of, scene, size):
    window = scene_of(scene, size)
    assert window.size().toTuple() == SIZES[size]
    least = window.minimumSizeHint()
    assert least.width() <= max(SIZES[size][0], 911)
    assert least.height() <= SIZES[size][1]
    assert clipped(window) == []
    assert [one for one in nameless(window) if one[0] != "QScrollArea"] == []
    assert too_small(window) == []


@pytest.mark.slow
@EVERY_SCENE
def test_a_page_speaks_the_words_of_the_office(scene_of, scene):
    window = scene_of(scene, "wide")
    texts = [label.text() for label in shown(window, QLabel)]
    texts += [button.text() for button in shown(window, QAbstractButton)]
    texts += [edit.placeholderText() for edit in shown(window, QLineEdit)]
    assert [text for text in texts if FORBIDDEN.search(re.sub("<[^>]*>", "", text))] == []
    assert [text for text in texts if re.search(r"(?<!&)&(?![&\w])", text)] == []


@pytest.mark.slow
@EVERY_SCENE
def test_the_tab_key_goes_round_a_page_without_a_trap(scene_of, scene, qtbot):
    window = scene_of(scene, "wide")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    start = window.tabs.tabBar()
    start.setFocus()
    visited, trail = set(), []
    for _ in range(300):
        now = QApplication.focusWidget()
        assert now is not None, f"the focus was lost after {trail[-3:]}"
        trail.append((type(now).__name__, now.objectName(), now.accessibleName()))
        if now is start and visited:
            break
        visited.add(id(now))
        QTest.keyClick(now, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is start
    buttons = [
        button
        for button in shown(window.page, QPushButton)
        if button.focusPolicy() & Qt.FocusPolicy.TabFocus and button.focusProxy() is None
        and button.isEnabled() and not button.isCheckable()
    ]  # fmt: skip
    assert [button.text() for button in buttons if id(button) not in visited] == []


def test_every_command_is_in_the_menu_with_icon_and_a_tooltip_that_names_its_keys(
    open_window, laptop
):
    window = open_window(laptop)
    menu = window.tabs.menu_button.menu()
    branches = menu.findChildren(QMenu)
    assert [branch.title() for branch in branches] == ["Pergi ke", "Tampilan"]
    in_menu = {action for part in (menu, *branches) for action in part.actions()}
    commands = window.actions_list.all()
    for command in commands:
        action = window.actions_list.action(command.id)
        assert isinstance(action, QAction)
        assert action in in_menu
        assert not action.icon().isNull()
        assert action.isEnabled()
        assert bool(command.keys) == ("(" in action.toolTip())
    keys = [key for command in commands for key in command.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.slow
@pytest.mark.parametrize("name", list(PageName)[:5])
def test_each_page_is_one_key_away(open_window, laptop, qtbot, name):
    window = open_window(laptop)
    place = list(PageName).index(name)
    window.actions_list.action(f"go-{name.value}").trigger()
    settle(qtbot, window.session)
    assert window.tabs.currentIndex() == place


def test_the_window_never_opens_a_modal_dialog_on_its_pages(scene_of):
    window = scene_of("kelompok baru", "wide")
    assert QApplication.activeModalWidget() is None
    window.actions_list.trigger("save")
    assert QApplication.activeModalWidget() is None


def test_help_shows_the_page_at_hand_and_goes_again(open_window, laptop):
    window = open_window(laptop)
    window.actions_list.trigger("help")
    assert window.help.isVisible()
    window.go(Destination(PageName.AID))
    assert "Bantuan" in [label.text() for label in shown(window.help, QLabel)]
    window.actions_list.trigger("help")
    assert not window.help.isVisible()


def test_esc_closes_the_help(open_window, laptop):
    window = open_window(laptop)
    window.actions_list.trigger("help")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.help.isVisible()


def test_help_leaves_the_page_the_room_it_needs(open_window, laptop, qtbot):
    window = open_window(laptop)
    window.go(SCENES["serah terima"](window))
    window.actions_list.trigger("help")
    settle(qtbot, window.session)
    assert window.width() <= SIZES["wide"][0]
    assert clipped(window) == []
    window.actions_list.trigger("help")
    settle(qtbot, window.session)
    assert clipped(window) == []


def test_a_handover_begins_with_the_group_that_is_shown(open_window, laptop, qtbot):
    window = open_window(laptop)
    group_id = first_group(window)
    window.go(Destination(PageName.GROUPS, Purpose.SHOW, group_id))
    settle(qtbot, window.session)
    window.actions_list.trigger("new-handover")
    settle(qtbot, window.session)
    [picker] = [one for one in shown(window.page, QLineEdit) if one.objectName() == "group_id"]
    assert picker.value() == group_id


def test_the_search_finds_a_person_and_goes_there(open_window, laptop, qtbot):
    window = open_window(laptop)
    person = window.session.lists.members.of_group(first_group(window))[0]
    window.actions_list.trigger("search")
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    qtbot.keyClicks(box, person.nik[-8:])
    qtbot.keyClick(box, Qt.Key.Key_Return)
    settle(qtbot, window.session)
    assert window.tabs.currentIndex() == 2
    assert any(person.name in label.text() for label in window.page.findChildren(QLabel))


def test_sample_data_is_marked_on_every_page(open_window, laptop):
    window = open_window(laptop)
    bands = [one for one in shown(window, QWidget) if "DATA CONTOH" in one.accessibleName()]
    labels = [one for one in shown(window, QLabel) if "DATA CONTOH" in one.text()]
    assert bands or labels


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_the_office_has_its_own_page_for_merging(open_window, office, look, mode, qtbot):
    look.set_mode(mode)
    window = open_window(office)
    window.go(Destination(PageName.MERGE))
    settle(qtbot, window.session)
    assert clipped(window) == []
    assert [one for one in nameless(window) if one[0] != "QScrollArea"] == []
    assert window.tabs.count() == 6


def test_files_are_looked_at_before_anything_is_written_and_merged_on_demand(
    open_window, office, laptop, tmp_path, qtbot
):
    from kube_desktop.services.opening import open_services

    copy = DataPaths(shutil.copytree(laptop.root, tmp_path / "sender"))
    sender = open_services(copy)
    sent = sender.sending.send(tmp_path)
    sender.close()
    window = open_window(office)
    window.go(Destination(PageName.MERGE))
    page = window.page.inbox
    page.look_at([sent.path])
    settle(qtbot, window.session)
    groups = window.session.lists.groups
    before = groups.count()
    assert "Pratinjau" in page.message.text
    page.merge()
    settle(qtbot, window.session)
    assert groups.count() > before
    assert "1 berkas sudah digabung" in page.message.text
    with qtbot.waitSignal(window.session.window.print_papers) as asked:
        press(page, "Cetak berita acara")
    (order,) = asked.args
    assert (order.kind, len(order.subjects)) == (PaperKind.MERGE_MINUTES, 1)
    assert isinstance(window.session.services().merging, MergingService)


class OtherWindows(QObject):
    """Notices windows that open besides the main window, be it for a moment."""

    def __init__(self):
        super().__init__()
        self.seen = []

    @override
    def eventFilter(self, watched, event):
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and not isinstance(watched, MainWindow)
        ):
            self.seen.append(type(watched).__name__)
        return False


@pytest.mark.slow
@EVERY_SCENE
def test_no_other_window_flashes_while_a_page_is_made(qapp, scene_of, scene):
    watch = OtherWindows()
    qapp.installEventFilter(watch)
    scene_of(scene, "wide")
    qapp.removeEventFilter(watch)
    assert watch.seen == []


def test_tab_title_and_record_tell_of_a_form_that_is_not_stored(open_window, laptop, qtbot):
    window = open_window(laptop)
    group = first_group(window)
    window.go(Destination(PageName.GROUPS, Purpose.EDIT, group))
    settle(qtbot, window.session)
    assert window.tabs.tabText(1) == "Kelompok"
    name = QApplication.focusWidget()
    name.selectAll()
    QTest.keyClicks(name, "7")
    assert window.tabs.tabText(1) == "Kelompok •"
    window.page.save()
    settle(qtbot, window.session)
    assert window.windowTitle().startswith("Perbaiki: KUBE Desktop")
    window.go(Destination(PageName.HOME))
    assert window.windowTitle().startswith("KUBE Desktop")
    assert window.tabs.tabText(1) == "Kelompok •"
    window.go(Destination(PageName.GROUPS))
    window.page.go_back()
    settle(qtbot, window.session)
    assert window.tabs.tabText(1) == "Kelompok"
    assert window.windowTitle().startswith("KUBE Desktop")
    unfinished = window.page.detail.unfinished
    qtbot.waitUntil(unfinished.isVisible)
    assert "Isian belum selesai" in unfinished.text
    next(one for one in shown(unfinished, QPushButton) if one.text().strip() == "Lanjutkan").click()
    settle(qtbot, window.session)
    assert window.tabs.tabText(1) == "Kelompok •"
    window.page.group_form.cancel()
    settle(qtbot, window.session)
    assert not unfinished.isVisible()


def test_the_search_uses_its_room_and_leads_to_all_hits_of_a_kind(qtbot, open_window, laptop):
    window = open_window(laptop)
    window.actions_list.trigger("search")
    palette = window.open_overlays()[0].content
    palette.box.setText("a")
    palette.search()
    titles = [entry.title for entry in palette._all()]
    assert titles[0] == "Anggota"
    # Tab goes from part to part, and from the last to the first.
    heads = [n for n, entry in enumerate(palette._all()) if entry.run is None]
    assert len(heads) > 1
    for head in (*heads[1:], heads[0]):
        QTest.keyClick(palette.box, Qt.Key.Key_Tab)
        assert palette.results.currentRow() == head + 1
    assert QApplication.focusWidget() is palette.box
    QTest.keyClick(palette.box, Qt.Key.Key_Backtab)
    assert palette.results.currentRow() == heads[-1] + 1
    # With hits of one kind alone, the box is full of them.
    lists = window.session.lists
    people = lists.members.listing(MemberFilter()).page(0, 1000)
    often = Counter(row.name.split()[0].lower() for row in people).most_common()
    name = next(
        name
        for name, count in often
        if {
            hit.kind
            for hit in lists.search.find(name, lists.members, lists.groups, lists.handovers)
        }
        == {"people"}
    )
    palette.box.setText(name)
    palette.search()
    (everybody,) = [one for one in palette.entries() if one.title.startswith("Lihat semua")]
    assert len(palette.entries()) > 4
    bar = palette.results.verticalScrollBar()
    assert bar.maximum() == 0
    palette.chosen.emit(everybody)
    settle(qtbot, window.session)
    page = window.page
    assert page is window.page_named(PageName.MEMBERS)
    count = page.list.table.model.rowCount()
    assert everybody.title == f"Lihat semua {count} anggota"
    assert page.list.search.text() == name


def test_a_toast_stays_on_its_page_and_is_undone_elsewhere_only_when_asked_again(
    qtbot, open_window, laptop
):
    window = open_window(laptop)
    undone = []
    window.session.window.toast.emit("Joko Contoh tersimpan", lambda: undone.append(1))
    window.go(Destination(PageName.AID))
    assert window.toasts.current is not None  # one that comes with the way to a page stays there
    settle(qtbot, window.session)
    window.go(Destination(PageName.GROUPS))
    assert window.toasts.current is None
    window.actions_list.trigger("undo")
    assert undone == []
    assert window.toasts.current.accessibleName() == "Joko Contoh tersimpan"
    window.session.bus.publish(Changes(frozenset({Kind.DRAFT})))
    assert window.toasts.current is not None
    window.session.bus.publish(Changes(frozenset({Kind.PERSON})))
    assert window.toasts.current is None
    window.actions_list.trigger("undo")
    window.actions_list.trigger("undo")
    assert undone == [1]


def test_the_office_reads_why_a_file_was_refused_in_the_smallest_window(
    qtbot, open_window, office, tmp_path
):
    window = open_window(office, (911, 432))
    window.go(Destination(PageName.MERGE))
    (tmp_path / "KUBE_Paser_Lusi_2026-11-19_0942.kube").write_bytes(b"no" * 50)
    page = window.page
    page.look_at([tmp_path / "KUBE_Paser_Lusi_2026-11-19_0942.kube"])
    settle(qtbot, window.session)
    assert page.inbox.message.isVisible()
    assert window.size().toTuple() == (911, 432)
    table = page.inbox.table
    reason = table.model.row(0).note
    (told,) = (n for n, one in enumerate(table.model.columns) if one.header == "Keterangan")
    # Two lines of the small letters, with a word's length to spare.
    needed = QFontMetrics(window.session.theme.font(9)).horizontalAdvance(reason)
    assert needed < 2 * (table.view.columnWidth(told) - 16) - 60
    assert [one.text().strip() for one in shown(window, QPushButton)].count("Pilih berkas") == 1

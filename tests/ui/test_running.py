"""Background work, errors, commands, preferences."""

import sys
import threading

import pytest
from PySide6.QtCore import QByteArray, QObject, Qt, QtMsgType
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import delete

from kube_desktop.domain.changes import Changes, Kind
from kube_desktop.domain.checks import Problem
from kube_desktop.domain.errors import DomainError, EnvironmentProblem, ValidationError
from kube_desktop.ui.actions import Actions, Command, Part
from kube_desktop.ui.bus import ChangeBus
from kube_desktop.ui.command_list import RECORD_COMMANDS
from kube_desktop.ui.errors import (
    ErrorDesk,
    TroubleKind,
    bug_code,
    log_qt_message,
    report_of,
    trouble_of,
)
from kube_desktop.ui.i18n import speak_indonesian
from kube_desktop.ui.preferences import Preferences
from kube_desktop.ui.tasks import TaskRunner
from kube_desktop.ui.theme import Mode


@pytest.fixture
def failures():
    return []


@pytest.fixture
def tasks(qapp, failures):
    runner = TaskRunner(failures.append)
    yield runner
    runner.shut_down()


def test_work_runs_elsewhere_and_reports_here(qtbot, tasks):
    seen = []
    tasks.submit(threading.get_ident, lambda ident: seen.append((ident, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    [(work, report)] = seen
    assert report == threading.get_ident() != work


def test_work_is_done_in_the_order_it_was_handed_in(qtbot, tasks):
    seen = []
    for number in range(5):
        tasks.submit(lambda number=number: number, seen.append)
    qtbot.waitUntil(lambda: len(seen) == 5)
    assert seen == [0, 1, 2, 3, 4]


def test_a_failing_task_reports_its_error_once(qtbot, tasks, failures):
    seen = []
    tasks.submit(lambda: 1 / 0, seen.append, seen.append)
    tasks.submit(lambda: {}["x"], seen.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert [type(error) for error in seen] == [ZeroDivisionError]
    assert [type(error) for error in failures] == [KeyError]


def test_nobody_is_called_back_who_is_gone(qtbot, tasks):
    seen = []
    owner = QObject()
    gate = threading.Event()
    tasks.submit(lambda: gate.wait(10), lambda _: seen.append("gone"), owner=owner)
    delete(owner)
    gate.set()
    tasks.submit(lambda: "later", seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["later"]


def test_long_work_tells_how_far_it_is_and_stops_when_cancelled(qtbot, tasks):
    told, ended = [], []
    gate = threading.Event()

    def work(progress):
        progress(1, 10, "menyiapkan")
        gate.wait(10)
        progress.check()
        return "finished"

    task = tasks.submit_long(
        work, ended.append, on_cancelled=lambda: ended.append("cancelled"), name="ekspor"
    )
    task.progressed.connect(lambda *step: told.append((*step, threading.get_ident())))
    assert tasks.named_tasks == (task,)
    qtbot.waitUntil(lambda: told == [(1, 10, "menyiapkan", threading.get_ident())])
    task.cancel()
    gate.set()
    qtbot.waitUntil(lambda: ended == ["cancelled"])
    assert tasks.named_tasks == ()


def test_a_cancelled_task_calls_nobody(qtbot, tasks):
    seen = []
    gate = threading.Event()
    tasks.submit(lambda: gate.wait(10), lambda _: None)
    dropped = tasks.submit(lambda: "dropped", seen.append)
    dropped.cancel()
    gate.set()
    tasks.submit(lambda: "kept", seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["kept"]


def test_busy_begins_with_the_first_and_ends_with_the_last_work(qtbot, tasks):
    states = []
    tasks.busy_changed.connect(states.append)
    tasks.submit(lambda: None, lambda _: None)
    tasks.submit(lambda: None, lambda _: None)
    qtbot.waitUntil(lambda: states == [True, False])


def test_a_commit_reaches_the_views(qtbot):
    bus = ChangeBus()
    with qtbot.waitSignal(bus.committed) as committed:
        bus.publish(Changes(frozenset({Kind.GROUP})))
    assert committed.args[0].touches(Kind.GROUP)


def test_many_commits_of_a_long_job_are_told_together(qtbot):
    bus, heard = ChangeBus(), []
    bus.committed.connect(lambda changes: heard.append(changes.kinds))
    bus.set_calm(is_calm=True)
    for kind in (Kind.HANDOVER, Kind.VISIT, Kind.HANDOVER):
        bus.publish(Changes(frozenset({kind})))
    qtbot.waitUntil(lambda: len(heard) == 1, timeout=4000)
    bus.publish(Changes(frozenset({Kind.GROUP})))
    bus.set_calm(is_calm=False)
    assert heard == [{Kind.HANDOVER, Kind.VISIT}, {Kind.GROUP}]
    bus.publish(Changes(frozenset({Kind.AID})))
    assert len(heard) == 3


def test_a_commit_from_the_worker_is_heard_in_this_thread(qtbot, tasks):
    bus = ChangeBus()
    heard = []
    bus.committed.connect(lambda _: heard.append(threading.get_ident()))
    tasks.submit(lambda: bus.publish(Changes()), lambda _: None)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [threading.get_ident()]


def _bug(secret):
    raise RuntimeError(f"kelompok '{secret}' dengan NIK 6407054105859002")


def _caught(work):
    try:
        work()
    except Exception as error:
        return error
    raise AssertionError


def test_each_kind_of_trouble_is_shown_its_own_way():
    assert trouble_of(ValidationError([Problem("name", "Isi nama")])).kind is TroubleKind.INPUT
    assert trouble_of(DomainError("Belum boleh")).text == "Belum boleh"
    disk = trouble_of(EnvironmentProblem("Flashdisk penuh"))
    assert (disk.kind, disk.retry) == (TroubleKind.MACHINE, True)
    bug = trouble_of(_caught(lambda: _bug("Mekar")))
    assert bug.kind is TroubleKind.BUG
    assert bug.code in bug.text
    assert "Traceback" not in bug.text


def test_a_bug_has_the_same_code_every_time():
    first, second = _caught(lambda: _bug("a")), _caught(lambda: _bug("b"))
    assert bug_code(first) == bug_code(second)
    assert len(bug_code(first)) == 4


def test_the_report_of_a_bug_names_no_person():
    report = report_of(_caught(lambda: _bug("Siti Aminah")), "4F21")
    assert "RuntimeError" in report
    assert "4F21" in report
    assert "Siti" not in report
    assert "6407054105859002" not in report


def test_the_desk_offers_to_try_again_only_when_it_can_help(qtbot):
    desk = ErrorDesk()
    told = []
    desk.told.connect(lambda trouble, retry: told.append((trouble.text, retry)))
    again = lambda: None  # noqa: E731
    desk.handle(EnvironmentProblem("Flashdisk dicabut"), again)
    desk.handle(DomainError("Belum boleh"), again)
    assert told == [("Flashdisk dicabut", again), ("Belum boleh", None)]


def test_what_nobody_catches_reaches_the_desk_from_every_thread(qtbot):
    desk = ErrorDesk()
    crashes = []
    desk.crashed.connect(crashes.append)
    desk.install()
    try:
        error = _caught(lambda: _bug("x"))
        sys.excepthook(type(error), error, error.__traceback__)
        sys.excepthook(type(error), error, error.__traceback__)
        thread = threading.Thread(target=lambda: {}["missing"])
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: len(crashes) == 2)
    finally:
        desk.uninstall()
    assert {trouble.kind for trouble in crashes} == {TroubleKind.BUG}
    assert sys.excepthook is sys.__excepthook__


def test_qt_writes_into_the_log_without_numbers_of_people(caplog):
    log_qt_message(QtMsgType.QtWarningMsg, None, "bad value 6407054105859002")
    assert "6407054105859002" not in caplog.text
    assert "bad value" in caplog.text


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    return window


PRINT = Command("print", "Cetak", "printer", ("Ctrl+P",), Part.RECORD, "bast pdf kertas")
HELP = Command("help", "Bantuan halaman ini", "circle-help", ("F1",), Part.HELP)


def test_a_command_is_one_thing_in_menu_palette_and_by_key(qtbot, window):
    actions = Actions(window)
    done = []
    actions.add(HELP, lambda: done.append("help"))
    actions.add(PRINT, lambda: done.append("print"))
    menu = QMenu(window)
    actions.fill_menu(menu)
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts == ["Cetak", "Bantuan halaman ini"]
    assert [command.id for command in actions.find("kertas")] == ["print"]
    assert actions.action("print").toolTip() == "Cetak (Ctrl+P)"
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    actions.trigger("help")
    assert done == ["print", "help"]


def test_no_key_means_two_things(window):
    actions = Actions(window)
    actions.add(PRINT, lambda: None)
    with pytest.raises(ValueError, match=r"Ctrl\+P already means print"):
        actions.add(Command("other", "Lain", "printer", ("Ctrl+P",)), lambda: None)
    with pytest.raises(ValueError, match="exists already"):
        actions.add(PRINT, lambda: None)


def test_every_command_has_words_icon_and_tooltip(window):
    actions = Actions(window)
    for command in (PRINT, HELP):
        actions.add(command, lambda: None)
        action = actions.action(command.id)
        assert action.text()
        assert not action.icon().isNull()
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
        assert shown in action.toolTip()


def test_preferences_come_back_after_a_restart(tmp_path):
    file = tmp_path / "settings.ini"
    mine = Preferences(file)
    mine.mode = Mode.DARK
    mine.text_scale = 1.15
    mine.last_folder = tmp_path
    mine.set_paper("EPSON L3210/1", "F4")
    mine.set_print_offset("EPSON L3210/1", 1.5, -2)
    mine.set_splitter("kelompok", QByteArray(b"state"))
    mine.set_window_geometry("layar", QByteArray(b"geometry"))
    mine.set_hint_seen("kelompok")
    mine.save()
    again = Preferences(file)
    assert (again.mode, again.text_scale, again.last_folder) == (Mode.DARK, 1.15, tmp_path)
    assert again.paper("EPSON L3210/1") == "F4"
    assert again.print_offset("EPSON L3210/1") == (1.5, -2.0)
    assert again.splitter("kelompok") == QByteArray(b"state")
    assert again.window_geometry("layar") == QByteArray(b"geometry")
    assert again.was_hint_seen("kelompok")
    again.forget_splitters()
    assert again.splitter("kelompok") is None


def test_a_damaged_settings_file_means_the_defaults(tmp_path):
    file = tmp_path / "settings.ini"
    file.write_text("[look]\nmode=pink\ntext_scale=9\n[offsets]\nx=a;b\n", encoding="utf-8")
    mine = Preferences(file)
    assert (mine.mode, mine.text_scale) == (Mode.LIGHT, 1.0)
    assert mine.print_offset("x") == (0.0, 0.0)
    assert mine.last_folder is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_both_enter_keys_finish_a_form_although_qt_speaks_indonesian(qtbot, window, qapp, key):
    translator = speak_indonesian(qapp)
    try:
        actions = Actions(window)
        done = []
        accept = next(one for one in RECORD_COMMANDS if one.id == "accept")
        actions.add(accept, lambda: done.append("accept"))
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert done == ["accept"]
    finally:
        qapp.removeTranslator(translator)

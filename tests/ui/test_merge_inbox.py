"""The office's inbox: files with their deeds, numbers with their lists, past files taken back."""

import shutil

import pytest
from page_bench import copied_session, listen, put_on_screen
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kube_desktop.domain.foreseen import ListName, time_left
from kube_desktop.domain.inbox import Deed, Standing
from kube_desktop.domain.papers import PaperKind
from kube_desktop.paths import DataPaths
from kube_desktop.services.opening import open_services
from kube_desktop.ui.merging.progress import Running
from kube_desktop.ui.tabs.merging import MergingTab


@pytest.fixture(scope="module")
def inbox_folder(sample_root, tmp_path_factory):
    """A folder with a good file of the sample laptop and a broken one."""
    folder = tmp_path_factory.mktemp("inbox")
    sent = folder / "kiriman"
    sent.mkdir()
    services = open_services(DataPaths(shutil.copytree(sample_root, folder / "laptop")))
    good = services.sending.send(sent / "1.kube").path
    services.close()
    (sent / "rusak.kube").write_bytes(good.read_bytes()[:-80])
    return sent


@pytest.fixture
def page(office_root, tmp_path, look, qtbot):
    with copied_session(office_root, tmp_path, look) as session:
        heard = listen(session)
        tab = put_on_screen(qtbot, MergingTab(session))
        finish(qtbot, session)
        yield tab, session, heard
        tab.hide()


def finish(qtbot, session):
    """Wait until everything is done; a merge on a busy machine takes longer than a list."""
    qtbot.waitUntil(lambda: not session.tasks.is_busy, timeout=90_000)
    QApplication.processEvents()


def by_standing(tab):
    model = tab.inbox.table.model
    rows = [model.row(place) for place in range(model.rowCount())]
    return {row.standing: row for row in rows}


def test_files_are_shown_with_what_can_be_done_and_every_number_opens_its_list(
    page, inbox_folder, qtbot
):
    tab, session, heard = page
    tab.look_at([inbox_folder])
    finish(qtbot, session)
    rows = by_standing(tab)
    assert rows[Standing.READY].deed is Deed.MERGE
    assert rows[Standing.BROKEN].deed is Deed.ASK_AGAIN
    assert tab.inbox.merge_button.text().strip() == "Gabungkan 1 berkas yang siap"
    assert "1 siap" in tab.inbox.counts.text()
    for name, card in tab.inbox.numbers.cards.items():
        card.click()
        overlay = tab.inbox.numbers.overlay
        shown = overlay.content.table.model.rowCount()
        assert shown == min(1000, tab.inbox.numbers._lists[name].total)
        assert (shown > 0) is (name is ListName.NEW)
        overlay.dismiss()
    place = [tab.inbox.table.model.row(n).standing for n in range(2)].index(Standing.BROKEN)
    tab.inbox._on_enter(place)
    assert "rusak.kube" in QApplication.clipboard().text()
    assert "disalin" in heard.last_toast


def test_a_merge_offers_its_minutes_and_can_be_taken_back_with_a_reason(page, inbox_folder, qtbot):
    tab, session, heard = page
    before = session.lists.groups.count()
    tab.look_at([inbox_folder / "1.kube"])
    finish(qtbot, session)
    tab.accept()
    finish(qtbot, session)
    assert session.lists.groups.count() > before
    buttons = {button.text().strip(): button for button in tab.inbox.message.buttons}
    buttons["Cetak berita acara"].click()
    assert heard.papers[-1].kind is PaperKind.MERGE_MINUTES
    buttons["Batalkan gabungan ini"].click()
    finish(qtbot, session)
    assert tab.part is tab.past
    tab.past.ask()
    finish(qtbot, session)
    view = tab.past._overlay.content
    view.ok_button.click()
    assert "alasan" in view.message.text
    QTest.keyClicks(view.reason, "Laptop dipakai latihan")
    QTest.keyClick(view.ok_button, Qt.Key.Key_Return)
    finish(qtbot, session)
    finish(qtbot, session)
    assert "sudah dibatalkan" in tab.past.message.text
    assert session.lists.groups.count() == before
    notes = [tab.past.table.model.row(n).note for n in range(tab.past.table.model.rowCount())]
    assert "Laptop dipakai latihan" in notes


def test_how_long_a_merge_still_takes_is_said_once_it_can_be_guessed(qtbot):
    running = Running()
    qtbot.addWidget(running)
    running.begin("Menggabung berkas", "Hentikan sesudah berkas ini")
    running.follow(2, 212)
    assert running.words.text() == "Berkas 2 dari 212"
    running._began -= 120
    running.follow(87, 212)
    assert running.words.text() == "Berkas 87 dari 212, sisa sekitar 3 menit"
    assert not running.is_stopped
    running.stop_button.click()
    assert running.is_stopped
    assert [time_left(s) for s in (20, 3 * 3600 + 300)] == [
        "sisa kurang dari 1 menit", "sisa sekitar 3 jam 5 menit",
    ]  # fmt: skip

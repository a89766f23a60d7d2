"""Tanda terima, koreksi and the office's register of laptops, in the window."""

import shutil
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from page_bench import copied_session
from pages import press
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kube_desktop.db.models import Question
from kube_desktop.paths import DataPaths
from kube_desktop.services.opening import open_services
from kube_desktop.services.sample.making import make_sample_office
from kube_desktop.ui.dialogs.sending import Place, SendingPanel
from kube_desktop.ui.replies.corrections import CorrectionsPanel
from kube_desktop.ui.replies.laptops import LaptopsPanel
from kube_desktop.ui.widgets.text import Text


@pytest.fixture(scope="module")
def corrected(sample_root, tmp_path_factory):
    """A laptop and its office after a file went there; the office corrected and asked."""
    root = tmp_path_factory.mktemp("corrected")
    make_sample_office(DataPaths(root / "O"))
    laptop = open_services(DataPaths(shutil.copytree(sample_root, root / "D")))
    office = open_services(DataPaths(root / "O"))
    office.merging.merge([laptop.sending.send(root / "a.kube").path])
    _correct(laptop, office)
    office.replying.reply_all(root)
    laptop.close()
    office.close()
    return root


def _correct(laptop, office):
    rows = laptop.workplace.database.reader.rows(
        "SELECT c.row_id FROM sync_change c JOIN sync_branch b ON b.replica = c.replica "
        "WHERE c.tbl = 'groups' AND c.op = 'I' ORDER BY c.seq LIMIT 2"
    )
    for (row_id,) in rows:
        group_id = UUID(bytes=row_id)
        draft = office.lists.groups.draft(group_id)
        office.groups.correct(group_id, replace(draft, note="Sesuai SK Dinas"))
    with office.workplace.database.write() as session:
        session.add(
            Question(
                mentor_id=laptop.workplace.actor, record_table="groups", record_id=group_id,
                question="Apakah kelompok ini masih aktif?", asked_by="Ibu Ani",
                asked_on=date(2026, 11, 19), status="terbuka",
            )
        )  # fmt: skip


@pytest.fixture
def session(corrected, tmp_path, look):
    with copied_session(corrected / "D", tmp_path, look) as session:
        yield session


def reply_of(corrected):
    return next(corrected.glob("BALASAN_*.kube"))


def words_of(widget):
    return " ".join(one.text() for one in widget.findChildren(Text) if one.isVisibleTo(widget))


def test_a_return_file_is_taken_in_kirim_data_and_leads_to_the_corrections(
    session, corrected, qtbot, tmp_path
):
    panel = SendingPanel(
        session, session.services().sending.preview(), [Place(tmp_path, "Flashdisk", "", "usb")]
    )
    qtbot.addWidget(panel)
    panel.show()
    assert not panel.everything.isVisibleTo(panel)
    panel.receipt.code.setText("AAAAA-AAAAA")
    QTest.keyClick(panel.receipt.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "salah ketik" in panel.receipt.message.text)
    panel.receipt.take_file(reply_of(corrected))
    qtbot.waitUntil(lambda: "sudah dipakai" in panel.receipt.message.text, timeout=20_000)
    assert "2 koreksi menunggu tanggapan" in panel.receipt.message.text
    qtbot.waitUntil(lambda: panel.everything.isVisibleTo(panel))
    with qtbot.waitSignal(session.window.corrections):
        press(panel, "Tanggapi")
    todos = [todo.title for todo in session.lists.home.board().todos]
    assert "2 koreksi dan 1 pertanyaan dari provinsi" in todos


def test_corrections_are_answered_with_the_keyboard(session, corrected, qtbot):
    session.services().accepting.take(reply_of(corrected))
    panel = CorrectionsPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(lambda: len(panel.cards) == 3)
    qtbot.waitUntil(lambda: "Sesuai SK Dinas" in words_of(panel))
    first, second, asked = panel.cards
    QTest.keyClick(first.accept_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(panel.cards) == 2)
    (second, asked) = panel.cards
    second.object_button.click()
    QTest.keyClick(second.reply.line, Qt.Key.Key_Return)  # a reason is wanted
    assert len(panel.cards) == 2
    QTest.keyClicks(second.reply.line, "SK ini sudah dicabut")
    QTest.keyClick(second.reply.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(panel.cards) == 1)
    (asked,) = panel.cards
    QTest.keyClicks(asked.reply.line, "Masih aktif")
    QTest.keyClick(asked.reply.line, Qt.Key.Key_Return)
    qtbot.waitUntil(panel.nothing.isVisible)
    assert session.lists.corrections.counts() == (0, 0)


def test_the_office_enrols_revokes_acknowledges_and_replies(corrected, qtbot, tmp_path, look):
    with copied_session(corrected / "O", tmp_path, look) as session:
        panel = LaptopsPanel(session)
        qtbot.addWidget(panel)
        panel.show()
        qtbot.waitUntil(lambda: len(panel.cards) == 1)
        panel.cards[0].enrol_button.click()
        qtbot.waitUntil(lambda: panel.cards[0].laptop.state == "terdaftar")
        (code,) = session.services().workplace.database.reader.row(
            "SELECT code FROM sync_package WHERE status = 'merged'"
        )
        panel.code.setText(code)
        QTest.keyClick(panel.code, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "Kode terima" in panel.message.text)
        folder = tmp_path / "balasan"
        folder.mkdir()
        panel.reply_in(folder)
        qtbot.waitUntil(lambda: "1 balasan sudah jadi" in panel.message.text, timeout=20_000)
        assert len(list(folder.glob("BALASAN_*.kube"))) == 1
        panel.cards[0].revoke_button.click()
        panel.cards[0].confirm_button.click()
        assert panel.cards[0].laptop.state == "terdaftar"
        panel.cards[0].reason.setText("Laptop hilang")
        panel.cards[0].confirm_button.click()
        qtbot.waitUntil(lambda: panel.cards[0].laptop.state == "dicabut")

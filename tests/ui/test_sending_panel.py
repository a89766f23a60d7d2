"""Kirim data in its overlay, over a sample laptop."""

import pytest
from page_bench import copied_session
from pages import press
from PIL import Image
from PySide6.QtWidgets import QFileDialog, QWidget

from kube_desktop.domain.papers import PaperKind, PaperSize
from kube_desktop.exchange.keys import OFFICE_KIND, SAMPLE_OFFICE, to_text
from kube_desktop.ui.dialogs.about import open_about
from kube_desktop.ui.dialogs.sending import Place, SendingPanel
from kube_desktop.ui.widgets.text import Text


@pytest.fixture
def session(sample_root, tmp_path, look):
    with copied_session(sample_root, tmp_path, look) as session:
        yield session


def words_after_sending(session, qtbot, folder):
    preview = session.services().sending.preview()
    panel = SendingPanel(session, preview, [Place(folder, "Flashdisk", "", "usb")])
    qtbot.addWidget(panel)
    panel.show()
    panel.make()
    qtbot.waitUntil(lambda: hasattr(panel, "done_button"), timeout=30_000)
    return words_of(panel)


def words_of(widget):
    return " ".join(one.text() for one in widget.findChildren(Text) if one.isVisibleTo(widget))


def test_sending_goes_on_after_the_key_of_the_office_was_installed(
    session, qtbot, tmp_path, monkeypatch
):
    services = session.services()
    with services.workplace.database.raw() as connection:
        connection.execute("DELETE FROM installation WHERE key = 'office_key'")
    key = tmp_path / "kunci.txt"
    key.write_text(to_text(OFFICE_KIND, SAMPLE_OFFICE.public), encoding="ascii")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(key), ""))
    places = [Place(tmp_path / name, name, "", "usb") for name in ("satu", "dua")]
    panel = SendingPanel(session, services.sending.preview(), places)
    qtbot.addWidget(panel)
    panel.show()
    panel.finished.connect(lambda: pytest.fail("closed"))
    assert "belum dipasang" in words_of(panel)
    press(panel, "dua")
    press(panel, "Pasang kunci kantor…")
    qtbot.waitUntil(lambda: "belum dipasang" not in words_of(panel))
    panel.make()
    qtbot.waitUntil(lambda: hasattr(panel, "done_button"), timeout=30_000)
    assert len(list((tmp_path / "dua").iterdir())) == 1


def test_the_words_of_this_laptop_are_told_about_the_program(session, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    overlay = open_about(window, session)
    own = session.services().sending.own_words()
    assert len(own.split()) == 6
    qtbot.waitUntil(lambda: own in words_of(overlay))


def test_the_letter_with_the_file_is_printed_from_the_last_page(session, qtbot, tmp_path):
    panel = SendingPanel(session, session.services().sending.preview(), [
        Place(tmp_path, "Flashdisk", "", "usb")])  # fmt: skip
    qtbot.addWidget(panel)
    panel.show()
    panel.make()
    qtbot.waitUntil(lambda: hasattr(panel, "done_button"), timeout=30_000)
    with qtbot.waitSignal(panel.finished), qtbot.waitSignal(session.window.print_papers) as asked:
        press(panel, "Cetak surat pengantar")
    (order,) = asked.args
    assert order.kind is PaperKind.COVER_LETTER
    (file,) = tmp_path.glob("*.kube")
    made = session.services().printing.make(order.kind, order.subjects[0], PaperSize.A4)
    assert made.title == file.name


@pytest.mark.parametrize("is_damaged", [False, True])
def test_the_person_is_told_when_a_photo_stayed_behind(session, qtbot, tmp_path, is_damaged):
    photo = tmp_path / "foto.png"
    Image.new("RGB", (40, 40), "teal").save(photo)
    group = session.lists.groups.choices("", 1)[0]
    services = session.services()
    services.attachments.add("groups", group.id, photo)
    if is_damaged:
        (kept,) = services.workplace.paths.attachments.iterdir()
        kept.write_bytes(b"damaged")
    words = words_after_sending(session, qtbot, tmp_path)
    assert "sudah jadi dan sudah diperiksa" in words
    assert ("1 foto atau scan tidak ikut" in words) is is_damaged

"""The first page of an empty laptop."""

import pytest
from pages import key, nameless, texts, unreached
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from kube_desktop.ui.dialogs.first_run import FirstRunPage


@pytest.fixture
def page(qtbot, look):
    page = FirstRunPage()
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.form.editor("name").setFocus()
    return page


def test_f1_explains_the_first_page_and_goes_again(page):
    key(Qt.Key.Key_F1)
    assert page.help.isVisible()
    assert "Layar awal" in texts(page)
    key(Qt.Key.Key_Escape)
    assert not page.help.isVisible()
    key(Qt.Key.Key_F1)
    key(Qt.Key.Key_F1)
    assert not page.help.isVisible()


def test_everything_on_the_first_page_has_a_name_and_its_turn(page):
    page.toggle_help()
    assert nameless(page) == []
    assert unreached(page) == []


def test_the_pack_of_the_office_is_used_once_its_words_were_compared(page, tmp_path, monkeypatch):
    chosen, begun = [], []
    page.pack_chosen.connect(chosen.append)
    page.begun.connect(lambda *answers: begun.append((answers, page.pack)))
    path = tmp_path / "p.kube-pengaturan"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    page.choose_pack()
    assert chosen == [str(path)]
    page.show_pack(path, "Paket nomor 1 dari Dinas Contoh", "satu dua tiga empat lima enam")
    assert nameless(page) == []
    page.form.fill({"name": "Rina", "regency_code": "64.07"})
    page.begin()
    assert not begun
    assert any("Cocokkan enam kata" in one for one in texts(page))
    page.same_words.setChecked(True)
    page.begin()
    assert begun[0][1] == path
    page.refuse_pack("Paket pengaturan ini rusak")
    assert page.pack is None
    page.begin()
    assert begun[1][1] is None

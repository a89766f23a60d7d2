"""The first page of an empty laptop."""

import pytest
from pages import key, nameless, texts, unreached
from PySide6.QtCore import Qt

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

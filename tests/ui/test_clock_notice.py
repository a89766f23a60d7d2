"""The window says on top of the page when the clock of the laptop cannot be right."""

import pytest
from page_bench import click, copied_session, finish

from kube_desktop.services.clock import ClockService
from kube_desktop.ui.main_window import MainWindow

DOUBT = "Jam laptop ini menunjukkan 22 November 2023 pukul 09.05."


@pytest.fixture
def session(sample_root, tmp_path, look):
    with copied_session(sample_root, tmp_path, look) as session:
        yield session


def test_a_doubted_clock_is_told_until_a_person_says_that_it_is_right(qtbot, session, monkeypatch):
    asked = []
    monkeypatch.setattr(ClockService, "doubt", lambda _: "" if asked else DOUBT)
    monkeypatch.setattr(ClockService, "confirm", lambda _: asked.append(True))
    window = MainWindow(session, session.lists.office.identity())
    qtbot.addWidget(window)
    window.show()
    window.look_at_clock()
    finish(qtbot, session)
    assert window.message.isVisible()
    assert window.message.text == f"Periksa jam. {DOUBT}"
    click(window.message.buttons[0])
    finish(qtbot, session)
    assert asked
    assert not window.message.isVisible()
    window.look_at_clock()
    finish(qtbot, session)
    assert not window.message.isVisible()

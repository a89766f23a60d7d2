from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from kube_desktop.paths import DataPaths
from kube_desktop.services.opening import open_services
from kube_desktop.services.sample.making import make_sample_laptop, make_sample_office
from kube_desktop.ui.i18n import speak_indonesian
from kube_desktop.ui.theme import Mode, Theme

MORNING = datetime(2026, 11, 19, 1, 41, tzinfo=UTC)
"""When the sample office merged."""
RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(scope="session")
def sample_root(tmp_path_factory):
    """The folder of the sample laptop, made once; tests work on copies."""
    paths = DataPaths(tmp_path_factory.mktemp("sample") / "data")
    make_sample_laptop(paths)
    return paths.root


@pytest.fixture(scope="session")
def office_root(tmp_path_factory):
    """A sample office that merged the file of one laptop."""
    folder = tmp_path_factory.mktemp("office")
    paths = DataPaths(folder / "data")
    make_sample_office(paths)
    laptop = DataPaths(folder / "laptop")
    make_sample_laptop(laptop, 1, 2)
    sender = open_services(laptop)
    sent = sender.sending.send(folder)
    sender.close()
    office = open_services(paths, now=lambda: MORNING)
    office.merging.merge([sent.path])
    office.close()
    return paths.root


@pytest.fixture(scope="session")
def dressed(qapp, tmp_path_factory):
    speak_indonesian(qapp)
    return Theme(qapp, RESOURCES, tmp_path_factory.mktemp("cache"))


@pytest.fixture(autouse=True)
def look(dressed):
    yield dressed
    dressed.set_mode(Mode.LIGHT)
    dressed.set_scale(1.0)


@pytest.fixture(params=[Mode.LIGHT, Mode.DARK], ids=str)
def both_looks(request, look):
    look.set_mode(request.param)
    return look


@pytest.fixture(autouse=True)
def widgets_live_until_their_test_ends(monkeypatch):
    """Keep what a test shows until it is closed.

    A page that nobody holds any more lies in a cycle; the collector of the worker's thread would
    take it apart outside the thread of the window, which crashes.
    """
    shown, add = [], QtBot.addWidget

    def keep(bot, widget, **options):
        shown.append(widget)
        add(bot, widget, **options)

    monkeypatch.setattr(QtBot, "addWidget", keep)
    yield
    # They are closed by now; what was put off is deleted here, while they are still held.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def pytest_collection_modifyitems(items):
    # Without a window system nothing can be raised or grab the keyboard; Qt says so each time.
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))

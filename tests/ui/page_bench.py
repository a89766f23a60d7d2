"""A page on the bench: real services over sample data, and what the window would have heard."""

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from kube_desktop.paths import DataPaths
from kube_desktop.services.opening import open_services
from kube_desktop.ui.bus import ChangeBus
from kube_desktop.ui.preferences import Preferences
from kube_desktop.ui.session import Session
from kube_desktop.ui.tasks import TaskRunner

TODAY = date(2026, 11, 19)
WIDE, COMPACT = (1280, 600), (911, 358)


@dataclass
class Heard:
    """What pages asked the window for."""

    places: list = field(default_factory=list)
    toasts: list = field(default_factory=list)
    papers: list = field(default_factory=list)
    sends: list = field(default_factory=list)

    @property
    def last_toast(self):
        return self.toasts[-1][0]

    def undo(self):
        self.toasts[-1][1]()


@contextmanager
def session_over(root, look, *, today=TODAY):
    """A session over a data folder, as the window gives it to its pages."""
    paths = DataPaths(root)
    bus = ChangeBus()
    services = open_services(
        paths,
        bus.publish,
        today=lambda: today,
        now=lambda: datetime(2026, 11, 19, 1, 41, tzinfo=UTC),
    )
    errors = []
    tasks = TaskRunner(errors.append)
    yield Session(
        lists=services.lists,
        services=lambda: services,
        is_ready=lambda: True,
        tasks=tasks,
        bus=bus,
        theme=look,
        preferences=Preferences(paths.settings),
        paths=paths,
        today=lambda: today,
    )
    tasks.shut_down()
    QApplication.processEvents()
    services.close()
    assert errors == []


@contextmanager
def copied_session(made_root, folder, look, **how):
    """A session over a copy of a data folder that was made once."""
    root = shutil.copytree(made_root, folder / "data")
    with session_over(root, look, **how) as session:
        yield session


def listen(session):
    """Write down what pages ask the window for."""
    heard, window = Heard(), session.window
    window.go.connect(heard.places.append)
    window.toast.connect(lambda text, undo: heard.toasts.append((text, undo)))
    window.print_papers.connect(heard.papers.append)
    window.send_data.connect(lambda: heard.sends.append(True))
    return heard


def put_on_screen(qtbot, page, size=WIDE, *, compact=False):
    """Show a page in a window of a size, as if its tab had been opened."""
    qtbot.addWidget(page)
    page.resize(*size)
    page.set_compact(compact)
    page.show()
    page.activateWindow()
    page.setFocus()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def finish(qtbot, session):
    """Wait until everything handed to the worker is done and told."""
    qtbot.waitUntil(lambda: not session.tasks.is_busy)
    QApplication.processEvents()


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    """Press a key wherever the focus is, as a person does."""
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def click(button):
    """Click a button with the mouse."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def stops(page):
    """Everything of a page that the Tab key should reach."""
    return [
        part
        for part in page.findChildren(QWidget)
        if part.isVisibleTo(page)
        and part.isEnabled()
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.focusProxy() is None
        and not isinstance(part, QScrollArea)
        and not isinstance(part.parent(), QAbstractSpinBox | QComboBox | QLineEdit)
        and not part.objectName().startswith("qt_")
    ]


def spoken_name(part):
    """What a screen reader calls a widget."""
    interface = QAccessible.queryAccessibleInterface(part)
    return (interface.text(QAccessible.Text.Name) if interface else "") or ""


def unreached(page, first):
    """Press Tab from a widget on, and return what was never reached."""
    wanted = {id(part): part for part in stops(page)}
    first.setFocus()
    for _ in range(3 * len(wanted) + 10):
        wanted.pop(id(QApplication.focusWidget()), None)
        if not wanted:
            break
        press(Qt.Key.Key_Tab)
    return [f"{type(part).__name__} {spoken_name(part)}" for part in wanted.values()]

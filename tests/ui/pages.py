"""A page over a real workplace: its session, and how a person finds things on it."""

from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from workplaces import opened

from kube_desktop.ui.bus import ChangeBus
from kube_desktop.ui.preferences import Preferences
from kube_desktop.ui.session import Session
from kube_desktop.ui.tasks import TaskRunner
from kube_desktop.ui.theme import theme

WIDE = (1280, 526)
"""What is left for a page in the smallest wide window (header 46, status bar 28)."""
COMPACT = (911, 358)


class Announcing:
    """Passes what commits announce on to the bus of the session."""

    def __init__(self, bus):
        self.append = bus.publish

    def clear(self):
        pass


class Heard(QObject):
    """What pages asked of the window."""

    def __init__(self, window):
        super().__init__()
        self.toasts, self.destinations, self.orders = [], [], []
        window.toast.connect(lambda text, undo: self.toasts.append((text, undo)))
        window.go.connect(self.destinations.append)
        window.print_papers.connect(self.orders.append)

    def undo(self):
        """Press the button of the last toast."""
        self.toasts[-1][1]()


@contextmanager
def session_over(paths, clock):
    """Open a folder and give a session as the window has it."""
    bus, errors = ChangeBus(), []
    runner = TaskRunner(errors.append)
    with opened(paths, clock, Announcing(bus)) as services:
        session = Session(
            lists=services.lists,
            services=lambda: services,
            is_ready=lambda: True,
            tasks=runner,
            bus=bus,
            theme=theme(),
            preferences=Preferences(paths.settings),
            paths=paths,
            today=lambda: clock.today,
        )
        yield session
        # As the window does: what is typed is kept before the worker goes home.
        session.window.closing.emit()
        while runner.is_busy:
            QTest.qWait(5)
        runner.shut_down()
    assert errors == []


def in_window(qtbot, page, size):
    """Show a page in a window of its own, as the main window does."""
    window = QWidget()
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(page)
    qtbot.addWidget(window)
    # Otherwise Python drops the window, and the page with it.
    page.window_of_test = window
    window.resize(*size)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    return window


def settle(qtbot, session):
    """Wait until everything that was asked for is done and shown."""
    qtbot.waitUntil(lambda: not session.tasks.is_busy)
    # Two rounds: what is done may ask for more, and what was replaced is deleted in between.
    qtbot.wait(1)
    qtbot.waitUntil(lambda: not session.tasks.is_busy)


def shown(page, kind=QWidget):
    """Return the visible parts of a page of one kind."""
    return [part for part in page.findChildren(kind) if part.isVisibleTo(page)]


def button(page, name):
    """Return the visible button with this accessible name."""
    found = [one for one in shown(page, QAbstractButton) if one.accessibleName() == name]
    assert len(found) == 1, f"{len(found)} buttons named {name!r}"
    return found[0]


def press(page, name):
    """Click a button as a person does."""
    QTest.mouseClick(button(page, name), Qt.MouseButton.LeftButton)


def texts(page):
    """Return every visible text of a page."""
    return [label.text() for label in shown(page, QLabel) if label.text()]


def focus():
    """Return what has the focus; a window that lost it to a passing one is activated first."""
    QApplication.processEvents()
    if QApplication.focusWidget() is None:
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                window.activateWindow()
        QApplication.processEvents()
    return QApplication.focusWidget()


def key(name, modifier=Qt.KeyboardModifier.NoModifier):
    """Press a key where the focus is."""
    QTest.keyClick(focus(), name, modifier)


def write(text):
    """Type where the focus is, like a person."""
    for letter in text:
        QTest.keyClick(focus(), letter)


def cells(table):
    """Return what a record table shows, row by row, hidden columns left out."""
    model, view = table.model, table.view
    columns = [at for at in range(model.columnCount()) if not view.isColumnHidden(at)]
    role = Qt.ItemDataRole.AccessibleTextRole
    return [
        [model.index(row, column).data(role) for column in columns]
        for row in range(model.rowCount())
    ]


def focusable(page):
    """Return everything that the Tab key should reach."""
    return [
        part
        for part in shown(page)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.isEnabled()
        and part.focusProxy() is None
        and not isinstance(part, QTabWidget)
        and not (isinstance(part, QLineEdit) and isinstance(part.parent(), QComboBox))
    ]


def nameless(page):
    """Return what a screen reader could not name."""
    missing = []
    for part in focusable(page):
        spoken = QAccessible.queryAccessibleInterface(part)
        if not (spoken and spoken.text(QAccessible.Text.Name).strip()):
            missing.append((type(part).__name__, part.objectName()))
    return missing


def unreached(page):
    """Return what the Tab key does not reach, walking from the first part on."""
    wanted = focusable(page)
    seen = []
    wanted[0].setFocus()
    for _ in range(3 * len(wanted)):
        now = focus()
        seen.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    return [(type(part).__name__, part.accessibleName()) for part in wanted if part not in seen]


def too_small(page):
    """Return buttons that are cut or hard to hit."""
    return [
        (one.text(), one.size().toTuple(), one.sizeHint().toTuple())
        for one in shown(page, QAbstractButton)
        if not isinstance(one.parent(), QLineEdit)
        and not one.objectName().startswith("qt_")
        and (one.width() < 24 or one.height() < 24 or one.sizeHint().width() > one.width() + 1)
    ]

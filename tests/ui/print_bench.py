"""The print page over an empty window, with printers that write files."""

from builders import a_handover, a_recorded_team
from pages import button, settle, texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from workplaces import official_of

from kube_desktop.domain.papers import PaperKind
from kube_desktop.ui.dialogs.printing import PrintPage
from kube_desktop.ui.session import PrintOrder

WIDE, COMPACT = (1366, 689), (911, 432)
BAST = PaperKind.BAST
NAMES = ("Jaya", "Indah", "Makmur", "Sentosa")


def record(session, first=1, **changes):
    """Record a group with five members and a handover to it."""
    services = session.services()
    name = f"Melati {NAMES[first // 10]}"
    team = a_recorded_team(services, first=first, size=changes.pop("size", 5), name=name)
    draft = a_handover(
        group_id=team.group_id,
        person_id=team.chair,
        official_id=official_of(services),
        **changes,
    )
    return services.aid.record(draft)


def several(session, count=3):
    return [record(session, first=10 * place) for place in range(count)]


def status_of(session, handover_id):
    return session.lists.handovers.rows_by_id([handover_id.bytes])[handover_id.bytes].status


class Bench:
    """The print page over an empty window, with folders of its own."""

    def __init__(self, qtbot, session, printers, folder, size):
        self.qtbot, self.session, self.printers = qtbot, session, printers
        self.documents, self.flash_disk = folder / "KUBE", folder / "flashdisk"
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(*size)
        self.page = PrintPage(
            session,
            self.window,
            printers=printers,
            documents=lambda: self.documents,
            pick=lambda _parent, _start: str(self.flash_disk),
        )
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.desk = self.page.desk

    def open(self, *record_ids, kind=BAST, copies=1):
        """Open an order; fewer copies than proposed keep the tests quick (None: as proposed)."""
        self.page.open(PrintOrder(kind, record_ids))
        self.settle()
        if copies is not None:
            self.desk.options.set_copies(copies)

    def settle(self):
        # Many pages of 300 dots an inch take their time on a busy machine.
        self.qtbot.waitUntil(lambda: not self.session.tasks.is_busy, timeout=60_000)
        settle(self.qtbot, self.session)

    def press(self, name):
        QTest.mouseClick(button(self.window, name), Qt.MouseButton.LeftButton)
        self.settle()

    def key(self, key):
        QTest.keyClick(QApplication.focusWidget(), key)
        self.settle()

    def texts(self):
        return " ".join(texts(self.window)).replace("\u200b", "")

    def saved(self):
        return sorted(path.name for path in self.documents.rglob("*.pdf"))

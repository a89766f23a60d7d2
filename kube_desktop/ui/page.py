"""What every page of the main window can be asked."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from kube_desktop.domain.changes import Changes, Kind
from kube_desktop.ui.printing.offers import Offer, fill_menu, nothing_to_print
from kube_desktop.ui.session import Destination, PageName, Purpose, Session


class Page(QWidget):
    """A page: knows when it is stale, and answers the keys that mean the same everywhere.

    Attributes:
        concerns: Kinds of records whose changes make this page stale.
        help_topic: Name of its text in the help panel.

    """

    concerns: frozenset[Kind] = frozenset()
    help_topic = ""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._is_stale = True
        session.bus.committed.connect(self._on_committed)

    def reload(self) -> None:
        """Read again what is shown; called when shown and stale. Keeps selection and scroll."""

    def open(self, destination: Destination) -> None:
        """Go to a record or start something, as another page asked."""

    def set_compact(self, compact: bool) -> None:  # noqa: FBT001  a state, set by the window
        """Lay out for a small window: list, then detail as a page (ux.md 2.2)."""

    def go_back(self) -> bool:
        """Answer Esc: close a form, clear a filter or leave a detail; tell whether it did."""
        return False

    def group_at_hand(self) -> UUID | None:
        """Return the group that is shown: what is started from elsewhere begins with it."""
        return None

    def begin_with_group(self) -> None:
        """Lead to the form of the first group, without which nothing else can be recorded."""
        self.session.window.go.emit(Destination(PageName.GROUPS, Purpose.NEW))
        self.session.window.toast.emit(self.tr("Belum ada kelompok. Tambah kelompok dulu."), None)

    def start_new(self) -> None:
        """Answer Ctrl+N."""

    def edit_selected(self) -> None:
        """Answer F2."""

    def delete_selected(self) -> None:
        """Answer Delete on a list."""

    def save(self) -> None:
        """Answer Ctrl+S: store the open form, if any."""

    def accept(self) -> None:
        """Answer Ctrl+Enter: the primary button of the page."""

    def print_selected(self) -> None:
        """Answer Ctrl+P."""

    def offers(self) -> Sequence[Offer]:
        """Return the papers of what is at hand, the usual one first."""
        return ()

    def choose_paper(self) -> None:
        """Answer Ctrl+Shift+P: a menu of all papers of what is at hand."""
        offers = self.offers()
        if not offers:
            self.session.window.toast.emit(nothing_to_print(), None)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.tr("Kertas yang dapat dicetak"))
        fill_menu(menu, offers, self.session.window)
        # Enter prints the usual one.
        menu.setActiveAction(menu.actions()[0])
        across = (self.width() - menu.sizeHint().width()) // 2
        menu.popup(self.mapToGlobal(self.rect().topLeft()) + QPoint(across, self.height() // 4))

    def reveal_niks(self) -> None:
        """Answer Ctrl+Shift+N: show NIK in full for a minute, where this page shows any."""

    def focus_filter(self) -> None:
        """Answer Ctrl+F."""

    def next_pane(self, step: int) -> None:
        """Answer F6 and Shift+F6."""

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh_if_stale()

    def refresh_if_stale(self) -> None:
        """Reload when something it shows changed since it was last loaded."""
        if self._is_stale:
            self._is_stale = False
            self.reload()

    @Slot(object)
    def _on_committed(self, changes: Changes) -> None:
        if not self.concerns or changes.touches(*self.concerns):
            self._is_stale = True
            if self.isVisible():
                self.refresh_if_stale()

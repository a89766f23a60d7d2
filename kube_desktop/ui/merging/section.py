"""What every part of the merge page can be asked; the tab passes keys on to the one shown."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kube_desktop.ui.printing.offers import Offer
from kube_desktop.ui.session import Destination, Session


class Section(QWidget):
    """One part of the merge page, behind a tab of its own.

    Signals:
        retitled: The words on its tab changed, as when a count does; carries them.
        remarked: The remark beside the title of the page changed; carries it.

    Attributes:
        title: The words on its tab.
        hints: Hints of a destination that lead here.

    """

    retitled = Signal(str)
    remarked = Signal(str)
    title = ""
    hints: frozenset[str] = frozenset()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session

    def buttons(self) -> Sequence[QWidget]:
        """Return its buttons for the header of the page, the primary one last."""
        return ()

    def reload(self) -> None:
        """Read again what is shown; called when the page is shown and stale."""

    def open(self, destination: Destination) -> None:
        """Go to what another page asked for."""

    def set_compact(self, compact: bool) -> None:  # noqa: FBT001  a state, set by the window
        """Lay out for a small window."""

    def start_new(self) -> None:
        """Answer Ctrl+N."""

    def accept(self) -> None:
        """Answer Ctrl+Enter: the primary button."""

    def go_back(self) -> bool:
        """Answer Esc; tell whether it was of use here."""
        return False

    def focus_filter(self) -> None:
        """Answer Ctrl+F."""

    def next_pane(self, step: int) -> None:
        """Answer F6 and Shift+F6."""

    def offers(self) -> Sequence[Offer]:
        """Return the papers of what is at hand, the usual one first."""
        return ()

"""What can be undone in this session, and the passing messages that offer it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from kube_desktop.domain.changes import Changes, Kind
from kube_desktop.ui.widgets.toast import ToastHost

_MOST_STEPS: Final = 50
_NO_RECORDS: Final = frozenset({Kind.DRAFT})
"""Stored by itself while somebody types: nobody has gone on to something else then."""


@dataclass(eq=False, slots=True)
class _Step:
    text: str
    undo: Callable[[], object]
    is_left_behind: bool = False


class Undoing(QObject):
    """Shows toasts, and undoes the last step.

    A toast belongs to the page it came up on. When another page is shown or something else is
    stored it goes, and what it offered is no longer undone unasked: Ctrl+Z offers it once more.
    """

    def __init__(self, toasts: ToastHost, parent: QObject) -> None:
        super().__init__(parent)
        self._toasts = toasts
        self._steps: list[_Step] = []
        self._is_fresh = False

    def show(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Show a message, with the button that undoes what it tells."""
        self._is_fresh = True
        QTimer.singleShot(0, self, self._grow_old)
        if undo is None:
            self._toasts.show(text)
            return
        step = _Step(text, undo)
        self._steps = [*self._steps[1 - _MOST_STEPS :], step]
        self._offer(step)

    def undo_last(self) -> None:
        """Undo the last step; one that was left behind is offered first."""
        if not self._steps:
            self.show(self.tr("Tidak ada yang perlu diurungkan"))
            return
        step = self._steps[-1]
        if step.is_left_behind:
            step.is_left_behind = False
            self._offer(step)
            return
        self._undo(step)

    def leave_behind(self) -> None:
        """Go on to something else: the toast goes, unless it came with the same deed."""
        if self._is_fresh:
            return
        for step in self._steps:
            step.is_left_behind = True
        if self._toasts.current is not None:
            self._toasts.current.dismiss()

    @Slot(object)
    def note_commit(self, changes: Changes) -> None:
        """Leave behind what came before something was stored."""
        if changes.kinds - _NO_RECORDS:
            self.leave_behind()

    def _offer(self, step: _Step) -> None:
        self._toasts.show(step.text, self.tr("Urungkan (Ctrl+Z)"), lambda: self._undo(step))

    def _undo(self, step: _Step) -> None:
        if step in self._steps:
            self._steps.remove(step)
        step.undo()

    def _grow_old(self) -> None:
        self._is_fresh = False

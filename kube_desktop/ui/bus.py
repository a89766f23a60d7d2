"""Telling views that records changed."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kube_desktop.domain.changes import Changes, Kind

_CALM_MS: Final = 1000


class ChangeBus(QObject):
    """Carries committed changes, from whatever thread, to the views.

    Signals:
        committed: A use case stored something; carries its `Changes`.

    """

    committed = Signal(object)
    _published = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Through a slot of this object: even plain functions are then called in its thread.
        self._published.connect(self._announce)
        self._is_calm = False
        self._waiting: frozenset[Kind] = frozenset()
        self._pause = QTimer(self, interval=_CALM_MS, singleShot=True)
        self._pause.timeout.connect(self._tell_waiting)

    def publish(self, changes: Changes) -> None:
        """Announce a commit from whatever thread; views hear of it in theirs."""
        self._published.emit(changes)

    def set_calm(self, *, is_calm: bool) -> None:
        """Announce once a second while a long job commits again and again: views are not cheap."""
        self._is_calm = is_calm
        if not is_calm:
            self._pause.stop()
            self._tell_waiting()

    @Slot(object)
    def _announce(self, changes: Changes) -> None:
        if not self._is_calm:
            self.committed.emit(changes)
            return
        self._waiting |= changes.kinds
        if not self._pause.isActive():
            self._pause.start()

    def _tell_waiting(self) -> None:
        if self._waiting:
            changes, self._waiting = Changes(self._waiting), frozenset()
            self.committed.emit(changes)

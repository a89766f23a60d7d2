"""Telling views that records changed."""

from PySide6.QtCore import QObject, Signal, Slot

from kube_desktop.domain.changes import Changes


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

    def publish(self, changes: Changes) -> None:
        """Announce a commit from whatever thread; views hear of it in theirs."""
        self._published.emit(changes)

    @Slot(object)
    def _announce(self, changes: Changes) -> None:
        self.committed.emit(changes)

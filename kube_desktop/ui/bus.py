"""Telling views that records changed."""

from PySide6.QtCore import QObject, Signal

from kube_desktop.domain.changes import Changes


class ChangeBus(QObject):
    """Carries committed changes, from whatever thread, to the views.

    Signals:
        committed: A use case stored something; carries its `Changes`.

    """

    committed = Signal(object)

    def publish(self, changes: Changes) -> None:
        """Announce a commit; views hear of it in their own thread."""
        self.committed.emit(changes)

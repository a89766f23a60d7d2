"""Says on the page of a group that its former facilitator still wrote something."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kube_desktop.domain.assigning import LateEdits
from kube_desktop.ui.session import Session
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.messages import Message


class LateEditsMessage(Message):
    """Shown to the new facilitator and the office until it was seen.

    Signals:
        history_asked: The person wants to see what was changed.

    """

    history_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(Tone.INFO, icon="history", parent=parent)
        self._session = session
        self.hide()

    def show_group(self, group_id: UUID) -> None:
        """Say what concerns this group; hidden when nothing does."""
        lists = self._session.lists
        identity = lists.office.identity()
        found = (
            lists.assigning.late_edits(
                identity.mentor_id, of_group=group_id, is_office=identity.is_office
            )
            if identity
            else []
        )
        self.setVisible(bool(found))
        if found:
            one = found[0]
            seen = (self.tr("Sudah dilihat"), lambda: self._mark(one))
            history = (self.tr("Riwayat"), self.history_asked.emit)
            self.say(Tone.INFO, one.title, one.details, [history, seen], icon="history")

    def _mark(self, edits: LateEdits) -> None:
        services = self._session.services
        self._session.tasks.submit(
            lambda: services().assigning.mark_seen(edits), lambda _: self.hide(), owner=self
        )

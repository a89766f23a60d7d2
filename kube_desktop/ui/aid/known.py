"""What the database knows about a receiver and a day, asked for while the form is filled."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from kube_desktop.domain.aid import HandoverDraft, HandoverFacts
from kube_desktop.ui.session import Session

if TYPE_CHECKING:
    from kube_desktop.ui.tasks import Task


class KnownFacts(QObject):
    """Asks in the background; the newest question wins.

    Attributes:
        facts: The last answer, or None while nothing is known.

    Signals:
        changed: There is another answer.

    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None
        self.facts: HandoverFacts | None = None

    def forget(self) -> None:
        """Know nothing, as when another form is opened."""
        self._drop()
        self.facts = None

    def ask(self, draft: HandoverDraft, record_id: UUID | None) -> None:
        """Learn about the receiver and the day of a draft."""
        self._drop()
        services = self._session.services
        self._task = self._session.tasks.submit(
            lambda: services().aid.facts(draft, record_id), self._take, owner=self
        )

    def _take(self, facts: HandoverFacts) -> None:
        self._task = None
        self.facts = facts
        self.changed.emit()

    def _drop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

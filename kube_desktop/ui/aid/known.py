"""What the database knows about a receiver and a day, asked for while the form is filled."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from kube_desktop.domain.aid import (
    HandoverDraft,
    HandoverFacts,
    HandoverStatus,
    printing_obstacles,
)
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

    def limit_of(self, draft: HandoverDraft) -> tuple[int, int]:
        """Return the limit that counts, and what the receiver had before; both in rupiah."""
        if self.facts is not None:
            return self.facts.ceiling, self.facts.already_handed_over
        rules = self._session.lists.office.rules(draft.handed_over_on)
        return rules.ceilings[draft.scheme], 0

    def obstacles(self, draft: HandoverDraft, status: HandoverStatus | None) -> tuple[str, ...]:
        """Return what keeps the first paper of a group from being printed, in words."""
        is_first = status in {None, HandoverStatus.RECORDED}
        if self.facts is None or not is_first or draft.group_id is None:
            return ()
        return printing_obstacles(draft, self.facts)

    def _take(self, facts: HandoverFacts) -> None:
        self._task = None
        self.facts = facts
        self.changed.emit()

    def _drop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

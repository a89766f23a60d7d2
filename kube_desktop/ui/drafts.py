"""Keeping what is typed in a form, at most two seconds behind the fingers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from kube_desktop.domain.ids import new_id
from kube_desktop.ui.session import Session

KEEP_AFTER_MS: Final = 800
"""Pause in typing after which the draft is stored; typing on and on stores every 1.5 seconds."""
_AT_LATEST_MS: Final = 1500


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form holds now: its name in lists, and its values as JSON-ready data."""

    title: str
    content: Mapping[str, object]


class DraftKeeper(QObject):
    """Stores the draft of one open form, and drops it when it became a record.

    Signals:
        kept: The draft was stored; carries the instant as `datetime` in UTC.

    """

    kept = Signal(object)

    def __init__(
        self, session: Session, form: str, typed: Callable[[], Typed], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._form = form
        self._typed = typed
        self._draft_id = new_id()
        self._record_id: UUID | None = None
        self._is_open = False
        self._exists = False
        self._pause = QTimer(self, interval=KEEP_AFTER_MS, singleShot=True)
        self._latest = QTimer(self, interval=_AT_LATEST_MS, singleShot=True)
        self._pause.timeout.connect(self.keep_now)
        self._latest.timeout.connect(self.keep_now)
        session.window.closing.connect(self.keep_if_pending)

    @property
    def draft_id(self) -> UUID:
        """The draft this form writes."""
        return self._draft_id

    @property
    def is_pending(self) -> bool:
        """Whether something typed is not stored yet."""
        return self._pause.isActive() or self._latest.isActive()

    def begin(self, record_id: UUID | None = None, draft_id: UUID | None = None) -> None:
        """Follow a newly opened form: of a record, of nothing yet, or of a draft taken up again."""
        self.keep_if_pending()
        self._record_id = record_id
        self._draft_id = draft_id or new_id()
        self._exists = draft_id is not None
        self._is_open = True

    def note_edit(self) -> None:
        """Take note that the person typed: it is stored soon."""
        if not self._is_open:
            return
        self._pause.start()
        if not self._latest.isActive():
            self._latest.start()

    def keep_if_pending(self) -> None:
        """Store what is waiting, as when the form or the program is left."""
        if self._is_open and self.is_pending:
            self.keep_now()

    def keep_now(self) -> None:
        """Store what the form holds now."""
        self._stop()
        if not self._is_open:
            return
        typed, draft_id, record_id = self._typed(), self._draft_id, self._record_id
        services, form = self._session.services, self._form
        self._exists = True
        self._session.tasks.submit(
            lambda: services().drafts.keep(draft_id, form, typed.title, typed.content, record_id),
            self._on_kept,
            owner=self,
        )

    def discard(self) -> None:
        """Drop the draft: it became a record, or the person does not want it."""
        self._stop()
        self._is_open = False
        if not self._exists:
            return
        self._exists = False
        draft_id, services = self._draft_id, self._session.services
        window = self._session.window
        self._session.tasks.submit(
            lambda: services().drafts.discard(draft_id),
            lambda _: window.state_changed.emit(),
            owner=self,
        )

    def leave(self) -> None:
        """Stop following the form; what was typed stays as a draft."""
        self.keep_if_pending()
        self._is_open = False

    def _stop(self) -> None:
        self._pause.stop()
        self._latest.stop()

    def _on_kept(self, instant: datetime) -> None:
        self.kept.emit(instant)
        self._session.window.saved.emit()

"""The BAST number that is proposed until somebody types another one."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kube_desktop.ui.forms.editors import LineEditor
from kube_desktop.ui.session import Session

if TYPE_CHECKING:
    from kube_desktop.ui.tasks import Task


class NumberProposal(QObject):
    """Keeps the next free number of a day in its field; never touches what a person typed.

    Signals:
        proposed: Another number stands in the field, which nobody typed.

    """

    proposed = Signal()

    def __init__(self, session: Session, editor: LineEditor, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._editor = editor
        self._is_wanted = False
        self._task: Task | None = None
        self._waiting: Callable[[], object] | None = None
        editor.edited.connect(self._on_edited)

    def begin(self, *, wanted: bool) -> None:
        """Start over with another form."""
        self._drop()
        self._waiting = None
        self._is_wanted = wanted

    def propose(self, day: date | None, regency_code: str) -> None:
        """Look up the next number of a day; the newest question wins."""
        if not self._is_wanted or day is None:
            return
        self._drop()
        services, code = self._session.services, regency_code or None
        self._task = self._session.tasks.submit(
            lambda: services().aid.next_number(day, code), self._fill, self._on_failed, self
        )

    def when_known(self, then: Callable[[], object]) -> None:
        """Go on once the number that is being looked up has come; at once when none is."""
        if self._task is None:
            then()
        else:
            self._waiting = then

    def _fill(self, number: str) -> None:
        self._task = None
        if self._is_wanted:
            self._editor.set_value(number)
            self.proposed.emit()
        self._go_on()

    def _on_failed(self, error: Exception) -> None:
        self._task = None
        self._go_on()
        raise error

    def _go_on(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _on_edited(self) -> None:
        self._is_wanted = False
        self._drop()

    def _drop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._go_on()

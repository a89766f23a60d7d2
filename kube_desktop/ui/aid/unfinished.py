"""Handovers that were typed and never stored, on top of the list."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kube_desktop.domain.wording import WITA, clock_time, days_ago
from kube_desktop.ui.aid.panel import FORM_NAME
from kube_desktop.ui.session import Session
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.messages import Message

if TYPE_CHECKING:
    from kube_desktop.services.drafts import KeptDraft


class UnfinishedNotice(Message):
    """Names the last draft of a new handover, and offers to go on with it.

    Signals:
        resume_asked: The person goes on with a draft; carries its id.

    """

    resume_asked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(Tone.NEUTRAL, icon="pencil", parent=parent)
        self._session = session
        self.hide()

    def refresh(self) -> None:
        """Look up the drafts again."""
        services = self._session.services
        self._session.tasks.submit(
            lambda: services().drafts.open_drafts(),  # noqa: PLW0108  loads in the worker
            self._show_drafts,
            owner=self,
        )

    def _show_drafts(self, drafts: "list[KeptDraft]") -> None:
        mine = [one for one in drafts if one.form == FORM_NAME and one.record_id is None]
        self.setVisible(bool(mine))
        if not mine:
            return
        last = mine[0]
        day = days_ago(last.typed_at.astimezone(WITA).date(), self._session.today())
        text = self.tr("{title} belum disimpan, terakhir diketik {day} {time}").format(
            title=last.title, day=day, time=clock_time(last.typed_at)
        )
        if len(mine) > 1:
            text = self.tr("{text}. {count} draf lain menunggu di Beranda").format(
                text=text, count=len(mine) - 1
            )
        go_on = (self.tr("Lanjutkan"), lambda: self.resume_asked.emit(last.id))
        self.say(Tone.NEUTRAL, text, actions=[go_on], icon="pencil")

"""What was typed about a group and never stored, told on the page of the group."""

from uuid import UUID

from PySide6.QtWidgets import QWidget

from kube_desktop.domain.wording import WITA, clock_time, days_ago
from kube_desktop.ui.session import Destination, PageName, Purpose, Session
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.messages import Message


class UnfinishedForm(Message):
    """Says that the form of this group is not finished, and goes on with it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(Tone.NEUTRAL, icon="pencil", parent=parent)
        self._session = session
        self._record_id: UUID | None = None
        # A draft is stored or dropped in the background, after the page is shown again.
        session.window.saved.connect(self._follow)
        session.window.state_changed.connect(self._follow)
        self.hide()

    def show_record(self, record_id: UUID) -> None:
        """Look for what was typed about a record."""
        self._record_id = record_id
        self._follow()

    def _follow(self) -> None:
        drafts = self._session.lists.home.drafts() if self._record_id else []
        mine = next((one for one in drafts if one.record_id == self._record_id), None)
        self.setVisible(mine is not None)
        if mine is None:
            return
        day = days_ago(mine.typed_at.astimezone(WITA).date(), self._session.today())
        text = self.tr("Isian belum selesai, terakhir diketik {day} {time}")
        target = Destination(PageName.GROUPS, Purpose.RESUME, mine.draft_id)
        self.say(
            Tone.NEUTRAL,
            "",
            text.format(day=day, time=clock_time(mine.typed_at)),
            actions=[(self.tr("Lanjutkan"), lambda: self._session.window.go.emit(target))],
            icon="pencil",
        )

"""What was being typed when the program last ended, offered on top of Beranda (ux.md U4)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kube_desktop.domain.wording import WITA, clock_time, days_ago
from kube_desktop.services.lists.home import WaitingDraft
from kube_desktop.ui.widgets.buttons import Button, ButtonKind
from kube_desktop.ui.widgets.text import ElidedText, IconLabel, Text, TextRole

_SHOWN: Final = 3
_COUNTS: Final = {1: "Satu", 2: "Dua", 3: "Tiga", 4: "Empat", 5: "Lima"}


class RecoveryBanner(QFrame):
    """Offers every draft of an earlier day with one button to go on typing.

    Signals:
        resumed: A draft is to be taken up again; carries the `WaitingDraft`.
        kept: The drafts may stay where they are; the banner is hidden.

    """

    resumed = Signal(object)
    kept = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recovery")
        self.setProperty("msg", "info")
        self._drafts: tuple[WaitingDraft, ...] = ()
        self._title = Text("", TextRole.STRONG, wrap=True)
        self._keep = Button("", on_click=self._on_kept, parent=self)
        self._lines: list[QWidget] = []
        self._go_on: list[Button] = []
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._head.addWidget(self._title, 1)
        self._body = QVBoxLayout()
        self._body.setSpacing(4)
        self._body.addLayout(self._head)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 8, 7)
        row.setSpacing(10)
        row.addWidget(IconLabel("info", "info", 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._body, 1)
        self.hide()

    @property
    def drafts(self) -> tuple[WaitingDraft, ...]:
        """What is offered."""
        return self._drafts

    def stops(self) -> tuple[QWidget, ...]:
        """Return everything that takes focus; the first of them always exists."""
        return (self._keep, *self._go_on)

    def show_drafts(self, drafts: Sequence[WaitingDraft], today: date) -> None:
        """Offer these drafts; none hides the banner."""
        if tuple(drafts) == self._drafts:
            return
        self._drafts = tuple(drafts)
        # Before the line goes that may hold it.
        self._keep.setParent(self)
        for line in self._lines:
            self._body.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines, self._go_on = [], []
        count = len(self._drafts)
        many = _COUNTS.get(count, str(count))
        self._title.setText(self.tr("{} isian yang belum selesai masih tersimpan.").format(many))
        self._keep.set_label(self.tr("Nanti") if count == 1 else self.tr("Nanti semua"))
        for draft in self._drafts[:_SHOWN]:
            self._add_line(draft, today)
        if count > _SHOWN:
            text = self.tr("dan {} isian lain, juga di Terakhir dibuka").format(count - _SHOWN)
            self._lines.append(Text(text, TextRole.SECONDARY))
            self._body.addWidget(self._lines[-1])
        last = self._lines[0].layout() if count == 1 else self._head
        if isinstance(last, QHBoxLayout):
            last.addWidget(self._keep)
        self.setAccessibleName(self._title.text())
        self.setVisible(count > 0)

    def _add_line(self, draft: WaitingDraft, today: date) -> None:
        when = said_when(draft.typed_at, today)
        text = self.tr("{}, terakhir diketik {}").format(draft.title, when)
        go_on = Button(
            self.tr("Lanjutkan"), ButtonKind.SECONDARY, on_click=lambda: self.resumed.emit(draft)
        )
        go_on.setAccessibleName(self.tr("Lanjutkan {}").format(draft.title))
        self._go_on.append(go_on)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(ElidedText(text, TextRole.SECONDARY), 1)
        row.addWidget(go_on)
        self._lines.append(line)
        self._body.addWidget(line)

    def _on_kept(self) -> None:
        self.hide()
        self.kept.emit()


def said_when(moment: datetime, today: date) -> str:
    """Return a moment as people say it: `09.31`, `kemarin 16.02`, `12 hari lalu`."""
    day = moment.astimezone(WITA).date()
    if day == today:
        return clock_time(moment)
    ago = days_ago(day, today)
    return f"{ago} {clock_time(moment)}" if (today - day).days == 1 else ago

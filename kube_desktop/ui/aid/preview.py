"""The live BAST beside the form: what is typed, as it will be on paper."""

from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget
from typing_extensions import override

from kube_desktop.domain.papers import PaperKind, PaperSize
from kube_desktop.ui.forms.editors import ChoiceEditor
from kube_desktop.ui.session import Session
from kube_desktop.ui.theme import theme
from kube_desktop.ui.widgets.buttons import ToolButton
from kube_desktop.ui.widgets.cards import Card
from kube_desktop.ui.widgets.paper import PaperPanel
from kube_desktop.ui.widgets.text import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable

    from kube_desktop.domain.aid import HandoverDraft
    from kube_desktop.ui.tasks import Task

PAUSE_MS: Final = 250


class PreviewPane(Card):
    """Shows the BAST of a draft, made in the background; the newest draft wins.

    Signals:
        enlarged: The person wants the preview to fill the page, or no longer.

    """

    enlarged = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(flat=True, margins=(12, 10, 12, 10), spacing=6, parent=parent)
        self._session = session
        self._draft: Callable[[], HandoverDraft] | None = None
        self._signed_id: UUID | None = None
        self._task: Task | None = None
        self.back = ToolButton("chevron-left", self.tr("Kembali ke isian"), shortcut="F6")
        self.back.hide()
        self.sheet_size = ChoiceEditor([(size, size.value) for size in PaperSize])
        self.sheet_size.setAccessibleName(self.tr("Kertas"))
        usual = session.preferences.paper(session.preferences.last_printer)
        self.sheet_size.set_value(PaperSize(usual) if usual in set(PaperSize) else PaperSize.A4)
        self.sheet_size.setMinimumWidth(theme().px(92))
        self.eye = ToolButton("eye", self.tr("Pratinjau saja"), shortcut="Ctrl+Shift+P")
        self.panel = PaperPanel()
        self.panel.setProperty("card", None)
        area: QScrollArea
        for area in self.panel.findChildren(QScrollArea):
            area.setAccessibleName(self.tr("Kertas"))
        self.panel.layout().setContentsMargins(0, 0, 0, 0)  # type: ignore[union-attr]  # it has one
        self.remark = Text("", TextRole.HINT)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._make)
        self.sheet_size.edited.connect(self._make)
        self.eye.clicked.connect(self.enlarged)
        self.back.clicked.connect(self.enlarged)
        self._lay_out()
        self._say_following()

    def follow(self, draft: "Callable[[], HandoverDraft]", signed_id: UUID | None = None) -> None:
        """Show another form's paper from now on.

        Args:
            draft: Returns what is typed now.
            signed_id: The handover whose signed paper is shown instead, as it was made then.

        """
        self._draft = draft
        self._signed_id = signed_id
        self.panel.paper.clear()
        self.refresh()

    def refresh(self) -> None:
        """Show what is typed once the typing pauses."""
        if self.isVisible():
            self._pause.start()

    def show_now(self) -> None:
        """Show what is typed at once, as when the pane comes into view."""
        self._pause.stop()
        self._make()

    def set_large(self, *, large: bool) -> None:
        """Show the paper in life size instead of whole, where it fills the page."""
        self.panel.paper.set_zoom(1.0 if large else None)

    def stop(self) -> None:
        """Follow no form any more."""
        self._draft = None
        self._pause.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    @property
    def chosen_size(self) -> PaperSize:
        """The sheet that is shown."""
        value = self.sheet_size.value()
        return value if isinstance(value, PaperSize) else PaperSize.A4

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._pause.stop()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.back)
        head.addWidget(Text(self.tr("Pratinjau BAST"), TextRole.SECTION))
        head.addStretch(1)
        head.addWidget(Text(self.tr("Kertas"), TextRole.BODY, tone="text2"))
        head.addWidget(self.sheet_size)
        head.addWidget(self.eye)
        self.body.addLayout(head)
        self.body.addWidget(self.panel, 1)
        self.body.addWidget(self.remark)

    def _make(self) -> None:
        if self._draft is None:
            return
        if self._task is not None:
            self._task.cancel()
        draft, size, signed_id = self._draft(), self.chosen_size, self._signed_id
        services = self._session.services

        def work() -> bytes:
            printing = services().printing
            if signed_id is not None:
                return printing.make(PaperKind.BAST, signed_id, size).pdf
            return printing.preview(draft, size)

        self._task = self._session.tasks.submit(work, self._show, self._on_failed, self)

    def _show(self, pdf: bytes) -> None:
        self._task = None
        self.panel.show_pdf(pdf)
        self._say_following()

    def _on_failed(self, _: Exception) -> None:
        # A preview must never stand in the way of typing; saving tells what is wrong.
        self._task = None
        self.remark.setText(self.tr("Pratinjau belum dapat dibuat dari isian ini"))

    def _say_following(self) -> None:
        if self._signed_id is None:
            self.remark.setText(self.tr("Pratinjau ikut berubah saat Anda mengisi"))
        else:
            self.remark.setText(self.tr("Isi BAST seperti saat ditandatangani"))

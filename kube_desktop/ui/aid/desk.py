"""The form of a handover and its paper: side by side, or one at a time in a small window."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kube_desktop.ui.aid.panel import HandoverPanel
from kube_desktop.ui.aid.preview import PreviewPane
from kube_desktop.ui.session import Session

_PREVIEW_KEY = "Ctrl+Shift+P"


class HandoverDesk(QWidget):
    """Holds the form and the live BAST, and shows what there is room for."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel = HandoverPanel(session)
        self.preview = PreviewPane(session)
        self._is_compact = False
        self._is_preview_only = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(self.panel, 2)
        layout.addWidget(self.preview, 1)
        self.panel.typed.connect(self.preview.refresh)
        self.panel.unlocked.connect(self.begin)
        self.panel.preview_asked.connect(self.toggle_preview)
        self.preview.enlarged.connect(self.toggle_preview)
        shortcut = QShortcut(QKeySequence.fromString(_PREVIEW_KEY), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.toggle_preview)
        self._show_parts()

    @property
    def is_preview_only(self) -> bool:
        """Whether the paper fills the page."""
        return self._is_preview_only

    def begin(self) -> None:
        """Show the form that was just opened, and its paper."""
        self._is_preview_only = False
        self._show_parts()
        signed_id = self.panel.record_id if self.panel.is_signed else None
        self.preview.follow(self.panel.draft, signed_id)
        if self.preview.isVisible():
            self.preview.show_now()

    def end(self) -> None:
        """Stop following the form."""
        self.preview.stop()

    def set_compact(self, *, compact: bool) -> None:
        """Show the form alone; the paper comes when asked for."""
        self._is_compact = compact
        self.panel.set_compact(compact=compact)
        self._show_parts()

    def toggle_preview(self) -> None:
        """Let the paper fill the page, or go back to the form."""
        self._is_preview_only = not self._is_preview_only
        self._show_parts()
        self.preview.set_large(large=self._is_preview_only)
        if self._is_preview_only:
            self.preview.back.setFocus(Qt.FocusReason.OtherFocusReason)
            self.preview.show_now()
        else:
            self.panel.go_to_first()

    def next_pane(self) -> None:
        """Go to the paper, or back to the form."""
        if self._is_compact or self._is_preview_only:
            self.toggle_preview()
        elif self.preview.isAncestorOf(self.focusWidget() or self):
            self.panel.go_to_goods()
        else:
            self.preview.sheet_size.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_parts(self) -> None:
        self.panel.setVisible(not self._is_preview_only)
        self.preview.setVisible(self._is_preview_only or not self._is_compact)
        self.preview.back.setVisible(self._is_preview_only)
        self.preview.eye.setVisible(not self._is_preview_only)

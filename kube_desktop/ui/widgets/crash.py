"""What a person sees when the program has a bug: calm words, a code, and a report to copy."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from kube_desktop.ui.widgets.buttons import primary, secondary
from kube_desktop.ui.widgets.text import IconLabel, Text, TextRole


class CrashPanel(QWidget):
    """Content of the overlay that a bug opens; no traceback, work goes on.

    Signals:
        continued: The person wants to go on working.

    """

    continued = Signal()

    def __init__(self, text: str, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(text)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconLabel("circle-alert", "err", 22))
        head.addWidget(Text(text, TextRole.SECTION, wrap=True), 1)
        remark = Text(
            "Salin laporan dan kirim ke kantor provinsi supaya dapat diperbaiki. "
            "Laporan tidak memuat nama, NIK, atau nomor HP.",
            TextRole.BODY,
            tone="text2",
            wrap=True,
        )
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName("Laporan untuk kantor")
        self.report.setFixedHeight(140)
        self.copy_button = secondary("Salin laporan", "copy")
        self.copy_button.clicked.connect(self._copy)
        self.continue_button = primary("Lanjutkan bekerja", "check")
        self.continue_button.clicked.connect(self.continued)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.copy_button)
        foot.addWidget(self.continue_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(remark)
        layout.addWidget(self.report)
        layout.addLayout(foot)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy_button.set_label("Laporan tersalin")

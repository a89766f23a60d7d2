"""The help panel at the right: what this page is for and how things are done on it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kube_desktop.ui.session import PageName
from kube_desktop.ui.theme import theme
from kube_desktop.ui.widgets.buttons import ToolButton
from kube_desktop.ui.widgets.text import Line, Text, TextRole

if TYPE_CHECKING:
    from kube_desktop.ui.help_texts import HelpText

_WIDTH = 320


class HelpPanel(QFrame):
    """Shows the help of one page, or all keys; always in the same place.

    Signals:
        closed: The person closed it.

    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setProperty("card", "panel")
        self.setAccessibleName(self.tr("Panduan"))
        self._title = Text("", TextRole.SECTION)
        close = ToolButton("x", self.tr("Tutup panduan"), size=16)
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(close)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setAccessibleName(self.tr("Isi panduan"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 8, 12)
        layout.addLayout(head)
        layout.addWidget(self._scroll, 1)
        theme().changed.connect(self._resize)
        self._resize()
        self.hide()

    def show_page(self, page: PageName) -> None:
        """Show the help of a page."""
        from kube_desktop.ui.help_texts import HELP  # noqa: PLC0415  long, and seldom wanted

        self.show_text(HELP[page])

    def show_text(self, text: "HelpText") -> None:
        """Show a help that belongs to no page of the window."""
        self._title.setText(text.title)
        self._scroll.setWidget(_body(text))
        self.show()

    def show_keys(self) -> None:
        """Show all keys."""
        from kube_desktop.ui.help_texts import KEYS  # noqa: PLC0415  as above

        self._title.setText(self.tr("Tombol pintas"))
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 8, 0)
        for keys, meaning in KEYS:
            layout.addWidget(Text(keys, TextRole.STRONG))
            layout.addWidget(Text(meaning, TextRole.SECONDARY, wrap=True))
        layout.addStretch(1)
        self._scroll.setWidget(body)
        self.show()

    def _resize(self) -> None:
        self.setFixedWidth(theme().px(_WIDTH))


def _body(text: "HelpText") -> QWidget:
    body = QWidget()
    layout = QVBoxLayout(body)
    layout.setContentsMargins(0, 0, 8, 0)
    layout.setSpacing(6)
    layout.addWidget(Text(text.purpose, TextRole.BODY, wrap=True))
    for task in text.tasks:
        layout.addWidget(Line())
        layout.addWidget(Text(task.title, TextRole.STRONG, wrap=True))
        for number, step in enumerate(task.steps, start=1):
            layout.addWidget(Text(f"{number}. {step}", TextRole.SECONDARY, wrap=True))
    layout.addWidget(Line())
    layout.addWidget(Text("Sering ditanyakan", TextRole.SECTION))
    for question, answer in text.questions:
        layout.addWidget(Text(question, TextRole.STRONG, wrap=True))
        layout.addWidget(Text(answer, TextRole.SECONDARY, wrap=True))
    layout.addStretch(1)
    return body

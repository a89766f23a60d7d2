"""A field on the page: label, hint, problem, editor and note, one under the other."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kube_desktop.ui.focus_order import AFTER_NEIGHBOURS
from kube_desktop.ui.theme import theme
from kube_desktop.ui.widgets.buttons import ToolButton
from kube_desktop.ui.widgets.text import IconLabel, Text, TextRole, hide_unless

_BESIDE_WIDTH = 150


class FieldBox(QWidget):
    """Surrounds an editor with its words, for the eye and for screen readers.

    Attributes:
        pin: The switch that keeps the value for the next record; None where that makes no sense.

    Signals:
        note_changed: A note came or went, so that the neighbours can keep their editors in line.

    """

    note_changed = Signal()

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        hint: str = "",
        optional: bool = False,
        pinnable: bool = False,
        beside: bool = False,
        plain: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hint = hint
        self._editor = editor
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._label = Text(label, TextRole.STRONG)
        self._label.setBuddy(editor)
        hide_unless(self._label, not plain)
        self._optional = Text("(boleh kosong)", TextRole.HINT)
        hide_unless(self._optional, optional and not plain)
        self.pin = _pin(label) if pinnable else None
        self._hint_text = Text(hint, TextRole.HINT, wrap=True)
        hide_unless(self._hint_text, hint)
        self._problem = Text("", TextRole.PROBLEM, wrap=True)
        self._problem_line = _problem_line(self._problem)
        self._note = Text("", TextRole.HINT, wrap=True)
        self._note.hide()
        if beside:
            self._lay_beside()
        else:
            self._lay_above()
        self.show_problem("")
        editor.setAccessibleName(label)

    @property
    def problem(self) -> str:
        """What is wrong, as shown."""
        return self._problem.text()

    @property
    def note(self) -> str:
        """The remark under the editor."""
        return self._note.text()

    def show_problem(self, text: str) -> None:
        """Show what is wrong between label and editor; "" takes it away."""
        self._problem.setText(text)
        self._problem_line.setVisible(bool(text))
        told = f"Perlu diperbaiki: {text}" if text else ""
        self._editor.setAccessibleDescription(
            ". ".join(part for part in (told, self._hint) if part)
        )

    def show_note(self, text: str, tone: str | None = None) -> None:
        """Show a remark under the editor: what was derived, or how much may still be typed."""
        self._note.setText(text)
        self._note.set_tone(tone)
        self._note.setVisible(bool(text))
        self.note_changed.emit()

    def reserve_note(self, *, reserved: bool) -> None:
        """Keep the line of a note free although there is none."""
        self._note.setVisible(reserved or bool(self._note.text()))

    def _lay_above(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        # Editors of one row stay on one line although only one of them has a problem (ux.md G10).
        layout.addStretch(1)
        layout.addLayout(self._head())
        layout.addWidget(self._hint_text)
        layout.addWidget(self._problem_line)
        layout.addWidget(self._editor)
        layout.addWidget(self._note)

    def _lay_beside(self) -> None:
        self._label.setWordWrap(True)
        side = QVBoxLayout()
        side.setSpacing(0)
        side.addLayout(self._head())
        side.addWidget(self._hint_text)
        side.addStretch(1)
        words = QWidget()
        words.setProperty(AFTER_NEIGHBOURS, True)
        words.setLayout(side)
        side.setContentsMargins(0, 4, 0, 0)
        words.setFixedWidth(theme().px(_BESIDE_WIDTH))
        # Otherwise the stretch after the label would claim the width of the editor.
        words.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        main = QVBoxLayout()
        main.setSpacing(3)
        main.addWidget(self._problem_line)
        main.addWidget(self._editor)
        main.addWidget(self._note)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(words)
        row.addLayout(main, 1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._label)
        head.addWidget(self._optional)
        head.addStretch(1)
        if self.pin is not None:
            head.addWidget(self.pin)
        return head


def _problem_line(problem: Text) -> QWidget:
    # A widget and not a bare layout: a layout that holds only hidden parts spoils the widths.
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(5)
    row.addWidget(IconLabel("circle-alert", "err", 14), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(problem, 1)
    return line


def _pin(label: str) -> ToolButton:
    pin = ToolButton("pin", f"Pertahankan {label} untuk catatan berikutnya", size=14)
    pin.setCheckable(True)
    pin.setMinimumSize(24, 24)
    pin.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    pin.setProperty(AFTER_NEIGHBOURS, True)
    pin.toggled.connect(lambda on: pin.set_icon("pin", "primary" if on else "text2"))
    return pin

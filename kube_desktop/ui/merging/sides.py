"""One field of a difference: its values side by side, one of them chosen, or another typed."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kube_desktop.domain.differences import Choice, DeskField, Side
from kube_desktop.ui.forms.editors import LineEditor
from kube_desktop.ui.widgets.buttons import ToolButton
from kube_desktop.ui.widgets.cards import CardButton
from kube_desktop.ui.widgets.text import IconLabel, Text, TextRole, hide_unless

LABEL_WIDTH: Final = 130
OWN_WIDTH: Final = 32
"""Width of the pencil behind each field, kept free above it."""


class SideButton(CardButton):
    """One value of a field, to be chosen."""

    def __init__(self, side: Side, remark: str) -> None:
        super().__init__("side", f"{side.number}. {side.value}, {side.origin}. {remark}")
        self.side = side
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._mark = IconLabel("circle", "text2", 20)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.value = Text(side.value, TextRole.BODY, wrap=True)
        words.addWidget(self.value)
        note = Text(remark, TextRole.HINT, wrap=True)
        hide_unless(note, remark)
        words.addWidget(note)
        self._number = Text(str(side.number), TextRole.HINT)
        face = QHBoxLayout()
        face.setContentsMargins(10, 7, 10, 7)
        face.setSpacing(12)
        face.addWidget(self._mark)
        face.addLayout(words, 1)
        face.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        self.set_face(face)
        self.toggled.connect(self._show_mark)

    def set_choosing(self, *, choosing: bool) -> None:
        """Be a choice, or only something to compare."""
        self.setEnabled(choosing)
        self._mark.setVisible(choosing)
        self._number.setVisible(choosing)
        if not choosing:
            self.setChecked(False)

    def _show_mark(self, chosen: bool) -> None:  # noqa: FBT001  the signal gives it so
        icon, colour = ("circle-dot", "primary") if chosen else ("circle", "text2")
        self._mark.set_icon(icon, colour, 20)
        self.value.set_role(TextRole.STRONG if chosen else TextRole.BODY)


class FieldLine(QWidget):
    """A field with its values and the choice that was made.

    Signals:
        changed: Another value was chosen or typed.

    """

    changed = Signal()

    def __init__(self, field: DeskField, parties: int, remarks: Sequence[str]) -> None:
        super().__init__()
        self.field = field
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self.label = Text(field.label, TextRole.STRONG, wrap=True)
        self.label.setFixedWidth(LABEL_WIDTH)
        self.label.setToolTip(field.sentence)
        self._grid.addWidget(self.label, 0, 0)
        self.sides = tuple(
            SideButton(side, remark) for side, remark in zip(field.sides, remarks, strict=True)
        )
        rows = dict.fromkeys(range(parties), 0)
        for button in self.sides:
            party = button.side.party
            self._grid.addWidget(button, rows[party], party + 1)
            rows[party] += 1
            button.clicked.connect(lambda _checked=False, one=button: self.choose(one.side.number))
        for party in range(parties):
            self._grid.setColumnStretch(party + 1, 1)
        self.typed = LineEditor()
        self.typed.setAccessibleName(self.tr("{field}, isi sendiri").format(field=field.label))
        self.typed.hide()
        self.typed.edited.connect(self._typed)
        name = self.tr("Isi sendiri {field}").format(field=field.label)
        self.own = ToolButton("pencil", name, on_click=self.type_own)
        self.own.setFixedWidth(OWN_WIDTH)
        keeps_room = self.own.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        self.own.setSizePolicy(keeps_room)
        hide_unless(self.own, field.can_type)
        below = max(rows.values(), default=1)
        self._grid.addWidget(self.own, 0, parties + 1)
        self._grid.addWidget(self.typed, below, 1, 1, parties)

    @property
    def choice(self) -> Choice | None:
        """What is chosen, None while nothing is."""
        if not self.typed.isHidden():
            return Choice(column=self.field.column, typed=self.typed.value())
        for button in self.sides:
            if button.isChecked():
                return Choice(column=self.field.column, side=button.side.number)
        return None

    def choose(self, number: int | None) -> bool:
        """Take the value with this number, None for none of them; tell whether there is one."""
        known = any(button.side.number == number for button in self.sides)
        if number is not None and not known:
            return False
        for button in self.sides:
            button.setChecked(button.side.number == number)
        self._show_typing(typing=False)
        self.changed.emit()
        return True

    def choose_party(self, party: int) -> None:
        """Take the value of one column, if it has one."""
        side = next((b.side.number for b in self.sides if b.side.party == party), None)
        if side is not None:
            self.choose(side)

    def type_own(self) -> None:
        """Type a value of one's own."""
        chosen = next((b.side for b in self.sides if b.isChecked()), None)
        self.choose(None)
        if chosen is not None and not self.field.is_protected:
            self.typed.set_value(chosen.value)
        self._show_typing(typing=True)
        self.typed.setFocus()
        self.typed.selectAll()
        self.changed.emit()

    def offer(self, *, choosing: bool, typing: bool) -> None:
        """Let values be chosen or typed, or only be compared."""
        for button in self.sides:
            button.set_choosing(choosing=choosing)
        self.own.setVisible(typing and self.field.can_type)
        if not typing:
            self._show_typing(typing=False)

    def has_keys(self) -> bool:
        """Tell whether the keyboard focus is in this line."""
        focus = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _typed(self) -> None:
        self.changed.emit()

    def _show_typing(self, *, typing: bool) -> None:
        self.typed.setVisible(typing)

"""One of a few (segments) and some of many (chips), each a single stop for the Tab key."""

from collections.abc import Hashable, Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from kube_desktop.ui.icons import decorate
from kube_desktop.ui.widgets.flow import FlowLayout

_SEGMENT_FRAME = 22
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class _ChoiceButtons(QWidget):
    """Keeps one Tab stop for a row of checkable buttons; arrow keys move inside it."""

    def __init__(self, name: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._name = name
        self._buttons: list[QPushButton] = []
        self.setAccessibleName(name)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The buttons in reading order."""
        return tuple(self._buttons)

    def set_name(self, name: str) -> None:
        """Say what is chosen here, for screen readers."""
        self._name = name
        self.setAccessibleName(name)
        for button in self._buttons:
            button.setAccessibleName(f"{name}: {button.property('label')}")

    def set_read_only(self, *, read_only: bool) -> None:
        """Show the choice without letting it be changed."""
        for button in self._buttons:
            button.setEnabled(not read_only)

    def _take(self, button: QPushButton, label: str, kind: str) -> None:
        button.setText(label)
        button.setProperty("label", label)
        button.setProperty("kind", kind)
        button.setCheckable(True)
        button.setAccessibleName(f"{self._name}: {label}" if self._name else label)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.installEventFilter(self)
        self._buttons.append(button)

    def _make_stop(self, stop: QPushButton | None) -> None:
        for button in self._buttons:
            policy = Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
        self.setFocusProxy(stop)  # type: ignore[arg-type]  # the stubs miss that None ends it

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None and isinstance(watched, QPushButton) and watched in self._buttons:
                self._move(watched, step)
                return True
        return super().eventFilter(watched, event)

    def _move(self, button: QPushButton, step: int) -> None:
        place = (self._buttons.index(button) + step) % len(self._buttons)
        following = self._buttons[place]
        self._make_stop(following)
        following.setFocus(Qt.FocusReason.TabFocusReason)


class _Segment(QPushButton):
    """Always as wide as its bold text, so that choosing does not push the others around."""

    @override
    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        text = QFontMetrics(bold).horizontalAdvance(self.text())
        return QSize(max(size.width(), text + _SEGMENT_FRAME), size.height())


class SegmentedChoice(_ChoiceButtons):
    """Chooses exactly one of two to six short answers.

    Signals:
        changed: The person chose another answer; carries its value.

    """

    changed = Signal(object)

    def __init__(
        self,
        options: Sequence[tuple[Hashable, str]],
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._values = [value for value, _ in options]
        self._chosen: Hashable | None = None
        last = len(options) - 1
        for place, (_, label) in enumerate(options):
            button = _Segment(self)
            self._take(button, label, "segment")
            shape = "only" if last == 0 else {0: "first", last: "last"}.get(place, "middle")
            button.setProperty("place", shape)
            button.clicked.connect(lambda _checked=False, at=place: self._choose(at))
            layout.addWidget(button)
        layout.addStretch(1)
        self._make_stop(self._buttons[0] if self._buttons else None)

    def value(self) -> Hashable | None:
        """Return the chosen value, or None while nothing is chosen."""
        for value, button in zip(self._values, self._buttons, strict=True):
            if button.isChecked():
                return value
        return None

    def set_value(self, value: Hashable | None) -> None:
        """Choose an answer without announcing it; None chooses nothing."""
        self._chosen = value
        for place, button in enumerate(self._buttons):
            chosen = self._values[place] == value
            button.setChecked(chosen)
            if chosen:
                self._make_stop(button)

    def _choose(self, place: int) -> None:
        # The clicked button has switched itself already; what was chosen before is remembered.
        value = self._values[place]
        known, self._chosen = self._chosen, value
        self.set_value(value)
        if value != known:
            self.changed.emit(value)

    @override
    def _move(self, button: QPushButton, step: int) -> None:
        super()._move(button, step)
        place = (self._buttons.index(button) + step) % len(self._buttons)
        self._choose(place)


class _Chip(QPushButton):
    """Has room for its text in bold: a chosen chip is written in bold, whatever its length."""

    @override
    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        wider = QFontMetrics(bold).horizontalAdvance(self.text())
        wider -= self.fontMetrics().horizontalAdvance(self.text())
        return QSize(size.width() + max(wider, 0), size.height())


class ChipGroup(_ChoiceButtons):
    """Chooses any number of answers; wraps to further lines.

    Signals:
        changed: The person switched a chip; carries the tuple of chosen values.

    """

    changed = Signal(object)

    def __init__(
        self,
        options: Sequence[tuple[Hashable, str]] = (),
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent)
        self._flow = FlowLayout(self)
        self._values: list[Hashable] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[Hashable, str]]) -> None:
        """Offer other answers; what stays keeps its state."""
        chosen = set(self.value())
        for button in self._buttons:
            self._flow.removeWidget(button)
            # Deleted only when the program has time: until then it must not be seen or reached.
            button.hide()
            button.setParent(None)
            button.deleteLater()
        self._buttons.clear()
        self._values = [value for value, _ in options]
        for value, label in options:
            button = _Chip(self)
            self._take(button, label, "chip")
            button.setChecked(value in chosen)
            button.toggled.connect(lambda _on, chip=button: _mark(chip))
            button.clicked.connect(lambda _checked=False: self.changed.emit(self.value()))
            _mark(button)
            self._flow.addWidget(button)
        self._make_stop(self._buttons[0] if self._buttons else None)

    def value(self) -> tuple[Hashable, ...]:
        """Return the chosen values in reading order."""
        return tuple(
            value
            for value, button in zip(self._values, self._buttons, strict=True)
            if button.isChecked()
        )

    def set_value(self, values: Iterable[Hashable]) -> None:
        """Choose these values without announcing it."""
        chosen = set(values)
        for value, button in zip(self._values, self._buttons, strict=True):
            button.setChecked(value in chosen)


def _mark(chip: QPushButton) -> None:
    # A tick beside the colour: colour alone never carries the meaning.
    label = str(chip.property("label"))
    if chip.isChecked():
        decorate(chip, "check", "primary", 14)
        chip.setText(f" {label}")
    else:
        chip.setProperty("iconName", None)
        chip.setIcon(type(chip.icon())())
        chip.setText(label)

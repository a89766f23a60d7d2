"""The list of everything to repair on top of a form, and the reasons for what is doubtful."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kube_desktop.domain.checks import Problem, Strength
from kube_desktop.ui.widgets.links import LinkButton
from kube_desktop.ui.widgets.text import IconLabel, Text, TextRole, set_property

_ASK = "Pilih atau tulis alasan"


class ErrorSummary(QFrame):
    """Names each problem once; each is a link to its field.

    Signals:
        chosen: A link was pressed; carries the field.
        answered: A reason was given or taken back.

    """

    chosen = Signal(str)
    answered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._reasons: dict[str, str] = {}
        self._shown: tuple[Problem, ...] = ()
        self._links: list[LinkButton] = []
        self._icon = IconLabel("circle-alert", "err", 20)
        self._body = QVBoxLayout()
        self._body.setSpacing(2)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._body, 1)
        self._content: QWidget | None = None
        self.hide()

    @property
    def links(self) -> tuple[LinkButton, ...]:
        """The links in their order."""
        return tuple(self._links)

    def reasons(self) -> dict[str, str]:
        """Return the given reasons by the key of their problem."""
        return {key: text for key, text in self._reasons.items() if text}

    def set_reasons(self, reasons: dict[str, str]) -> None:
        """Take over reasons that were given before, as a draft keeps them."""
        self._reasons = dict(reasons)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """List these problems; nothing hard or soft hides the summary."""
        listed = tuple(problem for problem in problems if problem.strength is not Strength.INFO)
        if listed == self._shown:
            return
        self._shown = listed
        # A reason belongs to the wording of its problem; a changed value asks again.
        keys = {problem.key for problem in listed}
        self._reasons = {key: text for key, text in self._reasons.items() if key in keys}
        hard = [problem for problem in listed if problem.strength is Strength.HARD]
        soft = [problem for problem in listed if problem.strength is Strength.SOFT]
        self._rebuild(hard, soft)
        self.setVisible(bool(listed))

    def focus_first(self) -> None:
        """Go to the first link, and let screen readers say how much there is to do."""
        if self._links:
            self._links[0].setFocus(Qt.FocusReason.OtherFocusReason)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _rebuild(self, hard: list[Problem], soft: list[Problem]) -> None:
        if self._content is not None:
            self._body.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._links = []
        self._content = QWidget()
        layout = QVBoxLayout(self._content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        titles = []
        if hard:
            titles.append(f"Ada {len(hard)} isian yang perlu diperbaiki")
            layout.addWidget(Text(titles[-1], TextRole.SECTION))
            for problem in hard:
                layout.addWidget(self._link(problem, "err"))
        if soft:
            titles.append(f"Perlu alasan ({len(soft)})")
            layout.addWidget(Text(titles[-1], TextRole.SECTION))
            for problem in soft:
                layout.addWidget(self._link(problem, "err" if hard else "warn"))
                layout.addWidget(self._reason_box(problem))
        tone = "err" if hard else "warn"
        set_property(self, "msg", tone)
        self._icon.set_icon("circle-alert" if hard else "triangle-alert", tone, 20)
        self.setAccessibleName(". ".join(titles))
        self._body.addWidget(self._content)

    def _link(self, problem: Problem, colour: str) -> LinkButton:
        link = LinkButton(problem.text, colour=colour)
        link.clicked.connect(lambda _checked=False, field=problem.field: self.chosen.emit(field))
        self._links.append(link)
        return link

    def _reason_box(self, problem: Problem) -> QComboBox:
        box = QComboBox()
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setMaximumWidth(420)
        box.addItems(list(problem.reasons))
        box.setCurrentText(self._reasons.get(problem.key, ""))
        if (line := box.lineEdit()) is not None:
            line.setPlaceholderText(_ASK)
            line.setAccessibleName(f"Alasan: {problem.text}")
        box.setAccessibleName(f"Alasan: {problem.text}")
        box.currentTextChanged.connect(lambda text, key=problem.key: self._answer(key, text))
        return box

    def _answer(self, key: str, text: str) -> None:
        self._reasons[key] = text.strip()
        self.answered.emit()

"""One form for every kind of record, made from field descriptions."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from kube_desktop.domain.checks import Problem, Strength
from kube_desktop.ui.focus_order import AFTER_NEIGHBOURS
from kube_desktop.ui.forms.box import FieldBox
from kube_desktop.ui.forms.editors import LongTextEditor
from kube_desktop.ui.forms.field import Field
from kube_desktop.ui.forms.layout import Row, Section, row
from kube_desktop.ui.forms.summary import ErrorSummary
from kube_desktop.ui.icons import decorate
from kube_desktop.ui.widgets.buttons import is_plain_enter
from kube_desktop.ui.widgets.text import Line

RECHECK_MS: Final = 250
_BETWEEN_FIELDS: Final = 12
_BETWEEN_ROWS: Final = 11

AnyField = Field[Any, Any]


class ProblemShower(Protocol):
    """A part of a form that shows its own problems, as the goods table does."""

    def faults(self) -> Sequence[Problem]:
        """Return what was typed but cannot be read."""

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Mark what these problems name."""

    def focus_problem(self, field: str) -> None:
        """Go to what a problem names."""


class RecordForm(QWidget):
    """Edits named values and shows what is wrong with each of them.

    Signals:
        edited: The person changed a value, or gave a reason.
        problems_changed: So many hard and unanswered soft problems are shown now.

    """

    edited = Signal()
    problems_changed = Signal(int)

    def __init__(
        self,
        fields: Sequence[AnyField],
        rows: Sequence[Row | Section] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fields = {field.name: field for field in fields}
        self._editors: dict[str, Any] = {}
        self._boxes: dict[str, FieldBox] = {}
        self._parts: dict[str, tuple[QWidget, ProblemShower]] = {}
        self._folds: list[_Fold] = []
        self._recheck: Callable[[], Iterable[Problem]] | None = None
        self._failed = False
        self._pages: QWidget | None = None
        self.summary = ErrorSummary()
        self.summary.chosen.connect(self.focus_field)
        self.summary.answered.connect(self._on_edited)
        self._timer = QTimer(self, interval=RECHECK_MS, singleShot=True)
        self._timer.timeout.connect(self._check_again)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_BETWEEN_ROWS)
        self._layout.addWidget(self.summary)
        for field in fields:
            self._make(field)
        self.set_rows(rows or [row(field.name) for field in fields])

    def set_rows(self, rows: Sequence[Row | Section]) -> None:
        """Arrange the fields; used again when the window becomes compact or wide."""
        focus = self.focusWidget()
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_BETWEEN_ROWS)
        self._folds = []
        order: list[QWidget] = []
        for part in rows:
            if isinstance(part, Section):
                fold = _Fold(part, [self._lay(line) for line in part.rows])
                self._folds.append(fold)
                layout.addWidget(fold)
                order += [fold.head, *(item for line in part.rows for item in self._placed(line))]
            else:
                layout.addWidget(self._lay(part))
                order += self._placed(part)
        for name in self._fields:
            if self._boxes.get(name) is None or not page.isAncestorOf(self._boxes[name]):
                self._box_for(name, beside=False).setParent(page)
                self._boxes[name].hide()
        layout.addStretch(1)
        old, self._pages = self._pages, page
        if old is not None:
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._layout.addWidget(page, 1)
        # At once, and not with the next event: the focus goes back to a visible editor only.
        page.show()
        _chain(order)
        if focus is not None and self.isAncestorOf(focus):
            focus.setFocus()

    def add_part(self, name: str, widget: QWidget, shower: ProblemShower) -> None:
        """Let a widget of a row answer for the problems of `name` and of `name[…]…`."""
        self._parts[name] = (widget, shower)

    def editor(self, name: str) -> Any:  # noqa: ANN401  each field has its own kind of editor
        """Return the editor of a field, for its special signals."""
        return self._editors[name]

    def box(self, name: str) -> FieldBox:
        """Return the box of a field, for notes and pins."""
        return self._boxes[name]

    def values(self) -> dict[str, Any]:
        """Return what the form holds, by field name."""
        return {name: field.read(self._editors[name]) for name, field in self._fields.items()}

    def fill(self, record: object) -> None:
        """Show the values of a mapping or of the attributes of a record; others stay."""
        for name, field in self._fields.items():
            if isinstance(record, Mapping):
                if name in record:
                    field.fill(self._editors[name], record[name])
            elif hasattr(record, name):
                field.fill(self._editors[name], getattr(record, name))

    def clear(self, *, keep_pinned: bool = False) -> None:
        """Empty the form for the next record."""
        kept = self.pinned() if keep_pinned else frozenset[str]()
        for name, field in self._fields.items():
            if name not in kept:
                field.fill(self._editors[name], field.empty())
            self._boxes[name].show_note("")
        self.summary.set_reasons({})
        self.clear_problems()

    def pinned(self) -> frozenset[str]:
        """Return the names of the values that are kept for the next record."""
        return frozenset(
            name for name, box in self._boxes.items() if box.pin is not None and box.pin.isChecked()
        )

    def reasons(self) -> dict[str, str]:
        """Return the reasons given for doubtful values, by the key of their problem."""
        return self.summary.reasons()

    def set_reasons(self, reasons: Mapping[str, str]) -> None:
        """Take over the reasons of a draft."""
        self.summary.set_reasons(dict(reasons))

    def set_locked(self, *, locked: bool) -> None:
        """Show the values without letting them be changed."""
        for name, field in self._fields.items():
            field.lock(self._editors[name], locked=locked)

    def set_recheck(self, check: Callable[[], Iterable[Problem]]) -> None:
        """After a save that failed, ask for the problems again while the person repairs them."""
        self._recheck = check

    def faults(self) -> tuple[Problem, ...]:
        """Return what was typed but cannot be read."""
        own = [
            Problem(name, text)
            for name, field in self._fields.items()
            if (text := field.fault(self._editors[name]))
        ]
        return (*own, *(fault for _, part in self._parts.values() for fault in part.faults()))

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Explain why saving failed: summary on top, words at the fields, focus on the summary."""
        self._failed = True
        self._show(problems)
        self._scroll_to(self.summary)
        self.summary.focus_first()

    def clear_problems(self) -> None:
        """Forget all problems, as after saving."""
        self._failed = False
        self._timer.stop()
        self._show((), with_faults=False)

    def focus_field(self, name: str) -> None:
        """Go to a field and select what it holds; opens a folded section."""
        part = self._part_of(name)
        if part is not None:
            widget, shower = part
            self._open_fold_of(widget)
            shower.focus_problem(name)
            self._scroll_to(widget)
        elif name in self._fields:
            self._open_fold_of(self._boxes[name])
            self._fields[name].select(self._editors[name])
            self._scroll_to(self._boxes[name])

    def focus_first_empty(self) -> None:
        """Go to the first field that holds nothing, as a form is opened."""
        for name, field in self._fields.items():
            editor = self._editors[name]
            if field.read(editor) == field.empty() and editor.isEnabled():
                self.focus_field(name)
                return

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter goes to the next field as Tab does; Ctrl+Enter is the page's primary button.
        if is_plain_enter(event) and not isinstance(self.focusWidget(), QPlainTextEdit):
            self.focusNextChild()
            now = QApplication.focusWidget()
            if now is not None and now.property(AFTER_NEIGHBOURS):
                self.focusNextChild()
            return
        super().keyPressEvent(event)

    def _make(self, field: AnyField) -> None:
        editor = field.create()
        editor.setObjectName(field.name)
        self._editors[field.name] = editor
        field.edited(editor).connect(self._on_edited)

    def _box_for(self, name: str, *, beside: bool) -> FieldBox:
        field = self._fields[name]
        old = self._boxes.get(name)
        box = FieldBox(
            field.label,
            self._editors[name],
            hint=field.hint,
            optional=field.optional,
            pinnable=field.pinnable,
            beside=beside,
            plain=self._editors[name].metaObject().className() == "QCheckBox",
        )
        box.setObjectName(f"{name}_box")
        if old is not None:
            box.show_problem(old.problem)
            box.show_note(old.note)
            if box.pin is not None and old.pin is not None:
                box.pin.setChecked(old.pin.isChecked())
        if isinstance(self._editors[name], LongTextEditor):
            self._editors[name].counted.connect(box.show_note)
        self._boxes[name] = box
        return box

    def _lay(self, line: Row) -> QWidget:
        holder = QWidget()
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        across = QHBoxLayout()
        across.setSpacing(_BETWEEN_FIELDS)
        for place, item in enumerate(line.items):
            widget = self._box_for(item, beside=line.beside) if isinstance(item, str) else item
            across.addWidget(widget, line.stretch[place] if line.stretch else 1)
        _keep_in_line([self._boxes[item] for item in line.items if isinstance(item, str)])
        outer.addLayout(across)
        if line.beside:
            outer.addWidget(Line())
        return holder

    def _placed(self, line: Row) -> list[QWidget]:
        return [self._boxes[item] if isinstance(item, str) else item for item in line.items]

    def _part_of(self, name: str) -> tuple[QWidget, ProblemShower] | None:
        return self._parts.get(name.partition("[")[0])

    def _show(self, problems: Iterable[Problem], *, with_faults: bool = True) -> None:
        faults = self.faults() if with_faults else ()
        unreadable = {fault.field for fault in faults}
        listed = [*faults, *(p for p in problems if p.field not in unreadable)]
        listed.sort(key=self._place)
        self.summary.show_problems(listed)
        serious = [problem for problem in listed if problem.strength is not Strength.INFO]
        for name, field in self._fields.items():
            mine = [problem for problem in serious if problem.field == name]
            self._boxes[name].show_problem(mine[0].text if mine else "")
            field.mark(self._editors[name], wrong=bool(mine))
            if mine:
                self._open_fold_of(self._boxes[name])
        for name, (widget, shower) in self._parts.items():
            mine = [p for p in serious if p.field.partition("[")[0] == name]
            shower.show_problems(mine)
            if mine:
                self._open_fold_of(widget)
        for problem in listed:
            if problem.strength is Strength.INFO and problem.field in self._boxes:
                self._boxes[problem.field].show_note(problem.text, "info")
        self.problems_changed.emit(len(serious))

    def _place(self, problem: Problem) -> int:
        """Return where on the form a problem stands; what has no place comes last."""
        names: list[Hashable] = [*self._fields, *self._parts]
        name = problem.field.partition("[")[0]
        return names.index(name) if name in names else len(names)

    def _on_edited(self) -> None:
        self.edited.emit()
        if self._failed and self._recheck is not None:
            self._timer.start()

    def _check_again(self) -> None:
        if self._failed and self._recheck is not None:
            self._show(self._recheck())

    def _open_fold_of(self, widget: QWidget) -> None:
        for fold in self._folds:
            if fold.isAncestorOf(widget):
                fold.set_open(is_open=True)

    def _scroll_to(self, widget: QWidget) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if isinstance(above, QScrollArea):
            area = above
            QTimer.singleShot(0, widget, lambda: area.ensureWidgetVisible(widget, 0, 24))


def _chain(widgets: Sequence[QWidget]) -> None:
    """Let Tab go through the widgets in this order, whenever they were made."""
    stops: list[QWidget] = []
    for widget in widgets:
        inner: list[QWidget] = list(widget.findChildren(QWidget))
        stops += [
            part
            for part in (widget, *inner)
            # Whatever can take focus: which button of a group is its Tab stop changes later.
            if part.focusPolicy() != Qt.FocusPolicy.NoFocus
            and part.focusProxy() is None
            and part.window() is widget.window()
        ]
    for earlier, later in pairwise(stops):
        QWidget.setTabOrder(earlier, later)


def _keep_in_line(boxes: Sequence[FieldBox]) -> None:
    def follow() -> None:
        reserved = any(box.note for box in boxes)
        for box in boxes:
            box.reserve_note(reserved=reserved)

    for box in boxes:
        box.note_changed.connect(follow)


class _Fold(QWidget):
    """A section with its heading; the heading folds it."""

    def __init__(self, section: Section, lines: Sequence[QWidget]) -> None:
        super().__init__()
        self.head = QPushButton(f" {section.title}")
        self.head.setProperty("kind", "fold")
        self.head.setCheckable(True)
        self.head.setAccessibleName(section.title)
        self._body = QWidget()
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(_BETWEEN_ROWS)
        for line in lines:
            inner.addWidget(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._body)
        self.head.toggled.connect(self._follow)
        self.set_open(is_open=not section.folded)
        self._follow()

    def set_open(self, *, is_open: bool) -> None:
        """Show or hide the rows."""
        self.head.setChecked(is_open)

    def _follow(self) -> None:
        is_open = self.head.isChecked()
        self._body.setVisible(is_open)
        decorate(self.head, "chevron-down" if is_open else "chevron-right", "text2", 16)

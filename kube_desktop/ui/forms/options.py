"""Options that drop down under a line edit while one types."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QCompleter,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from kube_desktop.ui.theme import theme

_OPTION_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_TAB_KEYS: Final = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab})


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be picked; `id` None is the offer to add a new one."""

    id: Hashable | None
    label: str
    sublabel: str = ""


class OptionModel(QAbstractListModel):
    """The options that fit what was typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.options: tuple[Option, ...] = ()

    def show(self, options: Sequence[Option]) -> None:
        """Offer other options."""
        self.beginResetModel()
        self.options = tuple(options)
        self.endResetModel()

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.options)

    @override
    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if not 0 <= index.row() < len(self.options):
            return None
        option = self.options[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return option.label
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{option.label}, {option.sublabel}" if option.sublabel else option.label
            case _ if role == _OPTION_ROLE:
                return option
            case _:
                return None


class OptionDelegate(QStyledItemDelegate):
    """Paints an option in two lines; the offer to add a new one in the accent colour."""

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        shown: Option = index.data(_OPTION_ROLE)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]  # the stubs miss the base class
        state = option.state  # type: ignore[attr-defined]  # as above
        look = theme()
        painter.save()
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(rect, look.color("sel"))
        room = rect.adjusted(10, 3, -8, -3)
        upper = look.font(10, QFont.Weight.DemiBold)
        painter.setFont(upper)
        painter.setPen(look.color("primary" if shown.id is None else "text"))
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        if not shown.sublabel:
            align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        text = QFontMetrics(upper).elidedText(
            shown.label, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, align, text)
        if shown.sublabel:
            lower = look.font(9)
            painter.setFont(lower)
            painter.setPen(look.color("text2"))
            text = QFontMetrics(lower).elidedText(
                shown.sublabel, Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, text)
        painter.restore()

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        shown: Option = index.data(_OPTION_ROLE)
        return QSize(80, theme().px(42 if shown.sublabel else 32))


class OptionPopup(QObject):
    """Drops options down under a line edit; keys go through it while it is open.

    Signals:
        chosen: An option was picked by key or click; carries it.

    """

    chosen = Signal(object)

    def __init__(self, edit: QLineEdit) -> None:
        super().__init__(edit)
        self._model = OptionModel(self)
        self._completer = QCompleter(self._model, self)
        self._edit = edit
        self._completer.setWidget(edit)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(7)
        self.view = QListView()
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._completer.setPopup(self.view)
        self.view.installEventFilter(self)
        self.view.setItemDelegate(OptionDelegate(self.view))
        activated = self._completer.activated[QModelIndex]  # type: ignore[index]  # an overload
        activated.connect(self._on_activated)

    @property
    def is_open(self) -> bool:
        """Whether options are shown."""
        return self.view.isVisible()

    def offer(self, options: Sequence[Option], *, first: bool = True) -> None:
        """Show options, the first of them ready for Enter; none closes the list."""
        self._model.show(options)
        if not options:
            self.close()
            return
        self._completer.complete()
        if first:
            self.view.setCurrentIndex(self.view.model().index(0, 0))

    def close(self) -> None:
        """Hide the options."""
        self.view.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Qt would let Tab leave the field with what is highlighted not taken.
        is_press = event.type() == QEvent.Type.KeyPress and watched is self.view
        if is_press and isinstance(event, QKeyEvent) and event.key() in _TAB_KEYS:
            self._leave(event)
            return True
        return super().eventFilter(watched, event)

    def _leave(self, event: QKeyEvent) -> None:
        option = self.view.currentIndex().data(_OPTION_ROLE)
        self.close()
        if isinstance(option, Option) and option.id is not None:
            self.chosen.emit(option)
        # What was chosen may have moved on already, as in a table.
        if self._edit.hasFocus():
            QApplication.sendEvent(
                self._edit, QKeyEvent(event.type(), event.key(), event.modifiers())
            )

    def _on_activated(self, index: QModelIndex) -> None:
        option = index.data(_OPTION_ROLE)
        if isinstance(option, Option):
            self.chosen.emit(option)

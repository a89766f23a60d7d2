"""The header of the window, the tabs inside a record, the steps of a task, the status bar."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QTabBar,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from kube_desktop.ui.icons import decorate, icon
from kube_desktop.ui.theme import theme
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import Button, ButtonKind, ToolButton
from kube_desktop.ui.widgets.line_icons import LineIcon
from kube_desktop.ui.widgets.text import Line, Text, TextRole, hide_unless, set_property

_SEARCH_WIDTH: Final = 250


@dataclass(frozen=True, slots=True)
class _Tab:
    title: str
    icon: str


class MainTabs(QTabWidget):
    """The one header row: Menu, the tabs of the pages, search, and the primary button.

    Signals:
        search_asked: The search was clicked or focused; the palette opens instead of typing here.
        primary_asked: The primary button was pressed.

    """

    search_asked = Signal()
    primary_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("main")
        # In document mode the line under the tabs is not drawn (ux.md 2.4).
        self.setDocumentMode(False)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tabs: list[_Tab] = []
        self._compact = False
        self._primary_texts = ("", "")
        self.tabBar().setAccessibleName("Halaman utama")
        self.tabBar().setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.menu_button = _MenuButton()
        self.search_box = _SearchOpener("Cari nama, NIK, BAST, perintah")
        self.search_icon = ToolButton("search", "Cari", shortcut="Ctrl+K")
        self.primary_button = Button("", ButtonKind.PRIMARY, "send")
        self.search_box.asked.connect(self.search_asked)
        self.search_icon.clicked.connect(self.search_asked)
        self.primary_button.clicked.connect(self.primary_asked)
        self.primary_button.hide()
        left = _corner((self.menu_button,), (8, 5, 10, 5))
        self._right = _corner(
            (self.search_box, self.search_icon, self.primary_button), (8, 6, 14, 6)
        )
        self.setCornerWidget(left, Qt.Corner.TopLeftCorner)
        self.setCornerWidget(self._right, Qt.Corner.TopRightCorner)
        self.currentChanged.connect(self._restyle)
        theme().changed.connect(self._restyle)
        self._restyle()

    def add_page(self, title: str, icon_name: str, page: QWidget) -> int:
        """Add a page with its tab; its number is its shortcut."""
        self._tabs.append(_Tab(title, icon_name))
        place = self.addTab(page, title)
        self.setTabToolTip(place, f"{title} (Ctrl+{place + 1})")
        self._restyle()
        return place

    def mark_dirty(self, place: int, *, dirty: bool) -> None:
        """Put a dot on the tab of a page that holds something not saved."""
        title = self._tabs[place].title
        self.setTabText(place, f"{title} •" if dirty else title)
        remark = " · ada isian yang belum disimpan" if dirty else ""
        self.setTabToolTip(place, f"{title} (Ctrl+{place + 1}){remark}")

    def set_menu(self, menu: QMenu) -> None:
        """Give the Menu button its menu."""
        self.menu_button.setMenu(menu)

    def set_primary(self, text: str, short: str, icon_name: str) -> None:
        """Say what the primary button does, at length and in the compact layout."""
        self._primary_texts = (text, short)
        self.primary_button.set_icon(icon_name)
        self.primary_button.set_label(short if self._compact else text)
        self.primary_button.setAccessibleName(text)
        self.primary_button.setVisible(bool(text))

    def set_compact(self, *, compact: bool) -> None:
        """Shrink to words without icons, and the search to its icon."""
        self._compact = compact
        self._restyle()
        text, short = self._primary_texts
        self.primary_button.set_label(short if compact else text)
        self.primary_button.setAccessibleName(text)

    def _restyle(self) -> None:
        look = theme()
        size = look.px(17)
        self.setIconSize(QSize(size, size))
        for place, tab in enumerate(self._tabs):
            colour = "primary" if place == self.currentIndex() else "text2"
            shown = QIcon() if self._compact else icon(tab.icon, colour, size)
            self.setTabIcon(place, shown)
        self.search_box.setFixedWidth(look.px(_SEARCH_WIDTH))
        self.search_box.setVisible(not self._compact)
        self.search_icon.setVisible(self._compact)
        self.menu_button.setToolButtonStyle(
            Qt.ToolButtonStyle.ToolButtonIconOnly
            if self._compact
            else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        )


class _MenuButton(QToolButton):
    def __init__(self) -> None:
        super().__init__()
        self.setText("Menu")
        self.setProperty("role", "menu")
        self.setToolTip("Menu (F10)")
        self.setAccessibleName("Menu")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMinimumHeight(34)
        decorate(self, "menu", "text2", 18)


class _SearchOpener(QLineEdit):
    """Looks like a search box and opens the palette, where the typing happens."""

    asked = Signal()

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setToolTip("Cari di semua data (Ctrl+K)")
        self.setReadOnly(True)
        self.setProperty("search", True)
        self.setProperty("opener", True)
        LineIcon(self, "search", leading=True)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.asked.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.asked.emit()
            return
        super().keyPressEvent(event)


def _corner(widgets: Sequence[QWidget], margins: tuple[int, int, int, int]) -> QWidget:
    corner = QWidget()
    corner.setObjectName("corner")
    corner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    layout = QHBoxLayout(corner)
    layout.setContentsMargins(*margins)
    layout.setSpacing(8)
    for widget in widgets:
        layout.addWidget(widget)
    return corner


class RecordTabs(QTabBar):
    """The quieter tabs inside a record."""

    def __init__(
        self, name: str, titles: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("second", True)
        self.setExpanding(False)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setUsesScrollButtons(True)
        for title in titles:
            self.addTab(title)

    def set_titles(self, titles: Sequence[str]) -> None:
        """Show other words on the tabs, as when a count changes."""
        for place, title in enumerate(titles):
            if place < self.count():
                self.setTabText(place, title)
            else:
                self.addTab(title)


class Steps(QWidget):
    """The steps of a longer task, and which one it is now."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        self._marks: list[tuple[Text, Text]] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for place, name in enumerate(names):
            mark = Text(str(place + 1), TextRole.STRONG)
            mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
            mark.setFixedSize(24, 24)
            mark.setProperty("step", "later")
            words = Text(name, TextRole.BODY)
            row.addWidget(mark)
            row.addWidget(words)
            self._marks.append((mark, words))
            if place < len(names) - 1:
                line = Line()
                line.setFixedWidth(34)
                row.addWidget(line)
        row.addStretch(1)
        self.set_current(0)

    def set_current(self, current: int) -> None:
        """Show at which step the task is; earlier ones are done."""
        for place, (mark, words) in enumerate(self._marks):
            state = "done" if place < current else "now" if place == current else "later"
            set_property(mark, "step", state)
            mark.setText("✓" if state == "done" else str(place + 1))
            words.set_role(TextRole.STRONG if state == "now" else TextRole.BODY)
            words.set_tone(None if state == "now" else "text2")
        self.setAccessibleName(
            f"Langkah {current + 1} dari {len(self._names)}: {self._names[current]}"
        )


class StatusItem(QToolButton):
    """One remark in the status bar; pressing it leads to what it is about."""

    def __init__(self, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon_name
        self._texts = ("", "")
        self._compact = False
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumHeight(24)
        decorate(self, icon_name, "text2", 14)

    def say(
        self, text: str, short: str = "", *, tone: Tone | None = None, icon: str | None = None
    ) -> None:
        """Show a remark, and how it reads where there is little room."""
        self._texts = (text, short or text)
        self._icon = icon or self._icon
        set_property(self, "tone", str(tone) if tone else None)
        decorate(self, self._icon, str(tone) if tone else "text2", 14)
        self.setAccessibleName(text)
        self.set_compact(compact=self._compact)

    def set_compact(self, *, compact: bool) -> None:
        """Show the short words, with the long ones as tooltip."""
        self._compact = compact
        self.setText(f" {self._texts[compact]}")
        self.setToolTip(self._texts[0] if compact else "")


class StatusBar(QFrame):
    """The bar at the bottom: saved, sent, backed up; and who works here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self._items: list[StatusItem] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 0, 8, 0)
        self._row.setSpacing(4)
        self._row.addStretch(1)
        self._left = 0
        # Long words must not keep the window from getting small: there it says short ones.
        self.setMinimumWidth(1)
        theme().changed.connect(self._restyle)
        self._restyle()

    def add_item(
        self,
        icon_name: str,
        *,
        right: bool = False,
        on_click: Callable[[], object] | None = None,
    ) -> StatusItem:
        """Add a remark at the left or the right."""
        item = StatusItem(icon_name)
        if on_click is not None:
            item.clicked.connect(lambda _checked=False: on_click())
        if right:
            self._row.addWidget(item)
        else:
            self._row.insertWidget(self._left, item)
            self._left += 1
        self._items.append(item)
        return item

    def set_compact(self, *, compact: bool) -> None:
        """Use the short words."""
        for item in self._items:
            item.set_compact(compact=compact)

    def _restyle(self) -> None:
        self.setFixedHeight(theme().px(28))


class PageHeader(QWidget):
    """Title, a remark beside it, and the buttons of a page, always in the same place."""

    def __init__(
        self,
        title: str,
        remark: str = "",
        buttons: Sequence[QWidget] = (),
        *,
        role: TextRole = TextRole.TITLE,
        sub: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = Text(title, role)
        self._remark = Text(remark, TextRole.BODY, tone="hint")
        self._sub = Text(sub, TextRole.SECONDARY)
        hide_unless(self._sub, sub)
        self.leading = QHBoxLayout()
        self.beside_title = QHBoxLayout()
        self.beside_title.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._title)
        top.addLayout(self.beside_title)
        top.addWidget(self._remark)
        top.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addLayout(top)
        words.addWidget(self._sub)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(self.leading)
        row.addLayout(words, 1)
        for button in buttons:
            row.addWidget(button)

    def say(self, title: str, remark: str = "", sub: str = "") -> None:
        """Show other words."""
        self._title.setText(title)
        self._remark.setText(remark)
        self._sub.setText(sub)
        self._sub.setVisible(bool(sub))

"""Where Tab goes next: through the window as it is read, whatever order widgets were made in.

Qt's own chain follows the making and re-parenting of widgets and, in 6.8, loses parts of forms that
are laid out again; some controls were then never reached and others went round in circles.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLayout,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QWidget,
)

_CLOSED = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit)
"""Widgets that are one stop: what is inside them is reached by their own keys."""

AFTER_NEIGHBOURS = "afterNeighbours"
"""Set on a widget that Tab reaches only after its neighbours, although it is drawn before them."""


def focus_stops(root: QWidget) -> list[QWidget]:
    """Return everything below `root` that Tab stops at, in reading order."""
    return list(_stops(root))


def move_focus(root: QWidget, *, forward: bool) -> bool:
    """Move the focus to the next or previous stop, round at the ends; tell whether it moved."""
    stops = focus_stops(root)
    if not stops:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    target = stops[_next_place(stops, root, forward=forward)]
    target.setFocus(reason)
    _show(target)
    return True


def _next_place(stops: list[QWidget], root: QWidget, *, forward: bool) -> int:
    now: QWidget | None = QApplication.focusWidget()
    while now is not None and now is not root and now not in stops:
        now = now.parentWidget()  # the editor of a cell counts as its table
    if now is None or now is root:
        return 0 if forward else len(stops) - 1
    return (stops.index(now) + (1 if forward else -1)) % len(stops)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    for child in _children(widget):
        if not child.isVisible() or child.isWindow():
            continue
        takes_tab = bool(child.focusPolicy() & Qt.FocusPolicy.TabFocus)
        inside = [] if isinstance(child, _CLOSED) else list(_stops(child))
        # What only scrolls is a stop while there is nothing else in it to stop at.
        is_frame = isinstance(child, QTabWidget) or (isinstance(child, QScrollArea) and inside)
        if takes_tab and child.isEnabled() and child.focusProxy() is None and not is_frame:
            yield child
        yield from inside


def _children(widget: QWidget) -> list[QWidget]:
    """Return the child widgets in the order in which they are read."""
    match widget:
        case QTabWidget():
            corners = (Qt.Corner.TopLeftCorner, Qt.Corner.TopRightCorner)
            left, right = (widget.cornerWidget(corner) for corner in corners)
            parts = (left, widget.tabBar(), right, widget.currentWidget())
            return [part for part in parts if part is not None]
        case QStackedWidget():
            current = widget.currentWidget()
            return [] if current is None else [current]
        case QSplitter():
            return [widget.widget(place) for place in range(widget.count())]
        case QScrollArea():
            inside = widget.widget()
            return [] if inside is None else [inside]
    children = [one for one in widget.children() if isinstance(one, QWidget)]
    layout = widget.layout()
    placed = list(_in_layout(layout)) if layout is not None else []
    free = [one for one in children if one not in placed]
    free.sort(key=lambda one: (one.y(), one.x()))
    return sorted([*placed, *free], key=lambda one: bool(one.property(AFTER_NEIGHBOURS)))


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _in_layout(inner)


def _show(target: QWidget) -> None:
    above = target.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(target, 0, 24)
        above = above.parentWidget()

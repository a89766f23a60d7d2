"""The province as tiles near their real position: shade, number and words say the same."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from kube_desktop.services.lists.province import Reach
from kube_desktop.ui.theme import theme
from kube_desktop.ui.tokens import TEXT_RATIO, Tokens, contrast
from kube_desktop.ui.widgets.buttons import is_plain_enter

_PLACES: Final = {
    "64.03": (0, 3),
    "64.11": (1, 0),
    "64.08": (1, 2),
    "64.07": (2, 0),
    "64.02": (2, 1),
    "64.72": (2, 2),
    "64.74": (2, 3),
    "64.01": (3, 0),
    "64.09": (3, 1),
    "64.71": (3, 2),
}
"""Row and column of each regency: north is up, the coast is at the right."""
_FAINTEST: Final = 0.14
_STRONGEST: Final = 0.92
_BLACK: Final = "#000000"
_GAP: Final = 8


def tile_colours(share: float, tokens: Tokens) -> tuple[str, str]:
    """Return the colour of a tile for a share of its target, and of the text on it."""
    strength = _FAINTEST + (_STRONGEST - _FAINTEST) * max(0.0, min(share, 1.0))
    ground = _mixed(tokens.surface, tokens.primaryfill, strength)
    for colour in (tokens.text, tokens.onprimary):
        if contrast(colour, ground) >= TEXT_RATIO:
            return ground, colour
    return ground, max((_BLACK, tokens.onprimary), key=lambda one: contrast(one, ground))


class RegionTile(QAbstractButton):
    """One regency: its name, how many groups it has, and how many are missing."""

    def __init__(self, reach: Reach, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reach = reach
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.set_reach(reach)
        theme().changed.connect(self.update)

    @property
    def reach(self) -> Reach:
        """What is shown."""
        return self._reach

    def set_reach(self, reach: Reach) -> None:
        """Show other numbers."""
        self._reach = reach
        self.setAccessibleName(
            self.tr("{}: {} dari {} kelompok, {}").format(
                reach.name, reach.groups, reach.target, self._missing()
            )
        )
        self.setToolTip(self.tr("Lihat kelompok di {}").format(reach.name))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme().px(150), theme().px(74))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(118), theme().px(58))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_plain_enter(event):
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        reach = self._reach
        share = reach.groups / reach.target if reach.target else 0.0
        ground, words = tile_colours(share, look.tokens)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(look.color("primary" if self.underMouse() else "border"), 1))
        painter.drawRoundedRect(frame, 6, 6)
        painter.setPen(QColor(words))
        room = frame.adjusted(9, 6, -9, -6)
        flags = Qt.AlignmentFlag
        painter.setFont(look.font(9.5, QFont.Weight.DemiBold))
        name = painter.fontMetrics().elidedText(
            reach.name, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, flags.AlignLeft | flags.AlignTop, name)
        painter.setFont(look.font(15, QFont.Weight.DemiBold))
        painter.drawText(room, flags.AlignLeft | flags.AlignBottom, str(reach.groups))
        painter.setFont(look.font(9))
        painter.drawText(room, flags.AlignRight | flags.AlignBottom, self._missing())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("surface"), 4))
            painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), 6, 6)
            painter.setPen(QPen(look.color("focus"), 2))
            painter.drawRoundedRect(frame, 6, 6)
        painter.end()

    def _missing(self) -> str:
        if self._reach.target and not self._reach.missing:
            return self.tr("tercapai")
        return self.tr("kurang {}").format(self._reach.missing)


class TileMap(QWidget):
    """All regencies; each tile leads to its groups.

    Signals:
        chosen: A tile was pressed; carries the code of the regency.

    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles: dict[str, RegionTile] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        for place in range(4):
            self._grid.setRowStretch(place, 1)
            self._grid.setColumnStretch(place, 1)

    @property
    def tiles(self) -> tuple[RegionTile, ...]:
        """The tiles from north to south."""
        return tuple(self._tiles.values())

    def show_reach(self, reach: Sequence[Reach]) -> None:
        """Show how far each regency has come."""
        by_code = {one.code: one for one in reach}
        for code, (row, column) in _PLACES.items():
            if code not in by_code:
                continue
            tile = self._tiles.get(code)
            if tile is not None:
                tile.set_reach(by_code[code])
                continue
            tile = RegionTile(by_code[code])
            tile.clicked.connect(self._chooser(code))
            self._tiles[code] = tile
            self._grid.addWidget(tile, row, column)

    def _chooser(self, code: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(code)


def _mixed(one: str, other: str, share: float) -> str:
    first, second = QColor(one), QColor(other)
    return "#" + "".join(
        f"{round(a + (b - a) * share):02X}"
        for a, b in (
            (first.red(), second.red()),
            (first.green(), second.green()),
            (first.blue(), second.blue()),
        )
    )

"""Coloured pixmaps from the line icons in the resources folder."""

import logging
from math import ceil
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_log = logging.getLogger(__name__)
_DRAWN: Final = 'stroke-width="2"'
STROKE_WIDTH: Final = 1.9


class SvgIcons:
    """Renders the icons of one folder in any colour, size and device pixel ratio."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sources: dict[str, str] = {}
        self._pixmaps: dict[tuple[str, str, float, float], QPixmap] = {}

    def pixmap(self, name: str, colour: str, size: float, ratio: float) -> QPixmap:
        """Return the icon; a missing one is an empty square, never a crash."""
        key = (name, colour, size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._render(name, colour, size, ratio)
        return self._pixmaps[key]

    def forget(self) -> None:
        """Drop the rendered pixmaps, because the colours change."""
        self._pixmaps.clear()

    def write(self, folder: Path, name: str, colour: str, size: int) -> str:
        """Write the coloured icon where a style sheet can name it, and return that path."""
        path = folder / f"{name}-{colour.lstrip('#')}-{size}.svg"
        if not path.exists():
            source = self._source(name).replace("currentColor", colour)
            source = source.replace('width="24"', f'width="{size}"', 1)
            source = source.replace('height="24"', f'height="{size}"', 1)
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(source, encoding="utf-8")
        return path.as_posix()

    def _render(self, name: str, colour: str, size: float, ratio: float) -> QPixmap:
        pixmap = QPixmap(ceil(size * ratio), ceil(size * ratio))
        pixmap.fill(Qt.GlobalColor.transparent)
        if source := self._source(name).replace("currentColor", colour):
            renderer = QSvgRenderer(QByteArray(source.encode()))
            painter = QPainter(pixmap)
            renderer.render(painter, QRectF(pixmap.rect()))
            painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _source(self, name: str) -> str:
        if name not in self._sources:
            try:
                text = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
            except OSError:
                _log.warning("Icon %s is missing", name)
                text = ""
            self._sources[name] = text.replace(_DRAWN, f'stroke-width="{STROKE_WIDTH}"')
        return self._sources[name]

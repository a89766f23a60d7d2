"""A page of a PDF on the screen, as white as paper in every look."""

import atexit
from collections import OrderedDict
from functools import partial
from typing import Final
from weakref import ref

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from kube_desktop.ui.theme import theme
from kube_desktop.ui.widgets.buttons import ToolButton
from kube_desktop.ui.widgets.text import Text, TextRole

_EDGE: Final = 6
_IMAGES_KEPT: Final = 4
_ZOOMS: Final = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_POINTS_PER_INCH: Final = 72
_PIXELS_PER_INCH: Final = 96


class PdfPages:
    """The pages of one PDF; each is rendered only when it is looked at."""

    def __init__(self, pdf: bytes) -> None:
        # Local: reading PDFs costs start-up time that most sessions never need.
        from pypdfium2 import PdfDocument  # type: ignore[import-untyped]  # noqa: PLC0415

        self._document = PdfDocument(pdf)
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        # The library, imported by now, writes a remark at the end about documents left open.
        self._at_exit = partial(_close, ref(self))
        atexit.register(self._at_exit)

    def __len__(self) -> int:
        return len(self._document)

    def size(self, page: int) -> tuple[float, float]:
        """Return width and height of a page in points."""
        width, height = self._document.get_page_size(page)
        return float(width), float(height)

    def image(self, page: int, width: int) -> QImage:
        """Return a page rendered so many pixels wide."""
        key = (page, width)
        if key not in self._images:
            self._images[key] = self._render(page, width)
            if len(self._images) > _IMAGES_KEPT:
                self._images.popitem(last=False)
        return self._images[key]

    def close(self) -> None:
        """Let go of the document."""
        atexit.unregister(self._at_exit)
        self._images.clear()
        self._document.close()

    def _render(self, page: int, width: int) -> QImage:
        scale = width / self.size(page)[0]
        leaf = self._document[page]
        bitmap = leaf.render(scale=scale, prefer_bgrx=True)
        image = QImage(
            bytes(bitmap.buffer),
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            QImage.Format.Format_RGB32,
        ).copy()
        bitmap.close()
        leaf.close()
        return image


def _close(pages: "ref[PdfPages]") -> None:
    left = pages()
    if left is not None:
        left.close()


class PaperView(QWidget):
    """Paints one page, fitted into the widget or at a zoom.

    Signals:
        page_changed: Another page or another document is shown.

    """

    page_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: PdfPages | None = None
        self.page = 0
        self.zoom: float | None = None
        self.setMinimumSize(120, 160)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Pratinjau kertas")

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return 0 if self._pages is None else len(self._pages)

    def show_pdf(self, pdf: bytes) -> None:
        """Show a document; the page that was open stays open if there still is one."""
        old, self._pages = self._pages, PdfPages(pdf)
        if old is not None:
            old.close()
        self.page = min(self.page, len(self._pages) - 1)
        self._follow_zoom()
        self.page_changed.emit()

    def _let_go(self) -> None:
        if self._pages is not None:
            self._pages.close()
        self._pages = None

    def clear(self) -> None:
        """Show no paper."""
        self._let_go()
        self.page = 0
        self.update()
        self.page_changed.emit()

    def go_to(self, page: int) -> None:
        """Show another page."""
        if 0 <= page < self.page_count:
            self.page = page
            self._follow_zoom()
            self.page_changed.emit()

    def set_zoom(self, zoom: float | None) -> None:
        """Show the page at a scale; None fits it into the widget."""
        self.zoom = zoom
        self._follow_zoom()
        self.page_changed.emit()

    def shown_scale(self) -> float:
        """Return the scale at which the page is painted now, 1.0 being life size."""
        if self._pages is None:
            return 1.0
        width, _ = self._pages.size(self.page)
        return self._paper_rect().width() / (width * _PIXELS_PER_INCH / _POINTS_PER_INCH)

    @override
    def sizeHint(self) -> QSize:
        if self._pages is None or self.zoom is None:
            return QSize(360, 500)
        width, height = self._pages.size(self.page)
        scale = self.zoom * _PIXELS_PER_INCH / _POINTS_PER_INCH
        return QSize(round(width * scale) + 2 * _EDGE, round(height * scale) + 2 * _EDGE)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._pages is not None:
            paper = self._paper_rect()
            ratio = self.devicePixelRatioF()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(0, 0, 0, 26))
            painter.drawRect(paper.translated(2, 3))
            painter.setBrush(Qt.GlobalColor.white)
            painter.setPen(QPen(theme().color("border"), 1))
            painter.drawRect(paper)
            image = self._pages.image(self.page, max(1, round(paper.width() * ratio)))
            image.setDevicePixelRatio(ratio)
            painter.drawImage(QPointF(paper.topLeft()), image)
        painter.end()

    def _paper_rect(self) -> QRectF:
        if self._pages is None:
            return QRectF()
        width, height = self._pages.size(self.page)
        if self.zoom is None:
            scale = min((self.width() - 2 * _EDGE) / width, (self.height() - 2 * _EDGE) / height)
        else:
            scale = self.zoom * _PIXELS_PER_INCH / _POINTS_PER_INCH
        shown = QSize(round(width * scale), round(height * scale))
        left = max(_EDGE, (self.width() - shown.width()) // 2)
        top = max(_EDGE, (self.height() - shown.height()) // 2)
        return QRectF(left, top, shown.width(), shown.height())

    def _follow_zoom(self) -> None:
        least = QSize(120, 160) if self.zoom is None else self.sizeHint()
        self.setMinimumSize(least)
        self.updateGeometry()
        self.update()


class PaperPanel(QFrame):
    """The paper with its tools: leafing, fitting, zooming.

    Keys: Page Up and Page Down leaf, + and - zoom, 0 fits the page.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "flat")
        self.paper = PaperView()
        self._place = Text("", TextRole.SECONDARY)
        self._scale = Text("", TextRole.SECONDARY)
        self._before = ToolButton("chevron-left", "Halaman sebelumnya", shortcut="Page Up")
        self._after = ToolButton("chevron-right", "Halaman berikutnya", shortcut="Page Down")
        fit = ToolButton("maximize", "Pas halaman", shortcut="0")
        smaller = ToolButton("minus", "Perkecil", shortcut="-")
        larger = ToolButton("plus", "Perbesar", shortcut="+")
        self._before.clicked.connect(lambda: self.paper.go_to(self.paper.page - 1))
        self._after.clicked.connect(lambda: self.paper.go_to(self.paper.page + 1))
        fit.clicked.connect(lambda: self.paper.set_zoom(None))
        smaller.clicked.connect(lambda: self._step_zoom(larger=False))
        larger.clicked.connect(lambda: self._step_zoom(larger=True))
        tools = QHBoxLayout()
        tools.setSpacing(4)
        for widget in (self._before, self._place, self._after):
            tools.addWidget(widget)
        tools.addStretch(1)
        for widget in (self._scale, fit, smaller, larger):
            tools.addWidget(widget)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self.paper)
        scroll.setAccessibleName("Lembar kertas")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 10)
        layout.setSpacing(6)
        layout.addLayout(tools)
        layout.addWidget(scroll, 1)
        self.paper.page_changed.connect(self._follow)
        self._follow()

    def show_pdf(self, pdf: bytes) -> None:
        """Show a document."""
        self.paper.show_pdf(pdf)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_PageUp:
                self.paper.go_to(self.paper.page - 1)
            case Qt.Key.Key_PageDown:
                self.paper.go_to(self.paper.page + 1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self._step_zoom(larger=True)
            case Qt.Key.Key_Minus:
                self._step_zoom(larger=False)
            case Qt.Key.Key_0:
                self.paper.set_zoom(None)
            case _:
                super().keyPressEvent(event)

    def _step_zoom(self, *, larger: bool) -> None:
        now = self.paper.shown_scale()
        if larger:
            self.paper.set_zoom(next((zoom for zoom in _ZOOMS if zoom > now + 0.01), _ZOOMS[-1]))
        else:
            smaller = [zoom for zoom in _ZOOMS if zoom < now - 0.01]
            self.paper.set_zoom(smaller[-1] if smaller else _ZOOMS[0])

    def _follow(self) -> None:
        pages = self.paper.page_count
        self._place.setText(f"{self.paper.page + 1} dari {pages}" if pages else "–")
        zoom = self.paper.zoom
        self._scale.setText("Pas halaman" if zoom is None else f"{round(zoom * 100)} %")

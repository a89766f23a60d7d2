"""Pictures on a paper, in equal boxes with captions."""

from collections.abc import Sequence
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable
from typing_extensions import override

from kube_desktop.documents import style
from kube_desktop.documents.blocks import gap
from kube_desktop.documents.content import Photo
from kube_desktop.documents.drawing import Block, draw_lines
from kube_desktop.documents.picture import readable_picture
from kube_desktop.documents.style import printable

_MOST_CAPTION_LINES: Final = 3


class PhotoRow(Block):
    """Pictures side by side in equal boxes, each with its caption below."""

    _BETWEEN: Final = 6 * mm

    def __init__(self, photos: Sequence[Photo], width: float, height: float, columns: int) -> None:
        super().__init__()
        self.width = width
        self._box = ((width - (columns - 1) * self._BETWEEN) / columns, height)
        look = style.CAPTION
        self._photos = [
            (
                readable_picture(photo.image),
                style.clipped(
                    style.wrap(
                        printable(photo.caption or ""), look.fontName, look.fontSize, self._box[0]
                    ),
                    _MOST_CAPTION_LINES,
                ),
            )
            for photo in photos
        ]
        captions = max(len(caption) for _, caption in self._photos)
        self._captions = captions * look.leading + 1 * mm
        self.height = height + self._captions
        # A row that is not full stands in the middle.
        used = len(self._photos) * (self._box[0] + self._BETWEEN) - self._BETWEEN
        self._start = (width - used) / 2

    @override
    def draw(self) -> None:
        width, height = self._box
        for index, (image, caption) in enumerate(self._photos):
            x = self._start + index * (width + self._BETWEEN)
            between = (x, x + width)
            if image is None:
                self._draw_unreadable(between)
            else:
                image.draw(self.canv, (x, self._captions), (width, height))
            look = style.CAPTION
            draw_lines(self.canv, caption, look, between, self._captions - look.leading)

    def _draw_unreadable(self, between: tuple[float, float]) -> None:
        left, right = between
        height = self._box[1]
        self.canv.setStrokeColor(style.FAINT)
        self.canv.setLineWidth(style.HAIRLINE)
        self.canv.rect(left, self._captions, right - left, height)
        middle = self._captions + height / 2
        draw_lines(self.canv, ["Foto tidak dapat dibaca"], style.CAPTION, between, middle)


def photo_rows(
    photos: Sequence[Photo], width: float, *, height: float, columns: int
) -> list[Flowable]:
    """Return pictures in rows; a picture is never parted from its caption."""
    rows: list[Flowable] = []
    for start in range(0, len(photos), columns):
        rows.append(PhotoRow(photos[start : start + columns], width, height, columns))
        rows.append(gap(3))
    return rows

"""Render the picture of the program, resources/app/kube.svg, as PNG and as Windows ICO.

Usage: QT_QPA_PLATFORM=offscreen python scripts/make_app_icon.py
"""

import io
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "app"
SIZES = (16, 24, 32, 48, 64, 128, 256)


def render(source: Path, size: int) -> Image.Image:
    """Draw the picture at this very size, which is sharper than shrinking a large one."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(source)).render(painter)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return Image.open(io.BytesIO(content.data()))


def main() -> None:
    """Write kube.png and kube.ico beside the drawing."""
    application = QGuiApplication([])
    pictures = [render(FOLDER / "kube.svg", size) for size in SIZES]
    largest = pictures[-1]
    largest.save(FOLDER / "kube.png", optimize=True)
    largest.save(
        FOLDER / "kube.ico",
        sizes=[(size, size) for size in SIZES],
        append_images=pictures[:-1],
    )
    application.quit()


if __name__ == "__main__":
    main()

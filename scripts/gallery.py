"""Shows every building block of the interface in a picture, for the eye.

Usage: QT_SCALE_FACTOR=1.25 python scripts/gallery.py FOLDER [light|dark] [text scale]
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from PySide6.QtWidgets import QApplication, QWidget

from kube_desktop.ui.i18n import speak_indonesian
from kube_desktop.ui.tables.view import RecordTable
from kube_desktop.ui.theme import Mode, Theme
from kube_desktop.ui.widgets.overlay import Overlay
from kube_desktop.ui.widgets.toast import ToastHost
from scripts.gallery_forms import handover, visit
from scripts.gallery_pages import empty, groups, home, send_panel, shell


def shoot(
    app: QApplication,
    window: QWidget,
    file: Path,
    size: tuple[int, int],
    prepare: Callable[[QWidget], object] | None = None,
) -> None:
    window.resize(*size)
    window.show()
    for _ in range(4):
        app.processEvents()
    if prepare is not None:
        prepare(window)
        for _ in range(4):
            app.processEvents()
    window.grab().save(str(file))
    print(file.name, window.minimumSizeHint().toTuple())
    window.close()
    window.deleteLater()
    app.processEvents()


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    mode = Mode(sys.argv[2]) if len(sys.argv) > 2 else Mode.LIGHT
    scale = float(sys.argv[3]) if len(sys.argv) > 3 else 1.0
    factor = float(os.environ.get("QT_SCALE_FACTOR", "1"))
    app = QApplication(sys.argv[:1])
    speak_indonesian(app)
    look = Theme(app, ROOT / "resources", Path(tempfile.mkdtemp()), mode=mode, scale=scale)
    size = (
        (round(1366 / factor), round(689 / factor))
        if factor == 1
        else ((1093, 534) if factor < 1.4 else (911, 432))
    )
    compact = factor > 1 or look.is_compact_text
    mark = f"{mode}-{factor:g}-{scale:g}"

    def focus_table(window: QWidget) -> None:
        window.activateWindow()
        tables = [t for t in window.findChildren(RecordTable) if t.isVisible()]
        if tables:
            tables[0].setFocus()

    def toast(window: QWidget) -> None:
        ToastHost(window).show("Kunjungan Karya Bersama dihapus", "Urungkan (Ctrl+Z)", lambda: None)

    def send(window: QWidget) -> None:
        Overlay(window, send_panel(), name="Kirim data").open()

    shots = (
        ("groups", 1, lambda: groups(compact=compact), focus_table),
        ("home", 0, home, None),
        ("handover", 3, handover, None),
        ("errors", 3, lambda: handover(problems=True), None),
        ("visit", 4, visit, toast),
        ("empty", 2, empty, None),
        ("send", 0, home, send),
    )
    for name, place, build, prepare in shots:
        window = shell(build(), place, compact=compact)
        shoot(app, window, folder / f"{name}-{mark}.png", size, prepare)


if __name__ == "__main__":
    main()

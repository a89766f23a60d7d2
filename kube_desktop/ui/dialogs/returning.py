"""Opening *Masukkan pindaian* from the menu, from a line of Beranda, or by dropping files."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from kube_desktop.ui.returning.panel import ReturnPanel
from kube_desktop.ui.session import Session
from kube_desktop.ui.widgets.overlay import Overlay

_WIDTH: Final = 880
_HEIGHT: Final = 560


def open_returning(window: QWidget, session: Session, paths: Sequence[Path] = ()) -> Overlay:
    """Open *Masukkan pindaian* over the window; files given with it are put in at once."""
    panel = ReturnPanel(session)
    overlay = Overlay(
        window,
        panel,
        name=panel.tr("Masukkan pindaian bertanda tangan"),
        width=_WIDTH,
        height=_HEIGHT,
    )
    panel.finished.connect(overlay.dismiss)
    overlay.closed.connect(panel.stop)
    overlay.closed.connect(overlay.deleteLater)
    overlay.open(panel.files_button)
    panel.put_in(paths)
    return overlay

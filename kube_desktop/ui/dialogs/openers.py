"""Opening dialogs; each is imported when first needed, for none belongs to the first paint."""
# ruff: noqa: PLC0415

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from kube_desktop.ui.session import Session
from kube_desktop.ui.widgets.overlay import Overlay


def office_settings(window: QWidget, session: Session) -> Overlay:
    """Open *Pengaturan kantor*."""
    from kube_desktop.ui.settings.window import open_settings

    return open_settings(window, session)


def settings_pack(window: QWidget, session: Session) -> Overlay:
    """Open *Pengaturan kantor* at the pack: making one at the office, using one on a laptop."""
    from kube_desktop.ui.settings.window import PACK, open_settings

    return open_settings(window, session, PACK)


def about(window: QWidget, session: Session) -> Overlay:
    """Open what this program is."""
    from kube_desktop.ui.dialogs.about import open_about

    return open_about(window, session)


def corrections(window: QWidget, session: Session) -> Overlay:
    """Open *Koreksi dari provinsi*."""
    from kube_desktop.ui.replies.corrections import open_corrections

    return open_corrections(window, session)


def laptops(window: QWidget, session: Session) -> Overlay:
    """Open *Laptop pendamping*."""
    from kube_desktop.ui.replies.laptops import open_laptops

    return open_laptops(window, session)


def returning(window: QWidget, session: Session, paths: Sequence[Path] = ()) -> Overlay:
    """Open *Masukkan pindaian*; files given with it are put in at once."""
    from kube_desktop.ui.dialogs.returning import open_returning

    return open_returning(window, session, paths)


def paper_check(window: QWidget, session: Session) -> Overlay:
    """Open *Periksa dokumen*."""
    from kube_desktop.ui.dialogs.paper_check import open_paper_check

    return open_paper_check(window, session)

"""About this program: version, licences, where the data lies."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kube_desktop import __version__
from kube_desktop.ui.session import Session
from kube_desktop.ui.widgets.buttons import secondary
from kube_desktop.ui.widgets.overlay import Overlay
from kube_desktop.ui.widgets.text import Text, TextRole


def open_about(window: QWidget, session: Session) -> Overlay:
    """Show version, licences and the place of the data."""
    content = QWidget()
    layout = QVBoxLayout(content)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    tr = window.tr
    lines = (
        tr("Versi {version}. Perangkat lunak bebas, lisensi MIT.").format(version=__version__),
        tr("Memakai Qt dan PySide6 (LGPL), SQLCipher, SQLAlchemy, ReportLab, Liberation, Inter, "
           "Lucide, dan data wilayah Kemendagri. Naskah lisensinya ada di folder licenses."),
        tr("Data tersimpan tersandi di {folder}").format(folder=session.paths.root),
    )  # fmt: skip
    layout.addWidget(Text("KUBE Desktop", TextRole.TITLE))
    for line in lines:
        layout.addWidget(Text(line, TextRole.BODY, wrap=True, selectable=True))
    words = Text("", TextRole.BODY, wrap=True, selectable=True)
    words.hide()
    layout.addWidget(words)
    close = secondary(tr("Tutup"))
    foot = QHBoxLayout()
    foot.addStretch(1)
    foot.addWidget(close)
    layout.addStretch(1)
    layout.addLayout(foot)
    overlay = Overlay(window, content, name=tr("Tentang KUBE Desktop"), width=520)
    close.clicked.connect(overlay.dismiss)
    overlay.closed.connect(overlay.deleteLater)
    overlay.open(close)
    services = session.services

    def show(own: str) -> None:
        if own:
            text = tr("Enam kata laptop ini, untuk dicocokkan petugas provinsi: {words}")
            words.setText(text.format(words=own))
            words.show()

    session.tasks.submit(lambda: services().sending.own_words(), show, owner=words)  # noqa: PLW0108
    return overlay

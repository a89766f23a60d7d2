"""Periksa dokumen: a photo, a scan, a PDF or a typed code, and three lights for each paper."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.facts import Difference
from kube_desktop.domain.verdict import Lamp, Light, Verdict
from kube_desktop.ui.forms.box import FieldBox
from kube_desktop.ui.forms.editors import LineEditor
from kube_desktop.ui.session import Session
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import primary, secondary
from kube_desktop.ui.widgets.cards import Card
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.overlay import Overlay
from kube_desktop.ui.widgets.text import Text, TextRole

_MOST_BYTES: Final = 200_000_000
_MOST_SHOWN: Final = 12
_MOST_DIFFERENCES: Final = 20
_TONES: Final = {Light.GREEN: Tone.OK, Light.AMBER: Tone.WARN, Light.RED: Tone.ERR}


class PaperCheckPanel(QWidget):
    """Asks for a paper and shows what its code proves.

    A USB scanner is a keyboard: the field for the code has the keys when the panel opens.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAcceptDrops(True)
        self.code = LineEditor()
        self.code.setPlaceholderText("7F3A-92C1-KX40")
        self.code.returnPressed.connect(self.check_code)
        self._box = FieldBox(
            self.tr("Kode di kertas"),
            self.code,
            hint=self.tr("Ketik kode verifikasi, atau pindai kode kotak dengan pemindai USB"),
        )
        self.code.edited.connect(lambda: self._box.show_problem(""))
        self.check_button = primary(self.tr("Periksa kode"), "shield-check")
        self.check_button.clicked.connect(self.check_code)
        self.files_button = secondary(self.tr("Pilih foto, scan, atau PDF"), "image")
        self.files_button.clicked.connect(self.choose_files)
        self.close_button = secondary(self.tr("Tutup"))
        self.message = Message()
        self.message.hide()
        self.results = QVBoxLayout()
        self.results.setSpacing(10)
        self._lay_out()

    def check_code(self) -> None:
        """Check the typed or scanned code."""
        text, services = self.code.value(), self._session.services
        if not text:
            self._box.show_problem(self.tr("Ketik atau pindai kode di kertas dulu"))
            self.code.setFocus()
            return
        self._begin()
        self._session.tasks.submit(
            lambda: [services().proofing.check(text)], self._show, self._refuse, self
        )
        self.code.selectAll()  # the next paper can be scanned at once

    def choose_files(self) -> None:
        """Ask for files and check the papers on them."""
        start = str(self._session.preferences.last_folder or Path.home())
        chosen, _ = QFileDialog.getOpenFileNames(
            self,
            self.tr("Pilih foto, scan, atau PDF"),
            start,
            self.tr("Foto, scan, dan PDF (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.pdf)"),
        )
        if chosen:
            self.check_files([Path(one) for one in chosen])

    def check_files(self, paths: Sequence[Path]) -> None:
        """Check every paper on some files."""
        services = self._session.services
        self._session.preferences.last_folder = paths[0].parent
        self._begin()

        def work() -> list[Verdict]:
            proofing = services().proofing
            return [verdict for path in paths for _, verdict in proofing.check_file(_content(path))]

        self._session.tasks.submit(work, self._show, self._refuse, self)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.check_files(paths)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(Text(self.tr("Periksa dokumen"), TextRole.TITLE))
        lead = self.tr(
            "Cocokkan kertas dengan tanda kodenya dan dengan basis data, tanpa jaringan. Foto dan "
            "scan boleh diseret ke sini. Kode ini kode pelacakan, bukan tanda tangan elektronik."
        )
        layout.addWidget(Text(lead, TextRole.SECONDARY, wrap=True))
        layout.addWidget(self._box)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.check_button, self.files_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        layout.addLayout(row)
        layout.addWidget(self.message)
        layout.addLayout(self.results)
        layout.addStretch(1)

    def _begin(self) -> None:
        self._clear()
        self.message.say(Tone.INFO, self.tr("Sedang diperiksa…"))
        self.message.show()

    def _clear(self) -> None:
        while item := self.results.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _show(self, verdicts: list[Verdict]) -> None:
        self._clear()
        self.message.hide()
        for verdict in verdicts[:_MOST_SHOWN]:
            self.results.addWidget(VerdictCard(verdict))
        if len(verdicts) > _MOST_SHOWN:
            more = self.tr("dan {count} kertas lagi").format(count=len(verdicts) - _MOST_SHOWN)
            self.results.addWidget(Text(more, TextRole.SECONDARY))
        self.adjustSize()

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, DomainError):
            raise error
        self._clear()
        self.message.say(Tone.WARN, str(error))
        self.message.show()


class VerdictCard(Card):
    """What was found of one paper."""

    def __init__(self, verdict: Verdict, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, spacing=6)
        self.verdict = verdict
        self.body.addWidget(Text(verdict.title, TextRole.STRONG, wrap=True, selectable=True))
        self.lamps = [_lamp(one) for one in verdict.lamps]
        for lamp in self.lamps:
            self.body.addWidget(lamp)
        if verdict.differences:
            self.body.addLayout(self._differences(verdict.differences))
        spoken = [verdict.title, *(f"{one.title}: {one.word}" for one in verdict.lamps)]
        self.setAccessibleName(". ".join(spoken))

    def _differences(self, differences: Sequence[Difference]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        heads = (self.tr("Yang berbeda"), self.tr("Di kertas"), self.tr("Di basis data"))
        for column, head in enumerate(heads):
            grid.addWidget(Text(head, TextRole.HINT), 0, column)
        for row, one in enumerate(differences[:_MOST_DIFFERENCES], start=1):
            for column, text in enumerate((one.label, one.paper, one.database)):
                role = TextRole.STRONG if column else TextRole.BODY
                cell = Text(text, role, wrap=True, selectable=True)
                grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignTop)
        left_out = len(differences) - _MOST_DIFFERENCES
        if left_out > 0:
            more = self.tr("dan {count} perbedaan lagi").format(count=left_out)
            grid.addWidget(Text(more, TextRole.HINT), _MOST_DIFFERENCES + 1, 0, 1, 3)
        return grid


def _lamp(lamp: Lamp) -> Message:
    return Message(_TONES[lamp.light], f"{lamp.title}: {lamp.word}", lamp.text)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise DomainError(f"Berkas {path.name} terlalu besar untuk dibaca.")
        return path.read_bytes()
    except OSError as error:
        raise DomainError(
            f"Berkas {path.name} tidak dapat dibuka. Periksa apakah masih ada, lalu coba lagi."
        ) from error


def open_paper_check(window: QWidget, session: Session) -> Overlay:
    """Open *Periksa dokumen* over the window."""
    panel = PaperCheckPanel(session)
    overlay = Overlay(window, panel, name=panel.tr("Periksa dokumen"), width=640)
    panel.close_button.clicked.connect(overlay.dismiss)
    overlay.closed.connect(overlay.deleteLater)
    overlay.open(panel.code)
    return overlay

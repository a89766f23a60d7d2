"""What became of the scans that were put in: filed, waiting, known, refused."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kube_desktop.domain.returning import Returned
from kube_desktop.domain.wording import number
from kube_desktop.ui.tables.cells import Cell, Column, pill, two_lines
from kube_desktop.ui.tables.view import RecordTable
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import primary, secondary
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.pills import PillLook
from kube_desktop.ui.widgets.text import Text, TextRole

_FILED: Final = PillLook("Masuk", Tone.OK, "circle-check")
_KNOWN: Final = PillLook("Sudah ada", Tone.INFO, "check-check")
_WAITS: Final = PillLook("Di baki", Tone.WARN, "clock")
_REFUSED: Final = PillLook("Tidak terbuka", Tone.ERR, "circle-alert")


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One page or file, and what became of it."""

    filename: str
    page: int
    text: str
    look: PillLook


class ResultPane(QWidget):
    """Tells what became of the scans, and offers what comes next.

    Signals:
        sign_asked: The handovers whose BAST came back are to be marked as signed.
        tray_asked: The tray is to be opened.
        more_asked: More scans are to be put in.
        finished: The person is done.

    """

    sign_asked = Signal()
    tray_asked = Signal()
    more_asked = Signal()
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Text("", TextRole.TITLE, wrap=True)
        self.sub = Text("", TextRole.SECONDARY, wrap=True)
        self.signing = Message(Tone.INFO, icon="pen-line")
        self.signing.hide()
        self.table: RecordTable[ResultLine] = RecordTable(
            [
                Column(self.tr("Pindaian"), _cell),
                Column(self.tr("Hasil"), lambda row: pill(row.look), width=150),
            ],
            lambda row: (row.filename, row.page),
            name=self.tr("Hasil pindaian"),
        )
        self.tray_button = secondary("", "image")
        self.tray_button.clicked.connect(self.tray_asked)
        self.more_button = secondary(self.tr("Masukkan lagi"), "plus")
        self.more_button.clicked.connect(self.more_asked)
        self.done_button = primary(self.tr("Selesai"), "check")
        self.done_button.clicked.connect(self.finished)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.more_button)
        foot.addStretch(1)
        foot.addWidget(self.tray_button)
        foot.addWidget(self.done_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for part in (self.title, self.sub, self.signing):
            layout.addWidget(part)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)

    def show_returned(self, returned: Returned) -> None:
        """Tell what became of scans."""
        self.title.setText(
            self.tr("{count} halaman masuk ke kertasnya").format(count=number(len(returned.new)))
        )
        parts = [self.tr("{count} berkas dibaca").format(count=number(returned.files))]
        if returned.is_stopped:
            parts = [self.tr("Dihentikan sebelum selesai; yang sudah terbaca tersimpan")]
        if returned.known:
            parts.append(self.tr("{count} halaman sudah ada").format(count=len(returned.known)))
        if returned.waiting:
            waiting = len(returned.waiting)
            parts.append(self.tr("{count} menunggu di baki").format(count=waiting))
        if returned.refused:
            refused = len(returned.refused)
            parts.append(self.tr("{count} berkas tidak dapat dibuka").format(count=refused))
        self.sub.setText(" · ".join(parts))
        self.offer_signing(len(returned.unsigned))
        self.table.set_rows(_lines(returned))

    def offer_signing(self, count: int) -> None:
        """Offer to mark the BAST that came back as signed; nothing when there is none."""
        self.signing.setVisible(count > 0)
        if count:
            self.signing.say(
                Tone.INFO,
                self.tr("{count} BAST sudah kembali dan belum ditandai").format(count=count),
                self.tr("Periksa tanda tangannya, lalu tandai. Isinya tidak dapat diubah lagi."),
                actions=[(self.tr("Tandai ditandatangani"), self.sign_asked.emit)],
                icon="pen-line",
            )

    def offer_tray(self, count: int) -> None:
        """Offer the tray while something waits in it."""
        self.tray_button.setText(self.tr("Buka baki ({count})").format(count=count))
        self.tray_button.setVisible(count > 0)


def _lines(returned: Returned) -> list[ResultLine]:
    waiting = [ResultLine(one.filename, one.page, one.why.label, _WAITS)
               for one in returned.waiting]  # fmt: skip
    refused = [ResultLine(one.filename, 0, one.reason, _REFUSED) for one in returned.refused]
    filed = [
        ResultLine(
            one.filename,
            one.page,
            " · ".join(part for part in (one.place.title, one.remark) if part),
            _KNOWN if one.is_known else _FILED,
        )
        for one in sorted(returned.filed, key=lambda one: one.is_known)
    ]
    return [*refused, *waiting, *filed]


def _cell(row: ResultLine) -> Cell:
    page = f", halaman {row.page}" if row.page > 1 else ""
    return two_lines(f"{row.filename}{page}", row.text)

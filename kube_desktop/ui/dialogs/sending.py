"""Kirim data: what goes, where to, one bar, and the check code."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.exchange import SendPreview, SentPackage
from kube_desktop.domain.papers import PaperKind
from kube_desktop.domain.wording import WITA, file_size, long_date, number
from kube_desktop.paths import documents_dir
from kube_desktop.ui.dialogs.send_places import Place, send_places
from kube_desktop.ui.replies.receipt import ReceiptBox
from kube_desktop.ui.session import PrintOrder, Session
from kube_desktop.ui.tasks import Progress, Task
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import ToolButton, primary, secondary
from kube_desktop.ui.widgets.cards import Card, EntryCard
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.overlay import Overlay
from kube_desktop.ui.widgets.text import IconLabel, Text, TextRole

_ICONS: Final = {
    "groups": "users",
    "people": "contact",
    "handovers": "package",
    "visits": "clipboard-list",
}


class SendingPanel(QWidget):
    """The three pages of *Kirim data* in one overlay.

    Signals:
        finished: The person is done with it.

    """

    finished = Signal()

    def __init__(self, session: Session, preview: SendPreview, places: list[Place]) -> None:
        super().__init__()
        self._session = session
        self._preview = preview
        self._places = places
        self._task: Task | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._layout = layout
        self.message = Message()
        self.message.hide()
        self._cards: list[EntryCard] = []
        self.photos = QCheckBox()
        self.photos.setChecked(True)
        self.everything = QCheckBox(self.tr("Kirim semua dari awal"))
        self.receipt = ReceiptBox(session, preview)
        self.receipt.taken.connect(self._recount)
        self._name_choices()
        self.make_button = primary(self.tr("Buat berkas kiriman"), "send")
        self.make_button.clicked.connect(self.make)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._first, self._second = self._first_page(), self._second_page()
        self._show_page(self._first)
        QShortcut(QKeySequence.fromString("Ctrl+Return"), self, self.make)

    def _name_choices(self) -> None:
        """Say what may go along, as far as the office does not have it."""
        preview = self._preview
        self.photos.setText(self.tr("Sertakan {count} foto dan scan").format(count=preview.photos))
        self.photos.setVisible(preview.photos > 0)
        self.everything.setVisible(preview.arrived_at is not None)
        self.receipt.show_state(preview)

    def _first_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(self._head(
            self.tr("Kirim data ke provinsi"),
            self.tr("Membuat satu berkas untuk dibawa atau dikirim ke Dinas Sosial Provinsi"),
        ))  # fmt: skip
        layout.addWidget(self.message)
        layout.addWidget(self._counts())
        if self._preview.drafts:
            layout.addWidget(self._drafts())
        layout.addWidget(Text(self.tr("Simpan berkas ke"), TextRole.STRONG))
        for place in self._places:
            card = EntryCard(place.icon, place.title, place.hint, checkable=True)
            card.clicked.connect(self._chooser(card))
            self._cards.append(card)
            layout.addWidget(card)
        other = secondary(self.tr("Pilih folder lain…"), "folder-open")
        other.clicked.connect(self._choose_other)
        layout.addWidget(other)
        self._cards[0].setChecked(True)
        layout.addWidget(self.photos)
        layout.addWidget(self.everything)
        layout.addLayout(self._promise())
        layout.addWidget(self.receipt)
        layout.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        cancel = secondary(self.tr("Batal"))
        cancel.clicked.connect(self.finished)
        foot.addWidget(cancel)
        foot.addWidget(self.make_button)
        layout.addLayout(foot)
        return page

    def _show_page(self, page: QWidget) -> None:
        """Show one page and let the panel take its height."""
        if self._layout.indexOf(page) < 0:
            self._layout.addWidget(page)
        for place in range(self._layout.count()):
            item = self._layout.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setVisible(widget is page)

    def _head(self, title: str, sub: str) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Text(title, TextRole.TITLE))
        words.addWidget(Text(sub, TextRole.SECONDARY, wrap=True))
        close = ToolButton("x", self.tr("Tutup"))
        close.clicked.connect(self.finished)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(close)
        return head

    def _counts(self) -> QWidget:
        card = Card(flat=True)
        preview = self._preview
        since = self.tr("belum pernah dikirim")
        if preview.last_sent_at is not None:
            day = preview.last_sent_at.astimezone(WITA).date()
            since = self.tr("sejak {day}").format(day=long_date(day))
        card.body.addWidget(Text(
            self.tr("{count} catatan {since}").format(count=number(preview.changes), since=since),
            TextRole.SECTION,
        ))  # fmt: skip
        grid = QGridLayout()
        grid.setColumnStretch(2, 1)
        grid.setColumnStretch(5, 1)
        for place, one in enumerate(preview.counts):
            column = 3 * (place % 2)
            grid.addWidget(IconLabel(_ICONS[one.table], "primary"), place // 2, column)
            grid.addWidget(Text(number(one.total), TextRole.STRONG), place // 2, column + 1)
            grid.addWidget(Text(one.words, TextRole.BODY, tone="text2"), place // 2, column + 2)
        card.body.addLayout(grid)
        card.body.addWidget(Text(self._carried(), TextRole.HINT, wrap=True))
        return card

    def _carried(self) -> str:
        if self._preview.arrived_at is None:
            return self.tr(
                "Berkas membawa semua yang belum diterima provinsi. Aman dikirim ulang bila ragu."
            )
        return self.tr(
            "Berkas membawa semua yang belum diterima provinsi. Aman dikirim ulang bila ragu."
        )

    def _drafts(self) -> QWidget:
        drafts = self._preview.drafts
        shown = ", ".join(drafts[:3]) + (" …" if len(drafts) > 3 else "")
        return Message(
            Tone.WARN,
            self.tr("{count} catatan masih draf dan tidak ikut dikirim").format(count=len(drafts)),
            shown,
        )

    def _promise(self) -> QHBoxLayout:
        line = QHBoxLayout()
        if self._preview.office_name:
            line.addWidget(IconLabel("lock", "ok", 16))
            text = self.tr("Disandikan otomatis. Hanya {office} yang dapat membukanya.").format(
                office=self._preview.office_name
            )
            line.addWidget(Text(text, TextRole.SECONDARY, wrap=True), 1)
            return line
        line.addWidget(IconLabel("triangle-alert", "warn", 16))
        text = self.tr(
            "Kunci kantor provinsi belum dipasang, jadi berkas belum dapat disandikan. Pakai paket "
            "pengaturan kantor dari Menu, atau pasang berkas kuncinya di sini."
        )
        line.addWidget(Text(text, TextRole.SECONDARY, wrap=True), 1)
        install = secondary(self.tr("Pasang kunci kantor…"), "lock")
        install.clicked.connect(lambda: choose_office_key(self, self._session, self._recount))
        line.addWidget(install)
        return line

    def _recount(self) -> None:
        """Show the first page anew, as after the key of the office was installed."""
        services = self._session.services
        self._session.tasks.submit(
            lambda: services().sending.preview(),  # noqa: PLW0108  loads in the worker
            self._show_anew,
            owner=self,
        )

    def _show_anew(self, preview: SendPreview) -> None:
        chosen, with_photos = self._chosen_place(), self.photos.isChecked()
        old, self._preview, self._cards = self._first, preview, []
        self._name_choices()
        self._first = self._first_page()
        self._chooser(self._cards[chosen])()
        self.photos.setChecked(with_photos)
        self._show_page(self._first)
        self._layout.removeWidget(old)
        old.deleteLater()
        self.make_button.setFocus()

    def _second_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(Text(self.tr("Membuat berkas kiriman"), TextRole.TITLE))
        layout.addWidget(Text(self.tr("Menyiapkan, menyandikan, memeriksa ulang"), TextRole.BODY))
        self._bar.setAccessibleName(self.tr("Kemajuan"))
        layout.addWidget(self._bar)
        cancel = secondary(self.tr("Batal"))
        cancel.clicked.connect(self.cancel)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        layout.addLayout(row)
        layout.addStretch(1)
        return page

    def _chooser(self, chosen: EntryCard) -> Callable[[], None]:
        def choose() -> None:
            for card in self._cards:
                card.setChecked(card is chosen)

        return choose

    def _choose_other(self) -> None:
        start = self._session.preferences.last_folder or documents_dir()
        folder = QFileDialog.getExistingDirectory(self, self.tr("Simpan berkas ke"), str(start))
        if folder:
            self.make_in(Path(folder))

    def make(self) -> None:
        """Make the file in the chosen place."""
        self.make_in(self._places[self._chosen_place()].folder)

    def _chosen_place(self) -> int:
        return next((n for n, card in enumerate(self._cards) if card.isChecked()), 0)

    def make_in(self, folder: Path) -> None:
        """Make the file in a folder."""
        self.message.hide()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            self._say(self.tr("Folder {folder} tidak dapat dibuat. Pilih tempat lain.").format(
                folder=folder))  # fmt: skip
            return
        self._session.preferences.last_folder = folder
        self._show_page(self._second)
        services, with_photos = self._session.services, self.photos.isChecked()
        everything = self.everything.isChecked()

        def work(progress: Progress) -> SentPackage:
            return services().sending.send_watched(
                folder,
                with_photos=with_photos,
                everything=everything,
                progress=lambda done: progress(done, 0),
                cancelled=lambda: progress.is_cancelled,
            )

        self._task = self._session.tasks.submit_long(
            work, self._done, self._failed, self, self._back,
            name=self.tr("Membuat berkas kiriman"),
        )  # fmt: skip

    def cancel(self) -> None:
        """Stop; nothing is left behind."""
        if self._task is not None:
            self._task.cancel()

    def _back(self) -> None:
        self._show_page(self._first)

    def _failed(self, error: Exception) -> None:
        self._back()
        if not isinstance(error, DomainError | EnvironmentProblem):
            raise error
        self._say(str(error))

    def _say(self, text: str) -> None:
        self.message.say(Tone.WARN, text)
        self.message.show()

    def _done(self, sent: SentPackage) -> None:
        self._show_page(self._done_page(sent))
        self.done_button.setFocus()
        self._session.window.state_changed.emit()

    def _done_page(self, sent: SentPackage) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconLabel("circle-check", "ok", 28))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Text(self.tr("Berkas kiriman sudah jadi dan sudah diperiksa"),
                             TextRole.TITLE))  # fmt: skip
        words.addWidget(Text(f"{sent.path} · {file_size(sent.size)}", TextRole.SECONDARY, wrap=True,
                             selectable=True))  # fmt: skip
        head.addLayout(words, 1)
        layout.addLayout(head)
        layout.addWidget(_code_card(sent))
        if sent.skipped_photos:
            layout.addWidget(Text(
                self.tr("{count} foto atau scan tidak ikut: berkasnya tidak ada atau rusak di "
                        "laptop ini.").format(count=number(sent.skipped_photos)),
                TextRole.HINT, wrap=True,
            ))  # fmt: skip
        foot = QHBoxLayout()
        copy = secondary(self.tr("Buka folder"), "folder-open")
        copy.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(sent.path.parent)))
        )
        self.done_button = primary(self.tr("Selesai"), "check")
        self.done_button.clicked.connect(self.finished)
        foot.addStretch(1)
        if sent.id is not None:
            foot.addWidget(self._letter_button(sent.id))
        foot.addWidget(copy)
        foot.addWidget(self.done_button)
        layout.addLayout(foot)
        layout.addStretch(1)
        return page

    def _letter_button(self, sent_id: UUID) -> QWidget:
        letter = secondary(self.tr("Cetak surat pengantar"), "printer")
        order = PrintOrder(PaperKind.COVER_LETTER, (sent_id,))

        def show() -> None:
            self.finished.emit()
            self._session.window.print_papers.emit(order)

        letter.clicked.connect(show)
        return letter


def _code_card(sent: SentPackage) -> QWidget:
    card = Card(flat=True)
    for text, role in (
        ("Kode periksa", TextRole.SECONDARY),
        (sent.code.replace("–", " – "), TextRole.NUMBER),
        ("Sebutkan kode ini ke petugas provinsi. Bila sama, berkas utuh.", TextRole.SECONDARY),
    ):
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Text(text, role, selectable=role is TextRole.NUMBER))
        row.addStretch(1)
        card.body.addLayout(row)
    words = Text(
        f"Kiriman pertama dari laptop ini? Sebutkan juga enam kata ini: {sent.words}",
        TextRole.SECONDARY, wrap=True, selectable=True,
    )  # fmt: skip
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    card.body.addWidget(words)
    return card


def open_sending(window: QWidget, session: Session) -> Overlay:
    """Show *Kirim data* over the window; the counts appear as soon as they are read."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    waiting = Text(window.tr("Menghitung catatan…"), TextRole.BODY)
    layout.addWidget(waiting)
    overlay = Overlay(window, holder, name=window.tr("Kirim data ke provinsi"), width=620)
    overlay.closed.connect(overlay.deleteLater)

    def show(preview: SendPreview) -> None:
        waiting.hide()
        panel = SendingPanel(session, preview, send_places())
        panel.finished.connect(overlay.dismiss)
        layout.addWidget(panel)
        panel.make_button.setFocus()

    def count() -> SendPreview:
        return session.services().sending.preview()

    session.tasks.submit(count, show, owner=holder)
    overlay.open()
    return overlay


def choose_office_key(
    window: QWidget, session: Session, done: Callable[[], object] = lambda: None
) -> None:
    """Choose the file with the public key of the office and install it."""
    start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
    chosen, _ = QFileDialog.getOpenFileName(
        window, window.tr("Pilih berkas kunci kantor"), start, window.tr("Kunci kantor (*.txt)")
    )
    if not chosen:
        return
    text = ""
    with suppress(OSError, UnicodeDecodeError):
        text = Path(chosen).read_text(encoding="ascii")
    services = session.services

    def installed(_: object) -> None:
        session.window.toast.emit(window.tr("Kunci kantor provinsi sudah dipasang"), None)
        done()

    session.tasks.submit(
        lambda: services().sending.install_office_key(text),
        installed,
        lambda error: session.window.toast.emit(str(error), None),
        owner=window,
    )

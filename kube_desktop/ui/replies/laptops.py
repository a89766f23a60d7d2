"""Laptop pendamping: enrol after comparing six words, revoke, acknowledge, and reply to all."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.replies import KnownLaptop, MadeReply
from kube_desktop.paths import documents_dir
from kube_desktop.ui.forms.box import FieldBox
from kube_desktop.ui.forms.editors import LineEditor
from kube_desktop.ui.session import Session
from kube_desktop.ui.tasks import Progress
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import ToolButton, danger, primary, secondary
from kube_desktop.ui.widgets.cards import Card
from kube_desktop.ui.widgets.empty import EmptyState
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.overlay import Overlay
from kube_desktop.ui.widgets.pills import Pill, PillLook
from kube_desktop.ui.widgets.text import Text, TextRole

_WIDTH: Final = 760
_HEIGHT: Final = 580
_CODE_CHARACTERS: Final = 12
_LOOKS: Final = {
    "terdaftar": PillLook("Terdaftar", Tone.OK, "circle-check"),
    "belum terdaftar": PillLook("Belum terdaftar", Tone.WARN, "triangle-alert"),
    "dicabut": PillLook("Dicabut", Tone.ERR, "circle-x"),
}


class LaptopCard(Card):
    """One laptop: who, its six words, and what can be done about it."""

    def __init__(
        self,
        laptop: KnownLaptop,
        enrol: Callable[[KnownLaptop], object],
        revoke: Callable[[KnownLaptop, str], object],
    ) -> None:
        super().__init__(flat=True)
        self.laptop = laptop
        head = QHBoxLayout()
        who = f"{laptop.name} · {laptop.region}" if laptop.region else laptop.name
        head.addWidget(Text(who, TextRole.STRONG, wrap=True), 1)
        head.addWidget(Pill(_LOOKS[laptop.state]), 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.body.addWidget(Text(laptop.words, TextRole.BODY, wrap=True, selectable=True))
        if laptop.reason:
            self.body.addWidget(Text(laptop.reason, TextRole.HINT, wrap=True))
        self.enrol_button = primary(self.tr("Kata sama, daftarkan"), "check")
        self.enrol_button.clicked.connect(lambda: enrol(laptop))
        self.enrol_button.setVisible(laptop.state == "belum terdaftar")
        self.revoke_button = secondary(self.tr("Cabut kunci laptop…"), "lock")
        self.revoke_button.setVisible(laptop.state != "dicabut")
        self.revoke_button.clicked.connect(self._ask_why)
        self.reason = LineEditor()
        self._box = FieldBox(
            self.tr("Alasan mencabut"), self.reason, hint=self.tr("Misalnya hilang di perjalanan")
        )
        self.reason.edited.connect(lambda: self._box.show_problem(""))
        self.confirm_button = danger(self.tr("Cabut"), "lock")
        self.confirm_button.clicked.connect(lambda: self._confirm(revoke))
        self._why = QWidget()
        self._why.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.revoke_button)
        row.addWidget(self.enrol_button)
        self.body.addLayout(row)
        why = QHBoxLayout(self._why)
        why.setContentsMargins(0, 0, 0, 0)
        why.addWidget(self._box, 1)
        why.addWidget(self.confirm_button, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addWidget(self._why)

    def _ask_why(self) -> None:
        self._why.show()
        self.reason.setFocus()

    def _confirm(self, revoke: Callable[[KnownLaptop, str], object]) -> None:
        if not self.reason.value():
            self._box.show_problem(self.tr("Tulis alasannya dulu"))
            self.reason.setFocus()
            return
        revoke(self.laptop, self.reason.value())


class LaptopsPanel(QWidget):
    """The office's register of laptops, kode terima and balasan.

    Signals:
        finished: The person is done with it.

    """

    finished = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.cards: list[LaptopCard] = []
        self.message = Message()
        self.message.hide()
        self.code = LineEditor()
        self.code.setPlaceholderText("7F3A–92C1")
        self.code.set_characters(_CODE_CHARACTERS)
        self.code.returnPressed.connect(self.give_code)
        self._code_box = FieldBox(self.tr("Kode periksa kiriman"), self.code)
        self.code.edited.connect(lambda: self._code_box.show_problem(""))
        self.code_button = secondary(self.tr("Buat kode terima"), "check")
        self.code_button.clicked.connect(self.give_code)
        self.reply_button = primary(self.tr("Buat balasan untuk semua…"), "send")
        self.reply_button.clicked.connect(self.choose_folder)
        self.nothing = EmptyState("hard-drive")
        self.nothing.say(
            self.tr("Belum ada laptop"),
            self.tr("Laptop muncul di sini sesudah kiriman pertamanya digabung."),
        )
        self.nothing.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(Text(self.tr("Laptop pendamping"), TextRole.TITLE), 1)
        close = ToolButton("x", self.tr("Tutup"))
        close.clicked.connect(self.finished)
        head.addWidget(close)
        layout.addLayout(head)
        layout.addWidget(Text(
            self.tr("Telepon pendamping dan cocokkan enam kata sebelum mendaftarkan laptopnya. "
                    "Balasan membawa koreksi, pertanyaan, putusan, dan tanda terima."),
            TextRole.SECONDARY, wrap=True,
        ))  # fmt: skip
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._code_box)
        row.addWidget(self.code_button, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        row.addWidget(self.reply_button, 0, Qt.AlignmentFlag.AlignBottom)
        layout.addLayout(row)
        layout.addWidget(self.message)
        layout.addWidget(self.nothing)
        layout.addLayout(self._list)
        layout.addStretch(1)

    def refresh(self) -> None:
        """Read the register again."""
        services = self._session.services
        self._session.tasks.submit(
            lambda: services().enrolment.laptops(),  # noqa: PLW0108  loads in the worker
            self._show,
            owner=self,
        )

    def _show(self, laptops: Sequence[KnownLaptop]) -> None:
        self.cards.clear()
        while item := self._list.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in laptops:
            card = LaptopCard(one, self._enrol, self._revoke)
            self.cards.append(card)
            self._list.addWidget(card)
        self.nothing.setVisible(not laptops)

    def give_code(self) -> None:
        """Show the kode terima of a merged file."""
        typed, services = self.code.value(), self._session.services
        if not typed:
            self._code_box.show_problem(self.tr("Ketik kode periksa kiriman dulu"))
            self.code.setFocus()
            return

        def work() -> tuple[str, str]:
            given = services().acknowledging.code_for(typed)
            return given.code, given.sender

        def done(given: tuple[str, str]) -> None:
            self._say(Tone.OK, self.tr("Kode terima {code}").format(code=given[0]),
                      self.tr("Bacakan kepada {who}.").format(who=given[1]))  # fmt: skip

        self._session.tasks.submit(work, done, self._refused, owner=self)

    def choose_folder(self) -> None:
        """Ask where the return files go and write them."""
        start = self._session.preferences.last_folder or documents_dir()
        folder = QFileDialog.getExistingDirectory(self, self.tr("Simpan balasan ke"), str(start))
        if folder:
            self.reply_in(Path(folder))

    def reply_in(self, folder: Path) -> None:
        """Write one return file for each laptop into a folder."""
        self._session.preferences.last_folder = folder
        services = self._session.services
        self._say(Tone.INFO, self.tr("Balasan sedang dibuat…"))

        def work(progress: Progress) -> tuple[MadeReply, ...]:
            return services().replying.reply_all_watched(
                folder, progress, lambda: progress.is_cancelled
            )

        self._session.tasks.submit_long(
            work, self._replied, self._refused, self, self.message.hide,
            name=self.tr("Membuat balasan"),
        )  # fmt: skip

    def _replied(self, made: Sequence[MadeReply]) -> None:
        self._say(
            Tone.OK,
            self.tr("{count} balasan sudah jadi").format(count=len(made)),
            self.tr("Kirim setiap berkas kepada pendampingnya: {folder}").format(
                folder=made[0].path.parent
            ),
        )

    def _enrol(self, laptop: KnownLaptop) -> None:
        services = self._session.services
        self._do(
            lambda: services().enrolment.enrol(laptop.words),
            self.tr("Laptop {name} terdaftar").format(name=laptop.name),
        )

    def _revoke(self, laptop: KnownLaptop, reason: str) -> None:
        services = self._session.services
        self._do(
            lambda: services().enrolment.revoke(laptop.key, reason),
            self.tr("Kunci laptop {name} dicabut").format(name=laptop.name),
        )

    def _do(self, work: Callable[[], object], words: str) -> None:
        def done(_: object) -> None:
            self._say(Tone.OK, words)
            self.refresh()

        self._session.tasks.submit(work, done, self._refused, owner=self)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, DomainError | EnvironmentProblem):
            raise error
        self._say(Tone.WARN, str(error))

    def _say(self, tone: Tone, title: str, text: str = "") -> None:
        self.message.say(tone, title, text)
        self.message.show()


def open_laptops(window: QWidget, session: Session) -> Overlay:
    """Show *Laptop pendamping* over the window."""
    panel = LaptopsPanel(session)
    overlay = Overlay(
        window, panel, name=window.tr("Laptop pendamping"), width=_WIDTH, height=_HEIGHT
    )
    panel.finished.connect(overlay.dismiss)
    overlay.closed.connect(overlay.deleteLater)
    overlay.open(panel.code)
    return overlay

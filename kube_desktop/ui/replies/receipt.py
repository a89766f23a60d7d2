"""Tanda terima provinsi: the code the office reads aloud, or its return file."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.exchange import SendPreview
from kube_desktop.domain.replies import TakenReply
from kube_desktop.domain.wording import WITA, long_date
from kube_desktop.ui.forms.box import FieldBox
from kube_desktop.ui.forms.editors import LineEditor
from kube_desktop.ui.session import Session
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import secondary
from kube_desktop.ui.widgets.cards import Card
from kube_desktop.ui.widgets.messages import Action, Message
from kube_desktop.ui.widgets.text import Text, TextRole

_CODE_CHARACTERS = 14


class ReceiptBox(Card):
    """Takes a kode terima or a balasan.

    Signals:
        taken: The office's word was taken; what still has to be sent may be less now.

    """

    taken = Signal()

    def __init__(self, session: Session, preview: SendPreview) -> None:
        super().__init__(flat=True)
        self._session = session
        self.message = Message()
        self.message.hide()
        self.code = LineEditor()
        self.code.setPlaceholderText("7F3A9-2C1KX")
        self.code.set_characters(_CODE_CHARACTERS)
        self.code.setAccessibleName(self.tr("Kode terima"))
        self.code.returnPressed.connect(self.take_code)
        self.take_button = secondary(self.tr("Pakai kode"), "check")
        self.take_button.clicked.connect(self.take_code)
        self.file_button = secondary(self.tr("Pilih berkas balasan…"), "folder-open")
        self.file_button.clicked.connect(self.choose_file)
        self._box = FieldBox(self.tr("Kode terima"), self.code, plain=True)
        self.code.edited.connect(lambda: self._box.show_problem(""))
        self._since = Text("", TextRole.HINT, wrap=True)
        self._lay_out()
        self.show_state(preview)

    def _lay_out(self) -> None:
        self.body.addWidget(Text(self.tr("Tanda terima provinsi"), TextRole.SECTION))
        self.body.addWidget(self._since)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._box, 1)
        row.addWidget(self.take_button)
        row.addWidget(self.file_button)
        self.body.addLayout(row)
        self.body.addWidget(self.message)

    def show_state(self, preview: SendPreview) -> None:
        """Say since when the office has what was sent."""
        if preview.arrived_at is None:
            text = self.tr(
                "Ketik kode 10 huruf dari petugas provinsi, atau pilih berkas balasannya. "
                "Kiriman Anda lalu ditandai sudah diterima."
            )
        else:
            day = long_date(preview.arrived_at.astimezone(WITA).date())
            text = self.tr("Terakhir {day}. Yang sudah diterima tidak dikirim lagi.").format(
                day=day
            )
        self._since.setText(text)

    def take_code(self) -> None:
        """Take the typed code."""
        typed, services = self.code.value(), self._session.services
        if not typed:
            self._box.show_problem(self.tr("Ketik kode terima dari provinsi dulu"))
            self.code.setFocus()
            return

        def done(words: str) -> None:
            self.code.clear()
            self._say(Tone.OK, words)
            self._changed()

        self._session.tasks.submit(
            lambda: services().acknowledging.take(typed).words, done, self._refused, owner=self
        )

    def choose_file(self) -> None:
        """Ask for a return file and take it."""
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Pilih berkas balasan"), start, self.tr("Balasan (*.kube)")
        )
        if chosen:
            self.take_file(Path(chosen))

    def take_file(self, path: Path, words: str = "") -> None:
        """Take a return file.

        Args:
            path: The file.
            words: The six words of the office, when a person has just compared them.

        """
        services = self._session.services
        self._say(Tone.INFO, self.tr("Balasan sedang diperiksa…"))

        def refused(error: Exception) -> None:
            words_to_compare = getattr(error, "words", "")
            if words_to_compare:
                self._ask_to_compare(path, str(error), words_to_compare)
            else:
                self._refused(error)

        self._session.tasks.submit(
            lambda: services().accepting.take(path, words), self._took, refused, owner=self
        )

    def _took(self, taken: TakenReply) -> None:
        actions: list[Action] = []
        if taken.corrections or taken.questions:
            actions.append((self.tr("Tanggapi"), self._session.window.corrections.emit))
        self.message.say(Tone.OK, taken.words, "", actions)
        self.message.show()
        self._changed()

    def _ask_to_compare(self, path: Path, text: str, words: str) -> None:
        self.message.say(
            Tone.WARN,
            text,
            "",
            [(self.tr("Keenam kata sama"), lambda: self.take_file(path, words))],
        )
        self.message.show()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, DomainError | EnvironmentProblem):
            raise error
        self._say(Tone.WARN, str(error))

    def _say(self, tone: Tone, text: str) -> None:
        self.message.say(tone, text)
        self.message.show()

    def _changed(self) -> None:
        self._session.window.state_changed.emit()
        self.taken.emit()

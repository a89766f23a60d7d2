"""The first page: three answers, the office's pack, sample data, or a backup; no tour, no tips."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from kube_desktop.domain.checks import Problem
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.ui.dialogs.help_panel import HelpPanel
from kube_desktop.ui.focus_order import move_focus
from kube_desktop.ui.forms.choice_fields import ChoiceField
from kube_desktop.ui.forms.fields import PathField, TextField
from kube_desktop.ui.forms.form import RecordForm
from kube_desktop.ui.forms.layout import row
from kube_desktop.ui.start_pages import centred
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import ghost, primary
from kube_desktop.ui.widgets.cards import Card
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.text import IconLabel, Text, TextRole

_WIDTH: Final = 620
FIELD, OFFICE = "pendamping", "kantor"


class FirstRunPage(QWidget):
    """Asks who works here.

    Signals:
        begun: The answers: name, regency code, role, and the second place for backups or "".
        sample_asked: The person wants to try with sample data.
        restore_asked: The person has a backup.
        pack_chosen: The path of a settings pack to look at; `show_pack` or `refuse_pack` answers.

    """

    begun = Signal(str, str, str, str)
    sample_asked = Signal()
    restore_asked = Signal()
    pack_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("KUBE Desktop")
        self.form = RecordForm(
            (
                TextField(
                    "name",
                    self.tr("Nama Anda"),
                    self.tr("Tercetak di BAST sebagai petugas yang menyerahkan"),
                ),
                ChoiceField(
                    "regency_code",
                    self.tr("Kabupaten/kota"),
                    choices=tuple(REGENCIES.items()),
                ),
                ChoiceField(
                    "role",
                    self.tr("Peran"),
                    choices=(
                        (FIELD, self.tr("Pendamping")),
                        (OFFICE, self.tr("Kantor provinsi")),
                    ),
                ),
                PathField(
                    "backup_folder",
                    self.tr("Simpan cadangan otomatis ke"),
                    self.tr(
                        "Pilih flashdisk atau folder lain, agar data selamat bila laptop rusak"
                    ),
                    optional=True,
                ),
            ),
            (row("name"), row("regency_code", "role"), row("backup_folder")),
        )
        self.form.fill({"role": FIELD})
        self.message = Message()
        self.message.hide()
        self.form.set_recheck(self._problems)
        self.start_button = primary(self.tr("Mulai"), "arrow-right")
        self.start_button.clicked.connect(self.begin)
        restore = ghost(self.tr("Pulihkan dari cadangan"), "history")
        restore.clicked.connect(self.restore_asked)
        sample = Message(
            Tone.INFO,
            self.tr("Baru mencoba?"),
            self.tr("80 kelompok rekaan, tidak pernah ikut terkirim."),
            [(self.tr("Coba data contoh"), self.sample_asked.emit)],
        )
        self.pack: Path | None = None
        self.pack_message = Message()
        self.same_words = QCheckBox(self.tr("Enam kata sudah dicocokkan lewat telepon dan sama"))
        self.forget_pack()
        self.help = HelpPanel()
        self.help.closed.connect(self.help.hide)
        QShortcut(QKeySequence.StandardKey.HelpContents, self, self.toggle_help)
        self._lay_out(sample, restore)
        self.form.editor("name").setFocus()

    def _lay_out(self, sample: QWidget, restore: QWidget) -> None:
        card = Card()
        card.setMaximumWidth(_WIDTH)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(IconLabel("hand-helping", "primary", 32))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Text(self.tr("Selamat datang di KUBE Desktop"), TextRole.GREETING))
        words.addWidget(Text(self.tr("Cukup sekali isi, tanpa internet."), TextRole.SECONDARY))
        head.addLayout(words, 1)
        card.body.addLayout(head)
        card.body.addWidget(self.message)
        card.body.addWidget(self.form)
        card.body.addWidget(self.pack_message)
        card.body.addWidget(self.same_words)
        card.body.addWidget(sample)
        help_button = ghost(self.tr("Bantuan (F1)"), "circle-help")
        help_button.clicked.connect(self.toggle_help)
        foot = QHBoxLayout()
        foot.addWidget(restore)
        foot.addWidget(help_button)
        foot.addStretch(1)
        foot.addWidget(self.start_button)
        card.body.addLayout(foot)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(centred(card), 1)
        outer.addWidget(self.help)

    def toggle_help(self) -> None:
        """Answer F1."""
        if self.help.isVisible():
            self.help.hide()
        else:
            from kube_desktop.ui.help_texts import START_HELP  # noqa: PLC0415  seldom wanted

            self.help.show_text(START_HELP)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.help.isVisible():
            self.help.hide()
            return
        super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        return move_focus(self, forward=next)

    def begin(self) -> None:
        """Check the answers and begin."""
        problems = self._problems()
        if problems:
            self.form.show_problems(problems)
            return
        self.form.clear_problems()
        if self.pack is not None and not self.same_words.isChecked():
            self.say(
                Tone.WARN, self.tr("Cocokkan enam kata dengan kantor dulu, atau mulai tanpa paket")
            )
            return
        values = self.form.values()
        self.begun.emit(
            str(values["name"]).strip(),
            str(values["regency_code"] or ""),
            str(values["role"]),
            str(values["backup_folder"] or ""),
        )

    def forget_pack(self) -> None:
        """Offer to choose the pack of the office."""
        self.pack = None
        self.same_words.setChecked(False)
        self.same_words.hide()
        self.pack_message.say(
            Tone.INFO,
            self.tr("Ada paket pengaturan dari kantor?"),
            self.tr("Pejabat, kop surat, batas, target dan kunci kantor langsung terpasang."),
            [(self.tr("Pilih paket…"), self.choose_pack)],
        )

    def choose_pack(self) -> None:
        """Choose the file of the office, which is looked at before it is used."""
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Pilih paket pengaturan"),
            start,
            self.tr("Paket pengaturan (*.kube-pengaturan)"),
        )
        if chosen:
            self.pack_chosen.emit(chosen)

    def show_pack(self, path: Path, title: str, words: str) -> None:
        """Say whose pack it is, and ask to compare the six words."""
        self.pack = path
        self.form.fill({"role": FIELD})
        self.same_words.setChecked(False)
        self.same_words.show()
        self.pack_message.say(
            Tone.OK,
            title,
            self.tr("Telepon Dinas Sosial Provinsi dan cocokkan enam kata ini: {words}").format(
                words=words
            ),
            [(self.tr("Tanpa paket"), self.forget_pack)],
        )

    def refuse_pack(self, text: str) -> None:
        """Say why a pack cannot be used; one may choose another or go on without."""
        self.forget_pack()
        head, _, rest = text.partition("\n")
        self.pack_message.say(
            Tone.ERR, head, rest, [(self.tr("Pilih paket lain…"), self.choose_pack)]
        )

    def _problems(self) -> list[Problem]:
        values = self.form.values()
        problems = []
        if len(str(values["name"]).strip()) < 2:
            problems.append(Problem("name", self.tr("Isi nama Anda")))
        if values["role"] == FIELD and not values["regency_code"]:
            problems.append(Problem("regency_code", self.tr("Pilih kabupaten/kota")))
        return problems

    def say(self, tone: Tone, text: str, then: Callable[[], object] | None = None) -> None:
        """Say why it cannot begin."""
        self.message.say(tone, text, actions=[(self.tr("Coba lagi"), then)] if then else ())
        self.message.show()

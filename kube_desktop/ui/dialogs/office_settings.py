"""Officials and letterhead: who signs for the office, and the head of every paper."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kube_desktop.domain.errors import DomainError, EnvironmentProblem, ValidationError
from kube_desktop.domain.settings import Duty, LetterheadDraft, Official, OfficialDraft
from kube_desktop.ui.forms.choice_fields import ChoiceField
from kube_desktop.ui.forms.fields import TextField
from kube_desktop.ui.forms.form import RecordForm
from kube_desktop.ui.forms.layout import row
from kube_desktop.ui.session import Session
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import ToolButton, primary, secondary
from kube_desktop.ui.widgets.cards import EntryCard
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.navigation import RecordTabs
from kube_desktop.ui.widgets.overlay import Overlay
from kube_desktop.ui.widgets.text import Text, TextRole

if TYPE_CHECKING:
    from uuid import UUID

_APPOINTMENTS: Final = (
    ("definitif", "Definitif"), ("Plt.", "Plt."), ("Plh.", "Plh."), ("Pj.", "Pj."),
)  # fmt: skip


class OfficeSettingsPanel(QWidget):
    """Two parts: the officials with the form of one of them, and the letterhead.

    Signals:
        finished: The person is done.

    """

    finished = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._official_id: UUID | None = None
        self.message = Message()
        self.message.hide()
        self.parts = RecordTabs(self.tr("Bagian"), (self.tr("Pejabat"), self.tr("Kop surat")))
        self.parts.currentChanged.connect(self._show_part)
        self.official = _official_form()
        self.letterhead = _letterhead_form()
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self._officials = self._official_part()
        self._letterhead = self._letterhead_part()
        self._lay_out()
        self._show_part(0)
        self.refresh()

    def _lay_out(self) -> None:
        close = ToolButton("x", self.tr("Tutup"))
        close.clicked.connect(self.finished)
        head = QHBoxLayout()
        head.addWidget(Text(self.tr("Pejabat dan kop surat"), TextRole.TITLE), 1)
        head.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(Text(
            self.tr("Tercetak di BAST dan kertas lain mulai hari ini; kertas lama tidak berubah."),
            TextRole.SECONDARY, wrap=True,
        ))  # fmt: skip
        layout.addWidget(self.parts)
        layout.addWidget(self.message)
        layout.addWidget(self._officials)
        layout.addWidget(self._letterhead)
        layout.addStretch(1)

    def _official_part(self) -> QWidget:
        part = QWidget()
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(self._list)
        layout.addWidget(self.official)
        foot = QHBoxLayout()
        self.remove_button = secondary(self.tr("Hapus"), "trash-2")
        self.remove_button.clicked.connect(self.remove_official)
        self.remove_button.hide()
        self.save_official_button = primary(self.tr("Simpan pejabat"), "save")
        self.save_official_button.clicked.connect(self.save_official)
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        foot.addWidget(self.save_official_button)
        layout.addLayout(foot)
        return part

    def _letterhead_part(self) -> QWidget:
        part = QWidget()
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.letterhead)
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.save_letterhead_button = primary(self.tr("Simpan kop surat"), "save")
        self.save_letterhead_button.clicked.connect(self.save_letterhead)
        foot.addWidget(self.save_letterhead_button)
        layout.addLayout(foot)
        return part

    def refresh(self) -> None:
        """Read officials and letterhead again."""
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for one in self._session.lists.office.officials():
            self._list.addWidget(self._card(one))
        rules = self._session.lists.office.rules()
        self.letterhead.fill(asdict(rules.letterhead))
        self._edit(None)

    def _card(self, official: Official) -> EntryCard:
        nip = f" · NIP {official.nip}" if official.nip else ""
        return EntryCard(
            "user", official.name, f"{official.title}{nip}",
            on_click=lambda: self._edit(official),
        )  # fmt: skip

    def _edit(self, official: Official | None) -> None:
        self._official_id = official.id if official else None
        self.official.clear()
        self.official.fill(official or OfficialDraft(
            institution="Dinas Sosial Provinsi Kalimantan Timur"))  # fmt: skip
        self.remove_button.setVisible(official is not None)
        self.save_official_button.set_label(
            self.tr("Simpan perubahan") if official else self.tr("Tambah pejabat")
        )

    def _show_part(self, place: int) -> None:
        self._officials.setVisible(place == 0)
        self._letterhead.setVisible(place == 1)
        self.message.hide()

    def save_official(self) -> None:
        """Store the official in the form."""
        values = self.official.values()
        draft = OfficialDraft(
            **{**values, "duty": values["duty"] or Duty.COMMITMENT,
               "appointment": values["appointment"] or "definitif"}
        )  # fmt: skip
        services, official_id = self._session.services, self._official_id

        def work() -> None:
            office = services().office
            if official_id is None:
                office.record_official(draft)
            else:
                office.correct_official(official_id, draft)

        self._session.tasks.submit(work, self._saved, self._refused(self.official), self)

    def remove_official(self) -> None:
        """Take the official in the form off the list."""
        official_id, services = self._official_id, self._session.services
        if official_id is None:
            return

        def undo() -> None:
            self._session.tasks.submit(
                lambda: services().office.restore_official(official_id), lambda _: None
            )

        def done(_: object) -> None:
            self.refresh()
            self._session.window.toast.emit(self.tr("Pejabat dihapus"), undo)

        self._session.tasks.submit(
            lambda: services().office.withdraw_official(official_id), done, owner=self
        )

    def save_letterhead(self) -> None:
        """Store the letterhead."""
        draft = LetterheadDraft(**self.letterhead.values())
        services = self._session.services
        self._session.tasks.submit(
            lambda: services().settings.set_letterhead(draft),
            self._saved,
            self._refused(self.letterhead),
            self,
        )

    def _saved(self, _: object) -> None:
        self.official.clear_problems()
        self.letterhead.clear_problems()
        self.refresh()
        self.message.say(Tone.OK, self.tr("Tersimpan, dipakai mulai kertas berikutnya"))
        self.message.show()

    def _refused(self, form: RecordForm) -> "_Refusal":
        return _Refusal(form, self.message)


class _Refusal(QObject):
    """Shows why something could not be stored: at the fields, or as a message."""

    def __init__(self, form: RecordForm, message: Message) -> None:
        super().__init__(form)
        self._form = form
        self._message = message

    def __call__(self, error: Exception) -> None:
        match error:
            case ValidationError(problems=problems):
                self._form.show_problems(problems)
            case DomainError() | EnvironmentProblem():
                self._message.say(Tone.WARN, str(error))
                self._message.show()
            case _:
                raise error


def _official_form() -> RecordForm:
    tr = QObject().tr
    return RecordForm(
        (
            TextField("name", tr("Nama lengkap dengan gelar")),
            TextField("nip", "NIP", optional=True),
            TextField("position", tr("Jabatan"), tr("seperti tercetak di BAST")),
            ChoiceField(
                "duty", tr("Menandatangani sebagai"),
                choices=tuple((duty, duty.label) for duty in Duty),
            ),
            ChoiceField("appointment", tr("Sifat jabatan"), choices=_APPOINTMENTS),
            TextField("institution", tr("Instansi"), optional=True),
            TextField("rank", tr("Pangkat dan golongan"), optional=True),
            TextField("address", tr("Alamat kantor"), optional=True),
        ),
        (
            row("name", "nip", stretch=(3, 2)),
            row("position", "duty", "appointment", stretch=(3, 3, 2)),
            row("institution", "rank", stretch=(3, 2)),
            row("address"),
        ),
    )  # fmt: skip


def _letterhead_form() -> RecordForm:
    tr = QObject().tr
    return RecordForm(
        (
            TextField("government", tr("Baris pertama"), tr("misalnya nama pemerintah daerah")),
            TextField("office", tr("Nama dinas")),
            TextField("address", tr("Alamat"), optional=True),
            TextField("contact", tr("Telepon, laman, surel"), optional=True),
        ),
        (row("government"), row("office"), row("address"), row("contact")),
    )


def open_office_settings(window: QWidget, session: Session) -> Overlay:
    """Show officials and letterhead over the window."""
    panel = OfficeSettingsPanel(session)
    overlay = Overlay(window, panel, name=window.tr("Pejabat dan kop surat"), width=760)
    panel.finished.connect(overlay.dismiss)
    overlay.closed.connect(overlay.deleteLater)
    overlay.open(panel.official.editor("name"))
    return overlay

"""Who signs for the office, and the head of every paper."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QStandardPaths, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout

from kube_desktop.domain.settings import (
    APPOINTMENTS,
    Duty,
    LetterheadDraft,
    Official,
    OfficialDraft,
)
from kube_desktop.domain.wording import short_date
from kube_desktop.ui.forms.choice_fields import ChoiceField
from kube_desktop.ui.forms.fields import DateField, TextField
from kube_desktop.ui.forms.form import RecordForm
from kube_desktop.ui.forms.layout import row
from kube_desktop.ui.session import Session
from kube_desktop.ui.settings.part import SettingPart, day_of, empty, starts
from kube_desktop.ui.theme import theme
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import secondary
from kube_desktop.ui.widgets.cards import EntryCard
from kube_desktop.ui.widgets.text import Text, TextRole

if TYPE_CHECKING:
    from uuid import UUID

_INSTITUTION: Final = "Dinas Sosial Provinsi Kalimantan Timur"
_LOGO: Final = 72


class OfficialsPart(SettingPart):
    """The officials, and the form of one of them."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            QObject().tr("Pejabat"),
            QObject().tr("Yang menandatangani; masa jabatan menentukan kertas mana."),
        )
        self._official_id: UUID | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.form = _official_form(session)
        self.body.addLayout(self._list)
        self.body.addWidget(self.form)
        self.remove_button = secondary(self.tr("Hapus"), "trash-2")
        self.remove_button.clicked.connect(self.remove)
        self.new_button = secondary(self.tr("Pejabat lain"), "plus")
        self.new_button.clicked.connect(lambda _checked=False: self._edit(None))
        self.save_button = self.add_foot(
            self.tr("Tambah pejabat"), self.save, self.remove_button, self.new_button
        )
        self.refresh()

    def refresh(self) -> None:
        """Read the officials again."""
        empty(self._list)
        for one in self.session.lists.office.all_officials():
            self._list.addWidget(self._card(one))
        self._edit(None)

    def _card(self, official: Official) -> EntryCard:
        words = [official.title]
        if official.nip:
            words.append(f"NIP {official.nip}")
        words.append(_term(official, self.session.today()))
        return EntryCard(
            "user", official.name, " · ".join(one for one in words if one),
            on_click=lambda: self._edit(official),
        )  # fmt: skip

    def _edit(self, official: Official | None) -> None:
        self._official_id = official.id if official else None
        self.form.clear()
        self.form.fill(official or OfficialDraft(institution=_INSTITUTION))
        self.remove_button.setVisible(official is not None)
        self.new_button.setVisible(official is not None)
        self.save_button.set_label(
            self.tr("Simpan perubahan") if official else self.tr("Tambah pejabat")
        )
        self.message.hide()

    def save(self) -> None:
        """Store the official in the form."""
        values = self.form.values()
        draft = OfficialDraft(
            **{**values, "duty": values["duty"] or Duty.COMMITMENT,
               "appointment": values["appointment"] or "definitif"}
        )  # fmt: skip
        services, official_id = self.session.services, self._official_id

        def work() -> None:
            office = services().office
            if official_id is None:
                office.record_official(draft)
            else:
                office.correct_official(official_id, draft)

        self.submit(
            work, self.form, lambda _: self.tr("Tersimpan, dipakai mulai kertas berikutnya")
        )

    def remove(self) -> None:
        """Take the official in the form off the list."""
        official_id, services = self._official_id, self.session.services
        if official_id is None:
            return

        def undo() -> None:
            self.session.tasks.submit(
                lambda: services().office.restore_official(official_id), lambda _: None
            )

        def done(_: None) -> str:
            self.session.window.toast.emit(self.tr("Pejabat dihapus"), undo)
            return self.tr("Pejabat dihapus dari daftar")

        self.submit(lambda: services().office.withdraw_official(official_id), None, done)


class LetterheadPart(SettingPart):
    """The lines and the logo at the head of every paper."""

    def __init__(self, session: Session, *, is_office: bool) -> None:
        super().__init__(
            session,
            QObject().tr("Kop surat"),
            QObject().tr("Tercetak di kertas mulai harinya; kertas lama tidak berubah."),
        )
        tr = self.tr
        self.form = RecordForm(
            (
                TextField("government", tr("Baris pertama"), tr("misalnya nama pemerintah daerah")),
                TextField("office", tr("Nama dinas")),
                TextField("address", tr("Alamat"), optional=True),
                TextField("contact", tr("Telepon, laman, surel"), optional=True),
                starts(session),
            ),
            (row("government"), row("office"), row("address"), row("contact"), row("valid_from")),
        )
        self.body.addWidget(self.form)
        self.save_button = self.add_foot(tr("Simpan kop surat"), self.save)
        self.logo = QLabel()
        self.logo.setAccessibleName(tr("Logo kop surat"))
        self.logo_words = Text("", TextRole.SECONDARY, wrap=True)
        self.choose_button = secondary(tr("Pilih gambar logo…"), "image")
        self.choose_button.clicked.connect(self.choose_logo)
        self.drop_button = secondary(tr("Tanpa logo"), "x")
        self.drop_button.clicked.connect(lambda _checked=False: self._store_logo(b""))
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.logo, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.logo_words, 1)
        line.addWidget(self.drop_button)
        line.addWidget(self.choose_button)
        self._is_office = is_office
        self.body.addWidget(Text(tr("Logo"), TextRole.STRONG))
        self.body.addLayout(line)
        self.refresh()

    def refresh(self) -> None:
        """Read letterhead and logo again."""
        office = self.session.lists.office
        today = self.session.today()
        self.form.fill({**asdict(office.rules().letterhead), "valid_from": today})
        content = office.logo()
        shown = QPixmap()
        if content is not None and shown.loadFromData(content):
            side = theme().px(_LOGO)
            smooth = Qt.TransformationMode.SmoothTransformation
            keep = Qt.AspectRatioMode.KeepAspectRatio
            self.logo.setPixmap(shown.scaled(side, side, keep, smooth))
        self.logo.setVisible(not shown.isNull())
        self.logo_words.setText(
            self.tr("Logo tercetak di kiri kop surat.")
            if content
            else self.tr("Belum ada logo. Kantor memilihnya: PNG atau JPEG, paling besar 200 KB.")
        )
        self.choose_button.setVisible(self._is_office)
        pack = self.session.lists.settings.pack()
        locked = pack is not None and not self._is_office
        self.form.setEnabled(not locked)
        self.save_button.setVisible(not locked)
        if pack is not None and locked:
            self.say(
                Tone.INFO,
                self.tr("Dari paket pengaturan nomor {number}").format(number=pack.number),
                self.tr("Hanya diubah di kantor provinsi. Minta paket baru bila ada yang keliru."),
            )
        self.drop_button.setVisible(self._is_office and content is not None)

    def save(self) -> None:
        """Store the letterhead."""
        values = self.form.values()
        day = day_of(self.form)
        draft = LetterheadDraft(**{name: one for name, one in values.items()
                                   if name != "valid_from"})  # fmt: skip
        services = self.session.services
        self.submit(
            lambda: services().settings.set_letterhead(draft, day),
            self.form,
            lambda _: self.tr("Tersimpan, dipakai mulai kertas berikutnya"),
        )

    def choose_logo(self) -> None:
        """Choose the picture beside the lines."""
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Pilih gambar logo"), start, self.tr("Gambar (*.png *.jpg *.jpeg)")
        )
        if not chosen:
            return
        try:
            content = Path(chosen).read_bytes()
        except OSError:
            self.say(Tone.WARN, self.tr("Gambar ini tidak dapat dibaca"))
            return
        self._store_logo(content or b"?")

    def _store_logo(self, content: bytes) -> None:
        services = self.session.services
        self.submit(lambda: services().settings.set_logo(content))


def _term(official: Official, today: date) -> str:
    if official.valid_to and official.valid_to < today:
        return f"sampai {short_date(official.valid_to)}, sudah selesai"
    if official.valid_from and official.valid_from > today:
        return f"mulai {short_date(official.valid_from)}"
    return f"sampai {short_date(official.valid_to)}" if official.valid_to else ""


def _official_form(session: Session) -> RecordForm:
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
            ChoiceField(
                "appointment", tr("Sifat jabatan"),
                choices=tuple((one, one.capitalize()) for one in APPOINTMENTS),
            ),
            DateField("valid_from", tr("Menjabat sejak"), optional=True, today=session.today),
            DateField("valid_to", tr("sampai"), optional=True, today=session.today),
            TextField("institution", tr("Instansi"), optional=True),
            TextField("rank", tr("Pangkat dan golongan"), optional=True),
            TextField("address", tr("Alamat kantor"), optional=True),
        ),
        (
            row("name", "nip", stretch=(3, 2)),
            row("position", "duty", stretch=(3, 3)),
            row("appointment", "valid_from", "valid_to", stretch=(2, 3, 3)),
            row("institution", "rank", stretch=(3, 2)),
            row("address"),
        ),
    )  # fmt: skip

"""Making the settings pack at the office; looking at one and taking it on a laptop."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QStandardPaths, Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout, QWidget

from kube_desktop.ui.session import Session
from kube_desktop.ui.settings.part import SettingPart, empty
from kube_desktop.ui.widgets.buttons import primary
from kube_desktop.ui.widgets.cards import Card
from kube_desktop.ui.widgets.text import Text, TextRole

if TYPE_CHECKING:
    from kube_desktop.services.settings.applying import AppliedPack, PackPreview
    from kube_desktop.services.settings.packing import MadePack

PACK_FILTER: Final = "Paket pengaturan (*.kube-pengaturan)"
_MOST_SHOWN: Final = 60


class MakePackPart(SettingPart):
    """One button that writes everything as one signed file."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            QObject().tr("Paket pengaturan"),
            QObject().tr(
                "Satu berkas bertanda tangan kantor berisi semua pengaturan dan kunci kantor. "
                "Bagikan lewat WhatsApp atau flashdisk; isinya tidak rahasia. Laptop memakainya "
                "lewat Menu → Pakai paket pengaturan."
            ),
        )
        self.make_button = primary(self.tr("Buat paket pengaturan…"), "file-down")
        self.make_button.clicked.connect(lambda _checked=False: self.choose())
        self.result = Text("", TextRole.BODY, wrap=True, selectable=True)
        self.result.hide()
        self.words = Text("", TextRole.SECTION, wrap=True, selectable=True)
        self.words.hide()
        self.body.addWidget(self.make_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.result)
        self.body.addWidget(self.words)

    def choose(self) -> None:
        """Ask for the folder, then write the pack there."""
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Simpan paket ke folder"), start)
        if chosen:
            self.make(Path(chosen))

    def make(self, folder: Path) -> None:
        """Write the pack into a folder and say what laptops compare."""
        services = self.session.services

        def done(made: "MadePack") -> str:
            self.result.setText(
                self.tr(
                    "{path}\nIsi: {contents}\nKode periksa {code}\nEnam kata kantor, dibacakan "
                    "lewat telepon kepada laptop yang baru mengenalnya:"
                ).format(
                    path=made.path,
                    contents=", ".join(made.counts) or self.tr("hanya kunci kantor"),
                    code=made.code,
                )
            )
            self.words.setText(made.words)
            self.result.show()
            self.words.show()
            return self.tr("Paket pengaturan nomor {number} sudah jadi").format(number=made.number)

        self.submit(lambda: services().packing.make(folder), None, done)


class UsePackPart(SettingPart):
    """A pack in three steps: choose, see what changes, take it."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            QObject().tr("Paket pengaturan kantor"),
            QObject().tr(
                "Berkas berakhiran .kube-pengaturan dari Dinas Sosial Provinsi. Tidak ada yang "
                "berubah sebelum Anda menekan Pakai."
            ),
        )
        self._path: Path | None = None
        self.present = Text("", TextRole.STRONG, wrap=True)
        self.choose_button = primary(self.tr("Pilih berkas paket…"), "folder-open")
        self.choose_button.clicked.connect(lambda _checked=False: self.choose())
        self.card = Card(flat=True)
        self._head = Text("", TextRole.BODY, wrap=True)
        self._words = Text("", TextRole.SECTION, wrap=True, selectable=True)
        self.same_words = QCheckBox(self.tr("Enam kata sudah dicocokkan lewat telepon dan sama"))
        self._older = Text("", TextRole.SECONDARY, tone="warn", wrap=True)
        self.even_older = QCheckBox(self.tr("Kantor meminta paket ini dipakai juga"))
        self._changes = QVBoxLayout()
        self._changes.setSpacing(4)
        self.use_button = primary(self.tr("Pakai paket ini"), "check")
        self.use_button.clicked.connect(lambda _checked=False: self.use())
        self._lay_out()
        for box in (self.same_words, self.even_older):
            box.toggled.connect(self._let)
        self.refresh()

    def _lay_out(self) -> None:
        self.body.addWidget(self.present)
        self.body.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignLeft)
        for one in (self._head, self._words, self.same_words, self._older, self.even_older):
            self.card.body.addWidget(one)
        holder = QWidget()
        holder.setLayout(self._changes)
        self._changes.setContentsMargins(0, 0, 0, 0)
        self.card.body.addWidget(holder)
        self.card.body.addWidget(self.use_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.card)

    def refresh(self) -> None:
        """Say which pack is in use, and forget the chosen file."""
        pack = self.session.lists.settings.pack()
        self.present.setText(
            self.tr("Sekarang dipakai: paket nomor {number} dari {office}").format(
                number=pack.number, office=pack.office
            )
            if pack
            else self.tr("Belum ada paket yang dipakai")
        )
        self._path = None
        self.card.hide()

    def choose(self) -> None:
        """Choose the file of the office."""
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Pilih paket pengaturan"), start, PACK_FILTER
        )
        if chosen:
            self.look(Path(chosen))

    def look(self, path: Path) -> None:
        """Check a file and show what taking it would change."""
        services = self.session.services

        def show(seen: "PackPreview") -> None:
            self.message.hide()
            self._path = path
            self._show(seen)

        self.card.hide()
        self.session.tasks.submit(
            lambda: services().applying.look(path), show, self.refused(), self
        )

    def _show(self, seen: "PackPreview") -> None:
        head = self.tr("Paket nomor {number} dari {office}\nDibuat {issued} · kode periksa {code}")
        words = head.format(
            number=seen.number, office=seen.office, issued=seen.issued, code=seen.code
        )
        if seen.needs_words:
            words += self.tr(
                "\nKantor ini baru bagi laptop ini. Telepon Dinas Sosial Provinsi dan cocokkan "
                "enam kata ini:"
            )
        self._head.setText(words)
        self._words.setText(seen.words)
        self._words.setVisible(seen.needs_words)
        self.same_words.setChecked(False)
        self.same_words.setVisible(seen.needs_words)
        self._older.setText(seen.older)
        self._older.setVisible(bool(seen.older))
        self.even_older.setChecked(False)
        self.even_older.setVisible(bool(seen.older))
        empty(self._changes)
        title = self.tr("Yang akan berubah: {count}").format(count=len(seen.changes))
        if not seen.changes:
            title = self.tr("Tidak ada isi yang berubah")
        self._changes.addWidget(Text(title, TextRole.STRONG))
        for one in seen.changes[:_MOST_SHOWN]:
            self._changes.addWidget(Text(one.sentence, TextRole.SECONDARY, wrap=True))
        if len(seen.changes) > _MOST_SHOWN:
            rest = self.tr("dan {count} lainnya").format(count=len(seen.changes) - _MOST_SHOWN)
            self._changes.addWidget(Text(rest, TextRole.SECONDARY))
        self.card.show()
        self._let()

    def _let(self) -> None:
        self.use_button.setEnabled(
            (self.same_words.isHidden() or self.same_words.isChecked())
            and (self.even_older.isHidden() or self.even_older.isChecked())
        )

    def use(self) -> None:
        """Take the pack that is shown."""
        path, services = self._path, self.session.services
        if path is None:
            return
        compared, older = self.same_words.isChecked(), self.even_older.isChecked()

        def work() -> "AppliedPack":
            return services().applying.apply(path, words_compared=compared, even_older=older)

        def done(applied: "AppliedPack") -> str:
            return self.tr("Paket nomor {number} dipakai, {count} hal berubah").format(
                number=applied.number, count=len(applied.changes)
            )

        self.submit(work, None, done)

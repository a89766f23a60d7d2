"""Pengaturan kantor: the sections at the left, the one that is open at the right."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kube_desktop.ui.session import Session
from kube_desktop.ui.settings.goods import PackagesPart
from kube_desktop.ui.settings.instruments import InstrumentPart
from kube_desktop.ui.settings.packs import MakePackPart, UsePackPart
from kube_desktop.ui.settings.part import SettingPart
from kube_desktop.ui.settings.people import LetterheadPart, OfficialsPart
from kube_desktop.ui.settings.rules import CeilingsPart, NumbersPart, RecitalsPart
from kube_desktop.ui.settings.targets import TargetsPart
from kube_desktop.ui.theme import theme
from kube_desktop.ui.widgets.buttons import ToolButton
from kube_desktop.ui.widgets.cards import EntryCard
from kube_desktop.ui.widgets.overlay import Overlay
from kube_desktop.ui.widgets.text import Text, TextRole

_LIST_WIDTH = 190
_WIDTH, _HEIGHT = 1000, 640
PACK = "pack"
OFFICIALS = "officials"


@dataclass(frozen=True)
class _Section:
    name: str
    icon: str
    title: str
    make: Callable[[Session], SettingPart]


class SettingsPanel(QWidget):
    """The settings of an office; on a laptop only what it may type, and the pack.

    Signals:
        finished: The person is done.

    """

    finished = Signal()

    def __init__(self, session: Session, shown: str = OFFICIALS) -> None:
        super().__init__()
        self._session = session
        identity = session.lists.office.identity()
        self._is_office = identity is not None and identity.is_office
        self.parts: dict[str, SettingPart] = {}
        self.entries: dict[str, EntryCard] = {}
        self._sections = {one.name: one for one in self._wanted()}
        self._right = QVBoxLayout()
        self._lay_out()
        self.show_part(shown)

    def _wanted(self) -> list[_Section]:
        tr = self.tr
        letterhead = _Section(
            "letterhead", "file-text", tr("Kop surat"),
            lambda session: LetterheadPart(session, is_office=self._is_office),
        )  # fmt: skip
        officials = _Section(OFFICIALS, "users", tr("Pejabat"), OfficialsPart)
        if not self._is_office:
            return [
                officials, letterhead, _Section(PACK, "file-down", tr("Paket kantor"), UsePackPart)
            ]  # fmt: skip
        return [
            officials,
            letterhead,
            _Section("recitals", "clipboard-list", tr("Dasar hukum"), RecitalsPart),
            _Section("ceilings", "receipt", tr("Batas bantuan"), CeilingsPart),
            _Section("targets", "flag", tr("Target"), TargetsPart),
            _Section("packages", "package", tr("Paket barang"), PackagesPart),
            _Section("numbers", "id-card", tr("Pola nomor"), NumbersPart),
            _Section("instruments", "clipboard-check", tr("Instrumen"), InstrumentPart),
            _Section(PACK, "file-down", tr("Buat paket"), MakePackPart),
        ]

    def _lay_out(self) -> None:
        close = ToolButton("x", self.tr("Tutup"))
        close.clicked.connect(self.finished)
        head = QHBoxLayout()
        head.addWidget(Text(self.tr("Pengaturan kantor"), TextRole.TITLE), 1)
        head.addWidget(close)
        left = QVBoxLayout()
        left.setSpacing(4)
        for one in self._sections.values():
            left.addWidget(self._entry(one))
        left.addStretch(1)
        names = QWidget()
        left.setContentsMargins(0, 0, 0, 0)
        names.setLayout(left)
        names.setFixedWidth(theme().px(_LIST_WIDTH))
        both = QHBoxLayout()
        both.setSpacing(20)
        both.addWidget(names)
        both.addLayout(self._right, 1)
        self._right.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addLayout(both, 1)

    def _entry(self, section: _Section) -> EntryCard:
        entry = EntryCard(
            section.icon, section.title, checkable=True,
            on_click=lambda: self.show_part(section.name),
        )  # fmt: skip
        self.entries[section.name] = entry
        return entry

    def show_part(self, name: str) -> None:
        """Open a section; each is made when it is first wanted."""
        if name not in self.parts:
            part = self._sections[name].make(self._session)
            part.body.addStretch(1)
            part.saved.connect(lambda: self._refresh_but(name))
            self.parts[name] = part
            self._right.addWidget(part)
        for other, part in self.parts.items():
            part.setVisible(other == name)
        for other, entry in self.entries.items():
            entry.setChecked(other == name)

    def _refresh_but(self, name: str) -> None:
        """Show everywhere else what a pack brought; elsewhere nothing else depends on it."""
        if name != PACK or self._is_office:
            return
        for other, part in self.parts.items():
            if other != name:
                part.refresh()


def open_settings(window: QWidget, session: Session, shown: str = OFFICIALS) -> Overlay:
    """Show the settings over the window."""
    panel = SettingsPanel(session, shown)
    overlay = Overlay(
        window, panel, name=window.tr("Pengaturan kantor"), width=_WIDTH, height=_HEIGHT
    )
    panel.finished.connect(overlay.dismiss)
    overlay.closed.connect(overlay.deleteLater)
    overlay.open(panel.entries[shown])
    return overlay

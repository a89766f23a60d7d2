"""Numbers of a preview, each of which opens its list of records."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kube_desktop.domain.foreseen import ForeseenList, ForeseenRow, ListName
from kube_desktop.domain.wording import number
from kube_desktop.ui.tables.cells import Column, Shown, plain, two_lines, wrapped
from kube_desktop.ui.tables.view import RecordTable
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import secondary
from kube_desktop.ui.widgets.cards import NumberCard
from kube_desktop.ui.widgets.overlay import Overlay
from kube_desktop.ui.widgets.text import Text, TextRole

_LOOKS: Final[Mapping[ListName, tuple[str, str, str]]] = {
    ListName.NEW: ("plus", "Baru", "catatan baru"),
    ListName.CHANGED: ("pencil", "Diubah", "catatan diubah"),
    ListName.PARALLEL: ("users", "Sejajar", "diubah dua pihak, semua dipakai"),
    ListName.OPENED: ("triangle-alert", "Perlu diputuskan", "catatan berbeda isinya"),
    ListName.LOST: ("shield-check", "Hilang", "semua nilai tetap di Riwayat"),
    ListName.VANISHED: ("minus", "Tidak ada lagi", "hanya dari berkas ini"),
    ListName.BACK: ("undo-2", "Kembali", "catatan berubah isinya"),
    ListName.WAITING: ("clock", "Isian menunggu", "sampai catatannya datang lagi"),
    ListName.GROUNDLESS: ("check-check", "Putusan", "tetap, tanpa dasarnya"),
    ListName.SETTLED: ("circle-check", "Selesai", "tak perlu diputuskan"),
}
_WIDTH: Final = 900
_HEIGHT: Final = 520


class NumberRow(QWidget):
    """Cards with the numbers of some lists side by side."""

    def __init__(self, names: Sequence[ListName], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: dict[ListName, NumberCard] = {}
        self._lists: dict[ListName, ForeseenList] = {}
        self.overlay: Overlay | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for name in names:
            icon, title, _ = _LOOKS[name]
            card = NumberCard(icon, self.tr(title), on_click=self._opener(name))
            self.cards[name] = card
            row.addWidget(card, 1)

    def show_lists(
        self, lists: Sequence[ForeseenList], notes: Mapping[ListName, str] | None = None
    ) -> None:
        """Show the numbers; lists without a card are left out."""
        self._lists = {one.name: one for one in lists}
        for name, card in self.cards.items():
            total = self._total(name)
            note = (notes or {}).get(name) or self.tr(_LOOKS[name][2])
            card.set_number(number(total), note, tone=Tone.WARN if total else None)

    def set_compact(self, *, compact: bool) -> None:
        """Leave out the remarks below the numbers, where the window is low."""
        for card in self.cards.values():
            card.set_low(low=compact)

    def open_list(self, name: ListName) -> Overlay:
        """Show the records behind a number over the window."""
        found = self._lists.get(name) or ForeseenList(name=name, total=0)
        view = ForeseenView(found, self.tr(_LOOKS[name][1]))
        overlay = self.overlay = Overlay(
            self.window(), view, name=self.tr(_LOOKS[name][1]), width=_WIDTH, height=_HEIGHT
        )
        overlay.closed.connect(overlay.deleteLater, Qt.ConnectionType.QueuedConnection)
        view.close_button.clicked.connect(overlay.dismiss)
        overlay.open(view.table.view if found.rows else view.close_button)
        return overlay

    def _opener(self, name: ListName) -> Callable[[], object]:
        return lambda: self.open_list(name)

    def _total(self, name: ListName) -> int:
        return self._lists[name].total if name in self._lists else 0


class ForeseenView(QWidget):
    """One list: each record with what would happen to it."""

    def __init__(self, found: ForeseenList, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = RecordTable(_columns(self), row_id=id, name=title)
        self.table.set_rows(list(found.rows))
        self.table.empty.say(found.words, "", icon="circle-check")
        self.close_button = secondary(self.tr("Tutup"))
        head = QHBoxLayout()
        head.addWidget(Text(f"{title}: {number(found.total)}", TextRole.TITLE))
        head.addStretch(1)
        head.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        if found.rows and found.words:
            layout.addWidget(Text(found.words, TextRole.SECONDARY))
        layout.addWidget(self.table, 1)


def _columns(view: QWidget) -> Sequence[Column[ForeseenRow]]:
    return (
        Column(
            view.tr("Catatan"),
            lambda row: two_lines(row.title, " · ".join(p for p in (row.kind, row.where) if p)),
            width=340,
        ),
        Column(
            view.tr("Yang terjadi"),
            lambda row: wrapped(row.words) if row.words else plain("–"),
            shown=Shown.ALWAYS,
        ),
    )

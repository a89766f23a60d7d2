"""Bacakan isi: what must be right on a BAST, in big letters, to be read aloud before printing."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from kube_desktop.domain.aid import GoodsItem, total
from kube_desktop.domain.values import group_nik
from kube_desktop.domain.wording import full_date, quantity, rupiah, terbilang
from kube_desktop.services.lists import Lists
from kube_desktop.ui.widgets.text import Text, TextRole


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing to read aloud: what it is, and its value."""

    name: str
    value: str


class ReadingPane(QFrame):
    """Shows the eight things that must be right, large enough to be read aloud together."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "flat")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Bacakan isi"))
        self._title = Text(self.tr("Bacakan kepada penerima sebelum dicetak"), TextRole.SECTION)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        words = QWidget()
        inside = QVBoxLayout(words)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addLayout(self._grid)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addWidget(scroll, 1)

    def show_lines(self, lines: list[Spoken]) -> None:
        """Show these things in their order."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, line in enumerate(lines):
            name = Text(line.name, TextRole.SECONDARY)
            value = Text(line.value, TextRole.TITLE, wrap=True)
            self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
        self.setAccessibleDescription(". ".join(f"{line.name}: {line.value}" for line in lines))

    def lines_of(self, lists: Lists, handover_id: UUID) -> list[Spoken]:
        """Return what to read aloud of a stored handover; nothing when it is gone."""
        draft = lists.handovers.draft(handover_id)
        if draft is None:
            return []
        person = lists.members.draft(draft.person_id) if draft.person_id else None
        group = lists.groups.draft(draft.group_id) if draft.group_id else None
        official = next(
            (
                one.name
                for one in lists.office.officials(draft.handed_over_on)
                if one.id == draft.official_id
            ),
            "–",
        )
        amount = total(draft.items)
        receiver = person.name if person else "–"
        if person and group:
            receiver = f"{person.name}, {person.role.label} {group.name}"
        lines = [
            Spoken(self.tr("Nama"), receiver),
            Spoken(self.tr("NIK"), group_nik(person.nik) if person and person.nik else "–"),
            Spoken(self.tr("Jumlah"), rupiah(amount)),
            Spoken(self.tr("Terbilang"), f"{terbilang(amount)} rupiah"),
        ]
        if draft.handed_over_on:
            lines.append(Spoken(self.tr("Tanggal"), full_date(draft.handed_over_on)))
        lines += [
            Spoken(self.tr("Nomor"), draft.bast_number or self.tr("dikosongkan, titik-titik")),
            Spoken(self.tr("Barang"), "\n".join(_goods(item) for item in draft.items)),
            Spoken(self.tr("Pejabat"), official),
        ]
        return lines


def _goods(item: GoodsItem) -> str:
    if item.quantity_milli is None:
        return item.name
    return f"{quantity(item.quantity_milli)} {item.unit} {item.name}"

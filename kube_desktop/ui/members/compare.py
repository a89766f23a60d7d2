"""Two people side by side, to see whether they are one."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kube_desktop.domain.members import MemberDraft
from kube_desktop.domain.values import mask_nik, show_phone
from kube_desktop.domain.wording import long_date
from kube_desktop.services.lists import Lists
from kube_desktop.ui.widgets.buttons import Button, secondary
from kube_desktop.ui.widgets.text import Line, Text, TextRole

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: a recorded person, or one who is being typed (without an id)."""

    person_id: UUID | None
    draft: MemberDraft
    group_name: str = ""
    village: str = ""

    @property
    def name(self) -> str:
        """What stands above the column."""
        return self.draft.name or translate("Compare", "Isian ini")


def recorded_side(lists: Lists, person_id: UUID) -> Side | None:
    """Return a person as recorded, or None when gone."""
    draft = lists.members.draft(person_id)
    row = lists.members.rows_by_id([person_id.bytes]).get(person_id.bytes)
    if draft is None or row is None:
        return None
    return Side(person_id, draft, row.group_name, village_words(lists, draft.village_code))


def village_words(lists: Lists, code: str) -> str:
    """Return a village with its district and regency."""
    path = lists.office.village(code) if code else None
    return f"{path.short}, {path.regency_short}" if path else ""


def compared(left: Side, right: Side) -> list[tuple[str, str, str]]:
    """Return what is compared: the words for a field, and what both sides hold."""
    first, second = _values(left), _values(right)
    return [(label, first[label], second[label]) for label in first]


def _values(side: Side) -> dict[str, str]:
    draft = side.draft
    desil = f"{draft.data_source} desil {draft.decile}" if draft.decile else draft.data_source
    rt_rw = " / ".join(part for part in (draft.rt, draft.rw) if part)
    return {
        translate("Compare", "NIK"): mask_nik(draft.nik),
        translate("Compare", "Nomor KK"): mask_nik(draft.family_card_number),
        translate("Compare", "Tanggal lahir"): long_date(draft.born_on) if draft.born_on else "",
        translate("Compare", "Jenis kelamin"): draft.sex.label if draft.sex else "",
        translate("Compare", "Kelompok"): side.group_name,
        translate("Compare", "Jabatan"): draft.role.label if side.group_name else "",
        translate("Compare", "Alamat"): draft.address,
        translate("Compare", "RT/RW"): rt_rw,
        translate("Compare", "Kampung"): side.village,
        translate("Compare", "Nomor HP"): show_phone(draft.phone) if draft.phone else "",
        translate("Compare", "Sumber data"): desil,
    }


class CompareView(QWidget):
    """Shows two people and the ways to settle that they share a NIK.

    Signals:
        fix_asked: The NIK of this person is to be repaired; carries the id.
        delete_asked: This record is a second one of the same person; carries the id.
        done: Nothing is to be done now.

    """

    fix_asked = Signal(object)
    delete_asked = Signal(object)
    done = Signal()

    def __init__(self, left: Side, right: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(Text(self.tr("Bandingkan dua orang"), TextRole.TITLE))
        layout.addWidget(
            Text(
                self.tr(
                    "Bila orang yang sama tercatat dua kali, hapus salah satu. "
                    "Bila orang yang berbeda, perbaiki NIK yang salah ketik."
                ),
                TextRole.SECONDARY,
                wrap=True,
            )
        )
        layout.addLayout(self._table(left, right))
        layout.addStretch(1)
        layout.addWidget(Line())
        close = secondary(self.tr("Tutup"))
        close.clicked.connect(self.done)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        layout.addLayout(foot)

    def _table(self, left: Side, right: Side) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for column, side in ((1, left), (2, right)):
            grid.addWidget(Text(side.name, TextRole.SECTION, wrap=True), 0, column)
        for place, (label, first, second) in enumerate(compared(left, right), start=1):
            same = first.casefold() == second.casefold()
            role = TextRole.BODY if same else TextRole.STRONG
            grid.addWidget(Text(label, TextRole.SECONDARY), place, 0)
            grid.addWidget(Text(first or "–", role, wrap=True), place, 1)
            grid.addWidget(Text(second or "–", role, wrap=True), place, 2)
            words = self.tr("sama") if same else self.tr("berbeda")
            grid.addWidget(Text(words, TextRole.HINT, tone="ok" if same else "warn"), place, 3)
        last = grid.rowCount()
        for column, side in ((1, left), (2, right)):
            if side.person_id is not None:
                grid.addLayout(self._ways(side, side.person_id), last, column)
        return grid

    def _ways(self, side: Side, person_id: UUID) -> QVBoxLayout:
        fix = Button(
            self.tr("Perbaiki NIK"), icon="pencil", on_click=lambda: self.fix_asked.emit(person_id)
        )
        fix.setAccessibleName(self.tr("Perbaiki NIK {name}").format(name=side.name))
        delete = Button(
            self.tr("Hapus yang ini"),
            icon="trash-2",
            on_click=lambda: self.delete_asked.emit(person_id),
        )
        delete.setAccessibleName(self.tr("Hapus {name}").format(name=side.name))
        ways = QVBoxLayout()
        ways.setContentsMargins(0, 8, 0, 0)
        ways.setSpacing(6)
        for button in (fix, delete):
            ways.addWidget(button)
        return ways

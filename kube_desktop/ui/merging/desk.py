"""The part of the merge page where people look at open differences."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from kube_desktop.domain.exchange import OpenDifference
from kube_desktop.domain.wording import clock_time, short_date
from kube_desktop.ui.merging.section import Section
from kube_desktop.ui.session import Session
from kube_desktop.ui.tables.cells import Cell, Column, plain, two_lines
from kube_desktop.ui.tables.view import RecordTable

_LEAST_HEIGHT: Final = 110


class Desk(Section):
    """Lists the fields that two sides changed to different values."""

    hints = frozenset({"perbedaan"})

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.title = self.tr("Perbedaan")
        self.table = RecordTable(
            self._columns(),
            row_id=lambda row: (row.record_title, row.field_label),
            name=self.tr("Daftar perbedaan"),
        )
        self.table.empty.say(
            self.tr("Tidak ada perbedaan"),
            self.tr("Isian yang diubah dua pihak akan muncul di sini, lengkap dengan siapa."),
            icon="circle-check",
        )
        # Less than the words for an empty list want: in a low window the list is low.
        self.table.setMinimumHeight(session.theme.px(_LEAST_HEIGHT))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table, 1)

    @override
    def reload(self) -> None:
        if self.session.is_ready():
            self.session.tasks.submit(self._read, self._show, owner=self)

    @override
    def set_compact(self, compact: bool) -> None:
        self.table.set_compact(compact=compact)

    def _columns(self) -> Sequence[Column[OpenDifference]]:
        return (
            Column(
                self.tr("Catatan"), lambda row: two_lines(row.record_title, row.table), width=260
            ),
            Column(self.tr("Isian"), lambda row: plain(row.field_label), width=170),
            Column(self.tr("Yang ditampilkan"), lambda row: _side(row, 0), width=280),
            Column(self.tr("Yang lain, tetap ada di Riwayat"), lambda row: _side(row, 1)),
        )

    def _read(self) -> list[OpenDifference]:
        return self.session.services().history.open_differences()

    def _show(self, rows: list[OpenDifference]) -> None:
        self.table.set_rows(rows)
        self.retitled.emit(self.tr("Perbedaan ({count})").format(count=len(rows)))


def _side(row: OpenDifference, place: int) -> Cell:
    shown = sorted(row.versions, key=lambda one: not one.is_shown)
    if place >= len(shown):
        return plain("–")
    one = shown[place]
    when = f"{short_date(one.at.date())} {clock_time(one.at)}"
    return two_lines(one.value, f"{one.who}, {when}")

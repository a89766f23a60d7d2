"""The list of handovers: filters, ticks for a job, and what can be done with one of them."""

from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from kube_desktop.domain.aid import HandoverRow, HandoverStatus, Scheme
from kube_desktop.domain.findings import marked
from kube_desktop.domain.papers import PaperKind
from kube_desktop.domain.wording import number, short_date
from kube_desktop.services.lists.handovers import HandoverFilter
from kube_desktop.ui.aid.looks import status_look
from kube_desktop.ui.aid.ticks import TickTable
from kube_desktop.ui.aid.unfinished import UnfinishedNotice
from kube_desktop.ui.forms.editors import ChoiceEditor
from kube_desktop.ui.icons import icon
from kube_desktop.ui.printing.offers import Offer, add_menu, of_handover
from kube_desktop.ui.session import PrintOrder, Session
from kube_desktop.ui.table_focus import enter_rows
from kube_desktop.ui.tables.cells import Cell, Column, Shown, pill, plain, two_lines
from kube_desktop.ui.theme import theme
from kube_desktop.ui.widgets.buttons import primary, secondary
from kube_desktop.ui.widgets.cards import Card
from kube_desktop.ui.widgets.choices import SegmentedChoice
from kube_desktop.ui.widgets.navigation import PageHeader
from kube_desktop.ui.widgets.search_box import SearchBox
from kube_desktop.ui.widgets.text import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Sequence

ALL: Final = "semua"
_STATUSES: Final = (HandoverStatus.RECORDED, HandoverStatus.PRINTED, HandoverStatus.SIGNED)
_SEARCH_WIDTH: Final = 240
_SHORT_SEARCH_WIDTH: Final = 270
_LEAST_SEARCH_WIDTH, _FILTER_WIDTH = 120, 130
"""In pixels whatever the size of the text: in a narrow window they are the first to give way."""


class HandoverList(Card):
    """Lists handovers of one scheme, newest first.

    Signals:
        new_asked: *Serah terima baru* was pressed.
        opened: A handover is to be opened; carries its row.
        print_asked: BAST of these handovers are wanted; carries a tuple of ids.
        receipt_asked: The receipts of these handovers are wanted; carries a tuple of ids.
        sign_asked: These handovers are signed; carries a tuple of ids.
        delete_asked: This handover is to be deleted; carries its row.

    """

    new_asked = Signal()
    opened = Signal(object)
    print_asked = Signal(object)
    receipt_asked = Signal(object)
    sign_asked = Signal(object)
    delete_asked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(margins=(16, 12, 16, 14), spacing=10, parent=parent)
        self._session = session
        self._text = ""
        self.new_button = primary(
            self.tr("Serah terima baru"), "plus", tooltip=self.tr("Serah terima baru (Ctrl+N)")
        )
        self.header = PageHeader(self.tr("Bantuan"), "", [self.new_button])
        self._make_filters()
        self._make_table()
        self._make_batch_bar()
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self.search, 4)
        tools.addWidget(self.scheme)
        tools.addStretch(1)
        tools.addWidget(self.source)
        tools.addWidget(self.year)
        tools.addWidget(self.status)
        self.unfinished = UnfinishedNotice(session)
        self.body.addWidget(self.header)
        self.body.addWidget(self.unfinished)
        self.body.addLayout(tools)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.batch)
        self._connect()

    @property
    def chosen(self) -> HandoverFilter:
        """What narrows the list now."""
        year, status, source = self.year.value(), self.status.value(), self.source.value()
        return HandoverFilter(
            text=self._text,
            scheme=Scheme.SINGLE if self.scheme.value() is Scheme.SINGLE else Scheme.GROUP,
            year=year if isinstance(year, int) else None,
            status=status if isinstance(status, HandoverStatus) else None,
            funding_source=str(source) if source not in {None, ALL} else None,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether more than the scheme narrows the list."""
        chosen = self.chosen
        return bool(chosen.text or chosen.year or chosen.status or chosen.funding_source)

    def reload(self) -> None:
        """Read the list again."""
        self._offer_years()
        self._offer_sources()
        listing = self._session.lists.handovers.listing(self.chosen)
        self.table.records.set_source(listing)
        if ticked := self.ticked():
            found = self._session.lists.handovers.rows_by_id([one.bytes for one in ticked])
            self.table.keep_ticks({row.id for row in found.values()})
        count = listing.count()
        self._say_count(count)
        self._say_empty()

    def select(self, handover_id: UUID) -> bool:
        """Select a handover, dropping filters that hide it; tell whether it exists."""
        row = self.row(handover_id)
        if row is None:
            return False
        if row.scheme is not self.chosen.scheme:
            self.scheme.set_value(row.scheme)
            self.clear_filters()
        if self.table.records.select(handover_id):
            return True
        self.clear_filters()
        return self.table.records.select(handover_id)

    def row(self, handover_id: UUID) -> HandoverRow | None:
        """Return the row of a handover."""
        found = self._session.lists.handovers.rows_by_id([handover_id.bytes])
        return found.get(handover_id.bytes)

    def current(self) -> HandoverRow | None:
        """Return the selected handover."""
        return self.table.records.current_row()

    def focus_rows(self) -> None:
        """Go to the rows, or to the button of an empty list."""
        enter_rows(self.table.records)

    def ticked(self) -> tuple[UUID, ...]:
        """Return the ticked handovers."""
        return tuple(one for one in self.table.ticks() if isinstance(one, UUID))

    def show_status(self, status: HandoverStatus | None) -> None:
        """List only handovers of a status, of all years; None lists all."""
        self.clear_filters(status)

    def show_found(self, text: str) -> None:
        """List what a text finds, of the scheme that has any."""
        self.scheme.set_value(Scheme.GROUP)
        self.clear_filters(text=text)
        if self.table.records.model.rowCount() == 0:
            self.show_scheme(Scheme.SINGLE)

    def show_scheme(self, scheme: Scheme) -> None:
        """List another scheme."""
        self.scheme.set_value(scheme)
        self.reload()

    def clear_filters(self, status: HandoverStatus | None = None, text: str = "") -> None:
        """List everything of the scheme, or everything of a status, or what a text finds."""
        self.search.show_text(text)
        self._text = text
        self.year.set_value(ALL)
        self.source.set_value(ALL)
        self.status.set_value(status or ALL)
        self.reload()

    def set_compact(self, *, compact: bool) -> None:
        """Use the columns and the row height for a small window."""
        self.table.records.set_compact(compact=compact)
        self.body.setContentsMargins(*((12, 6, 12, 8) if compact else (16, 12, 16, 14)))
        self.body.setSpacing(6 if compact else 10)
        self.batch_clear.set_label(self.tr("Lepas") if compact else self.tr("Lepas pilihan"))
        words = self.tr("Tanda terima") if compact else self.tr("Cetak tanda terima")
        self.batch_receipt.set_label(words)
        self.search.setMaximumWidth(theme().px(_SHORT_SEARCH_WIDTH if compact else _SEARCH_WIDTH))

    def _make_filters(self) -> None:
        self.search = SearchBox(self.tr("Cari penerima atau nomor"))
        self.search.setMinimumWidth(_LEAST_SEARCH_WIDTH)
        self.search.setMaximumWidth(theme().px(_SEARCH_WIDTH))
        self.scheme = SegmentedChoice(
            [(Scheme.GROUP, self.tr("KUBE")), (Scheme.SINGLE, self.tr("UEP perorangan"))],
            name=self.tr("Skema"),
        )
        self.scheme.set_value(Scheme.GROUP)
        self.year = ChoiceEditor([(ALL, self.tr("Semua tahun"))])
        self.year.setAccessibleName(self.tr("Tahun"))
        self.year.set_value(ALL)
        self.status = ChoiceEditor(
            [(ALL, self.tr("Semua status")), *((one, one.label) for one in _STATUSES)]
        )
        self.status.setAccessibleName(self.tr("Status"))
        self.status.set_value(ALL)
        self.source = ChoiceEditor([(ALL, self.tr("Semua dana"))])
        self.source.setAccessibleName(self.tr("Sumber dana"))
        self.source.set_value(ALL)
        for editor in (self.source, self.year, self.status):
            editor.setMinimumWidth(_FILTER_WIDTH)
            editor.setMinimumContentsLength(9)
        self.source.hide()

    def _make_table(self) -> None:
        columns = [
            Column(self.tr("Tanggal"), lambda row: short_date(row.handed_over_on), 104),
            Column(
                self.tr("Penerima"), lambda row: two_lines(row.receiver, row.place),
                shown=Shown.WIDE,
            ),
            Column(
                self.tr("Penerima"), lambda row: two_lines(row.receiver, row.goods),
                shown=Shown.COMPACT,
            ),
            Column(self.tr("Barang"), lambda row: row.goods, shown=Shown.WIDE),
            Column(
                self.tr("Nilai (Rp)"),
                lambda row: marked(number(row.total), is_open=row.is_open), 120, right=True,
            ),
            Column(self.tr("Nomor BAST"), self._number_cell, 234, shown=Shown.WIDE),
            Column(self.tr("Status"), lambda row: pill(status_look(row.status)), 142),
        ]  # fmt: skip
        self.table: TickTable[HandoverRow] = TickTable(
            columns, lambda row: row.id, name=self.tr("Daftar serah terima")
        )

    def _make_batch_bar(self) -> None:
        self.batch = QFrame()
        self.batch.setProperty("card", "flat")
        self._batch_count = Text("", TextRole.STRONG)
        self.batch_print = secondary(self.tr("Cetak BAST"), "printer")
        self.batch_receipt = secondary(self.tr("Cetak tanda terima"), "receipt")
        self.batch_sign = secondary(self.tr("Tandai ditandatangani"), "pen-line")
        self.batch_clear = secondary(self.tr("Lepas pilihan"))
        row = QHBoxLayout(self.batch)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._batch_count)
        row.addStretch(1)
        buttons = (self.batch_clear, self.batch_sign, self.batch_receipt, self.batch_print)
        for button in buttons:
            row.addWidget(button)
        self.batch.hide()

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.new_asked)
        self.search.searched.connect(self._on_searched)
        self.search.left_down.connect(self.focus_rows)
        filters = (self.year.edited, self.source.edited, self.status.edited)
        for changed in (self.scheme.changed, *filters):
            changed.connect(self._on_filtered)
        self.table.records.opened.connect(self.opened)
        self.table.ticked.connect(self._on_ticked)
        self.table.menu_asked.connect(self._open_menu)
        self.batch_clear.clicked.connect(self.table.clear_ticks)
        self.batch_print.clicked.connect(lambda: self.print_asked.emit(self.ticked()))
        self.batch_receipt.clicked.connect(lambda: self.receipt_asked.emit(self.ticked()))
        self.batch_sign.clicked.connect(lambda: self.sign_asked.emit(self.ticked()))

    def _on_searched(self, text: str) -> None:
        self._text = text
        self._on_filtered()

    def _on_filtered(self) -> None:
        # A job must not take along what the filter hides now.
        self.table.clear_ticks()
        self.reload()

    def _on_ticked(self) -> None:
        count = len(self.ticked())
        self.batch.setVisible(count > 0)
        self._batch_count.setText(self.tr("{count} dipilih").format(count=count))
        self.batch_print.set_label(self.tr("Cetak {count} BAST").format(count=count))

    def _open_menu(self, row: HandoverRow, spot: QPoint) -> None:
        menu = self.menu_of(row)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(spot)

    def menu_of(self, row: HandoverRow) -> QMenu:
        """Return everything that can be done with one handover."""
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("Tindakan untuk {receiver}").format(receiver=row.receiver))
        ids = (row.id,)
        entries: Sequence[tuple[str, str, object]] = (
            (self.tr("Buka"), "pencil", lambda: self.opened.emit(row)),
            (self.tr("Cetak BAST"), "printer", lambda: self.print_asked.emit(ids)),
            (self.tr("Cetak tanda terima"), "receipt", lambda: self.receipt_asked.emit(ids)),
            (self.tr("Tandai ditandatangani"), "pen-line", lambda: self.sign_asked.emit(ids)),
            (self.tr("Hapus"), "trash-2", lambda: self.delete_asked.emit(row)),
        )
        for place, (words, picture, act) in enumerate(entries):
            if place == len(entries) - 1:
                menu.addSeparator()
            menu.addAction(icon(picture), words).triggered.connect(act)
        # Behind both usual papers: the rest of the set, and the set as one job.
        behind = menu.actions()[3]
        menu.insertAction(behind, self._other_papers(row, menu))
        return menu

    def _other_papers(self, row: HandoverRow, menu: QMenu) -> QAction:
        usual = {PrintOrder(kind, (row.id,)) for kind in (PaperKind.BAST, PaperKind.RECEIPT)}

        def offers() -> list[Offer]:
            found = of_handover(self._session.lists, row.id)
            return [one for one in found if one.order not in usual]

        return add_menu(menu, self.tr("Cetak kertas lain"), offers, self._session.window)

    def _number_cell(self, row: HandoverRow) -> Cell:
        return plain(
            row.bast_number or self.tr("belum ada"), tone=None if row.bast_number else "hint"
        )

    def _offer_years(self) -> None:
        years = self._session.lists.handovers.years()
        self.year.set_choices(
            [(ALL, self.tr("Semua tahun")), *((year, str(year)) for year in years)]
        )
        if self.year.value() is None:
            self.year.set_value(ALL)

    def _offer_sources(self) -> None:
        sources = self._session.lists.handovers.funding_sources()
        self.source.set_choices([(ALL, self.tr("Semua dana")), *((one, one) for one in sources)])
        if self.source.value() is None:
            self.source.set_value(ALL)
        # With money of one source there is nothing to choose.
        self.source.setVisible(len(sources) > 1)

    def _say_count(self, count: int) -> None:
        self.header.say(
            self.tr("Bantuan"), self.tr("{count} serah terima").format(count=number(count))
        )

    def _say_empty(self) -> None:
        empty = self.table.records.empty
        if self.is_narrowed:
            words = self.tr("Tidak ada serah terima yang cocok dengan saringan ini.")
            if self._text:
                words = self.tr("Tidak ada serah terima yang cocok dengan “{text}”.")
            button = secondary(self.tr("Hapus saringan"))
            button.clicked.connect(lambda _checked=False: self.clear_filters())
            empty.say(words.format(text=self._text), icon="search", buttons=[button])
            return
        button = secondary(self.tr("Catat serah terima"))
        button.clicked.connect(self.new_asked)
        words = self.tr("Belum ada serah terima.")
        if self.chosen.scheme is Scheme.SINGLE:
            words = self.tr("Belum ada bantuan perorangan (UEP).")
        step = self.tr("Pilih penerima dan barangnya, lalu cetak BAST.")
        empty.say(words, step, icon="handshake", buttons=[button])

"""The list of everybody: search, filters, what is found, and who is selected."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from kube_desktop.domain.members import Eligibility, MemberRow
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.wording import number
from kube_desktop.services.lists.members import MemberFilter
from kube_desktop.ui.forms.editors import ChoiceEditor
from kube_desktop.ui.members.curtain import NikCurtain
from kube_desktop.ui.members.looks import all_columns, eligibility_words
from kube_desktop.ui.members.peek import PeekBar
from kube_desktop.ui.named_rows import NamedRows
from kube_desktop.ui.printing.offers import Offer, menu_of, of_member
from kube_desktop.ui.session import Destination, PageName, Session
from kube_desktop.ui.table_focus import enter_rows
from kube_desktop.ui.tables.view import RecordTable
from kube_desktop.ui.widgets.buttons import ghost, primary, secondary
from kube_desktop.ui.widgets.cards import Card
from kube_desktop.ui.widgets.search_box import SearchBox
from kube_desktop.ui.widgets.text import Text, TextRole

_SEARCH_WIDTH = 420
_LEAST_HEIGHT = 120


class MemberListPane(QWidget):
    """Finds people.

    Signals:
        opened: A person is to be opened; carries the row.
        new_asked: A new member is wanted; carries the name as far as it was typed.
        compare_asked: The person shares a NIK with another; carries the id.

    """

    opened = Signal(object)
    new_asked = Signal(str)
    compare_asked = Signal(object)

    def __init__(
        self, session: Session, curtain: NikCurtain, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._curtain = curtain
        self._rows: NamedRows[MemberRow] | None = None
        self._compact = False
        self._everybody = 0
        self._count = Text("", TextRole.BODY, tone="hint")
        self._found = Text("", TextRole.HINT)
        self.new_button = primary(
            self.tr("Anggota baru"), "plus", tooltip=self.tr("Anggota baru (Ctrl+N)")
        )
        self.search = SearchBox(self.tr("Cari nama, NIK, atau nomor HP"))
        self.region = ChoiceEditor([(None, self.tr("Semua kabupaten/kota")), *REGENCIES.items()])
        self.eligibility = ChoiceEditor(
            [
                (None, self.tr("Semua kelayakan")),
                *((one, eligibility_words(one)) for one in Eligibility),
            ]
        )
        self.mask_button = ghost(self.tr("Samarkan NIK"), "eye-off")
        self.table: RecordTable[MemberRow] = RecordTable(
            all_columns(curtain.show_nik),
            lambda row: row.id,
            name=self.tr("Daftar anggota"),
            flat=True,
            jump=self._place_of,
        )
        self.peek = PeekBar(session.lists)
        printing = self.peek.print_button
        printing.set_menu(
            menu_of(printing.accessibleName(), self._papers, session.window, self.peek)
        )
        self._build()
        self._connect()

    def reload(self) -> None:
        """Read the list again; the selected person stays selected."""
        identity = self._session.lists.office.identity()
        self.region.setVisible(identity is not None and identity.is_office)
        self._everybody = self._session.lists.members.count()
        self._show_rows()
        self.peek.show_member(self.table.current_row())

    def _papers(self) -> list[Offer]:
        row = self.table.current_row()
        return of_member(self._session.lists, row.id) if row is not None else []

    def narrowed(self) -> MemberFilter:
        """Return what narrows the list now."""
        kind, region = self.eligibility.value(), self.region.value()
        return MemberFilter(
            text=self.search.text().strip(),
            regency_code=region if isinstance(region, str) else "",
            eligibility=kind if isinstance(kind, Eligibility) else None,
        )

    def filter_by(self, kind: Eligibility | None, text: str = "") -> None:
        """Show only people whose poverty data or NIK is in this state, or whom a text finds."""
        self.search.show_text(text)
        self.region.set_value(None)
        self.eligibility.set_value(kind)
        self._show_rows()

    def clear_filter(self) -> bool:
        """Show everybody again; tell whether there was a filter."""
        if self.narrowed() == MemberFilter():
            return False
        self.filter_by(None)
        return True

    def select(self, person_id: UUID) -> bool:
        """Select a person, without the filter if that hides them; tell whether they exist."""
        if self.table.select(person_id):
            return True
        self.clear_filter()
        return self.table.select(person_id)

    def current(self) -> MemberRow | None:
        """Return the selected person."""
        return self.table.current_row()

    def set_compact(self, *, compact: bool) -> None:
        """Put everything above the list into one line."""
        self._compact = compact
        self.table.set_compact(compact=compact)
        line, other = (self._head, self._tools) if compact else (self._tools, self._head)
        filters: tuple[QWidget, ...] = (self.search, self.region, self.eligibility)
        for step, widget in enumerate(filters):
            other.removeWidget(widget)
            line.insertWidget((2 if compact else 0) + step, widget, 1 if step == 0 else 0)
        limit = 16_777_215 if compact else self._session.theme.px(_SEARCH_WIDTH)
        self.search.setMaximumWidth(limit)
        # The gap before the button, which the search box takes over.
        self._head.setStretch(self._head.count() - 2, 0 if compact else 1)
        # In large letters the filters need its room.
        self._count.setVisible(not (compact and self._session.theme.is_compact_text))
        self._tools_line.setVisible(not compact or self._curtain.is_open)
        self._show_count()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # Passed on by hand: a focus proxy would let the Tab key skip what stands before it.
        super().focusInEvent(event)
        self.search.setFocus(event.reason())

    def _build(self) -> None:
        self.search.setMinimumWidth(120)
        self.region.setAccessibleName(self.tr("Saring menurut kabupaten atau kota"))
        self.eligibility.setAccessibleName(self.tr("Saring menurut kelayakan"))
        self.region.hide()
        self.region.setMinimumContentsLength(15)
        self.eligibility.setMinimumContentsLength(11)
        self.mask_button.hide()
        self._head = QHBoxLayout()
        self._head.setSpacing(10)
        self._head.addWidget(Text(self.tr("Anggota"), TextRole.TITLE))
        self._head.addWidget(self._count)
        self._head.addStretch(1)
        self._head.addWidget(self.new_button)
        self._tools_line = QWidget()
        self._tools = QHBoxLayout(self._tools_line)
        self._tools.setContentsMargins(0, 0, 0, 0)
        self._tools.setSpacing(8)
        self._tools.addWidget(self.search, 1)
        self._tools.addWidget(self.region)
        self._tools.addWidget(self.eligibility)
        self._tools.addStretch(1)
        self._tools.addWidget(self.mask_button)
        self._tools.addWidget(self._found)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(self._head)
        layout.addWidget(self._tools_line)
        # The frame stays when the list is empty and its words stand in the place of the rows.
        frame = Card(margins=(0, 0, 0, 0))
        frame.body.addWidget(self.table)
        # Less than the words for an empty list want: in a low window the list is low.
        self.table.setMinimumHeight(self._session.theme.px(_LEAST_HEIGHT))
        layout.addWidget(frame, 1)
        layout.addWidget(self.peek)

    def _connect(self) -> None:
        self.search.searched.connect(self._on_searched)
        self.search.returnPressed.connect(self._open_current)
        self.search.left_down.connect(lambda: enter_rows(self.table))
        self.region.edited.connect(self._show_rows)
        self.eligibility.edited.connect(self._show_rows)
        self.new_button.clicked.connect(lambda: self.new_asked.emit(""))
        self.mask_button.clicked.connect(self._curtain.close)
        self._curtain.moved.connect(self._on_curtain)
        self.table.current_changed.connect(self.peek.show_member)
        self.table.opened.connect(self.opened)
        self.peek.open_asked.connect(self._open_current)
        self.peek.group_asked.connect(self._show_group)
        self.peek.compare_asked.connect(self._compare_current)

    def _on_searched(self) -> None:
        self._show_rows()
        if self.search.text().strip() and self.table.current_row() is None:
            # Whoever fits best is told about at once, without a further key.
            self.table.select_place(0)

    def _on_curtain(self) -> None:
        self.mask_button.setVisible(self._curtain.is_open)
        self._tools_line.setVisible(not self._compact or self._curtain.is_open)
        self.table.view.viewport().update()

    def _open_current(self) -> None:
        row = self.current()
        if row is not None:
            self.opened.emit(row)

    def _compare_current(self) -> None:
        row = self.current()
        if row is not None:
            self.compare_asked.emit(row.id)

    def _show_group(self) -> None:
        row = self.current()
        if row is not None and row.group_id is not None:
            self._session.window.go.emit(Destination(PageName.GROUPS, record_id=row.group_id))

    def _show_rows(self) -> None:
        members = self._session.lists.members

        def find(row_id: object) -> MemberRow | None:
            key = row_id.bytes if isinstance(row_id, UUID) else b""
            return members.rows_by_id([key]).get(key)

        near = self.table.view.currentIndex().row()
        self._rows = NamedRows(members.listing(self.narrowed()), find, near)
        self.table.set_source(self._rows)
        self._show_count()
        if self.table.model.rowCount() == 0:
            self._explain_empty()
            self.peek.show_member(None)

    def _place_of(self, text: str) -> int | None:
        return self._rows.starting_with(text) if self._rows else None

    def _show_count(self) -> None:
        shown = number(self.table.model.rowCount())
        found = self.tr("{count} hasil").format(count=shown)
        if self.narrowed() == MemberFilter():
            self._count.setText(self.tr("{count} orang").format(count=shown))
            self._found.setText("")
        elif self._compact:
            self._count.setText(found)
        else:
            words = self.tr("{count} orang")
            self._count.setText(words.format(count=number(self._everybody)))
            self._found.setText(found)

    def _explain_empty(self) -> None:
        narrowed, empty = self.narrowed(), self.table.empty
        if narrowed == MemberFilter():
            go = secondary(self.tr("Buka Kelompok"), "users")
            go.clicked.connect(lambda: self._session.window.go.emit(Destination(PageName.GROUPS)))
            empty.say(
                self.tr("Belum ada anggota."),
                self.tr("Anggota ditambahkan dari kelompoknya."),
                icon="contact",
                buttons=[go],
            )
            return
        if narrowed.text:
            self._explain_not_found(narrowed.text)
            return
        clear = secondary(self.tr("Hapus saringan"))
        clear.clicked.connect(self.clear_filter)
        combos = (self.region, self.eligibility)
        names = [combo.currentText() for combo in combos if combo.value() is not None]
        fact = self.tr("{count} anggota tersembunyi oleh saringan “{names}”.").format(
            count=number(self._everybody), names="” dan “".join(names)
        )
        empty.say(fact, icon="list-filter", buttons=[clear])

    def _explain_not_found(self, text: str) -> None:
        clear = secondary(self.tr("Hapus pencarian (Esc)"))
        clear.clicked.connect(self.clear_filter)
        buttons = [clear]
        name = " ".join(word for word in text.split() if not any(c.isdigit() for c in word))
        if name:
            shown = name.title() if name == name.lower() else name
            add = secondary(
                self.tr("Tambah “{name}” sebagai anggota baru").format(name=shown), "plus"
            )
            add.clicked.connect(lambda: self.new_asked.emit(shown))
            buttons.append(add)
        fact = self.tr("Tidak ada anggota yang cocok dengan “{text}”")
        step = self.tr("Periksa ejaan, cukup sebagian nama, atau 4 angka terakhir NIK.")
        self.table.empty.say(fact.format(text=text), step, icon="search", buttons=buttons)

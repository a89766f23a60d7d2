"""The right side of the print page: which printer, which paper, how many."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from kube_desktop.domain.papers import PaperSize, Subject
from kube_desktop.services.printing.sets import SetPaper
from kube_desktop.ui.forms.box import FieldBox
from kube_desktop.ui.forms.editors import ChoiceEditor
from kube_desktop.ui.printing.extras import ExtrasPane
from kube_desktop.ui.theme import theme
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import Button, ButtonKind, primary, secondary
from kube_desktop.ui.widgets.links import LinkButton
from kube_desktop.ui.widgets.messages import Action, Message
from kube_desktop.ui.widgets.text import ElidedText, Text, TextRole

MOST_COPIES: Final = 99
_ID_ROLE: Final = Qt.ItemDataRole.UserRole + 1


class OptionsPane(QWidget):
    """Asks how to print, and offers to print, to save, to close.

    Signals:
        print_asked: *Cetak sekarang* was pressed.
        pdf_asked: *Simpan PDF* was pressed.
        close_asked: *Tutup* was pressed.
        reading_asked: *Bacakan isi* was pressed.
        test_asked: *Cetak lembar uji* was pressed.
        printer_changed: Another printer was chosen.
        paper_changed: Another sheet was chosen.
        extras_changed: Other papers go along.
        record_chosen: Another record of several was chosen to be looked at; carries its id.

    """

    print_asked = Signal()
    pdf_asked = Signal()
    close_asked = Signal()
    reading_asked = Signal()
    test_asked = Signal()
    printer_changed = Signal()
    paper_changed = Signal()
    extras_changed = Signal()
    record_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_compact = False
        self._has_printers = True
        self.title = Text("", TextRole.TITLE)
        self.subtitle = ElidedText("", TextRole.SECONDARY)
        self._make_choices()
        self.message = Message()
        self.message.hide()
        self.print_button = primary(self.tr("Cetak sekarang"), "printer")
        self.pdf_button = secondary(self.tr("Simpan PDF"), "file-down")
        words = self.tr("Belum ada printer. PDF dapat dicetak di tempat fotokopi.")
        self._no_printer = Text(words, TextRole.HINT, wrap=True)
        self._no_printer.hide()
        self.close_button = secondary(self.tr("Tutup"))
        self.reading_link = LinkButton(self.tr("Bacakan isi (B)"))
        self.test_link = LinkButton(self.tr("Hasil cetak bergeser? Cetak lembar uji"))
        self.print_button.clicked.connect(self.print_asked)
        self.pdf_button.clicked.connect(self.pdf_asked)
        self.close_button.clicked.connect(self.close_asked)
        self.reading_link.clicked.connect(self.reading_asked)
        self.test_link.clicked.connect(self.test_asked)
        self._lay_out()
        self.set_compact(compact=False)

    @property
    def printer(self) -> str:
        """The chosen printer, or "" when there is none."""
        value = self._printer.value()
        return value if isinstance(value, str) else ""

    @property
    def sheet_size(self) -> PaperSize:
        """The chosen sheet."""
        value = self._size.value()
        return value if isinstance(value, PaperSize) else PaperSize.A4

    @property
    def copies(self) -> int:
        """How many originals."""
        return self._copies.value()

    @property
    def is_grey(self) -> bool:
        """Whether no colour is used."""
        return self._colour.value() is True

    @property
    def chosen_records(self) -> tuple[Subject, ...]:
        """The ticked records of several, in their order."""
        items = [self.records.item(row) for row in range(self.records.count())]
        ticked = Qt.CheckState.Checked
        return tuple(item.data(_ID_ROLE) for item in items if item.checkState() is ticked)

    def set_printers(self, names: Sequence[str], chosen: str) -> None:
        """Offer these printers; without any, saving as PDF is the way to go."""
        self._printer.set_choices([(name, name) for name in names])
        self._printer.set_value(chosen if chosen in names else (names[0] if names else None))
        self._has_printers = bool(names)
        self._place_choices()
        self.print_button.setVisible(bool(names))
        self._no_printer.setVisible(not names)
        self.pdf_button.set_kind(ButtonKind.SECONDARY if names else ButtonKind.PRIMARY)

    def set_size(self, size: PaperSize) -> None:
        """Choose a sheet without announcing it."""
        self._size.set_value(size)

    def set_copies(self, copies: int, note: str = "") -> None:
        """Propose so many originals, and say who gets them."""
        self._copies.setValue(copies)
        self._copies_note.setText(note)
        self._show_copies_note()

    def set_records(self, rows: Sequence[tuple[Subject, str, str]]) -> None:
        """List several records with ticks: id, name, and why one cannot be printed yet."""
        self.records.blockSignals(True)
        self.records.clear()
        for record_id, name, obstacle in rows:
            item = QListWidgetItem(f"{name} — {obstacle}" if obstacle else name)
            item.setData(_ID_ROLE, record_id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            state = Qt.CheckState
            item.setCheckState(state.Unchecked if obstacle else state.Checked)
            item.setToolTip(obstacle)
            self.records.addItem(item)
        self.records.setCurrentRow(0)
        self.records.blockSignals(False)
        self.records.setVisible(bool(rows))
        self._follow_ticks()

    def say(self, tone: Tone, text: str, detail: str = "", actions: Sequence[Action] = ()) -> None:
        """Show what stands in the way or should be known; "" shows nothing."""
        self.message.say(tone, text, detail, actions)
        self.message.setVisible(bool(text))
        self._show_copies_note()

    def set_compact(self, *, compact: bool) -> None:
        """Place printer and paper side by side where the window is low."""
        self._is_compact = compact
        self._place_choices()
        self._place_links()
        self._show_copies_note()
        self.extras.set_compact(compact=compact, is_one_line=compact and self._has_several)
        self._layout.setSpacing(5 if compact else 10)
        self._grid.setVerticalSpacing(5 if compact else 10)

    def offer_extras(self, papers: Sequence[SetPaper], ticked: frozenset[str]) -> None:
        """Offer the other papers of a set, and make room for them."""
        self.extras.offer(papers, ticked)
        self.set_compact(compact=self._is_compact)

    @property
    def _is_narrow(self) -> bool:
        return self._is_compact or not self.extras.isHidden()

    @property
    def _has_several(self) -> bool:
        return not self.records.isHidden()

    def _place_links(self) -> None:
        for link in (self.reading_link, self.test_link):
            self._links.removeWidget(link)
        self._links.addWidget(self.reading_link, 0, 0)
        if self._is_narrow:
            self._links.addWidget(self.test_link, 0, 1)
        else:
            self._links.addWidget(self.test_link, 1, 0, 1, 2)
        words = self.tr("Hasil cetak bergeser? Cetak lembar uji")
        self.test_link.setText(self.tr("Cetak lembar uji") if self._is_narrow else words)
        self.test_link.setToolTip(words if self._is_narrow else "")
        self.test_link.setAccessibleName(words)

    def _make_choices(self) -> None:
        self._printer = ChoiceEditor()
        self._size = ChoiceEditor([(size, size.label) for size in PaperSize])
        self._copies = QSpinBox()
        self._copies.setRange(1, MOST_COPIES)
        self._copies.setFixedHeight(theme().px(33))
        self._colour = ChoiceEditor([(True, self.tr("Hitam-putih")), (False, self.tr("Berwarna"))])
        self._colour.set_value(True)
        self._printer_box = FieldBox(self.tr("Printer"), self._printer, parent=self)
        self._size_box = FieldBox(self.tr("Kertas"), self._size, parent=self)
        self._copies_box = FieldBox(self.tr("Rangkap"), self._copies, parent=self)
        self._colour_box = FieldBox(self.tr("Warna"), self._colour, parent=self)
        self.extras = ExtrasPane()
        self.extras.changed.connect(self.extras_changed)
        self._copies_note = Text("", TextRole.HINT, wrap=True)
        self.records = QListWidget()
        self.records.setAccessibleName(self.tr("Yang dicetak"))
        self.records.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.records.setMinimumHeight(theme().px(72))
        self.records.setSpacing(1)
        self.records.hide()
        self.records.currentRowChanged.connect(self._on_record)
        self.records.itemChanged.connect(self._follow_ticks)
        self._printer.edited.connect(self.printer_changed)
        self._size.edited.connect(self.paper_changed)

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        lesser = QHBoxLayout()
        lesser.setSpacing(8)
        lesser.addWidget(self.pdf_button, 1)
        lesser.addWidget(self.close_button, 1)
        self._links = QGridLayout()
        self._links.setContentsMargins(0, 0, 0, 0)
        self._links.setHorizontalSpacing(12)
        self._links.setVerticalSpacing(0)
        self._links.setColumnStretch(1, 1)
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        head = QVBoxLayout()
        head.setSpacing(1)
        head.addWidget(self.title)
        head.addWidget(self.subtitle)
        layout.addLayout(head)
        layout.addWidget(self.message)
        layout.addLayout(self._grid)
        layout.addWidget(self._copies_note)
        layout.addWidget(self.extras)
        layout.addWidget(self.records, 100)
        layout.addStretch(1)
        layout.addWidget(self._no_printer)
        layout.addWidget(self.print_button)
        layout.addLayout(lesser)
        layout.addLayout(self._links)

    def _place_choices(self) -> None:
        boxes = (self._printer_box, self._size_box, self._copies_box, self._colour_box)
        for box in boxes:
            self._grid.removeWidget(box)
            box.setVisible(self._has_printers or box is self._size_box)
        if not self._has_printers:
            places = [(self._size_box, 0, 0, 2)]
        elif self._is_compact:
            places = [(box, at // 2, at % 2, 1) for at, box in enumerate(boxes)]
        else:
            places = [(boxes[0], 0, 0, 2), (boxes[1], 1, 0, 2), (boxes[2], 2, 0, 1)]
            places.append((boxes[3], 2, 1, 1))
        for box, row, column, span in places:
            self._grid.addWidget(box, row, column, 1, span)
        self._show_copies_note()

    def _show_copies_note(self) -> None:
        # There is room for it where no other words and no list of records stand.
        has_room = not self._is_compact and self.message.isHidden() and not self._has_several
        is_wanted = self._has_printers and has_room
        self._copies.setToolTip(self._copies_note.text())
        self._copies.setAccessibleDescription(self._copies_note.text())
        self._copies_note.setVisible(bool(self._copies_note.text()) and is_wanted)

    def _on_record(self, row: int) -> None:
        item = self.records.item(row)
        if item is not None:
            self.record_chosen.emit(item.data(_ID_ROLE))

    def _follow_ticks(self) -> None:
        count = len(self.chosen_records)
        if self.records.count():
            text = self.tr("Cetak {count} sekarang").format(count=count)
            self.print_button.set_label(text if count else self.tr("Cetak sekarang"))
        else:
            self.print_button.set_label(self.tr("Cetak sekarang"))

    @property
    def primary_button(self) -> Button:
        """The button that Enter presses."""
        return self.pdf_button if self.print_button.isHidden() else self.print_button

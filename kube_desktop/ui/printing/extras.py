"""The other papers of a handover that go along with its BAST, as ticks with their sheets."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from kube_desktop.domain.papers import PaperKind
from kube_desktop.services.printing.sets import SetPaper


class ExtrasPane(QWidget):
    """Offers the rest of a set: each paper by itself, or all of them at once.

    Signals:
        changed: Another choice of papers was made.

    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_compact = self._is_one_line = False
        self._papers: tuple[SetPaper, ...] = ()
        self._pages: Mapping[PaperKind, int] = {}
        self._boxes: dict[PaperKind, QCheckBox] = {}
        self.whole = QCheckBox(self)
        self.whole.clicked.connect(self._tick_all)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.hide()

    @property
    def chosen(self) -> frozenset[PaperKind]:
        """The ticked papers."""
        return frozenset(kind for kind, box in self._boxes.items() if _is_wanted(box))

    def offer(self, papers: Sequence[SetPaper], ticked: frozenset[str]) -> None:
        """Offer these papers, with ticks at those that were wanted the last time."""
        for box in self._boxes.values():
            self._grid.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._papers, self._pages, self._boxes = tuple(papers), {}, {}
        for paper in papers:
            box = self._boxes[paper.kind] = QCheckBox(self)
            box.setChecked(paper.kind in ticked)
            box.toggled.connect(self._on_toggled)
        self._place()
        self._show()

    def box(self, kind: PaperKind) -> QCheckBox:
        """Return the tick of a paper."""
        return self._boxes[kind]

    def show_pages(
        self, pages: Mapping[PaperKind, int], refused: Mapping[PaperKind, str] | None = None
    ) -> None:
        """Say how many sheets each paper takes, and why one cannot be made."""
        self._pages = pages
        for kind, box in self._boxes.items():
            reason = (refused or {}).get(kind, "")
            box.setEnabled(not reason)
            box.setToolTip(reason)
            box.setAccessibleDescription(reason)
        self._show()

    def set_compact(self, *, compact: bool, is_one_line: bool = False) -> None:
        """Place the ticks in two columns where the window is low, or keep to all or nothing."""
        self._is_compact, self._is_one_line = compact, is_one_line
        self._place()
        self._show()

    def _place(self) -> None:
        self._grid.setVerticalSpacing(0)
        for widget in (self.whole, *self._boxes.values()):
            self._grid.removeWidget(widget)
        several = len(self._boxes) > 1
        self.whole.setVisible(several)
        self.setVisible(bool(self._boxes))
        widgets = [self.whole, *self._boxes.values()] if several else list(self._boxes.values())
        for at, box in enumerate(widgets):
            box.setVisible(at == 0 or not self._is_one_line)
            if self._is_compact:
                self._grid.addWidget(box, at // 2, at % 2)
            else:
                self._grid.addWidget(box, at, 0, 1, 2)

    def _show(self) -> None:
        several = len(self._boxes) > 1
        for paper in self._papers:
            box = self._boxes[paper.kind]
            label = paper.label
            if not several:
                label = self.tr("Sertakan {paper}").format(paper=_lower(label))
            whole = label + self._sheets(paper)
            box.setText(label if self._is_compact and several else whole)
            box.setAccessibleName(whole)
        is_short = self._is_compact and not self._is_one_line
        words = self.tr("Cetak juga semua surat pendamping")
        self.whole.setText(self.tr("Semua surat") if is_short else words)
        self.whole.setAccessibleName(self.tr("Cetak juga semua surat pendamping BAST"))
        self._show_whole()

    def _sheets(self, paper: SetPaper) -> str:
        pages = self._pages.get(paper.kind, 0)
        if not pages:
            return ""
        if paper.copies == 1:
            return self.tr(" ({pages} lembar)").format(pages=pages)
        words = self.tr(" ({pages} lembar, {copies} rangkap)")
        return words.format(copies=paper.copies, pages=pages)

    def _show_whole(self) -> None:
        ready = [box for box in self._boxes.values() if box.isEnabled()]
        ticked = sum(box.isChecked() for box in ready)
        state = Qt.CheckState
        partly = state.PartiallyChecked if ticked else state.Unchecked
        self.whole.setCheckState(state.Checked if ticked == len(ready) else partly)
        # A press leads to all or nothing; only the ticks below make it half.
        self.whole.setTristate(0 < ticked < len(ready))

    def _tick_all(self) -> None:
        ready = [box for box in self._boxes.values() if box.isEnabled()]
        wanted = not all(box.isChecked() for box in ready)
        for box in ready:
            box.blockSignals(True)
            box.setChecked(wanted)
            box.blockSignals(False)
        self._on_toggled()

    def _on_toggled(self) -> None:
        self._show_whole()
        self.changed.emit()


def _is_wanted(box: QCheckBox) -> bool:
    return box.isChecked() and box.isEnabled()


def _lower(label: str) -> str:
    return label if label.isupper() else label[:1].lower() + label[1:]

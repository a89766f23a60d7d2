"""The test sheet on the print page, and how far a printer's pages are moved."""

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kube_desktop.ui.forms.box import FieldBox
from kube_desktop.ui.forms.editors import ParsedEditor
from kube_desktop.ui.printing.ruler_sheet import MARK_FROM_EDGE_MM
from kube_desktop.ui.widgets.buttons import primary, secondary
from kube_desktop.ui.widgets.text import Text, TextRole

MOST_MM = 30.0


class AlignmentPane(QWidget):
    """Explains what to measure on the test sheet and takes the corrections.

    Signals:
        print_asked: *Cetak lembar uji* was pressed.
        changed: A correction was typed; carries millimetres to the right and down.
        back_asked: *Kembali* was pressed.

    """

    print_asked = Signal()
    changed = Signal(float, float)
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._across = millimetre_editor()
        self._down = millimetre_editor()
        self.print_button = primary(self.tr("Cetak lembar uji"), "printer")
        self.back_button = secondary(self.tr("Kembali"))
        self.note = Text("", TextRole.HINT, wrap=True)
        self.print_button.clicked.connect(self.print_asked)
        self.back_button.clicked.connect(self.back_asked)
        for editor in (self._across, self._down):
            editor.edited.connect(self._on_edited)
        self._lay_out()

    def sheet_lines(self) -> list[str]:
        """Return what stands on the test sheet itself."""
        return [
            self.tr("Ukur kedua garis dengan penggaris: keduanya harus tepat 100 mm."),
            self.tr("Ukur dari tepi kertas ke tanda sudut: harus {mm} mm di semua sisi.").format(
                mm=MARK_FROM_EDGE_MM
            ),
            self.tr("Bila bergeser, isi selisihnya di KUBE Desktop: Cetak, lalu lembar uji."),
        ]

    def set_offset(self, right: float, down: float) -> None:
        """Show the corrections of a printer."""
        self._across.set_value(right)
        self._down.set_value(down)

    def _lay_out(self) -> None:
        measure = self.tr(
            "Cetak lembar ini, lalu ukur dari tepi kertas ke tanda sudut kiri atas. "
            "Jaraknya harus {mm} mm. Bila 17 mm, isi -2."
        ).format(mm=MARK_FROM_EDGE_MM)
        fields = QHBoxLayout()
        fields.setSpacing(10)
        fields.addWidget(FieldBox(self.tr("Geser ↔ (mm)"), self._across))
        fields.addWidget(FieldBox(self.tr("Geser ↕ (mm)"), self._down))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(Text(self.tr("Lembar uji"), TextRole.TITLE))
        layout.addWidget(Text(measure, TextRole.SECONDARY, wrap=True))
        layout.addLayout(fields)
        layout.addWidget(self.note)
        layout.addStretch(1)
        layout.addWidget(self.print_button)
        layout.addWidget(self.back_button)

    def _on_edited(self) -> None:
        self.changed.emit(self._across.value() or 0.0, self._down.value() or 0.0)


def millimetre_editor() -> ParsedEditor[float]:
    """Return an editor of millimetres with a decimal comma, negative ones included."""
    return ParsedEditor(_parse, _show)


def _parse(text: str) -> float | None:
    if not re.fullmatch(r"[-+−]?\d{1,2}([.,]\d)?", text):
        return None
    value = float(text.replace(",", ".").replace("−", "-"))
    return value if abs(value) <= MOST_MM else None


def _show(value: float) -> str:
    return f"{value:g}".replace(".", ",")

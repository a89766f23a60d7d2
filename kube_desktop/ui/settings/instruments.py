"""The instrument of evaluation: its versions, and making the next one."""

import copy
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from kube_desktop.domain.evaluation import HIGHEST
from kube_desktop.domain.wording import short_date
from kube_desktop.ui.forms.choice_fields import ChoiceField
from kube_desktop.ui.forms.fields import TextField
from kube_desktop.ui.forms.form import RecordForm
from kube_desktop.ui.forms.layout import row
from kube_desktop.ui.session import Session
from kube_desktop.ui.settings.part import SettingPart, day_of, starts
from kube_desktop.ui.theme import theme
from kube_desktop.ui.widgets.buttons import secondary
from kube_desktop.ui.widgets.text import Text, TextRole

if TYPE_CHECKING:
    from kube_desktop.services.lists.settings import InstrumentVersion

_CODE, _LABEL, _WEIGHT, _FIRST_WORD = range(4)
_COLUMNS: Final = ("Kode", "Indikator", "Bobot", *(f"Nilai {n}" for n in range(HIGHEST + 1)))
_CLASS_COLUMNS: Final = ("Kelas", "Mulai dari (%)")
_TABLE_HEIGHT: Final = 300
_CLASS_HEIGHT: Final = 150


class InstrumentPart(SettingPart):
    """Versions above, and a table in which the next version is typed."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            QObject().tr("Instrumen evaluasi"),
            QObject().tr(
                "Versi yang sudah dipakai tidak berubah; hasil lama tetap dengan versinya. "
                "Ubah tabel ini untuk membuat versi berikutnya."
            ),
        )
        self._content: dict[str, Any] = {}
        self._version: InstrumentVersion | None = None
        self.versions = Text("", TextRole.SECONDARY, wrap=True)
        self.form = RecordForm(
            (
                TextField("name", self.tr("Nama instrumen")),
                ChoiceField(
                    "status", self.tr("Status"),
                    choices=(("usulan", self.tr("Usulan")), ("berlaku", self.tr("Berlaku"))),
                ),
                starts(session),
            ),
            (row("name"), row("status", "valid_from")),
        )  # fmt: skip
        self.table = _table(_COLUMNS, self.tr("Indikator"), _TABLE_HEIGHT)
        self.table.itemChanged.connect(self._add_up)
        self.sum = Text("", TextRole.STRONG)
        self.classes = _table(_CLASS_COLUMNS, self.tr("Kelas"), _CLASS_HEIGHT)
        self.add_button = secondary(self.tr("Tambah indikator"), "plus")
        self.add_button.clicked.connect(lambda _checked=False: self.add_row())
        self.remove_button = secondary(self.tr("Hapus indikator"), "trash-2")
        self.remove_button.clicked.connect(lambda _checked=False: self.remove_row())
        for one in (self.versions, self.form, self.table, self.sum, self.classes):
            self.body.addWidget(one)
        self.save_button = self.add_foot(
            self.tr("Simpan versi baru"), self.save, self.add_button, self.remove_button
        )
        self.refresh()

    def refresh(self) -> None:
        """Read the versions again and begin from the latest."""
        found = self.session.lists.settings.instruments()
        self.versions.setText(
            "\n".join(
                f"{one.code} · {one.name}, berlaku {short_date(one.valid_from)}" for one in found
            )
        )
        latest = found[-1]
        today = self.session.today()
        may_change = latest.id is not None and latest.valid_from > today
        self._version = latest if may_change else None
        self._content = copy.deepcopy(latest.content)
        self.form.fill(
            {
                "name": latest.name,
                "status": self._content.get("status", "usulan"),
                "valid_from": latest.valid_from if may_change else today,
            }
        )
        self.save_button.set_label(
            self.tr("Simpan perubahan {code}").format(code=latest.code)
            if may_change
            else self.tr("Simpan versi baru")
        )
        self._fill()

    def _fill(self) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for dimension in self._content["dimensions"]:
            for one in dimension["indicators"]:
                self._insert(self.table.rowCount(), dimension["code"], one)
        self.table.blockSignals(False)
        self.table.resizeRowsToContents()
        self.classes.setRowCount(0)
        for place, one in enumerate(self._content["classes"]):
            self.classes.insertRow(place)
            self.classes.setItem(place, 0, QTableWidgetItem(str(one["label"])))
            self.classes.setItem(place, 1, _number(one["from_percent"]))
        self._add_up()

    def _insert(self, place: int, dimension: str, one: dict[str, Any]) -> None:
        self.table.insertRow(place)
        code = QTableWidgetItem(str(one["code"]))
        code.setData(Qt.ItemDataRole.UserRole, dimension)
        self.table.setItem(place, _CODE, code)
        self.table.setItem(place, _LABEL, QTableWidgetItem(str(one["label"])))
        self.table.setItem(place, _WEIGHT, _number(one["weight"]))
        for number, words in enumerate(one["descriptors"]):
            self.table.setItem(place, _FIRST_WORD + number, QTableWidgetItem(str(words)))

    def add_row(self) -> None:
        """Add an indicator below the chosen one, in its dimension."""
        place = max(self.table.currentRow(), 0)
        dimension = self._dimension(place)
        codes = {self._text(self.table, n, _CODE) for n in range(self.table.rowCount())}
        number = next(n for n in range(1, 100) if f"{dimension}{n}" not in codes)
        blank = {"code": f"{dimension}{number}", "label": "", "weight": 0,
                 "descriptors": [""] * (HIGHEST + 1)}  # fmt: skip
        self._insert(place + 1, dimension, blank)
        self.table.setCurrentCell(place + 1, _LABEL)
        self._add_up()

    def remove_row(self) -> None:
        """Leave the chosen indicator out of the next version."""
        if self.table.currentRow() >= 0:
            self.table.removeRow(self.table.currentRow())
            self._add_up()

    def _add_up(self) -> None:
        total = sum(_int(self._text(self.table, n, _WEIGHT)) or 0
                    for n in range(self.table.rowCount()))  # fmt: skip
        words = self.tr("Jumlah bobot {total} dari 100").format(total=total)
        self.sum.setText(words)
        self.sum.set_tone("ok" if total == 100 else "warn")

    def save(self) -> None:
        """Store what the tables say as the next version, or as the one not yet in force."""
        content, values = self._typed(), self.form.values()
        content |= {"name": values["name"], "status": values["status"] or "usulan"}
        day = day_of(self.form) or self.session.today()
        services, version = self.session.services, self._version

        def work() -> str:
            settings = services().settings
            if version is None or version.id is None:
                return settings.record_instrument(content, day)
            settings.correct_instrument(version.id, content, day)
            return version.code

        def done(code: str) -> str:
            return self.tr("Instrumen {code} tersimpan").format(code=code)

        self.submit(work, self.form, done)

    def _typed(self) -> dict[str, Any]:
        """Return the instrument as the tables say it."""
        content = copy.deepcopy(self._content)
        rows = range(self.table.rowCount())
        for dimension in content["dimensions"]:
            dimension["indicators"] = [
                self._indicator(n) for n in rows if self._dimension(n) == dimension["code"]
            ]
        content["dimensions"] = [one for one in content["dimensions"] if one["indicators"]]
        for place, one in enumerate(content["classes"]):
            one["label"] = self._text(self.classes, place, 0)
            one["from_percent"] = _int(self._text(self.classes, place, 1))
        return content

    def _indicator(self, place: int) -> dict[str, Any]:
        words = range(_FIRST_WORD, _FIRST_WORD + HIGHEST + 1)
        return {
            "code": self._text(self.table, place, _CODE),
            "label": self._text(self.table, place, _LABEL),
            "weight": _int(self._text(self.table, place, _WEIGHT)),
            "descriptors": [self._text(self.table, place, column) for column in words],
        }

    def _dimension(self, place: int) -> str:
        item = self.table.item(place, _CODE)
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else "A"

    @staticmethod
    def _text(table: QTableWidget, place: int, column: int) -> str:
        item = table.item(place, column)
        return item.text().strip() if item else ""


def _table(columns: tuple[str, ...], name: str, height: int) -> QTableWidget:
    table = QTableWidget(0, len(columns))
    table.setHorizontalHeaderLabels(list(columns))
    table.setAccessibleName(name)
    table.setTabKeyNavigation(False)  # Tab leads on, the arrows stay inside
    table.setWordWrap(True)
    table.verticalHeader().hide()
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setFixedHeight(theme().px(height))
    header = table.horizontalHeader()
    wide = _LABEL if len(columns) > len(_CLASS_COLUMNS) else 0
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    for column in range(len(columns)):
        table.setColumnWidth(column, theme().px(220 if column == wide else 130))
    if wide:
        table.setColumnWidth(_CODE, theme().px(60))
        table.setColumnWidth(_WEIGHT, theme().px(60))
    return table


def _number(value: object) -> QTableWidgetItem:
    item = QTableWidgetItem(str(value))
    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item


def _int(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else None

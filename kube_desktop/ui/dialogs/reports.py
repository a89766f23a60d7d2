"""Cetak rekap atau laporan: which one, of which period, of which region."""

from collections.abc import Hashable
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kube_desktop.domain.papers import PaperKind
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.wording import MONTHS
from kube_desktop.ui.forms.choice_fields import ChoiceField
from kube_desktop.ui.forms.form import RecordForm
from kube_desktop.ui.forms.layout import Row, row
from kube_desktop.ui.reports import month_order, report_order
from kube_desktop.ui.session import PrintOrder, Session
from kube_desktop.ui.widgets.buttons import primary, secondary
from kube_desktop.ui.widgets.overlay import Overlay
from kube_desktop.ui.widgets.text import Text, TextRole

_WIDTH: Final = 520
_KINDS: Final = (
    PaperKind.RECAP, PaperKind.GROUP_LIST, PaperKind.QUARTER_REPORT, PaperKind.YEAR_REPORT,
    PaperKind.MONTH_REPORT,
)  # fmt: skip
_QUARTERS: Final = ("I (Januari–Maret)", "II (April–Juni)", "III (Juli–September)",
                    "IV (Oktober–Desember)")  # fmt: skip


class ReportChooser(QWidget):
    """Asks which report is wanted.

    Signals:
        chosen: Carries the `PrintOrder`.
        cancelled: Nothing is printed.

    """

    chosen = Signal(object)
    cancelled = Signal()

    def __init__(self, session: Session, year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._today = session.today()
        identity = session.lists.office.identity()
        self._is_office = identity is not None and identity.is_office
        years = session.lists.home.province.years(self._today.year)
        self.form = RecordForm(
            [
                ChoiceField("kind", self.tr("Yang dicetak"),
                            choices=[(kind, kind.label) for kind in _KINDS]),
                ChoiceField("year", self.tr("Tahun"), choices=[(one, str(one)) for one in years]),
                ChoiceField("quarter", self.tr("Triwulan"),
                            choices=list(enumerate(_QUARTERS, start=1))),
                ChoiceField("month", self.tr("Bulan"), choices=list(enumerate(MONTHS, start=1))),
                ChoiceField("region", self.tr("Wilayah"),
                            choices=[("", self.tr("Seluruh provinsi")), *REGENCIES.items()]),
            ],
            self._rows(PaperKind.RECAP),
        )  # fmt: skip
        self.print_button = primary(self.tr("Lihat dan cetak"), "printer")
        self.print_button.clicked.connect(self._accept)
        cancel = secondary(self.tr("Batal"))
        cancel.clicked.connect(self.cancelled)
        self._build(cancel)
        self.form.editor("kind").edited.connect(self._on_kind)
        self.form.fill(
            {"kind": PaperKind.RECAP, "year": year if year in years else self._today.year,
             "quarter": (self._today.month + 2) // 3, "month": self._today.month, "region": ""}
        )  # fmt: skip

    def _build(self, cancel: QWidget) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(Text(self.tr("Cetak rekap atau laporan"), TextRole.TITLE))
        whose = self.tr("Angkanya sama dengan yang tampil di Beranda.")
        if not self._is_office:
            whose = self.tr("Hanya kelompok yang Anda dampingi.")
        layout.addWidget(Text(whose, TextRole.SECONDARY, wrap=True))
        layout.addWidget(self.form)
        foot = QHBoxLayout()
        foot.addWidget(cancel)
        foot.addStretch(1)
        foot.addWidget(self.print_button)
        layout.addLayout(foot)

    def _rows(self, kind: Hashable) -> list[Row]:
        when = [row("year")]
        if kind is PaperKind.QUARTER_REPORT:
            when = [row("quarter", "year", stretch=(2, 1))]
        elif kind is PaperKind.MONTH_REPORT:
            when = [row("month", "year", stretch=(2, 1))]
        by_region = self._is_office and kind is not PaperKind.MONTH_REPORT
        return [row("kind"), *when, *([row("region")] if by_region else [])]

    def _on_kind(self) -> None:
        self.form.set_rows(self._rows(self.form.values()["kind"]))

    def _accept(self) -> None:
        order = self._order(self.form.values())
        if order is not None:
            self.chosen.emit(order)
        else:
            self.form.box("month").show_note(self.tr("Belum ada kunjungan bulan itu"))

    def _order(self, values: dict[str, Any]) -> PrintOrder | None:
        kind, year = values["kind"], values["year"]
        if kind is PaperKind.MONTH_REPORT:
            return month_order(self._session, date(year, values["month"], 1))
        period = f"{year}-T{values['quarter']}" if kind is PaperKind.QUARTER_REPORT else str(year)
        region = values["region"] if self._is_office else ""
        return report_order(self._session, kind, period, region)


def open_reports(window: QWidget, session: Session, year: int) -> Overlay:
    """Ask which report is wanted, and open it on the print page."""
    view = ReportChooser(session, year)
    overlay = Overlay(window, view, name=window.tr("Cetak rekap atau laporan"), width=_WIDTH)

    def show(order: PrintOrder) -> None:
        overlay.dismiss()
        session.window.print_papers.emit(order)

    view.chosen.connect(show)
    view.cancelled.connect(overlay.dismiss)
    overlay.closed.connect(overlay.deleteLater)
    overlay.open(view.form.editor("kind"))
    return overlay

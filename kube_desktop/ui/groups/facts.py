"""The key facts of a group under its name; they wrap when there is less room."""

from datetime import date

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget
from typing_extensions import override

from kube_desktop.domain.mentoring import BusinessCondition
from kube_desktop.domain.values import show_phone
from kube_desktop.domain.wording import month_name, rupiah, short_date
from kube_desktop.services.lists.groups import GroupDetail
from kube_desktop.ui.theme import theme
from kube_desktop.ui.widgets.cards import Fact

_ALL_IN_ONE_ROW = 800
_FOUR_IN_A_ROW = 640


class GroupFacts(QFrame):
    """Business, chair, aid, last visit and mentor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "flat")
        self._business = Fact(self.tr("Jenis usaha"))
        self._chair = Fact(self.tr("Ketua"))
        self._aid = Fact(self.tr("Bantuan diterima"))
        self._visit = Fact(self.tr("Kunjungan terakhir"))
        self._mentor = Fact(self.tr("Pendamping"))
        self._facts = (self._business, self._chair, self._aid, self._visit, self._mentor)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 9, 14, 9)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(6)
        self._arrange(len(self._facts))

    def show_group(self, detail: GroupDetail) -> None:
        """Show the facts of a group."""
        draft = detail.draft
        self._business.set_value(detail.row.business, self._since_month(draft.formed_on))
        self._chair.set_value(
            detail.chair or self.tr("Belum ada"),
            show_phone(detail.chair_phone) if detail.chair_phone else "",
        )
        of = self.tr("dari {ceiling}").format(ceiling=rupiah(detail.ceiling))
        self._aid.set_value(
            rupiah(detail.aid_total) if detail.aid_total else self.tr("Belum ada"), of
        )
        self._visit.set_value(
            short_date(detail.last_visit_on) if detail.last_visit_on else self.tr("Belum ada"),
            self._result(detail.last_condition),
        )
        since = self.tr("sejak {year}")
        self._mentor.set_value(
            detail.mentor or self.tr("Belum ada"),
            since.format(year=detail.mentor_since.year) if detail.mentor_since else "",
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width()
        if width >= theme().px(_ALL_IN_ONE_ROW):
            self._arrange(5)
        else:
            self._arrange(4 if width >= theme().px(_FOUR_IN_A_ROW) else 3)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for place, fact in enumerate(self._facts):
            self._grid.addWidget(fact, place // columns, place % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def _since_month(self, day: date | None) -> str:
        return self.tr("sejak {month}").format(month=month_name(day)) if day else ""

    def _result(self, condition: str) -> str:
        if condition not in set(BusinessCondition):
            return ""
        return self.tr("hasil: {result}").format(result=BusinessCondition(condition).label)

"""What happened last with a group, under the list of its members."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kube_desktop.domain.aid import HandoverRow, HandoverStatus
from kube_desktop.domain.mentoring import VisitRow
from kube_desktop.domain.papers import PaperKind
from kube_desktop.domain.wording import join_words, long_date
from kube_desktop.services.lists.changes import ReplacementRow
from kube_desktop.ui.groups.looks import condition_tone
from kube_desktop.ui.session import PrintOrder
from kube_desktop.ui.widgets.buttons import Button, ghost
from kube_desktop.ui.widgets.text import ElidedText, IconLabel, Line, Text, TextRole


class RecentDeeds(QWidget):
    """The last visit and the last handover, each in two lines.

    Signals:
        all_asked: The person wants the whole story.
        print_asked: A paper is to be printed again; carries the `PrintOrder`.

    """

    all_asked = Signal()
    print_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._every = ghost(self.tr("Lihat semua"))
        self._every.clicked.connect(self.all_asked)
        head = QHBoxLayout()
        head.addWidget(Text(self.tr("Terakhir dilakukan"), TextRole.FACT))
        head.addStretch(1)
        head.addWidget(self._every)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._shown: list[QWidget] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(self._rows)

    def show_last(
        self,
        visit: VisitRow | None,
        handover: HandoverRow | None,
        replacement: ReplacementRow | None = None,
    ) -> None:
        """Show these, as far as there are any; a replacement while nothing came after it."""
        for widget in self._shown:
            self._rows.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._shown = []
        rows = []
        if replacement is not None and (visit is None or visit.visited_on <= replacement.since):
            rows.append(self._replacement_row(replacement))
        if visit is not None:
            rows.append(self._visit_row(visit))
        if handover is not None:
            rows.append(self._handover_row(handover))
        for row in rows:
            if self._shown:
                self._add(Line())
            self._add(row)

    def fit_into(self, height: int) -> None:
        """Show as many of them as fit; nothing when there is no room for one."""
        room = height - self._every.sizeHint().height()
        fitting = 0
        for place, widget in enumerate(self._shown, start=1):
            room -= widget.sizeHint().height()
            # A line that ends the list separates nothing.
            if room >= 0 and not isinstance(widget, Line):
                fitting = place
        for place, widget in enumerate(self._shown):
            widget.setVisible(place < fitting)
        self.setVisible(fitting > 0)

    def _add(self, widget: QWidget) -> None:
        self._rows.addWidget(widget)
        self._shown.append(widget)

    def _visit_row(self, visit: VisitRow) -> QWidget:
        about = visit.follow_up or join_words(list(visit.topics))
        title = self.tr("Kunjungan ke-{number}").format(number=visit.sequence)
        sub = " · ".join(part for part in (long_date(visit.visited_on), visit.mentor) if part)
        right: QWidget | None = None
        if visit.business_condition is not None:
            tone = condition_tone(visit.business_condition)
            right = Text(visit.business_condition.label, TextRole.STRONG, tone=tone)
        return _row("clipboard-check", f"{title}: {about}" if about else title, sub, right)

    def _replacement_row(self, replacement: ReplacementRow) -> QWidget:
        order = PrintOrder(PaperKind.REPLACEMENT, (replacement.id,))
        button = Button(
            self.tr("Cetak berita acara"),
            icon="printer",
            on_click=lambda: self.print_asked.emit(order),
        )
        title = self.tr("Pergantian: {old} diganti {new}").format(
            old=replacement.old_name, new=replacement.new_name
        )
        return _row("users", title, long_date(replacement.since), button)

    def _handover_row(self, handover: HandoverRow) -> QWidget:
        order = PrintOrder(PaperKind.BAST, (handover.id,))
        is_new = handover.status is HandoverStatus.RECORDED
        button = Button(
            self.tr("Cetak BAST") if is_new else self.tr("Cetak ulang"),
            icon="printer",
            on_click=lambda: self.print_asked.emit(order),
        )
        title = self.tr("Serah terima: {goods}").format(goods=handover.goods)
        day = long_date(handover.handed_over_on)
        sub = " · ".join(part for part in (day, handover.bast_number) if part)
        return _row("handshake", title, sub, button)


def _row(icon: str, title: str, sub: str, right: QWidget | None) -> QWidget:
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(ElidedText(title, TextRole.STRONG))
    words.addWidget(ElidedText(sub, TextRole.HINT))
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(2, 6, 2, 6)
    layout.setSpacing(12)
    layout.addWidget(IconLabel(icon, "primary", 18))
    layout.addLayout(words, 1)
    if right is not None:
        layout.addWidget(right)
    return row

"""The date editor: tolerant typing, day steps, and a calendar that begins on Monday."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from kube_desktop.domain.values import parse_date
from kube_desktop.domain.wording import full_date, numeric_date
from kube_desktop.ui.forms.editors import ParsedEditor, today_here
from kube_desktop.ui.icons import decorate
from kube_desktop.ui.theme import theme
from kube_desktop.ui.widgets.buttons import ghost
from kube_desktop.ui.widgets.line_icons import LineIcon

_STEPS: Final = {"+": 1, "=": 1, "-": -1}
_COMMAND: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class DateEditor(ParsedEditor[date]):
    """Edits a date or nothing: figures while typing, day and month in words otherwise.

    The keys + and - go a day on and back, h is today, arrow down opens the calendar. While a date
    is being typed, - separates its parts.
    """

    def __init__(
        self, today: Callable[[], date] = today_here, parent: QWidget | None = None
    ) -> None:
        super().__init__(lambda text: parse_date(text, today()), full_date, parent)
        self._today = today
        self._typing = False
        self._calendar: CalendarPopup | None = None
        self.setPlaceholderText("tanggal, misalnya 19-11-2026")
        opener = LineIcon(self, "calendar", tooltip="Buka kalender (↓)")
        opener.triggered.connect(self.open_calendar)
        self.textEdited.connect(self._on_typed)

    def open_calendar(self) -> None:
        """Show the calendar under the field."""
        if self.isReadOnly():
            return
        if self._calendar is None:
            self._calendar = CalendarPopup(self)
            self._calendar.picked.connect(self._on_picked)
        self._calendar.show_at(
            self.mapToGlobal(QPoint(0, self.height() + 2)), self.value() or self._today()
        )

    @override
    def tidy(self) -> None:
        value = self.value()
        if value is not None:
            self.setText(numeric_date(value) if self.hasFocus() else full_date(value))
            self.setCursorPosition(0)
        self._typing = False

    @override
    def set_value(self, value: date | None) -> None:
        super().set_value(value)
        self._typing = False

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        value = self.value()
        if value is not None and not self.isReadOnly():
            self.setText(numeric_date(value))
            # After the mouse press that brought the focus, which would set the cursor.
            QTimer.singleShot(0, self, self.selectAll)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.open_calendar()
            return
        fresh = not self._typing or not self.text().strip()
        if fresh and not self.isReadOnly() and not event.modifiers() & _COMMAND:
            if event.text() in _STEPS:
                day = self.value()
                step = timedelta(days=_STEPS[event.text()])
                self._take(self._today() if day is None else day + step)
                return
            if event.text().lower() == "h":
                self._take(self._today())
                return
        super().keyPressEvent(event)

    def _on_typed(self) -> None:
        self._typing = True

    def _on_picked(self, day: date) -> None:
        self._take(day)
        self.setFocus()

    def _take(self, day: date) -> None:
        self.setText(numeric_date(day))
        self.selectAll()
        self._typing = False
        self.edited.emit()


def _name_arrow(calendar: QCalendarWidget, name: str, icon: str, text: str) -> None:
    arrow = calendar.findChild(QToolButton, name)
    if isinstance(arrow, QToolButton):
        decorate(arrow, icon, "text2", 18)
        arrow.setAccessibleName(text)
        arrow.setToolTip(text)


class CalendarPopup(QFrame):
    """A month to pick a day from.

    Signals:
        picked: A day was chosen; carries it.

    """

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("card", "true")
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(QLocale("id_ID"))
        # The locale says Sunday; offices begin the week on Monday (ux.md G1).
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setGridVisible(False)
        _name_arrow(self.calendar, "qt_calendar_prevmonth", "chevron-left", "Bulan sebelumnya")
        _name_arrow(self.calendar, "qt_calendar_nextmonth", "chevron-right", "Bulan berikutnya")
        self.calendar.activated.connect(self._pick)
        self.calendar.clicked.connect(self._pick)
        today = ghost("Hari ini")
        today.clicked.connect(lambda: self._pick(QDate.currentDate()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(4)
        layout.addWidget(self.calendar)
        layout.addWidget(today)
        theme().changed.connect(self._restyle)
        self._restyle()

    def show_at(self, place: QPoint, day: date) -> None:
        """Open at a place of the screen with a day selected."""
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        screen = self.screen().availableGeometry()
        left = min(place.x(), screen.right() - self.width())
        top = place.y()
        if top + self.height() > screen.bottom():
            top = max(screen.top(), place.y() - self.height() - 40)
        self.move(left, top)
        self.show()
        self.calendar.setFocus()

    def _pick(self, day: QDate) -> None:
        self.close()
        self.picked.emit(date(day.year(), day.month(), day.day()))

    def _restyle(self) -> None:
        look = theme()
        plain = QTextCharFormat()
        plain.setForeground(look.color("text"))
        rest = QTextCharFormat()
        rest.setForeground(look.color("err"))
        head = QTextCharFormat()
        head.setForeground(look.color("text2"))
        head.setBackground(look.color("alt"))
        self.calendar.setHeaderTextFormat(head)
        self.calendar.setWeekdayTextFormat(Qt.DayOfWeek.Saturday, plain)
        self.calendar.setWeekdayTextFormat(Qt.DayOfWeek.Sunday, rest)

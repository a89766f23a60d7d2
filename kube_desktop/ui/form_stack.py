"""The place of a page where a record or its form stands."""

from functools import partial
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from kube_desktop.ui.record_panel import RecordPanel
from kube_desktop.ui.session import Session

FormT = TypeVar("FormT", bound=RecordPanel)


class FormStack(QStackedWidget):
    """Shows one widget at a time, and knows which of them is a form.

    Signals:
        form_shown: A form took the place.
        form_left: A form was closed without storing, or its record is gone.

    """

    form_shown = Signal()
    form_left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._forms: list[RecordPanel] = []
        self._compact = False

    @property
    def open_form(self) -> RecordPanel | None:
        """The form that is shown, if one is."""
        shown = self.currentWidget()
        return shown if isinstance(shown, RecordPanel) else None

    def take(self, form: FormT) -> FormT:
        """Take in a form, made when it is first needed because forms are heavy."""
        self._forms.append(form)
        self.addWidget(form)
        form.set_compact(compact=self._compact)
        form.left.connect(self.form_left)
        form.returned.connect(partial(self.show_form, form))
        self._session.window.closing.connect(form.keep_now)
        return form

    def show_form(self, form: RecordPanel) -> None:
        """Show a form."""
        self.setCurrentWidget(form)
        self.form_shown.emit()

    def leave_form(self) -> None:
        """Leave the form that is shown, if one is; what was typed stays as a draft."""
        form = self.open_form
        if form is not None:
            form.leave()

    def set_compact(self, *, compact: bool) -> None:
        """Lay out the forms for a small window."""
        self._compact = compact
        for form in self._forms:
            form.set_compact(compact=compact)

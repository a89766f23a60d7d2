"""What the window itself says of open forms: a dot on the tab, a word in the title."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from kube_desktop.ui.session import FormState, Window
from kube_desktop.ui.widgets.navigation import MainTabs


class FormMarks(QObject):
    """Follows every form of the pages, also those on pages that are not shown."""

    def __init__(
        self,
        window: Window,
        tabs: MainTabs,
        slots: Sequence[QWidget],
        show_title: Callable[[bool], object],
    ) -> None:
        """Follow the forms.

        Args:
            window: Where forms tell how they stand.
            tabs: Gets the dots.
            slots: The pages, in the order of their tabs.
            show_title: Told whether something on the page that is shown is to be repaired.

        """
        super().__init__(tabs)
        self._tabs = tabs
        self._slots = slots
        self._show_title = show_title
        self._states: dict[QWidget, FormState] = {}
        window.form_state.connect(self._note)
        tabs.currentChanged.connect(lambda _: self._follow())

    def _note(self, form: QWidget, state: FormState) -> None:
        self._states = {
            one: known for one, known in self._states.items() if isValid(one) and one is not form
        }
        if state.is_edited or state.is_faulty:
            self._states[form] = state
        self._follow()

    def _follow(self) -> None:
        for place, slot in enumerate(self._slots):
            of_page = [one for form, one in self._states.items() if slot.isAncestorOf(form)]
            self._tabs.mark_dirty(place, dirty=any(one.is_edited for one in of_page))
            if slot is self._tabs.currentWidget():
                self._show_title(any(one.is_faulty for one in of_page))

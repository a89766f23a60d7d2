"""Icons inside line edits that follow the theme."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QToolButton

from kube_desktop.ui.icons import icon
from kube_desktop.ui.theme import theme


class LineIcon(QAction):
    """An icon at one end of a line edit; pressing it triggers the action."""

    def __init__(
        self, edit: QLineEdit, name: str, *, leading: bool = False, tooltip: str = ""
    ) -> None:
        super().__init__(edit)
        self._name = name
        self.setToolTip(tooltip)
        self._redraw()
        place = QLineEdit.ActionPosition
        edit.addAction(self, place.LeadingPosition if leading else place.TrailingPosition)
        theme().changed.connect(self._redraw)
        button: QToolButton
        for button in edit.findChildren(QToolButton):
            if button.defaultAction() is self or button.actions() == [self]:
                button.setAccessibleName(tooltip or name)

    def _redraw(self) -> None:
        self.setIcon(icon(self._name, "text2", 16))

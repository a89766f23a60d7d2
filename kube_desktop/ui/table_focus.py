"""Where the focus goes in a list that may be empty."""

from typing import Any

from PySide6.QtCore import Qt

from kube_desktop.ui.tables.view import RecordTable


def enter_rows(
    table: RecordTable[Any], reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason
) -> None:
    """Go to the rows of a list, or to the first button of its empty state."""
    if table.model.rowCount() > 0:
        table.view.setFocus(reason)
    elif table.empty.buttons:
        table.empty.buttons[0].setFocus(reason)

"""Where the focus goes in a list that may be empty."""

from typing import Any

from PySide6.QtCore import Qt

from kube_desktop.ui.tables.view import RecordTable


def let_tab_pass(table: RecordTable[Any]) -> None:
    """Let the Tab key go on from an empty list, whose hidden rows could not take the focus."""

    def follow() -> None:
        has_rows = table.model.rowCount() > 0
        table.setFocusProxy(table.view if has_rows else None)  # type: ignore[arg-type]  # None ends it

    table.model.modelReset.connect(follow)
    follow()


def enter_rows(
    table: RecordTable[Any], reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason
) -> None:
    """Go to the rows of a list, or to the first button of its empty state."""
    if table.model.rowCount() > 0:
        table.view.setFocus(reason)
    elif table.empty.buttons:
        table.empty.buttons[0].setFocus(reason)

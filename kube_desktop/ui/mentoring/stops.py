"""Putting buttons that were made late into their place in the order of the Tab key."""

from itertools import pairwise

from PySide6.QtWidgets import QWidget

from kube_desktop.ui.widgets.choices import ChipGroup, SegmentedChoice


def place_after(previous: QWidget, group: SegmentedChoice | ChipGroup) -> QWidget:
    """Let Tab come to a group of buttons after another widget; return the last of them."""
    if not group.buttons:
        return previous
    stop = group.focusProxy()
    # A group stands for its Tab stop. Left behind in the order of Qt, it would lead the Tab key
    # back there; given its stop anew, it moves beside it.
    group.setFocusProxy(None)  # type: ignore[arg-type]  # the stubs miss that None takes it away
    for earlier, later in pairwise((previous, *group.buttons)):
        QWidget.setTabOrder(earlier, later)
    if stop is not None:
        group.setFocusProxy(stop)
    return group.buttons[-1]

"""How the fields of a form are arranged."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Row:
    """Fields side by side, by name; widgets stand between them as they are.

    Attributes:
        items: Names of fields, and widgets such as a goods table or a total bar.
        stretch: Share of the width of each item; empty means equal.
        beside: Labels stand at the left of their editors instead of above, with a line below.

    """

    items: tuple[str | QWidget, ...]
    stretch: tuple[int, ...] = ()
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading; a folded one opens when pressed or when it holds a problem."""

    title: str
    rows: tuple[Row, ...]
    folded: bool = False


def row(*items: str | QWidget, stretch: tuple[int, ...] = (), beside: bool = False) -> Row:
    """Return a row of fields."""
    return Row(items, stretch, beside)

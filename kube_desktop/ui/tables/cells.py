"""What a table cell shows, and how the columns of a table are described."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from kube_desktop.ui.widgets.pills import PillLook

RowT = TypeVar("RowT")


class CellKind(StrEnum):
    """How a cell is painted."""

    PLAIN = "plain"
    TWO_LINES = "two_lines"
    PILL = "pill"
    DOTS = "dots"
    WRAPPED = "wrapped"
    MARK = "mark"


class Shown(StrEnum):
    """In which layout a column has room."""

    ALWAYS = "always"
    WIDE = "wide"
    COMPACT = "compact"


@dataclass(frozen=True, slots=True)
class Cell:
    """One painted cell; made by `plain`, `two_lines`, `wrapped`, `pill`, `mark` and `dots`."""

    text: str
    kind: CellKind = CellKind.PLAIN
    subtext: str = ""
    tone: str | None = None
    icon: str | None = None
    strong: bool = False
    filled: int = 0
    total: int = 0
    look: PillLook | None = None

    @property
    def spoken(self) -> str:
        """The whole content in words, for screen readers and copying."""
        return f"{self.text}, {self.subtext}" if self.subtext else self.text


def plain(
    text: str, *, tone: str | None = None, icon: str | None = None, strong: bool = False
) -> Cell:
    """Return one line of text, with an icon before it if given."""
    return Cell(text, tone=tone, icon=icon, strong=strong)


def two_lines(text: str, subtext: str) -> Cell:
    """Return a name with a remark under it."""
    return Cell(text, CellKind.TWO_LINES, subtext)


def wrapped(text: str) -> Cell:
    """Return a sentence that goes on in a second line."""
    return Cell(text, CellKind.WRAPPED)


def pill(look: PillLook) -> Cell:
    """Return a status pill."""
    return Cell(look.text, CellKind.PILL, look=look)


def mark(look: PillLook) -> Cell:
    """Return a small square with an icon, for grids; its words are spoken and copied."""
    return Cell(look.text, CellKind.MARK, look=look)


def dots(filled: int, total: int) -> Cell:
    """Return a small meter of dots with its numbers: ●●●●○ 4/5."""
    return Cell(f"{filled}/{total}", CellKind.DOTS, filled=filled, total=total)


@dataclass(frozen=True, slots=True)
class Column(Generic[RowT]):
    """How one attribute of a row appears in a table.

    Attributes:
        header: Column heading.
        cell: What a row shows here; a plain text stands for one line.
        width: Width at normal text size; 0 takes what is left over.
        right: Numbers stand at the right edge.
        sort_key: Name that is announced when the heading is clicked; None cannot be sorted.
        shown: The layouts in which the column is visible.
        spare: Left out where the columns that take the rest would have too little room.

    """

    header: str
    cell: Callable[[RowT], Cell | str]
    width: int = 0
    right: bool = False
    sort_key: str | None = None
    shown: Shown = Shown.ALWAYS
    spare: bool = False

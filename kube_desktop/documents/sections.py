"""Parts of reports: headings that stay with their table, and tables of plain values."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether
from typing_extensions import override

from kube_desktop.documents import style
from kube_desktop.documents.blocks import Blanks, gap, key_values, optional_lines, paragraph
from kube_desktop.documents.contents_reports import Fact, Facts
from kube_desktop.documents.grid import Cell, Grid, Row
from kube_desktop.documents.style import printable

_HEAD_GAP: Final = 1.2 * mm
_MOST_HEADING_LINES: Final = 3


class HeadedTable(Flowable):
    """A heading and a table that begins on the same page."""

    def __init__(self, heading: str, table: Flowable, width: float) -> None:
        super().__init__()
        look = style.SECTION
        lines = style.wrap(printable(heading), look.fontName, look.fontSize, width)
        self._text = "\n".join(style.clipped(lines, _MOST_HEADING_LINES))
        self._heading = Grid((width,), [Row((Cell(self._text, look),))], is_ruled=False)
        self._heading.wrap(width, 0)
        self._table = table

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width, below = self._table.wrap(aW, aH)
        self.height = self._heading.height + _HEAD_GAP + below
        return self.width, self.height

    @override
    def split(self, aW: float, aH: float, /) -> list[Flowable]:
        # The table asks its frame whether it stands at the top of a page.
        own: Any = self._table
        own._frame = getattr(self, "_frame", None)  # noqa: SLF001
        parts = self._table.split(aW, aH - self._heading.height - _HEAD_GAP)
        return [HeadedTable(self._text, parts[0], aW), *parts[1:]] if parts else []

    def draw(self) -> None:
        """Draw the heading above the table; ReportLab calls it."""
        self._heading.drawOn(self.canv, 0, self.height - self._heading.height)
        self._table.drawOn(self.canv, 0, 0)


def headed(heading: str, *parts: Flowable) -> KeepTogether:
    """Return a heading on one page with what follows it."""
    return KeepTogether([paragraph(heading, style.SECTION), gap(1.2), *parts])


class Columns:
    """The columns of a table: title, share of the width, and how values stand in them."""

    _LOOKS: Final = {
        "l": (style.SMALL_CELL, style.SMALL_CELL_BOLD),
        "c": (style.SMALL_CELL_CENTER, style.SMALL_CELL_BOLD),
        "r": (style.SMALL_CELL_RIGHT, style.SMALL_CELL_BOLD_RIGHT),
    }

    def __init__(self, *columns: tuple[str, float, str]) -> None:
        self._columns = columns

    def table(
        self,
        rows: Sequence[Sequence[str | None]],
        width: float,
        *,
        total: Sequence[str] | None = None,
        nothing: str = "",
    ) -> Grid:
        """Return a table.

        Args:
            rows: Text of each cell; what is empty shows a dash.
            width: Of the whole table.
            total: Last row, in bold.
            nothing: What stands there when there are no rows.

        """
        shares = sum(share for _, share, _ in self._columns)
        widths = [width * share / shares for _, share, _ in self._columns]
        head = Row(
            tuple(Cell(title, style.HEAD) for title, _, _ in self._columns),
            is_shaded=True, is_centred=True,
        )  # fmt: skip
        placed = [
            # The first row below a heading within the table stays with it.
            self._row(row, is_kept=place > 0 and len(rows[place - 1]) == 1)
            for place, row in enumerate(rows)
        ]
        if not placed and nothing:
            placed = [Row((Cell(nothing, style.CELL_ITALIC, len(self._columns)),))]
        if total is not None:
            cells = zip(total, self._columns, strict=True)
            bold = tuple(Cell(text, self._LOOKS[how][1]) for text, (_, _, how) in cells)
            placed.append(Row(bold, is_kept=bool(rows)))
        return Grid(widths, placed, head=head, is_dense=True)

    def _row(self, texts: Sequence[str | None], *, is_kept: bool) -> Row:
        if len(texts) == 1:
            heading = Cell(printable(texts[0] or ""), style.SMALL_CELL_BOLD, len(self._columns))
            return Row((heading,), is_shaded=True)
        cells = zip(texts, self._columns, strict=True)
        return Row(
            tuple(optional_lines(text, self._LOOKS[how][0]) for text, (_, _, how) in cells),
            is_kept=is_kept,
        )


def fact_rows(facts: Facts, width: float, blanks: Blanks, *, label_width: float) -> Grid:
    """Return aligned labels and values; a value that is not known is left to fill in."""
    rows = [(label, blanks.cell(value, style.FIELD)) for label, value in facts]
    return key_values(rows, width, label_width=label_width)


def figure_table(facts: Facts, width: float) -> Grid:
    """Return numbers with their labels, two beside each other."""
    cells = [
        (Cell(label, style.SMALL_CELL), optional_lines(value, style.SMALL_CELL_BOLD))
        for label, value in facts
    ]
    if len(cells) % 2:
        cells.append((Cell("", style.SMALL_CELL), Cell("", style.SMALL_CELL)))
    rows = [Row((*cells[at], *cells[at + 1])) for at in range(0, len(cells), 2)]
    shares = (0.27, 0.23, 0.27, 0.23)
    return Grid([width * share for share in shares], rows, is_dense=True)


def fact_columns(facts: Facts, width: float, blanks: Blanks) -> Grid:
    """Return labels and values in two columns; a value that is not known is left to fill in."""
    half = (len(facts) + 1) // 2
    pairs = list(zip_longest(facts[:half], facts[half:], fillvalue=Fact("", "")))
    rows = []
    for pair in pairs:
        cells = []
        for label, value in pair:
            look = style.DENSE_BOLD if label else style.DENSE
            shown = blanks.cell(value, look) if label else Cell("", look)
            cells += [Cell(label, style.DENSE), Cell(":" if label else "", style.DENSE), shown]
        rows.append(Row(tuple(cells)))
    shares = (0.17, 0.02, 0.33, 0.16, 0.02, 0.30)
    return Grid([width * share for share in shares], rows, is_ruled=False)

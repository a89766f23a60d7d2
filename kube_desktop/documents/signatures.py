"""Places to sign: side by side, with names underlined, meterai box and keep-together rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable
from typing_extensions import override

from kube_desktop.documents import style
from kube_desktop.documents.blocks import Blanks, long_date
from kube_desktop.documents.content import Party
from kube_desktop.documents.drawing import Block, draw_lines
from kube_desktop.documents.grid import Cell, Grid, Row
from kube_desktop.documents.style import DOTS, LONG_DOTS, printable

_BETWEEN: Final = 6 * mm
_MOST_ROLE_LINES: Final = 8
_MOST_NAME_LINES: Final = 4
_MOST_WITNESSES: Final = 6
"""More places to sign than this would not fit a page beside the others."""
STAMP_WIDTH: Final = 35 * mm
STAMP_HEIGHT: Final = 25 * mm


@dataclass(frozen=True, slots=True)
class Signature:
    """One place to sign.

    Attributes:
        role: Lines above the signature, as `PIHAK PERTAMA,` and the position.
        party: Who signs; of an unknown name dots remain.
        hint: Small text in the empty space, as `stempel kelompok`.
        with_stamp_box: Whether the place for the meterai is drawn.
        is_empty: Nothing is drawn; keeps a lone signature in its column.
        is_for_pen: Nobody can know the name beforehand; its dots are no missing value.

    """

    role: tuple[str, ...]
    party: Party
    hint: str = ""
    with_stamp_box: bool = False
    is_empty: bool = False
    is_for_pen: bool = False


@dataclass(frozen=True, slots=True)
class _Column:
    role: tuple[str, ...]
    name: tuple[str, ...]
    below: tuple[str, ...]
    is_missing: bool
    signature: Signature


class SignatureRow(Block):
    """One to three signatures side by side, their names on one line."""

    def __init__(
        self, signatures: Sequence[Signature], width: float, blanks: Blanks, *,
        space: float = 18 * mm, is_dense: bool = False, columns: int | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.width = width
        self._role = style.DENSE_ROLE if is_dense else style.ROLE
        self._signer = style.DENSE_SIGNER if is_dense else style.SIGNER
        self._blanks = blanks
        # A lone signature stands in the middle, as wide as one of two.
        columns = columns or max(2, len(signatures))
        self._column = (width - (columns - 1) * _BETWEEN) / columns
        used = len(signatures) * (self._column + _BETWEEN) - _BETWEEN
        self._start = (width - used) / 2
        self._columns = [self._lay_out(signature) for signature in signatures]
        has_stamp = any(signature.with_stamp_box for signature in signatures)
        self._space = max(space, STAMP_HEIGHT + 3 * mm) if has_stamp else space
        self._roles = max(len(column.role) for column in self._columns) * self._role.leading
        self._names = max(len(column.name) for column in self._columns) * self._signer.leading
        self._belows = max(len(column.below) for column in self._columns) * self._role.leading
        self.height = self._roles + self._space + self._names + self._belows

    @override
    def draw(self) -> None:
        for index, column in enumerate(self._columns):
            if column.signature.is_empty:
                continue
            left = self._start + index * (self._column + _BETWEEN)
            self._draw_column(column, (left, left + self._column))

    def _lay_out(self, signature: Signature) -> _Column:
        party = signature.party
        below = [printable(party.rank or "")]
        if party.nip:
            below.append(f"NIP {printable(party.nip)}")
        name = printable(party.name or "")
        return _Column(
            role=self._wrapped(map(printable, signature.role), self._role, _MOST_ROLE_LINES),
            name=self._wrapped([name or self._dots()], self._signer, _MOST_NAME_LINES),
            below=self._wrapped(below, self._role, _MOST_NAME_LINES),
            is_missing=not name,
            signature=signature,
        )

    def _dots(self) -> str:
        """Return dots for a name, on one line however narrow the column is."""
        fits = style.width_of(LONG_DOTS, self._signer) <= self._column
        return LONG_DOTS if fits else DOTS

    def _wrapped(self, lines: Iterable[str], look: ParagraphStyle, most: int) -> tuple[str, ...]:
        wrapped = [
            part
            for line in lines
            if line
            for part in style.wrap(line, look.fontName, look.fontSize, self._column)
        ]
        return style.clipped(tuple(wrapped), most)

    def _draw_column(self, column: _Column, between: tuple[float, float]) -> None:
        y = self.height - self._role.leading + 0.25 * self._role.fontSize
        draw_lines(self.canv, column.role, self._role, between, y)
        space_bottom = self._names + self._belows
        if column.signature.with_stamp_box:
            self._draw_stamp_box(between[0] + 2 * mm, space_bottom + 1.5 * mm)
        if column.signature.hint:
            # Level for all columns and clear of the role lines, of the stamp box and the name.
            x = between[0] + (STAMP_WIDTH if column.signature.with_stamp_box else 0)
            hint_y = space_bottom + self._space / 2 - 1 * mm
            draw_lines(self.canv, [column.signature.hint], style.HINT, (x, between[1]), hint_y)
        y = space_bottom - self._signer.leading + 0.25 * self._signer.fontSize
        is_wanted = column.is_missing and not column.signature.is_for_pen
        look = self._blanks.look(self._signer) if is_wanted else self._signer
        draw_lines(self.canv, column.name, look, between, y)
        if not column.is_missing:
            self._underline(column.name, between, y)
        y -= len(column.name) * self._signer.leading
        draw_lines(self.canv, column.below, self._role, between, y)

    def _underline(self, name: Sequence[str], between: tuple[float, float], y: float) -> None:
        look = self._signer
        middle = (between[0] + between[1]) / 2
        self.canv.setStrokeColor(style.INK)
        self.canv.setLineWidth(0.7)
        for line in name:
            half = stringWidth(line, look.fontName, look.fontSize) / 2
            self.canv.line(middle - half, y - 1.6, middle + half, y - 1.6)
            y -= look.leading

    def _draw_stamp_box(self, x: float, y: float) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(style.FAINT)
        canvas.setLineWidth(style.HAIRLINE)
        canvas.setDash(3, 2)
        canvas.rect(x, y, STAMP_WIDTH, STAMP_HEIGHT)
        canvas.restoreState()
        look = style.in_colour(style.HINT, style.FAINT)
        text = y + STAMP_HEIGHT / 2 + 1
        draw_lines(canvas, ["Meterai", "Rp10.000"], look, (x, x + STAMP_WIDTH), text)


class WitnessLines(Block):
    """Witnesses, each with a number, name, position and a dotted line to sign on."""

    _ROW: Final = 13 * mm
    _INDENT: Final = 6 * mm
    _NAMES: Final = 0.62

    def __init__(self, witnesses: Sequence[Party], width: float, blanks: Blanks) -> None:
        super().__init__()
        self.width = width
        shown = witnesses[:_MOST_WITNESSES]
        self._witnesses = [self._lines(witness, blanks) for witness in shown]
        self._left_out = len(witnesses) - len(shown)
        self._heights = [
            max(self._ROW, sum(look.leading for _, look in lines) + 3 * mm)
            for lines in self._witnesses
        ]
        lines = 2 if self._left_out else 1
        self.height = style.FIELD.leading * lines + sum(self._heights)

    def _lines(self, witness: Party, blanks: Blanks) -> list[tuple[str, ParagraphStyle]]:
        width = self.width * self._NAMES - self._INDENT
        name = printable(witness.name or "")
        look = style.FIELD if name else blanks.look(style.FIELD)
        texts = [(name or LONG_DOTS, look), (printable(witness.position or ""), style.WITNESS)]
        return [
            (line, look)
            for text, look in texts
            for line in style.clipped(
                style.wrap(text, look.fontName, look.fontSize, width), _MOST_NAME_LINES
            )
            if line
        ]

    @override
    def draw(self) -> None:
        top = self.height - style.FIELD.leading
        draw_lines(self.canv, ["Saksi-saksi,"], style.FIELD, (0, self.width), top + 3)
        rows = zip(self._witnesses, self._heights, strict=True)
        for number, (lines, height) in enumerate(rows, start=1):
            self._draw_witness(f"{number}.", lines, top - 1.5 * mm)
            top -= height
        if self._left_out:
            more = f"dan {self._left_out} saksi lainnya"
            draw_lines(self.canv, [more], style.FIELD, (0, self.width), 3)

    def _draw_witness(
        self, number: str, lines: Sequence[tuple[str, ParagraphStyle]], top: float
    ) -> None:
        y = top - style.FIELD.leading + 3
        draw_lines(self.canv, [number], style.FIELD, (0, self.width), y)
        canvas = self.canv
        canvas.setStrokeColor(style.INK)
        canvas.setLineWidth(style.HAIRLINE)
        canvas.setDash(1, 2)
        canvas.line(self.width * (self._NAMES + 0.03), y - 1, self.width, y - 1)
        canvas.setDash()
        for text, look in lines:
            draw_lines(canvas, [text], look, (self._INDENT, self.width), y)
            y -= look.leading


class SideBySide(Block):
    """Two blocks of half the width each, level at the top."""

    def __init__(self, left: Flowable, right: Flowable, width: float) -> None:
        super().__init__()
        self.width = width
        self._left, self._right = left, right
        self.height = max(left.height, right.height)

    @override
    def draw(self) -> None:
        for block, x in ((self._left, 0.0), (self._right, half_width(self.width) + _BETWEEN)):
            block.drawOn(self.canv, x, self.height - block.height)


def dated_line(
    place: str | None,
    day: date | None,
    width: float,
    blanks: Blanks,
    *,
    columns: int = 2,
    column: int = 1,
    look: ParagraphStyle = style.ROLE,
) -> Grid:
    """Return `Melak Ulu, 19 November 2026` above one of the columns of a `SignatureRow`."""
    text = f"{printable(place or '') or DOTS}, {long_date(day) or DOTS}"
    is_known = bool(place) and day is not None
    own = (width - (columns - 1) * _BETWEEN) / columns
    before = column * (own + _BETWEEN)
    cells = (Cell("", look), Cell(text, look if is_known else blanks.look(look)))
    return Grid((before, own), [Row(cells)], is_ruled=False)


def half_width(width: float) -> float:
    """Return the width of one of two columns of signatures."""
    return (width - _BETWEEN) / 2


def signing(role: str, party: Party) -> Signature:
    """Return a place to sign: what the signer is here, then position and office."""
    return Signature((role, party.position or "", party.unit or ""), party)


def acknowledgement(party: Party) -> Signature:
    """Return the place where the head of the village or another authority takes note."""
    return signing("Mengetahui,", party)

"""Formulir kunjungan: what the visit form on the screen asks, in its order, for the pen.

The last promise, the members and the goods are printed already, so that in the village only boxes
are ticked and sums written; in the evening it is typed in from top to bottom.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from kube_desktop.documents import style
from kube_desktop.documents.blocks import Blanks, gap, key_values, long_date, optional_cell
from kube_desktop.documents.content import Imprint, Letterhead, Party, Scheme
from kube_desktop.documents.grid import Cell, Grid, Row
from kube_desktop.documents.heading import recipient_name
from kube_desktop.documents.page import LetterheadBlock, Paper, Sheet, lay_out
from kube_desktop.documents.pen import Boxes, FormCode, FormHead, Line, PenRow, Ticks
from kube_desktop.documents.signatures import Signature, SignatureRow
from kube_desktop.documents.style import printable
from kube_desktop.domain import wording
from kube_desktop.domain.mentoring import (
    METHODS,
    TOPICS,
    BusinessCondition,
    GoodsState,
    PromiseResult,
    VisitKind,
)

_LABEL: Final = 36 * mm
_ABREAST: Final = 3
"""Members side by side."""
_DATE: Final = (2, 2, 4)
_MONEY: Final = (3, 3, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedMember:
    """A member who may be there."""

    name: str
    position: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedItem:
    """One line of goods to look at, with what the last visit found, in the words of the screen."""

    name: str
    quantity_milli: int | None = None
    unit: str | None = None
    last_condition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFormContent:
    """A visit form for the pen.

    Attributes:
        location: Desa, kecamatan and kabupaten on one line.
        sequence: Which visit to this group the next one is.
        promise: What was promised at the last visit; promised_on: when; due_on: until when.

    """

    letterhead: Letterhead
    code: FormCode
    group_name: str | None
    business_type: str | None
    location: str | None
    mentor: Party
    chair: Party
    members: tuple[ExpectedMember, ...]
    goods: tuple[ExpectedItem, ...]
    sequence: int | None = None
    promise: str | None = None
    promised_on: date | None = None
    due_on: date | None = None
    imprint: Imprint = field(default_factory=Imprint)


def render_visit_form(content: VisitFormContent, paper: Paper, *, preview: bool = False) -> bytes:
    """Return the form as a PDF; with `preview`, missing values stand out in red."""
    composer = _VisitForm(content, paper, Blanks(preview))
    sheet = Sheet(
        title=f"Formulir Kunjungan – {composer.recipient}",
        author=content.letterhead.office,
        subject="Formulir kunjungan pendampingan",
        running_head=f"Formulir Kunjungan  ·  {composer.recipient}",
        imprint=content.imprint,
        has_code_square=False,
        later_code=content.code.payload,
    )
    return lay_out(paper, sheet, composer.story)


class _VisitForm:
    """Puts the parts of one form in order."""

    def __init__(self, content: VisitFormContent, paper: Paper, blanks: Blanks) -> None:
        self._content = content
        self._width = paper.text_width
        self._blanks = blanks

    @property
    def recipient(self) -> str:
        """Name of the group as running text."""
        return recipient_name(Scheme.KUBE, self._content.group_name)

    def story(self) -> list[Flowable]:
        """Return the whole form in the order of the screen."""
        content = self._content
        note = f"Kunjungan ke-{content.sequence}" if content.sequence else ""
        notes = (note, "Diisi di lapangan, diketik urut dari atas ke bawah")
        further = self._further()
        head = "FORMULIR KUNJUNGAN PENDAMPINGAN KUBE"
        return [
            # The facilitator's own sheet: whose it is, without how to reach the office.
            LetterheadBlock(replace(content.letterhead, contact_lines=()), self._width),
            gap(2.5),
            FormHead(head, notes, content.code, self._width),
            gap(1),
            self._facts(),
            gap(3),
            *self._promise(),
            PenRow([Boxes("Tanggal", _DATE, "-"), Ticks("Cara", METHODS)], self._width, (1, 2)),
            PenRow([
                Boxes("Omzet bulan ini (Rp)", _MONEY, "."),
                Ticks("Kondisi usaha", tuple(one.label for one in BusinessCondition)),
            ], self._width, (1, 1)),
            *self._presence(),
            PenRow([Ticks("Materi", TOPICS)], self._width),
            *self._goods(),
            PenRow([
                Line("Masalah", lines=2), Line("Tindak lanjut", lines=2),
                Boxes("Batas waktu", _DATE, "-"),
            ], self._width, (6, 6, 5)),
            PenRow([Ticks("Jenis", tuple(one.label for one in VisitKind))], self._width),
            *further[:-1],
            KeepTogether([further[-1], gap(2), self._signatures()]),
        ]  # fmt: skip

    def _facts(self) -> Grid:
        content, blanks, look = self._content, self._blanks, style.DENSE
        rows = [
            ("Nama KUBE", blanks.cell(content.group_name, style.DENSE_BOLD)),
            ("Jenis usaha", optional_cell(content.business_type, look)),
            ("Alamat", blanks.cell(content.location, look)),
            ("Pendamping", blanks.cell(content.mentor.name, look)),
        ]
        return key_values(rows, FormHead.beside(self._width), label_width=_LABEL, look=look)

    def _promise(self) -> list[Flowable]:
        content = self._content
        if not content.promise:
            return []
        when = f" ({wording.long_date(content.promised_on)})" if content.promised_on else ""
        until = f"\nBatas waktu {long_date(content.due_on)}" if content.due_on else ""
        text = f"{printable(content.promise)}{until}"
        rows = [
            Row((Cell(f"Janji kunjungan lalu{when}", style.CELL_BOLD), Cell(text, style.CELL, 3))),
            Row((
                Cell("Janji itu dijalankan", style.CELL_BOLD),
                *(Cell(one.label, style.CHOICE, tick=False) for one in PromiseResult),
            ), is_kept=True),
        ]  # fmt: skip
        third = (self._width - _LABEL) / 3
        return [Grid((_LABEL, third, third, third), rows, is_dense=True), gap(1.5)]

    def _presence(self) -> list[Flowable]:
        """Return a box for each member, side by side as chips stand on the screen."""
        content = self._content
        if not content.members:
            return [PenRow([Line("Yang hadir", lines=3)], self._width)]
        cells = [
            Cell(
                f"{one.name}{f' ({one.position})' if one.position else ''}",
                style.CHOICE,
                tick=False,
            )
            for one in content.members
        ]
        cells += [Cell("", style.CELL)] * (-len(cells) % _ABREAST)
        rows = [Row(tuple(cells[i : i + _ABREAST])) for i in range(0, len(cells), _ABREAST)]
        head = Row((Cell("Yang hadir", style.CELL_BOLD, _ABREAST),), is_shaded=True)
        widths = [self._width / _ABREAST] * _ABREAST
        return [Grid(widths, rows, head=head, is_dense=True), gap(1.5)]

    def _goods(self) -> list[Flowable]:
        """Return a row of boxes for each line of goods."""
        content = self._content
        if not content.goods:
            return []
        states = [one.label for one in GoodsState]
        texts = ("Kondisi barang", *states, "Bila hilang atau dijual: sebabnya")
        head = Row(tuple(Cell(one, style.HEAD) for one in texts), is_shaded=True, is_centred=True)
        rows = [
            Row((
                Cell(_item(number, one), style.SMALL_CELL),
                *(_state(one.last_condition == state) for state in states),
                Cell("", style.SMALL_CELL),
            ), min_height=6.5 * mm)
            for number, one in enumerate(content.goods, start=1)
        ]  # fmt: skip
        shares = (0.31, 0.095, 0.095, 0.095, 0.095, 0.095, 0.215)
        widths = [share * self._width for share in shares]
        return [Grid(widths, rows, head=head, is_dense=True), gap(1.5)]

    def _further(self) -> list[Flowable]:
        width = self._width
        return [
            PenRow([
                Boxes("Jam mulai", (2, 2), "."), Boxes("Jam selesai", (2, 2), "."),
                Line("Hadir lainnya"), Boxes("Kas kelompok (Rp)", _MONEY, "."),
            ], width, (4, 4, 3, 8)),
            PenRow([Line("Kegiatan"), Line("Upaya yang sudah dilakukan")], width),
            PenRow([Line("Peran masyarakat"), Line("Rujukan ke dinas atau mitra")], width),
        ]  # fmt: skip

    def _signatures(self) -> SignatureRow:
        content = self._content
        signatures = [
            Signature(("Pendamping,",), content.mentor),
            Signature((content.chair.position or "Ketua KUBE,",), content.chair),
        ]
        return SignatureRow(signatures, self._width, self._blanks, space=11 * mm, is_dense=True)


def _state(is_last: bool) -> Cell:  # noqa: FBT001  a cell is or is not of the last visit
    return Cell("lalu" if is_last else "", style.DESCRIPTOR, tick=False)


def _item(number: int, item: ExpectedItem) -> str:
    amount = ""
    if item.quantity_milli is not None:
        amount = f", {wording.quantity(item.quantity_milli)} {item.unit or ''}".rstrip()
    return f"{number}. {printable(item.name)}{printable(amount)}"

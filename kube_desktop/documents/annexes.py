"""Sheets that follow a paper: their heading, the list of members, the pictures."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak

from kube_desktop.documents import style
from kube_desktop.documents.blocks import (
    Blanks,
    gap,
    key_values,
    long_date,
    optional_cell,
    paragraph,
)
from kube_desktop.documents.content import AnnexMember, Photo
from kube_desktop.documents.grid import Cell, Grid, Row
from kube_desktop.documents.photos import photo_rows
from kube_desktop.documents.style import LONG_DOTS


def annex_head(
    annex: str, of: str, number: str | None, day: date | None, title: str, width: float,
    blanks: Blanks,
) -> list[Flowable]:  # fmt: skip
    """Begin a new page that says to which paper, by number and date, it belongs."""
    rows = [
        (annex, Cell(of, style.DENSE)),
        ("Nomor", blanks.cell(number, style.DENSE, dots=LONG_DOTS)),
        ("Tanggal", blanks.cell(long_date(day), style.DENSE, dots=LONG_DOTS)),
    ]
    return [
        PageBreak(),
        key_values(rows, width, label_width=22 * mm, indent=width * 0.36, look=style.DENSE),
        gap(6),
        paragraph(blanks.markup(title), style.TITLE),
        gap(4),
    ]


SIGNING_HEIGHT: Final = 13 * mm
"""Height of a row people sign in or put their thumb on (domain.md 3.3)."""


def signing_cell(number: int, right: ParagraphStyle) -> Cell:
    """Return `1 ……`, every second one further right, so that signatures do not run together."""
    return Cell(f"{number} ……", right if number % 2 == 0 else style.CELL)


def table_head(*titles: str) -> Row:
    """Return the head of a table, repeated on every page it reaches."""
    return Row(tuple(Cell(title, style.HEAD) for title in titles), is_shaded=True, is_centred=True)


def member_table(members: Sequence[AnnexMember], width: float) -> Grid:
    """Return the list of members with a place for each signature (Lampiran II)."""
    shares = (0.06, 0.24, 0.21, 0.13, 0.19, 0.17)
    rows = [
        Row(
            (
                Cell(str(number), style.CELL_CENTER),
                optional_cell(member.name, style.CELL),
                optional_cell(member.nik, style.CELL),
                optional_cell(member.position, style.CELL),
                optional_cell(member.address, style.CELL),
                signing_cell(number, style.SIGN_RIGHT),
            ),
            min_height=SIGNING_HEIGHT,
            is_centred=True,
        )
        for number, member in enumerate(members, start=1)
    ]
    head = table_head("No", "Nama", "NIK", "Jabatan", "Alamat", "Tanda Tangan")
    return Grid([share * width for share in shares], rows, head=head)


_LARGE: Final = 88 * mm
_SMALL: Final = 62 * mm
_LARGE_PHOTOS: Final = 2


def photo_annex(photos: Sequence[Photo], width: float) -> list[Flowable]:
    """Return one or two pictures large, more of them in two columns."""
    if len(photos) <= _LARGE_PHOTOS:
        return photo_rows(photos, width, height=_LARGE, columns=1)
    return photo_rows(photos, width, height=_SMALL, columns=2)

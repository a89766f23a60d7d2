"""How papers begin: letterhead, title and number, the day in words, and who signs."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from kube_desktop.documents import style
from kube_desktop.documents.blocks import Blanks, gap, key_values, paragraph, party_rows
from kube_desktop.documents.content import Letterhead, Party, Scheme
from kube_desktop.documents.grid import Grid
from kube_desktop.documents.page import LetterheadBlock
from kube_desktop.documents.style import DOTS, printable
from kube_desktop.domain import wording

LABEL: Final = 26 * mm
"""Width of the labels of a party."""
INDENT: Final = 7 * mm
"""Where a party begins, after its number."""


def recipient_name(scheme: Scheme, name: str | None) -> str:
    """Return the name of a recipient as running text: a group is called KUBE."""
    shown = printable(name or "") or DOTS
    return f"KUBE {shown}" if scheme is Scheme.KUBE else shown


def aid_title(
    paper: str, scheme: Scheme, fiscal_year: int | None, blanks: Blanks, aid_name: str | None = None
) -> list[str]:
    """Return the lines of the title of a paper about aid: what it is, whose aid, which year."""
    aid = f"{aid_name} " if aid_name else ""
    year = str(fiscal_year) if fiscal_year else None
    return [
        paper,
        blanks.markup(f"BANTUAN {aid}{scheme.whole_name}".upper()),
        f"TAHUN ANGGARAN {blanks.markup(year)}",
    ]


def title(lines: Sequence[str]) -> Flowable:
    """Return the lines of a title, escaped markup, the first underlined."""
    first, *others = lines
    return paragraph("<br/>".join([f"<u>{first}</u>", *others]), style.TITLE)


def number_line(number: str | None, blanks: Blanks) -> list[Flowable]:
    """Return the line below a title with the number the office gives."""
    return [gap(1), paragraph(f"Nomor: {blanks.markup(number, style.LONG_DOTS)}", style.NUMBER)]


def heading(
    letterhead: Letterhead, lines: Sequence[str], width: float, below: Sequence[Flowable] = ()
) -> list[Flowable]:
    """Return the beginning of a paper: letterhead, title, and what stands below the title."""
    return [LetterheadBlock(letterhead, width), gap(4), title(lines), *below, gap(4)]


def day_in_words(day: date | None, blanks: Blanks) -> str:
    """Return a day as minutes begin with it, as markup: in words, then in figures."""
    if day is not None:
        return f"{wording.date_in_words(day)} ({wording.numeric_date(day)})"
    dots = blanks.markup(None)
    return f"{dots} tanggal {dots} bulan {dots} tahun {dots} ({dots})"


def numbered_party(
    number: str, party: Party, width: float, blanks: Blanks, *, is_official: bool
) -> Grid:
    """Return a party of an agreement as numbered rows of labels and values."""
    rows = party_rows(party, blanks, is_official=is_official)
    return key_values(rows, width, label_width=LABEL, number=number, indent=INDENT)

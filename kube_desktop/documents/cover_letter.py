"""Surat pengantar: the letter that goes with a package file, to compare it by at the office."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from kube_desktop.documents import style
from kube_desktop.documents.annexes import table_head
from kube_desktop.documents.blocks import Blanks, gap, key_values, led, paragraph
from kube_desktop.documents.content import Imprint, Letterhead, Party
from kube_desktop.documents.grid import Cell, Grid, Row
from kube_desktop.documents.heading import heading, number_line
from kube_desktop.documents.page import Paper, Sheet, lay_out
from kube_desktop.documents.signatures import Signature, SignatureRow, dated_line, signing
from kube_desktop.documents.style import DOTS, printable
from kube_desktop.domain import wording

_LABEL: Final = 42 * mm
_SHARES: Final = (0.07, 0.53, 0.14, 0.26)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedKind:
    """How many records of one kind a file carries."""

    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverLetterContent:
    """One package file as its sender vouches for it.

    Attributes:
        recipient: To whom the letter goes, as `Kepala Dinas Sosial Provinsi Kalimantan Timur`.
        region: Regency whose groups the sender mentors.
        check_code: Read out on the telephone to compare, as `7F3A–92C1`.
        made_at: Moment as it is read, as `19 November 2026 pukul 08.30 WITA`.
        size: As `184 KB`.
        words: The six words of the sender's laptop.

    """

    letterhead: Letterhead
    number: str | None = None
    recipient: str | None
    sender: Party
    region: str | None
    filename: str | None
    check_code: str | None
    size: str | None
    made_at: str | None
    words: str | None
    counts: tuple[CountedKind, ...]
    signed_at: str | None
    signed_on: date | None
    imprint: Imprint = field(default_factory=Imprint)


def render_cover_letter(
    content: CoverLetterContent, paper: Paper, *, preview: bool = False
) -> bytes:
    """Return the letter as a PDF; with `preview`, missing values stand out in red."""
    composer = _CoverLetter(content, paper, Blanks(preview))
    name = printable(content.filename or "") or DOTS
    sheet = Sheet(
        title=f"Surat Pengantar {name}",
        author=content.sender.name or content.letterhead.office,
        subject="Surat pengantar berkas data",
        running_head=f"Surat Pengantar  ·  {name}  ·  Kode periksa {content.check_code or DOTS}",
        imprint=content.imprint,
    )
    return lay_out(paper, sheet, composer.story)


class _CoverLetter:
    """Puts the parts of one letter in order."""

    def __init__(self, content: CoverLetterContent, paper: Paper, blanks: Blanks) -> None:
        self._content = content
        self._width = paper.text_width
        self._blanks = blanks

    def story(self) -> list[Flowable]:
        """Return the whole letter in reading order."""
        content, blanks = self._content, self._blanks
        number = number_line(content.number, blanks)
        return [
            *heading(content.letterhead, ["SURAT PENGANTAR"], self._width, number),
            paragraph(f"Kepada Yth.<br/>{blanks.markup(content.recipient)}<br/>di tempat"),
            gap(4),
            *led("Bersama ini disampaikan:", self._table()),
            gap(4),
            *led("Untuk dicocokkan waktu berkas diterima:", self._facts()),
            gap(4),
            KeepTogether([*self._closing()]),
        ]

    def _table(self) -> Grid:
        content, blanks, look = self._content, self._blanks, style.CELL
        file = Row(
            (
                Cell("1", style.CELL_CENTER),
                blanks.cell(
                    f"Berkas data KUBE {content.filename}" if content.filename else None, look
                ),
                Cell("1 berkas", style.CELL_CENTER),
                Cell("Disandikan; hanya kantor provinsi yang dapat membukanya", look),
            )
        )
        rows = [
            Row(
                (
                    Cell("", look),
                    Cell(f"– {printable(one.label)}", look),
                    Cell(wording.number(one.count), style.CELL_CENTER),
                    Cell("catatan di dalam berkas", look),
                ),
                is_kept=True,
            )
            for one in content.counts
        ]
        head = table_head("No", "Yang dikirim", "Banyaknya", "Keterangan")
        return Grid([share * self._width for share in _SHARES], [file, *rows], head=head)

    def _facts(self) -> Grid:
        content, blanks, look = self._content, self._blanks, style.FIELD
        rows = [
            ("Kode periksa", blanks.cell(content.check_code, style.AMOUNT)),
            ("Enam kata laptop", blanks.cell(content.words, style.FIELD_BOLD)),
            ("Ukuran berkas", blanks.cell(content.size, look)),
            ("Dibuat", blanks.cell(content.made_at, look)),
            ("Pengirim", blanks.cell(content.sender.name, look)),
            ("Wilayah", blanks.cell(content.region, look)),
        ]
        return key_values(rows, self._width, label_width=_LABEL)

    def _closing(self) -> list[Flowable]:
        content, blanks = self._content, self._blanks
        roles = ("Diterima tanggal ……………………", "Petugas penerima,")
        receiver = Signature(roles, Party(), is_for_pen=True)
        return [
            paragraph(
                "Berkas utuh bila kode periksa di layar kantor sama dengan kode di atas. Pada "
                "kiriman pertama cocokkan juga enam kata laptop. Mohon lembar kedua ditandatangani "
                "dan dikembalikan kepada pengirim sebagai tanda terima."
            ),
            gap(4),
            dated_line(content.signed_at, content.signed_on, self._width, blanks),
            SignatureRow([receiver, signing("Pengirim,", content.sender)], self._width, blanks),
        ]

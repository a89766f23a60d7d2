"""Berita acara pembatalan: a signed handover is taken back by a paper, never by forgetting it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from kube_desktop.documents import style
from kube_desktop.documents.blocks import (
    Blanks,
    full_money,
    gap,
    key_values,
    long_date,
    paragraph,
    party_rows,
)
from kube_desktop.documents.content import Imprint, Letterhead, Party, RupiahStyle, Scheme
from kube_desktop.documents.page import LetterheadBlock, Paper, Sheet, lay_out
from kube_desktop.documents.signatures import (
    Signature,
    SignatureRow,
    acknowledgement,
    dated_line,
)
from kube_desktop.documents.style import DOTS, printable
from kube_desktop.domain import wording

_LABEL: Final = 26 * mm
_INDENT: Final = 7 * mm
_SPACE: Final = 14 * mm
"""Room for a signature, so that these minutes fit one sheet of A4."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationContent:
    """Minutes that cancel a signed BAST.

    Attributes:
        number: Number of these minutes; dots when the office gives it later.
        cancelled_on: Day of the cancellation.
        bast_number: Number of the BAST that is cancelled; bast_date: its day.
        bast_code: Code to type of its paper.
        reason: Why, in the words of the person who cancelled.

    """

    letterhead: Letterhead
    scheme: Scheme
    agency: str
    recipient_name: str | None
    number: str | None
    cancelled_on: date | None
    place: str | None
    signed_at: str | None
    first_party: Party
    second_party: Party
    bast_number: str | None
    bast_date: date | None
    bast_code: str | None
    total: int | None
    reason: str | None
    handed_over_by: Party | None = None
    acknowledged_by: Party | None = None
    copies: int = 3
    rupiah_style: RupiahStyle = RupiahStyle.FORMAL
    imprint: Imprint = field(default_factory=Imprint)


def render_cancellation(
    content: CancellationContent, paper: Paper, *, preview: bool = False
) -> bytes:
    """Return the minutes as a PDF; with `preview`, missing values stand out in red."""
    name = _recipient(content)
    sheet = Sheet(
        title=f"Berita Acara Pembatalan Serah Terima – {name}",
        author=content.agency,
        subject="Berita Acara Pembatalan Serah Terima bantuan",
        running_head=f"Berita Acara Pembatalan  ·  Nomor: {content.number or DOTS}  ·  {name}",
        imprint=content.imprint,
    )
    return lay_out(paper, sheet, lambda: _story(content, paper.text_width, Blanks(preview)))


def _recipient(content: CancellationContent) -> str:
    name = printable(content.recipient_name or "") or DOTS
    return f"KUBE {name}" if content.scheme is Scheme.KUBE else name


def _story(content: CancellationContent, width: float, blanks: Blanks) -> list[Flowable]:
    title = "<u>BERITA ACARA PEMBATALAN</u><br/>SERAH TERIMA BANTUAN"
    number = blanks.markup(content.number, style.LONG_DOTS)
    story: list[Flowable] = [
        LetterheadBlock(content.letterhead, width),
        gap(4),
        paragraph(f"{title}<br/>{blanks.markup(content.scheme.whole_name.upper())}", style.TITLE),
        gap(1),
        paragraph(f"Nomor: {number}", style.NUMBER),
        gap(4),
        paragraph(
            f"Pada hari ini {_day_in_words(content.cancelled_on, blanks)}, bertempat di "
            f"{blanks.markup(content.place)}, kami yang bertanda tangan di bawah ini:"
        ),
        gap(2.5),
    ]
    parties = (("1.", content.first_party, "PIHAK PERTAMA", True),
               ("2.", content.second_party, "PIHAK KEDUA", False))  # fmt: skip
    for mark, party, called, is_official in parties:
        rows = party_rows(party, blanks, is_official=is_official)
        story += [
            key_values(rows, width, label_width=_LABEL, number=mark, indent=_INDENT),
            paragraph(f"Selanjutnya disebut <b>{called}</b>.", style.LIST),
            gap(2),
        ]
    reason = (content.reason or "").strip().rstrip(".;,") or None
    story += [
        paragraph(_statement(content, blanks)),
        gap(2),
        paragraph(f"Alasan pembatalan: <b>{blanks.markup(reason)}</b>."),
        gap(2),
        KeepTogether(_closing(content, width, blanks)),
    ]
    return story


def _statement(content: CancellationContent, blanks: Blanks) -> str:
    code = f", kode verifikasi {blanks.markup(content.bast_code)}" if content.bast_code else ""
    value = blanks.markup(full_money(content.total, content.rupiah_style))
    return (
        "Dengan ini menyatakan bahwa Berita Acara Serah Terima Nomor "
        f"<b>{blanks.markup(content.bast_number)}</b> tanggal "
        f"<b>{blanks.markup(long_date(content.bast_date))}</b>{code}, untuk "
        f"{blanks.markup(_recipient(content))} senilai {value}, <b>dibatalkan</b> dan tidak "
        "berlaku lagi sejak Berita Acara ini ditandatangani. Barang atau uang yang sudah diterima "
        "diperlakukan sesuai dengan keputusan "
        f"{blanks.markup(content.agency)}."
    )


def _closing(content: CancellationContent, width: float, blanks: Blanks) -> list[Flowable]:
    copies = f"{content.copies} ({wording.terbilang(content.copies)})"
    first, second = content.first_party, content.second_party
    closing: list[Flowable] = [
        paragraph(
            f"Demikian Berita Acara ini dibuat dengan sebenarnya dalam rangkap {copies} untuk "
            "dipergunakan sebagaimana mestinya."
        ),
        gap(2),
        dated_line(content.signed_at, content.cancelled_on, width, blanks),
        gap(1),
        SignatureRow(
            [
                Signature(("PIHAK KEDUA,", second.position or ""), second),
                Signature(("PIHAK PERTAMA,", first.position or "", first.unit or ""), first),
            ],
            width,
            blanks,
            space=_SPACE,
        ),
    ]
    lower = []
    officer = content.handed_over_by
    if officer is not None and officer.name:
        lower.append(Signature(("Petugas yang menyerahkan,", officer.position or ""), officer))
    if content.acknowledged_by is not None:
        lower.append(acknowledgement(content.acknowledged_by))
    return (
        [*closing, gap(3), SignatureRow(lower, width, blanks, space=_SPACE, is_dense=True)]
        if lower
        else closing
    )


def _day_in_words(day: date | None, blanks: Blanks) -> str:
    if day is not None:
        return f"{wording.date_in_words(day)} ({wording.numeric_date(day)})"
    dots = blanks.markup(None)
    return f"{dots} tanggal {dots} bulan {dots} tahun {dots} ({dots})"

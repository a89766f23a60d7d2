"""Berita Acara Serah Terima: the minutes of handing aid to a group or a person (domain.md 3.1)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from kube_desktop.documents import style
from kube_desktop.documents.annexes import annex_head, member_table, photo_annex
from kube_desktop.documents.blocks import (
    Blanks,
    full_money,
    gap,
    goods_table,
    key_values,
    long_date,
    numbered,
    paragraph,
)
from kube_desktop.documents.content import BastContent, Decree, Scheme
from kube_desktop.documents.grid import Grid
from kube_desktop.documents.heading import (
    LABEL,
    aid_title,
    day_in_words,
    heading,
    number_line,
    numbered_party,
    recipient_name,
)
from kube_desktop.documents.page import Paper, Sheet, lay_out
from kube_desktop.documents.signatures import (
    SideBySide,
    Signature,
    SignatureRow,
    WitnessLines,
    acknowledgement,
    half_width,
)
from kube_desktop.documents.statements import usual_statements
from kube_desktop.documents.style import DOTS
from kube_desktop.domain import wording

MAX_LINES_IN_BODY: Final = 12
"""Longer tables of goods go into Lampiran I."""


def render_bast(content: BastContent, paper: Paper, *, preview: bool = False) -> bytes:
    """Return the BAST as a PDF; with `preview`, missing values stand out in red."""
    composer = _Bast(content, paper, Blanks(preview))
    sheet = Sheet(
        title=f"Berita Acara Serah Terima {content.number or ''} – {composer.recipient}",
        author=content.agency,
        subject="Berita Acara Serah Terima bantuan",
        running_head=f"Berita Acara Serah Terima  ·  Nomor: {content.number or DOTS}"
        f"  ·  {composer.recipient}",
        imprint=content.imprint,
    )
    return lay_out(paper, sheet, composer.story)


class _Bast:
    """Puts the parts of one BAST in order."""

    def __init__(self, content: BastContent, paper: Paper, blanks: Blanks) -> None:
        self._content = content
        self._width = paper.text_width
        self._blanks = blanks
        self._is_group = content.scheme is Scheme.KUBE
        self._is_money = content.money_amount is not None
        officer = content.handed_over_by
        self._officer = officer if officer is not None and officer.name else None
        self._has_annex = len(content.lines) > MAX_LINES_IN_BODY and not self._is_money

    @property
    def recipient(self) -> str:
        """Name of the recipient as running text."""
        return recipient_name(self._content.scheme, self._content.recipient_name)

    def story(self) -> list[Flowable]:
        """Return the whole paper in reading order."""
        content = self._content
        *statements, last_statement = self._statements()
        title = aid_title(
            "BERITA ACARA SERAH TERIMA", content.scheme, content.fiscal_year, self._blanks,
            content.aid_name,
        )  # fmt: skip
        below = number_line(content.number, self._blanks)
        story: list[Flowable] = [
            *heading(content.letterhead, title, self._width, below),
            *self._opening(),
            gap(2.5),
            *self._parties(),
            gap(2),
            *self._handover(),
            # Nor does the sentence that announces the statements stay behind alone.
            KeepTogether(statements[:3]),
            *statements[3:],
            # The signatures take the closing and the last statement along to a new page: a sheet
            # with nothing but signatures could be put under any other paper.
            KeepTogether([last_statement, gap(3), *self._closing()]),
        ]
        for number, annex in enumerate(self._annexes(), start=1):
            story += annex(f"Lampiran {wording.ROMAN_MONTHS[number - 1]}")
        return story

    def _annexes(self) -> list[Callable[[str], list[Flowable]]]:
        content = self._content
        annexes: list[Callable[[str], list[Flowable]]] = []
        if self._has_annex:
            annexes.append(self._goods_annex)
        if content.members:
            annexes.append(self._member_annex)
        if content.photos:
            annexes.append(self._photo_annex)
        return annexes

    def _opening(self) -> list[Flowable]:
        content, blanks = self._content, self._blanks
        place = blanks.markup(content.handed_over_at)
        day = day_in_words(content.handed_over_on, blanks)
        sentence = f"Pada hari ini {day}, bertempat di {place}, "
        grounds = [self._trimmed(recital) for recital in content.recitals]
        if content.decree is not None or not grounds:
            grounds.append(self._decree(content.decree or Decree()))
        signers = "kami yang bertanda tangan di bawah ini:"
        if len(grounds) == 1:
            return [paragraph(f"{sentence}berdasarkan {grounds[0]}, {signers}")]
        last = len(grounds) - 1
        listed = [f"{text}{',' if i == last else ';'}" for i, text in enumerate(grounds)]
        return [
            paragraph(f"{sentence}berdasarkan:"),
            gap(1),
            *numbered(listed),
            gap(1),
            paragraph(signers),
        ]

    def _trimmed(self, text: str) -> str:
        return self._blanks.markup(text.strip().rstrip(".;,"))

    def _decree(self, decree: Decree) -> str:
        blanks = self._blanks
        issuer = f" {blanks.markup(decree.issuer)}" if decree.issuer else ""
        about = f" tentang {self._trimmed(decree.about)}" if decree.about else ""
        return (
            f"Surat Keputusan{issuer} Nomor {blanks.markup(decree.number)} "
            f"tanggal {blanks.markup(long_date(decree.issued_on))}{about}"
        )

    def _parties(self) -> list[Flowable]:
        content, blanks = self._content, self._blanks
        represented = ""
        if self._officer is not None:
            represented = (
                ", dalam hal ini diwakili oleh petugas yang ditunjuk, "
                f"{blanks.markup(self._officer.name)}"
            )
        called, second = "", content.second_party
        if not self._is_group:
            called = " (Penerima Manfaat)"
            second = replace(second, position=second.position or "Penerima Manfaat")
        if content.members:
            annex = "Lampiran II" if self._has_annex else "Lampiran I"
            called += f", bertindak untuk dan atas nama anggota kelompok sebagaimana {annex}"
        return [
            numbered_party("1.", content.first_party, self._width, blanks, is_official=True),
            paragraph(f"Selanjutnya disebut <b>PIHAK PERTAMA</b>{represented}.", style.LIST),
            gap(2),
            numbered_party("2.", second, self._width, blanks, is_official=False),
            paragraph(f"Selanjutnya disebut <b>PIHAK KEDUA</b>{called}.", style.LIST),
        ]

    def _handover(self) -> list[Flowable]:
        content = self._content
        amount = full_money(content.total, content.rupiah_style)
        value = f"<b>{self._blanks.markup(amount)}</b>"
        source = self._blanks.markup(content.funding_source) if content.funding_source else ""
        source = f" yang bersumber dari {source}" if source else ""
        statement = (
            "Dengan ini menerangkan bahwa PIHAK PERTAMA telah menyerahkan kepada PIHAK KEDUA, "
            "dan PIHAK KEDUA telah menerima dari PIHAK PERTAMA, bantuan "
        )
        if self._is_money:
            return [paragraph(f"{statement}berupa uang sebesar {value}{source}."), gap(2)]
        statement += f"berupa barang senilai {value}{source}, "
        if self._has_annex:
            statement += (
                "sebagaimana tercantum dalam Lampiran I yang merupakan bagian tidak terpisahkan "
                "dari Berita Acara ini."
            )
            return [paragraph(statement), gap(2)]
        table = goods_table(content.lines, content.total, self._width, self._blanks)
        return [paragraph(f"{statement}dengan rincian sebagai berikut:"), gap(1.5), table, gap(3)]

    def _statements(self) -> list[Flowable]:
        content = self._content
        statements = content.statements or usual_statements(content)
        return [
            paragraph("Sehubungan dengan serah terima tersebut dinyatakan bahwa:"),
            gap(0.5),
            *numbered([self._blanks.markup(text) for text in statements], letters=True),
        ]

    def _closing(self) -> list[Flowable]:
        content = self._content
        copies = f"{content.copies} ({wording.terbilang(content.copies)})"
        closing = (
            "Demikian Berita Acara Serah Terima ini dibuat dengan sebenarnya dalam rangkap "
            f"{copies} untuk dipergunakan sebagaimana mestinya."
        )
        return [
            paragraph(closing),
            gap(3),
            self._place_and_date(),
            gap(3),
            SignatureRow(self._main_signatures(), self._width, self._blanks),
            *self._lower_signatures(),
        ]

    def _place_and_date(self) -> Grid:
        content, blanks = self._content, self._blanks
        left = half_width(self._width) + 6 * mm
        rows = [
            ("Dikeluarkan di", blanks.cell(content.signed_at, style.FIELD)),
            ("Pada tanggal", blanks.cell(long_date(content.handed_over_on), style.FIELD)),
        ]
        return key_values(rows, self._width, label_width=LABEL, indent=left)

    def _main_signatures(self) -> list[Signature]:
        content = self._content
        first, second = content.first_party, content.second_party
        position = second.position or ("Ketua KUBE" if self._is_group else "Penerima Manfaat")
        return [
            Signature(
                ("PIHAK KEDUA,", position),
                second,
                hint="stempel kelompok" if self._is_group else "",
                with_stamp_box=content.with_stamp_box,
            ),
            Signature(("PIHAK PERTAMA,", first.position or "", first.unit or ""), first),
        ]

    def _lower_signatures(self) -> list[Flowable]:
        content, blanks = self._content, self._blanks
        witnesses, officer = content.witnesses, self._officer
        half = half_width(self._width)
        lower: list[Flowable] = []
        if officer is not None:
            signature = Signature(("Petugas yang menyerahkan,", officer.position or ""), officer)
            if witnesses:
                block = SignatureRow([signature], half, blanks, columns=1)
                lower.append(SideBySide(block, WitnessLines(witnesses, half, blanks), self._width))
            elif content.acknowledged_by is not None:
                pair = [signature, acknowledgement(content.acknowledged_by)]
                return [gap(5), SignatureRow(pair, self._width, blanks)]
            else:
                lower.append(SignatureRow([signature], self._width, blanks))
        elif witnesses:
            lower.append(WitnessLines(witnesses, self._width, blanks))
        if content.acknowledged_by is not None:
            signature = acknowledgement(content.acknowledged_by)
            lower.append(SignatureRow([signature], self._width, blanks))
        return [flowable for block in lower for flowable in (gap(5), block)]

    def _annex_head(self, annex: str, title: str) -> list[Flowable]:
        content = self._content
        of = f"Berita Acara Serah Terima bantuan {self.recipient}"
        number, day = content.number, content.handed_over_on
        return annex_head(annex, of, number, day, title, self._width, self._blanks)

    def _goods_annex(self, annex: str) -> list[Flowable]:
        content = self._content
        table = goods_table(content.lines, content.total, self._width, self._blanks)
        return [
            *self._annex_head(annex, "RINCIAN BARANG BANTUAN"),
            table,
        ]

    def _member_annex(self, annex: str) -> list[Flowable]:
        return [
            *self._annex_head(annex, f"DAFTAR ANGGOTA {self.recipient.upper()}"),
            member_table(self._content.members, self._width),
        ]

    def _photo_annex(self, annex: str) -> list[Flowable]:
        return [
            *self._annex_head(annex, "FOTO PENYERAHAN BANTUAN"),
            *photo_annex(self._content.photos, self._width),
        ]

"""Pakta integritas and surat pernyataan kesanggupan of a recipient (domain.md 3.6)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from kube_desktop.documents import style
from kube_desktop.documents.blocks import (
    Blanks,
    bast_reference,
    full_money,
    gap,
    key_values,
    long_date,
    numbered,
    paragraph,
)
from kube_desktop.documents.content import Imprint, Letterhead, Party, RupiahStyle, Scheme
from kube_desktop.documents.grid import Grid
from kube_desktop.documents.heading import aid_title, heading, recipient_name
from kube_desktop.documents.page import Paper, Sheet, lay_out
from kube_desktop.documents.signatures import Signature, SignatureRow, acknowledgement, dated_line

_LABEL: Final = 42 * mm


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeContent:
    """What a recipient promises, under a meterai.

    Attributes:
        agency: Name of the programme owner, as sentences write it.
        recipient_name: Name of the group; for UEP of the person.
        signer: Who promises: the chair of the group, or the single recipient.
        birth_place: Tempat lahir; born_on: tanggal lahir.
        location: Desa, kecamatan and kabupaten of the group on one line.
        value: Value of the aid in rupiah.

    """

    letterhead: Letterhead
    scheme: Scheme
    agency: str
    fiscal_year: int | None
    recipient_name: str | None
    signer: Party
    birth_place: str | None
    born_on: date | None
    phone: str | None
    business_type: str | None
    location: str | None
    bast_number: str | None
    bast_date: date | None
    value: int | None
    is_money: bool
    signed_at: str | None
    signed_on: date | None
    acknowledged_by: Party | None = None
    rupiah_style: RupiahStyle = RupiahStyle.FORMAL
    imprint: Imprint = field(default_factory=Imprint)


def render_pledge(content: PledgeContent, paper: Paper, *, preview: bool = False) -> bytes:
    """Return the statement as a PDF; with `preview`, missing values stand out in red."""
    composer = _Pledge(content, paper, Blanks(preview))
    sheet = Sheet(
        title=f"Pakta Integritas dan Pernyataan Kesanggupan – {composer.recipient}",
        author=content.letterhead.office,
        subject="Pakta integritas dan surat pernyataan kesanggupan",
        running_head=f"Pakta Integritas dan Pernyataan Kesanggupan  ·  {composer.recipient}",
        imprint=content.imprint,
    )
    return lay_out(paper, sheet, composer.story)


class _Pledge:
    """Puts the parts of one statement in order."""

    def __init__(self, content: PledgeContent, paper: Paper, blanks: Blanks) -> None:
        self._content = content
        self._width = paper.text_width
        self._blanks = blanks
        self._is_group = content.scheme is Scheme.KUBE

    @property
    def recipient(self) -> str:
        """Name of the recipient as running text."""
        return recipient_name(self._content.scheme, self._content.recipient_name)

    def story(self) -> list[Flowable]:
        """Return the whole statement in reading order."""
        content, blanks = self._content, self._blanks
        title = aid_title(
            "PAKTA INTEGRITAS DAN SURAT PERNYATAAN KESANGGUPAN", content.scheme,
            content.fiscal_year, blanks,
        )  # fmt: skip
        *promises, last = numbered(_promises(content))
        return [
            *heading(content.letterhead, title, self._width),
            paragraph("Saya yang bertanda tangan di bawah ini:"),
            gap(1.5),
            self._facts(),
            gap(2),
            paragraph(self._occasion()),
            gap(0.5),
            *promises,
            KeepTogether([last, gap(2.5), *self._closing()]),
        ]

    def _facts(self) -> Grid:
        content, blanks = self._content, self._blanks
        signer, look = content.signer, style.FIELD
        born = ", ".join(part for part in (content.birth_place, long_date(content.born_on)) if part)
        rows = [
            ("Nama", blanks.cell(signer.name, style.FIELD_BOLD)),
            ("Tempat, tanggal lahir", blanks.cell(born, look)),
            ("NIK", blanks.cell(signer.nik, look)),
            ("Alamat", blanks.cell(signer.address, look)),
        ]
        if self._is_group:
            rows += [
                ("Jabatan", blanks.cell(signer.position or "Ketua", look)),
                ("Nama KUBE", blanks.cell(content.recipient_name, look)),
                ("Alamat KUBE", blanks.cell(content.location, look)),
            ]
        rows += [
            ("Jenis usaha", blanks.cell(content.business_type, look)),
            ("Nomor HP", blanks.cell(content.phone, look)),
        ]
        return key_values(rows, self._width, label_width=_LABEL)

    def _occasion(self) -> str:
        content, blanks = self._content, self._blanks
        kind = "uang sebesar" if content.is_money else "barang senilai"
        value = blanks.markup(full_money(content.value, content.rupiah_style))
        basis = blanks.markup(bast_reference(content.bast_number, content.bast_date))
        signer = "saya, untuk dan atas nama seluruh anggota KUBE," if self._is_group else "saya"
        return (
            f"Dalam rangka penerimaan bantuan {blanks.markup(content.scheme.whole_name)} dari "
            f"{blanks.markup(content.agency)} berupa {kind} <b>{value}</b>, sesuai Berita Acara "
            f"Serah Terima {basis}, dengan ini {signer} menyatakan dengan sebenarnya bahwa:"
        )

    def _closing(self) -> list[Flowable]:
        content, blanks = self._content, self._blanks
        position = content.signer.position or ("Ketua KUBE" if self._is_group else "")
        signer = Signature(
            ("Yang menyatakan,", position if self._is_group else "Penerima Manfaat"),
            content.signer,
            with_stamp_box=True,
        )
        return [
            paragraph(
                "Apabila saya melanggar pernyataan ini, saya bersedia dikenakan sanksi sesuai "
                "ketentuan peraturan perundang-undangan. Demikian pernyataan ini saya buat dengan "
                "sadar dan tanpa paksaan."
            ),
            gap(3),
            dated_line(content.signed_at, content.signed_on, self._width, blanks),
            SignatureRow(
                [acknowledgement(content.acknowledged_by or Party()), signer], self._width, blanks
            ),
        ]


def _promises(content: PledgeContent) -> list[str]:
    return _of_group(content) if content.scheme is Scheme.KUBE else _of_person(content)


def _of_group(content: PledgeContent) -> list[str]:
    aid = "modal usaha" if content.is_money else "barang bantuan"
    return [
        (
            f"akan menggunakan {aid} untuk usaha bersama kelompok sesuai rencana usaha dan "
            "petunjuk teknis, serta mengelolanya bersama seluruh anggota;"
        ),
        _not_sold(content),
        (
            "akan mencatat keuangan usaha dan membayar Iuran Kesetiakawanan Sosial (IKS) menurut "
            "kesepakatan kelompok;"
        ),
        *_common(content),
    ]


def _of_person(content: PledgeContent) -> list[str]:
    aid = "modal usaha" if content.is_money else "barang bantuan"
    return [
        (
            f"akan menggunakan {aid} untuk usaha ekonomi produktif saya sesuai rencana usaha dan "
            "petunjuk teknis, serta menjalankan usaha itu sendiri bersama keluarga;"
        ),
        _not_sold(content),
        "akan mencatat pemasukan dan pengeluaran usaha;",
        *_common(content),
    ]


def _not_sold(content: PledgeContent) -> str:
    if content.is_money:
        return "tidak akan menggunakan uang bantuan untuk keperluan di luar rencana usaha;"
    return "tidak akan menjual, menggadaikan, atau memindahtangankan barang bantuan;"


def _common(content: PledgeContent) -> list[str]:
    who = "pengurus dan anggota kelompok" if content.scheme is Scheme.KUBE else "saya"
    return [
        (
            "bersedia didampingi, dimonitor, dan dievaluasi, serta menyampaikan laporan "
            "perkembangan usaha tepat waktu;"
        ),
        f"{who} bukan pegawai negeri sipil, anggota TNI, atau anggota Polri;",
        "tidak menerima bantuan sejenis dari sumber lain pada tahun anggaran yang sama;",
        (
            "semua data yang diberikan adalah benar, dan sanggup mengembalikan bantuan apabila "
            "di kemudian hari terbukti tidak benar."
        ),
    ]

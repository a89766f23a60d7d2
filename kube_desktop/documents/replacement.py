"""Berita acara penggantian anggota: who left a group, and who came instead (domain.md 2.3)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from reportlab.platypus import Flowable
from typing_extensions import override

from kube_desktop.documents import style
from kube_desktop.documents.annexes import table_head
from kube_desktop.documents.blocks import (
    gap,
    led,
    long_date,
    numbered,
    optional_cell,
    paragraph,
)
from kube_desktop.documents.content import AnnexMember, Party, Scheme
from kube_desktop.documents.grid import Cell, Grid, Row
from kube_desktop.documents.heading import recipient_name
from kube_desktop.documents.minutes import Minutes, MinutesContent, render_minutes
from kube_desktop.documents.page import Paper
from kube_desktop.documents.signatures import Signature, acknowledgement, signing
from kube_desktop.documents.style import DOTS, printable

_SHARES: Final = (0.16, 0.42, 0.42)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacedMember:
    """One side of a replacement: a person, the office, and when it began or ended."""

    name: str | None
    nik: str | None = None
    position: str | None = None
    address: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementContent(MinutesContent):
    """That a member of a group was replaced.

    Attributes:
        reason: Why the place became free, as the form has it: `Pindah`, `Meninggal`.
        is_office: Whether only the office changed hands and both stay members.
        can_sign: Whether the one who left can still sign.
        members: Everybody in the group after the replacement.

    """

    group_name: str | None
    old: ReplacedMember
    new: ReplacedMember
    reason: str | None
    is_office: bool = False
    can_sign: bool = True
    members: tuple[AnnexMember, ...] = ()
    chair: Party
    mentor: Party
    acknowledged_by: Party


def render_replacement(
    content: ReplacementContent, paper: Paper, *, preview: bool = False
) -> bytes:
    """Return the minutes as a PDF; with `preview`, missing values stand out in red."""
    return render_minutes(_Replacement, content, paper, preview=preview)


class _Replacement(Minutes[ReplacementContent]):
    name = "Berita Acara Penggantian Anggota"

    @override
    def title(self) -> list[str]:
        what = "PENGURUS" if self._content.is_office else "ANGGOTA"
        name = self._blanks.markup((self._content.group_name or "").upper())
        return [f"BERITA ACARA PENGGANTIAN {what}", f"KELOMPOK USAHA BERSAMA (KUBE) {name}"]

    @override
    def whose(self) -> str:
        return recipient_name(Scheme.KUBE, self._content.group_name)

    @override
    def body(self) -> list[Flowable]:
        content, blanks = self._content, self._blanks
        what = "pengurus" if content.is_office else "anggota"
        *others, _ = self._statements()
        return [
            self.opening(
                f"KUBE {blanks.markup(content.group_name)} telah bermusyawarah dan menyetujui "
                f"penggantian {what} sebagai berikut:"
            ),
            gap(2),
            self._both(),
            gap(2.5),
            *led("Susunan anggota setelah penggantian:", self._group()),
            gap(3),
            paragraph("Dengan penggantian ini dinyatakan bahwa:"),
            gap(0.5),
            *others,
        ]

    @override
    def conclusion(self) -> list[Flowable]:
        return [self._statements()[-1], gap(2.5)]

    @override
    def signatures(self) -> list[list[Signature]]:
        content = self._content
        old = signing("Yang diganti,", Party(name=content.old.name))
        new = signing("Yang menggantikan,", Party(name=content.new.name))
        both = [old, new] if content.can_sign else [new]
        return [
            both,
            [
                signing("", content.chair),
                acknowledgement(content.acknowledged_by),
                signing("", content.mentor),
            ],
        ]

    def _both(self) -> Grid:
        content, blanks = self._content, self._blanks
        old, new = content.old, content.new
        until = long_date(old.until)
        time = f"{long_date(old.since) or DOTS} sampai {until}" if until else None
        since = f"mulai {long_date(new.since)}" if new.since else None
        rows = [
            ("Nama", old.name, new.name),
            ("NIK", old.nik, new.nik),
            ("Jabatan", old.position, new.position),
            ("Alamat", old.address, new.address),
            ("Masa", time, since),
            ("Alasan", content.reason, f"menggantikan {printable(old.name or '') or DOTS}"),
        ]
        look = style.CELL
        cells = [
            Row(
                (
                    Cell(label, style.CELL_BOLD),
                    blanks.cell(left, look if place else style.CELL_BOLD),
                    blanks.cell(right, look if place else style.CELL_BOLD),
                )
            )
            for place, (label, left, right) in enumerate(rows)
        ]
        widths = [share * self._width for share in _SHARES]
        head = table_head("", "Yang diganti", "Yang menggantikan")
        return Grid(widths, cells, head=head, is_dense=True)

    def _statements(self) -> list[Flowable]:
        day = self._blanks.markup(long_date(self._content.new.since))
        common = (
            (
                "barang bantuan dan kas tetap milik kelompok, tidak dibagi dan tidak dibawa oleh "
                "yang diganti;"
            ),
            "susunan ini menggantikan yang sebelumnya; BAST yang sudah ditandatangani tetap sah.",
        )
        if self._content.is_office:
            first = (
                f"sejak {day} tugas dan tanggung jawab jabatan beralih kepada yang menggantikan, "
                "beserta buku dan kas kelompok yang dipegangnya;"
            )
        else:
            first = f"sejak {day} hak dan kewajiban anggota beralih kepada yang menggantikan;"
        return numbered([first, *common], letters=True)

    def _group(self) -> Grid:
        look = style.SMALL_CELL
        return self.table(
            (0.06, 0.27, 0.24, 0.16, 0.27),
            ("Nama", "NIK", "Jabatan", "Alamat"),
            [
                (
                    optional_cell(one.name, look),
                    optional_cell(one.nik, look),
                    optional_cell(one.position, look),
                    optional_cell(one.address, look),
                )
                for one in self._content.members
            ],
        )

"""Berita acara serah terima pendampingan: one facilitator leaves groups to another."""

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable
from typing_extensions import override

from kube_desktop.documents import style
from kube_desktop.documents.blocks import gap, key_values, numbered, optional_cell, paragraph
from kube_desktop.documents.content import Party
from kube_desktop.documents.grid import Cell, Grid
from kube_desktop.documents.heading import INDENT, LABEL
from kube_desktop.documents.minutes import Minutes, MinutesContent, render_minutes
from kube_desktop.documents.page import Paper
from kube_desktop.documents.signatures import Signature, acknowledgement, signing
from kube_desktop.documents.style import DOTS, printable
from kube_desktop.domain import wording


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenGroup:
    """A group that changes its facilitator, as it stands on that day."""

    name: str
    location: str | None = None
    chair: str | None = None
    chair_phone: str | None = None
    members: int = 0
    aid: int | None = None
    last_visit_on: date | None = None
    follow_up: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeoverContent(MinutesContent):
    """Which groups one facilitator leaves to another."""

    old: Party
    new: Party
    groups: tuple[TakenGroup, ...]
    acknowledged_by: Party


def render_takeover(content: TakeoverContent, paper: Paper, *, preview: bool = False) -> bytes:
    """Return the minutes as a PDF; with `preview`, missing values stand out in red."""
    return render_minutes(_Takeover, content, paper, preview=preview)


class _Takeover(Minutes[TakeoverContent]):
    name = "Berita Acara Serah Terima Pendampingan"

    @override
    def title(self) -> list[str]:
        return ["BERITA ACARA SERAH TERIMA PENDAMPINGAN", "KELOMPOK USAHA BERSAMA (KUBE)"]

    @override
    def whose(self) -> str:
        old, new = (
            printable(one.name or "") or DOTS for one in (self._content.old, self._content.new)
        )
        return f"{old} kepada {new}"

    @override
    def body(self) -> list[Flowable]:
        content = self._content
        count = len(content.groups)
        parties = ((content.old, "PERTAMA"), (content.new, "KEDUA"))
        flowables: list[Flowable] = [
            self.opening("kami yang bertanda tangan di bawah ini:"),
            gap(2),
        ]
        for number, (party, called) in enumerate(parties, start=1):
            flowables += [
                self._party(f"{number}.", party),
                paragraph(f"Selanjutnya disebut <b>PIHAK {called}</b>.", style.LIST),
                gap(2),
            ]
        return [
            *flowables,
            paragraph(
                "PIHAK PERTAMA menyerahkan kepada PIHAK KEDUA, dan PIHAK KEDUA menerima, tugas "
                f"pendampingan {count} ({wording.terbilang(count)}) kelompok sebagai berikut:"
            ),
            gap(1),
            self.table(
                (0.06, 0.26, 0.2, 0.11, 0.15, 0.22),
                ("Kelompok", "Ketua dan nomor HP", "Anggota", "Nilai bantuan (Rp)",
                 "Kunjungan terakhir dan janji"),
                [self._group(one) for one in content.groups],
            ),
            gap(3),
            paragraph("Bersama ini diserahkan pula:"),
            gap(0.5),
            *self._handed()[:-1],
        ]  # fmt: skip

    @override
    def conclusion(self) -> list[Flowable]:
        return [self._handed()[-1], gap(2.5)]

    @override
    def signatures(self) -> list[list[Signature]]:
        content = self._content
        return [
            [signing("PIHAK KEDUA,", content.new), signing("PIHAK PERTAMA,", content.old)],
            [acknowledgement(content.acknowledged_by)],
        ]

    def _party(self, number: str, party: Party) -> Grid:
        blanks, look = self._blanks, style.FIELD
        rows = [
            ("Nama", blanks.cell(party.name, style.FIELD_BOLD)),
            ("Jabatan", blanks.cell(party.position, look)),
        ]
        return key_values(rows, self._width, label_width=LABEL, number=number, indent=INDENT)

    def _handed(self) -> list[Flowable]:
        return numbered(
            [
                "data kelompok, anggota, bantuan, dan kunjungan dalam aplikasi KUBE Desktop;",
                "berkas kertas kelompok: BAST, tanda terima, dan laporan kunjungan;",
                "keterangan tentang masalah dan janji tindak lanjut yang belum selesai.",
            ],
            letters=True,
        )

    def _group(self, group: TakenGroup) -> tuple[Cell, ...]:
        look = style.SMALL_CELL
        visit = "Belum dikunjungi"
        if group.last_visit_on is not None:
            visit = wording.long_date(group.last_visit_on)
        told = f"{visit}\n{printable(group.follow_up)}" if group.follow_up else visit
        phone = printable(group.chair_phone or "")
        return (
            Cell(f"{printable(group.name)}\n{printable(group.location or '')}", look),
            Cell(f"{printable(group.chair or '') or DOTS}\n{phone}", look),
            Cell(str(group.members), style.SMALL_CELL_CENTER),
            optional_cell(None if group.aid is None else wording.number(group.aid), look),
            Cell(told, look),
        )

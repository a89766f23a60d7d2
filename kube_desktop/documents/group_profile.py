"""Profil KUBE: a group on one or two pages (product.md 26)."""

from collections.abc import Sequence
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from kube_desktop.documents import style
from kube_desktop.documents.blocks import Blanks, gap, long_date, paragraph
from kube_desktop.documents.charts import LIGHT_LINE, LineChart, Series
from kube_desktop.documents.contents_reports import (
    GroupProfileContent,
    ProfileAsset,
    ProfileMember,
    ProfileVisit,
)
from kube_desktop.documents.page import LetterheadBlock, Paper, Sheet, lay_out
from kube_desktop.documents.sections import Columns, HeadedTable, fact_columns, headed
from kube_desktop.documents.style import DOTS, printable
from kube_desktop.domain import wording

_CHART: Final = 40 * mm
_GAP: Final = 2.2
_MEMBERS: Final = Columns(
    ("No", 8, "c"), ("Nama", 49, "l"), ("Jabatan", 24, "l"), ("L/P", 9, "c"), ("Umur", 13, "c"),
    ("NIK", 35, "c"), ("Kelayakan", 27, "l"),
)  # fmt: skip
_HANDOVERS: Final = Columns(
    ("Tanggal", 24, "l"), ("Nomor BAST", 50, "l"), ("Barang", 40, "l"), ("Nilai", 26, "r"),
    ("Keadaan BAST", 25, "l"),
)  # fmt: skip
_ASSETS: Final = Columns(
    ("No", 8, "c"), ("Barang bantuan", 62, "l"), ("Jumlah", 23, "l"), ("Nilai", 26, "r"),
    ("Kondisi terakhir", 26, "l"), ("Diperiksa", 20, "l"),
)  # fmt: skip
_VISITS: Final = Columns(
    ("Tanggal", 20, "l"), ("Usaha", 18, "l"), ("Omzet", 23, "r"), ("Kas", 22, "r"),
    ("Permasalahan", 41, "l"), ("Tindak lanjut", 41, "l"),
)  # fmt: skip
_EVALUATIONS: Final = Columns(
    ("Tanggal", 26, "l"), ("Periode", 40, "l"), ("Jenis", 45, "l"), ("Skor", 20, "r"),
    ("Kelas", 34, "l"),
)  # fmt: skip


def render_group_profile(
    content: GroupProfileContent, paper: Paper, *, preview: bool = False
) -> bytes:
    """Return the profile of a group as a PDF; with `preview`, missing values stand out in red."""
    composer = _Profile(content, paper, Blanks(preview))
    name = printable(content.group_name or "") or DOTS
    day = long_date(content.as_of) or DOTS
    sheet = Sheet(
        title=f"Profil KUBE {name} – {day}",
        author=content.letterhead.office or "KUBE Desktop",
        subject="Profil KUBE",
        running_head=f"Profil KUBE {name}  ·  keadaan {day}",
        imprint=content.imprint,
    )
    return lay_out(paper, sheet, composer.story)


class _Profile:
    """Puts the parts of one profile in order."""

    def __init__(self, content: GroupProfileContent, paper: Paper, blanks: Blanks) -> None:
        self._content = content
        self._width = paper.text_width
        self._blanks = blanks
        self._others = dict(content.others)

    def story(self) -> list[Flowable]:
        """Return the whole profile in reading order."""
        content = self._content
        name = self._blanks.markup(content.group_name)
        day = self._blanks.markup(long_date(content.as_of))
        return [
            LetterheadBlock(content.letterhead, self._width),
            gap(3),
            paragraph(f"PROFIL KUBE {name}", style.TITLE),
            paragraph(f"Keadaan {day}", style.NUMBER),
            gap(2),
            fact_columns(content.facts, self._width, self._blanks),
            gap(_GAP),
            *self._table("Anggota", _MEMBERS, [_member(n, one) for n, one in
                         enumerate(content.members, start=1)], "Belum ada anggota."),
            *self._handovers(),
            *self._table("Barang bantuan sebagai aset kelompok", _ASSETS, [_asset(n, one)
                         for n, one in enumerate(content.assets, start=1)], "Belum ada barang."),
            *self._trend(),
            *self._without_evaluations(),
            *self._table("Kunjungan pendampingan", _VISITS, list(map(_visit, content.visits)),
                         "Belum ada kunjungan."),
            *self._evaluations(),
        ]  # fmt: skip

    def _table(
        self, heading: str, columns: Columns, rows: Sequence[Sequence[str | None]], nothing: str,
        total: tuple[str, ...] | None = None,
    ) -> list[Flowable]:  # fmt: skip
        table = columns.table(rows, self._width, nothing=nothing, total=total)
        parts: list[Flowable] = [HeadedTable(heading, table, self._width)]
        more = self._others.get(heading)
        if more:
            parts.append(paragraph(more, style.DENSE))
        return [*parts, gap(_GAP)]

    def _handovers(self) -> list[Flowable]:
        content = self._content
        rows = [
            (wording.short_date(one.day), one.number, one.goods, wording.rupiah(one.total),
             one.status)
            for one in content.handovers
        ]  # fmt: skip
        total = ("Jumlah", "", "", wording.rupiah(content.handed_over), "")
        return self._table(
            "Bantuan yang diserahkan", _HANDOVERS, rows, "Belum ada serah terima.",
            total if rows else None,
        )  # fmt: skip

    def _trend(self) -> list[Flowable]:
        trend, heading = self._content.trend, "Perkembangan usaha"
        if not any(one.turnover is not None or one.cash is not None for one in trend):
            text = "Omzet dan kas belum dicatat pada kunjungan."
            return [headed(heading, paragraph(text, style.DENSE)), gap(_GAP)]
        series = [
            Series("Omzet sebulan", tuple(one.turnover for one in trend)),
            Series("Kas kelompok", tuple(one.cash for one in trend), LIGHT_LINE, is_dashed=True),
        ]
        shown = [one for one in series if any(value is not None for value in one.values)]
        chart = LineChart(
            [one.label for one in trend], shown, (self._width, _CHART), wording.rupiah_short
        )
        return [headed(heading, chart), gap(_GAP)]

    def _without_evaluations(self) -> list[Flowable]:
        # Told before the visits: at the end it would now and then have a page to itself.
        if self._content.evaluations:
            return []
        return [paragraph("<b>Evaluasi</b>: Belum ada evaluasi.", style.FIELD), gap(_GAP)]

    def _evaluations(self) -> list[Flowable]:
        if not self._content.evaluations:
            return []
        rows = [
            (wording.short_date(one.day), one.period, one.kind, one.score, one.reached)
            for one in self._content.evaluations
        ]
        return self._table("Evaluasi", _EVALUATIONS, rows, "")[:-1]


def _member(number: int, member: ProfileMember) -> tuple[str | None, ...]:
    return (
        str(number), member.name, member.position, member.sex, member.age, member.nik,
        member.eligibility,
    )  # fmt: skip


def _asset(number: int, asset: ProfileAsset) -> tuple[str | None, ...]:
    seen = wording.short_date(asset.seen_on) if asset.seen_on else None
    return (
        str(number), asset.name, asset.quantity, wording.rupiah(asset.amount), asset.condition, seen
    )  # fmt: skip


def _visit(visit: ProfileVisit) -> tuple[str | None, ...]:
    turnover, cash = (
        None if amount is None else wording.rupiah(amount)
        for amount in (visit.turnover, visit.cash)
    )
    day = wording.short_date(visit.day)
    return day, visit.condition, turnover, cash, visit.problems, visit.follow_up

"""Laporan bulanan pendamping: the condition of a facilitator's pay (domain.md 3.4)."""

from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from kube_desktop.documents import style
from kube_desktop.documents.blocks import Blanks, gap, paragraph
from kube_desktop.documents.content import Party
from kube_desktop.documents.contents_reports import (
    Fact,
    MonthReportContent,
    MonthVisit,
    PlannedVisit,
)
from kube_desktop.documents.page import LetterheadBlock, Paper, Sheet, lay_out
from kube_desktop.documents.photos import photo_rows
from kube_desktop.documents.sections import (
    Columns,
    HeadedTable,
    fact_rows,
    figure_table,
    headed,
)
from kube_desktop.documents.signatures import Signature, SignatureRow, acknowledgement, dated_line
from kube_desktop.documents.style import DOTS, printable
from kube_desktop.domain import wording

_LABEL: Final = 40 * mm
_PHOTO: Final = 38 * mm
_VISITS: Final = Columns(
    ("No", 7, "c"), ("Tanggal", 18, "l"), ("Lokasi", 27, "l"), ("Uraian kegiatan", 36, "l"),
    ("Progres capaian", 29, "l"), ("Permasalahan", 25.5, "l"), ("Upaya", 22.5, "l"),
)  # fmt: skip
_PLANS: Final = Columns(
    ("No", 7, "c"), ("Kelompok dan tempat", 52, "l"), ("Rencana kunjungan", 34, "l"),
    ("Tindak lanjut yang dijanjikan", 49, "l"), ("Batas waktu", 23, "l"),
)  # fmt: skip


def render_month_report(
    content: MonthReportContent, paper: Paper, *, preview: bool = False
) -> bytes:
    """Return the report of a month as a PDF; with `preview`, missing values stand out in red."""
    composer = _MonthReport(content, paper, Blanks(preview))
    name, period = (printable(one or "") or DOTS for one in (content.mentor.name, content.period))
    sheet = Sheet(
        title=f"Laporan Bulanan Pendamping KUBE {period} – {name}",
        author=content.mentor.name or content.letterhead.office,
        subject="Laporan bulanan pendamping",
        running_head=f"Laporan Bulanan Pendamping KUBE  ·  {name}  ·  {period}",
        imprint=content.imprint,
    )
    return lay_out(paper, sheet, composer.story)


class _MonthReport:
    """Puts the parts of one report in order."""

    def __init__(self, content: MonthReportContent, paper: Paper, blanks: Blanks) -> None:
        self._content = content
        self._width = paper.text_width
        self._blanks = blanks

    def story(self) -> list[Flowable]:
        """Return the whole report in reading order."""
        content, width = self._content, self._width
        return [
            LetterheadBlock(content.letterhead, width),
            gap(4),
            paragraph("LAPORAN BULANAN PENDAMPING<br/>KELOMPOK USAHA BERSAMA (KUBE)", style.TITLE),
            paragraph(f"Bulan {self._blanks.markup(content.period)}", style.NUMBER),
            gap(4),
            HeadedTable("A. Identitas pendamping", self._identity(), width),
            gap(4),
            HeadedTable("B. Ringkasan bulan ini", figure_table(content.figures, width), width),
            gap(4),
            HeadedTable("C. Pelaksanaan pendampingan", self._visits(), width),
            gap(4),
            HeadedTable(self._plan_title(), self._plans(), width),
            gap(4),
            *self._photos(),
            KeepTogether(self._closing()),
        ]

    def _identity(self) -> Flowable:
        mentor = self._content.mentor
        facts = (
            Fact("Nama", mentor.name),
            Fact("Jabatan", mentor.position),
            *self._content.mentor_facts,
        )
        return fact_rows(facts, self._width, self._blanks, label_width=_LABEL)

    def _visits(self) -> Flowable:
        rows = [_visit_row(place, one) for place, one in enumerate(self._content.visits, start=1)]
        nothing = "Tidak ada kunjungan yang tercatat pada bulan ini."
        return _VISITS.table(rows, self._width, nothing=nothing)

    def _plan_title(self) -> str:
        following = printable(self._content.following or "")
        return f"D. Rencana bulan berikutnya{f' ({following})' if following else ''}"

    def _plans(self) -> Flowable:
        rows = [_plan_row(place, one) for place, one in enumerate(self._content.plans, start=1)]
        nothing = "Tidak ada kelompok yang jatuh tempo dikunjungi."
        return _PLANS.table(rows, self._width, nothing=nothing)

    def _photos(self) -> list[Flowable]:
        content = self._content
        if not content.photos:
            return [paragraph("E. Dokumentasi", style.SECTION), gap(1),
                    paragraph("Tidak ada foto pada bulan ini.", style.DENSE), gap(4)]  # fmt: skip
        first, *others = photo_rows(content.photos, self._width, height=_PHOTO, columns=3)
        story: list[Flowable] = [headed("E. Dokumentasi", first), *others]
        if content.left_out_photos:
            more = f"{content.left_out_photos} foto lain tersimpan di KUBE Desktop."
            story += [paragraph(more, style.DENSE), gap(3)]
        return story

    def _closing(self) -> list[Flowable]:
        content, blanks = self._content, self._blanks
        mentor = Signature(("Pendamping KUBE,",), content.mentor)
        official = acknowledgement(content.acknowledged_by or Party())
        dated = dated_line(
            content.signed_at, content.signed_on, self._width, blanks, look=style.ROLE
        )
        text = (
            "Demikian laporan ini dibuat dengan sebenarnya sebagai pertanggungjawaban pelaksanaan "
            "tugas pendampingan."
        )
        row = SignatureRow([official, mentor], self._width, blanks)
        return [paragraph(text, style.BODY), gap(3), dated, row]


def _visit_row(number: int, visit: MonthVisit) -> tuple[str | None, ...]:
    day = visit.visited_on
    return (
        str(number),
        f"{wording.weekday(day)},\n{wording.short_date(day)}" if day else None,
        visit.place,
        visit.activities,
        visit.progress,
        visit.problems,
        visit.solutions,
    )


def _plan_row(number: int, plan: PlannedVisit) -> tuple[str | None, ...]:
    due = wording.short_date(plan.due_on) if plan.due_on else None
    return str(number), plan.place, plan.when, plan.follow_up, due

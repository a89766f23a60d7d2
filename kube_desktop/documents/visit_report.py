"""Laporan kunjungan pendampingan: what a mentor saw and agreed at a visit (domain.md 3.4)."""

from typing import Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether
from typing_extensions import override

from kube_desktop.documents import style
from kube_desktop.documents.blocks import (
    Blanks,
    gap,
    key_values,
    long_date,
    money,
    optional_cell,
    optional_lines,
    paragraph,
)
from kube_desktop.documents.content import Attendee, Topic, VisitReportContent
from kube_desktop.documents.drawing import Block, draw_lines
from kube_desktop.documents.foot import BesideCode
from kube_desktop.documents.grid import Cell, Grid, Row
from kube_desktop.documents.heading import recipient_name
from kube_desktop.documents.page import LetterheadBlock, Paper, Sheet, lay_out
from kube_desktop.documents.photos import photo_rows
from kube_desktop.documents.signatures import Signature, SignatureRow, acknowledgement, dated_line
from kube_desktop.documents.style import DOTS, paragraphs_of, printable
from kube_desktop.domain import wording

_LABEL: Final = 36 * mm
_PHOTO: Final = 33 * mm


def render_visit_report(
    content: VisitReportContent, paper: Paper, *, preview: bool = False
) -> bytes:
    """Return the visit report as a PDF; with `preview`, missing values stand out in red."""
    composer = _VisitReport(content, paper, Blanks(preview))
    day = long_date(content.visited_on) or DOTS
    sheet = Sheet(
        title=f"Laporan Kunjungan Pendampingan {day} – {composer.recipient}",
        author=content.mentor.name or content.letterhead.office,
        subject="Laporan kunjungan pendampingan",
        running_head=f"Laporan Kunjungan Pendampingan  ·  {composer.recipient}  ·  {day}",
        imprint=content.imprint,
        has_code_square=False,  # it stands beside the facts, so that the report fits one sheet
    )
    return lay_out(paper, sheet, composer.story)


class _VisitReport:
    """Puts the parts of one report in order."""

    def __init__(self, content: VisitReportContent, paper: Paper, blanks: Blanks) -> None:
        self._content = content
        self._width = paper.text_width
        self._blanks = blanks

    @property
    def recipient(self) -> str:
        """Name of the group or person as running text."""
        return recipient_name(self._content.scheme, self._content.group_name)

    def story(self) -> list[Flowable]:
        """Return the whole report in reading order."""
        content = self._content
        story: list[Flowable] = [
            LetterheadBlock(content.letterhead, self._width),
            gap(3),
            paragraph(f"LAPORAN KUNJUNGAN PENDAMPINGAN {content.scheme}", style.TITLE),
            gap(3),
            BesideCode(self._facts(), content.imprint.proof, self._width),
            gap(2.5),
            self._form([("Peserta hadir", self._attendance())]),
        ]
        if content.topics:
            story.append(_Topics(content.topics, self._width))
        story.append(self._form(self._findings()))
        if content.photos:
            rows = photo_rows(content.photos, self._width, height=_PHOTO, columns=2)
            story += [gap(3), *rows[:-1]]
        return [*story, KeepTogether([gap(2.5), *self._signatures()])]

    def _form(self, rows: list[tuple[str, Cell]]) -> Grid:
        widths = (_LABEL, self._width - _LABEL)
        cells = [Row((Cell(label, style.DENSE_BOLD), text)) for label, text in rows]
        return Grid(widths, cells, is_dense=True)

    def _facts(self) -> Grid:
        content, blanks = self._content, self._blanks
        look = style.DENSE
        mentor = ", ".join(filter(None, (content.mentor.name, content.mentor.position)))
        group = f"{self.recipient} ({content.business_type})" if content.business_type else None
        rows = [
            ("Nama penerima", blanks.cell(group or content.group_name, style.DENSE_BOLD)),
            ("Alamat", blanks.cell(content.location, look)),
            ("Pendamping", blanks.cell(mentor, look)),
            ("Hari, tanggal", Cell(*self._day())),
            ("Tempat", blanks.cell(content.place, look)),
            ("Jenis dan cara", Cell(self._kind(), look)),
            ("Tujuan", optional_cell(content.purpose, look)),
        ]
        width = self._width - BesideCode.ROOM
        return key_values(rows, width, label_width=_LABEL, look=look)

    def _day(self) -> tuple[str, ParagraphStyle]:
        content = self._content
        if content.visited_on is None:
            return DOTS, self._blanks.look(style.DENSE)
        times = [printable(time) for time in (content.started_at, content.ended_at) if time]
        hours = f", pukul {'–'.join(times)} WITA" if times else ""
        return f"{wording.full_date(content.visited_on)}{hours}", style.DENSE

    def _kind(self) -> str:
        content = self._content
        parts = [printable(part) for part in (content.kind, content.method) if part]
        parts[1:] = [f"{part[:1].lower()}{part[1:]}" for part in parts[1:]]
        if content.visit_number is not None:
            parts.append(f"kunjungan ke-{content.visit_number}")
        return ", ".join(parts) or "–"

    def _findings(self) -> list[tuple[str, Cell]]:
        content = self._content
        rows = [
            ("Uraian kegiatan", self._blanks.lines(content.activities, style.DENSE)),
            ("Kondisi usaha dan keuangan", self._business()),
            ("Kondisi barang bantuan", self._goods()),
        ]
        if content.last_follow_up:
            result = " ".join(paragraphs_of(content.last_follow_up_result or "")) or "–"
            text = f"{content.last_follow_up.rstrip()}\nHasil: {result}"
            rows.append(("Janji kunjungan lalu", optional_lines(text, style.DENSE)))
        rows += [
            ("Permasalahan", optional_lines(content.problems, style.DENSE)),
            ("Upaya pemecahan", optional_lines(content.solutions, style.DENSE)),
            ("Rencana tindak lanjut", optional_lines(self._plan(), style.DENSE)),
        ]
        further = (
            ("Partisipasi masyarakat", content.participation),
            ("Rujukan", content.referral),
        )
        rows += [(label, optional_lines(text, style.DENSE)) for label, text in further if text]
        return rows

    def _attendance(self) -> Cell:
        content = self._content
        present = [a for a in content.attendees if a.is_present]
        absent = [a for a in content.attendees if not a.is_present]
        if not content.attendees:
            others = f"{content.others_present} orang" if content.others_present else ""
            return optional_lines(others, style.DENSE)
        share = round(100 * len(present) / len(content.attendees))
        count = f"{len(present)} dari {len(content.attendees)} anggota ({share}%)"
        if content.others_present:
            count += f", ditambah {content.others_present} orang lain"
        text = f"{count}: {_names(present)}"
        if absent:
            text += f"\nTidak hadir: {_names(absent)}"
        return optional_lines(text, style.DENSE)

    def _business(self) -> Cell:
        content = self._content
        condition = self._blanks.cell((content.business_condition or "").lower(), style.DENSE)
        figures = [
            f"{label} {money(amount, content.rupiah_style)}"
            for label, amount in (
                ("omzet bulan ini", content.turnover),
                ("kas kelompok", content.cash),
                ("saldo IKS", content.iks),
            )
            if amount is not None
        ]
        text = "; ".join([f"Usaha {condition.text}", *figures])
        return Cell(text, condition.style)

    def _goods(self) -> Cell:
        lines = []
        for number, item in enumerate(self._content.goods, start=1):
            amount = _amount(item.quantity_milli, item.unit)
            line = f"{number}. {item.name}{amount}: {item.condition or '–'}"
            lines.append(f"{line} ({item.note})" if item.note else line)
        return optional_lines("\n".join(map(printable, lines)), style.DENSE)

    def _plan(self) -> str:
        content = self._content
        plan = (content.follow_up or "").strip()
        if plan and content.due_on is not None:
            return f"{plan}\nTenggat: {wording.long_date(content.due_on)}"
        return plan

    def _signatures(self) -> list[Flowable]:
        content, blanks = self._content, self._blanks
        mentor = Signature(("Pendamping,",), content.mentor)
        group = Signature((content.group_signer.position or "Ketua KUBE",), content.group_signer)
        signatures = [mentor, group]
        if content.acknowledged_by is not None:
            signatures.append(acknowledgement(content.acknowledged_by))
        dated = dated_line(
            content.signed_at,
            content.visited_on,
            self._width,
            blanks,
            columns=len(signatures),
            column=0,
            look=style.DENSE_ROLE,
        )
        closing = "Laporan ini dibuat berdasarkan keadaan yang sebenarnya pada saat kunjungan."
        row = SignatureRow(signatures, self._width, blanks, space=14 * mm, is_dense=True)
        return [paragraph(closing, style.DENSE), gap(1.5), dated, row]


class _Topics(Block):
    """A row of the form with the topics, each with a box that is ticked when it was treated."""

    _COLUMNS: Final = 3
    _BOX: Final = 2.6 * mm
    _PAD: Final = 1.4 * mm
    _PAD_Y: Final = 0.8 * mm

    def __init__(self, topics: tuple[Topic, ...], width: float) -> None:
        super().__init__()
        self.width = width
        look = style.DENSE
        self._column = (width - _LABEL - self._PAD) / self._COLUMNS
        inner = self._column - self._BOX - 3 * mm
        cells = [
            (style.wrap(printable(t.label), look.fontName, look.fontSize, inner), t.is_chosen)
            for t in topics
        ]
        rows = [cells[i : i + self._COLUMNS] for i in range(0, len(cells), self._COLUMNS)]
        self._rows = [(row, max(len(lines) for lines, _ in row) * look.leading) for row in rows]
        self.height = sum(height for _, height in self._rows) + 2 * self._PAD_Y

    @override
    def draw(self) -> None:
        look, canvas = style.DENSE, self.canv
        canvas.setStrokeColor(style.INK)
        canvas.setLineWidth(style.HAIRLINE)
        canvas.rect(0, 0, self.width, self.height)
        canvas.line(_LABEL, 0, _LABEL, self.height)
        y = self.height - self._PAD_Y
        baseline = y - look.leading + 0.28 * look.fontSize
        draw_lines(canvas, ["Materi"], style.DENSE_BOLD, (self._PAD, _LABEL), baseline)
        for row, height in self._rows:
            for index, (lines, is_chosen) in enumerate(row):
                x = _LABEL + self._PAD + index * self._column
                self._draw_topic(lines, x, y, is_chosen=is_chosen)
            y -= height

    def _draw_topic(self, lines: tuple[str, ...], x: float, top: float, *, is_chosen: bool) -> None:
        look, canvas = style.DENSE, self.canv
        baseline = top - look.leading + 0.28 * look.fontSize
        canvas.rect(x, baseline - 0.6, self._BOX, self._BOX)
        if is_chosen:
            # A letter, not a drawing, so that the tick can be read aloud and searched.
            draw_lines(canvas, ["√"], style.DENSE_BOLD, (x + 1, self.width), baseline + 0.5)
        draw_lines(canvas, lines, look, (x + self._BOX + 1.4 * mm, self.width), baseline)


def _names(attendees: list[Attendee]) -> str:
    names = [
        f"{a.name.strip()} ({a.position.strip()})" if a.position else a.name.strip()
        for a in attendees
    ]
    return ", ".join(names) or "–"


def _amount(quantity_milli: int | None, unit: str | None) -> str:
    if quantity_milli is None:
        return ""
    return f", {wording.quantity(quantity_milli)} {unit or ''}".rstrip()

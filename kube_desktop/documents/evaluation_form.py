"""Formulir monitoring dan evaluasi: filled from an evaluation, or blank for the pen.

Every indicator shows all five descriptors, so that facilitator, group and officer agree on what
they see; the state at the handover stands beside the present one (domain.md 3.5).
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Final
from xml.sax.saxutils import escape

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from kube_desktop.documents import style
from kube_desktop.documents.blocks import (
    Blanks,
    gap,
    key_values,
    long_date,
    optional_cell,
    optional_lines,
    paragraph,
)
from kube_desktop.documents.content import Imprint, Letterhead, Party, Scheme, Topic
from kube_desktop.documents.grid import Cell, Grid, Row
from kube_desktop.documents.heading import recipient_name
from kube_desktop.documents.page import LetterheadBlock, Paper, Sheet, lay_out
from kube_desktop.documents.pen import FormCode, FormHead, PenRow, Ticks
from kube_desktop.documents.score_chart import Bar, ScoreChart
from kube_desktop.documents.signatures import Signature, SignatureRow, dated_line
from kube_desktop.documents.style import DOTS, paragraphs_of, printable

_LABEL: Final = 36 * mm
_SHARES: Final = (0.191, 0.071, 0.119, 0.119, 0.119, 0.119, 0.119, 0.07, 0.073)
_HEAD: Final = ("Indikator", "Bobot", "0", "1", "2", "3", "4", "Awal (T0)", "Kini")
_SIGNING: Final = 15 * mm
_ROOM: Final = 14 * mm
"""Height of a row that is written into by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorLine:
    """One indicator with the score at the handover and now; None while not known."""

    label: str
    weight: int
    descriptors: tuple[str, ...]
    baseline: int | None = None
    score: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionPart:
    """Indicators that belong together, with their points as text and in quarters."""

    label: str
    weight: int
    lines: tuple[IndicatorLine, ...]
    baseline_quarters: int | None = None
    quarters: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationContent:
    """A form of monitoring and evaluation.

    Attributes:
        code: Of a blank form; a filled one carries the code that proves it instead.
        is_blank: For the pen: what is not known yet gets room instead of dots.
        location: Desa, kecamatan and kabupaten on one line.
        period: As `Semester II 2026`; baseline_note says when the state at the handover was.
        proposal: Says that the instrument is a proposal, or nothing.
        reached: Class and percentage now; baseline_reached at the handover.
        scale: What the percentages mean, in one line.
        recommendations: What may be recommended, each chosen or not.

    """

    letterhead: Letterhead
    code: FormCode | None
    is_blank: bool
    instrument: str | None
    proposal: str | None
    group_name: str | None
    business_type: str | None
    location: str | None
    membership: str | None
    period: str | None
    evaluated_on: date | None
    baseline_note: str | None
    mentor: Party
    chair: Party
    regency_officer: Party
    trade_officer: Party
    dimensions: tuple[DimensionPart, ...]
    recommendations: tuple[Topic, ...]
    scale: str | None = None
    reached: str | None = None
    baseline_reached: str | None = None
    obstacles: str | None = None
    note: str | None = None
    signed_at: str | None = None
    imprint: Imprint = field(default_factory=Imprint)


def render_evaluation(content: EvaluationContent, paper: Paper, *, preview: bool = False) -> bytes:
    """Return the form as a PDF; with `preview`, missing values stand out in red."""
    composer = _EvaluationForm(content, paper, Blanks(preview))
    sheet = Sheet(
        title=f"Formulir Monitoring dan Evaluasi {content.period or ''} – {composer.recipient}",
        author=content.letterhead.office,
        subject="Formulir monitoring dan evaluasi",
        running_head=f"Formulir Monitoring dan Evaluasi  ·  {composer.recipient}"
        f"  ·  {content.period or DOTS}",
        imprint=content.imprint,
        has_code_square=not content.is_blank,
        later_code=content.code.payload if content.code else "",
    )
    return lay_out(paper, sheet, composer.story)


class _EvaluationForm:
    """Puts the parts of one form in order."""

    def __init__(self, content: EvaluationContent, paper: Paper, blanks: Blanks) -> None:
        self._content = content
        self._width = paper.text_width
        self._blanks = blanks

    @property
    def recipient(self) -> str:
        """Name of the group as running text."""
        return recipient_name(Scheme.KUBE, self._content.group_name)

    def story(self) -> list[Flowable]:
        """Return the whole form in reading order."""
        content = self._content
        notes = (content.instrument or "", content.proposal or "")
        return [
            LetterheadBlock(content.letterhead, self._width),
            gap(3),
            FormHead(
                "FORMULIR MONITORING DAN EVALUASI KUBE",
                notes, content.code, self._width,
            ),
            gap(2),
            self._facts(),
            gap(2),
            paragraph(self._how(), style.DENSE),
            gap(1.5),
            self._table(),
            KeepTogether([gap(3), self._chart()]),
            gap(3),
            self._conclusion(),
            KeepTogether([gap(1), *self._recommendation(), gap(1.5), *self._signatures()]),
        ]  # fmt: skip

    def _how(self) -> str:
        do = "Beri tanda √ pada satu kotak tiap baris" if self._content.is_blank else "√ sekarang"
        return f"{do}; T0 saat serah terima bantuan. Nilai = bobot × angka : 4."

    def _facts(self) -> Grid:
        content, blanks, look = self._content, self._blanks, style.DENSE
        rows = [
            ("Nama KUBE", blanks.cell(content.group_name, style.DENSE_BOLD)),
            ("Jenis usaha", blanks.cell(content.business_type, look)),
            ("Alamat", blanks.cell(content.location, look)),
            ("Anggota", blanks.cell(content.membership, look)),
            ("Pendamping", blanks.cell(content.mentor.name, look)),
            ("Periode", blanks.cell(content.period, look)),
            ("Tanggal", blanks.cell(long_date(content.evaluated_on), look)),
            ("Keadaan awal (T0)", optional_cell(content.baseline_note, look)),
        ]
        return key_values(rows, FormHead.beside(self._width), label_width=_LABEL, look=look)

    def _table(self) -> Grid:
        head = Row(tuple(Cell(text, style.HEAD) for text in _HEAD), is_shaded=True, is_centred=True)
        rows: list[Row] = []
        for part in self._content.dimensions:
            title = f"{part.label} (bobot {part.weight})"
            rows.append(Row((Cell(title, style.DENSE_BOLD, len(_HEAD)),), is_shaded=True))
            # The first indicator stays with the name of its dimension.
            rows += [
                self._indicator(line, is_first=not number) for number, line in enumerate(part.lines)
            ]
        return Grid([share * self._width for share in _SHARES], rows, head=head, is_dense=True)

    def _indicator(self, line: IndicatorLine, *, is_first: bool) -> Row:
        label = "\n".join([printable(line.label), *paragraphs_of(line.note or "")])
        options = [
            Cell(
                f"{score}{'  T0' if line.baseline == score else ''}\n{text}",
                style.DESCRIPTOR,
                tick=line.score == score,
            )
            for score, text in enumerate(line.descriptors)
        ]
        return Row(
            (
                Cell(label, style.SMALL_CELL),
                Cell(str(line.weight), style.SMALL_CELL_CENTER),
                *options,
                self._figure(line.baseline, is_asked=False),
                self._figure(line.score, is_asked=True),
            ),
            is_kept=is_first,
        )

    def _figure(self, score: int | None, *, is_asked: bool) -> Cell:
        if score is not None:
            return Cell(str(score), style.SMALL_CELL_CENTER)
        if self._content.is_blank and is_asked:
            return Cell("", style.SMALL_CELL_CENTER)
        if is_asked:
            return self._blanks.cell(None, style.SMALL_CELL_CENTER, dots="……")
        return Cell("–", style.SMALL_CELL_CENTER)

    def _chart(self) -> ScoreChart:
        bars = [
            Bar(part.label, part.weight, part.baseline_quarters, part.quarters)
            for part in self._content.dimensions
        ]
        return ScoreChart(bars, self._width, is_blank=self._content.is_blank)

    def _conclusion(self) -> Grid:
        content = self._content
        rows = [
            Row((Cell(label, style.DENSE_BOLD), cell), min_height=height)
            for label, cell, height in (
                ("Nilai dan kelas T0", optional_cell(content.baseline_reached, style.DENSE), 0),
                ("Nilai dan kelas kini", *self._asked(content.reached, 7 * mm)),
                ("Kendala", *self._asked(content.obstacles, _ROOM)),
                ("Catatan", *self._asked(content.note, _ROOM)),
            )
        ]
        return Grid((_LABEL, self._width - _LABEL), rows, is_dense=True)

    def _recommendation(self) -> list[Flowable]:
        content = self._content
        chosen = tuple(printable(one.label) for one in content.recommendations if one.is_chosen)
        options = tuple(printable(one.label) for one in content.recommendations)
        return [
            paragraph(escape(printable(content.scale or "")), style.ASKED),
            gap(1),
            PenRow([Ticks("Rekomendasi", options, chosen)], self._width),
        ]

    def _asked(self, value: str | None, room: float) -> tuple[Cell, float]:
        """Return a text, or in a blank form the room to write it."""
        if self._content.is_blank and not value:
            return Cell("", style.DENSE), room
        return optional_lines(value, style.DENSE), 0.0

    def _signatures(self) -> list[Flowable]:
        content, blanks = self._content, self._blanks
        signers = (
            ("Pendamping,", content.mentor),
            ("Ketua KUBE,", content.chair),
            ("Petugas Dinas Sosial Kabupaten/Kota,", content.regency_officer),
            ("Petugas Disperindagkop,", content.trade_officer),
        )
        signatures = [
            Signature((role, party.position or "", party.unit or ""), party)
            for role, party in signers
        ]
        return [
            paragraph(
                "Penilaian ini dilakukan dan disepakati bersama oleh yang bertanda tangan di bawah "
                "ini.",
                style.DENSE,
            ),
            gap(1.5),
            dated_line(
                content.signed_at, content.evaluated_on, self._width, blanks, look=style.DENSE_ROLE
            ),
            SignatureRow(signatures, self._width, blanks, space=_SIGNING, is_dense=True),
        ]

"""Recaps, lists and reports of a period: text, numbers, charts of bars and tables."""

from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from kube_desktop.documents import style
from kube_desktop.documents.blocks import Blanks, gap, long_date, paragraph
from kube_desktop.documents.charts import DARK, LIGHT, BarChart, Series
from kube_desktop.documents.contents_reports import BarsContent, ReportContent, ReportSection
from kube_desktop.documents.page import LetterheadBlock, Paper, Sheet, lay_out
from kube_desktop.documents.sections import Columns, HeadedTable, figure_table, headed
from kube_desktop.documents.signatures import Signature, SignatureRow, acknowledgement, dated_line
from kube_desktop.documents.style import DOTS, printable
from kube_desktop.domain import wording

_CHART: Final = 42 * mm
_SHORT: Final = 10
"""Rows of a last table that stays with the signatures, so that these are not alone on a page."""


def render_report(content: ReportContent, paper: Paper, *, preview: bool = False) -> bytes:
    """Return a report as a PDF; with `preview`, missing values stand out in red."""
    composer = _Report(content, paper, Blanks(preview))
    kind = printable(content.kind or "") or DOTS
    about = " · ".join(filter(None, map(printable, (content.kind or "", content.subtitle or ""))))
    sheet = Sheet(
        title=about or kind,
        author=content.letterhead.office or "KUBE Desktop",
        subject=kind,
        running_head=f"{kind}  ·  {printable(content.subtitle or '')}",
        imprint=content.imprint,
    )
    return lay_out(paper, sheet, composer.story)


def _is_short(section: ReportSection) -> bool:
    """Tell whether a section may go over to the next page with the signatures."""
    return not section.bars and (section.table is None or len(section.table.rows) <= _SHORT)


class _Report:
    """Puts the parts of one report in order."""

    def __init__(self, content: ReportContent, paper: Paper, blanks: Blanks) -> None:
        self._content = content
        self._width = paper.text_width
        self._blanks = blanks

    def story(self) -> list[Flowable]:
        """Return the whole report in reading order."""
        content = self._content
        story: list[Flowable] = [
            LetterheadBlock(content.letterhead, self._width),
            gap(4),
            paragraph(self._blanks.markup(content.title), style.TITLE),
            paragraph(self._blanks.markup(content.subtitle), style.NUMBER),
            gap(3),
        ]
        for section in content.sections[:-1]:
            story += self._section(section)
        last = [part for one in content.sections[-1:] for part in self._section(one)]
        if all(map(_is_short, content.sections[-1:])):
            return [*story, KeepTogether([*last, *self._closing()])]
        return [*story, *last, KeepTogether(self._closing())]

    def _section(self, section: ReportSection) -> list[Flowable]:
        parts: list[Flowable] = []
        for text in section.paragraphs:
            parts += [paragraph(self._blanks.markup(text), style.BODY), gap(1)]
        if section.facts:
            parts += [gap(1), figure_table(section.facts, self._width)]
        parts += [part for bars in section.bars for part in (gap(1.5), self._chart(bars))]
        if section.table is None:
            return self._begun(section.heading, parts)
        table = Columns(*section.table.columns).table(
            section.table.rows, self._width,
            total=section.table.total or None, nothing=section.table.nothing,
        )  # fmt: skip
        if not parts:
            return [HeadedTable(section.heading, table, self._width), gap(3)]
        return [*self._begun(section.heading, parts)[:-1], gap(2), table, gap(3)]

    @staticmethod
    def _begun(heading: str, parts: list[Flowable]) -> list[Flowable]:
        # A heading stays with what follows it; the rest may go over to the next page.
        return [headed(heading, *parts[:2]), *parts[2:], gap(3)]

    def _chart(self, bars: BarsContent) -> Flowable:
        colours = (DARK,) if len(bars.series) == 1 else (LIGHT, DARK)
        series = [
            Series(one.name, one.values, colour)
            for one, colour in zip(bars.series, colours, strict=False)
        ]
        shown = wording.rupiah_short if bars.is_money else wording.number
        return BarChart(bars.labels, series, (self._width, _CHART), shown)

    def _closing(self) -> list[Flowable]:
        content, blanks = self._content, self._blanks
        signer = Signature((f"{content.signer.position or ''},",), content.signer)
        signatures = [Signature((), content.signer, is_empty=True), signer]
        if content.acknowledged_by is not None:
            signatures[0] = acknowledgement(content.acknowledged_by)
        dated = dated_line(
            content.signed_at, content.signed_on, self._width, blanks, look=style.ROLE
        )
        text = f"Dibuat dari catatan KUBE Desktop menurut keadaan {long_date(content.signed_on)}."
        row = SignatureRow(signatures, self._width, blanks)
        closing = paragraph(text, style.DENSE) if content.signed_on else gap(1)
        return [closing, gap(3), dated, row]

"""What minutes (berita acara) of every kind share: how they begin, close, and are signed."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Final, Generic, TypeVar

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from kube_desktop.documents import style
from kube_desktop.documents.annexes import table_head
from kube_desktop.documents.blocks import Blanks, gap, key_values, paragraph
from kube_desktop.documents.content import Imprint, Letterhead
from kube_desktop.documents.grid import Cell, Grid, Row
from kube_desktop.documents.heading import day_in_words, heading, number_line
from kube_desktop.documents.page import Paper, Sheet, lay_out
from kube_desktop.documents.signatures import Signature, SignatureRow, dated_line
from kube_desktop.documents.style import DOTS, printable
from kube_desktop.domain import wording

_LABEL: Final = 42 * mm
_SIGNING: Final = 13 * mm


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesContent:
    """What all minutes say.

    Attributes:
        held_on: Day of the opening sentence and of signing.
        held_at: Where, in full, for the opening sentence.
        signed_at: Place for the date line, as `Melak Ulu`.
        copies: Number of originals.

    """

    letterhead: Letterhead
    number: str | None = None
    held_on: date | None
    held_at: str | None
    signed_at: str | None
    copies: int = 2
    imprint: Imprint = field(default_factory=Imprint)


M = TypeVar("M", bound=MinutesContent)


class Minutes(ABC, Generic[M]):
    """Puts the parts of one paper of minutes in order; each kind says what is its own.

    Attributes:
        name: What the paper is called.

    """

    name: ClassVar[str]

    def __init__(self, content: M, paper: Paper, blanks: Blanks) -> None:
        self._content = content
        self._width = paper.text_width
        self._blanks = blanks

    @abstractmethod
    def title(self) -> list[str]:
        """Return the lines of the title as escaped markup, the first underlined."""

    @abstractmethod
    def whose(self) -> str:
        """Return of whom or what these minutes are, for the running head."""

    @abstractmethod
    def body(self) -> list[Flowable]:
        """Return everything between the title and the conclusion."""

    def conclusion(self) -> list[Flowable]:
        """Return what is never parted from the signatures."""
        return []

    @abstractmethod
    def signatures(self) -> Sequence[Sequence[Signature]]:
        """Return the places to sign, row by row."""

    def story(self) -> list[Flowable]:
        """Return the whole paper in reading order."""
        content = self._content
        number = number_line(content.number, self._blanks)
        return [
            *heading(content.letterhead, self.title(), self._width, number),
            *self.body(),
            KeepTogether([*self.conclusion(), *self._closing()]),
        ]

    def opening(self, done: str) -> Flowable:
        """Return the first sentence: the day in words, the place, and what was done (markup)."""
        content, blanks = self._content, self._blanks
        place = blanks.markup(content.held_at)
        day = day_in_words(content.held_on, blanks)
        return paragraph(f"Pada hari ini {day}, bertempat di {place}, {done}")

    def facts(self, rows: Sequence[tuple[str, str | None]]) -> Grid:
        """Return needed values with their labels, the first one bold."""
        looks = (style.FIELD_BOLD, *(style.FIELD,) * len(rows))
        cells = [
            (label, self._blanks.cell(value, look))
            for (label, value), look in zip(rows, looks, strict=False)
        ]
        return key_values(cells, self._width, label_width=_LABEL)

    def table(
        self, shares: Sequence[float], heads: Sequence[str], rows: Sequence[Sequence[Cell]]
    ) -> Grid:
        """Return numbered rows; a table of nothing keeps one row for the pen."""
        numbered = [
            Row((Cell(str(number), style.SMALL_CELL_CENTER), *cells), is_centred=True)
            for number, cells in enumerate(rows, start=1)
        ]
        empty = Cell(DOTS, self._blanks.look(style.SMALL_CELL), len(heads))
        body = numbered or [Row((Cell("1", style.SMALL_CELL_CENTER), empty))]
        widths = [share * self._width for share in shares]
        return Grid(widths, body, head=table_head("No", *heads), is_dense=True)

    def _closing(self) -> list[Flowable]:
        content, blanks = self._content, self._blanks
        copies = f"{content.copies} ({wording.terbilang(content.copies)})"
        flowables: list[Flowable] = [
            paragraph(
                f"Demikian {self.name} ini dibuat dengan sebenarnya dalam rangkap {copies} untuk "
                "dipergunakan sebagaimana mestinya."
            ),
            gap(3),
            dated_line(content.signed_at, content.held_on, self._width, blanks),
        ]
        for row in self.signatures():
            flowables += [SignatureRow(row, self._width, blanks, space=_SIGNING), gap(3)]
        return flowables[:-1]


def render_minutes(
    kind: type[Minutes[M]], content: M, paper: Paper, *, preview: bool = False
) -> bytes:
    """Return minutes as a PDF; with `preview`, missing values stand out in red."""
    composer = kind(content, paper, Blanks(preview))
    number = printable(content.number or "") or DOTS
    sheet = Sheet(
        title=f"{kind.name} – {composer.whose()}",
        author=content.letterhead.office,
        subject=kind.name,
        running_head=f"{kind.name}  ·  Nomor: {number}  ·  {composer.whose()}",
        imprint=content.imprint,
    )
    return lay_out(paper, sheet, composer.story)

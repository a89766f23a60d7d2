"""Other makers of PDF on the words of one of our papers: ReportLab's bare canvas and its rivals.

Words and their places are read back from a finished BAST. The canvas puts every word where it
stands, which is the least ReportLab can do; the others lay out the same paragraphs and rows.
Rivals are not part of the program: what is not installed is passed over with a sentence.
"""

import html
import importlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any, TypeAlias

from pypdf import PdfReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from bench.folders import tell
from kube_desktop.paths import resources

_Any: TypeAlias = Any
"""What libraries without types hand out."""

_FONTS = resources() / "fonts"
_INSTALL = {"typst": "typst", "weasyprint": "WeasyPrint"}


@dataclass(frozen=True, slots=True)
class Word:
    """Some words on a page: where, in which font, how large."""

    x: float
    y: float
    font: str
    size: float
    text: str


def words_of(pdf: bytes) -> list[list[Word]]:
    """Return the words of each page as they stand on it."""
    pages = []
    for page in PdfReader(io.BytesIO(pdf)).pages:
        words: list[Word] = []

        page.extract_text(visitor_text=partial(_note, words))
        pages.append(words)
    return pages


def _note(words: list[Word], text: str, cm: _Any, tm: _Any, font: _Any, size: float) -> None:
    if text.strip() and font:
        name = font["/BaseFont"].partition("+")[2]
        x, y = cm[0] * tm[4] + cm[4], cm[3] * tm[5] + cm[5]
        words.append(Word(x, y, name, size, text.strip()))


def bare_canvas(pages: list[list[Word]]) -> Callable[[], bytes]:
    """Return what ReportLab needs at least for these pages: fonts known, words in place."""
    for name in {word.font for words in pages for word in words}:
        path = str(_FONTS / f"{name if '-' in name else f'{name}-Regular'}.ttf")
        pdfmetrics.registerFont(TTFont(f"bare {name}", path))

    def made() -> bytes:
        target = io.BytesIO()
        canvas = Canvas(target, pagesize=(595.28, 841.89), invariant=1, pageCompression=1)
        for words in pages:
            for word in words:
                canvas.setFont(f"bare {word.font}", word.size)
                canvas.drawString(word.x, word.y, word.text)
            canvas.showPage()
        canvas.save()
        return target.getvalue()

    return made


def rivals(pages: list[list[Word]]) -> list[tuple[str, Callable[[], bytes]]]:
    """Return the rivals that are installed, ready to make these pages."""
    found = []
    for module, make in (("typst", _typst), ("weasyprint", _weasyprint)):
        try:
            library = importlib.import_module(module)
        except ImportError:
            tell(
                f"  Pembanding {_INSTALL[module]} belum terpasang, jadi dilewati. Untuk "
                f"memasangnya: .venv/bin/python -m pip install {module}"
            )
            continue
        found.append((_INSTALL[module], make(library, pages)))
    return found


def _rows(words: list[Word]) -> list[list[Word]]:
    ordered = sorted(words, key=lambda word: (-round(word.y), word.x))
    return [list(row) for _, row in groupby(ordered, key=lambda word: round(word.y))]


def _typst(typst: _Any, pages: list[list[Word]]) -> Callable[[], bytes]:
    lines = [
        '#set page(paper: "a4", margin: (left: 25mm, right: 20mm, y: 14mm))',
        '#set text(font: "Liberation Sans", size: 9pt)',
        "#set par(justify: true)",
    ]
    for number, words in enumerate(pages):
        lines += ["#pagebreak()"] if number else []
        for row in _rows(words):
            cells = [_typst_text(word) for word in row]
            if len(cells) == 1:
                lines += [f"#{cells[0]}", ""]
            else:
                lines.append(f"#table(columns: {len(cells)}, {', '.join(cells)})")
    source = "\n".join(lines).encode()
    return lambda: typst.compile(source, font_paths=[str(_FONTS)], ignore_system_fonts=True)


def _typst_text(word: Word) -> str:
    quoted = word.text.replace("\\", "\\\\").replace('"', '\\"')
    weight = ', weight: "bold"' if "Bold" in word.font else ""
    return f'text(size: {word.size}pt{weight}, "{quoted}")'


def _weasyprint(weasyprint: _Any, pages: list[list[Word]]) -> Callable[[], bytes]:
    faces = "".join(
        f"@font-face{{font-family:L;src:url(file://{_FONTS}/LiberationSans-{kind}.ttf);{style}}}"
        for kind, style in (("Regular", ""), ("Bold", "font-weight:bold"))
    )
    body = []
    for number, words in enumerate(pages):
        body.append(f"<div{' style=break-before:page' if number else ''}>")
        for row in _rows(words):
            cells = [_html_text(word) for word in row]
            if len(cells) == 1:
                body.append(f"<p>{cells[0]}</p>")
            else:
                body.append(f"<table><tr>{''.join(f'<td>{one}</td>' for one in cells)}</table>")
        body.append("</div>")
    style = f"{faces}@page{{size:A4;margin:14mm 20mm 14mm 25mm}}body{{font-family:L}}p{{margin:0}}"
    page = f"<html lang=id><style>{style}</style>{''.join(body)}"
    return lambda: weasyprint.HTML(string=page).write_pdf()


def _html_text(word: Word) -> str:
    weight = ";font-weight:bold" if "Bold" in word.font else ""
    return f"<span style='font-size:{word.size}pt{weight}'>{html.escape(word.text)}</span>"

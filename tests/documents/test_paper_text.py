"""Text of papers: the same lines as ReportLab's paragraphs, every letter found again."""

import io

import pypdf
import pytest
from paper_builders import a_bast
from paper_reading import pages, pictures, text
from PIL import Image
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, Spacer

from kube_desktop.documents import rich_text, style
from kube_desktop.documents.bast import render_bast
from kube_desktop.documents.blocks import led, paragraph
from kube_desktop.documents.content import Imprint, Photo
from kube_desktop.documents.grid import Cell, Grid, Row
from kube_desktop.documents.page import Paper, Sheet, lay_out

SENTENCE = (
    "Dengan ini menerangkan bahwa PIHAK PERTAMA telah menyerahkan kepada <b>PIHAK KEDUA</b>, dan "
    "PIHAK KEDUA telah menerima bantuan senilai <b>Rp19.450.000,00 (sembilan belas juta)</b> "
    'yang <i>bersumber</i> dari <font color="#B3241C">……</font> Nomor 400.9/123/Dinsos/2026; '
)


def words_of_lines(lines):
    return [" ".join("".join(part for _, part in line.pieces).split()) for line in lines]


def words_of_reportlab(broken):
    found = []
    for line in broken.lines:
        words = line[1] if isinstance(line, tuple) else [word.text for word in line.words]
        found.append(" ".join((" " if isinstance(line, tuple) else "").join(words).split()))
    return found


@pytest.mark.parametrize("look", [style.BODY, style.FIELD, style.TITLE, style.CELL_RIGHT])
@pytest.mark.parametrize("width", [160.0, 250.5, 467.7])
@pytest.mark.parametrize(
    "markup", [SENTENCE * 2, "Satu<br/><u>dua tiga</u> empat " * 9, "a &amp; b"]
)
def test_lines_break_where_reportlab_breaks_them(look, width, markup):
    ours = paragraph(markup, look)
    theirs = Paragraph(markup, look)
    assert isinstance(ours, rich_text.RichText)
    assert ours.wrap(width, 9999) == pytest.approx(theirs.wrap(width, 9999))
    assert words_of_lines(ours._lines) == words_of_reportlab(theirs.blPara)


def test_a_word_wider_than_the_column_is_cut_and_never_lost():
    block = paragraph("Awal " + "Supercalifragilistik" * 9 + " akhir", style.BODY)
    block.wrap(90, 9999)
    assert "".join(words_of_lines(block._lines)).replace(" ", "") == (
        "Awal" + "Supercalifragilistik" * 9 + "akhir"
    )
    assert all(line.stretch >= 0 or len(line.pieces) for line in block._lines)


def test_what_is_not_known_is_left_to_reportlab():
    assert isinstance(paragraph('<link href="https://contoh.example">x</link>'), Paragraph)
    assert isinstance(paragraph("H<sub>2</sub>O"), Paragraph)
    assert isinstance(paragraph("a&nbsp;b"), Paragraph)


def test_letters_beyond_the_usual_ones_are_embedded_and_found_again():
    names = "Žofia Ḥasan Нура Ωmega ½ “Qırmızı” (x\\y) Zwölf €5"
    pdf = render_bast(a_bast(handed_over_at=names, recipient_name="Нура Qxż"), Paper.A4)
    assert names in " ".join(text(pdf).split())
    fonts = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Font"]
    for font in fonts.values():
        assert "/FontFile2" in font["/FontDescriptor"]


def test_what_one_paper_needs_is_not_carried_by_the_next():
    plain = render_bast(a_bast(), Paper.A4)
    render_bast(a_bast(recipient_name="Qxżй Ж½"), Paper.A4)
    assert render_bast(a_bast(), Paper.A4) == plain


@pytest.mark.parametrize("mode", ["RGBA", "P", "LA", "L", "1", "CMYK"])
def test_pictures_of_every_kind_are_drawn_with_what_can_be_seen_through(mode):
    target = io.BytesIO()
    picture = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    picture.paste((200, 20, 20, 255), (10, 10, 30, 30))
    picture.convert(mode).save(target, "TIFF" if mode == "CMYK" else "PNG")
    shown = Photo(image=target.getvalue(), caption="Logo")
    page = pictures(render_bast(a_bast(photos=(shown, shown)), Paper.A4))[-1]
    middle = page.getpixel((page.width // 2, round(page.height * 0.33)))
    assert middle < 160
    if mode in {"RGBA", "LA", "P"}:
        assert page.getpixel((page.width // 2, round(page.height * 0.19))) > 250


@pytest.mark.parametrize("room", [1, 15, 30, 45, 60, 75, 90])
def test_a_sentence_above_a_table_is_never_alone_at_the_foot_of_a_page(paper, room):
    sheet = Sheet(
        title="Surat",
        author="Dinas",
        subject="contoh",
        running_head="Surat",
        imprint=Imprint(),
        has_code_square=False,
    )
    rows = [Row((Cell(f"baris {n}", style.CELL),)) for n in range(30)]
    head = Row((Cell("kepala", style.HEAD),))

    def story():
        table = Grid([200], rows, head=head)
        # Without a code square the first page has 38 mm less than its height for text.
        return [Spacer(1, paper.value[1] - 38 * mm - room), *led("Sebagai berikut:", table)]

    sheets = pages(lay_out(paper, sheet, story))
    (place,) = [number for number, one in enumerate(sheets) if "Sebagai berikut:" in one]
    assert "kepala baris 0 baris 1" in sheets[place]
    assert "baris 29" in sheets[-1]

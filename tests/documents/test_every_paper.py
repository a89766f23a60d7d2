import dataclasses
import io
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdf
import pytest
from paper_builders import IMPRINT, LETTERHEAD, MEMBERS, a_bast, a_picture, goods, photos
from paper_kinds import FONTS, KINDS
from paper_reading import inked_box, own_words, pages, pictures, red_pixels, text

from kube_desktop.documents import style
from kube_desktop.documents.bast import render_bast
from kube_desktop.documents.content import Imprint, Letterhead, Party, Photo
from kube_desktop.documents.page import Paper
from kube_desktop.domain.errors import EnvironmentProblem

ROOT = Path(__file__).parents[2]
LONG_WORD = "Supercalifragilistik" * 20
HOSTILE = (
    f"<b>Tebal</b> & </para> {LONG_WORD} 👩🏽‍🌾 ＡＢ \ud800 \x00\x07 \u202egnikrab <img src=x>"
)

ALL_PAPERS = """
import hashlib, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from paper_kinds import KINDS
from kube_desktop.documents.page import Paper
from kube_desktop.documents.style import register_fonts
register_fonts(Path(sys.argv[1]))
for render, build in KINDS.values():
    for paper in Paper:
        print(hashlib.sha256(render(build(), paper)).hexdigest())
"""


def filled(content, value):
    """The content with every text and optional party replaced."""
    changes = {}
    for field in dataclasses.fields(content):
        old = getattr(content, field.name)
        if isinstance(old, Party):
            changes[field.name] = Party(**dict.fromkeys(Party.__slots__, value))
        elif isinstance(old, Letterhead):
            changes[field.name] = Letterhead(
                government=value or "", office=value or "", contact_lines=(value or "",)
            )
        elif type(old) is str and field.name not in {"agency"}:
            changes[field.name] = value
        elif isinstance(old, tuple) and value is None:
            changes[field.name] = ()
    return dataclasses.replace(content, **changes)


def emptied(content):
    """The content with nothing known that may be unknown."""
    content = filled(content, None)
    changes = {
        field.name: None
        for field in dataclasses.fields(content)
        if getattr(content, field.name) is not None
        and "None" in str(field.type)
        and field.name != "imprint"
    }
    return dataclasses.replace(content, **changes)


def test_the_same_content_gives_the_same_bytes(kind, paper):
    render, build = kind
    assert render(build(), paper) == render(build(), paper)


@pytest.mark.slow
def test_another_process_and_font_folder_give_the_same_bytes(tmp_path):
    for file in FONTS.glob("LiberationSans-*.ttf"):
        shutil.copy(file, tmp_path)

    def sums(folder, seed):
        run = subprocess.run(
            [sys.executable, "-c", ALL_PAPERS, str(folder), str(Path(__file__).parent)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return run.stdout.split()

    first = sums(FONTS, "1")
    assert len(first) == len(KINDS) * len(Paper)
    assert sums(tmp_path, "4242") == first


def test_papers_asked_for_by_several_threads_are_whole(kind):
    render, build = kind
    expected = [render(build(), paper) for paper in Paper] * 6
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda paper: render(build(), paper), list(Paper) * 6))
    assert made == expected


def test_paper_has_the_size_it_is_named_for(kind):
    render, build = kind
    sizes = {}
    for paper in Paper:
        box = pypdf.PdfReader(io.BytesIO(render(build(), paper))).pages[0].mediabox
        sizes[paper.name] = tuple(
            round(float(side) / 72 * 25.4) for side in (box.width, box.height)
        )
    assert sizes == {"A4": (210, 297), "F4": (215, 330)}


def test_every_font_is_embedded_and_subset(kind, paper):
    render, build = kind
    reader = pypdf.PdfReader(io.BytesIO(render(build(), paper)))
    tables = [page["/Resources"]["/Font"] for page in reader.pages]
    named = [fonts.raw_get(name) for fonts in tables for name in fonts]
    assert named
    for reference in named:
        assert isinstance(reference, pypdf.generic.IndirectObject)  # as some readers expect
        font = reference.get_object()
        assert "LiberationSans" in font["/BaseFont"]
        assert "+" in font["/BaseFont"]
        assert "/FontFile2" in font["/FontDescriptor"]


def test_the_file_says_what_it_is(kind, paper):
    render, build = kind
    reader = pypdf.PdfReader(io.BytesIO(render(build(), paper)))
    assert reader.trailer["/Root"]["/Lang"] == "id-ID"
    assert reader.metadata.title
    assert reader.metadata.author
    assert reader.metadata.subject


def test_the_same_words_stand_on_both_sizes(kind):
    render, build = kind
    on_a4, on_f4 = (own_words(render(build(), paper)) for paper in Paper)
    assert on_a4 == on_f4


def test_the_foot_tells_moment_code_and_page(kind, paper):
    render, build = kind
    sheets = pages(render(build(), paper))
    for number, sheet in enumerate(sheets, start=1):
        foot = "dicetak dari KUBE Desktop 19-11-2026 09.42 WITA · kode verifikasi 7F3A-92C1"
        assert f"{foot} · halaman {number} dari {len(sheets)}" in sheet


def test_a_missing_moment_or_code_leaves_no_hole_in_the_foot(kind, paper):
    render, build = kind
    sheet = pages(render(build(imprint=Imprint()), paper))[0]
    assert "dicetak dari KUBE Desktop · halaman 1 dari" in sheet


def test_a_copy_is_marked_on_every_page(kind, paper):
    render, build = kind
    marked = dataclasses.replace(IMPRINT, mark="SALINAN")
    assert all("SALINAN" in sheet for sheet in pages(render(build(imprint=marked), paper)))


@pytest.mark.parametrize("preview", [False, True])
def test_empty_fields_are_dots_or_dashes_and_never_none(kind, paper, preview):
    render, build = kind
    shown = text(render(emptied(build()), paper, preview=preview))
    assert "None" not in shown
    assert "……" in shown


def test_missing_values_are_red_only_in_the_preview(kind):
    render, build = kind
    assert red_pixels(render(emptied(build()), Paper.A4, preview=True)) > 50
    assert red_pixels(render(emptied(build()), Paper.A4)) == 0
    assert red_pixels(render(build(), Paper.A4, preview=True)) == 0


def test_hostile_text_is_printed_as_text(kind, paper):
    render, build = kind
    shown = text(render(filled(build(), HOSTILE), paper))
    assert "<b>Tebal</b> & </para>" in shown
    assert "<img src=x>" in shown
    assert "\u202e" not in shown


@pytest.mark.slow
def test_a_text_of_many_pages_is_printed_to_its_end(kind):
    render, build = kind
    endless = filled(build(), "kata " * 3000 + "TAMAT")
    assert "TAMAT" in text(render(endless, Paper.A4))


@pytest.mark.slow
@pytest.mark.parametrize("value", [LONG_WORD, "Nama Yang Sangat Panjang " * 9, HOSTILE])
def test_nothing_is_printed_nearer_than_12_mm_to_an_edge(kind, paper, value):
    render, build = kind
    content = filled(build(imprint=Imprint(printed_at=value, verification_code=value)), value)
    if hasattr(content, "members"):
        people = content.members or MEMBERS
        changes = {name: value for name in ("name", "address") if hasattr(people[0], name)}
        members = tuple(dataclasses.replace(one, **changes) for one in people)
        content = dataclasses.replace(content, members=members)
    if hasattr(content, "lines"):
        lines = tuple(
            dataclasses.replace(one, name=value, unit=value[:30], amount=10**13, unit_price=10**13)
            for one in goods(15)
        )
        content = dataclasses.replace(content, lines=lines)
    width, height = (side / 72 * 25.4 for side in paper.value)
    for picture in pictures(render(content, paper)):
        left, top, right, bottom = inked_box(picture)
        assert min(left, 1 - right) * width >= 12
        assert min(top, 1 - bottom) * height >= 12


def test_unknown_signs_become_one_question_mark():
    assert style.printable("Panen 🌽🌽 ok") == "Panen ? ok"
    assert style.printable("👩🏽‍🌾") == "?"


def test_look_alikes_and_invisible_signs_are_made_plain():
    assert style.printable("\ufeffAyam\u00a0 \u200bkampung\n") == "Ayam kampung"
    assert style.printable("Sa\u2011ma ＡＢ") == "Sa‐ma AB"
    assert style.printable("12\u202e43") == "1243"
    assert style.printable("e\u0301") == "é"


def test_missing_fonts_are_explained(tmp_path, monkeypatch):
    monkeypatch.setattr(style, "_known", set())
    with pytest.raises(EnvironmentProblem, match="LiberationSans-Regular"):
        style.register_fonts(tmp_path)


def test_registering_fonts_again_costs_nothing(tmp_path):
    style.register_fonts(tmp_path)
    assert style.fonts_are_registered()


def test_a_paper_without_fonts_is_refused(monkeypatch):
    monkeypatch.setattr(style, "_known", set())
    with pytest.raises(RuntimeError, match="register_fonts"):
        render_bast(a_bast(), Paper.A4)


@pytest.mark.parametrize("kind_of_file", ["PNG", "JPEG", "GIF"])
def test_the_logo_stands_at_the_left_of_the_letterhead(paper, kind_of_file):
    logo = a_picture(300, 330, kind_of_file, colour=(0, 0, 0))
    head = dataclasses.replace(LETTERHEAD, logo=logo)
    plain, with_logo = (
        pictures(render_bast(a_bast(letterhead=one), paper))[0] for one in (LETTERHEAD, head)
    )
    corner = (70, 40, 120, 90)
    assert plain.crop(corner).getextrema() == (255, 255)
    assert with_logo.crop(corner).getextrema()[0] == 0


@pytest.mark.parametrize("damage", [b"", b"bukan gambar", a_picture(kind="PNG")[:200]])
def test_damaged_pictures_do_not_stop_a_paper(paper, damage):
    head = dataclasses.replace(LETTERHEAD, logo=damage)
    content = a_bast(letterhead=head, photos=(*photos(1), Photo(image=damage, caption="Rusak")))
    assert "Foto tidak dapat dibaca" in text(render_bast(content, paper))

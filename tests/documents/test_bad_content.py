"""Every kind of paper with content as bad as people and packages make it: it is still right."""

import importlib
import pkgutil

import pytest
from bad_content import World, spoiled
from paper_kinds import KINDS
from paper_reading import misplaced, red_pixels, text
from reportlab.platypus import Spacer

from kube_desktop import documents
from kube_desktop.documents.page import Paper, Sheet, lay_out
from kube_desktop.documents.style import printable
from kube_desktop.domain.errors import DomainError

ODD_LETTERS = 'Ka\'bah Ḥalim & <b>Ŏmpŏk</b> ’Uyau "Lě" <br/> محمد علي'
BILLIONS = 999_000_000_000
WORLDS = {
    "a name of a hundred letters without a space": World(text="M" * 100),
    "odd letters, no rows and a logo that is no picture": World(
        text=ODD_LETTERS, rows=0, logo=b"bukan gambar"
    ),
    "a hundred and twenty rows of 999 miliar": World(rows=120, money=BILLIONS),
    "nothing known, nobody in office and sums of nothing": World(
        text="", money=0, is_unmanned=True
    ),
}


def test_no_kind_of_paper_is_left_out():
    # render_minutes serves the kinds of minutes, which have names of their own.
    own = {
        function
        for module in pkgutil.iter_modules(documents.__path__, f"{documents.__name__}.")
        for name, function in vars(importlib.import_module(module.name)).items()
        if name.startswith("render_") and name != "render_minutes"
    }
    assert own == {render for render, _ in KINDS.values()}


@pytest.mark.slow
@pytest.mark.parametrize("world", WORLDS.values(), ids=WORLDS)
@pytest.mark.parametrize("name", KINDS)
def test_a_paper_of_bad_content_is_right(name, world):
    render, build = KINDS[name]
    # Each kind meets each world on one of the two sheets; which one changes with both.
    paper = list(Paper)[(list(KINDS).index(name) + list(WORLDS.values()).index(world)) % 2]
    pdf = render(spoiled(build(), world), paper)
    assert misplaced(pdf, overlaps=world.rows != 120) == []
    shown = "".join(text(pdf).split())
    assert "None" not in shown
    assert "".join(printable(world.text or "").split()) in shown
    assert red_pixels(pdf) == 0 or name in {"group profile", "report"}, "colour only in charts"


def test_letters_no_font_has_are_visible_question_marks():
    assert printable(ODD_LETTERS).endswith("<br/> ? ?")
    assert printable("Ḥalim Ŏmpŏk ’Uyau Lě ʼ ḷ ṭ ñ é") == "Ḥalim Ŏmpŏk ’Uyau Lě ʼ ḷ ṭ ñ é"


def test_what_is_higher_than_a_page_is_refused_with_a_sentence(paper):
    sheet = Sheet(
        title="Surat contoh", author="Dinas", subject="contoh", running_head="contoh",
        imprint=KINDS["bast"][1]().imprint,
    )  # fmt: skip
    with pytest.raises(DomainError, match="Surat contoh tidak dapat disusun"):
        lay_out(paper, sheet, lambda: [Spacer(1, 5000)])

"""Words stand in the file in the order in which they are read aloud."""

import io

import pypdf
from pypdfium2 import PdfDocument

_MM = 25.4 / 72
_COLUMN_MM = 65
"""A second column may begin as high above the end of the first as a block of signatures is."""


def lines(page):
    """What stands on a page, as it follows in the file: words and how far up they stand, in mm."""
    words = page.get_textpage()
    boxes = [words.get_rect(at) for at in range(words.count_rects())]
    return [(words.get_text_bounded(*box).strip(), box[3] * _MM) for box in boxes]


def test_words_follow_each_other_from_top_to_bottom(kind, paper):
    render, build = kind
    document = PdfDocument(render(build(), paper))
    for number, page in enumerate(document, start=1):
        found = lines(page)
        leaps = [
            at
            for at in range(1, len(found))
            if found[at][1] - found[at - 1][1] > _COLUMN_MM
        ]  # fmt: skip
        # Only the head of a later page comes after the text, where no reading voice meets it first.
        assert len(leaps) <= 1
        behind = found[leaps[0] :] if leaps else found[-4:]
        assert len(behind) <= 6
        told = " ".join(words for words, _ in behind)
        assert f"halaman {number} dari {len(document)}" in told
    document.close()


def test_two_readers_find_the_same_words(kind, paper):
    render, build = kind
    pdf = render(build(), paper)
    document, other = PdfDocument(pdf), pypdf.PdfReader(io.BytesIO(pdf))
    for page, its_twin in zip(document, other.pages, strict=True):
        ours = "".join(page.get_textpage().get_text_range().split())
        theirs = "".join(its_twin.extract_text().split())
        assert sorted(ours) == sorted(theirs)
    document.close()

"""Reading papers back as people and machines see them."""

import pypdfium2
from PIL import Image, ImageChops


def pages(pdf):
    """The text of each page, on one line."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def text(pdf):
    """The text of the whole paper, on one line."""
    return " ".join(pages(pdf))


def own_words(pdf):
    """All words, without running heads and small print."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        lines = [line for page in document for line in
                 page.get_textpage().get_text_range().splitlines()]  # fmt: skip
    finally:
        document.close()
    return " ".join(line for line in lines if " · " not in line).split()


def pictures(pdf, dpi=72):
    """Each page as a grey picture."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()


def inked_box(picture):
    """The smallest box around everything printed, in fractions of the page."""
    white = Image.new("L", picture.size, 255)
    box = (
        ImageChops.difference(picture, white).point(lambda grey: 255 if grey > 40 else 0).getbbox()
    )
    width, height = picture.size
    return (
        None if box is None else (box[0] / width, box[1] / height, box[2] / width, box[3] / height)
    )


def red_pixels(pdf):
    """How many pixels of the first page are clearly red."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        red, green, blue = document[0].render(scale=1).to_pil().convert("RGB").split()
        strong = ImageChops.subtract(red, ImageChops.lighter(green, blue))
        return sum(strong.histogram()[60:])
    finally:
        document.close()

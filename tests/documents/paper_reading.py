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


def misplaced(pdf, margin=34, *, overlaps=True):
    """Texts that stand nearer to an edge than 12 mm, or on top of another text."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    try:
        for page in document:
            width, height = page.get_size()
            words = page.get_textpage()
            boxes = sorted(
                (words.get_rect(number) for number in range(words.count_rects())),
                key=lambda box: -box[3],
            )
            outer = (margin - 1, margin - 2, width - margin + 1, height - margin + 2)
            found += [
                words.get_text_bounded(*box)
                for box in boxes
                if box[0] < outer[0] or box[1] < outer[1] or box[2] > outer[2] or box[3] > outer[3]
            ]
            for place, box in enumerate(boxes if overlaps else ()):
                for other in boxes[place + 1 :]:
                    if other[3] <= box[1]:
                        break
                    if _cover(box, other):
                        found.append(
                            f"{words.get_text_bounded(*box)} | {words.get_text_bounded(*other)}"
                        )
    finally:
        document.close()
    return found


def _cover(box, other):
    """Whether two boxes of text lie on each other by more than what letters hang into a line."""
    across = min(box[2], other[2]) - max(box[0], other[0])
    upright = min(box[3], other[3]) - max(box[1], other[1])
    return across > 1 and upright > 0.35 * min(box[3] - box[1], other[3] - other[1])

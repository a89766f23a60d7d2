"""Codes are found on pictures as they come, and a hostile file is answered with a sentence."""

import io
from random import Random
from time import monotonic

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfWriter

from campaigns.spoiling import Spoiling, as_jpeg, as_pages, spoiled
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.proof import page_payload
from kube_desktop.services import scanned_pages
from kube_desktop.services.code_reading import read_codes

OURS, LATER = f"KUBE1*BAST*{'A1B2-' * 34}", page_payload("7F3A-92C1-KX4Q", 2, 3)
CLEAR = Spoiling()


def sheet(*codes, dpi=150):
    """A white sheet with codes of 22 mm at its lower edge."""
    page = Image.new("RGB", (round(8.27 * dpi), round(11.7 * dpi)), "white")
    side = round(0.87 * dpi)
    for place, text in enumerate(codes):
        made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
        image = made.to_image(scale=8, add_quiet_zones=False)
        code = Image.frombuffer("L", image.shape[::-1], memoryview(image).tobytes())
        page.paste(
            code.resize((side, side)).convert("RGB"),
            (page.width - (place + 1) * (side + dpi // 2), page.height - side - dpi // 2),
        )
    return page


def png(picture):
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "how",
    [
        Spoiling(angle=90),
        Spoiling(angle=180, quality=40, noise=20),
        Spoiling(angle=20, slant=0.07, blur=0.8, noise=12, shadow=0.6, has_fold=True),
    ],
    ids=["turned", "upside down and grainy", "photo on a table"],
)
def test_a_code_is_found_however_the_page_lies(how):
    content = as_jpeg(spoiled(sheet(OURS), how, Random(4)), how.quality)
    (found,) = read_codes(content)
    assert found.payload == OURS
    upright = (found.turned + how.angle) % 360
    assert min(upright, 360 - upright) < 15


def test_several_codes_and_pages_are_told_apart_and_other_codes_left_out():
    pictures = [sheet(OURS, "https://contoh.example"), sheet("00020101021126"), sheet(LATER, OURS)]
    for kind in ("PDF", "TIFF"):
        found = read_codes(as_pages(pictures, kind))
        assert {(one.payload, one.page) for one in found} == {(OURS, 0), (LATER, 2), (OURS, 2)}


def test_a_page_without_a_code_ends_patience_and_cancelling_ends_the_file():
    blank = as_jpeg(Image.effect_noise((900, 1300), 60).convert("RGB"), 80)
    began = monotonic()
    assert read_codes(blank) == []
    assert monotonic() - began < 10
    asked = iter([False, False, True])
    found = read_codes(as_pages([sheet(OURS)] * 3, "PDF"), is_cancelled=lambda: next(asked, True))
    assert [one.page for one in found] == [0, 1]


def pages_of_pdf(count):
    writer, buffer = PdfWriter(), io.BytesIO()
    for _ in range(count):
        writer.add_blank_page(200, 300)
    writer.write(buffer)
    return buffer.getvalue()


def locked_pdf():
    writer, buffer = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 300)
    writer.encrypt("rahasia", algorithm="RC4-128")
    writer.write(buffer)
    return buffer.getvalue()


def too_many_pixels():
    return png(Image.new("1", (12_000, 9_000)))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (too_many_pixels, scanned_pages.TOO_LARGE),
        (lambda: pages_of_pdf(500), scanned_pages.TOO_MANY),
        (lambda: pages_of_pdf(2)[:200], scanned_pages.UNREADABLE),
        (lambda: as_jpeg(sheet(OURS), 80)[:900], scanned_pages.UNREADABLE),
        (locked_pdf, scanned_pages.LOCKED),
        (lambda: b"\0\0\0\x18ftypheic" + b"\0" * 99, scanned_pages.HEIC),
        (lambda: b"", scanned_pages.UNREADABLE),
        (lambda: b"Bukan gambar", scanned_pages.UNREADABLE),
    ],
    ids=["bomb", "500 pages", "half a PDF", "half a photo", "locked", "iPhone", "empty", "text"],
)
def test_a_hostile_file_gets_a_sentence(make, sentence):
    with pytest.raises(DomainError) as refusal:
        read_codes(make())
    assert str(refusal.value) == sentence


def test_a_page_as_large_as_a_field_is_drawn_small():
    writer, buffer = PdfWriter(), io.BytesIO()
    writer.add_blank_page(14_000, 14_000)
    writer.write(buffer)
    (page,) = scanned_pages.pages_of(buffer.getvalue())
    assert page.picture.width * page.picture.height <= 12_500_000

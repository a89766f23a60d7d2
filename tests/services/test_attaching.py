"""Pictures and scans people choose: what is kept, and what is refused in words."""

import io
import struct
import zlib
from uuid import UUID

import pytest
from PIL import Image

from kube_desktop.domain.errors import DomainError
from kube_desktop.services.attachments import MAX_SIDE, shrink

OWNER = UUID(int=7)
TURNED, TAKEN = 0x0112, 36867


def a_picture(mode="RGB", size=(64, 32), kind="PNG", **more):
    colour = {"RGBA": (200, 30, 30, 255), "LA": (200, 255), "L": 200, "P": 1, "1": 1}
    kept = io.BytesIO()
    Image.new(mode, size, colour.get(mode, (200, 30, 30))).save(kept, kind, **more)
    return kept.getvalue()


def a_png_that_says_it_has(width, height):
    """A small PNG whose head promises more pixels than it brings."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize("size", [(10_000, 4_001), (10_000, 9_500), (30_000, 30_000)])
def test_a_picture_with_too_many_pixels_is_refused_before_it_is_opened(size):
    with pytest.raises(DomainError) as refusal:
        shrink(a_png_that_says_it_has(*size), "peta.png")
    assert str(refusal.value) == (
        "peta.png terlalu besar untuk dibuka; paling besar 40 megapiksel. Kecilkan dahulu."
    )


def test_a_kind_of_picture_that_needs_more_memory_may_have_fewer_pixels():
    large = a_picture(size=(4000, 3751), kind="WEBP", method=0, quality=1)
    with pytest.raises(DomainError, match="paling besar 15 megapiksel"):
        shrink(large, "foto.webp")


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA", "L", "P", "1"])
def test_a_picture_of_any_kind_becomes_a_small_one_in_colour(mode):
    content, _ = shrink(a_picture(mode, (3200, 1600)), "foto.png")
    with Image.open(io.BytesIO(content)) as kept:
        assert (kept.format, kept.mode, kept.size) == ("JPEG", "RGB", (MAX_SIDE, MAX_SIDE // 2))


def test_a_transparent_picture_keeps_its_colours():
    content, _ = shrink(a_picture("RGBA", (3200, 1600)), "foto.png")
    with Image.open(io.BytesIO(content)) as kept:
        red, green, blue = kept.getpixel((5, 5))
    assert abs(red - 200) < 5
    assert abs(green - 30) < 5
    assert abs(blue - 30) < 5


def test_a_photo_taken_upright_is_kept_upright_with_its_moment():
    exif = Image.Exif()
    exif[TURNED] = 6
    exif.get_ifd(0x8769)[TAKEN] = "2026:11:18 09:30:00"
    content, taken_at = shrink(a_picture(size=(64, 32), kind="JPEG", exif=exif), "foto.jpg")
    assert taken_at == "2026:11:18 09:30:00"
    with Image.open(io.BytesIO(content)) as kept:
        assert kept.size == (32, 64)
        assert not kept.getexif()


@pytest.mark.parametrize(
    "exif", [b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0rubbish", b"Exif\0\0"]
)
def test_a_photo_with_a_damaged_note_of_the_camera_is_kept_all_the_same(exif):
    content, taken_at = shrink(a_picture(kind="JPEG", exif=exif), "foto.jpg")
    assert content.startswith(b"\xff\xd8")
    assert taken_at == ""


def test_what_a_program_wrote_into_a_photo_is_not_kept():
    content, _ = shrink(a_picture(kind="JPEG", comment=b"rahasia"), "foto.jpg")
    assert b"rahasia" not in content


def test_a_scan_that_was_not_copied_to_its_end_is_refused(services, tmp_path, log):
    scan = tmp_path / "sk.pdf"
    scan.write_bytes(b"%PDF-1.7\n" + b"0" * 5000)
    before = log()
    with pytest.raises(DomainError, match=r"^sk\.pdf tidak lengkap\."):
        services.attachments.add("groups", OWNER, scan)
    assert log() == before


def test_a_whole_scan_is_kept(services, tmp_path):
    scan = tmp_path / "sk.pdf"
    scan.write_bytes(b"%PDF-1.7\n" + b"0" * 5000 + b"\n%%EOF\n")
    services.attachments.add("groups", OWNER, scan)
    (kept,) = services.attachments.of_record(OWNER)
    assert (kept.mime, kept.size) == ("application/pdf", scan.stat().st_size)


def test_attaching_a_photo_again_repairs_its_damaged_file(services, tmp_path):
    photo = tmp_path / "foto.png"
    photo.write_bytes(a_picture())
    services.attachments.add("groups", OWNER, photo)
    (kept,) = services.attachments.of_record(OWNER)
    whole = services.attachments.content(kept.sha256)
    stored = services.workplace.paths.attachments / kept.sha256
    untouched = stored.read_bytes()
    services.attachments.keep(whole)
    assert stored.read_bytes() == untouched
    for damaged in (untouched[:-1], b"", untouched[:40] + b"?" + untouched[41:]):
        stored.write_bytes(damaged)
        services.attachments.keep(whole)
        assert services.attachments.content(kept.sha256) == whole


def test_a_caption_has_an_end(services, tmp_path):
    with pytest.raises(DomainError, match="Keterangan paling panjang 200 huruf"):
        services.attachments.add("groups", OWNER, tmp_path / "foto.png", caption="a" * 201)

"""Periksa dokumen: three lights from a code, without a network."""

import io
from dataclasses import replace

import pytest
from builders import a_handover
from PIL import Image, ImageDraw
from pypdfium2 import PdfDocument

from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.papers import PaperKind, PaperSize
from kube_desktop.domain.proof import from_base45, read_payload, to_base45
from kube_desktop.domain.verdict import Light
from kube_desktop.exchange.keys import DeviceKey
from kube_desktop.services.code_reading import read_codes
from kube_desktop.services.installation import write_facts

GREEN, AMBER, RED = Light.GREEN, Light.AMBER, Light.RED


@pytest.fixture
def handover(services, team, official):
    draft = a_handover(
        group_id=team.group_id,
        person_id=team.chair,
        official_id=official,
        bast_number="BAST/001/KUBE-KUBAR/XI/2026",
    )
    return services.aid.record(draft)


@pytest.fixture
def paper(services, handover):
    made = services.printing.make(PaperKind.BAST, handover, PaperSize.A4)
    services.printing.note_printed(made, copies=3)
    return made


def lights(verdict):
    return [lamp.light for lamp in verdict.lamps]


def picture_of(pdf, page=0, dpi=200, kind="PNG"):
    document = PdfDocument(pdf)
    image = document[page].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    document.close()
    return image, as_file(image, kind)


def as_file(image, kind="PNG"):
    target = io.BytesIO()
    image.save(target, kind)
    return target.getvalue()


def test_a_pdf_a_scan_a_turned_photo_and_the_typed_code_say_the_same(services, handover, paper):
    image, scan = picture_of(paper.pdf)
    photo = as_file(image.rotate(90, expand=True).convert("RGB"), "JPEG")
    for content in (paper.pdf, scan, photo):
        found, verdict = services.proofing.check_file(content)[0]
        assert found.payload == paper.seal.payload
        assert lights(verdict) == [GREEN, GREEN, GREEN]
        assert (verdict.kind, verdict.subject) == (PaperKind.BAST, handover)
    typed = services.proofing.check(paper.seal.code.lower().replace("-", " "))
    assert typed == services.proofing.check(paper.seal.payload)
    assert "BAST/001/KUBE-KUBAR/XI/2026 · 17 November 2026 · Rp6.600.000" in typed.title


def test_a_later_page_alone_is_known_too(services, paper):
    _, scan = picture_of(paper.pdf, page=1)
    ((found, verdict),) = services.proofing.check_file(scan)
    assert found.payload.startswith("KUBE1P*")
    assert lights(verdict) == [GREEN, GREEN, GREEN]


def test_two_papers_on_one_picture_are_both_found(services, handover, paper):
    other = services.printing.make(PaperKind.RECEIPT, handover, PaperSize.A4)
    left, right = picture_of(paper.pdf)[0], picture_of(other.pdf)[0]
    table = Image.new("L", (left.width * 2 + 200, left.height + 200), 90)
    table.paste(left, (50, 60))
    table.paste(right, (left.width + 120, 90))
    found = {one.payload for one in read_codes(as_file(table))}
    assert found == {paper.seal.payload, other.seal.payload}


def test_where_paper_and_database_differ_is_told_field_by_field(services, handover, paper):
    draft = services.lists.handovers.draft(handover)
    items = (replace(draft.items[0], quantity_milli=1000), *draft.items[1:])
    services.aid.correct(handover, replace(draft, items=items))
    verdict = services.proofing.check(paper.seal.payload)
    assert lights(verdict) == [GREEN, GREEN, RED]
    told = {one.label: (one.paper, one.database) for one in verdict.differences}
    assert told["Barang 1 · jumlah"] == ("2", "1")
    assert "terakhir diubah" in verdict.database.text


def test_a_paper_that_was_corrected_or_cancelled_says_so(services, handover, paper):
    services.aid.sign([handover])
    draft = services.lists.handovers.draft(handover)
    services.aid.correct(handover, replace(draft, place="Balai Kampung"), "tempat keliru")
    second = services.printing.make(PaperKind.BAST, handover, PaperSize.A4)
    services.printing.note_printed(second, copies=3)
    old = services.proofing.check(paper.seal.code)
    assert (old.database.light, old.database.word) == (AMBER, "Sudah diganti")
    assert second.seal.code in old.database.text
    assert lights(services.proofing.check(second.seal.payload)) == [GREEN, GREEN, GREEN]
    services.aid.sign([handover])
    services.aid.withdraw(handover, "tercatat dua kali")
    gone = services.proofing.check(second.seal.payload)
    assert (gone.database.light, gone.database.word) == (RED, "Dibatalkan")


def test_a_paper_saved_but_never_printed_is_compared_with_its_record(services, handover):
    made = services.printing.make(PaperKind.BAST, handover, PaperSize.A4)
    assert lights(services.proofing.check(made.seal.payload)) == [GREEN, GREEN, GREEN]
    draft = services.lists.handovers.draft(handover)
    services.aid.correct(handover, replace(draft, bast_number="BAST/009/KUBE-KUBAR/XI/2026"))
    verdict = services.proofing.check(made.seal.payload)
    assert verdict.database.light is RED
    assert [one.label for one in verdict.differences] == ["Nomor"]


def test_every_changed_letter_of_the_code_is_reported(services, paper):
    payload = paper.seal.payload
    start = payload.rindex("*", 0, -96)
    for at in (*range(6, start, 5), *range(start + 1, len(payload), 9)):
        letter = "8" if payload[at] != "8" else "3"
        verdict = services.proofing.check(payload[:at] + letter + payload[at + 1 :])
        assert verdict.light is not GREEN, at


def test_a_changed_sum_is_named(services, paper):
    stated, signature = read_payload(paper.seal.payload)
    verdict = services.proofing.check(replace(stated, total=9_900_000).payload(signature))
    assert lights(verdict) == [RED, GREEN, RED]
    (one,) = verdict.differences
    assert (one.label, one.paper, one.database) == ("Jumlah", "Rp9.900.000", "Rp6.600.000")


def test_a_signature_of_another_laptop_cannot_be_put_under_a_statement(services, paper):
    stated, _ = read_payload(paper.seal.payload)
    forged = stated.payload(DeviceKey.generate().sign(stated.message))
    assert lights(services.proofing.check(forged)) == [RED, GREEN, GREEN]
    assert from_base45(to_base45(b"\0" * 64)) == b"\0" * 64


def test_a_key_that_was_revoked_turns_amber_and_an_unknown_one_too(services, paper):
    own = DeviceKey(bytes.fromhex(services.lists.office.installation("device_key"))).public
    with services.workplace.database.raw() as connection:
        write_facts(connection, {"device_key": DeviceKey.generate().private.hex()})
    unknown = services.proofing.check(paper.seal.payload)
    assert lights(unknown) == [AMBER, AMBER, GREEN]
    with services.workplace.database.raw() as connection:
        connection.execute(
            "INSERT INTO sync_peer(replica, device_key, revoked) VALUES(7, ?, 20261102)", (own,)
        )
    revoked = services.proofing.check(paper.seal.payload)
    assert lights(revoked) == [GREEN, AMBER, GREEN]
    assert "2 November 2026" in revoked.key.text


def test_a_paper_of_elsewhere_is_not_here_yet(services, paper):
    stated, signature = read_payload(paper.seal.payload)
    foreign = replace(stated, subject="ZZZZZZZZZZ", content="Z" * 16, key="ZZZZZZZZ")
    assert lights(services.proofing.check(foreign.payload(signature))) == [AMBER, AMBER, AMBER]
    assert services.proofing.check(foreign.code).database.word == "Belum ada"


def empty_picture():
    image = Image.new("L", (600, 400), 255)
    ImageDraw.Draw(image).text((20, 20), "bukan kertas KUBE")
    return as_file(image)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "bukan foto"),
        (b"%PDF-1.4 rusak", "bukan foto"),
        (b"\xff\xd8\xff rusak", "bukan foto"),
        (empty_picture(), "tidak ditemukan"),
    ],
)
def test_a_file_without_a_code_is_said(services, content, words):
    with pytest.raises(DomainError, match=words):
        services.proofing.check_file(content)


def test_a_mistyped_code_is_said(services):
    with pytest.raises(DomainError, match="salah ketik"):
        services.proofing.check("7F3A-92C1-KX41")

"""Scans of signed papers file themselves; what cannot be told waits until a person says."""

import io
from datetime import timedelta
from random import Random

import pytest
import zxingcpp
from builders import a_handover, a_visit
from PIL import Image

from campaigns.spoiling import Spoiling, as_jpeg, as_pages, rendered, spoiled
from kube_desktop.db.models import Attachment
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.papers import PaperKind, PaperSize
from kube_desktop.domain.returning import Why
from kube_desktop.services.returning import ScanFollow

GREY = Image.new("RGB", (620, 870), (250, 250, 250))


@pytest.fixture
def handover(services, team, official):
    draft = a_handover(
        group_id=team.group_id, person_id=team.chair, official_id=official, bast_number="BAST/7"
    )
    return services.aid.record(draft)


@pytest.fixture
def bast(services, handover):
    paper = services.printing.make(PaperKind.BAST, handover, PaperSize.A4)
    services.printing.note_printed(paper, copies=3)
    return [rendered(paper.pdf, page, 150) for page in range(3)]


@pytest.fixture
def put_in(services, tmp_path):
    def put_in(*files, follow=None):
        for number, content in enumerate(files):
            ending = "pdf" if content.startswith(b"%PDF") else "jpg"
            (tmp_path / f"{number}.{ending}").write_bytes(content)
        (tmp_path / "catatan.txt").write_text("bukan pindaian")
        return services.returning.receive([tmp_path], follow)

    return put_in


def _put_code(page, text):
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    image = made.to_image(scale=4, add_quiet_zones=True)
    code = Image.frombytes("L", image.shape[::-1], memoryview(image).tobytes())
    place = (page.width - code.width, page.height - code.height)
    page.paste((255, 255, 255), (place[0] - 60, place[1] - 60, page.width, page.height))
    page.paste(code.convert("RGB"), place)


def scans(services, owner, kind="scan-bast"):
    rows = services.attachments.of_record(owner)
    return [row.caption for row in rows if row.kind == kind]


def test_a_signed_bast_comes_back_and_is_awaited_no_more(
    services, team, handover, bast, put_in, clock
):
    clock.today += timedelta(days=9)
    assert [one.handover_id for one in services.lists.returns.awaited()] == [handover]
    photo = as_jpeg(spoiled(bast[0], Spoiling(angle=97), Random(1)), 70)
    returned = put_in(photo)
    assert [one.place.owner_id for one in returned.new] == [handover]
    assert scans(services, handover) == ["BAST, halaman 1"]
    assert services.lists.returns.awaited() == []
    assert [row.kind for row in services.attachments.of_group(team.group_id)] == ["scan-bast"]
    assert services.lists.groups.detail(team.group_id).files == 1
    assert returned.unsigned == (handover,)
    services.aid.sign(returned.unsigned)
    again = put_in(photo)
    assert (len(again.new), len(again.known), again.unsigned) == (0, 1, ())
    kept = services.attachments.of_record(handover)[0]
    upright = Image.open(io.BytesIO(services.attachments.content(kept.sha256)))
    assert upright.height > upright.width


def test_pages_of_a_stack_find_their_paper_also_the_unread_one_between(
    services, handover, bast, put_in
):
    first, _, last = bast
    returned = put_in(as_pages([first, GREY, last], "PDF"), as_jpeg(GREY, 80))
    assert sorted(scans(services, handover)) == [
        "BAST, halaman 1", "BAST, halaman 2 dari 3", "BAST, halaman 3 dari 3"
    ]  # fmt: skip
    assert [(one.filename, one.why) for one in returned.waiting] == [("1.jpg", Why.NO_CODE)]


def test_a_later_page_waits_for_the_first_one_of_a_paper_that_was_only_saved(
    services, handover, put_in
):
    paper = services.printing.make(PaperKind.BAST, handover, PaperSize.F4)
    later, first = (as_jpeg(rendered(paper.pdf, page, 150), 80) for page in (1, 0))
    assert [one.why for one in put_in(later).waiting] == [Why.STRANGER]
    returned = put_in(later, first)
    assert (len(returned.new), returned.waiting) == (2, ())
    assert services.lists.returns.waiting_scans() == 0


def test_two_papers_in_one_picture_and_a_changed_code_are_never_guessed(
    services, handover, bast, put_in, team
):
    visit = services.mentoring.record(a_visit(group_id=team.group_id))
    report = services.printing.make(PaperKind.VISIT_REPORT, visit, PaperSize.A4)
    both = Image.new("RGB", (bast[0].width * 2, bast[0].height))
    both.paste(bast[0], (0, 0))
    both.paste(rendered(report.pdf, 0, 150), (bast[0].width, 0))
    forged = bast[0].copy()
    _put_code(forged, "KUBE1*BAST*BAST/7*0000000000*20261117*1*1*0123456789ABCDEF*01234567*00")
    returned = put_in(as_jpeg(both, 85), as_jpeg(forged, 85))
    assert [one.why for one in returned.waiting] == [Why.SEVERAL, Why.CHANGED]
    assert services.attachments.of_record(handover) == []


def test_a_person_files_and_discards_what_waits_and_takes_it_back(services, handover, put_in):
    (scan,) = put_in(as_jpeg(GREY, 80)).waiting
    tray = services.returning.tray
    assert tray.picture(scan.id).startswith(b"\xff\xd8")
    place = next(one for one in tray.papers("BAST/7") if one.kind is PaperKind.BAST)
    filed = tray.file(scan.id, place)
    assert (scans(services, handover), tray.waiting()) == (["BAST"], [])
    tray.take_back(filed, scan)
    assert (scans(services, handover), [one.id for one in tray.waiting()]) == ([], [scan.id])
    tray.discard(scan.id)
    assert tray.waiting() == []
    with pytest.raises(DomainError):
        tray.file(scan.id, place)
    tray.restore(scan)
    assert [one.why for one in tray.waiting()] == [Why.NO_CODE]


def test_discarded_bytes_are_erased_after_a_month(services, put_in, clock):
    (scan,) = put_in(as_jpeg(GREY, 80)).waiting
    services.returning.tray.discard(scan.id)
    services.returning.tray.sweep()
    assert services.attachments.exists(scan.sha256)
    clock.now += timedelta(days=31)
    services.returning.tray.sweep()
    assert not services.attachments.exists(scan.sha256)


def test_a_signed_scan_is_never_printed_among_the_photos(services, team, put_in):
    visit = services.mentoring.record(a_visit(group_id=team.group_id))
    report = services.printing.make(PaperKind.VISIT_REPORT, visit, PaperSize.A4)
    put_in(as_jpeg(rendered(report.pdf, 0, 150), 80))
    assert len(scans(services, visit, "scan-kunjungan")) == 1
    again = services.printing.make(PaperKind.VISIT_REPORT, visit, PaperSize.A4)
    assert again.seal.content == report.seal.content


def test_a_broken_file_stops_nothing_and_cancelling_keeps_what_was_read(
    services, handover, bast, put_in, tmp_path
):
    page = as_jpeg(bast[0], 80)
    returned = put_in(b"%PDF-1.7 rusak", page)
    assert [one.filename for one in returned.refused] == ["0.pdf"]
    assert len(returned.new) == 1
    told = []
    follow = ScanFollow(step=lambda *done: told.append(done), cancelled=lambda: len(told) > 1)
    stopped = put_in(page, page, follow=follow)
    assert stopped.is_stopped
    assert len(stopped.known) == 1
    (tmp_path / "kosong").mkdir()
    with pytest.raises(DomainError):
        services.returning.receive([tmp_path / "kosong"])


def test_attachments_keep_their_bytes_encrypted(services, put_in):
    (scan,) = put_in(as_jpeg(GREY, 80)).waiting
    stored = (services.workplace.paths.attachments / scan.sha256).read_bytes()
    assert b"JFIF" not in stored
    with services.workplace.database.read() as session:
        assert session.query(Attachment).count() == 0

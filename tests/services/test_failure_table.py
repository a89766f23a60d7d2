"""The failure table of docs/exchange.md 7: a bad file is a sentence, and the office as it was.

What goes wrong with the place of a new file is in tests/exchange/test_writing.py; killed programs
are in tests/db/sync/test_crash.py and the campaign `mati`; edits past the program in
tests/db/sync/test_content.py.
"""

import base64
import errno
import hashlib
import io
import json
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from campaigns.crafting import ABOUT, Crafted, closed, craft, ended, sealed, signed
from campaigns.inner import state_of
from kube_desktop.db.sync import peers
from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.exchange import FileState
from kube_desktop.exchange import header, records, sealing, zipped
from kube_desktop.exchange.keys import SAMPLE_OFFICE, DeviceKey, OfficeKey, key_id
from kube_desktop.paths import DataPaths
from kube_desktop.services.beginning import begin_office
from kube_desktop.services.exchanging import merging
from kube_desktop.services.installation import read_fact
from kube_desktop.services.opening import open_services

LAPTOP, OTHER, LOST = (DeviceKey(bytes([n] * 32)) for n in (1, 2, 3))
BRANCH, OTHER_BRANCH, LOST_BRANCH = 1001, 1002, 1003
INSTANT = 1_795_000_000_000 << 16
NOTES = ("merges", "sync_package", "sync_delivery", "received_files", "waiting_files")
"""Tables in which the office notes what it was given, merged or not."""


def group(seq, name="Harapan Baru", branch=BRANCH, row=None):
    """Lines for a group that was recorded under a number."""
    row = row or (branch * 1000 + seq).to_bytes(16, "big").hex()
    birth = ["I", branch, seq, INSTANT + seq, seq, row, [name, "64.07.05.2010"], None, 3, None]
    return [["T", seq, "groups", ["name", "village_code"]], birth]


def renamed(seq, name, row=None, branch=BRANCH):
    row = row or (branch * 1000 + 1).to_bytes(16, "big").hex()
    return ["U", branch, seq, INSTANT + seq, "groups", row, "name", name, branch, 1, None, None,
            3, None]  # fmt: skip


@dataclass
class Office:
    """An opened office with one group from a known laptop, and files made for it."""

    services: object
    folder: Path
    public: bytes
    number: int = 0

    def made(self, *arrays, how=None, lines=None, **fields):
        """Return a file from the known laptop, or what `how` says instead."""
        self.number += 1
        about = replace(ABOUT, pkg_id=self.number.to_bytes(16, "big"), replica=BRANCH)
        how = replace(how or Crafted(), recipients=(self.public,))
        how = replace(how, about=about) if how.about is ABOUT else how
        how = how if how.signer is not Crafted().signer else replace(how, signer=LAPTOP)
        if fields:
            how = replace(how, fields=fields)
        return craft(closed(*arrays, meta={"sender": "Rina"}) if lines is None else lines, how)

    def put(self, content, name="kiriman.kube"):
        path = self.folder / name
        path.write_bytes(content)
        return path

    def merge(self, *paths):
        return self.services.merging.merge(paths)

    def state(self, *without):
        with self.services.workplace.database.raw() as connection:
            return state_of(connection, without=(*NOTES, *without))

    def attachments(self):
        return sorted(self.services.workplace.paths.attachments.iterdir())

    def rows(self, sql):
        return self.services.workplace.database.reader.rows(sql)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A real office that merged one file of a known and one of a lost laptop."""
    folder = tmp_path_factory.mktemp("kantor")
    begin_office(DataPaths(folder / "data"))
    services = open_services(DataPaths(folder / "data"))
    with services.workplace.database.raw() as connection:
        public = OfficeKey(bytes.fromhex(read_fact(connection, "office_private_key"))).public
    office = Office(services, folder, public)
    first = office.put(office.made(*group(1)), "1.kube")
    lost = Crafted(signer=LOST, about=replace(ABOUT, pkg_id=bytes(16)))
    second = office.put(office.made(*group(1, branch=LOST_BRANCH), how=lost), "2.kube")
    assert office.merge(first, second).ready == 2
    services.enrolment.revoke(LOST.public.hex(), "Hilang di jalan")
    services.close()
    return folder, public


@pytest.fixture(scope="module")
def steady(made, tmp_path_factory):
    """An office that is given bad files only, so that it stays as it is."""
    folder, public = made
    services = open_services(DataPaths(folder / "data"))
    place = tmp_path_factory.mktemp("flashdisk")
    yield Office(services, place, public, number=100)
    services.close()


@pytest.fixture
def office(made, tmp_path):
    folder, public = made
    services = open_services(DataPaths(shutil.copytree(folder / "data", tmp_path / "data")))
    (tmp_path / "flashdisk").mkdir()
    yield Office(services, tmp_path / "flashdisk", public, number=100)
    services.close()


def flipped(content, at):
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def reheaded(content, **fields):
    """Edit the header and leave everything else as it is."""
    (length,) = struct.unpack("<I", content[8:12])
    raw = json.dumps({**json.loads(content[12 : 12 + length]), **fields}).encode()
    return content[:8] + struct.pack("<I", len(raw)) + raw + content[12 + length :]


def bomb():
    """Return a body of 45 megabytes in 45 kilobytes."""
    squeeze = zlib.compressobj(9)
    line = b'["S",1001,9,1001,1]' + b" " * 200_000 + b"\n"
    parts = [squeeze.compress(b'["META",{}]\n'), *(squeeze.compress(line) for _ in range(225))]
    return b"".join([*parts, squeeze.flush()])


def to_another(office):
    """Addressed to this office by name, but encrypted to somebody else's key."""
    other = OfficeKey.generate().public
    wrapped = base64.b64encode(sealing.wrap(bytes(32), other)).decode()
    return office.made(rcpt=[{"k": key_id(office.public), "ct": wrapped}])


def attached(content, sha256=None, size=None, position=0):
    sha256 = hashlib.sha256(content).hexdigest() if sha256 is None else sha256
    text = base64.b64encode(content).decode()
    return ["F", sha256, len(content) if size is None else size, position, text]


def zip_of(*files, **more):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content, **more)
    return buffer.getvalue()


def locked_zip(office):
    content = bytearray(zip_of(("a.kube", office.made())))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + offset] |= 1
    return bytes(content)


JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4
NEWER = "Berkas dibuat versi lebih baru"
DAMAGED = "rusak atau terpotong"
RULES = "tidak sesuai aturan"
DEEP = b'["U",1001,9,1,"groups","' + b"0" * 32 + b'","name",' + b"[" * 90_000

BAD_FILES: dict[str, tuple[Callable[[Office], bytes], str]] = {
    "empty": (lambda _: b"", "kosong"),
    "photo": (lambda _: JPEG, "bukan kiriman"),
    "text": (lambda _: b"Halo, ini data saya", "bukan kiriman"),
    "raw database": (lambda _: b"SQLite format 3\0" + bytes(4000), "bukan kiriman"),
    "cut short": (lambda o: o.made(*group(9))[:-100], DAMAGED),
    "cut to its magic": (lambda o: o.made()[:9], DAMAGED),
    "extra bytes": (lambda o: o.made(*group(9)) + b"\0", DAMAGED),
    "glued": (lambda o: o.made(*group(9)) * 2, DAMAGED),
    "bit in the length": (lambda o: flipped(o.made(*group(9)), 9), DAMAGED),
    "bit in the header": (lambda o: flipped(o.made(*group(9)), 200), DAMAGED),
    "bit in the body": (lambda o: flipped(o.made(*group(9)), -100), DAMAGED),
    "bit in the signature": (lambda o: flipped(o.made(*group(9)), -3), DAMAGED),
    "header edited": (lambda o: reheaded(o.made(*group(9)), to_seq=99), DAMAGED),
    "sender swapped": (
        lambda o: reheaded(o.made(), signer=base64.b64encode(OTHER.public).decode()), DAMAGED),
    "version nought": (lambda o: b"KUBEPKG\0" + o.made()[8:], DAMAGED),
    "giant header": (lambda o: o.made(made_by="x" * 20_000), DAMAGED),
    "header of a gigabyte": (lambda o: o.made()[:8] + b"\0\0\0\x40" + o.made()[12:], DAMAGED),
    "thousand recipients": (lambda o: o.made(rcpt=[{"k": "0" * 16, "ct": "AA=="}] * 1000), DAMAGED),
    "seventeen recipients": (
        lambda o: o.made(rcpt=[{"k": f"{n:016}", "ct": "AA=="} for n in range(17)]), DAMAGED),
    "recipient named twice": (
        lambda o: o.made(rcpt=[{"k": key_id(o.public), "ct": "AA=="}] * 2), DAMAGED),
    "field said twice": (
        lambda o: o.made(how=Crafted(raw=b'{"fmt":1,"fmt":1,' + b'"pkg":""}')), DAMAGED),
    "huge number in the header": (lambda o: o.made(replica=1 << 63), DAMAGED),
    "number of 5,000 digits": (lambda o: o.made(how=Crafted(raw=b'{"fmt":' + b"9" * 5000 + b"}")),
                               DAMAGED),
    "not a number in the header": (lambda o: o.made(replica=float("nan")), DAMAGED),
    "endless header": (lambda o: o.made(how=Crafted(raw=b"[" * 16_000)), DAMAGED),
    "header that is no text": (lambda o: o.made(how=Crafted(raw=b'{"fmt":1,"app":"\xff"}')),
                               DAMAGED),
    "moment that is none": (lambda o: o.made(made="kemarin"), DAMAGED),
    "newer container": (lambda o: b"KUBEPKG\x02" + o.made()[8:], NEWER),
    "newer format": (lambda o: o.made(fmt=2, app="2.3"), NEWER),
    "revoked sender": (lambda o: o.made(how=Crafted(signer=LOST)), "sudah dicabut"),
    "another office": (lambda _: craft(closed(), Crafted(signer=LAPTOP)),
                       "ditujukan ke kantor lain"),
    "this office, wrong key": (to_another, "tidak dapat dibuka dengan kunci"),
    "key of the wrong length": (lambda o: o.made(how=Crafted(wrapped=b"short")), RULES),
    "sample data": (lambda o: o.made(sample=True), "data contoh"),
    "for the sample office": (
        lambda _: craft(closed(), Crafted(recipients=(SAMPLE_OFFICE.public,))), "data contoh"),
    "bomb": (lambda o: o.made(how=Crafted(compress=lambda _: bomb())), "membengkak"),
    "tiny chunks": (
        lambda o: o.made(how=Crafted(seal=lambda k, b, body: sealed(k, b, body[:9])
                                     + sealed(k, b, body[9:]))), DAMAGED),
    "chunk of four gigabytes": (
        lambda o: o.made(how=Crafted(seal=lambda *_: b"\xff" * 400)), DAMAGED),
    "not compressed": (lambda o: o.made(how=Crafted(compress=lambda body: body)), RULES),
    "more after the end": (
        lambda o: o.made(how=Crafted(compress=lambda body: zlib.compress(body) + b"x")), RULES),
    "text that is no text": (lambda o: o.made(lines=ended(b'["META",{}]', b'["U","\xff"]')), RULES),
    "endless line": (lambda o: o.made(lines=ended(b'["META",{}]', b" " * 3_000_000)), RULES),
    "deep line": (lambda o: o.made(lines=ended(b'["META",{}]', DEEP)), RULES),
    "deep meta": (lambda o: o.made(lines=ended(b'["META",' + b"[" * 9000)), RULES),
    "no end": (lambda o: o.made(lines=closed()[:-1]), RULES),
    "wrong end": (lambda o: o.made(lines=[*closed()[:-1], b'["END",7,""]']), RULES),
    "bad after good": (lambda o: o.made(*group(9), ["U"]), RULES),
    "number beyond 64 bits": (lambda o: o.made(renamed(1 << 63, "X")), RULES),
    "value beyond 64 bits": (lambda o: o.made(renamed(9, 1 << 64)), RULES),
    "value that is not a number": (lambda o: o.made(renamed(9, float("nan"))), RULES),
    "value without end": (lambda o: o.made(renamed(9, float("inf"))), RULES),
    "table that is SQL": (lambda o: o.made(
        ["T", 1, 'groups"; DROP TABLE groups; --', ["name"]]), RULES),
    "column that is SQL": (lambda o: o.made(["T", 1, "groups", ["name) SELECT 1 --"]]), RULES),
    "two thousand columns": (lambda o: o.made(["T", 1, "groups", [f"c{n}" for n in range(2000)]]),
                             RULES),
    "known twice": (
        lambda o: o.made([*renamed(9, 1)[:6], "deleted", 1, BRANCH, 1, '{"7":1,"7":9}', None, 3,
                          None]), RULES),
    "another laptop's changes": (
        lambda o: o.made(*group(9), how=Crafted(signer=OTHER)), "milik laptop lain"),
    "the office's own changes": (
        lambda o: o.made(renamed(9, "X", branch=o.rows("SELECT replica FROM sync_clock")[0][0])),
        "milik laptop lain"),
    "attachment that is a program": (lambda o: o.made(attached(b"MZ" + bytes(900))),
                                     "bukan foto atau PDF"),
    "attachment with a path for a name": (lambda o: o.made(attached(JPEG, sha256="../" * 21 + "x")),
                                          RULES),
    "attachment of other bytes": (lambda o: o.made(attached(JPEG, sha256="0" * 64)), RULES),
    "attachment of a gigabyte": (lambda o: o.made(attached(JPEG, size=1 << 30)), RULES),
    "half an attachment": (lambda o: o.made(attached(JPEG, size=len(JPEG) + 1)), RULES),
    "attachment before a bad line": (lambda o: o.made(attached(JPEG), ["U"]), RULES),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_a_sentence_and_nothing_changes(steady, name):
    make, sentence = BAD_FILES[name]
    path = steady.put(make(steady))
    before, kept = steady.state(), steady.attachments()
    (file,) = steady.merge(path).files
    newer = name.startswith("newer")
    assert file.state is (FileState.WAITING if newer else FileState.REJECTED)
    assert sentence in file.message
    assert file.message[0].isupper()
    assert file.message.endswith(".")
    assert steady.state() == before
    assert steady.attachments() == kept


BAD_ARCHIVES: dict[str, tuple[Callable[[Office], bytes], str]] = {
    "cut": (lambda o: zip_of(("a.kube", o.made()))[:-30], "zip ini rusak"),
    "nothing of ours": (lambda _: zip_of(("a.txt", b"x")), "Tidak ada berkas .kube"),
    "an archive inside": (
        lambda o: zip_of(("b.zip", zip_of(("a.kube", o.made())))), "Zip di dalam zip"),
    "locked": (locked_zip, "kata sandi"),
    "flipped": (lambda _: flipped(zip_of(("a.kube", bytes(9000))), 50), "zip ini rusak"),
    "directory that lies": (
        lambda _: (c := zip_of(("a.kube", b"x" * 500)))[:-10] + b"\xff" * 4 + c[-6:],
        "terlalu banyak"),
    "two thousand files": (
        lambda _: zip_of(*((f"{n}.kube", b"") for n in range(2000))), "terlalu banyak"),
    "a file of 400 megabytes": (
        lambda _: zip_of(("a.kube", bytes(zipped.MAX_FILE + 1))), "terlalu besar"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_ARCHIVES)
def test_a_bad_archive_is_a_sentence_and_nothing_changes(steady, monkeypatch, name):
    monkeypatch.setattr(zipped, "MAX_FILE", 1_000_000)
    make, sentence = BAD_ARCHIVES[name]
    path = steady.put(make(steady), "kiriman.zip")
    before = steady.state()
    (file,) = steady.merge(path).files
    assert file.state is FileState.REJECTED
    assert sentence in file.message
    assert steady.state() == before
    assert list((steady.services.workplace.paths.cache / "gabung").iterdir()) == []


def test_packages_in_an_archive_are_merged_whatever_their_names(office):
    names = ["../../x (1).kube", "C:\\temp\\y.KUBE", "/etc/z.kube (2)", "KUBE_é\u202e.kube"]
    files = [(name, office.made(*group(10 + n))) for n, name in enumerate(names)]
    sub = office.folder / "Dari WhatsApp"
    sub.mkdir()
    (sub / "kiriman.kube.zip").write_bytes(zip_of(*files, ("catatan.txt", b"x")))
    (sub / "musik.zip").write_bytes(zip_of(("lagu.mp3", b"x")))
    summary = office.merge(office.folder)
    assert [one.state for one in summary.files] == [FileState.READY] * 4
    assert [one.path.name for one in summary.files] == [
        "x (1).kube", "y.KUBE", "z.kube (2)", "KUBE_é.kube"
    ]  # fmt: skip
    assert len(office.rows("SELECT 1 FROM groups")) == 6
    assert sorted(one.name for one in office.folder.rglob("*")) == [
        "Dari WhatsApp", "kiriman.kube.zip", "musik.zip"
    ]  # fmt: skip


def test_a_folder_with_nothing_of_ours_is_told_as_that(office):
    office.put(zip_of(("lagu.mp3", b"x")), "musik.zip")
    with pytest.raises(DomainError, match="Tidak ada berkas kiriman"):
        office.merge(office.folder)


def test_a_flash_disk_pulled_out_before_it_was_listed_is_told_as_that(office, monkeypatch):
    def gone(self):
        raise OSError(errno.ENOTCONN, "Transport endpoint is not connected")

    monkeypatch.setattr(Path, "is_dir", gone)
    with pytest.raises(EnvironmentProblem, match="flashdisknya"):
        merging.sources([office.folder], office.folder).__next__()


def test_a_bad_file_leaves_out_itself_alone(office):
    photo = JPEG + b"kept"
    good = office.put(office.made(*group(10), attached(photo)), "a.kube")
    bad = office.put(office.made(*group(11), attached(JPEG), ["U"]), "b.kube")
    summary = office.merge(good, bad)
    assert [one.state for one in summary.files] == [FileState.READY, FileState.REJECTED]
    assert [one.name for one in office.attachments()] == [hashlib.sha256(photo).hexdigest()]


def test_a_laptop_revokes_nobody_and_takes_no_revocation_back(office):
    row = "cd" * 16
    named = [OTHER.public.hex(), "Rina", "2026-01-01"]
    lines = [
        ["T", 1, "revoked_devices", ["device_key", "owner", "revoked_on"]],
        ["I", BRANCH, 2, INSTANT, 1, row, named, None, 3, None],
    ]
    ((lost,),) = office.rows("SELECT lower(hex(id)) FROM revoked_devices")
    for seq, column, value in ((3, "deleted", 1), (4, "device_key", "00" * 32)):
        lines.append([*renamed(seq, value, row=lost)[:4], "revoked_devices", lost, column, value,
                      None, None, None, None, 3, None])  # fmt: skip
    other = office.made(*group(1, branch=OTHER_BRANCH), how=Crafted(signer=OTHER))
    assert office.merge(office.put(office.made(*lines))).new_changes == 3
    (file,) = office.merge(office.put(other, "lain.kube")).files
    assert file.state is FileState.READY
    (file,) = office.merge(office.put(office.made(how=Crafted(signer=LOST)), "hilang.kube")).files
    assert "sudah dicabut" in file.message


def test_an_unknown_sender_is_introduced_by_six_words(office):
    path = office.put(office.made(*group(1, branch=OTHER_BRANCH), how=Crafted(signer=OTHER)))
    before = office.state()
    (file,) = office.services.merging.look([path])
    assert file.is_new_sender
    assert file.words in file.message
    assert office.state() == before


def test_odd_things_a_sender_says_of_itself_do_no_harm(office):
    meta = {
        "sender": "Rina\n\u202eanir" + "a" * 500, "region": ["64.07"], "mentor_id": {"a": 1},
        "known": {"9" * 5000: 1, "7": 1 << 70, "-1": 1, "²": 1, "8": True, "5": "6", "3": 4},
        "number": 1e999, "branches": [{"replica": "x"}, 7, None, {"replica": 1 << 70}],
        "app": "\x01" * 90,
    }  # fmt: skip
    about = replace(ABOUT, pkg_id=b"odd" + bytes(13), replica=BRANCH)
    content = craft(
        closed(*group(9), meta=meta),
        Crafted(signer=LAPTOP, recipients=(office.public,), about=about),
    )
    summary = office.merge(office.put(content))
    assert summary.files[0].state is FileState.READY
    assert summary.files[0].sender.startswith("Rinaanir")
    assert len(summary.files[0].sender) <= 100


def test_the_same_again_old_after_new_and_overlapping_change_nothing(office):
    old = office.put(office.made(*group(2)), "lama.kube")
    new = office.put(office.made(*group(2), *group(3), renamed(4, "Mekar")), "baru.kube")
    first = office.merge(new)
    before = office.state("laptops")
    for files in ((new,), (old,), (old, new)):
        again = office.merge(*files)
        assert (again.new_changes, again.fingerprint) == (0, first.fingerprint)
        assert office.state("laptops") == before
    shutil.copy(new, office.folder / "baru (1).kube")
    (file,) = office.merge(office.folder / "baru (1).kube").files
    assert file.state is FileState.MERGED


def test_a_missing_file_leaves_a_named_gap_until_it_arrives(office):
    later = office.put(office.made(*group(5)), "5.kube")
    assert len(office.merge(later).gaps) == 1
    missing = office.put(office.made(*(line for n in (2, 3, 4) for line in group(n))), "2.kube")
    assert office.merge(missing).gaps == ()
    with office.services.workplace.database.raw() as connection:
        assert peers.watermark(connection)[BRANCH] == 5


def test_a_copied_laptop_keeps_both_contents(office):
    one = office.put(office.made(*group(2, "Dari aslinya")), "a.kube")
    two = office.put(office.made(*group(2, "Dari salinannya")), "b.kube")
    assert office.merge(one).kept_aside == 0
    before = office.rows("SELECT * FROM groups ORDER BY id")
    assert office.merge(two).kept_aside == 1
    assert office.rows("SELECT * FROM groups ORDER BY id") == before
    ((payload,),) = office.rows("SELECT payload FROM sync_bad")
    assert "Dari salinannya" in payload


def test_what_a_newer_program_says_is_merged_kept_and_passed_on(office):
    survey = ["I", BRANCH, 3, INSTANT, 8, "ab" * 16, [7], None, 99, None]
    lines = [*group(2), ["T", 8, "surveys", ["score"]], survey]
    column = [*renamed(4, "x")[:6], "colour", "merah", *renamed(4, "x")[8:]]
    operation = ["X", *renamed(5, "x")[1:6], None, *renamed(5, "x")[7:]]
    summary = office.merge(office.put(office.made(*lines, column, operation)))
    assert (summary.files[0].state, summary.new_changes) == (FileState.READY, 4)
    kept = office.rows("SELECT tbl,op FROM sync_change WHERE replica=1001 AND seq>2 ORDER BY seq")
    assert kept == [("surveys", "I"), ("groups", "U"), ("groups", "X")]


def test_a_full_disk_while_merging_undoes_the_whole_batch(office, monkeypatch):
    long = [line for n in range(2, 400) for line in group(n, "Panjang " * 40)]
    photo = JPEG + b"full"
    paths = [office.put(office.made(*group(1)), "a.kube"),
             office.put(office.made(*long, attached(photo)), "b.kube")]  # fmt: skip
    before, merge = office.state(), merging.merge

    def on_a_full_disk(connection, *args, **more):
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages + 3}")
        return merge(connection, *args, **more)

    monkeypatch.setattr(merging, "merge", on_a_full_disk)
    with pytest.raises(EnvironmentProblem, match="penuh"):
        office.merge(*paths)
    assert office.state() == before
    assert office.attachments() == []
    monkeypatch.undo()
    assert office.merge(*paths).ready == 2


def test_records_of_every_shape_are_merged(office):
    """The files above are refused for what is wrong with them, not for how they are made here."""
    content = office.made(*group(2), renamed(3, "Mekar"), ["S", BRANCH, 3, BRANCH, 1],
                          attached(JPEG))  # fmt: skip
    assert signed(content[: -header.SIGNATURE], LAPTOP) == content
    assert office.merge(office.put(content)).ready == 1
    assert office.rows("SELECT name FROM groups WHERE name='Mekar'") == [("Mekar",)]
    assert [one.name for one in office.attachments()] == [hashlib.sha256(JPEG).hexdigest()]
    assert records.MAX_LINE > 1

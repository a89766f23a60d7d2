"""One .kube file: written whole or not at all, opened only when everything about it is right."""

import hashlib
import json
import os
import random
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from kube_desktop.exchange import errors, header, reading, records, sealing, writing
from kube_desktop.exchange.codes import same_code
from kube_desktop.exchange.keys import SAMPLE_OFFICE, DeviceKey, OfficeKey, Trust, words_of

LAPTOP = DeviceKey(bytes(range(32)))
OFFICE = OfficeKey(bytes(range(1, 33)))
RECOVERY = OfficeKey(bytes(range(2, 34)))
ABOUT = header.About(bytes(range(16)), 77, 1, 3, 1, "2026-11-19T01:42:00Z", "0.1.0")
NIK = "6402010101909001"
ROW = bytes(15) + b"\x01"
CHANGES = [
    ("I", 77, 1, 1 << 40, "members", ROW, ("name", "nik", "age"), ("Siti Aminah", NIK, None),
     ROW, 1, None),
    ("U", 77, 2, 2 << 40, "members", ROW, "name", 'Siti "é" \n 😀', 77, 1, None, None, 1, "ketik"),
    ("U", 77, 3, 3 << 40, "members", ROW, "deleted", 1, 77, 2, '{"77":2}', None, 1, None),
    ("X", 77, 4, 4 << 40, "surveys", ROW, None, None, None, None, None, None, 9, None),
    ("S", 77, 3, 77, 1),
    ("S", 77, 3, 78, (1 << 63) - 1),
]  # fmt: skip
META = {"sender": "Rina Wulandari", "known": {"9": 5}}


def known(signer):
    return Trust.KNOWN


def write(path, changes=CHANGES, *, recipients=(OFFICE.public, RECOVERY.public), **more):
    content = writing.Content(META, changes, more.pop("attachments", ()))
    return writing.write_package(path, content, ABOUT, LAPTOP, recipients, **more)


def opened(path, keys=(OFFICE,), trust=known, **more):
    return reading.open_package(path, keys, trust, **more)


def read(path, **more):
    return list(opened(path, **more).changes())


def by_hand(path, lines, *, compress=zlib.compress, fields=None, signer=LAPTOP):
    """A package whose body is whatever a signer with bad intentions puts there."""
    key = sealing.new_file_key()
    start = header.compose(ABOUT, signer.public, (OFFICE.public,), key)
    if fields is not None:
        raw = json.dumps({**json.loads(header.header_of(start)), **fields}).encode()
        start = start[:8] + struct.pack("<I", len(raw)) + raw
    parts = [start]
    sealer = sealing.Sealer(parts.append, key, hashlib.sha256(header.header_of(start)).digest())
    body = b"".join(line + b"\n" for line in lines)
    sealer.add(compress(body))
    sealer.finish()
    whole = b"".join(parts)
    path.write_bytes(whole + signer.sign(writing.SIGNED + hashlib.sha512(whole).digest()))
    return path


def closed(*arrays):
    """Lines with a right first and last line around them."""
    return ended(*(records.encode(array).encode() for array in (["META", {}], *arrays)))


def ended(*lines):
    digest = hashlib.sha256(b"".join(line + b"\n" for line in lines)).hexdigest()
    return [*lines, records.encode(["END", len(lines), digest]).encode()]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "KUBE_KutaiBarat_Rina.kube"


@pytest.fixture
def package(path):
    write(path)
    return path


def test_what_goes_in_comes_out(path):
    written = write(path)
    package = opened(path)
    assert list(package.changes()) == CHANGES
    assert list(package.changes()) == CHANGES, "a preview and then the merge"
    assert package.meta == META
    assert package.header.about == ABOUT
    assert package.header.signer == LAPTOP.public
    assert package.trust is Trust.KNOWN
    assert (written.size, written.changes) == (path.stat().st_size, len(CHANGES))
    assert hashlib.sha512(path.read_bytes()).digest() == written.sha512 == package.sha512
    assert same_code(written.code.lower().replace("–", " "), package.code)


def test_the_recovery_key_and_old_office_keys_open_it_too(package):
    assert read(package, keys=[RECOVERY]) == CHANGES
    assert read(package, keys=[OfficeKey.generate(), OFFICE]) == CHANGES


def test_its_name_means_nothing(package, tmp_path):
    assert read(package.rename(tmp_path / "kiriman (1).bin")) == CHANGES


def test_many_changes_keep_their_order(path):
    many = [
        ("I", 77, n, n << 20, "people", n.to_bytes(16, "big"), ("name",), (f"Orang {n}" * 9,),
         None, 1, None)
        for n in range(1, 20_001)
    ]  # fmt: skip
    write(path, many)
    assert path.stat().st_size > 2 * sealing.CHUNK
    assert read(path) == many


def test_nothing_personal_can_be_read_from_outside(package):
    content = package.read_bytes()
    for word in (NIK, "Siti", "Aminah", "Rina", "members", "name"):
        assert word.encode() not in content
    assert len(header.inspect(package).raw) < 900


@pytest.mark.parametrize("seed", range(300))
def test_a_flipped_bit_anywhere_is_noticed(package, seed):
    content = bytearray(package.read_bytes())
    place = random.Random(seed).randrange(len(content) * 8)
    content[place // 8] ^= 1 << place % 8
    package.write_bytes(content)
    with pytest.raises(errors.PackageError):
        read(package)


def test_a_file_cut_short_anywhere_is_noticed(package):
    content = package.read_bytes()
    for length in {*range(0, len(content), 37), *range(1, 16), len(content) - 1}:
        package.write_bytes(content[:length])
        with pytest.raises(errors.PackageError):
            read(package)


def test_files_glued_together_or_padded_are_noticed(package):
    content = package.read_bytes()
    for glued in (content + content, content + b"\0", b"\n" + content):
        package.write_bytes(glued)
        with pytest.raises((errors.DamagedPackageError, errors.NotAPackageError)):
            read(package)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", errors.EmptyPackageError),
        (b"\xff\xd8\xff\xe0" + bytes(5000), errors.NotAPackageError),
        (b"SQLite format 3\0" + bytes(5000), errors.NotAPackageError),
        (b"Halo", errors.NotAPackageError),
        (b"KUBEP", errors.DamagedPackageError),
        (b"KUBEPKG\x01" + bytes(4), errors.DamagedPackageError),
        (b"KUBEPKG\x01\xff\xff\xff\xff" + bytes(200), errors.DamagedPackageError),
        (
            b"KUBEPKG\x01" + struct.pack("<I", 9) + b'{"fmt":"1' + bytes(64),
            errors.DamagedPackageError,
        ),
        (b"KUBEPKG\x02" + bytes(500), errors.NewerPackageError),
    ],
)
def test_other_files_are_named_for_what_they_are(path, content, error):
    path.write_bytes(content)
    with pytest.raises(error):
        header.inspect(path)
    with pytest.raises(error):
        read(path)


def test_a_package_of_a_newer_program_asks_for_an_update(path):
    by_hand(path, closed(), fields={"fmt": 2, "app": "2.3"})
    with pytest.raises(errors.NewerPackageError, match=r"\(2\.3\)"):
        read(path)


def test_fields_a_newer_program_adds_to_the_header_do_no_harm(path):
    by_hand(path, closed(), fields={"part": "1/3"})
    assert read(path) == []


def test_a_package_for_another_office_stays_closed(package):
    with pytest.raises(errors.ForeignOfficeError):
        read(package, keys=[OfficeKey.generate()])


def test_a_package_for_our_name_but_another_key_stays_closed(path):
    other = OfficeKey.generate()
    wrapped = sealing.wrap(bytes(32), other.public)
    head = header.Header(ABOUT, LAPTOP.public, {}, raw=b"")
    assert head.body_at == 12
    with pytest.raises(errors.WrongKeyError):
        sealing.unwrap(wrapped, OFFICE)


def test_an_unknown_laptop_is_introduced_by_six_words(package):
    with pytest.raises(errors.UnknownSenderError) as caught:
        read(package, trust=lambda _: Trust.UNKNOWN)
    assert caught.value.signer == LAPTOP.public
    assert words_of(LAPTOP.public) in str(caught.value)
    met = opened(package, trust=lambda _: Trust.UNKNOWN, accept_unknown=True)
    assert met.trust is Trust.UNKNOWN
    assert met.words == caught.value.words


def test_a_revoked_laptop_is_refused(package):
    with pytest.raises(errors.RevokedSenderError):
        read(package, trust=lambda _: Trust.REVOKED, accept_unknown=True)


def test_a_damaged_file_of_an_unknown_laptop_is_damaged_first(package):
    content = bytearray(package.read_bytes())
    content[-1] ^= 1
    package.write_bytes(content)
    with pytest.raises(errors.DamagedPackageError):
        read(package, trust=lambda _: Trust.UNKNOWN)


def test_sample_data_stays_out_of_a_real_office_and_real_data_out_of_the_sample_one(path):
    write(path, recipients=(SAMPLE_OFFICE.public,))
    assert header.inspect(path).sample
    with pytest.raises(errors.SamplePackageError):
        read(path)
    assert read(path, keys=[SAMPLE_OFFICE]) == CHANGES
    write(path)
    with pytest.raises(errors.ForeignOfficeError):
        read(path, keys=[SAMPLE_OFFICE])


def test_a_file_of_a_sample_laptop_stays_out_of_the_real_office_it_is_addressed_to(path):
    content = writing.Content(META, CHANGES)
    about = replace(ABOUT, sample=True)
    writing.write_package(path, content, about, LAPTOP, (OFFICE.public,))
    assert header.inspect(path).about == about
    with pytest.raises(errors.SamplePackageError):
        read(path)
    assert read(path, keys=[SAMPLE_OFFICE, OFFICE]) == CHANGES


def test_a_body_that_unpacks_to_far_too_much_is_dropped(path):
    by_hand(path, [b'["META",{}]', *[b'["S",1,1,1,1]' + b" " * 100_000] * 700])
    assert path.stat().st_size < 100_000
    with pytest.raises(errors.ExpandingPackageError):
        read(path)


def test_a_line_without_end_is_dropped(path):
    by_hand(path, [b'["META",{}]', b'["S",1,1,1,1]' + b" " * (8 << 20)])
    with pytest.raises(errors.MalformedPackageError):
        read(path)


EDIT = ["U", 1, 1, 1, "members", ROW.hex(), "name", "Siti", None, None, None, None, 1, None]


def edit(**fields):
    names = ("op", "replica", "seq", "hlc", "table", "row", "column", "value", "p_replica", "p_seq",
             "seen", "user", "schema", "reason")  # fmt: skip
    changed = list(EDIT)
    for name, value in fields.items():
        changed[names.index(name)] = value
    return changed


SET = ["T", 0, "members", ["name", "age"]]
BIRTH = ["I", 1, 1, 1, 0, ROW.hex(), ["Siti", 3], None, 1, None]


@pytest.mark.parametrize(
    "arrays",
    [
        [edit(replica=0)],
        [edit(replica=1 << 63)],
        [edit(seq=-1)],
        [edit(seq="1")],
        [edit(seq=True)],
        [edit(hlc=1 << 62)],
        [edit(hlc=1.5)],
        [edit(table="Members")],
        [edit(table='x"; DROP TABLE members; --')],
        [edit(table=None)],
        [edit(column=None)],
        [edit(column="$")],
        [edit(row="00")],
        [edit(row="zz" * 16)],
        [edit(row=" " * 32)],
        [edit(value=1.5)],
        [edit(value=True)],
        [edit(value=[1])],
        [edit(value=1 << 63)],
        [edit(value="Si\0ti")],
        [edit(reason="\0")],
        [SET, [*BIRTH[:6], ["Siti\0", 3], *BIRTH[7:]]],
        [edit(p_replica=1)],
        [edit(seen="[]")],
        [edit(seen='{"x":1}')],
        [edit(seen="[" * 100_000)],
        [edit(seen='{"01":1}')],
        [edit(user="00")],
        [edit(schema="1")],
        [edit(reason=5)],
        [edit(op="u")],
        [edit(op="META")],
        [edit(op=None)],
        [EDIT[:-1]],
        [[*EDIT, 1]],
        [[]],
        [{"op": "U"}],
        [SET, [*BIRTH[:4], 1, *BIRTH[5:]]],
        [SET, [*BIRTH[:4], [0], *BIRTH[5:]]],
        [SET, [*BIRTH[:6], ["Siti"], *BIRTH[7:]]],
        [SET, [*BIRTH[:6], {"name": "Siti"}, *BIRTH[7:]]],
        [SET, [*BIRTH[:6], ["Siti", 1 << 64], *BIRTH[7:]]],
        [SET, SET],
        [["T", 0, "members", ["name", "name"]]],
        [["T", 0, "members", ["Name"]]],
        [["T", 0, "members", "name"]],
        [["T", "0", "members", []]],
        [["S", 1, 1, 1]],
        [["S", 1, 1, 1, 0]],
        [["F", "00", 1, 0, "AA=="]],
        [["F", "00" * 32, 1, 0, "!"]],
        [["F", "00" * 32, 1, 5, "AA=="]],
        [["F", "00" * 32, 1, 0, "AA=="]],
        [["F", "00" * 32, 4, 0, "/9j/"]],
        [["F", "00" * 32, 40_000_001, 0, "/9j/"]],
        [edit(seen='{"7":1,"7":2}')],
        [edit(seen='{"7": 1}')],
        [["META", {}]],
        [["END", 0, ""]],
        ["text"],
    ],
)
def test_a_record_that_breaks_the_rules_spoils_the_file(path, arrays):
    by_hand(path, closed(*arrays))
    with pytest.raises(errors.MalformedPackageError):
        read(path)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [b'["META",{}]'],
        [b'["META",[]]', b'["END",1,""]'],
        closed()[::-1],
        [*closed(), b'["S",1,1,1,1]'],
        [*closed(), closed()[-1]],
        ended(b'["META",{}]', b'["S",1,1,1,1],["S",1,1,1,1]'),
        [b'["META",{}]', ended(b'["META",{}]')[-1].replace(b"1,", b"2,")],
        [b'["META",{ }]', ended(b'["META",{}]')[-1]],
        [b'["META",{}]', b"\xff\xfe"],
        [b'["META",{}]', b"[" * 100_000],
        [b'["META",{"a":"\\ud800"}]', b'["END",1,""]'],
        ended(b'["META",{}]', records.encode(edit(value="?")).encode().replace(b"?", b"\\ud800")),
        [b'["META",{}]', b"[" + b"9" * 5000 + b"]"],
    ],
)
def test_a_body_that_is_not_closed_properly_is_dropped(path, lines):
    by_hand(path, lines)
    with pytest.raises(errors.MalformedPackageError):
        read(path)


def test_letters_written_as_numbers_are_letters(path):
    line = records.encode(edit(value="?")).encode().replace(b"?", b"\\ud83d\\ude00")
    by_hand(path, ended(b'["META",{}]', line))
    assert read(path)[0][7] == "😀"


def test_a_body_that_is_not_compressed_properly_is_dropped(path):
    by_hand(path, closed(), compress=lambda body: body)
    with pytest.raises(errors.MalformedPackageError):
        read(path)
    by_hand(path, closed(), compress=lambda body: zlib.compress(body) + b"more")
    with pytest.raises(errors.MalformedPackageError):
        read(path)
    by_hand(path, closed(), compress=lambda body: zlib.compress(body)[:-4])
    with pytest.raises(errors.MalformedPackageError):
        read(path)


def test_chunks_cannot_change_places(path):
    body = b'["META",{}]\n' + os.urandom(3 * sealing.CHUNK)
    parts, key, bound = [], bytes(32), bytes(32)
    sealer = sealing.Sealer(parts.append, key, bound)
    sealer.add(body)
    sealer.finish()
    swapped = [parts[1], parts[0], *parts[2:]]
    for order in (swapped, parts[::-1], parts[1:], parts[:-1], [*parts, parts[-1]]):
        path.write_bytes(b"".join(order))
        with path.open("rb") as stream, pytest.raises(errors.DamagedPackageError):
            list(sealing.unsealed(stream, path.stat().st_size, key, bound))


def test_an_attachment_travels_in_pieces_and_is_checked(path):
    photo = b"\xff\xd8\xff" + random.Random(1).randbytes(500_000)
    attachment = writing.Attachment(
        hashlib.sha256(photo).digest(), len(photo), [photo[:300_000], photo[300_000:]]
    )
    write(path, attachments=[attachment])
    pieces = []
    assert list(opened(path).changes(pieces.append)) == CHANGES
    assert b"".join(p.content for p in pieces) == photo
    assert [p.is_last for p in pieces] == [False] * (len(pieces) - 1) + [True]
    wrong = writing.Attachment(bytes(32), len(photo), [photo])
    write(path, attachments=[wrong])
    with pytest.raises(errors.MalformedPackageError):
        read(path)


def test_an_attachment_that_is_neither_photo_nor_scan_spoils_the_file(path):
    for content in (b"MZ\x90\0", b"<html>", b"SQLite format 3\0", b"\x7fELF", b"PK\3\4"):
        program = content + bytes(2000)
        digest = hashlib.sha256(program).digest()
        write(path, attachments=[writing.Attachment(digest, len(program), [program])])
        with pytest.raises(errors.ForeignAttachmentError):
            read(path)


def test_a_copy_from_a_flash_disk_is_complete_or_absent(package, tmp_path):
    folder = tmp_path / "lokal"
    folder.mkdir()
    assert read(reading.copy_in(package, folder)) == CHANGES
    with pytest.raises(errors.UnreadableFileError):
        reading.copy_in(tmp_path / "tidak-ada.kube", folder)


def test_a_file_that_disappears_is_explained(package):
    package_open = opened(package)
    package.unlink()
    with pytest.raises(errors.UnreadableFileError):
        list(package_open.changes())
    with pytest.raises(errors.UnreadableFileError):
        header.inspect(package)
    with pytest.raises(errors.UnreadableFileError):
        opened(package)


def test_too_large_a_file_is_not_even_opened(path):
    with path.open("wb") as stream:
        stream.truncate(header.MAX_FILE + 1)
    with pytest.raises(errors.TooLargePackageError, match="314,6 MB"):
        read(path)
    with pytest.raises(errors.TooLargePackageError):
        reading.copy_in(path, path.parent / "x")


def test_reading_can_be_followed_and_stopped(package):
    steps = []
    list(opened(package).changes(watch=writing.Watch(progress=steps.append)))
    assert steps[-1] == package.stat().st_size - header.SIGNATURE
    with pytest.raises(errors.CancelledError):
        list(opened(package).changes(watch=writing.Watch(cancelled=lambda: True)))


def test_every_message_is_a_sentence_that_says_what_to_do():
    def kinds(base):
        return [base, *(found for sub in base.__subclasses__() for found in kinds(sub))]

    texts = [k.text for k in kinds(errors.PackageError) if "text" in vars(k)]
    texts += [
        str(error)
        for error in (
            errors.NewerPackageError("2.3"),
            errors.UnknownSenderError(b"", "air api"),
            errors.TooLargePackageError(1, 2),
            errors.UnreadableFileError(),
            errors.TargetFullError(1_800_000, 400_000),
            errors.TargetGoneError(),
            errors.TargetForbiddenError(),
            errors.UnfaithfulTargetError(),
            errors.OccupiedTargetError(Path("catatan.kube")),
            errors.TargetNameError(),
            errors.WorkspaceFullError(),
        )
    ]
    assert len(set(texts)) == len(texts)
    for text in texts:
        assert text.endswith(".")
        words = set(text.lower().split())
        assert not words & {"gagal", "error", "file", "mohon", "silakan", "tolong", "invalid"}, text
    assert "perlu 1,8 MB, sisa 0,4 MB" in texts[-7]

"""The office's settings reach the laptops in one signed file; a bad one changes nothing."""

import base64
import json
import random
import shutil
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import TODAY
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kube_desktop.db.sync.aligning import align
from kube_desktop.db.sync.fingerprint import fingerprint
from kube_desktop.domain.aid import GoodsItem, Scheme
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.office_values import GoodsPackageDraft
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.settings import LetterheadDraft, OfficialDraft, SettingKey
from kube_desktop.domain.settings_rows import SETTINGS_TABLES, row_title, row_words
from kube_desktop.exchange import settings_pack
from kube_desktop.exchange.errors import PackageError
from kube_desktop.exchange.keys import SigningKey
from kube_desktop.paths import DataPaths
from kube_desktop.services.beginning import begin_laptop, begin_office
from kube_desktop.services.exchanging.office_keys import know_office, known_office, own_office_keys
from kube_desktop.services.exchanging.places import package_files
from kube_desktop.services.installation import read_fact, write_facts
from kube_desktop.services.instruments import shipped_content
from kube_desktop.services.opening import open_services
from kube_desktop.services.settings import applying
from kube_desktop.services.settings.applying import (
    ForeignPackError,
    OlderPackError,
    SampleMixError,
    UnknownOfficeError,
)
from kube_desktop.services.settings.first_pack import begin_with_pack, look_first


def opened(folder, today=TODAY):
    now = datetime(today.year, today.month, today.day, 1, tzinfo=UTC)
    return open_services(DataPaths(folder), today=lambda: today, now=lambda: now)


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    """Folders of an office that set something of every kind, of two laptops, and one pack."""
    root = tmp_path_factory.mktemp("paket")
    begin_office(DataPaths(root / "kantor"))
    for name in ("a", "b"):
        begin_laptop(DataPaths(root / name), f"Rina {name}", "64.07")
    office = opened(root / "kantor")
    set_everything(office)
    office.packing.make(root / "p1.kube-pengaturan")
    office.close()
    return root


@pytest.fixture
def folders(province, tmp_path):
    """Copies of those folders, for one test; each goes on as a branch of its own."""
    return shutil.copytree(province, tmp_path / "provinsi")


@pytest.fixture
def office(folders):
    services = opened(folders / "kantor")
    yield services
    services.close()


@pytest.fixture
def laptop(folders):
    services = opened(folders / "a")
    yield services
    services.close()


@pytest.fixture
def pack(folders):
    return folders / "p1.kube-pengaturan"


def set_everything(office):
    settings = office.settings
    office.office.record_official(
        OfficialDraft(name="Contoh Kadis", position="Kepala Dinas Sosial", valid_from=TODAY)
    )
    settings.set_letterhead(LetterheadDraft(government="PEMPROV CONTOH", office="DINAS CONTOH"))
    settings.set_recitals({Scheme.GROUP: ("UU 13/2011",), Scheme.SINGLE: ("UU 8/2016",)})
    settings.set_ceilings(2026, {Scheme.GROUP: 22_000_000, Scheme.SINGLE: 6_000_000})
    settings.set_targets(2026, Scheme.GROUP, dict.fromkeys(REGENCIES, 20))
    item = GoodsItem(name="Kompor", quantity_milli=2000, unit="buah", unit_price=450_000)
    settings.record_package(GoodsPackageDraft(name="Paket dapur", items=(item,)))
    settings.record_instrument({**shipped_content(), "name": "Instrumen II"}, TODAY)
    settings.set_value(SettingKey.NUMBER_PATTERN, "BAST/{urut:03}/{wilayah}/{tahun}")


def known_to(services):
    """Content of the settings of a folder, as one hash."""
    database = services.workplace.database
    schema = tuple(table for table in database.schema if table.name in SETTINGS_TABLES)
    with database.raw() as connection:
        return fingerprint(connection, schema)


def everything(services):
    """Every row of every table that a pack could touch."""
    with services.workplace.database.raw() as connection:
        names = [
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not row[0].startswith(("search_index", "sqlite_"))
        ]
        return {
            name: connection.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608  own tables
            for name in names
        }


def rewritten(pack, change, key=None):
    """Change the content of a pack; signed again when a key is given."""
    data = json.loads(pack.read_text("utf-8"))
    change(data)
    if key is not None:
        content = settings_pack._message(data)  # what an honest office signs
        data["tanda_tangan"] = base64.b64encode(key.sign(content)).decode()
    pack.write_text(json.dumps(data, ensure_ascii=False), "utf-8")


def signing_key(folders):
    services = opened(folders / "kantor")
    with services.workplace.database.raw() as connection:
        key = own_office_keys(connection).signing
    services.close()
    return key


def test_everything_arrives_and_holds_from_its_day(laptop, pack):
    before = laptop.applying.look(pack)
    assert before.needs_words
    assert len(before.words.split()) == 6
    with pytest.raises(UnknownOfficeError, match=before.words):
        laptop.applying.apply(pack)
    applied = laptop.applying.apply(pack, words_compared=True)
    assert [one.sentence for one in applied.changes][:2] == [
        "Pejabat Contoh Kadis: Kepala Dinas Sosial, sejak 19 Nov 2026",
        "Batas bantuan mulai 1 Jan 2026: KUBE Rp22.000.000, UEP Rp6.000.000",
    ]
    rules = laptop.lists.office.rules()
    assert rules.letterhead.office == "DINAS CONTOH"
    assert rules.ceilings[Scheme.GROUP] == 22_000_000
    assert rules.recitals_of(Scheme.SINGLE) == ("UU 8/2016",)
    assert laptop.lists.settings.targets(2026, "KUBE")["64.01"] == 20
    assert laptop.lists.office.packages()[0].name == "Paket dapur"
    assert laptop.lists.settings.present_instrument().code == "kaltim-v2"
    assert laptop.lists.settings.pack().number == 1
    with laptop.workplace.database.raw() as connection:
        assert known_office(connection).keys.signing is not None
    assert laptop.lists.office.rules(TODAY - timedelta(days=1)).letterhead.office == "DINAS SOSIAL"


def test_the_same_pack_again_changes_nothing(laptop, pack):
    laptop.applying.apply(pack, words_compared=True)
    again = laptop.applying.look(pack)
    assert (again.changes, again.needs_words, again.older) == ((), False, "")
    assert again.same == 17
    assert laptop.applying.apply(pack).new_changes == 0


def test_two_laptops_take_it_and_sending_opens_no_difference_at_the_office(folders, pack, office):
    files = []
    for name in ("a", "b"):
        laptop = opened(folders / name)
        if name == "b":  # a laptop may have had its own letterhead before
            laptop.settings.set_letterhead(LetterheadDraft(government="X", office="Y"))
        laptop.applying.apply(pack, words_compared=True)
        assert laptop.lists.office.rules().letterhead.office == "DINAS CONTOH"
        if name == "a":
            assert known_to(laptop) == known_to(office)
        files.append(laptop.sending.send(folders / f"{name}.kube").path)
        laptop.close()
    before = office.lists.office.rules()
    merged = office.merging.merge(files)
    assert merged.differences == 0
    assert merged.kept_aside == 0
    assert not merged.rejected
    assert office.lists.office.rules() == before


def test_an_edit_at_the_office_arrives_as_that_edit(office, folders, pack, laptop):
    laptop.applying.apply(pack, words_compared=True)
    counts = {**dict.fromkeys(REGENCIES, 20), "64.01": 25}
    office.settings.set_targets(2026, Scheme.GROUP, counts)
    office.settings.withdraw_package(office.lists.office.packages()[0].id)
    made = office.packing.make(folders)
    assert made.path.name == "Pengaturan_KUBE_002_2026-11-19.kube-pengaturan"
    preview = laptop.applying.look(made.path)
    assert [one.sentence for one in preview.changes] == [
        "Target Paser 2026: 20 penerima → 25 penerima",
        "Paket barang Paket dapur: dihapus (tadinya 1 barang, Rp900.000)",
    ]
    laptop.applying.apply(made.path)
    assert known_to(laptop) == known_to(office)
    with pytest.raises(OlderPackError, match="nomor 1 tidak lebih baru daripada paket nomor 2"):
        laptop.applying.apply(pack)
    assert laptop.applying.apply(pack, even_older=True).new_changes == 0
    assert laptop.lists.settings.targets(2026, "KUBE")["64.01"] == 25


def test_what_the_office_sent_is_locked_on_the_laptop(laptop, pack):
    mine = laptop.office.record_official(OfficialDraft(name="Kepala Desa", position="Kepala Desa"))
    laptop.applying.apply(pack, words_compared=True)
    theirs = next(one for one in laptop.lists.office.officials() if one.id != mine)
    laptop.office.correct_official(mine, OfficialDraft(name="Kades Baru", position="Kepala Desa"))
    for work in (
        lambda: laptop.office.withdraw_official(theirs.id),
        lambda: laptop.settings.set_letterhead(LetterheadDraft(government="X", office="Y")),
    ):
        with pytest.raises(DomainError, match="paket pengaturan nomor 1"):
            work()


def first(data, table):
    return next(row for row in data["baris"] if row["tabel"] == table)


def content_of(data, table):
    return first(data, table)["perubahan"][0]["isi"]


def spoil(name):
    """Return what an office with a broken program might sign."""

    def change(data):
        match name:
            case "target":
                content_of(data, "targets")["count"] = 10_001
            case "region":
                content_of(data, "targets")["regency_code"] = "99.99"
            case "nip":
                content_of(data, "officials")["nip"] = "123"
            case "instrument":
                isi = content_of(data, "instruments")
                isi["content"] = isi["content"].replace('"weight":10', '"weight":11', 1)
            case "goods":
                content_of(data, "goods_packages")["items"] = "[]"
            case "pattern":
                row = next(
                    r for r in data["baris"]
                    if r["perubahan"][0]["isi"].get("key") == "number_pattern"
                )  # fmt: skip
                row["perubahan"][0]["isi"]["value"] = '"BAST/{tahun}"'
            case "people":
                first(data, "targets")["tabel"] = "people"
            case "orphan":
                del first(data, "officials")["perubahan"][0]
            case "number":
                first(data, "officials")["perubahan"][0]["nomor"] = [1 << 70, 1]
            case "column":
                first(data, "officials")["perubahan"][0]["isi"]["name; DROP"] = 1

    return change


GOLDEN = {
    "target": "Baris 6, target Balikpapan 2026: jumlah harus 0–10.000",
    "region": "Baris 6, target 99.99 2026: kabupaten/kota tidak dikenal",
    "nip": "Baris 1, pejabat Contoh Kadis: NIP harus 18 angka; ini 3 angka. "
    "Kosongkan bila tidak ada",
    "instrument": "Baris 17, instrumen kaltim versi 2: jumlah bobot harus 100; sekarang 101",
    "goods": "Baris 16, paket barang Paket dapur: isi paling sedikit satu barang",
    "pattern": "Baris 5, Pola nomor BAST mulai 19 Nov 2026: pola nomor harus memuat {urut} tepat "
    "satu kali, dan hanya {wilayah}, {bulan}, {bulan_romawi}, {tahun} di samping itu",
    "people": "Baris 6: “people” bukan bagian paket pengaturan",
    "orphan": "Baris 1: asal barisnya tidak ada di dalam paket",
    "number": "Baris 1: isinya tidak sesuai aturan paket",
    "column": "Baris 1: isinya tidak sesuai aturan paket",
}


@pytest.mark.parametrize("name", GOLDEN)
def test_a_signed_pack_with_a_bad_row_names_it_and_changes_nothing(laptop, folders, pack, name):
    rewritten(pack, spoil(name), signing_key(folders))
    before = everything(laptop)
    for work in (laptop.applying.look, lambda one: laptop.applying.apply(one, words_compared=True)):
        with pytest.raises(settings_pack.BadRowsError) as refused:
            work(pack)
        assert refused.value.rows == (GOLDEN[name],)
    assert everything(laptop) == before


def flip(pack):
    content = pack.read_text("utf-8")
    pack.write_text(content.replace("DINAS CONTOH", "DINAS CURANG"), "utf-8")


START = f'{{"jenis": "{settings_pack.KIND}"'
HOSTILE = {
    "empty": (lambda pack: pack.write_bytes(b""), "kosong"),
    "photo": (lambda pack: pack.write_bytes(b"\xff\xd8\xff" * 100), "bukan paket pengaturan"),
    "laptop file": (lambda pack: pack.write_bytes(b"KUBEPKG\x01" * 100), "bukan paket"),
    "cut": (lambda pack: pack.write_bytes(pack.read_bytes()[:-300]), "rusak atau diubah"),
    "changed": (flip, "rusak atau diubah"),
    "unsigned": (lambda pack: rewritten(pack, lambda d: d.pop("tanda_tangan")), "rusak"),
    "newer": (lambda pack: rewritten(pack, lambda d: d.update(format=2)), "versi lebih baru"),
    "huge": (lambda pack: pack.write_bytes(pack.read_bytes() + b" " * (8 << 20)), "terlalu besar"),
    "deep": (
        lambda pack: pack.write_text(f'{START}, "x": {"[" * 10**5}'),
        "rusak",
    ),
    "digits": (
        lambda pack: pack.write_text(f'{START}, "x": {"9" * 9999}}}'),
        "rusak",
    ),
    "surrogate": (
        lambda pack: pack.write_text(f'{START}, "x": "\\ud800"}}'),
        "rusak",
    ),
    "list": (lambda pack: pack.write_text(f'["{settings_pack.KIND}"]'), "bukan paket"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_sound_pack_changes_nothing(laptop, pack, name):
    spoil_it, sentence = HOSTILE[name]
    spoil_it(pack)
    before = everything(laptop)
    with pytest.raises(PackageError, match=sentence):
        laptop.applying.apply(pack, words_compared=True)
    assert everything(laptop) == before


def test_another_office_than_the_pinned_one_is_refused(laptop, folders, pack):
    laptop.applying.apply(pack, words_compared=True)
    begin_office(DataPaths(folders / "lain"))
    other = opened(folders / "lain")
    other.settings.set_value(SettingKey.MEMBERS, 9)
    made = other.packing.make(folders / "lain.kube-pengaturan")
    other.close()
    before = everything(laptop)
    with pytest.raises(ForeignPackError, match=made.words):
        laptop.applying.apply(made.path, words_compared=True, even_older=True)
    rewritten(made.path, lambda _: None, SigningKey.generate())
    with pytest.raises(PackageError, match="rusak"):
        laptop.applying.apply(made.path, words_compared=True)
    assert everything(laptop) == before


def test_sample_and_real_never_mix(laptop, folders, pack):
    def be(is_sample):
        with laptop.workplace.database.raw() as connection:
            identity = read_fact(connection, "identity")
            write_facts(connection, {"identity": {**identity, "is_sample": is_sample}})

    be(True)
    with pytest.raises(SampleMixError, match="kantor yang sebenarnya"):
        laptop.applying.look(pack)
    be(False)
    rewritten(pack, lambda data: data.update(contoh=True), signing_key(folders))
    with pytest.raises(SampleMixError, match="contoh untuk belajar"):
        laptop.applying.look(pack)


def test_a_program_may_lay_the_text_out_anew(laptop, pack):
    rewritten(pack, lambda _: None)
    assert laptop.applying.apply(pack, words_compared=True).number == 1


def test_a_known_signing_key_asks_for_no_words_and_brings_a_new_box_key(laptop, folders, pack):
    key = signing_key(folders)
    services = opened(folders / "kantor")
    with services.workplace.database.raw() as connection:
        keys = own_office_keys(connection).public
    services.close()
    with laptop.workplace.database.raw() as connection:
        know_office(connection, keys, "Kantor")
    assert key.public == keys.signing
    assert not laptop.applying.look(pack).needs_words


def test_an_office_with_a_bad_row_makes_no_pack_and_says_which(office, folders):
    with office.workplace.database.raw() as connection:
        connection.execute("UPDATE targets SET count = -1 WHERE regency_code = '64.01'")
    with pytest.raises(DomainError, match=r"target Paser 2026: jumlah harus 0–10\.000"):
        office.packing.make(folders)
    assert office.packing.filename().startswith("Pengaturan_KUBE_002")


def test_packs_are_made_at_the_office_and_used_on_laptops(office, laptop, folders, pack):
    with pytest.raises(DomainError, match="kantor provinsi"):
        laptop.packing.make(folders)
    with pytest.raises(DomainError, match="laptop pendamping"):
        office.applying.look(pack)
    with pytest.raises(DomainError, match="berakhiran"):
        office.packing.make(folders / "x.kube")


def test_a_pack_names_nobody_but_officials(pack):
    data = json.loads(pack.read_text("utf-8"))
    assert {row["tabel"] for row in data["baris"]} == set(SETTINGS_TABLES)
    assert "Rina" not in pack.read_text("utf-8")


@hypothesis_settings(max_examples=150)
@given(where=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_no_flipped_bit_passes(province, where, bit):
    content = bytearray((province / "p1.kube-pengaturan").read_bytes())
    place = int(where * len(content))
    old = bytes(content)
    content[place] ^= 1 << bit
    try:
        found = settings_pack.parse(bytes(content))
    except PackageError:
        return
    # Only space between the values may change without anybody being cheated.
    assert found.changes == settings_pack.parse(old).changes
    assert found.about == settings_pack.parse(old).about


def test_papers_of_days_before_the_pack_keep_their_rules(laptop, pack):
    yesterday = TODAY - timedelta(days=1)
    before = laptop.lists.office.rules(yesterday)
    laptop.applying.apply(pack, words_compared=True)
    after = laptop.lists.office.rules(yesterday)
    assert (after.letterhead, after.recitals) == (before.letterhead, before.recitals)
    assert laptop.lists.settings.present_instrument(date(2026, 1, 1)).code == "kaltim-v1"


def test_a_new_laptop_begins_with_the_pack(province, tmp_path):
    pack = province / "p1.kube-pengaturan"
    seen = look_first(pack)
    assert (seen.number, len(seen.words.split())) == (1, 6)
    bad = tmp_path / "rusak.kube-pengaturan"
    bad.write_bytes(pack.read_bytes()[:-9])
    with pytest.raises(PackageError, match="rusak"):
        begin_with_pack(DataPaths(tmp_path / "x"), "Rina Baru", "64.07", "", bad)
    assert not (tmp_path / "x").exists()
    begin_with_pack(DataPaths(tmp_path / "x"), "Rina Baru", "64.07", "", pack)
    laptop = opened(tmp_path / "x")
    assert laptop.lists.office.rules().letterhead.office == "DINAS CONTOH"
    assert laptop.sending.preview().office_name.startswith("Dinas Sosial")
    laptop.close()


def test_a_fault_in_the_middle_leaves_everything_as_it_was(laptop, pack, monkeypatch):
    def fail(*_):
        raise OSError("disk full")

    before = everything(laptop)
    monkeypatch.setattr(applying, "write_facts", fail)
    with pytest.raises(OSError, match="disk full"):
        laptop.applying.apply(pack, words_compared=True)
    assert everything(laptop) == before


@pytest.mark.parametrize("seed", range(2))
def test_packs_in_any_order_with_loss_and_repeats_end_alike(folders, office, seed):
    chance = random.Random(seed)
    packs = []
    for _ in range(5):
        for _ in range(4):
            edit(office, chance)
        packs.append(office.packing.make(folders).path)
    for name in ("a", "b"):
        laptop = opened(folders / name)
        order = chance.sample(packs[:-1], 3) + chance.choices(packs, k=2) + [packs[-1]]
        for path in order:
            laptop.applying.apply(path, words_compared=True, even_older=True)
        assert known_to(laptop) == known_to(office)
        office.merging.merge([laptop.sending.send(folders / f"{name}.kube").path])
        laptop.close()
    with office.workplace.database.raw() as connection:
        assert connection.execute("SELECT count(*) FROM sync_conflict").fetchone() == (0,)


def edit(office, chance):
    """Change something at the office, as a person might."""
    settings, day = office.settings, TODAY + timedelta(days=chance.randrange(300))
    match chance.randrange(6):
        case 0:
            counts = {code: chance.randrange(30) for code in REGENCIES}
            settings.set_targets(chance.choice((2026, 2027)), Scheme.GROUP, counts)
        case 1:
            settings.set_recitals({Scheme.GROUP: (f"UU {chance.randrange(99)}",)}, day)
        case 2:
            for one in office.lists.office.packages():
                settings.withdraw_package(one.id)
        case 3:
            item = GoodsItem(name=f"Barang {chance.random()}", quantity_milli=1000)
            settings.record_package(GoodsPackageDraft(name="Paket", items=(item,)))
        case 4:
            for one in office.lists.office.all_officials()[:1]:
                draft = OfficialDraft(name=f"Pejabat {chance.random()}", position=one.position)
                office.office.correct_official(one.id, draft)
        case 5:
            settings.set_sizes(chance.randrange(1, 9), 3, chance.randrange(1, 20), day)


def test_a_folder_with_a_pack_beside_the_files_merges_only_the_files(folders, laptop, pack):
    laptop.applying.apply(pack, words_compared=True)
    laptop.sending.send(folders / "usb.kube")
    found = package_files([folders])
    assert [path.name for path in found] == ["usb.kube"]


def test_another_operator_of_the_office_makes_the_same_pack(office, folders, pack, laptop):
    begin_office(DataPaths(folders / "operator"))
    other = opened(folders / "operator", TODAY + timedelta(days=1))
    raw, schema = other.workplace.database.raw, other.workplace.database.schema
    with office.workplace.database.raw() as here, raw() as there:
        write_facts(there, own_office_keys(here).facts())
        align(here, there, schema)
    assert other.lists.office.rules() == office.lists.office.rules()
    laptop.applying.apply(pack, words_compared=True)
    made = other.packing.make(folders / "lain.kube-pengaturan")
    seen = laptop.applying.look(made.path)
    assert (seen.number, seen.older, seen.needs_words, seen.changes) == (1, "", False, ())
    other.settings.set_value(SettingKey.MEMBERS, 7)
    made = other.packing.make(folders / "lain.kube-pengaturan")
    other.close()
    laptop.applying.apply(made.path)
    assert laptop.lists.office.rules(TODAY + timedelta(days=1)).members == 7


ODD = (
    "null", "true", "-1", "1180591620717411303424", '""', '"x"', "[]", "{}", "[[]]", '"[{}]"',
    '"{\\"KUBE\\":[{}]}"', '"999999999999999999999999999999"', "1.5", '"[1"',
)  # fmt: skip


@hypothesis_settings(max_examples=150)
@given(data=st.data())
def test_whatever_an_office_signs_is_judged_and_never_fails(signed, data):
    content, key = signed
    content = json.loads(content)
    for _ in range(data.draw(st.integers(1, 3))):
        put_somewhere(content, data)
    content["tanda_tangan"] = base64.b64encode(key.sign(settings_pack._message(content))).decode()
    text = json.dumps(content, ensure_ascii=False)
    try:
        found = settings_pack.parse(text.encode("utf-8", "surrogatepass"))
    except DomainError:
        return
    for row in found.rows:
        assert row_title(row.table, row.values)
        assert isinstance(row_words(row.table, row.values), str)


def put_somewhere(value, data):
    """Replace one leaf, inside the JSON of a field too."""
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        inner = value[key]
        if isinstance(inner, str) and inner.startswith(("[{", '{"')) and len(inner) > 4:
            held = json.loads(inner)
            put_somewhere(held, data)
            value[key] = json.dumps(held)
            return
        if not isinstance(inner, dict | list) or not inner or data.draw(st.integers(0, 9)) == 0:
            value[key] = json.loads(data.draw(st.sampled_from(ODD)))
            return
        value = inner


@pytest.fixture(scope="module")
def signed(province):
    """The text of a pack, and the key of its office."""
    return (province / "p1.kube-pengaturan").read_text("utf-8"), signing_key(province)

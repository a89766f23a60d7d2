"""Laptops and an office: what is sent arrives, in any order, once, and nothing is lost."""

import hashlib
import shutil
from dataclasses import dataclass, replace
from uuid import UUID

import pytest
from builders import a_group, a_member

from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.exchange import FileState
from kube_desktop.domain.foreseen import ListName
from kube_desktop.domain.papers import PaperKind, PaperSize
from kube_desktop.domain.verdict import Light
from kube_desktop.domain.withdrawing import FileFate
from kube_desktop.exchange.errors import NewerPackageError
from kube_desktop.paths import DataPaths
from kube_desktop.services.backups import restore
from kube_desktop.services.beginning import begin_laptop, begin_office
from kube_desktop.services.exchanging.merging import Follow
from kube_desktop.services.exchanging.office_keys import OFFICE_KEY_FILE
from kube_desktop.services.opening import Services, open_services
from kube_desktop.services.printing.exchanges import ExchangePapers
from kube_desktop.services.sample.making import make_sample_laptop, make_sample_office
from kube_desktop.services.sample.plan import ANCHOR


@dataclass
class Place:
    """One opened installation, which a test may close and open again."""

    paths: DataPaths
    services: Services

    @classmethod
    def at(cls, paths):
        return cls(paths, open_services(paths, today=lambda: ANCHOR))

    def reopen(self):
        self.services.close()
        self.services = open_services(self.paths, today=lambda: ANCHOR)

    def send(self, target):
        return self.services.sending.send(target).path

    def merge(self, *files, **follow):
        return self.services.merging.merge(files, Follow(**follow))

    def note(self, group_id, **values):
        draft = self.services.lists.groups.draft(group_id)
        self.services.groups.correct(group_id, replace(draft, **values))

    def group(self, group_id):
        return self.services.lists.groups.draft(group_id)

    def fingerprint(self):
        checked = self.services.checking.check()
        assert checked.problems == ()
        return checked.fingerprint


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Sample laptops 1 and 2 and a sample office, and a real office with a real laptop."""
    root = tmp_path_factory.mktemp("exchange")
    for seed in (1, 2):
        make_sample_laptop(DataPaths(root / f"laptop{seed}"), seed=seed)
    make_sample_office(DataPaths(root / "office"))
    begin_office(DataPaths(root / "real-office"))
    begin_laptop(DataPaths(root / "real-laptop"), "Rina Wulandari", "64.07")
    return root


@pytest.fixture
def place(made, tmp_path):
    """Opens copies of what was made."""
    opened = []

    def open_copy(name, copy=""):
        paths = DataPaths(shutil.copytree(made / name, tmp_path / (copy or name)))
        opened.append(Place.at(paths))
        return opened[-1]

    yield open_copy
    for one in opened:
        one.services.close()


@pytest.fixture
def shared(made):
    """A group that all sample laptops have."""
    services = open_services(DataPaths(made / "office"))
    ((found,),) = services.workplace.database.reader.rows("SELECT min(id) FROM groups")
    services.close()
    return UUID(bytes=found)


def test_a_real_laptop_sends_to_its_office_what_the_office_then_has(place, tmp_path):
    laptop, office = place("real-laptop"), place("real-office")
    key = (office.paths.root / OFFICE_KEY_FILE).read_text("ascii")
    laptop.services.sending.install_office_key(key)
    group_id = laptop.services.groups.record(a_group())
    laptop.services.members.enrol(group_id, a_member(1))
    summary = office.merge(laptop.send(tmp_path / "a.kube"))
    (file,) = summary.files
    assert (file.sender, file.region, file.is_new_sender) == ("Rina Wulandari", "Kutai Barat", True)
    assert len(file.words.split()) == 6
    assert office.group(group_id) == laptop.group(group_id)
    assert office.services.lists.members.of_group(group_id)[0].name == a_member(1).name


def test_without_the_key_of_an_office_nothing_is_sent(place, tmp_path):
    laptop = place("real-laptop")
    with pytest.raises(DomainError, match="Kunci kantor provinsi belum dipasang"):
        laptop.send(tmp_path / "a.kube")
    assert list(tmp_path.glob("*.kube")) == []


def test_a_file_for_another_office_is_not_opened(place, tmp_path):
    laptop, office, other = place("real-laptop"), place("real-office"), tmp_path / "other"
    laptop.services.sending.install_office_key(begin_office(DataPaths(other)))
    summary = office.merge(laptop.send(tmp_path / "a.kube"))
    assert summary.files[0].state is FileState.REJECTED
    assert "ditujukan ke kantor lain" in summary.files[0].message


def test_what_waits_is_counted_until_it_is_sent(place, tmp_path):
    laptop = place("real-laptop")
    laptop.services.sending.install_office_key(begin_office(DataPaths(tmp_path / "other")))
    laptop.services.groups.record(a_group())
    before = laptop.services.sending.preview()
    assert {one.table: (one.new, one.changed) for one in before.counts} == {"groups": (1, 0)}
    assert before.last_sent_at is None
    laptop.send(tmp_path / "a.kube")
    after = laptop.services.sending.preview()
    assert (after.counts, after.changes) == ((), 0)
    assert after.last_sent_at is not None


def test_different_fields_of_one_record_both_survive(place, shared, tmp_path):
    one, two, office = place("laptop1"), place("laptop2"), place("office")
    one.note(shared, note="Dari laptop satu")
    two.note(shared, bank_name="Bank Kaltimtara")
    summary = office.merge(one.send(tmp_path / "1.kube"), two.send(tmp_path / "2.kube"))
    merged = office.group(shared)
    assert (merged.note, merged.bank_name) == ("Dari laptop satu", "Bank Kaltimtara")
    assert (summary.parallel, summary.differences) == (1, 0)


def test_the_same_field_keeps_both_values_and_waits_for_a_person(place, shared, tmp_path):
    one, two, office = place("laptop1"), place("laptop2"), place("office")
    one.note(shared, note="Dari laptop satu")
    two.note(shared, note="Dari laptop dua")
    summary = office.merge(one.send(tmp_path / "1.kube"), two.send(tmp_path / "2.kube"))
    assert summary.differences == 1
    (difference,) = office.services.history.open_differences()
    assert difference.field_label == "Catatan"
    assert {one.value for one in difference.versions} == {"Dari laptop satu", "Dari laptop dua"}
    shown = [one.value for one in difference.versions if one.is_shown]
    assert shown == [office.group(shared).note]
    told = [one.value for one in office.services.history.of_record("groups", shared)]
    assert {"Dari laptop satu", "Dari laptop dua"} <= set(told)


def test_the_same_edit_on_both_sides_is_no_difference(place, shared, tmp_path):
    one, two, office = place("laptop1"), place("laptop2"), place("office")
    for laptop in (one, two):
        laptop.note(shared, note="Sama")
    summary = office.merge(one.send(tmp_path / "1.kube"), two.send(tmp_path / "2.kube"))
    assert summary.differences == 0


def test_a_deletion_against_an_edit_waits_for_a_person(place, shared, tmp_path):
    one, two, office = place("laptop1"), place("laptop2"), place("office")
    one.services.groups.withdraw(shared)
    two.note(shared, note="Masih jalan")
    office.merge(one.send(tmp_path / "1.kube"), two.send(tmp_path / "2.kube"))
    (difference,) = office.services.history.open_differences()
    assert difference.field_label == "Dihapus"


def test_two_offices_that_merge_in_opposite_orders_agree(place, shared, tmp_path):
    one, two = place("laptop1"), place("laptop2")
    one.note(shared, note="Dari laptop satu", address="Jl. Satu")
    two.note(shared, note="Dari laptop dua", hamlet="Dusun Dua")
    files = [one.send(tmp_path / "1.kube"), two.send(tmp_path / "2.kube")]
    a, b = place("office", "a"), place("office", "b")
    a.merge(*files)
    for file in reversed(files):
        b.merge(file)
    assert a.fingerprint() == b.fingerprint()
    assert a.group(shared) == b.group(shared)
    again = b.merge(*files)
    assert (again.new_changes, again.fingerprint) == (0, a.fingerprint())


def test_an_older_file_after_a_newer_one_changes_nothing(place, shared, tmp_path):
    laptop, office = place("laptop1"), place("office")
    laptop.note(shared, note="Lama")
    older = laptop.send(tmp_path / "1.kube")
    laptop.note(shared, note="Baru")
    newer = laptop.send(tmp_path / "2.kube")
    first = office.merge(newer)
    second = office.merge(older)
    assert (second.new_changes, second.fingerprint) == (0, first.fingerprint)
    assert office.group(shared).note == "Baru"


def test_a_lost_file_does_not_matter(place, shared, tmp_path):
    laptop, office = place("laptop1"), place("office")
    laptop.note(shared, note="Berkas ini hilang")
    laptop.send(tmp_path / "lost.kube").unlink()
    laptop.note(shared, address="Jl. Berikutnya")
    office.merge(laptop.send(tmp_path / "2.kube"))
    merged = office.group(shared)
    assert (merged.note, merged.address) == ("Berkas ini hilang", "Jl. Berikutnya")


def test_a_laptop_that_went_back_to_a_backup_loses_and_repeats_nothing(place, shared, tmp_path):
    laptop, office = place("laptop1"), place("office")
    backup = laptop.services.backups.make()
    laptop.note(shared, note="Sesudah cadangan")
    office.merge(laptop.send(tmp_path / "1.kube"))
    laptop.services.close()
    restore(laptop.paths, backup)
    laptop.services = open_services(laptop.paths, today=lambda: ANCHOR)
    laptop.note(shared, address="Sesudah pulih")
    summary = office.merge(laptop.send(tmp_path / "2.kube"))
    assert summary.kept_aside == 0
    merged = office.group(shared)
    assert (merged.note, merged.address) == ("Sesudah cadangan", "Sesudah pulih")
    office.fingerprint()


def test_progress_counts_the_files(place, tmp_path):
    one, two, office = place("laptop1"), place("laptop2"), place("office")
    told = []
    files = [one.send(tmp_path / "1.kube"), two.send(tmp_path / "2.kube")]
    office.merge(*files, step=lambda done, total: told.append((done, total)))
    assert told[-1] == (2, 2)


def test_a_merge_that_is_stopped_keeps_the_file_at_hand(place, tmp_path):
    one, two, office = place("laptop1"), place("laptop2"), place("office")
    files = [one.send(tmp_path / "1.kube"), two.send(tmp_path / "2.kube")]
    told = []
    stopped = office.merge(
        *files, step=lambda done, _: told.append(done), cancelled=lambda: bool(told)
    )
    assert (stopped.was_stopped, stopped.new_changes > 0) == (True, True)
    reader = office.services.workplace.database.reader
    assert reader.rows("SELECT filename, status FROM sync_package") == [("1.kube", "merged")]
    assert stopped.fingerprint == office.fingerprint()
    assert office.merge(*files).ready == 1


def test_a_file_taken_back_is_as_if_it_had_never_come(place, shared, tmp_path):
    one, two, office, other = (
        place("laptop1"),
        place("laptop2"),
        place("office"),
        place("office", "b"),
    )
    one.note(shared, note="Dari laptop satu", address="Jl. Satu")
    two.note(shared, note="Dari laptop dua", hamlet="Dusun Dua")
    first, second = one.send(tmp_path / "1.kube"), two.send(tmp_path / "2.kube")
    both = office.merge(first, second).fingerprint
    withdrawing = office.services.withdrawing
    file = withdrawing.find("1.kube")
    assert withdrawing.find(file.code.replace("–", " ").lower()).id == file.id
    foreseen = withdrawing.preview(file.id)
    assert office.fingerprint() == both
    assert foreseen.list_of(ListName.VANISHED).total > 0
    (back,) = [
        row
        for row in foreseen.list_of(ListName.BACK).rows
        if row.title == office.group(shared).name
    ]
    assert "Alamat: Jl. Satu" in back.words
    assert foreseen.list_of(ListName.SETTLED).total == 1
    with pytest.raises(DomainError, match="Tulis alasan"):
        withdrawing.withdraw(file.id, "  ")
    done = withdrawing.withdraw(file.id, "Laptop dipakai latihan")
    assert (done.lists, done.removed) == (foreseen.lists, foreseen.removed)
    assert done.fingerprint == office.fingerprint() == other.merge(second).fingerprint
    assert office.group(shared) == other.group(shared)
    assert done.file.fate is FileFate.WITHDRAWN
    assert done.file.note == "Laptop dipakai latihan"
    found = office.services.lists.search.find(
        "a", office.services.lists.members, office.services.lists.groups,
        office.services.lists.handovers,
    )  # fmt: skip
    assert len(found) == len(
        other.services.lists.search.find(
            "a", other.services.lists.members, other.services.lists.groups,
            other.services.lists.handovers,
        )
    )  # fmt: skip
    with pytest.raises(DomainError, match="sudah dibatalkan"):
        withdrawing.withdraw(file.id, "Lagi")
    (looked,) = office.services.merging.look([first])
    assert "lalu dibatalkan" in looked.message
    assert office.merge(first).fingerprint == both
    assert withdrawing.find("1.kube").fate is FileFate.MERGED


def test_two_offices_that_merge_the_same_files_print_the_same_fingerprint(place, tmp_path):
    files = [place(f"laptop{n}").send(tmp_path / f"{n}.kube") for n in (1, 2)]
    a, b = place("office", "a"), place("office", "b")
    merged = [a.merge(*files), b.merge(*reversed(files))]
    one, two = (
        ExchangePapers(office.services.workplace).merge_minutes(summary.id)
        for office, summary in zip((a, b), merged, strict=True)
    )
    assert one.fingerprint == two.fingerprint
    assert one.fingerprint.replace(" ", "") == merged[0].fingerprint
    described = {(f.sha512, f.check_code, f.period, f.sender, f.changes) for f in one.files}
    assert described == {(f.sha512, f.check_code, f.period, f.sender, f.changes) for f in two.files}
    digest = hashlib.sha512(files[0].read_bytes()).hexdigest()
    assert one.files[0].sha512.replace(" ", "") == digest[:16]
    assert all(file.period and file.changes for file in one.files)
    withdrawing = a.services.withdrawing
    withdrawing.withdraw(withdrawing.find("1.kube").id, "Latihan")
    again = ExchangePapers(a.services.workplace).merge_minutes(merged[0].id)
    assert again.fingerprint == one.fingerprint
    assert [bool(file.withdrawn) for file in again.files] == [True, False]
    assert "alasan: Latihan" in again.files[0].withdrawn
    a.services.printing.save_all(
        PaperKind.MERGE_MINUTES, [merged[0].id], PaperSize.F4, tmp_path / "kertas"
    )


def test_a_file_whose_content_was_never_noted_is_not_taken_back(place, tmp_path):
    laptop, office = place("laptop1"), place("office")
    office.merge(laptop.send(tmp_path / "1.kube"))
    with office.services.workplace.database.raw() as connection:
        connection.execute("UPDATE sync_package SET merge_id = NULL")
        connection.execute("DELETE FROM sync_delivery")
    (file,) = office.services.withdrawing.files()
    with pytest.raises(DomainError, match="sebelum program mencatat"):
        office.services.withdrawing.preview(file.id)


def test_every_number_of_the_preview_has_its_list(place, shared, tmp_path):
    one, two, office = place("laptop1"), place("laptop2"), place("office")
    one.note(shared, note="Dari laptop satu", address="Jl. Satu")
    two.note(shared, note="Dari laptop dua", hamlet="Dusun Dua")
    office.merge(two.send(tmp_path / "2.kube"))
    before = office.fingerprint()
    summary = office.services.merging.preview([one.send(tmp_path / "1.kube")])
    assert office.fingerprint() == before
    lists = {found.name: found for found in summary.lists}
    assert lists[ListName.NEW].total >= sum(found.new for found in summary.counts) > 0
    assert {row.kind for row in lists[ListName.NEW].rows} >= {"Kelompok", "Anggota"}
    name = office.group(shared).name
    (changed,) = [row for row in lists[ListName.CHANGED].rows if row.title == name]
    shift = next(shift for shift in changed.shifts if shift.label == "Alamat")
    assert (shift.new, shift.who != "") == ("Jl. Satu", True)
    assert name in [row.title for row in lists[ListName.PARALLEL].rows]
    (opened,) = lists[ListName.OPENED].rows
    assert name in opened.title
    assert "Catatan" in opened.remark
    assert lists[ListName.LOST].total == 0
    assert "Riwayat" in lists[ListName.LOST].words


def test_the_register_knows_every_file_also_refused_ones(place, tmp_path):
    laptop, office = place("laptop1"), place("office")
    file = laptop.send(tmp_path / "1.kube")
    broken = tmp_path / "rusak.kube"
    broken.write_bytes(file.read_bytes()[:-70])
    for _ in range(2):
        office.merge(file, broken)
    files = {one.filename: one for one in office.services.withdrawing.files()}
    assert set(files) == {"1.kube", "rusak.kube"}
    assert files["rusak.kube"].fate is FileFate.REJECTED
    assert "rusak" in files["rusak.kube"].note
    good = files["1.kube"]
    assert (good.region, good.size) == ("Kutai Kartanegara", file.stat().st_size)
    assert good.merge_id is not None
    assert good.made_at is not None
    reader = office.services.workplace.database.reader
    row = reader.row("SELECT app, schema_version FROM sync_package WHERE status = 'merged'")
    assert all(row)


def test_the_same_file_twice_in_one_merge_is_taken_once(place, tmp_path):
    laptop, office = place("laptop1"), place("office")
    file = laptop.send(tmp_path / "1.kube")
    twin = shutil.copyfile(file, tmp_path / "1 (1).kube")
    states = [one.state for one in office.merge(file, twin).files]
    assert sorted(states) == [FileState.MERGED, FileState.READY]


def test_files_of_a_newer_program_wait_and_are_tried_again(place, tmp_path, monkeypatch):
    laptop, office = place("laptop1"), place("office")
    file = laptop.send(tmp_path / "1.kube")

    def newer(*_args, **_more):
        raise NewerPackageError("9.0")

    with monkeypatch.context() as later:
        later.setattr("kube_desktop.services.exchanging.arriving.open_package", newer)
        summary = office.services.merging.preview([file])
        assert [one.state for one in summary.files] == [FileState.WAITING]
        office.merge(file)
    (waiting,) = office.services.merging.waiting.rows()
    assert (waiting.filename, waiting.path.read_bytes()) == ("1.kube", file.read_bytes())
    assert office.services.withdrawing.files()[0].fate is FileFate.WAITING
    assert office.merge(waiting.path).ready == 1
    assert office.services.merging.waiting.rows() == []
    assert list(office.paths.waiting.iterdir()) == []


def test_the_office_notes_each_merge_and_each_file(place, tmp_path):
    laptop, office = place("laptop1"), place("office")
    file = laptop.send(tmp_path / "1.kube")
    office.merge(file)
    office.merge(file)
    reader = office.services.workplace.database.reader
    assert reader.value("SELECT count(*) FROM merges") == 2
    assert reader.rows("SELECT status FROM sync_package") == [("merged",)]
    assert office.services.lists.home.merged_files() == 1


def test_what_the_office_sees_after_reopening_is_the_same(place, tmp_path):
    laptop, office = place("laptop1"), place("office")
    office.merge(laptop.send(tmp_path / "1.kube"))
    before = office.fingerprint()
    office.reopen()
    assert office.fingerprint() == before


def numbered(laptop, number):
    """Give the newest handover of a laptop a number, past the checks that know one laptop only."""
    reader = laptop.services.workplace.database.reader
    newest = reader.value(
        "SELECT id FROM handovers WHERE status <> 'ditandatangani' AND deleted = 0 ORDER BY id DESC"
    )
    with laptop.services.workplace.database.raw() as connection:
        connection.execute(
            "UPDATE handovers SET bast_number = ?, handed_over_on = '2026-11-02' WHERE id = ?",
            (number, newest),
        )
    return UUID(bytes=newest)


def test_a_number_given_on_two_laptops_waits_for_the_office(place, tmp_path):
    one, two, office = place("laptop1"), place("laptop2"), place("office")
    for laptop in (one, two):
        numbered(laptop, "BAST/777/KUBE-KUBAR/XI/2026")
    office.merge(one.send(tmp_path / "1.kube"), two.send(tmp_path / "2.kube"))
    (difference,) = office.services.history.open_differences()
    assert difference.field_label == "Nomor BAST"
    assert "BAST/777/KUBE-KUBAR/XI/2026" in difference.record_title
    assert len({version.who for version in difference.versions}) == 2
    checked = office.services.checking.check()
    assert (checked.problems, checked.differences) == ((), 1)


def test_an_office_checks_the_papers_of_its_laptops(place, tmp_path):
    laptop, office = place("laptop1"), place("office")
    printing = laptop.services.printing
    handover = numbered(laptop, "BAST/778/KUBE-KUBAR/XI/2026")
    paper = printing.make(PaperKind.BAST, handover, PaperSize.A4)
    printing.note_printed(paper, copies=3)
    before = office.services.proofing.check(paper.seal.payload)
    assert [lamp.light for lamp in before.lamps] == [Light.AMBER] * 3
    office.merge(laptop.send(tmp_path / "1.kube"))
    verdict = office.services.proofing.check(paper.seal.code)
    assert [lamp.light for lamp in verdict.lamps] == [Light.GREEN] * 3
    assert "Rina" in verdict.key.text
    laptop.services.aid.sign([handover])
    office.merge(laptop.send(tmp_path / "2.kube"))
    copy = office.services.printing.make(PaperKind.BAST, handover, PaperSize.A4)
    assert copy.seal.payload == paper.seal.payload

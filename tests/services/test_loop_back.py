"""The way back: acknowledgements, return files, corrections, enrolment and revocation."""

import json
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from builders import a_group, a_member
from PIL import Image

from kube_desktop.db.models import Assignment, Question
from kube_desktop.db.schema import HEAD
from kube_desktop.domain.differences import DeskFilter
from kube_desktop.domain.errors import DomainError, ValidationError
from kube_desktop.domain.exchange import FileState
from kube_desktop.domain.findings import FindingKind
from kube_desktop.exchange.keys import Trust
from kube_desktop.exchange.reading import open_package
from kube_desktop.paths import DataPaths
from kube_desktop.services.beginning import begin_laptop, begin_office
from kube_desktop.services.exchanging import sending
from kube_desktop.services.exchanging.accepting import UncomparedOfficeError
from kube_desktop.services.exchanging.arrived import Arrived
from kube_desktop.services.exchanging.office_keys import own_office_keys
from kube_desktop.services.exchanging.scope import BY_KEY, FOR_EVERYBODY, LINKS
from kube_desktop.services.opening import open_services

DAY = date(2026, 11, 21)


@dataclass
class Place:
    """One installation: a laptop or the office, whose clock goes on by a minute at every look."""

    paths: DataPaths
    minutes: int = 0

    def __post_init__(self):
        self.services = open_services(self.paths, today=lambda: DAY, now=self.now)

    def now(self):
        self.minutes += 1
        return datetime(2026, 11, 21, 1, 0, tzinfo=UTC) + timedelta(minutes=self.minutes)

    def raw(self):
        return self.services.workplace.database.raw()

    def send(self, target, **how):
        return self.services.sending.send(target, **how)

    def merge(self, *files):
        return self.services.merging.merge([getattr(one, "path", one) for one in files])

    def group(self, group_id):
        return self.services.lists.groups.draft(group_id)

    def note(self, group_id, **values):
        self.services.groups.correct(group_id, replace(self.group(group_id), **values))

    def arrived(self):
        with self.raw() as connection:
            return Arrived.read(connection)

    def logged(self):
        with self.raw() as connection:
            return connection.execute(
                "SELECT replica, max(seq) FROM sync_change GROUP BY replica"
            ).fetchall()

    def rows(self, table):
        found = self.services.workplace.database.reader.rows(
            f"SELECT id, t.* FROM {table} t"  # noqa: S608  own tables
        )
        return {row[0]: row for row in found}

    def members(self):
        return self.services.lists.members.rows_by_id(list(self.rows("people")))

    def fingerprint(self):
        checked = self.services.checking.check()
        assert checked.problems == ()
        return checked.fingerprint


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An office and two laptops that know it, each with one group of its own."""
    root = tmp_path_factory.mktemp("loop")
    text = begin_office(DataPaths(root / "office"))
    for name, who, regency in (
        ("rina", "Rina Wulandari", "64.07"),
        ("dedi", "Dedi Irawan", "64.03"),
    ):
        begin_laptop(DataPaths(root / name), who, regency)
        laptop = Place(DataPaths(root / name))
        laptop.services.sending.install_office_key(text)
        group_id = laptop.services.groups.record(a_group(name=f"Usaha {who.split()[0]}"))
        laptop.services.members.enrol(group_id, a_member(1 if name == "rina" else 2))
        laptop.services.close()
    return root


@pytest.fixture
def place(made, tmp_path):
    opened = []

    def open_copy(name, copy=""):
        paths = DataPaths(shutil.copytree(made / name, tmp_path / (copy or name)))
        opened.append(Place(paths))
        return opened[-1]

    yield open_copy
    for one in opened:
        one.services.close()


@pytest.fixture
def rina(place):
    return place("rina")


@pytest.fixture
def office(place):
    return place("office")


def _only_group(laptop):
    (row,) = laptop.services.workplace.database.reader.rows("SELECT id FROM groups")
    return UUID(bytes=row[0])


def reply_to(office, laptop, folder):
    folder.mkdir(exist_ok=True)
    words = laptop.services.sending.own_words()
    key = next(one.key for one in office.services.enrolment.laptops() if one.words == words)
    return office.services.replying.reply(folder, key).path


def taken(office, laptop, folder):
    return laptop.services.accepting.take(reply_to(office, laptop, folder))


# What the code acknowledges


def test_a_code_read_aloud_turns_what_was_sent_into_arrived(rina, office, tmp_path):
    sent = rina.send(tmp_path / "a.kube")
    with pytest.raises(DomainError, match="Belum ada kiriman"):
        office.services.acknowledging.code_for(sent.code)
    office.merge(sent)
    code = office.services.acknowledging.code_for(sent.code.lower().replace("–", " "))
    assert (code.sender, code.filename) == ("Rina Wulandari", "a.kube")
    taken = rina.services.acknowledging.take(code.code.lower().replace("-", ""))
    assert taken.check_code == sent.code
    assert "sudah diterima provinsi" in taken.words
    assert sum(rina.arrived().numbers.values()) == sent.changes
    assert rina.services.sending.preview().arrived_at is not None
    ((member, row),) = rina.members().items()
    assert row.arrived_on == DAY
    draft = rina.services.lists.members.draft(row.id)
    rina.services.members.correct(row.id, replace(draft, address="Jl. Poros"))
    assert rina.members()[member].arrived_on is None


def test_a_code_of_another_laptop_or_a_mistyped_one_changes_nothing(place, office, tmp_path):
    rina, dedi = place("rina"), place("dedi")
    mine, other = rina.send(tmp_path / "a.kube"), dedi.send(tmp_path / "b.kube")
    office.merge(mine, other)
    code = office.services.acknowledging.code_for(other.code).code
    with pytest.raises(DomainError, match="bukan untuk kiriman laptop ini"):
        rina.services.acknowledging.take(code)
    swapped = code[1] + code[0] + code[2:] if code[0] != code[1] else "0" + code[1:]
    with pytest.raises(DomainError, match="salah ketik"):
        dedi.services.acknowledging.take(swapped)
    assert rina.arrived().numbers == dedi.arrived().numbers == {}
    with pytest.raises(DomainError, match="hanya di komputer kantor"):
        rina.services.acknowledging.code_for(mine.code)


def test_after_an_acknowledgement_only_what_came_later_is_sent_and_a_lost_file_never_matters(
    rina, office, tmp_path
):
    group_id = _only_group(rina)
    first = rina.send(tmp_path / "1.kube")
    office.merge(first)
    rina.services.acknowledging.take(office.services.acknowledging.code_for(first.code).code)
    rina.note(group_id, note="Kedua")
    lost = rina.send(tmp_path / "2.kube")
    rina.note(group_id, bank_name="Bank Kaltimtara")
    third = rina.send(tmp_path / "3.kube")
    assert first.changes > 4
    assert (lost.changes, third.changes) == (1, 2)
    summary = office.merge(third)
    assert summary.gaps == ()
    assert office.group(group_id) == rina.group(group_id)
    assert rina.send(tmp_path / "all.kube", everything=True).changes == first.changes + 2
    # A code for the lost file was never given; one for the third covers it.
    rina.services.acknowledging.take(office.services.acknowledging.code_for(third.code).code)
    assert rina.send(tmp_path / "4.kube").changes == 0


def test_an_office_that_went_back_to_a_backup_says_what_is_missing_and_gets_it_again(
    place, tmp_path
):
    rina, office, older = place("rina"), place("office"), place("office", "older")
    first = rina.send(tmp_path / "1.kube")
    office.merge(first)
    rina.services.acknowledging.take(office.services.acknowledging.code_for(first.code).code)
    rina.note(_only_group(rina), note="Kedua")
    second = rina.send(tmp_path / "2.kube")
    (gap,) = older.merge(second).gaps
    assert "Rina Wulandari" in gap
    assert "Kirim semua dari awal" in gap
    with pytest.raises(DomainError, match="lebih awal"):
        older.services.acknowledging.code_for(second.code)
    # Its return file says what it has, which is less than the laptop believed.
    assert not taken(older, rina, tmp_path / "out").arrived
    again = rina.send(tmp_path / "3.kube")
    assert again.changes == first.changes
    assert older.merge(again).gaps == ()
    assert older.services.acknowledging.code_for(second.code).code
    assert taken(older, rina, tmp_path / "out2").arrived


def test_photos_that_arrived_are_not_sent_again(rina, office, tmp_path):
    photo = tmp_path / "x.jpg"
    Image.effect_noise((80, 80), 90).save(photo)
    rina.services.attachments.add("groups", _only_group(rina), photo)
    without = rina.send(tmp_path / "0.kube", with_photos=False)
    office.merge(without)
    rina.services.acknowledging.take(office.services.acknowledging.code_for(without.code).code)
    assert rina.services.sending.preview().photos == 1
    sent = rina.send(tmp_path / "1.kube")
    assert rina.services.sending.preview().photos == 1
    office.merge(sent)
    rina.services.acknowledging.take(office.services.acknowledging.code_for(sent.code).code)
    assert rina.services.sending.preview().photos == 0
    small = rina.send(tmp_path / "2.kube")
    assert small.size < sent.size
    assert rina.send(tmp_path / "3.kube", everything=True).size > small.size


# What a return file brings


def test_there_and_back_and_there_again_gives_one_truth(place, office, tmp_path):
    rina, dedi = place("rina"), place("dedi")
    mine, theirs = _only_group(rina), _only_group(dedi)
    office.merge(rina.send(tmp_path / "1.kube"), dedi.send(tmp_path / "2.kube"))
    office.note(mine, note="Dari kantor")
    rina.note(mine, bank_name="Bank Kaltimtara")
    reply = taken(office, rina, tmp_path / "out")
    assert (reply.number, reply.known) == (1, False)
    assert rina.group(mine).note == "Dari kantor"
    assert rina.group(theirs) is None  # another facilitator's group is nobody else's business
    assert theirs.bytes not in rina.rows("groups")
    office.merge(rina.send(tmp_path / "3.kube"))
    taken(office, rina, tmp_path / "out2")
    for table in ("groups", "people", "memberships", "mentors"):
        held, there = rina.rows(table), office.rows(table)
        assert held
        assert held == {key: there[key] for key in held}
    assert rina.fingerprint() != office.fingerprint()  # Dedi's group is at the office only


def test_where_both_hold_the_same_the_fingerprint_is_the_same(rina, office, tmp_path):
    office.merge(rina.send(tmp_path / "1.kube"))
    office.note(_only_group(rina), note="Dari kantor")
    taken(office, rina, tmp_path / "out")
    office.merge(rina.send(tmp_path / "2.kube"))
    assert rina.fingerprint() == office.fingerprint()


def test_a_return_file_carries_only_what_the_laptop_lacks(rina, office, tmp_path):
    office.merge(rina.send(tmp_path / "1.kube"))
    office.note(_only_group(rina), note="Dari kantor")
    (made,) = office.services.replying.reply_all(_folder(tmp_path / "all"))
    assert made.changes == 1
    assert made.path.name.startswith("BALASAN_KutaiBarat_Rina_2026-11-21_")
    rina.services.accepting.take(made.path)
    (again,) = office.services.replying.reply_all(_folder(tmp_path / "all2"))
    assert again.changes == 1  # the office does not know yet that the first one arrived
    office.merge(rina.send(tmp_path / "2.kube"))
    (later,) = office.services.replying.reply_all(_folder(tmp_path / "all3"))
    assert (later.changes, later.number) == (0, 3)


def test_a_group_handed_over_arrives_whole_and_nobody_complains_of_gaps(place, office, tmp_path):
    rina, dedi = place("rina"), place("dedi")
    theirs = _only_group(dedi)
    office.merge(rina.send(tmp_path / "1.kube"), dedi.send(tmp_path / "2.kube"))
    dedi.note(theirs, note="Sesudah kiriman pertama")
    office.merge(dedi.send(tmp_path / "3.kube"))
    mentor = rina.services.lists.office.identity().mentor_id
    with office.services.workplace.database.write() as session:
        session.add(Assignment(mentor_id=mentor, group_id=theirs, started_on=DAY))
    taken(office, rina, tmp_path / "out")
    assert rina.group(theirs) == dedi.group(theirs)
    assert len(rina.services.lists.members.of_group(theirs)) == 1
    rina.note(theirs, bank_name="Bank Kaltimtara")
    sent = rina.send(tmp_path / "4.kube")
    summary = office.merge(sent)
    assert (summary.gaps, summary.rejected) == ((), ())
    assert office.group(theirs).bank_name == "Bank Kaltimtara"
    taken(office, dedi, tmp_path / "out2")
    assert dedi.group(theirs).bank_name == "Bank Kaltimtara"


def test_a_restored_laptop_gets_back_what_it_lost(place, office, tmp_path):
    rina, backup = place("rina"), place("rina", "backup")
    group_id = _only_group(rina)
    rina.note(group_id, note="Nanti hilang dari laptop")
    office.merge(rina.send(tmp_path / "1.kube"))
    # The same laptop from yesterday's backup: other machine file, hence a branch of its own.
    office.merge(backup.send(tmp_path / "2.kube"))
    taken(office, backup, tmp_path / "out")
    assert backup.group(group_id).note == "Nanti hilang dari laptop"


def test_replays_older_files_and_files_for_others_are_harmless_or_refused(place, office, tmp_path):
    rina, dedi = place("rina"), place("dedi")
    office.merge(rina.send(tmp_path / "1.kube"), dedi.send(tmp_path / "2.kube"))
    group_id = _only_group(rina)
    older = reply_to(office, rina, tmp_path / "a")
    office.merge(rina.send(tmp_path / "3.kube"))
    office.note(group_id, note="Dari kantor")
    newer = reply_to(office, rina, tmp_path / "b")
    take = rina.services.accepting.take
    assert not take(newer).known
    arrived, before = rina.arrived(), rina.fingerprint()
    assert not take(older).known
    assert take(newer).known
    assert (rina.arrived(), rina.fingerprint()) == (arrived, before)
    with pytest.raises(DomainError, match="bukan untuk laptop ini"):
        dedi.services.accepting.take(newer)
    with pytest.raises(DomainError, match="tidak ditandatangani"):
        take(tmp_path / "1.kube")
    spoiled = tmp_path / "spoiled.kube"
    content = bytearray(newer.read_bytes())
    content[-200] ^= 1
    spoiled.write_bytes(content)
    with pytest.raises(DomainError, match="rusak atau terpotong"):
        take(spoiled)
    assert rina.fingerprint() == before


def test_only_the_office_of_this_laptop_is_believed(place, office, tmp_path):
    rina = place("rina")
    office.merge(rina.send(tmp_path / "1.kube"))
    begin_office(DataPaths(tmp_path / "false-office"))
    false = Place(DataPaths(tmp_path / "false-office"))
    with office.raw() as source, false.raw() as target:
        # It got hold of the register of laptops, but not of the signing key.
        for row in source.execute("SELECT * FROM laptops").fetchall():
            marks = ",".join("?" * len(row))
            target.execute(f"INSERT INTO laptops VALUES ({marks})", row)  # noqa: S608
    forged = reply_to(false, rina, tmp_path / "out")
    with pytest.raises(DomainError, match="tidak ditandatangani kantor laptop ini"):
        rina.services.accepting.take(forged)
    false.services.close()


def test_with_the_older_key_text_the_first_reply_asks_to_compare_six_words(place, office, tmp_path):
    rina = place("rina")
    with rina.raw() as connection:
        connection.execute(
            "UPDATE installation SET value = json_remove(value, '$.signing') "
            "WHERE key = 'office_key'"
        )
    office.merge(rina.send(tmp_path / "1.kube"))
    reply = reply_to(office, rina, tmp_path / "out")
    with pytest.raises(UncomparedOfficeError) as asked:
        rina.services.accepting.take(reply)
    with pytest.raises(UncomparedOfficeError):
        rina.services.accepting.take(reply, "abang adik air ajak akar akhir")
    rina.services.accepting.take(reply, asked.value.words)
    office.merge(rina.send(tmp_path / "2.kube"))
    taken(office, rina, tmp_path / "out2")  # known from now on


# Corrections and questions


@pytest.fixture
def corrected(rina, office, tmp_path):
    """The office corrected one field and asked a question; the laptop has taken both."""
    group_id = _only_group(rina)
    office.merge(rina.send(tmp_path / "1.kube"))
    draft = replace(office.group(group_id), name="Usaha Rina Jaya")
    office.services.groups.correct(group_id, draft)
    with office.services.workplace.database.write() as session:
        session.add(
            Question(
                mentor_id=rina.services.lists.office.identity().mentor_id,
                record_table="groups", record_id=group_id, field="name",
                question="Mengapa namanya berbeda dengan SK?", asked_by="Bu Ani",
                asked_on=DAY, status="terbuka",
            )
        )  # fmt: skip
    taken(office, rina, tmp_path / "out")
    return group_id


def test_a_correction_shows_old_and_new_and_can_be_accepted(rina, office, corrected, tmp_path):
    (one,) = rina.services.corrections.waiting()
    assert (one.old, one.new, one.record_id) == ("Usaha Rina", "Usaha Rina Jaya", corrected)
    assert one.who == "Dinas Sosial Provinsi"
    assert one.words == (
        "Kelompok Usaha Rina Jaya: Nama diubah dari Usaha Rina menjadi Usaha Rina Jaya."
    )
    assert rina.services.lists.corrections.counts() == (1, 1)
    rina.services.corrections.accept([one])
    assert rina.services.corrections.waiting() == []
    office.merge(rina.send(tmp_path / "2.kube"))
    ((response, change),) = office.services.workplace.database.reader.rows(
        "SELECT response, change_seq FROM responses"
    )
    assert (response, change) == ("diterima", one.seq)
    assert office.services.corrections.waiting() == []


def test_an_objection_goes_back_with_its_reason(rina, office, corrected, tmp_path):
    (one,) = rina.services.corrections.waiting()
    with pytest.raises(ValidationError):
        rina.services.corrections.object_to(one, " ")
    rina.services.corrections.object_to(one, "SK-nya masih memakai nama lama")
    assert rina.services.corrections.waiting() == []
    assert rina.group(corrected).name == "Usaha Rina Jaya"
    office.merge(rina.send(tmp_path / "2.kube"))
    (row,) = office.services.workplace.database.reader.rows(
        "SELECT response, comment, field FROM responses"
    )
    assert row == ("dibantah", "SK-nya masih memakai nama lama", "name")
    (finding,) = _objections(office)
    assert "Rina Wulandari membantah koreksi Nama Usaha Rina Jaya" in finding.sentence
    assert "SK-nya masih memakai nama lama" in finding.sentence
    # The office gives in: that is news, no correction.
    office.note(corrected, name="Usaha Rina")
    assert _objections(office) == []
    taken(office, rina, tmp_path / "out2")
    assert rina.services.corrections.waiting() == []


def test_a_question_is_answered_and_the_answer_reaches_the_office(
    rina, office, corrected, tmp_path
):
    (asked,) = rina.services.corrections.questions()
    assert (asked.question, asked.asked_by) == ("Mengapa namanya berbeda dengan SK?", "Bu Ani")
    rina.services.corrections.answer(asked.id, "SK lama, yang baru menyusul")
    assert rina.services.corrections.questions() == []
    office.merge(rina.send(tmp_path / "2.kube"))
    (row,) = office.services.workplace.database.reader.rows("SELECT answer, status FROM questions")
    assert row == ("SK lama, yang baru menyusul", "dijawab")


def test_what_the_laptop_wrote_over_a_correction_is_no_correction_any_more(rina, corrected):
    rina.note(corrected, name="Usaha Rina Baru")
    assert rina.services.corrections.waiting() == []


# Enrolment and revocation


def test_a_laptop_is_enrolled_after_comparing_its_six_words(rina, office, tmp_path):
    sent = rina.send(tmp_path / "1.kube")
    office.merge(sent)
    (seen,) = office.services.enrolment.laptops()
    assert (seen.state, seen.words, seen.can_reply) == ("belum terdaftar", sent.words, True)
    with pytest.raises(DomainError, match="enam kata"):
        office.services.enrolment.enrol("abang adik air ajak akar akhir")
    known = office.services.enrolment.enrol(f" {sent.words.upper()} ")
    assert (known.state, known.region) == ("terdaftar", "Kutai Barat")
    with pytest.raises(DomainError, match="hanya di komputer kantor"):
        rina.services.enrolment.enrol(sent.words)


def test_files_of_a_revoked_laptop_are_refused_everywhere_and_its_papers_turn_amber(
    place, office, tmp_path
):
    rina, dedi = place("rina"), place("dedi")
    office.merge(rina.send(tmp_path / "1.kube"), dedi.send(tmp_path / "2.kube"))
    key = next(one.key for one in office.services.enrolment.laptops() if "Rina" in one.name)
    with pytest.raises(DomainError, match="alasan"):
        office.services.enrolment.revoke(key, " ")
    gone = office.services.enrolment.revoke(key[:12], "Laptop hilang di Melak")
    assert (gone.state, gone.reason) == ("dicabut", "Laptop hilang di Melak")
    with office.raw() as connection:
        revoked = {r for (r,) in connection.execute("SELECT revoked FROM sync_peer")}
    assert 20261121 in revoked
    rina.note(_only_group(rina), note="Dari pencuri")
    (file,) = office.merge(rina.send(tmp_path / "3.kube")).files
    assert file.state is FileState.REJECTED
    assert "dicabut" in file.message
    with pytest.raises(DomainError, match="dicabut"):
        office.services.enrolment.enrol(gone.words)
    # Another office or laptop learns of it by its files.
    (made,) = office.services.replying.reply_all(_folder(tmp_path / "out"))
    dedi.services.accepting.take(made.path)
    assert len(dedi.rows("revoked_devices")) == 1


# The rules behind it


def test_every_synced_table_is_somebodys(rina):
    linked = {one.table for one in LINKS} | set(FOR_EVERYBODY) | set(BY_KEY) | {"groups"}
    assert {table.name for table in rina.services.workplace.database.schema} == linked


def test_a_laptop_tells_its_box_key_and_what_it_has(rina, office, tmp_path):
    with office.raw() as connection:
        box = own_office_keys(connection).box
    opened = open_package(
        rina.send(tmp_path / "1.kube").path, [box], lambda _: Trust.UNKNOWN, accept_unknown=True
    )
    ((branch, last),) = rina.logged()
    assert len(bytes.fromhex(opened.meta["box"])) == 32
    assert opened.meta["held"] == {str(branch): [[1, last]]}
    assert (opened.meta["since"], opened.meta["last"]) == ({}, {str(branch): last})


def _objections(office):
    kinds = frozenset({FindingKind.OBJECTED})
    return list(office.services.differences.items(DeskFilter(kinds=kinds)))


def _folder(path):
    path.mkdir()
    return path


# Programs of different ages


def _write_as_a_newer_program(laptop, group_id):
    """Add what only a later version knows: a column of a group, and a table that names it."""
    with laptop.raw() as connection:
        replica, seq, hlc = connection.execute(
            "SELECT replica, seq, hlc FROM sync_clock"
        ).fetchone()
        harvest = bytes(range(16))
        patch = json.dumps({"group_id": group_id.hex, "kilograms": 120}, separators=(",", ":"))
        connection.execute(
            "INSERT INTO sync_change(replica, seq, hlc, tbl, row_id, op, patch) "
            "VALUES (?, ?, ?, 'harvests', ?, 'I', ?)",
            (replica, seq + 1, hlc + 1, harvest, patch),
        )
        connection.execute(
            "INSERT INTO sync_change(replica, seq, hlc, tbl, row_id, op, col, value) "
            "VALUES (?, ?, ?, 'groups', ?, 'U', 'solar_panels', 4)",
            (replica, seq + 2, hlc + 2, group_id.bytes),
        )
        connection.execute("UPDATE sync_clock SET seq = seq + 2, hlc = hlc + 2")
    return harvest


def _log_of(place, *rows):
    with place.raw() as connection:
        found = connection.execute(
            "SELECT row_id, tbl, op, col, value, patch FROM sync_change "
            "WHERE tbl = 'harvests' OR col = 'solar_panels' ORDER BY replica, seq"
        ).fetchall()
    return [row for row in found if row[0] in rows]


def test_what_a_newer_program_wrote_goes_through_an_older_office_to_an_older_laptop(
    place, office, tmp_path, monkeypatch
):
    rina, dedi = place("rina"), place("dedi")
    group_id = _only_group(rina)
    harvest = _write_as_a_newer_program(rina, group_id)
    monkeypatch.setattr(sending, "HEAD", HEAD + 5)
    sent = rina.send(tmp_path / "1.kube")
    monkeypatch.undo()
    office.merge(sent, dedi.send(tmp_path / "2.kube"))
    mentor = dedi.services.lists.office.identity().mentor_id
    taken(office, dedi, tmp_path / "out")
    assert _log_of(dedi, harvest, group_id.bytes) == []  # nothing of it is Dedi's concern yet
    with office.services.workplace.database.write() as session:
        session.add(Assignment(mentor_id=mentor, group_id=group_id, started_on=DAY))
    taken(office, dedi, tmp_path / "out2")
    written = _log_of(rina, harvest, group_id.bytes)
    assert len(written) == 2
    assert _log_of(office, harvest, group_id.bytes) == written
    assert _log_of(dedi, harvest, group_id.bytes) == written
    assert dedi.group(group_id) == rina.group(group_id)
    dedi.note(group_id, note="Dari laptop lama")
    office.merge(dedi.send(tmp_path / "3.kube"))
    taken(office, rina, tmp_path / "out3")
    assert rina.group(group_id).note == "Dari laptop lama"
    assert _log_of(rina, harvest, group_id.bytes) == written


def test_a_laptop_two_versions_behind_is_merged_and_told_why_it_gets_no_answer(
    rina, office, tmp_path, monkeypatch
):
    """Its file says nothing of keys and acknowledgements, and everything is in it each time."""
    write = sending.write_package

    def older(path, content, *rest):
        known = ("sender", "mentor_id", "region", "known", "app")
        meta = {name: content.meta[name] for name in known}
        return write(path, replace(content, meta=meta), *rest)

    monkeypatch.setattr(sending, "HEAD", HEAD - 2)
    monkeypatch.setattr(sending, "write_package", older)
    sent = rina.send(tmp_path / "1.kube")
    summary = office.merge(sent)
    assert (summary.rejected, summary.gaps) == ((), ())
    assert office.group(_only_group(rina)) == rina.group(_only_group(rina))
    with pytest.raises(DomainError, match="program lama"):
        office.services.acknowledging.code_for(sent.code)
    with pytest.raises(DomainError, match="Belum ada laptop yang dapat dibalas"):
        office.services.replying.reply_all(_folder(tmp_path / "out"))
    (seen,) = office.services.enrolment.laptops()
    assert not seen.can_reply
    monkeypatch.undo()
    office.merge(rina.send(tmp_path / "2.kube"))
    assert taken(office, rina, tmp_path / "out2").arrived


def test_a_container_of_the_future_is_refused_with_a_sentence_on_both_sides(rina, office, tmp_path):
    office.merge(rina.send(tmp_path / "1.kube"))
    reply = reply_to(office, rina, tmp_path / "out")
    before = rina.fingerprint()
    content = reply.read_bytes()
    reply.write_bytes(content[:7] + b"\x02" + content[8:])
    with pytest.raises(DomainError, match="versi lebih baru"):
        rina.services.accepting.take(reply)
    assert rina.fingerprint() == before

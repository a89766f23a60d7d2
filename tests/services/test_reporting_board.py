"""The board of the office over real files: months, missing files, restored and copied laptops."""

import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import a_group, a_member

from kube_desktop.db.models import Group
from kube_desktop.domain.assigning import GroupHandover
from kube_desktop.domain.laptops import Happening
from kube_desktop.domain.reporting import MonthState
from kube_desktop.paths import DataPaths
from kube_desktop.services.backups import restore
from kube_desktop.services.beginning import OFFICE_KEY_FILE, begin_laptop, begin_office
from kube_desktop.services.lists.home import TodoKind
from kube_desktop.services.opening import Services, open_services

TODAY = date(2026, 11, 19)
JANUARY = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 19, 2, 0, tzinfo=UTC)


@dataclass
class Installation:
    """One opened folder under a clock of its own, which the test may turn."""

    paths: DataPaths
    at: datetime = NOW
    services: Services | None = None

    def open(self):
        self.services = open_services(self.paths, today=self.at.date, now=lambda: self.at)
        self.turn(self.at)
        self.begin_branch_now()
        return self

    def begin_branch_now(self):
        """Date the branch that opening began by the clock of this installation."""
        with self.services.workplace.database.raw() as connection:
            connection.execute(
                "UPDATE sync_branch SET started_at = ? "
                "WHERE epoch = (SELECT max(epoch) FROM sync_branch)",
                (self.at.isoformat(),),
            )

    def turn(self, at):
        """Set the clock: of the program, and of the change log."""
        self.at = at
        self.turn_log(at)

    def turn_log(self, at):
        """Set the clock of the change log alone."""
        with self.services.workplace.database.raw() as connection:
            connection.execute("UPDATE sync_clock SET now_ms = ?", (int(at.timestamp() * 1000),))

    def reopen(self):
        self.services.close()
        return self.open()

    def write(self, group, note):
        workplace = self.services.workplace
        with workplace.database.write(actor=workplace.actor) as session:
            session.get_one(Group, group).note = note

    def row(self):
        (row,) = self.services.lists.reporting.board().rows
        return row

    def events(self):
        """What happened to the laptop; that a test works on a copied folder is left out."""
        return [one for one in self.row().events if one.what is not Happening.MOVED]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    root = tmp_path_factory.mktemp("board")
    begin_office(DataPaths(root / "office"))
    key = (root / "office" / OFFICE_KEY_FILE).read_text("ascii")
    for name, person in (("laptop", "Rina Wulandari"), ("second", "Sari Dewi")):
        begin_laptop(DataPaths(root / name), person, "64.07")
        services = open_services(DataPaths(root / name), today=lambda: TODAY)
        services.sending.install_office_key(key)
        with services.workplace.database.raw() as connection:
            # As if it had been begun in January, whatever day the test runs on.
            january = int(JANUARY.timestamp() * 1000) << 16
            connection.execute("UPDATE sync_change SET hlc = ? + seq", (january,))
            connection.execute("UPDATE sync_clock SET hlc = ? + seq", (january,))
        services.close()
    return root


@pytest.fixture
def places(made, tmp_path):
    opened = []

    def place(name, copy="", source=None):
        folder = shutil.copytree(source or made / name, tmp_path / (copy or name))
        opened.append(Installation(DataPaths(folder)).open())
        return opened[-1]

    yield place
    for one in opened:
        one.services.close()


@pytest.fixture
def laptop(places):
    return places("laptop")


@pytest.fixture
def office(places):
    return places("office")


@pytest.fixture
def group(laptop):
    laptop.turn_log(JANUARY)
    group_id = laptop.services.groups.record(a_group())
    laptop.turn(NOW)
    return group_id


@pytest.fixture
def send(tmp_path):
    counter = iter(range(1, 99))

    def sent(laptop):
        return laptop.services.sending.send(tmp_path / f"{next(counter):03}.kube").path

    return sent


def test_a_missing_number_is_shown_and_heals_when_it_comes_later(laptop, office, group, send):
    files = []
    for note in ("satu", "dua", "tiga"):
        laptop.write(group, note)
        files.append(send(laptop))
    merge = office.services.merging.merge
    merge([files[0]])
    merge([files[2]])
    assert office.row().missing_files == (2,)
    assert "Berkas 002 belum tiba; isinya sudah ada di kiriman sesudahnya." in office.row().remarks
    merge([files[1]])
    row = office.row()
    assert (row.missing_files, row.remarks) == ((), ())


def test_months_are_told_from_the_days_files_were_made(laptop, office, group, send):
    days = [(2, 3), (4, 28), (7, 7), (10, 5)]
    for month, day in days:
        laptop.turn(datetime(2026, month, day, 2, tzinfo=UTC))
        laptop.write(group, f"{month}")
        office.services.merging.merge([send(laptop)])
    row = office.row()
    states = {cell.month.first.month: cell.state for cell in row.cells}
    assert states == {
        12: MonthState.NONE, 1: MonthState.ON_TIME, 2: MonthState.LATE, 3: MonthState.LATE,
        4: MonthState.ON_TIME, 5: MonthState.LATE, 6: MonthState.LATE, 7: MonthState.ON_TIME,
        8: MonthState.LATE, 9: MonthState.ON_TIME, 10: MonthState.MISSING, 11: MonthState.OPEN,
    }  # fmt: skip
    assert office.services.lists.reporting.board().reminder(row) == (
        "Yth. Bapak/Ibu Rina Wulandari,\n\n"
        "Sampai 19 November 2026 kami belum menerima kiriman KUBE Desktop untuk bulan Oktober "
        "2026. Kiriman terakhir yang kami terima: 19 November 2026.\n\n"
        "Mohon buka KUBE Desktop, pilih Kirim data, lalu kirim berkasnya lewat WhatsApp atau "
        "titipkan di flashdisk. Mengirim ulang tidak apa-apa. Bila ada kendala, kabari kami.\n\n"
        "Terima kasih.\nDinas Sosial Provinsi Kalimantan Timur"
    )


def test_who_mentors_groups_and_never_sent_is_on_the_board(laptop, office, group):
    assert office.services.lists.reporting.board().rows == ()
    row = laptop.row()
    assert (row.name, row.groups, row.last_contact) == ("Rina Wulandari", 1, None)
    assert row.remarks == ("Belum pernah mengirim.",)


def test_a_restored_backup_is_told_with_what_the_laptop_lacks(
    laptop, office, group, send, tmp_path
):
    laptop.turn(datetime(2026, 3, 12, 2, tzinfo=UTC))
    laptop.write(group, "sebelum cadangan")
    backup = laptop.services.backups.make()
    laptop.turn(datetime(2026, 4, 12, 2, tzinfo=UTC))
    for number in range(14):
        laptop.write(group, f"sesudah {number}")
    office.services.merging.merge([send(laptop)])
    before = office.services.lists.groups.draft(group).note
    laptop.services.close()
    restore(laptop.paths, backup)
    laptop.open()
    laptop.turn(datetime(2026, 5, 12, 2, tzinfo=UTC))
    laptop.services.members.enrol(group, a_member(1))
    office.services.merging.merge([send(laptop)])
    (event,) = office.events()
    assert event.text == (
        "Laptop Rina Wulandari dipulihkan dari cadangan 12 Maret 2026; 14 perubahan sesudah itu "
        "tidak ada di laptop, tetapi masih ada di provinsi."
    )
    assert (event.lost, event.what) == (14, Happening.RESTORED)
    assert office.services.lists.groups.draft(group).note == before == "sesudah 13"
    assert len(office.services.lists.members.of_group(group)) == 1
    (device,) = office.row().to_answer
    reply = office.services.replying.reply(tmp_path, device)
    laptop.services.accepting.take(reply.path)
    assert laptop.services.lists.groups.draft(group).note == "sesudah 13"
    office.services.merging.merge([send(laptop)])
    (event,) = office.events()
    assert (event.what, event.is_open) == (Happening.RETURNED, False)
    assert event.text.endswith("14 perubahan sesudah itu sudah kembali ke laptop.")


def test_two_copies_that_are_both_used_lose_nothing_and_are_told(
    laptop, office, group, send, places
):
    laptop.services.close()
    copy = places("copy", source=laptop.paths.root)
    laptop.open()
    for one, note in ((laptop, "asli"), (copy, "salinan")):
        one.turn(one.at + timedelta(days=3))
        one.write(group, note)
    copied, original = send(copy), send(laptop)
    office.turn(NOW + timedelta(days=5))
    office.services.merging.merge([copied, original])
    (event,) = office.events()
    assert event.what is Happening.COPIED
    assert event.text.startswith("Dua laptop memakai identitas yang sama sejak ")
    difference = office.services.history.open_differences()
    assert {one.value for one in difference[0].versions} == {"asli", "salinan"}
    assert office.row().differences == 1


@pytest.mark.parametrize(
    ("off", "told"),
    [
        (timedelta(days=-3 * 365), ""),
        (timedelta(days=1), ""),
        (timedelta(days=5 * 365 + 1), "Jam laptop Rina Wulandari 5 tahun terlalu cepat."),
    ],
    ids=["three years behind", "a day ahead", "five years ahead"],
)
def test_a_wrong_clock_loses_nothing_and_is_told_when_sure(laptop, office, group, send, off, told):
    laptop.turn(NOW + off)
    laptop.write(group, "dengan jam keliru")
    office.services.merging.merge([send(laptop)])
    row = office.row()
    assert [one.text.split(" Hasil")[0] for one in office.events()] == ([told] if told else [])
    assert office.services.lists.groups.draft(group).note == "dengan jam keliru"
    # A month is reported whatever the laptop believes about the year.
    assert row.cells[-1].state is MonthState.ON_TIME


def test_late_edits_of_the_former_facilitator_reach_the_office_and_the_new_one(
    laptop, office, group, send, places, tmp_path
):
    new = places("second")
    merge, sari = office.services.merging.merge, new.services.workplace.actor
    merge([send(laptop), send(new)])
    handed = office.services.assigning.hand_over(
        GroupHandover(
            groups=(group,),
            old_mentor=laptop.services.workplace.actor,
            new_mentor=sari,
            day=TODAY,
            reason="Pembagian wilayah baru",
        )
    )
    assert handed.paper is not None
    laptop.turn(NOW + timedelta(days=4))
    laptop.write(group, "masih saya ubah")
    laptop.services.members.enrol(group, a_member(1))
    office.turn(NOW + timedelta(days=6))
    merge([send(laptop)])
    (late,) = office.services.lists.assigning.late_edits(None, is_office=True)
    assert late.title == "Rina Wulandari masih mengubah KUBE Melati Jaya sesudah serah terima"
    assert late.after == late.count > 2
    rina = office.services.lists.reporting.board().rows[0]
    assert (rina.name, rina.late) == ("Rina Wulandari", (late,))
    assert f"{late.title}." in rina.remarks
    assert office.services.lists.groups.draft(group).note == "masih saya ubah"
    assert office.services.lists.assigning.mentors_of([group]) == [(sari, 1)]

    device = next(one.key for one in office.services.enrolment.laptops() if "Sari" in one.name)
    new.services.accepting.take(office.services.replying.reply(tmp_path, device).path)
    assert new.services.lists.groups.draft(group).note == "masih saya ubah"
    assert new.services.lists.assigning.late_edits(sari) == [late]
    todos = [one for one in new.services.lists.home.board().todos if one.record_id == group]
    assert TodoKind.LATE_EDITS in {one.kind for one in todos}
    new.services.assigning.mark_seen(late)
    assert new.services.lists.assigning.late_edits(sari) == []
    assert office.services.lists.assigning.late_edits(None, is_office=True) == [late]

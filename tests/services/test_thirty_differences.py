"""Thirty kinds of difference as sentences; a reviewer reads them in golden/perbedaan.txt."""

import os
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from builders import a_family_card, a_nik
from desk_world import arrive, desk

from kube_desktop.domain.differences import DeskFilter
from kube_desktop.domain.findings import FindingKind

GOLDEN = Path(__file__).parent / "golden" / "perbedaan.txt"
MAY = date(2026, 5, 3)
JUNE = date(2026, 6, 20)
JULY = date(2026, 7, 2)


class _World:
    """An office, two facilitators and a third one, all from one folder of the office."""

    def __init__(self, made, place, stack):
        self.office = stack.enter_context(
            desk(made.root, place / "kantor", "Dedi Kurniawan", date(2026, 1, 5), is_office=True)
        )
        self._record()
        self.office.services.close()
        self.rina, self.ani, self.sari = (
            stack.enter_context(desk(place / "kantor", place / name, name, day))
            for name, day in (("Rina Wulandari", MAY), ("Ani Lestari", JUNE), ("Sari Dewi", JULY))
        )
        self._differ()
        self._find()
        arrive(self.office, self.rina, self.ani, self.sari)
        self._disturb_log()
        self._object()

    def _record(self):
        """What everybody had before."""
        office = self.office
        self.mekar = office.group("Mekar Jaya")
        self.karya = office.group("Karya Bersama")
        self.tepian = office.group("Tepian Indah", state="draf")
        self.siti = office.person("Siti Aminah", 1, self.mekar, "ketua")
        self.budi = office.person("Budi Santoso", 2, self.mekar, "bendahara")
        self.rukiah = office.person("Rukiah", 3, self.mekar, "sekretaris")
        self.hasan = office.person("Hasanuddin", 4, self.karya, "ketua")
        self.yuli = office.person("Yuliana Bulan", 5, self.karya, birth_place="Melak")
        self.joni = office.person("Joni Pratama", 6, self.karya)
        self.wati = office.person("Wati Susanti", 7, self.karya)
        self.place_of_wati = office.join(self.wati, self.mekar, "anggota", left_on=MAY)
        self.visit = office.put(
            "visits", group_id=self.mekar, mentor_id=office.mentor, visited_on=date(2026, 4, 1),
            visit_kind="pendampingan", method="kunjungan", turnover=1_000_000,
        )  # fmt: skip
        self.photo = office.put(
            "attachments", owner_kind="groups", owner_id=self.mekar, attachment_kind="foto",
            filename="kios.jpg", mime="image/jpeg", sha256="0" * 64, size=1000,
        )  # fmt: skip
        self.aid, self.handover, self.item = self._aid(office, self.mekar, "BAST/001", 20_000_000)

    @staticmethod
    def _aid(one, group_id, number, total, *, stage=1, lines=None, ceiling=20_000_000, **values):
        aid = one.put(
            "aids", scheme="KUBE", group_id=group_id, budget_year=2026, stage=stage,
            ceiling=ceiling, form="barang",
        )  # fmt: skip
        handover = one.put(
            "handovers",
            **{"aid_id": aid, "bast_number": number, "handed_over_on": date(2026, 4, 7),
               "total": total, "status": "dicetak", **values},
        )  # fmt: skip
        item = one.put(
            "aid_items", aid_id=aid, handover_id=handover, position=0, name="Mesin jahit",
            quantity_milli=1000, unit="unit", unit_price=lines or total, amount=lines or total,
        )  # fmt: skip
        return aid, handover, item

    def _differ(self):
        """Fields that two or three of them changed without knowing of each other."""
        rina, ani, sari = self.rina, self.ani, self.sari
        rina.put(
            "visits", group_id=self.mekar, mentor_id=rina.mentor, visited_on=MAY,
            visit_kind="pendampingan", method="kunjungan", activity="Pembukuan",
        )  # fmt: skip
        both = (
            ("people", self.siti, "phone", "+6281255500112", "+6281344007781"),
            ("groups", self.mekar, "note", "Kios di tepi jalan", "Kios pindah ke pasar"),
            ("groups", self.karya, "formed_on", date(2025, 3, 1), date(2025, 8, 1)),
            ("visits", self.visit, "turnover", 2_500_000, 3_750_000),
            ("people", self.hasan, "nik", a_nik(41), a_nik(41, date(1979, 8, 17))),
            ("memberships", self.place_of_wati, "role", "sekretaris", "bendahara"),
            ("people", self.rukiah, "education", "SD", "SMP"),
            ("attachments", self.photo, "caption", "Kios dari depan", "Kios baru"),
            ("people", self.yuli, "birth_place", None, "Melak Ulu"),
            ("handovers", self.handover, "total", 19_500_000, 20_500_000),
            ("aid_items", self.item, "amount", 19_500_000, 20_500_000),
        )
        for table, record, column, one, two in both:
            rina.change(table, record, **{column: one})
            ani.change(table, record, **{column: two})
        for one, village in ((rina, "RT 04"), (ani, "RT 06")):
            one.change("people", self.joni, address=village, occupation=f"Petani {village}",
                       nickname=village)  # fmt: skip
        for one, day in ((rina, "Senin"), (ani, "Selasa"), (sari, "Rabu")):
            one.change("groups", self.tepian, meeting_day=day)
        sari.change("people", self.budi, address="Jl. Poros RT 01")
        rina.change("people", self.budi, address="Jl. Poros RT 02")
        rina.change("people", self.wati, "pindah ke Samarinda", deleted=1)
        ani.change("people", self.wati, phone="+6281200001111")

    def _find(self):
        """What breaks a rule once all files are together."""
        rina, ani = self.rina, self.ani
        tunas, maju = rina.group("Tunas Harapan"), ani.group("Maju Rezeki")
        rina.person("Nur Hidayah", 11, tunas, "ketua")
        ani.person("Nur Hidayati", 11, maju, "ketua")  # one NIK in two groups
        rina.person("Mawar Indah", 12, tunas)
        rina.person("Mawar Indah S", 12, tunas)  # one NIK in one group
        rina.person("Sity Rahmah", 13, tunas)
        ani.person("Siti Rahmah", 14, maju, family_card_number=a_family_card(13))
        rina.person("Muhammad Ali", 15, tunas, born_on=date(1985, 6, 5))
        ani.person("Moh. Ali", 16, maju, born_on=date(1985, 6, 5))
        rina.person("Lusia Tening", 17, tunas, phone="+6281377778888")
        ani.person("Lusia Teneng", 18, maju, phone="+6281377778888")
        rina.person("Arbain", 19, self.mekar, "ketua")  # a second chair
        ani.person("Dayang Sari", 20, self.mekar, "bendahara")  # a second treasurer
        sunyi = ani.group("Sunyi Jaya")
        ani.person("Tina Wulan", 21, sunyi)
        ani.join(self.joni, maju)
        self._aid(rina, tunas, "BAST/009/KUBE-KUBAR", 18_000_000, stage=1)
        self._aid(ani, maju, "BAST/009/KUBE-KUBAR", 17_000_000, stage=1)
        self._aid(ani, self.mekar, "BAST/021", 20_000_000)  # delivered again
        for one in (rina, ani):
            one.put("aids", scheme="KUBE", group_id=self.karya, budget_year=2026, stage=2,
                    ceiling=5_000_000, form="barang")  # fmt: skip
        self._aid(rina, tunas, "BAST/010", 15_000_000, stage=2, lines=14_250_000)
        self._aid(ani, maju, "BAST/011", 21_200_000, stage=2)
        _, signed, _ = self._aid(rina, tunas, "BAST/012", 9_000_000, stage=3,
                                 status="ditandatangani")  # fmt: skip
        rina.put(
            "sealed_papers", kind="bast", subject_id=signed, version=1, number="BAST/012",
            title="BAST", status="ditandatangani", code="X", content_hash="x", paper_size="A4",
            payload="KUBE1*BAST*B012*S*20260407*9000000*1*H*K*SIG", pages=2, pdf_sha256="x",
            sealed_at="2026-05-03T02:00:00+00:00",
        )  # fmt: skip
        rina.change("handovers", signed, total=9_900_000)
        items = rina.services.workplace.database.reader.rows(
            "SELECT id FROM aid_items WHERE handover_id = :id", {"id": signed.bytes}
        )
        rina.change("aid_items", UUID(bytes=items[0][0]), amount=9_900_000)
        rina.group("Sinar Pagi")
        ani.group("Sinar Pagi")
        for one in (rina, ani):
            one.put("visits", group_id=self.karya, mentor_id=one.mentor, visited_on=JUNE,
                    visit_kind="pendampingan", method="kunjungan",
                    activity=f"Kunjungan {one.services.lists.office.identity().name}")  # fmt: skip
            one.put("assignments", mentor_id=one.mentor, group_id=self.karya, started_on=MAY)
        ani.change("people", self.rukiah, died_on=date(2026, 2, 1))
        for one, group in ((rina, tunas), (ani, maju)):
            one.change("groups", group, register_number="KUBE-6407-2026-014")

    def _object(self):
        """The office corrects, and who wrote it objects."""
        self.office.change("people", self.yuli, nickname="Yuli")
        with self.office.database.raw() as connection:
            replica, seq = connection.execute("SELECT replica, seq FROM sync_clock").fetchone()
        self.office.put(
            "responses", record_table="people", record_id=self.yuli, field="nickname",
            change_replica=replica, change_seq=seq, response="dibantah",
            comment="Panggilannya Ana", responded_on=JULY, mentor_id=self.rina.mentor,
        )  # fmt: skip

    def _disturb_log(self):
        """What only damaged, copied or newer laptops bring."""
        with self.office.database.raw() as connection:
            (replica,) = connection.execute(
                "SELECT replica FROM sync_peer ORDER BY max_seq DESC LIMIT 1"
            ).fetchone()
            connection.execute(
                "INSERT INTO sync_bad(replica, seq, why, payload) "
                "VALUES (?, 3, 'number used twice', '{}')",
                (replica,),
            )
            connection.execute("INSERT INTO sync_orphan VALUES (?, 'visits')", (b"o" * 16,))
            connection.execute(
                "INSERT INTO sync_cell VALUES ('people', ?, 'blood_type', ?, 3)",
                (self.siti.bytes, replica),
            )
            connection.execute("UPDATE sync_package SET schema_version = 99")
            key = b"k" * 32
            connection.execute(
                "UPDATE sync_peer SET device_key = ? WHERE replica = (SELECT replica FROM "
                "sync_change WHERE user_id = ? LIMIT 1)",
                (key, self.sari.mentor.bytes),
            )
            connection.execute(
                "INSERT INTO laptops(device_key, name, first_seen_at, clock_off) "
                "VALUES (?, 'Sari Dewi', '2026-01-01T00:00:00+00:00', 2000000)",
                (key.hex(),),
            )


@pytest.fixture(scope="module")
def world(made_folder, tmp_path_factory):
    with ExitStack() as stack:
        yield _World(made_folder, tmp_path_factory.mktemp("tiga-puluh"), stack)


def test_every_kind_of_difference_reads_as_a_reviewer_read_it(world):
    items = world.office.differences.items(DeskFilter(most=1000))
    lines = [f"[{one.tag.value}] {one.title} · {one.about}\n  {one.sentence}" for one in items]
    told = "\n".join(lines) + "\n"
    if os.environ.get("KUBE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(told, encoding="utf-8")
    assert told == GOLDEN.read_text(encoding="utf-8")
    assert len(items) >= 30
    assert {one.kind for one in items} == set(FindingKind)


def test_every_item_opens_and_suggests_nothing_where_only_a_person_decides(world):
    for item in world.office.differences.items(DeskFilter(most=1000)):
        card = world.office.differences.open(item.id)
        assert card.answers
        assert all(one.suggestion is None for one in card.fields if one.is_protected)
        assert all(len(one.sides) > 1 for one in card.fields)

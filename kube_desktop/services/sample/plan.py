"""Inventing groups, people, aid and visits: pure, and the same for the same seed."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

from kube_desktop.db.types import canonical_json
from kube_desktop.domain.regions import VillagePath
from kube_desktop.domain.settings import document_number
from kube_desktop.domain.values import Sex
from kube_desktop.services.sample import words
from kube_desktop.services.sample.changes import Changes, Joined, TableRow
from kube_desktop.services.sample.evaluations import EVERY, evaluation_rows
from kube_desktop.services.sample.money import in_money

T = TypeVar("T")

ANCHOR = date(2026, 11, 19)
"""The day the sample data leads up to; fixed, so that it is the same every time."""
_DECREES = {False: ("460/217/DINSOS/2026", date(2026, 2, 10)),
            True: ("460/1138/DINSOS/2026", date(2026, 10, 26))}  # fmt: skip
"""Number and day of the SK: of most groups, and of those that still wait for their aid."""
_MOST_WAITING = 34
"""A group that was not visited yet got its aid at most so many days before the anchor."""
_EVERY_NEW_OFFICE = 3
"""One of so many groups that just got their aid has a new treasurer since."""
GROUPS_PER_SCALE = 80
MEMBERS = 5


@dataclass(frozen=True, slots=True)
class Mentor:
    """The invented facilitator of a sample laptop."""

    id: UUID
    name: str
    regency_code: str


class Inventor:
    """Invents rows in a fixed order from a seed.

    Args:
        seed: Different laptops have different seeds.
        places: Villages by regency code, in a fixed order.
        first_number: Where BAST numbers begin, so that sample laptops do not share them.

    """

    def __init__(
        self, seed: int | str, places: dict[str, Sequence[VillagePath]], first_number: int = 1
    ) -> None:
        self._random = random.Random(f"kube-sample-{seed}")  # noqa: S311  invented data, no secret
        self._places = places
        self._niks: set[str] = set()
        self._numbers: dict[str, int] = {}
        self._first_number = first_number
        self._moment: int | None = None
        self.changes = Changes(seed)

    def new_id(self) -> UUID:
        """Return an id of the shape laptops make (UUIDv7), drawn from the seed.

        What belongs to one group was typed one after the other, as on a real laptop; indexes of
        large sample folders depend on it.
        """
        draw = self._random.getrandbits
        drawn = draw(34)
        began = self._moment
        self._moment = 1_780_000_000_000 + drawn if began is None else began + 1 + (drawn >> 20)
        return UUID(int=self._moment << 80 | 7 << 76 | draw(12) << 64 | 2 << 62 | draw(62))

    def mentor(self, seed: int) -> Mentor:
        """Return the facilitator of a sample laptop."""
        regency = words.REGENCY_WEIGHTS[seed % len(words.REGENCY_WEIGHTS)][0]
        name = words.MENTORS[(seed - 1) % len(words.MENTORS)]
        return Mentor(self.new_id(), name, regency)

    def groups(self, count: int, mentor: Mentor, official: dict[str, Any]) -> Iterator[TableRow]:
        """Yield every row of the invented groups, spread over the five regencies."""
        spread = [code for code, weight in words.REGENCY_WEIGHTS for _ in range(weight)]
        for number in range(count):
            rows = self.group(spread[number % len(spread)], number, mentor, official)
            yield from in_money(number, rows)

    def begin_record(self) -> None:
        """Let the next id be of another moment: what belonged together was typed."""
        self._moment = None

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of these."""
        return self._random.choice(choices)

    def village(self, regency: str) -> VillagePath:
        """Return a village of a regency."""
        return self.pick(self._places[regency])

    def group(
        self, regency: str, number: int, mentor: Mentor, official: dict[str, Any]
    ) -> Iterator[TableRow]:
        """Yield the rows of one group: members, aid, goods and visits."""
        pick = self._random.choice
        place = pick(self._places[regency])
        kind, business, goods = words.BUSINESSES[number % len(words.BUSINESSES)]
        self.begin_record()
        group_id = self.new_id()
        formed = date(2025, 1, 6) + timedelta(days=self._random.randrange(380))
        name = f"{pick(words.GROUP_FIRST)} {pick(words.GROUP_SECOND)}"
        stage = self._random.random()
        state = "didampingi" if stage < 0.8 else "disalurkan" if stage < 0.92 else "ditetapkan"
        decree, decreed_on = _DECREES[state == "ditetapkan"]
        yield "groups", {
            "id": group_id.bytes, "name": name, "village_code": place.code,
            "address": f"{pick(words.STREETS)} RT {self._random.randrange(1, 16):02d}",
            "rt": f"{self._random.randrange(1, 16):02d}", "rw": "01",
            "formed_on": formed.isoformat(), "business_type": kind, "business_detail": business,
            "business_name": f"Usaha {name}", "budget_year": 2026,
            "funding_source": "APBD Provinsi", "state": state,
            "register_number": (
                f"KUBE-{regency.replace('.', '')}-2026-{number + self._first_number:03d}"
            ),
            "decree_number": decree, "decree_on": decreed_on.isoformat(),
            "meeting_day": pick(("Jumat", "Sabtu", "Minggu")),
        }  # fmt: skip
        yield "assignments", {
            "id": self.new_id().bytes, "mentor_id": mentor.id.bytes, "group_id": group_id.bytes,
            "started_on": "2026-01-05", "ended_on": None,
        }  # fmt: skip
        if mentor.regency_code:
            yield from self.changes.of_mentoring(number, group_id, formed)
        members, rows = self._members(
            number, group_id, place, formed, is_recent=state == "disalurkan"
        )
        yield from rows
        yield self._step(group_id, "draf", formed, "Kelompok dicatat", mentor)
        yield self.changes.verification(group_id, decreed_on, mentor.id)
        note = f"SK {decree.removesuffix('/DINSOS/2026')}"
        yield self._step(group_id, "ditetapkan", decreed_on, note, mentor)
        if state == "ditetapkan":
            return
        handed_over, items, rows = self._handover(
            (group_id, name, regency), members, place, goods, mentor, official,
            is_recent=state == "disalurkan",
        )  # fmt: skip
        yield from rows
        yield self._step(group_id, "disalurkan", handed_over, "BAST", mentor)
        if state == "didampingi":
            yield from self._visits(group_id, handed_over, members, items, mentor)
            if number % EVERY == 0:
                yield from evaluation_rows(group_id, handed_over, mentor.id, ANCHOR)

    def _members(
        self, number: int, group_id: UUID, place: VillagePath, formed: date, *, is_recent: bool
    ) -> tuple[list[dict[str, Any]], list[TableRow]]:
        """Return the members as the handover finds them, and the rows of everybody so far."""
        people, rows, joined = [], list[TableRow](), list[Joined]()
        for role in ("ketua", "sekretaris", "bendahara", "anggota", "anggota"):
            person, of_person = self._member(group_id, role, place, formed)
            people.append(person)
            rows += of_person
            joined.append(Joined(person["id"], of_person[-1][1]))
        rows += self.changes.of_members(number, group_id, formed, joined)
        if is_recent and number % _EVERY_NEW_OFFICE == 0:
            rows += self.changes.of_offices(group_id, ANCHOR, joined)
        return people, rows

    def _member(
        self, group_id: UUID, role: str, place: VillagePath, formed: date
    ) -> tuple[dict[str, Any], list[TableRow]]:
        person = self.person(place)
        membership = {
            "id": self.new_id().bytes, "group_id": group_id.bytes, "person_id": person["id"],
            "role": role, "joined_on": formed.isoformat(), "left_on": None,
        }  # fmt: skip
        return {**person, "role": role}, [("people", person), ("memberships", membership)]

    def person(self, place: VillagePath) -> dict[str, Any]:
        """Return somebody who lives in a village."""
        pick, draw = self._random.choice, self._random.randrange
        sex = Sex.FEMALE if self._random.random() < 0.58 else Sex.MALE
        first = pick(words.WOMEN if sex is Sex.FEMALE else words.MEN)
        name = first if draw(12) == 0 else f"{first} {pick(words.LAST)}"
        born = date(1968, 1, 1) + timedelta(days=draw(35 * 365))
        checked = draw(100) >= 8
        return {
            "id": self.new_id().bytes, "nik": self._nik(place.code, born, sex), "name": name,
            "family_card_number": self._family_card(place.code),
            "sex": sex.value, "birth_place": place.district, "born_on": born.isoformat(),
            "address": f"{pick(words.STREETS)} RT {draw(1, 16):02d}",
            "rt": f"{draw(1, 16):02d}", "rw": f"{draw(1, 4):02d}", "village_code": place.code,
            "marital_status": "Kawin" if draw(5) else "Cerai mati",
            "family_relation": "Kepala keluarga" if sex is Sex.MALE else "Istri",
            "dependants": draw(0, 5), "education": pick(("SD", "SMP", "SMA", "Tidak sekolah")),
            "occupation": pick(words.JOBS),
            "phone": f"+62812555{draw(100_00, 999_99):05d}" if draw(4) else None,
            "data_source": "DTSEN", "decile": draw(1, 4) if checked else None,
            "decile_checked_on": "2026-01-15" if checked else None,
            "other_programmes": canonical_json(["PKH"]) if draw(3) == 0 else None,
            "initial_income": draw(6, 16) * 100_000,
        }  # fmt: skip

    def _nik(self, village_code: str, born: date, sex: Sex) -> str:
        region = village_code.replace(".", "")[:6]
        day = born.day + (40 if sex is Sex.FEMALE else 0)
        while True:
            nik = f"{region}{day:02d}{born:%m%y}{self._random.randrange(9000, 10000)}"
            if nik not in self._niks:
                self._niks.add(nik)
                return nik

    def _family_card(self, village_code: str) -> str:
        issued = date(2008, 1, 1) + timedelta(days=self._random.randrange(6000))
        region = village_code.replace(".", "")[:6]
        return f"{region}{issued:%d%m%y}{self._random.randrange(9000, 10000)}"

    def _step(self, group_id: UUID, state: str, day: date, note: str, mentor: Mentor) -> TableRow:
        return "group_transitions", {
            "id": self.new_id().bytes, "group_id": group_id.bytes, "state": state,
            "happened_on": day.isoformat(), "note": note, "mentor_id": mentor.id.bytes,
        }  # fmt: skip

    def _handover(
        self,
        group: tuple[UUID, str, str],
        members: list[dict[str, Any]],
        place: VillagePath,
        goods: tuple[tuple[str, int, str, int], ...],
        mentor: Mentor,
        official: dict[str, Any],
        *,
        is_recent: bool,
    ) -> tuple[date, list[bytes], list[TableRow]]:
        group_id, name, regency = group
        day = self.working_day(is_recent=is_recent)
        aid_id, handover_id = self.new_id().bytes, self.new_id().bytes
        chair = members[0]
        total = sum(quantity * price for _, quantity, _, price in goods)
        items = self.items(aid_id, handover_id, goods)
        aid = {
            "id": aid_id, "scheme": "KUBE", "group_id": group_id.bytes, "person_id": None,
            "budget_year": 2026, "stage": 1, "ceiling": 20_000_000, "form": "barang",
            "funding_source": "APBD Provinsi", "decree_number": "460/217/DINSOS/2026",
            "decree_on": "2026-02-10",
        }  # fmt: skip
        handover = {
            "id": handover_id, "aid_id": aid_id, "bast_number": self.bast_number(regency, day),
            "handed_over_on": day.isoformat(), "place": place.full, "receiver_id": chair["id"],
            "official_id": official["id"], "first_party": official["snapshot"],
            "second_party": canonical_json(_chair(chair, name, place)),
            "giver": canonical_json(party(mentor.name, "Pendamping KUBE")),
            "members": canonical_json([_annex(one, place) for one in members]),
            "witnesses": canonical_json([party(members[1]["name"], "")]),
            "acknowledged_by": canonical_json(
                party(f"{self._random.choice(words.MEN)} {self._random.choice(words.LAST)}",
                      f"{place.head_title} {place.village}")
            ),
            "recitals": official["recitals"], "letterhead": official["letterhead"],
            "decree": official["decree"],
            "total": total,
            "status": self._random.choice(("ditandatangani",) * 8 + ("dicetak", "tercatat")),
        }  # fmt: skip
        rows: list[TableRow] = [("aids", aid), ("handovers", handover)]
        rows += [("aid_items", item) for item in items]
        return day, [item["id"] for item in items], rows

    def items(
        self, aid_id: bytes, handover_id: bytes, goods: Iterable[tuple[str, int, str, int]]
    ) -> list[dict[str, Any]]:
        """Return the lines of a handover."""
        return [
            {
                "id": self.new_id().bytes, "aid_id": aid_id, "handover_id": handover_id,
                "position": place_in_list, "name": item, "quantity_milli": quantity * 1000,
                "unit": unit, "unit_price": price, "amount": quantity * price, "condition": "Baik",
            }
            for place_in_list, (item, quantity, unit, price) in enumerate(goods, start=1)
        ]  # fmt: skip

    def working_day(self, *, is_recent: bool = False) -> date:
        """Return the day of a handover: offices hand over on working days."""
        drawn = self._random.randrange(200)
        day = date(2026, 3, 2) + timedelta(days=drawn)
        if is_recent:
            day = ANCHOR - timedelta(days=3 + drawn % (_MOST_WAITING - 2))
        weekday = day.weekday()
        return day + timedelta(days=7 - weekday if weekday >= 5 else 0)

    def bast_number(self, regency: str, day: date) -> str:
        """Return the next number of a regency."""
        self._numbers[regency] = self._numbers.get(regency, self._first_number - 1) + 1
        pattern = "BAST/{urut:03}/KUBE-{wilayah}/{bulan_romawi}/{tahun}"
        return document_number(pattern, self._numbers[regency], regency, day)

    def _visits(
        self,
        group_id: UUID,
        since: date,
        members: list[dict[str, Any]],
        items: list[bytes],
        mentor: Mentor,
    ) -> Iterator[TableRow]:
        draw, pick = self._random.randrange, self._random.choice
        day, turnover = since + timedelta(days=draw(18, 34)), draw(25, 60) * 100_000
        first = True
        while day <= ANCHOR:
            if first:
                yield self._step(group_id, "didampingi", day, "Kunjungan pertama", mentor)
                first = False
            condition = pick(("meningkat", "meningkat", "tetap", "tetap", "menurun"))
            turnover = max(800_000, turnover + {"meningkat": 3, "tetap": 0}.get(condition, -2)
                           * 100_000)  # fmt: skip
            visit_id = self.new_id().bytes
            topic, problem = pick(("Pembukuan", "Pemasaran")), pick(words.PROBLEMS)
            yield "visits", {
                "id": visit_id, "group_id": group_id.bytes, "mentor_id": mentor.id.bytes,
                "visited_on": day.isoformat(), "started_at": "09.30", "ended_at": "11.00",
                "visit_kind": "pendampingan", "method": "Tatap muka",
                "topics": canonical_json(["Manajemen usaha", topic]),
                "others_present": 0, "business_condition": condition, "turnover": turnover,
                "activity": "Melihat jalannya usaha dan memeriksa buku kas bersama pengurus.",
                "problems": problem, "follow_up": pick(words.FOLLOW_UPS),
                "follow_up_due_on": (day + timedelta(days=30)).isoformat(),
                "solution": words.SOLUTIONS[words.PROBLEMS.index(problem)],
                "cash": turnover // 12 // 50_000 * 50_000,
            }  # fmt: skip
            for member in members:
                yield "visit_attendances", {
                    "id": self.new_id().bytes, "visit_id": visit_id, "person_id": member["id"],
                    "is_present": int(draw(10) > 0),
                }  # fmt: skip
            for item in items:
                state = "dipakai" if draw(20) else pick(("rusak", "tidak_dipakai"))
                yield "item_conditions", {
                    "id": self.new_id().bytes, "visit_id": visit_id, "aid_item_id": item,
                    "condition": state,
                }  # fmt: skip
            day += timedelta(days=draw(24, 40))


def party(name: str, title: str, number: str = "", address: str = "") -> dict[str, str]:
    """Return somebody who signs, as handovers keep them."""
    return {
        "name": name, "title": title, "number": number, "institution": "", "address": address,
        "rank": "",
    }  # fmt: skip


def _chair(chair: dict[str, Any], group: str, place: VillagePath) -> dict[str, str]:
    return party(
        chair["name"], f"Ketua KUBE {group}", chair["nik"], f"{chair['address']}, {place.full}"
    )


def _annex(member: dict[str, Any], place: VillagePath) -> dict[str, str]:
    return {
        "name": member["name"], "nik": member["nik"], "role": str(member["role"]).capitalize(),
        "sex": member["sex"], "address": f"{place.village}, {place.district}",
    }  # fmt: skip

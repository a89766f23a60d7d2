from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from builders import BORN, LONG_IRAM_ILIR, TODAY, a_family_card, a_member, a_nik
from hypothesis import given
from hypothesis import strategies as st

from kube_desktop.domain.checks import Strength
from kube_desktop.domain.members import (
    Eligibility,
    MemberDraft,
    MemberFacts,
    NikHolder,
    Role,
    check_member,
    eligibility,
    eligibility_label,
)
from kube_desktop.domain.values import Sex

HARD, SOFT, INFO = Strength.HARD, Strength.SOFT, Strength.INFO
HOLDER = NikHolder(person_id=UUID(int=1), name="Siti Aminah", group_name="Mekar Jaya")


NOTHING_KNOWN = MemberFacts()


def found(draft, facts=NOTHING_KNOWN):
    return check_member(draft.tidied(TODAY), facts, TODAY)


def test_a_complete_member_has_no_problem():
    assert found(a_member()) == ()


RULES = {
    "no NIK": ({"nik": "", "born_on": BORN}, {}, ("nik", HARD), "Isi NIK, 16 angka di KTP"),
    "neither NIK nor birth date": (
        {"nik": "", "sex": Sex.MALE},
        {},
        ("born_on", HARD),
        "Isi tanggal lahir",
    ),
    "short NIK": (
        {"nik": "647203500590900"},
        {},
        ("nik", HARD),
        "NIK harus 16 angka; ini 15 angka",
    ),
    "letters in NIK": ({"nik": "64072O4506859001"}, {}, ("nik", HARD), "NIK hanya berisi angka"),
    "no such day in NIK": (
        {"nik": "6407053102999001"},
        {},
        ("nik", HARD),
        "Angka ke-7 sampai ke-12 NIK bukan tanggal yang ada (310299)",
    ),
    "serial 0000": (
        {"nik": "6407054506850000"},
        {},
        ("nik", HARD),
        "Empat angka terakhir NIK tidak boleh 0000",
    ),
    "NIK of another day": (
        {"nik": a_nik(born=date(1981, 3, 2)), "born_on": date(1981, 2, 13)},
        {},
        ("born_on", SOFT),
        "Tanggal lahir di NIK 2 Maret 1981, di isian 13 Februari 1981. Samakan, atau pilih alasan",
    ),
    "NIK of another sex": (
        {"sex": Sex.MALE},
        {},
        ("sex", SOFT),
        "Menurut NIK perempuan. Samakan, atau pilih alasan",
    ),
    "NIK of no province": (
        {"nik": a_nik(region="990101")},
        {},
        ("nik", SOFT),
        "Kode daerah NIK 9901 tidak dikenal. Periksa lagi, atau pilih alasan",
    ),
    "NIK of no regency here": (
        {"nik": a_nik(region="645501")},
        {},
        ("nik", INFO),
        "Kode daerah NIK 6455 tidak ada di Kalimantan Timur. Periksa lagi",
    ),
    "NIK is the family card": (
        {"family_card_number": a_nik(1)},
        {},
        ("family_card_number", SOFT),
        "NIK sama dengan nomor KK. Salah satu perlu diperiksa",
    ),
    "NIK in use": (
        {},
        {"holder": HOLDER},
        ("nik", SOFT),
        "NIK ini sudah dipakai Siti Aminah di Mekar Jaya",
    ),
    "no name": ({"name": "  "}, {}, ("name", HARD), "Isi nama lengkap"),
    "one letter": ({"name": "N"}, {}, ("name", HARD), "Nama lengkap harus 2 sampai 100 huruf"),
    "endless name": (
        {"name": "a" * 101},
        {},
        ("name", HARD),
        "Nama lengkap harus 2 sampai 100 huruf",
    ),
    "digits in name": ({"name": "Siti 2"}, {}, ("name", HARD), "Nama tidak boleh berisi angka"),
    "short family card": (
        {"family_card_number": "640705"},
        {},
        ("family_card_number", HARD),
        "Nomor KK harus 16 angka; ini 6 angka",
    ),
    "letters in family card": (
        {"family_card_number": "64070520O1158001"},
        {},
        ("family_card_number", HARD),
        "Nomor KK hanya berisi angka",
    ),
    "family card in the group": (
        {},
        {"same_family_card": "Siti"},
        ("family_card_number", SOFT),
        "Satu KK dengan Siti. KUBE dihitung per kepala keluarga",
    ),
    "born tomorrow": (
        {"nik": "", "born_on": date(2026, 11, 20)},
        {},
        ("born_on", HARD),
        "Tanggal lahir belum terjadi",
    ),
    "too young": (
        {"nik": a_nik(born=date(2012, 1, 2)), "born_on": date(2012, 1, 2)},
        {},
        ("born_on", SOFT),
        "Umurnya 14 tahun; biasanya 17 sampai 90 tahun. Periksa lagi, atau pilih alasan",
    ),
    "too old": (
        {"nik": a_nik(born=date(1930, 1, 2))},
        {},
        ("born_on", SOFT),
        "Umurnya 96 tahun; biasanya 17 sampai 90 tahun. Periksa lagi, atau pilih alasan",
    ),
    "village not in the list": (
        {},
        {"village_known": False},
        ("village_code", HARD),
        "Pilih kampung, desa, atau kelurahan dari daftar",
    ),
    "village of others": (
        {},
        {"group_village": "64.07.05.2009"},
        ("village_code", INFO),
        "Tinggal di luar kampung kelompoknya",
    ),
    "office taken": (
        {"role": Role.CHAIR},
        {"officer": "Siti"},
        ("role", SOFT),
        "Ketua sekarang Siti. Ganti pengurus?",
    ),
    "odd phone": (
        {"phone": "0541-123456"},
        {},
        ("phone", SOFT),
        "Nomor HP biasanya 10 sampai 13 angka dan dimulai 08. Periksa lagi, atau pilih alasan",
    ),
    "no such decile": ({"decile": 11}, {}, ("decile", HARD), "Desil 1 sampai 10"),
    "salaried": (
        {"occupation": "Pensiunan PNS"},
        {},
        ("occupation", SOFT),
        "PNS, TNI, Polri, dan pensiunan biasanya tidak menerima bantuan ini",
    ),
    "joins tomorrow": (
        {"joined_on": date(2026, 11, 20)},
        {},
        ("joined_on", HARD),
        "Tanggal masuk belum terjadi",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "facts", "kind", "text"), RULES.values(), ids=RULES)
def test_each_rule_of_a_member_speaks_with_its_strength(change, facts, kind, text):
    problems = found(a_member(**change), MemberFacts(**facts))
    assert (*kind, text) in [(one.field, one.strength, one.text) for one in problems]
    assert {one.field for one in problems} <= {kind[0], "nik" if "nik" in change else kind[0]}


@pytest.mark.parametrize(("change", "facts", "kind", "text"), RULES.values(), ids=RULES)
def test_every_soft_rule_offers_reasons_and_no_other_does(change, facts, kind, text):
    for problem in found(a_member(**change), MemberFacts(**facts)):
        assert bool(problem.reasons) == (problem.strength is SOFT)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Nurhayati"},
        {"name": "Ny. La'ai-Suyatno, S.Pd."},
        {"phone": ""},
        {"phone": "0812 3456 7890"},
        {"family_card_number": ""},
        {"decile": None, "data_source": "DTKS"},
        {"village_code": ""},
        {"nik": a_nik(region="351501")},
        {"nik": a_nik(region="640401")},
        {"nik": a_nik(born=date(2009, 11, 19))},
        {"nik": a_nik(born=date(1936, 11, 19))},
        {"joined_on": TODAY},
    ],
    ids=str,
)
def test_what_is_normal_in_the_field_is_no_problem(change):
    assert found(a_member(**change)) == ()


def test_the_nik_fills_birth_date_and_sex_but_never_overwrites_them():
    draft = a_member(nik="6407 0545 0685 9001").tidied(TODAY)
    assert (draft.nik, draft.born_on, draft.sex) == ("6407054506859001", BORN, Sex.FEMALE)
    typed = a_member(born_on=date(1984, 1, 1), sex=Sex.MALE).tidied(TODAY)
    assert (typed.born_on, typed.sex) == (date(1984, 1, 1), Sex.MALE)


def test_the_typed_birth_date_decides_the_century_of_the_nik():
    nik = a_nik(born=date(1915, 3, 2))
    told = found(a_member(nik=nik, born_on=date(2015, 3, 2)))
    assert [one.text.partition(";")[0] for one in told] == ["Umurnya 11 tahun"]


def test_an_ordinary_member_replaces_nobody():
    assert found(a_member(role=Role.MEMBER), MemberFacts(officer="Siti")) == ()


def test_everything_is_said_at_once():
    draft = MemberDraft(nik="12", name="", phone="12", decile=0)
    assert {one.field for one in found(draft)} == {"nik", "name", "phone", "decile"}


@given(
    st.builds(
        MemberDraft,
        nik=st.text(),
        family_card_number=st.text(),
        name=st.text(),
        phone=st.text(),
        occupation=st.text(),
        born_on=st.none() | st.dates(),
        village_code=st.text(),
        decile=st.none() | st.integers(),
    )
)
def test_no_draft_whatever_breaks_the_checks(draft):
    problems = found(draft)
    assert all(one.text and one.field for one in problems)
    tidy = draft.tidied(TODAY)
    assert tidy.tidied(TODAY) == tidy


def test_the_holder_of_a_nik_without_a_group_is_named_alone():
    alone = replace(HOLDER, group_name="")
    assert alone.sentence == "NIK ini sudah dipakai Siti Aminah"


@pytest.mark.parametrize(
    ("source", "decile", "is_double", "kind", "label"),
    [
        ("DTSEN", 1, False, Eligibility.ELIGIBLE, "DTSEN desil 1"),
        ("DTSEN", 5, False, Eligibility.ELIGIBLE, "DTSEN desil 5"),
        ("DTSEN", 6, False, Eligibility.ABOVE, "DTSEN desil 6"),
        ("DTSEN", None, False, Eligibility.UNCHECKED, "Belum dicek"),
        ("DTKS", None, False, Eligibility.ELIGIBLE, "DTKS"),
        ("Usulan", None, False, Eligibility.UNCHECKED, "Belum dicek"),
        ("", None, False, Eligibility.UNCHECKED, "Belum dicek"),
        ("DTSEN", 1, True, Eligibility.DOUBLE, "NIK ganda"),
    ],
)
def test_the_pill_of_a_member_tells_the_poverty_data(source, decile, is_double, kind, label):
    assert eligibility(source, decile, is_double=is_double) is kind
    assert eligibility_label(kind, source, decile) == label


def test_builders_make_members_of_one_village_and_many_families():
    assert a_member(1).village_code == LONG_IRAM_ILIR
    assert a_family_card(1) != a_family_card(2)

"""No text is endless, no number or day impossible: whatever is stored can travel in a file."""

from datetime import date
from uuid import UUID

import pytest
from builders import TODAY, a_group, a_handover, a_member, a_visit, an_item

from kube_desktop.domain.aid import HandoverFacts, check_handover
from kube_desktop.domain.checks import MAX_REASON, Strength
from kube_desktop.domain.groups import GroupFacts, GroupState, StateChange, check_group
from kube_desktop.domain.groups import check_state_change as check_step
from kube_desktop.domain.members import MemberFacts, check_member
from kube_desktop.domain.mentoring import GoodsState, ItemFinding, VisitFacts, check_visit
from kube_desktop.domain.plain import to_plain
from kube_desktop.domain.settings import (
    LetterheadDraft,
    OfficialDraft,
    check_letterhead,
    check_official,
)

SOMEBODY = UUID(int=1)
WHO = {"group_id": SOMEBODY, "person_id": SOMEBODY, "official_id": SOMEBODY}
HALF = "\ud83d"
"""The first half of a letter, as a broken program leaves it on the clipboard."""


def of_group(**changes):
    facts = GroupFacts(village_known=True)
    return check_group(a_group(**changes).tidied(), facts, TODAY)


def of_member(**changes):
    return check_member(a_member(**changes).tidied(TODAY), MemberFacts(), TODAY)


def of_handover(*, official_known=True, **changes):
    facts = HandoverFacts(ceiling=10**12, official_known=official_known)
    return check_handover(a_handover(**{**WHO, **changes}).tidied(), facts, TODAY)


def of_visit(**changes):
    return check_visit(a_visit(**{"group_id": SOMEBODY, **changes}).tidied(), VisitFacts(), TODAY)


def of_official(**changes):
    values = {"name": "Contoh Pejabat", "position": "Kepala Bidang", **changes}
    return check_official(OfficialDraft(**values).tidied())


def of_letterhead(**changes):
    values = {"government": "PEMERINTAH", "office": "DINAS", **changes}
    return check_letterhead(LetterheadDraft(**values).tidied())


TEXTS = [
    *[(of_group, name, most) for name, most in {
        "business_detail": 200, "business_name": 200, "funding_source": 100, "address": 300,
        "hamlet": 100, "rt": 5, "rw": 5, "register_number": 80, "decree_number": 80,
        "bank_name": 100, "bank_holder": 100, "meeting_day": 100, "note": 4000,
    }.items()],
    *[(of_member, name, most) for name, most in {
        "birth_place": 100, "address": 300, "rt": 5, "rw": 5, "data_source": 30,
        "family_relation": 100, "marital_status": 100, "education": 100, "occupation": 100,
        "skills": 200, "nickname": 100,
    }.items()],
    *[(of_handover, name, most) for name, most in {
        "place": 200, "bast_number": 80, "acknowledged_name": 100, "acknowledged_title": 100,
        "over_ceiling_reason": 500, "note": 4000,
    }.items()],
    *[(of_visit, name, most) for name, most in {
        "started_at": 20, "ended_at": 20, "method": 100, "activity": 4000, "problems": 4000,
        "solution": 4000, "follow_up": 4000, "community_role": 4000, "referral": 4000,
    }.items()],
    *[(of_official, name, most) for name, most in {
        "name": 100, "rank": 100, "position": 200, "institution": 200, "address": 300,
    }.items()],
    *[(of_letterhead, name, most) for name, most in {
        "government": 200, "office": 200, "address": 300, "contact": 200,
    }.items()],
]  # fmt: skip


@pytest.mark.parametrize(("check", "name", "most"), TEXTS)
def test_a_text_may_be_as_long_as_its_field_allows_and_no_longer(check, name, most):
    assert check(**{name: "a" * most}) == ()
    (problem,) = check(**{name: "a" * (most + 1)})
    assert (problem.field, problem.strength) == (name, Strength.HARD)
    assert problem.text.endswith(f" paling panjang {most} huruf")


@pytest.mark.parametrize(
    ("name", "most"), [("name", 120), ("specification", 1000), ("unit", 30), ("condition", 30)]
)
def test_every_text_of_a_line_of_goods_has_an_end(name, most):
    assert of_handover(items=(an_item(**{name: "a" * most}),)) == ()
    (problem,) = of_handover(items=(an_item(), an_item(**{name: "a" * (most + 1)})))
    assert problem.field == f"items[1].{name}"
    assert problem.text.endswith(f" di baris 2 paling panjang {most} huruf")


def test_texts_in_lists_have_an_end_and_so_have_the_lists():
    fields = {
        problem.field
        for problem in (
            *of_member(other_programmes=("a" * 101,)),
            *of_visit(topics=("a" * 101,)),
            *of_handover(witnesses=("a" * 101,)),
        )
    }
    assert fields == {"other_programmes", "topics", "witnesses"}
    assert [one.text for one in of_member(other_programmes=("PKH",) * 21)] == [
        "Program lain paling banyak 20"
    ]
    assert [one.text for one in of_visit(topics=("Pemasaran",) * 21)] == ["Materi paling banyak 20"]
    assert [one.field for one in of_handover(items=(an_item(unit_price=1),) * 201)] == ["items"]


def test_a_reason_for_lost_goods_has_an_end():
    finding = ItemFinding(aid_item_id=SOMEBODY, state=GoodsState.LOST, reason="a" * 501)
    assert [one.field for one in of_visit(findings=(finding,))] == ["findings[0].reason"]


def test_at_most_two_witnesses_sign():
    assert of_handover(witnesses=("Contoh Satu", "Contoh Dua")) == ()
    (problem,) = of_handover(witnesses=("Contoh Satu", "Contoh Dua", "Contoh Tiga"))
    assert (problem.field, problem.text) == ("witnesses", "Saksi paling banyak 2 orang")


@pytest.mark.parametrize("check", [of_group, of_member, of_handover, of_visit])
def test_an_answer_is_a_sentence_and_no_page(check):
    assert check(reasons={"name: Sudah ada": "a" * MAX_REASON}) == ()
    (problem,) = check(reasons={"name: Sudah ada": "a" * (MAX_REASON + 1)})
    assert (problem.field, problem.text) == ("name", "Alasan paling panjang 500 huruf")


def test_answers_to_questions_nobody_asked_are_dropped():
    many = {f"name: {number}": "ya" for number in range(150)}
    kept = a_group(reasons={"name: " + "a" * 1000: "ya", **many}).tidied().reasons
    assert list(kept) == [f"name: {number}" for number in range(50, 150)]


NUMBERS = [
    (of_member, "initial_income", -1),
    (of_member, "initial_income", 10**10 + 1),
    (of_member, "initial_income", 10**400),
    (of_member, "dependants", -1),
    (of_member, "dependants", 21),
    (of_member, "decile", 10**30),
    (of_group, "budget_year", 10**30),
    (of_visit, "others_present", 1001),
    (of_visit, "turnover", -1),
    (of_visit, "turnover", 10**30),
    (of_visit, "cash", 10**30),
]


@pytest.mark.parametrize(("check", "name", "value"), NUMBERS)
def test_an_impossible_number_is_refused(check, name, value):
    assert [(one.field, one.strength) for one in check(**{name: value})] == [(name, Strength.HARD)]


def test_the_ends_of_a_range_belong_to_it():
    assert of_member(initial_income=0, dependants=0) == ()
    assert of_member(initial_income=10**10, dependants=20) == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [("quantity_milli", 10**10 + 1), ("unit_price", 10**10 + 1), ("unit_price", 10**30)],
)
def test_an_impossible_quantity_or_price_is_told_at_its_line(name, value):
    problems = of_handover(items=(an_item(), an_item(**{name: value})))
    assert problems[0].field == f"items[1].{name}"
    assert all(one.strength is Strength.HARD for one in problems)


def test_a_price_with_thousands_of_digits_is_refused_like_any_other():
    problems = of_handover(items=(an_item(unit_price=10**5000),))
    assert [one.field for one in problems] == ["items[0].unit_price", "items"]


DAYS = [
    (of_group, "decree_on", date(1999, 12, 31), "Tanggal SK sebelum tahun 2000. Periksa lagi"),
    (of_member, "born_on", date(1899, 12, 31), "Tanggal lahir sebelum tahun 1900. Periksa lagi"),
    (of_member, "joined_on", date(1, 1, 1), "Tanggal masuk sebelum tahun 1900. Periksa lagi"),
    (of_member, "decile_checked_on", date(2026, 11, 20), "Tanggal cek desil belum terjadi"),
    (
        of_member,
        "decile_checked_on",
        date(1, 1, 1),
        "Tanggal cek desil sebelum tahun 1900. Periksa lagi",
    ),
    (
        of_handover,
        "handed_over_on",
        date(1999, 12, 31),
        "Tanggal serah terima sebelum tahun 2000. Periksa lagi",
    ),
    (
        of_visit,
        "visited_on",
        date(1999, 12, 31),
        "Tanggal kunjungan sebelum tahun 2000. Periksa lagi",
    ),
    (
        of_visit,
        "follow_up_due_on",
        date(9999, 12, 31),
        "Batas waktu lebih dari lima tahun lagi. Periksa lagi",
    ),
]


@pytest.mark.parametrize(("check", "name", "day", "text"), DAYS)
def test_an_impossible_day_is_refused(check, name, day, text):
    hard = [one for one in check(**{name: day}) if one.strength is Strength.HARD]
    assert [(one.field, one.text) for one in hard] == [(name, text)]


@pytest.mark.parametrize("code", ["   ", "XXX", "kul"])
def test_a_business_that_is_not_in_the_list_is_refused(code):
    assert [one.text for one in of_group(business_type=code)] == ["Pilih jenis usaha"]


def test_a_way_of_visiting_must_be_chosen():
    assert [one.field for one in of_visit(method="   ")] == ["method"]


def test_digits_of_other_scripts_are_no_account_card_or_staff_number():
    arabic = "٦" * 16
    assert [one.field for one in of_group(bank_account=arabic)] == ["bank_account"]
    assert [one.field for one in of_member(family_card_number=arabic)] == ["family_card_number"]
    assert OfficialDraft(nip="٦" * 18).tidied().nip == ""


def test_only_an_official_of_the_list_hands_over():
    (problem,) = of_handover(official_known=False)
    assert (problem.field, problem.strength) == ("official_id", Strength.HARD)


def test_the_step_of_a_group_has_a_possible_day_and_no_endless_text():
    step = StateChange(
        state=GroupState.DISSOLVED,
        happened_on=date(1999, 1, 1),
        note="a" * 4001,
        goods_fate="b" * 501,
    )
    fields = [one.field for one in check_step(step, GroupState.APPROVED, TODAY)]
    assert fields == ["happened_on", "note", "goods_fate"]


@pytest.mark.parametrize(
    "draft",
    [
        a_group(note=HALF + "a", reasons={HALF + "name: a": HALF}).tidied(),
        a_member(address=HALF, phone=HALF, other_programmes=(HALF,)).tidied(TODAY),
        a_member(nik=HALF, family_card_number=HALF).tidied(TODAY),
        a_handover(
            bast_number=HALF, note=HALF, items=(an_item(specification=HALF, condition=HALF),)
        ).tidied(),
        a_visit(activity=HALF, findings=(ItemFinding(aid_item_id=SOMEBODY, reason=HALF),)).tidied(),
        OfficialDraft(rank=HALF, address=HALF).tidied(),
        LetterheadDraft(contact=HALF).tidied(),
        StateChange(state=GroupState.INACTIVE, happened_on=TODAY, note=HALF).tidied(),
    ],
)
def test_half_a_letter_never_comes_into_a_record(draft):
    str(to_plain(draft)).encode("utf-8")
    assert HALF.encode("unicode_escape").decode() not in repr(draft)

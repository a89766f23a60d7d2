from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from builders import TODAY, a_handover, an_item
from hypothesis import given
from hypothesis import strategies as st

from kube_desktop.domain.aid import (
    GoodsItem,
    HandoverDraft,
    HandoverFacts,
    HandoverStatus,
    Scheme,
    check_handover,
    goods_summary,
    printing_obstacles,
    total,
)
from kube_desktop.domain.checks import Strength
from kube_desktop.domain.values import MAX_RUPIAH

HARD, SOFT = Strength.HARD, Strength.SOFT
SOMEBODY = UUID(int=1)
TWENTY_MILLION = HandoverFacts(ceiling=20_000_000)


def ready(**changes):
    who = {"group_id": SOMEBODY, "person_id": SOMEBODY, "official_id": SOMEBODY}
    return a_handover(**{**who, **changes})


def found(draft, **facts):
    known = replace(TWENTY_MILLION, **facts)
    return check_handover(draft.tidied(), known, TODAY)


def test_a_complete_handover_has_no_problem():
    assert found(ready()) == ()


RULES = {
    "no group": ({"group_id": None}, {}, ("group_id", HARD), "Pilih kelompok penerima"),
    "no receiver": (
        {"person_id": None},
        {},
        ("person_id", HARD),
        "Pilih orang yang menerima bantuan",
    ),
    "no official": (
        {"official_id": None},
        {},
        ("official_id", HARD),
        "Pilih pejabat yang menyerahkan (pihak pertama)",
    ),
    "no day": ({"handed_over_on": None}, {}, ("handed_over_on", HARD), "Isi tanggal serah terima"),
    "tomorrow": (
        {"handed_over_on": date(2026, 11, 20)},
        {},
        ("handed_over_on", HARD),
        (
            "Tanggal serah terima belum terjadi. Jam laptop ini menunjukkan 19 Nov 2026; bila "
            "jamnya salah, isi tanggal yang benar"
        ),
    ),
    "before the decree": (
        {},
        {"decree_on": date(2026, 11, 18)},
        ("handed_over_on", SOFT),
        "Serah terima sebelum tanggal SK (18 November 2026). Pilih alasan",
    ),
    "long ago": (
        {"handed_over_on": date(2025, 11, 17)},
        {},
        ("handed_over_on", SOFT),
        "Tanggalnya lebih dari setahun lalu (17 November 2025). Periksa lagi",
    ),
    "no goods": ({"items": ()}, {}, ("items", HARD), "Isi paling sedikit satu barang"),
    "only a blank row": (
        {"items": (GoodsItem(),)},
        {},
        ("items", HARD),
        "Isi paling sedikit satu barang",
    ),
    "nameless goods": (
        {"items": (an_item(), an_item(name=" "))},
        {},
        ("items[1].name", HARD),
        "Isi nama barang di baris 2",
    ),
    "endless name": (
        {"items": (an_item(name="a" * 121),)},
        {},
        ("items[0].name", HARD),
        "Nama barang di baris 1 paling panjang 120 huruf",
    ),
    "no quantity": (
        {"items": (an_item(quantity_milli=None),)},
        {},
        ("items[0].quantity_milli", HARD),
        "Isi jumlah untuk “Mesin jahit”",
    ),
    "quantity zero": (
        {"items": (an_item(quantity_milli=0),)},
        {},
        ("items[0].quantity_milli", HARD),
        "Isi jumlah untuk “Mesin jahit”",
    ),
    "negative quantity": (
        {"items": (an_item(quantity_milli=-1000),)},
        {},
        ("items[0].quantity_milli", HARD),
        "Isi jumlah untuk “Mesin jahit”",
    ),
    "no unit": (
        {"items": (an_item(unit=" "),)},
        {},
        ("items[0].unit", HARD),
        "Isi satuan untuk “Mesin jahit”",
    ),
    "no price": (
        {"items": (an_item(unit_price=None),)},
        {},
        ("items[0].unit_price", HARD),
        "Isi harga satuan untuk “Mesin jahit”",
    ),
    "negative price": (
        {"items": (an_item(unit_price=-1),)},
        {},
        ("items[0].unit_price", HARD),
        "Isi harga satuan untuk “Mesin jahit”",
    ),
    "price zero": (
        {"items": (an_item(unit_price=0),)},
        {},
        ("items[0].unit_price", SOFT),
        "Harga satuan “Mesin jahit” nol. Hibah tanpa nilai?",
    ),
    "more money than there is": (
        {"items": (an_item(quantity_milli=9_999_999_999, unit_price=MAX_RUPIAH),)},
        {},
        ("items", HARD),
        "Jumlah semua barang terlalu besar. Periksa jumlah dan harga satuan",
    ),
    "over the ceiling": (
        {"items": (an_item(quantity_milli=1000, unit_price=21_200_000),)},
        {},
        ("over_ceiling_reason", HARD),
        "Jumlah melebihi batas Rp20.000.000 sebesar Rp1.200.000. Tulis alasannya",
    ),
    "over the ceiling with what came before": (
        {"reasons": {}},
        {"already_handed_over": 15_000_000},
        ("over_ceiling_reason", HARD),
        "Jumlah melebihi batas Rp20.000.000 sebesar Rp1.600.000. Tulis alasannya",
    ),
    "aid before": (
        {},
        {"already_handed_over": 1_000_000},
        ("items", SOFT),
        "Penerima ini sudah menerima Rp1.000.000 tahun ini. Pilih alasan",
    ),
    "number in use": (
        {"bast_number": " BAST/012 "},
        {"number_used_by": "Tunas Harapan, 3 Sep 2026", "next_number": "BAST/013"},
        ("bast_number", SOFT),
        "Nomor ini sudah dipakai Tunas Harapan, 3 Sep 2026. Nomor berikutnya BAST/013",
    ),
}


@pytest.mark.parametrize(("change", "facts", "kind", "text"), RULES.values(), ids=RULES)
def test_each_rule_of_a_handover_speaks_with_its_strength(change, facts, kind, text):
    problems = found(ready(**change), **facts)
    assert (*kind, text) in [(one.field, one.strength, one.text) for one in problems]


@pytest.mark.parametrize(("change", "facts", "kind", "text"), RULES.values(), ids=RULES)
def test_every_soft_rule_offers_reasons_and_no_other_does(change, facts, kind, text):
    for problem in found(ready(**change), **facts):
        assert bool(problem.reasons) == (problem.strength is SOFT)


@pytest.mark.parametrize(
    ("changes", "facts"),
    [
        ({"bast_number": ""}, {"number_used_by": "Tunas Harapan"}),
        ({"handed_over_on": TODAY}, {}),
        ({"handed_over_on": date(2026, 11, 17)}, {"decree_on": date(2026, 11, 17)}),
        ({"items": (an_item(quantity_milli=1000, unit_price=20_000_000),)}, {}),
        ({"scheme": Scheme.SINGLE, "group_id": None}, {}),
        ({"items": (an_item(), GoodsItem())}, {}),
        ({"witnesses": ("", "Budi")}, {}),
    ],
    ids=str,
)
def test_what_is_normal_at_a_handover_is_no_problem(changes, facts):
    assert found(ready(**changes), **facts) == ()


def test_a_reason_opens_the_ceiling():
    dear = ready(
        items=(an_item(quantity_milli=1000, unit_price=21_200_000),),
        over_ceiling_reason="Harga pasar naik",
    )
    assert found(dear) == ()


@pytest.mark.parametrize(("scheme", "ceiling"), [("KUBE", 20_000_000), ("UEP", 5_000_000)])
@pytest.mark.parametrize("over", [-1, 0, 1])
def test_one_rupiah_decides_at_the_ceiling_of_each_scheme(scheme, ceiling, over):
    items = (an_item(quantity_milli=1000, unit_price=ceiling + over),)
    problems = found(ready(scheme=Scheme(scheme), items=items), ceiling=ceiling)
    assert [one.field for one in problems] == (["over_ceiling_reason"] if over > 0 else [])


@pytest.mark.parametrize(
    ("milli", "price", "amount"),
    [
        (2000, 3_250_000, 6_500_000),
        (2500, 3, 8),
        (333, 1000, 333),
        (1, 499, 0),
        (1, 500, 1),
        (None, 5, None),
        (5, None, None),
    ],
)
def test_a_row_is_quantity_times_price_to_the_whole_rupiah(milli, price, amount):
    assert an_item(quantity_milli=milli, unit_price=price).amount == amount


@given(st.lists(st.tuples(st.integers(1, 10**7), st.integers(0, 10**8)), max_size=8))
def test_the_total_is_the_sum_of_what_the_rows_show(rows):
    items = tuple(an_item(quantity_milli=milli, unit_price=price) for milli, price in rows)
    assert total(items) == sum(item.amount for item in items)


def test_an_unfinished_row_counts_nothing():
    assert total((an_item(), an_item(unit_price=None))) == 6_500_000


@given(
    st.builds(
        HandoverDraft,
        scheme=st.sampled_from(Scheme),
        handed_over_on=st.none() | st.dates(),
        bast_number=st.text(),
        place=st.text(),
        witnesses=st.lists(st.text(), max_size=3).map(tuple),
        items=st.lists(
            st.builds(
                GoodsItem,
                name=st.text(),
                quantity_milli=st.none() | st.integers(),
                unit=st.text(),
                unit_price=st.none() | st.integers(),
            ),
            max_size=4,
        ).map(tuple),
    )
)
def test_no_draft_whatever_breaks_the_checks(draft):
    problems = found(draft)
    if all(one.strength is not HARD for one in problems):
        assert 0 <= total(draft.tidied().items) <= MAX_RUPIAH


def test_printing_waits_for_members_and_a_chair():
    few = replace(TWENTY_MILLION, members=4, has_chair=False)
    assert printing_obstacles(ready(), few) == (
        "Anggota baru 4 dari 5 orang",
        "Kelompok belum punya ketua",
    )
    assert printing_obstacles(ready(), replace(few, members=5, has_chair=True)) == ()
    assert printing_obstacles(ready(scheme=Scheme.SINGLE), few) == ()


def test_goods_are_told_in_a_few_words():
    assert goods_summary("Kandang baterai", 3) == "Kandang baterai dan 2 lainnya"
    assert goods_summary("Kandang baterai", 1) == "Kandang baterai"
    assert goods_summary("", 0) == ""


def test_every_status_has_words():
    assert [status.label for status in HandoverStatus] == [
        "Belum dicetak", "Dicetak", "Ditandatangani", "Dibatalkan",
    ]  # fmt: skip

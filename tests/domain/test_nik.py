from datetime import date

import pytest
from builders import TODAY, a_nik
from hypothesis import given
from hypothesis import strategies as st

from kube_desktop.domain.regions import HISTORICAL_NIK_REGIONS, PROVINCE_CODES, REGENCIES
from kube_desktop.domain.values import (
    NikFault,
    Sex,
    group_nik,
    mask_nik,
    nik_facts,
    nik_fault,
    parse_nik,
)


def test_a_mans_nik_holds_his_birth_date():
    facts = nik_facts("6472031005909001", TODAY)
    assert (facts.born_on, facts.sex, facts.regency_code) == (
        date(1990, 5, 10), Sex.MALE, "64.72",
    )  # fmt: skip


def test_a_womans_nik_holds_her_birth_date_with_forty_added_to_the_day():
    facts = nik_facts("6472035005909002", TODAY)
    assert (facts.born_on, facts.sex) == (date(1990, 5, 10), Sex.FEMALE)
    assert nik_facts("6472037112909003", TODAY).born_on == date(1990, 12, 31)


@pytest.mark.parametrize(
    ("nik", "fault"),
    [
        ("647203500590900", NikFault.LENGTH),
        ("64720350059090021", NikFault.LENGTH),
        ("647203500590900O", NikFault.DIGITS),
        ("647203500590900²", NikFault.DIGITS),
        ("٦٤٧٢٠٣٥٠٠٥٩٠٩٠٠٢", NikFault.DIGITS),
        ("", NikFault.DIGITS),
        ("6472035005900000", NikFault.SERIAL),
        ("6472030005909001", NikFault.DATE),
        ("6472033205909001", NikFault.DATE),
        ("6472034005909001", NikFault.DATE),
        ("6472037205909001", NikFault.DATE),
        ("6472031000909001", NikFault.DATE),
        ("6472031013909001", NikFault.DATE),
        ("6472033002909001", NikFault.DATE),
        ("6472032902819001", NikFault.DATE),
        ("6472036902819001", NikFault.DATE),
    ],
)
def test_an_impossible_nik_is_told_by_its_fault(nik, fault):
    assert nik_fault(nik, TODAY) is fault
    assert nik_facts(nik, TODAY) is None


@pytest.mark.parametrize(
    "nik", ["6472032902849001", "6472036902009001", "6472032902009001", "6472033105909001"]
)
def test_leap_days_and_last_days_of_months_are_real(nik):
    assert nik_fault(nik, TODAY) is None


@pytest.mark.parametrize("prefix", ["6404", "6405", "6406", "6410", "6473", "3515", "7371", "6407"])
def test_old_and_far_region_codes_are_real_prefixes(prefix):
    facts = nik_facts(f"{prefix}031005909001", TODAY)
    assert facts is not None
    known = {*REGENCIES, *HISTORICAL_NIK_REGIONS}
    assert facts.regency_code in known or prefix[:2] in PROVINCE_CODES


def test_the_century_makes_a_person_old_enough():
    assert nik_facts("6472030101099001", TODAY).born_on == date(2009, 1, 1)
    assert nik_facts("6472030101109001", TODAY).born_on == date(1910, 1, 1)
    assert nik_facts("6472030101399001", TODAY).born_on == date(1939, 1, 1)


@given(
    st.dates(date(1927, 1, 1), date(2009, 12, 31)),
    st.sampled_from(Sex),
    st.integers(0, 999),
)
def test_what_a_nik_is_made_of_is_what_it_says(born, sex, number):
    facts = nik_facts(a_nik(number, born=born, sex=sex), TODAY)
    assert (facts.born_on, facts.sex) == (born, sex)


@given(st.text("0123456789", min_size=16, max_size=16), st.dates(date(2000, 1, 1)))
def test_sixteen_digits_have_facts_or_a_fault_and_never_both(nik, today):
    assert (nik_facts(nik, today) is None) == (nik_fault(nik, today) is not None)


@given(st.text())
def test_no_text_breaks_the_checks_of_a_nik(text):
    parsed = parse_nik(text)
    assert (nik_facts(parsed, TODAY) is None) == (nik_fault(parsed, TODAY) is not None)


@pytest.mark.parametrize(
    "pasted",
    ["6472 0350 0590 9002", "64.72.03.500590.9002", "6472-0350-0590-9002", "\t6472035005909002\n"],
)
def test_pasted_separators_are_dropped(pasted):
    assert parse_nik(pasted) == "6472035005909002"


def test_lists_show_only_the_ends_of_a_nik():
    assert mask_nik("6472035005909002") == "6472 •••• •••• 9002"
    assert mask_nik("647203") == "–"
    assert group_nik("6472035005909002") == "6472 0350 0590 9002"
    assert parse_nik(group_nik("6472035005909002")) == "6472035005909002"

from datetime import date

import pytest
from builders import TODAY
from hypothesis import given
from hypothesis import strategies as st

from kube_desktop.domain.ids import new_id
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.settings import (
    DEFAULT_PATTERN,
    REGENCY_SHORT,
    Duty,
    Official,
    document_number,
)
from kube_desktop.services.numbering import next_sequence

KUBAR = "64.07"


def test_a_number_is_built_from_the_pattern_of_the_office():
    assert document_number(DEFAULT_PATTERN, 12, KUBAR, TODAY) == "BAST/012/KUBE-KUBAR/XI/2026"
    other = "{urut}/BA-ST/{wilayah}.{bulan}/{tahun}"
    assert document_number(other, 7, KUBAR, date(2026, 9, 1)) == "7/BA-ST/KUBAR.09/2026"


def test_a_long_count_is_never_cut():
    assert document_number("{urut:02}", 1234, KUBAR, TODAY) == "1234"


def test_every_regency_has_a_short_name():
    assert set(REGENCY_SHORT) == set(REGENCIES)
    assert document_number("{urut}/{wilayah}", 1, "", TODAY) == "1/KALTIM"


@pytest.mark.parametrize(
    "pattern",
    [
        "", "BAST/{tahun}", "{urut}/{urut}", "{urut}/{nama}", "{urut", "urut}", "{}/{urut}",
        "{0}/{urut}", "{urut.real}", "{tahun.__class__}/{urut}", "{urut:999999999}",
        "{urut:>9}", "{urut}/{wilayah:3}", "{{urut}}",
    ],
)  # fmt: skip
def test_a_pattern_the_office_mistyped_is_refused(pattern):
    with pytest.raises(ValueError, match="number pattern"):
        document_number(pattern, 1, KUBAR, TODAY)


@given(st.text(), st.integers(1, 10**6))
def test_any_text_is_a_pattern_or_refused(pattern, sequence):
    try:
        number = document_number(pattern, sequence, KUBAR, TODAY)
    except ValueError:
        return
    assert str(sequence) in number


def test_the_next_number_follows_the_highest_in_use():
    used = ["BAST/003/KUBE-KUBAR/XI/2026", "BAST/011/KUBE-KUBAR/XI/2026"]
    assert next_sequence(DEFAULT_PATTERN, KUBAR, TODAY, used) == 12
    assert next_sequence(DEFAULT_PATTERN, KUBAR, TODAY, []) == 1


@pytest.mark.parametrize(
    "pattern",
    [DEFAULT_PATTERN, "{urut:03}/BAST/{tahun}/{bulan_romawi}", "{urut:03}.{bulan}.{tahun}"],
)
def test_the_count_runs_on_through_the_months_of_a_year(pattern):
    in_march = document_number(pattern, 41, KUBAR, date(2026, 3, 2))
    assert next_sequence(pattern, KUBAR, TODAY, [in_march]) == 42


def test_numbers_of_another_region_year_or_shape_do_not_count():
    used = [
        "BAST/090/KUBE-KUTIM/XI/2026",
        "BAST/091/KUBE-KUBAR/XI/2025",
        "591/BAST/4.11/5/2024",
        "XBAST/092/KUBE-KUBAR/XI/2026",
        "BAST/093/KUBE-KUBAR/XI/2026 a",
        "BAST/" + "9" * 5000 + "/KUBE-KUBAR/XI/2026",
        "",
    ]
    assert next_sequence(DEFAULT_PATTERN, KUBAR, TODAY, used) == 1


@given(st.lists(st.integers(1, 10**6)), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_a_proposed_number_is_never_in_use(sequences, day):
    used = {document_number(DEFAULT_PATTERN, one, KUBAR, day) for one in sequences}
    proposal = next_sequence(DEFAULT_PATTERN, KUBAR, TODAY, used)
    assert document_number(DEFAULT_PATTERN, proposal, KUBAR, day) not in used


def an_official(**changes):
    values = {
        "id": new_id(),
        "name": "Contoh Pejabat",
        "nip": "197001011995039001",
        "rank": "Pembina (IV/a)",
        "position": "Kepala Dinas Sosial",
        "institution": "Dinas Sosial",
        "address": "Samarinda",
        "duty": Duty.HEAD,
        **changes,
    }
    return Official(**values)


@pytest.mark.parametrize(
    ("appointment", "title"),
    [
        ("definitif", "Kepala Dinas Sosial"),
        ("", "Kepala Dinas Sosial"),
        ("Plt.", "Plt. Kepala Dinas Sosial"),
        ("Plh.", "Plh. Kepala Dinas Sosial"),
    ],
)
def test_an_acting_official_signs_as_one(appointment, title):
    official = an_official(appointment=appointment)
    assert official.title == title
    assert official.snapshot().title == title
    assert official.snapshot().number == official.nip


@pytest.mark.parametrize("duty", Duty)
def test_every_duty_has_words(duty):
    assert duty.label[0].isupper()

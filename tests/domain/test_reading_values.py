from datetime import date, timedelta

import pytest
from builders import TODAY
from hypothesis import example, given
from hypothesis import strategies as st

from kube_desktop.domain import values, wording

MILLION = 10**6


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("0", 0),
        ("3500000", 3_500_000),
        ("3.500.000", 3_500_000),
        ("3,500,000", 3_500_000),
        ("20,000", 20_000),
        ("Rp3.500.000", 3_500_000),
        ("Rp 20.000.000,-", 20 * MILLION),
        ("Rp. 20.000.000", 20 * MILLION),
        ("Rp20.000.000,00", 20 * MILLION),
        ("  20 000 000 ", 20 * MILLION),
        ("3,5 jt", 3_500_000),
        ("3.5 juta", 3_500_000),
        ("3.500 jt", 3_500 * MILLION),
        ("20 jt", 20 * MILLION),
        ("20jt", 20 * MILLION),
        ("750 rb", 750_000),
        ("1,25 miliar", 1_250 * MILLION),
        ("2 M", 2_000 * MILLION),
        ("10.000.000.000.000", values.MAX_RUPIAH),
    ],
)
def test_money_is_read_in_every_way_people_type_it(typed, amount):
    assert values.parse_rupiah(typed) == amount


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "-", "Rp", "abc", "12a", "-5000", "3,5", "1,234567 rb", "3.50.000", "1.5",
        "1.000.00", "10.000.000.000.001", "99 miliar miliar", "²", "½", "1e6", "5" * 10_000,
        "1," + "0" * 10_000, "1.000" * 3000, "5\x00000", "🪙5000", "1 juta 500 ribu",
    ],
)  # fmt: skip
def test_nonsense_is_no_money(typed):
    assert values.parse_rupiah(typed) is None


@given(st.integers(0, values.MAX_RUPIAH))
def test_money_shown_is_money_read(amount):
    for shown in (wording.rupiah(amount), wording.rupiah_formal(amount), wording.number(amount)):
        assert values.parse_rupiah(shown) == amount


@pytest.mark.parametrize(
    ("typed", "milli"),
    [
        ("2", 2000), ("2,5", 2500), ("0,125", 125), ("1.500", 1_500_000), ("1.500,5", 1_500_500),
        (" 12 ", 12_000), ("0", 0), ("9999999,999", 9_999_999_999), ("1.234.567", 1_234_567_000),
    ],
)  # fmt: skip
def test_a_quantity_is_read_with_a_decimal_comma(typed, milli):
    assert values.parse_quantity(typed) == milli


@pytest.mark.parametrize(
    "typed",
    [
        "", "-1", "2,", ",5", "2.5", "1,2345", "dua", "1/2", "12345678", "12.345.678", "²",
        "9" * 10_000, "1" + ".000" * 3000, "2 kg", "1\x000",
    ],
)  # fmt: skip
def test_nonsense_is_no_quantity(typed):
    assert values.parse_quantity(typed) is None


@given(st.integers(0, 9_999_999_999))
def test_a_quantity_shown_is_the_quantity_read(milli):
    assert values.parse_quantity(wording.quantity(milli)) == milli


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("191126", date(2026, 11, 19)),
        ("19112026", date(2026, 11, 19)),
        ("19/11", date(2026, 11, 19)),
        ("19-11-2026", date(2026, 11, 19)),
        ("19.11.26", date(2026, 11, 19)),
        ("19 11 2026", date(2026, 11, 19)),
        ("9/1/2026", date(2026, 1, 9)),
        ("19 Nov 2026", date(2026, 11, 19)),
        ("19 Nopember 2026", date(2026, 11, 19)),
        ("3 Mei 85", date(1985, 5, 3)),
        ("17 agustus 1945", date(1945, 8, 17)),
        ("Kamis, 19 November 2026", date(2026, 11, 19)),
        ("2026-11-19", date(2026, 11, 19)),
        ("29022000", date(2000, 2, 29)),
        ("05/06/28", date(2028, 6, 5)),
        ("05/06/29", date(1929, 6, 5)),
    ],
)
def test_a_date_is_read_in_every_way_people_type_it(typed, day):
    assert values.parse_date(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed",
    [
        "", "hari ini", "32/1/2026", "29022025", "1/13/2026", "11/19/2026", "0/1", "1//", "1",
        "1/2/3/4", "²/3/2026", "3/²", "1/2/²", "1/1/99999999999999999999", "9" * 10_000,
        "1/1/" + "9" * 10_000, "0000-01-01", "1/1/0", "1/1/000", "2026-13-01", "3 Foo 2026",
        "1\x001",
    ],
)  # fmt: skip
def test_nonsense_is_no_date(typed):
    assert values.parse_date(typed, TODAY) is None


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_date_shown_is_the_date_read(day):
    for shown in (
        wording.long_date(day),
        wording.short_date(day),
        wording.full_date(day),
        wording.numeric_date(day),
        day.isoformat(),
    ):
        assert values.parse_date(shown, TODAY) == day


@given(st.integers(-97 * 365, 365))
def test_two_digits_of_a_year_mean_the_last_hundred_years(days):
    day = TODAY + timedelta(days=days)
    assert values.parse_date(f"{day:%d%m%y}", TODAY) == day


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("", ""),
        ("  ", ""),
        ("081234567890", "+6281234567890"),
        ("0812-3456-7890", "+6281234567890"),
        ("(0812) 3456.7890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("81234567890", "+6281234567890"),
        ("0812345678", "+62812345678"),
        ("0812345678901", "+62812345678901"),
    ],
)
def test_a_phone_number_is_read_in_every_way_people_write_it(typed, stored):
    assert values.parse_phone(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "081234567", "08123456789012", "0541123456", "7812345678", "+6181234567890", "08abc",
        "tidak ada", "٠٨١٢٣٤٥٦٧٨٩٠", "8" * 10_000, "0812\x0034567890",
    ],
)  # fmt: skip
def test_what_is_no_mobile_number_is_refused(typed):
    assert values.parse_phone(typed) is None


@given(st.from_regex(r"8[0-9]{8,11}", fullmatch=True))
def test_a_phone_number_shown_is_the_number_read(digits):
    stored = f"+62{digits}"
    assert values.parse_phone(values.show_phone(stored)) == stored


def test_a_number_that_cannot_be_read_is_shown_as_it_was_typed():
    assert values.show_phone("0812-3456-7890 (anak)".replace("-", "")) != ""
    assert values.show_phone("") == ""


@given(st.text() | st.text("0123456789.,/- +()rpjtbmil²٣"))
@example("١٢/٣")
@example("\ud7ff")
@example("Rp" * 5000)
def test_no_text_whatever_breaks_reading(text):
    """Whatever is typed, the answer is a value or nothing, and a value can be stored."""
    amount = values.parse_rupiah(text)
    assert amount is None or 0 <= amount <= values.MAX_RUPIAH
    milli = values.parse_quantity(text)
    assert milli is None or 0 <= milli < 10**10
    phone = values.parse_phone(text)
    assert not phone or (phone.isascii() and phone.startswith("+628"))
    values.parse_date(text, TODAY)
    values.parse_nik(text)
    values.tidy_name(text)
    values.fold(text)
    values.show_phone(text)
    values.mask_nik(text)
    values.group_nik(text)


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("  Siti   Aminah ", "Siti Aminah"),
        ("La'ai", "La'ai"),
        ("M. Nur-Hadi", "M. Nur-Hadi"),
        ("Siti\tAminah\n", "Siti Aminah"),
        ("Siti\x00Aminah", "SitiAminah"),
        ("Siti\u202eAminah", "SitiAminah"),
        ("\u200b", ""),
    ],
)
def test_a_name_keeps_its_letters_and_loses_what_cannot_be_seen(typed, tidy):
    assert values.tidy_name(typed) == tidy

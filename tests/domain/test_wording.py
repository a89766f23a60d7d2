from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kube_desktop.domain import wording

VECTORS = {
    0: "nol", 1: "satu", 10: "sepuluh", 11: "sebelas", 12: "dua belas", 19: "sembilan belas",
    20: "dua puluh", 21: "dua puluh satu", 100: "seratus", 101: "seratus satu",
    110: "seratus sepuluh", 111: "seratus sebelas", 200: "dua ratus",
    999: "sembilan ratus sembilan puluh sembilan", 1_000: "seribu", 1_001: "seribu satu",
    1_100: "seribu seratus", 1_999: "seribu sembilan ratus sembilan puluh sembilan",
    2_000: "dua ribu", 2_024: "dua ribu dua puluh empat", 10_000: "sepuluh ribu",
    11_000: "sebelas ribu", 21_000: "dua puluh satu ribu", 100_000: "seratus ribu",
    101_000: "seratus satu ribu", 111_111: "seratus sebelas ribu seratus sebelas",
    325_000: "tiga ratus dua puluh lima ribu", 1_000_000: "satu juta",
    1_001_000: "satu juta seribu", 2_950_000: "dua juta sembilan ratus lima puluh ribu",
    5_000_000: "lima juta",
    19_999_999: "sembilan belas juta sembilan ratus sembilan puluh sembilan ribu sembilan ratus "
    "sembilan puluh sembilan",
    20_000_000: "dua puluh juta", 100_000_000: "seratus juta", 1_000_000_000: "satu miliar",
    4_000_000_000: "empat miliar", 12_000_000_000: "dua belas miliar",
}  # fmt: skip


@pytest.mark.parametrize(("number", "words"), VECTORS.items())
def test_a_number_is_written_as_receipts_require(number, words):
    assert wording.terbilang(number) == words


@given(st.integers(0, 10**15 - 1))
def test_every_number_has_words_of_its_own(number):
    assert _value_of(wording.terbilang(number)) == number


def _value_of(words):
    """Read the words back, independently of how they were made."""
    digits = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
    scales = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}
    total = group = unit = 0
    for word in words.split():
        if word in digits:
            unit = digits.index(word)
        elif word == "belas":
            group, unit = group + 10 + unit, 0
        elif word == "puluh":
            group, unit = group + unit * 10, 0
        elif word == "ratus":
            group, unit = group + unit * 100, 0
        elif word in {"sepuluh", "sebelas", "seratus"}:
            group += {"sepuluh": 10, "sebelas": 11, "seratus": 100}[word]
        elif word == "seribu":
            total += 1000
        else:
            total, group, unit = total + (group + unit) * scales[word], 0, 0
    return total + group + unit


def test_words_below_zero_and_beyond_a_thousand_trillion():
    assert wording.terbilang(-5) == "minus lima"
    with pytest.raises(ValueError, match="below"):
        wording.terbilang(10**15)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (
            date(2024, 10, 8),
            "Selasa tanggal Delapan bulan Oktober tahun Dua Ribu Dua Puluh Empat",
        ),
        (date(2024, 5, 3), "Jumat tanggal Tiga bulan Mei tahun Dua Ribu Dua Puluh Empat"),
        (date(2000, 12, 31), "Minggu tanggal Tiga Puluh Satu bulan Desember tahun Dua Ribu"),
    ],
)
def test_a_date_opens_a_bast_in_words(day, words):
    assert wording.date_in_words(day) == words


def test_dates_are_written_as_screens_and_letters_do():
    day = date(2024, 10, 8)
    assert wording.long_date(day) == "8 Oktober 2024"
    assert wording.short_date(day) == "8 Okt 2024"
    assert wording.full_date(day) == "Selasa, 8 Oktober 2024"
    assert wording.numeric_date(day) == "08-10-2024"
    assert wording.month_name(day) == "Oktober 2024"


@pytest.mark.parametrize(
    ("amount", "screen", "paper"),
    [
        (0, "Rp0", "Rp0,00"),
        (999, "Rp999", "Rp999,00"),
        (20_000_000, "Rp20.000.000", "Rp20.000.000,00"),
        (-1_200_000, "-Rp1.200.000", "-Rp1.200.000,00"),
    ],
)
def test_money_is_written_with_dots(amount, screen, paper):
    assert wording.rupiah(amount) == screen
    assert wording.rupiah_formal(amount) == paper


@pytest.mark.parametrize(
    ("amount", "short"),
    [
        (900_000, "Rp900.000"),
        (1_000_000, "Rp1 juta"),
        (318_940_000, "Rp318,9 juta"),
        (4_000_000_000, "Rp4 miliar"),
        (12_340_000_000, "Rp12,34 miliar"),
        (-318_940_000, "-Rp318,9 juta"),
        (999_950_000, "Rp1 miliar"),
        (100_000_000, "Rp100 juta"),
    ],
)
def test_money_on_a_card_is_short(amount, short):
    assert wording.rupiah_short(amount) == short


@pytest.mark.parametrize(
    ("milli", "text"),
    [(0, "0"), (1000, "1"), (2500, "2,5"), (125, "0,125"), (1_500_000, "1.500"), (-2500, "-2,5")],
)
def test_a_quantity_has_a_decimal_comma_and_no_idle_zeros(milli, text):
    assert wording.quantity(milli) == text


def test_the_time_of_day_is_that_of_kalimantan_timur():
    assert wording.clock_time(datetime(2026, 11, 19, 1, 41, tzinfo=UTC)) == "09.41"


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1990, 5, 10), date(2026, 5, 9), 35),
        (date(1990, 5, 10), date(2026, 5, 10), 36),
        (date(2000, 2, 29), date(2018, 2, 28), 17),
        (date(2000, 2, 29), date(2018, 3, 1), 18),
    ],
)
def test_age_counts_completed_years(born, day, age):
    assert wording.age_on(born, day) == age


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 19), "hari ini"),
        (date(2026, 11, 18), "kemarin"),
        (date(2026, 11, 12), "7 hari lalu"),
        (date(2026, 10, 20), "30 hari lalu"),
        (date(2026, 10, 19), "19 Okt 2026"),
        (date(2026, 11, 20), "20 Nov 2026"),
    ],
)
def test_the_past_is_told_in_days_for_a_month_only(day, words):
    assert wording.days_ago(day, date(2026, 11, 19)) == words


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Mekar Jaya", "MJ"), ("Nurhayati", "N"), ("", "?"), ("  ", "?"), ("'Ulin", "?"),
        ("mekar jaya abadi", "MJ"), ("🌸 Melati", "M"),
    ],
)  # fmt: skip
def test_initials_stand_for_a_name(name, letters):
    assert wording.initials(name) == letters


@pytest.mark.parametrize(
    ("words", "sentence"),
    [([], ""), (["a"], "a"), (["a", "b"], "a dan b"), (["a", "b", "c"], "a, b, dan c")],
)
def test_words_are_joined_as_a_sentence_does(words, sentence):
    assert wording.join_words(words) == sentence


@given(st.text())
def test_no_text_breaks_initials_or_title_words(text):
    wording.initials(text)
    wording.title_words(text)

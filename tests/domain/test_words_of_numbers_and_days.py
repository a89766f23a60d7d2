"""Numbers in words as others have them, and dates in words for every day that papers are made."""

from datetime import date, timedelta

from campaigns.words import adjusted, amounts, digest
from kube_desktop.domain import wording

COUNT, SEED = 10_000, 1
OF_NUM2WORDS = "9a75bba032956b036d5526574e7d6cba7f9635fb8111d9b88144cfa4b29b5127"
"""What `python -m campaigns terbilang` said with num2words 0.5.14 for the same amounts."""

TENS = ["", "", "Dua Puluh", "Tiga Puluh"]
UNITS = ["", "Satu", "Dua", "Tiga", "Empat", "Lima", "Enam", "Tujuh", "Delapan", "Sembilan",
         "Sepuluh", "Sebelas"]  # fmt: skip
MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus",
          "September", "Oktober", "November", "Desember"]  # fmt: skip
DAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
YEARS = {2024: "Empat", 2025: "Lima", 2026: "Enam", 2027: "Tujuh", 2028: "Delapan",
         2029: "Sembilan"}  # fmt: skip


def test_ten_thousand_amounts_up_to_999_trillion_are_as_num2words_has_them():
    assert digest(wording.terbilang, COUNT, SEED) == OF_NUM2WORDS
    drawn = list(amounts(COUNT, SEED))
    assert max(drawn) > 10**14
    assert {len(str(one)) for one in drawn} == set(range(1, 16))


def test_a_thousand_alone_is_joined_as_our_rules_want_it():
    assert adjusted("satu juta satu ribu lima") == "satu juta seribu lima"
    assert adjusted("dua puluh satu ribu") == "dua puluh satu ribu"


def day_of_month(day):
    """The words of 1 to 31, written down here in another way than the program makes them."""
    if day < 12:
        return UNITS[day]
    if day < 20:
        return f"{UNITS[day - 10]} Belas"
    return f"{TENS[day // 10]} {UNITS[day % 10]}".strip()


def test_every_day_of_2024_to_2030_is_written_in_words():
    day, count = date(2024, 1, 1), 0  # a Monday
    while day.year < 2031:
        year = "Tiga Puluh" if day.year == 2030 else f"Dua Puluh {YEARS[day.year]}"
        assert wording.date_in_words(day) == (
            f"{DAYS[count % 7]} tanggal {day_of_month(day.day)} bulan {MONTHS[day.month - 1]} "
            f"tahun Dua Ribu {year}"
        )
        day, count = day + timedelta(days=1), count + 1
    assert count == 2557

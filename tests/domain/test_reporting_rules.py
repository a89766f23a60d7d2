"""Which months are reported, which files are missing, and the reminder in words."""

from datetime import date

import pytest

from kube_desktop.domain.clocks import plausible_day
from kube_desktop.domain.laptops import Event, Happening, instant
from kube_desktop.domain.reporting import (
    BoardRow,
    MonthState,
    cells_of,
    due_day_of,
    gap_words,
    missing_numbers,
    month_list,
    months_until,
    number_list,
    reminder,
)

TODAY = date(2026, 3, 6)
MONTHS = months_until(TODAY)


def state_of(month, days, today=TODAY, since=date(2025, 1, 1), until=None):
    cells = cells_of(months_until(today), days, since, until, today)
    return next(cell.state for cell in cells if cell.month.first == month)


def test_the_board_shows_twelve_months_and_ends_with_the_present_one():
    assert (len(MONTHS), MONTHS[0].name, MONTHS[-1].name) == (12, "April 2025", "Maret 2026")
    assert due_day_of(date(2026, 12, 1), 5) == date(2027, 1, 5)
    assert due_day_of(date(2026, 1, 1), 31) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        ([date(2026, 2, 6)], MonthState.ON_TIME),
        ([date(2026, 3, 5)], MonthState.ON_TIME),
        ([date(2026, 3, 6)], MonthState.LATE),
        ([date(2026, 2, 5)], MonthState.MISSING),
        ([], MonthState.MISSING),
    ],
)
def test_february_is_reported_from_the_sixth_to_the_fifth(days, state):
    assert state_of(date(2026, 2, 1), days) is state


def test_a_month_waits_until_it_is_due_and_counts_only_while_on_duty():
    assert state_of(date(2026, 2, 1), [], today=date(2026, 3, 5)) is MonthState.OPEN
    assert state_of(date(2026, 2, 1), [], since=date(2026, 3, 1)) is MonthState.NONE
    assert state_of(date(2026, 2, 1), [], since=date(2026, 2, 28)) is MonthState.MISSING
    assert state_of(date(2026, 2, 1), [], until=date(2026, 1, 31)) is MonthState.NONE
    assert state_of(date(2026, 2, 1), [], since=None) is MonthState.NONE


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        ([11, 13], (12,)),
        ([None, 11, 13], (12,)),
        ([None], ()),
        ([2, 1, 2], ()),
        ([1, 2**60], tuple(range(2**60 - 50, 2**60))),
    ],
)
def test_holes_in_the_numbers_of_files_are_found(numbers, missing):
    assert missing_numbers(numbers) == missing


def test_what_is_missing_is_said_in_words():
    assert number_list((3, 4, 5, 12)) == "003–005 dan 012"
    assert gap_words((12,), 14) == [
        "Berkas 012 belum tiba.",
        "14 perubahan di antaranya belum ada di provinsi.",
    ]
    assert number_list((3, 4, 12)) == "003–004 dan 012"
    assert month_list(MONTHS[8:11]) == "Desember 2025, Januari dan Februari 2026"
    assert month_list(MONTHS[8:10]) == "Desember 2025 dan Januari 2026"
    assert month_list(MONTHS[2:7]) == "Juni–Oktober 2025"


def test_the_reminder_says_all_that_is_missing_and_how_to_send_it():
    cells = cells_of(MONTHS, [date(2026, 1, 3)], date(2025, 12, 1), None, TODAY)
    row = BoardRow(
        mentor_id=None, name="Yusuf Amin", cells=cells, missing_files=(12,), missing_changes=14,
        last_contact=date(2026, 1, 4), events=(Event(what=Happening.CLOCK, text="Jam."),),
    )  # fmt: skip
    assert reminder(row, "Dinas Sosial", TODAY) == (
        "Yth. Bapak/Ibu Yusuf Amin,\n\n"
        "Sampai 6 Maret 2026 kami belum menerima kiriman KUBE Desktop untuk bulan Januari dan "
        "Februari 2026. Kiriman terakhir yang kami terima: 4 Januari 2026.\n\n"
        "Berkas 012 belum kami terima, sehingga 14 perubahan belum ada di provinsi. Berkas lama "
        "tidak perlu dicari: kiriman baru membawa semuanya.\n\n"
        "Mohon sekalian periksa tanggal dan jam laptop.\n\n"
        "Mohon buka KUBE Desktop, pilih Kirim data, lalu kirim berkasnya lewat WhatsApp atau "
        "titipkan di flashdisk. Mengirim ulang tidak apa-apa. Bila ada kendala, kabari kami.\n\n"
        "Terima kasih.\nDinas Sosial"
    )


@pytest.mark.parametrize(
    ("made", "clock_off", "day"),
    [
        ("2026-02-20T02:00:00+00:00", 0, date(2026, 2, 20)),
        ("2026-03-05T02:00:00+00:00", 0, date(2026, 3, 4)),
        ("2023-02-20T02:00:00+00:00", 0, date(2026, 3, 4)),
        ("2031-02-20T02:00:00+00:00", 0, date(2026, 3, 4)),
        ("2026-02-20T02:00:00+00:00", -999_999, date(2026, 3, 4)),
        ("bukan tanggal", 0, date(2026, 3, 4)),
    ],
)
def test_a_file_counts_for_the_day_it_was_made_unless_that_cannot_be(made, clock_off, day):
    received = instant("2026-03-04T02:00:00+00:00")
    assert plausible_day(instant(made), received, clock_off) == day

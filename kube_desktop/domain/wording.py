"""Indonesian wording of numbers, money and dates, the same on screens and papers."""

from datetime import date, datetime, timedelta, timezone

WITA = timezone(timedelta(hours=8), "WITA")
"""Time of Kalimantan Timur: UTC+8 all year (domain.md 3.0)."""

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip
SHORT_MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des",
)  # fmt: skip
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

_UNITS = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    "sepuluh", "sebelas",
)  # fmt: skip
_SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))


def terbilang(number: int) -> str:
    """Return a whole number in lower-case words, as receipts require (domain.md 8.1)."""
    if number < 0:
        return f"minus {terbilang(-number)}"
    if number >= 10**15:
        raise ValueError(f"terbilang knows numbers below 10^15, not {number}")
    return _UNITS[0] if number == 0 else " ".join(_words(number))


def _words(number: int) -> list[str]:
    for size, name in _SCALES:
        if number >= size:
            head, rest = divmod(number, size)
            words = ["seribu"] if (size, head) == (1000, 1) else [*_words(head), name]
            return words + _words(rest)
    return _words_below_thousand(number)


def _words_below_thousand(number: int) -> list[str]:
    if number == 0:
        return []
    if number < 12:
        return [_UNITS[number]]
    if number < 20:
        return [_UNITS[number - 10], "belas"]
    if number < 100:
        return [_UNITS[number // 10], "puluh", *_words_below_thousand(number % 10)]
    head = ["seratus"] if number < 200 else [_UNITS[number // 100], "ratus"]
    return head + _words_below_thousand(number % 100)


def title_words(text: str) -> str:
    """Capitalise each word, as offices write numbers and dates in official papers."""
    return " ".join(word[:1].upper() + word[1:] for word in text.split(" "))


def number(value: int) -> str:
    """Return a whole number with dots between thousands: 20.000.000."""
    return f"{value:,}".replace(",", ".")


def rupiah(amount: int) -> str:
    """Return money as screens show it: Rp20.000.000 (domain.md 3.0)."""
    return f"-Rp{number(-amount)}" if amount < 0 else f"Rp{number(amount)}"


def rupiah_formal(amount: int) -> str:
    """Return money as official papers write it: Rp20.000.000,00."""
    return f"{rupiah(amount)},00"


def rupiah_short(amount: int) -> str:
    """Return money for a card, rounded to three or four digits: Rp318,9 juta."""
    if amount < 0:
        return f"-{rupiah_short(-amount)}"
    # From Rp999,95 juta on, rounding would say Rp1000 juta.
    for least, size, digits, name in ((999_950_000, 10**9, 2, "miliar"), (10**6, 10**6, 1, "juta")):
        if amount >= least:
            text = f"{amount / size:.{digits}f}".rstrip("0").rstrip(".").replace(".", ",")
            return f"Rp{text} {name}"
    return rupiah(amount)


def quantity(milli: int) -> str:
    """Return a quantity held in thousandths with a decimal comma and no idle zeros: 2,5."""
    whole, rest = divmod(abs(milli), 1000)
    sign = "-" if milli < 0 else ""
    decimals = f"{rest:03d}".rstrip("0")
    return f"{sign}{number(whole)}" + (f",{decimals}" if decimals else "")


def weekday(day: date) -> str:
    """Return the name of the day: Selasa."""
    return WEEKDAYS[day.weekday()]


def long_date(day: date) -> str:
    """Return a date as letters write it: 8 Oktober 2024."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Return a date for a list: 8 Okt 2024."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def full_date(day: date) -> str:
    """Return a date with its weekday: Selasa, 8 Oktober 2024."""
    return f"{weekday(day)}, {long_date(day)}"


def numeric_date(day: date) -> str:
    """Return a date in figures: 08-10-2024."""
    return f"{day:%d-%m-%Y}"


def month_name(day: date) -> str:
    """Return month and year: November 2026."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def date_in_words(day: date) -> str:
    """Return a date as the opening sentence of a BAST writes it (domain.md 8.2)."""
    return (
        f"{weekday(day)} tanggal {title_words(terbilang(day.day))} bulan {MONTHS[day.month - 1]} "
        f"tahun {title_words(terbilang(day.year))}"
    )


def clock_time(moment: datetime) -> str:
    """Return the time of day in Kalimantan Timur: 09.41."""
    return f"{moment.astimezone(WITA):%H.%M}"


def age_on(born: date, day: date) -> int:
    """Return completed years of age on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def days_ago(day: date, today: date) -> str:
    """Return how long ago a day was, in words, up to thirty days."""
    days = (today - day).days
    if days == 0:
        return "hari ini"
    if days == 1:
        return "kemarin"
    return f"{days} hari lalu" if 1 < days <= 30 else short_date(day)


def file_size(size: int) -> str:
    """Return the size of a file: 184 KB, 2,5 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1e6:.1f} MB".replace(".", ",")


def initials(name: str) -> str:
    """Return up to two letters that stand for a name: Mekar Jaya is MJ."""
    words = [word for word in name.split() if word[:1].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[1][0] if len(words) > 1 else "")).upper()


def join_words(words: list[str]) -> str:
    """Join words as a sentence does: a, b, dan c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])}{',' if len(words) > 2 else ''} dan {words[-1]}"

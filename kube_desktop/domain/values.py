"""Values people type: NIK, phone, money, quantity, date; how to read, check and show them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum, StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

DraftT = TypeVar("DraftT", bound="DataclassInstance")

NIK_LENGTH: Final = 16
_SEPARATORS: Final = r"[\s.\-–'/]+"
_WOMEN_OFFSET: Final = 40


class Sex(StrEnum):
    """Sex as the identity card writes it."""

    MALE = "L"
    FEMALE = "P"

    @property
    def label(self) -> str:
        """The word shown to people."""
        return "Laki-laki" if self is Sex.MALE else "Perempuan"


class NikFault(StrEnum):
    """What makes sixteen digits impossible as a NIK (domain.md 2.4)."""

    LENGTH = "length"
    DIGITS = "digits"
    DATE = "date"
    SERIAL = "serial"


@dataclass(frozen=True, slots=True)
class NikFacts:
    """What the digits of a NIK say.

    Attributes:
        regency_code: Dotted code of the kabupaten/kota of first registration, as `64.07`.
        born_on: Birth date, with the century that makes a plausible adult.
        sex: Sex, from the day of birth (women: day + 40).

    """

    regency_code: str
    born_on: date
    sex: Sex


def parse_nik(text: str) -> str:
    """Return only what may be part of a NIK or No. KK: separators people paste are dropped."""
    return re.sub(_SEPARATORS, "", text)


def nik_fault(nik: str, today: date) -> NikFault | None:
    """Tell why a NIK cannot be right, or None when its structure is possible."""
    if not nik.isascii() or not nik.isdigit():
        return NikFault.DIGITS
    if len(nik) != NIK_LENGTH:
        return NikFault.LENGTH
    if nik[12:] == "0000":
        return NikFault.SERIAL
    return None if _nik_date(nik, today) else NikFault.DATE


def nik_facts(nik: str, today: date, typed: date | None = None) -> NikFacts | None:
    """Return what a structurally possible NIK says, or None.

    A NIK has two digits of the year; a typed birth date with the same two decides the century.
    """
    if nik_fault(nik, today) is not None:
        return None
    born = _nik_date(nik, today)
    if born is None:
        return None
    if typed and (typed.day, typed.month, typed.year % 100) == (
        born.day, born.month, born.year % 100,
    ):  # fmt: skip
        born = typed
    sex = Sex.FEMALE if int(nik[6:8]) > _WOMEN_OFFSET else Sex.MALE
    return NikFacts(f"{nik[:2]}.{nik[2:4]}", born, sex)


def _nik_date(nik: str, today: date) -> date | None:
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    if day > _WOMEN_OFFSET:
        day -= _WOMEN_OFFSET
    # Two-digit years: the younger century only where that person would be an adult today.
    for century in (2000, 1900):
        try:
            born = date(century + year, month, day)
        except ValueError:
            continue
        if century == 1900 or (today.year - born.year) >= 17:
            return born
    return None


def group_nik(nik: str) -> str:
    """Show a NIK in fours: 6407 0541 0585 9002."""
    return " ".join(nik[i : i + 4] for i in range(0, len(nik), 4))


def mask_nik(nik: str) -> str:
    """Show only the ends of a NIK, as lists must (ux.md 2.16)."""
    return f"{nik[:4]} •••• •••• {nik[-4:]}" if len(nik) == NIK_LENGTH else "–"


def parse_phone(text: str) -> str | None:
    """Return a mobile number as `+628…`, an empty string for nothing, None when impossible."""
    digits = re.sub(r"[\s.\-()–]+", "", text)
    if not digits:
        return ""
    match = re.fullmatch(r"(?:\+?62)?0?(8[0-9]{8,11})", digits)
    return f"+62{match[1]}" if match else None


def show_phone(phone: str) -> str:
    """Show a stored number as people say it: 0812-5550-0112."""
    local = "0" + phone[3:] if phone.startswith("+62") else phone
    return "-".join(part for part in (local[:4], local[4:8], local[8:]) if part)


_MONEY_WORDS = {"jt": 10**6, "juta": 10**6, "rb": 10**3, "ribu": 10**3, "m": 10**9, "miliar": 10**9}
MAX_RUPIAH: Final = 10**13
_MOST_TYPED = 40
"""Nobody types a longer number or date; a pasted page is not worth reading."""


def parse_rupiah(text: str) -> int | None:
    """Return whole rupiah from what people type (3.500.000, 3,5 jt, Rp 20.000.000,-), or None.

    A comma is a decimal comma; without a word (juta, ribu) decimals must be zero. Three digits
    after it are no cents: 20,000 was typed by somebody used to English.
    """
    cleaned = _plain(text).removeprefix("rp").lstrip(". ").removesuffix(",-").strip()
    match = re.fullmatch(r"(\d[\d.\s]*\d|\d)(?:,(\d+))?\s*(jt|juta|rb|ribu|m|miliar)?", cleaned)
    if match is None or (not match[3] and len(match[2] or "") > 2):
        return _english_rupiah(cleaned)
    whole, decimals, word = match[1], match[2] or "", match[3]
    factor = _MONEY_WORDS[word] if word else 1
    if word and re.fullmatch(r"\d+\.\d{1,2}", whole):  # "3.5 juta": here the dot is a decimal one
        whole, decimals = whole.split(".")
    elif "." in whole and not re.fullmatch(r"\d{1,3}(\.\d{3})+", whole.replace(" ", "")):
        return None
    amount = int(re.sub(r"\D", "", whole)) * factor
    amount, exact = _with_decimals(amount, decimals, factor)
    return amount if exact and amount <= MAX_RUPIAH else None


def _plain(text: str) -> str:
    """Return what was typed in lower case with single spaces, or nothing when it is no number."""
    cleaned = " ".join(text.split()).lower()
    return cleaned if len(cleaned) <= _MOST_TYPED and cleaned.isascii() else ""


def _with_decimals(amount: int, decimals: str, factor: int) -> tuple[int, bool]:
    if not decimals:
        return amount, True
    extra, rest = divmod(int(decimals) * factor, 10 ** len(decimals))
    return amount + extra, rest == 0


def _english_rupiah(text: str) -> int | None:
    if re.fullmatch(r"\d{1,3}(,\d{3})+", text):
        amount = int(text.replace(",", ""))
        return amount if amount <= MAX_RUPIAH else None
    return None


def parse_quantity(text: str) -> int | None:
    """Return thousandths from a quantity with a decimal comma (2, 2,5, 1.500), or None."""
    cleaned = _plain(text).replace(" ", "")
    match = re.fullmatch(r"(\d(?:\.\d{3}){2}|\d{1,3}\.\d{3}|\d{1,7})(?:,(\d{1,3}))?", cleaned)
    if match is None:
        return None
    return int(match[1].replace(".", "")) * 1000 + int((match[2] or "0").ljust(3, "0"))


_MONTH_PREFIXES = {
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7,
    "agu": 8, "ags": 8, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "nop": 11, "des": 12,
    "dec": 12,
}  # fmt: skip


def parse_date(text: str, today: date) -> date | None:
    """Return a date from the forms people type: 191126, 19/11, 19-11-2026, 19 Nov 2026, 2026-11-19.

    Day comes first, as in Indonesia; a missing year is this year; two digits of a year mean the
    past unless the date lies at most two years ahead.
    """
    cleaned = _plain(text).rpartition(", ")[2]
    if iso := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", cleaned):
        return _real_date(int(iso[1]), int(iso[2]), int(iso[3]))
    if solid := re.fullmatch(r"(\d{2})(\d{2})(\d{4}|\d{2})", cleaned):
        parts = [solid[1], solid[2], solid[3]]
    else:
        parts = [part for part in re.split(r"[\s/.\-]+", cleaned) if part]
    if not 2 <= len(parts) <= 3 or not parts[0].isdigit():
        return None
    month = int(parts[1]) if parts[1].isdigit() else _MONTH_PREFIXES.get(parts[1][:3], 0)
    if len(parts) == 2:
        return _real_date(today.year, month, int(parts[0]))
    if not parts[2].isdigit() or len(parts[2]) not in {2, 4}:
        return None
    return _real_date(_full_year(parts[2], today), month, int(parts[0]))


def _full_year(text: str, today: date) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    century = today.year // 100 * 100
    return century + year if century + year <= today.year + 2 else century - 100 + year


def _real_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def tidy_name(text: str) -> str:
    """Trim a name and keep single spaces; its letters stay as typed (domain.md 2.3).

    What cannot be seen (control characters, marks that turn the direction of writing) is dropped:
    it comes with pasting and would make two equal names differ.
    """
    seen = "".join(letter for letter in text if letter.isprintable() or letter.isspace())
    return " ".join(seen.split())


_MOST_ANSWERS: Final = 100
_LONGEST_QUESTION: Final = 300


def whole_letters(text: str) -> str:
    """Return a text without halves of letters (lone surrogates), which no file can hold."""
    return re.sub("[\ud800-\udfff]", "", text)


def storable(draft: DraftT) -> DraftT:
    """Return a draft whose texts can be written to a file, with rows and answers inside it.

    Answers to questions nobody can have asked, and more than a form has, are dropped.
    """
    return replace(
        draft, **{field.name: _storable(getattr(draft, field.name)) for field in fields(draft)}
    )


def _storable(value: Any) -> Any:  # noqa: ANN401  a field has any type
    if isinstance(value, str):
        return value if isinstance(value, Enum) else whole_letters(value)
    if isinstance(value, tuple):
        return tuple(_storable(one) for one in value)
    if isinstance(value, Mapping):
        answers = {whole_letters(key): whole_letters(one) for key, one in value.items()}
        sensible = [pair for pair in answers.items() if len(pair[0]) <= _LONGEST_QUESTION]
        return dict(sensible[-_MOST_ANSWERS:])
    if is_dataclass(value) and not isinstance(value, type):
        return storable(value)
    return value


# Half-typed forms count as well (muha, sitt), so that hits do not vanish while a name is typed.
_SPELLINGS = (
    (r"\b(?:mhd|m[ou]hd|m[ou][ck]?h(?:a(?:mm?(?:ad?)?)?)?)\b", "muhammad"),
    (r"\b(?:st|sitti?)\b", "siti"),
    (r"\b(?:abd|abdul)\b ?", "abdul"),
)


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    # Made when first searched: nothing of it belongs to the start of the program.
    return tuple((re.compile(pattern), plain) for pattern, plain in _SPELLINGS)


def fold(text: str) -> str:
    """Return text as search compares it: old spellings, punctuation and case do not matter.

    Moh., Muh. and Muhammad are one, so are dj and j, tj and c, oe and u, y and i.
    """
    folded = re.sub(r"[^\w\s]+", "", text.casefold().replace("-", " "))
    folded = " ".join(folded.split())
    folded = folded.replace("oe", "u")
    for pattern, plain in _spellings():
        folded = pattern.sub(plain, folded)
    return folded.replace("dj", "j").replace("tj", "c").replace("y", "i")

"""The sentences of the desk of differences: who wrote what, when, where, and what is used now."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from kube_desktop.domain.differences import Side, Suggestion
from kube_desktop.domain.wording import WITA, join_words, long_date

EMPTY: Final = "(kosong)"
NEWER: Final = "lebih baru"
FULLER: Final = "lebih lengkap"
FROM_VISIT: Final = "dari kunjungan lapangan"
OWN_REGION: Final = "dari pendamping wilayah ini"
_LONGEST: Final = 80
_PLAIN_FIELDS: Final = frozenset(
    {
        "nik", "family_card_number", "phone", "rt", "rw", "decile", "dependants", "sex", "status",
        "state", "role", "data_source", "marital_status", "family_relation", "education",
        "business_type", "condition", "visit_kind", "method", "is_present", "score", "sha256",
        "village_code", "meeting_day", "budget_year", "count", "bast_number", "register_number",
    }
)  # fmt: skip


def quoted(column: str, value: str) -> str:
    """Return a value as it stands inside a sentence: free text in quotes, and not too long."""
    if value == EMPTY:
        return value
    text = " ".join(value.split())
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST - 1].rstrip()}…"
    free = column not in _PLAIN_FIELDS and not column.endswith(("_on", "_id"))
    return f"“{text}”" if free and not text.startswith("Rp") else text


def day_of(at: datetime | None) -> str:
    """Return the day of an instant in Kalimantan Timur: 12 November 2026."""
    return "" if at is None else long_date(at.astimezone(WITA).date())


def written(column: str, side: Side) -> str:
    """Say who wrote one value, when and where."""
    who = side.who or f"Seseorang ({side.origin})"
    what = "mengosongkannya" if side.value == EMPTY else f"menulis {quoted(column, side.value)}"
    when = f"pada kunjungan {side.visited}" if side.visited else f"pada {day_of(side.at)}"
    if side.at is None:
        when = "entah kapan"
    doubt = " (jam laptopnya meragukan)" if side.clock_doubt else ""
    return f"{who} {what} {when}{doubt}"


def field_sentence(
    label: str, title: str, column: str, sides: Sequence[Side], *, protected: bool, money: bool
) -> str:
    """Say a difference of one field in full.

    Args:
        label: The field in words.
        title: The record, with its group in brackets where that helps.
        column: The field, as tables call it.
        sides: All values.
        protected: Whether nothing may be decided by the program.
        money: Whether reports mark it.

    """
    told = "; ".join(written(column, side) for side in sides)
    shown = next((side for side in sides if side.is_shown), None)
    return (
        f"{label} {title}: {told}. {_used(column, shown, sides, protected=protected, money=money)}"
    )


def hidden_difference(column: str, sides: Sequence[Side]) -> str:
    """Say where masked numbers differ, when what is shown of them is the same."""
    if column not in {"nik", "family_card_number"}:
        return ""
    if len({side.value for side in sides}) == len({side.raw for side in sides}):
        return ""
    numbers = [str(side.raw or "") for side in sides]
    width = max(len(one) for one in numbers)
    places = [
        str(place + 1)
        for place in range(width)
        if len({one[place : place + 1] for one in numbers}) > 1
    ]
    return f". Bedanya pada angka ke-{join_words(places)}"


def _used(
    column: str, shown: Side | None, sides: Sequence[Side], *, protected: bool, money: bool
) -> str:
    if shown is None:
        return "Belum ada yang dipakai."
    now = quoted(column, shown.value)
    if money:
        return f"Belum diputuskan; laporan memakai {now} dan menandainya ⚠."
    if protected:
        return f"Belum diputuskan; yang tampil sekarang {now}."
    if any(side.clock_doubt for side in sides):
        return f"Yang dipakai sekarang: {now} (menurut jam laptop, yang meragukan)."
    return f"Yang dipakai sekarang: {now} ({NEWER})."


def record_sentence(title: str, labels: Sequence[str], who: Sequence[str]) -> str:
    """Say that several fields of one record differ."""
    people = join_words(list(who)) or "Beberapa orang"
    together = "sama-sama mengubah" if len(who) > 1 else "mengubah"
    count = f"{len(labels)} kolom" if len(labels) > 1 else "1 kolom"
    return f"{people} {together} {count} {title}: {join_words(list(labels))}."


def deletion_sentence(title: str, deletion: Side, reason: str, edits: Sequence[str]) -> str:
    """Say that somebody deleted what somebody else was changing."""
    why = f" (alasan: {reason})" if reason else ""
    doubt = " (jam laptopnya meragukan)" if deletion.clock_doubt else ""
    who = deletion.who or f"Seseorang ({deletion.origin})"
    return (
        f"{who} menghapus {title} pada {day_of(deletion.at)}{why}{doubt}. {'; '.join(edits)}. "
        f"Selama belum diputuskan, {title} tetap tampil; penghapusannya menunggu putusan."
    )


def edit_words(label: str, column: str, side: Side) -> str:
    """Say one edit that whoever deleted had not seen."""
    who = side.who or f"Seseorang ({side.origin})"
    what = "dikosongkan" if side.value == EMPTY else f"menjadi {quoted(column, side.value)}"
    return f"{who} mengubah {label} {what} pada {day_of(side.at)}"


def suggestion(
    sides: Sequence[Side], *, owner: str = "", clocks_are_sound: bool = True
) -> Suggestion | None:
    """Return which value the program would take and why, or None when it has no ground.

    Fuller comes first (an empty or shorter value rarely corrects a longer one), then what was
    typed in the field, then the newer one if every clock is sound, then whose region it is.
    """
    filled = [side for side in sides if side.value != EMPTY]
    if len(filled) == 1 and len(sides) > 1:
        return Suggestion(side=filled[0].number, reason=FULLER)
    fullest = max(filled, key=lambda side: len(side.value), default=None)
    if fullest is not None and len(filled) > 1 and all(
        _is_part(side.value, fullest.value) for side in filled if side is not fullest
    ):  # fmt: skip
        return Suggestion(side=fullest.number, reason=FULLER)
    at_visits = [side for side in sides if side.visited]
    if len(at_visits) == 1:
        return Suggestion(side=at_visits[0].number, reason=FROM_VISIT)
    timed = [side for side in sides if side.at is not None]
    sound = clocks_are_sound and not any(side.clock_doubt for side in sides)
    if sound and len(timed) == len(sides) and len(sides) > 1:
        newest = max(timed, key=lambda side: side.at or datetime.min.replace(tzinfo=WITA))
        return Suggestion(side=newest.number, reason=NEWER)
    own = [side for side in sides if owner and side.who == owner]
    return Suggestion(side=own[0].number, reason=OWN_REGION) if len(own) == 1 else None


def _is_part(short: str, long: str) -> bool:
    return len(short) < len(long) and f" {short.casefold()} " in f" {long.casefold()} "


def decided_sentence(
    label: str, title: str, column: str, value: str, against: Sequence[str]
) -> str:
    """Say what was decided."""
    lost = join_words([quoted(column, one) for one in against])
    instead = f", bukan {lost}" if lost else ""
    if column == "deleted":
        kept = "tetap dihapus" if value == "Ya" else "tetap ada"
        return f"{title} {kept}."
    return f"{label} {title}: dipakai {quoted(column, value)}{instead}."


def two_of(people: Sequence[tuple[str, str]]) -> str:
    """Join people with their groups: `Siti (Mekar Jaya) dan Sity (Karya Bersama)`."""
    return join_words([f"{name} ({group})" if group else name for name, group in people])


def day_words(text: str | None) -> str:
    """Return a stored day in words; what is none stays as it is."""
    try:
        return long_date(date.fromisoformat(text or ""))
    except ValueError:
        return text or "tanggal kosong"


ROLE_WORDS: Final[Mapping[str, str]] = {
    "ketua": "ketua", "sekretaris": "sekretaris", "bendahara": "bendahara",
}  # fmt: skip

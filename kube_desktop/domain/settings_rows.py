"""The rows of a settings pack: how each is called, what is wrong with it, what it says."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from kube_desktop.domain.aid import GoodsItem, total
from kube_desktop.domain.checks import Problem
from kube_desktop.domain.instruments import check_instrument, instrument_code
from kube_desktop.domain.office_values import (
    FIRST_YEAR,
    LAST_YEAR,
    SETTING_LABELS,
    GoodsPackageDraft,
    TargetDraft,
    check_goods_package,
    check_target,
    check_value,
)
from kube_desktop.domain.papers import PaperKind
from kube_desktop.domain.plain import from_plain
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.settings import Duty, OfficialDraft, SettingKey, check_official
from kube_desktop.domain.wording import rupiah, short_date

SETTINGS_TABLES: Final = (
    "officials",
    "office_settings",
    "targets",
    "goods_packages",
    "instruments",
)
"""What a settings pack carries, in the order in which people read it."""

TABLE_WORDS: Final = {
    "officials": "pejabat", "office_settings": "aturan", "targets": "target",
    "goods_packages": "paket barang", "instruments": "instrumen",
}  # fmt: skip
_PRINTED: Final = frozenset({SettingKey.LETTERHEAD, SettingKey.DECREE})

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingChange:
    """One row of a pack beside what the laptop has.

    Attributes:
        title: What it is: `Target Paser 2026`.
        old: What held before in words; empty when there was nothing.
        new: What holds afterwards; empty when the row is taken away.

    """

    table: str
    title: str
    old: str
    new: str

    @property
    def sentence(self) -> str:
        """The change as one line."""
        if not self.new:
            return f"{self.title}: dihapus (tadinya {self.old})" if self.old else (
                f"{self.title}: dihapus"
            )  # fmt: skip
        return f"{self.title}: {self.old} → {self.new}" if self.old else f"{self.title}: {self.new}"


def row_title(table: str, values: Values) -> str:
    """Return how a row is called inside a sentence: `target Paser 2026`."""
    match table:
        case "targets":
            place = REGENCIES.get(str(values.get("regency_code")), values.get("regency_code"))
            scheme = " UEP" if values.get("scheme") == "UEP" else ""
            return f"target{scheme} {_plain(place)} {_plain(values.get('year'))}"
        case "officials":
            return f"pejabat {_plain(values.get('name'))}"
        case "office_settings":
            key = _key(values.get("key"))
            label = SETTING_LABELS[key] if key else _plain(values.get("key"))
            day = _day(values.get("valid_from"))
            return f"{label} mulai {short_date(day)}" if day else label
        case "goods_packages":
            return f"paket barang {_plain(values.get('name'))}"
        case "instruments":
            return f"instrumen {_plain(values.get('code'))} versi {_plain(values.get('version'))}"
    return table


def row_problems(table: str, values: Values) -> tuple[str, ...]:
    """Return every problem of a row in words; a row that is taken away has none."""
    if values.get("deleted") == 1:
        return ()
    match table:
        case "officials":
            problems: Iterable[Problem] = _official_problems(values)
        case "office_settings":
            problems = _setting_problems(values)
        case "targets":
            problems = _target_problems(values)
        case "goods_packages":
            problems = _package_problems(values)
        case "instruments":
            problems = _instrument_problems(values)
        case _:
            problems = (Problem("table", f"{table} bukan bagian paket pengaturan"),)
    return tuple(dict.fromkeys(one.text for one in problems))


def _official_problems(values: Values) -> Iterable[Problem]:
    names = ("name", "nip", "rank", "position", "institution", "address", "appointment")
    texts = {name: values.get(name) or "" for name in names}
    if not all(isinstance(one, str) for one in texts.values()):
        return (Problem("name", "isian pejabat harus berupa teks"),)
    if values.get("duty") not in set(Duty):
        return (Problem("duty", "tugas pejabat ini tidak dikenal"),)
    for name, label in (("valid_from", "awal"), ("valid_to", "akhir")):
        if values.get(name) is not None and _day(values[name]) is None:
            return (Problem(name, f"{label} masa jabatan bukan tanggal"),)
    return check_official(
        OfficialDraft(
            **{**texts, "appointment": texts["appointment"] or "definitif"},
            duty=Duty(values["duty"]),
            valid_from=_day(values.get("valid_from")),
            valid_to=_day(values.get("valid_to")),
        )
    )


def _setting_problems(values: Values) -> Iterable[Problem]:
    day, key = _day(values.get("valid_from")), _key(values.get("key"))
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return (Problem("valid_from", "tanggal mulai berlaku tidak dapat dipakai"),)
    if key is None:
        return ()  # of a newer program: kept and passed on, read by nothing here
    found, is_json = _json(values.get("value"))
    return check_value(key, found) if is_json else (Problem("value", "isinya bukan data"),)


def _target_problems(values: Values) -> Iterable[Problem]:
    names = ("year", "regency_code", "scheme", "count", "budget")
    row: dict[str, Any] = {name: values.get(name) for name in names}
    return check_target(TargetDraft(**row))


def _package_problems(values: Values) -> Iterable[Problem]:
    items, is_json = _json(values.get("items"))
    if not is_json or not isinstance(items, list) or not all(isinstance(i, dict) for i in items):
        return (Problem("items", "daftar barangnya tidak dapat dibaca"),)
    texts = [values.get("name") or "", values.get("business_type") or ""]
    if not all(isinstance(one, str) for one in texts):
        return (Problem("name", "nama paket harus berupa teks"),)
    return check_goods_package(
        GoodsPackageDraft(
            name=texts[0],
            business_type=texts[1],
            items=tuple(from_plain(GoodsItem, one) for one in items),
        )
    )


def _instrument_problems(values: Values) -> Iterable[Problem]:
    content, is_json = _json(values.get("content"))
    if not is_json or _day(values.get("valid_from")) is None:
        return (Problem("content", "isi atau tanggal berlaku instrumen tidak dapat dibaca"),)
    version, name = values.get("version"), values.get("code")
    if type(version) is not int or not 1 <= version <= 9999 or not isinstance(name, str):
        return (Problem("version", "kode dan nomor versi instrumen tidak dapat dipakai"),)
    if isinstance(content, dict) and content.get("code") != instrument_code(name, version):
        return (Problem("code", "kode di dalam instrumen lain dari versinya"),)
    return check_instrument(content)


def row_words(table: str, values: Values) -> str:
    """Return what a row says, short enough for one line; empty for a row taken away."""
    if not values or values.get("deleted") == 1:
        return ""
    match table:
        case "targets":
            return f"{_plain(values.get('count'))} penerima"
        case "officials":
            return _official_words(values)
        case "goods_packages":
            items = _json(values.get("items"))[0]
            goods = tuple(from_plain(GoodsItem, one) for one in items if isinstance(one, dict))
            return f"{len(goods)} barang, {rupiah(total(goods))}"
        case "instruments":
            content = _json(values.get("content"))[0]
            day = _day(values.get("valid_from"))
            since = f", berlaku {short_date(day)}" if day else ""
            return f"{_plain(content.get('name'))}{since}"
    key = _key(values.get("key"))
    found = _json(values.get("value"))[0]
    return value_words(key, found) if key else "pengaturan program yang lebih baru"


def _official_words(values: Values) -> str:
    since, until = _day(values.get("valid_from")), _day(values.get("valid_to"))
    appointment = values.get("appointment") or ""
    before = "" if appointment in {"", "definitif"} else f"{appointment} "
    words = f"{before}{values.get('position') or ''}"
    if since:
        words += f", sejak {short_date(since)}"
    return f"{words}, sampai {short_date(until)}" if until else words


def value_words(key: SettingKey, value: Any) -> str:  # noqa: ANN401  JSON
    """Return the value of a setting in a few words."""
    match key:
        case SettingKey.CEILINGS:
            return ", ".join(f"{name} {rupiah(amount)}" for name, amount in sorted(value.items()))
        case SettingKey.RECITALS:
            lines = value if isinstance(value, list) else value.get("KUBE", [])
            singles = [] if isinstance(value, list) else value.get("UEP", [])
            return f"{len(lines)} dasar KUBE, {len(singles)} dasar UEP"
        case SettingKey.LOGO:
            return "gambar logo" if value else "tanpa logo"
        case SettingKey.PAPER_COPIES | SettingKey.NUMBER_PATTERNS:
            shown = [f"{_paper(kind)} {one}" for kind, one in value.items() if one]
            return "; ".join(shown) or "tidak diatur"
    if key in _PRINTED:
        return " · ".join(str(one) for one in value.values() if one)
    return str(value)


def _paper(kind: str) -> str:
    return PaperKind(kind).label if kind in set(PaperKind) else kind


def _key(value: object) -> SettingKey | None:
    return SettingKey(value) if isinstance(value, str) and value in set(SettingKey) else None


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _json(value: object) -> tuple[Any, bool]:
    try:
        return (json.loads(value), True) if isinstance(value, str) else (None, False)
    except (ValueError, RecursionError):
        return None, False


def _plain(value: object) -> str:
    """Return a value fit for a sentence, whatever a file brought."""
    text = "" if value is None else str(value)
    shown = "".join(letter for letter in text if letter.isprintable())
    return f"{shown[:60]}…" if len(shown) > 60 else shown or "tanpa nama"

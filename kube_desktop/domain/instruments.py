"""Checking an evaluation instrument as data: what is missing or wrong, in words."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from kube_desktop.domain.checks import Problem
from kube_desktop.domain.evaluation import FULL, HIGHEST

_CODE: Final = re.compile(r"[a-z][a-z0-9-]{1,30}")
_LETTERS: Final = 300
_MOST: Final = 60


def instrument_code(name: str, version: int) -> str:
    """Return under which code answers name a version of an instrument: `kaltim-v2`."""
    return f"{name}-v{version}"


def check_instrument(data: object) -> tuple[Problem, ...]:
    """Return every problem of an instrument: shape, weights, descriptors, classes."""
    if not isinstance(data, dict):
        return (Problem("content", "Instrumen harus berupa data berisian"),)
    return tuple(_problems(data))


def _problems(data: Mapping[str, Any]) -> Iterator[Problem]:
    if not isinstance(data.get("code"), str) or not _CODE.fullmatch(data["code"]):
        yield Problem("code", "Kode instrumen hanya huruf kecil, angka dan tanda hubung")
    if not _is_text(data.get("name")):
        yield Problem("name", "Isi nama instrumen")
    if not _among(data.get("status"), {"usulan", "berlaku"}):
        yield Problem("status", "Status instrumen harus usulan atau berlaku")
    if data.get("status") == "usulan" and not _is_text(data.get("status_note")):
        yield Problem("status_note", "Isi keterangan usulan")
    found = list(_indicators(data.get("dimensions")))
    problems = [one for one in found if isinstance(one, Problem)]
    yield from problems
    indicators = [one for one in found if not isinstance(one, Problem)]
    if not problems:
        yield from _indicator_problems(indicators)
    codes = {one["code"] for one in indicators if _is_text(one.get("code"))}
    if not _among(data.get("activity_indicator"), codes):
        text = "Indikator keaktifan usaha tidak ada di antara indikator"
        yield Problem("activity_indicator", text)
    yield from _class_problems(data)


def _indicators(dimensions: object) -> Iterator[Any]:
    if not isinstance(dimensions, list) or not 1 <= len(dimensions) <= _MOST:
        yield Problem("dimensions", "Isi paling sedikit satu dimensi")
        return
    for number, one in enumerate(dimensions, 1):
        named = isinstance(one, dict) and _is_text(one.get("code")) and _is_text(one.get("label"))
        rows = one.get("indicators") if named else None
        if not isinstance(rows, list) or not rows or not all(isinstance(r, dict) for r in rows):
            text = f"Dimensi {number}: isi kode, nama dan paling sedikit satu indikator"
            yield Problem("dimensions", text)
            continue
        yield from rows


def _indicator_problems(indicators: list[dict[str, Any]]) -> Iterator[Problem]:
    if len(indicators) > _MOST:
        yield Problem("dimensions", f"Indikator paling banyak {_MOST}")
    codes = [one.get("code") for one in indicators]
    for number, one in enumerate(indicators):
        at, code = f"indicators[{number}].", one.get("code")
        shown = code if isinstance(code, str) and code else f"ke-{number + 1}"
        if not _is_text(code) or codes.count(code) > 1:
            yield Problem(at + "code", f"Indikator {shown}: kode kosong atau dipakai dua kali")
        if set(one) != {"code", "label", "weight", "descriptors"}:
            yield Problem(at + "label", f"Indikator {shown}: isiannya tidak lengkap atau berlebih")
            continue
        if not _is_text(one["label"]):
            yield Problem(at + "label", f"Indikator {shown}: isi pertanyaannya")
        if type(one["weight"]) is not int or not 1 <= one["weight"] <= FULL:
            yield Problem(at + "weight", f"Indikator {shown}: bobot harus 1–100")
        words = one["descriptors"]
        if not isinstance(words, list) or len(words) != HIGHEST + 1 or not all(
            _is_text(word) for word in words
        ):  # fmt: skip
            yield Problem(at + "descriptors", f"Indikator {shown}: isi kelima uraian nilai 0–4")
    weights = [one.get("weight") for one in indicators]
    total = sum(weight for weight in weights if type(weight) is int)
    if total != FULL:
        yield Problem("weights", f"Jumlah bobot harus 100; sekarang {total}")


def _class_problems(data: Mapping[str, Any]) -> Iterator[Problem]:
    classes, words = data.get("classes"), data.get("recommendations")
    known = _recommendation_codes(words)
    if not known:
        yield Problem("recommendations", "Isi rekomendasi dengan kode dan namanya")
    if not isinstance(classes, list) or not classes or not all(
        isinstance(one, dict) and set(one) == {"code", "label", "from_percent", "recommendation"}
        and _is_text(one["code"]) and _is_text(one["label"]) for one in classes
    ):  # fmt: skip
        yield Problem("classes", "Isi kelas dengan kode, nama, batas bawah dan rekomendasi")
        return
    before = -1
    for number, one in enumerate(classes):
        at, start = f"classes[{number}].", one["from_percent"]
        if type(start) is not int or not before < start <= FULL:
            text = f"Kelas {one['label']}: batas bawah harus naik dan paling tinggi 100"
            yield Problem(at + "from_percent", text)
            return
        if number == 0 and start != 0:
            text = f"Kelas pertama harus mulai 0; nilai 0–{start - 1} tidak punya kelas"
            yield Problem(at + "from_percent", text)
        if not _among(one["recommendation"], known):
            text = f"Kelas {one['label']}: rekomendasinya tidak dikenal"
            yield Problem(at + "recommendation", text)
        before = start
    inactive = data.get("inactive")
    if not isinstance(inactive, dict) or set(inactive) != {"code", "label", "recommendation"} or (
        not _among(inactive["recommendation"], known)
    ):  # fmt: skip
        yield Problem("inactive", "Isi kelas untuk usaha yang berhenti dan rekomendasinya")


def _recommendation_codes(words: object) -> set[str]:
    if not isinstance(words, list):
        return set()
    return {
        one["code"]
        for one in words
        if isinstance(one, dict) and _is_text(one.get("code")) and _is_text(one.get("label"))
    }


def _among(value: object, known: set[str]) -> bool:
    return isinstance(value, str) and value in known


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= _LETTERS

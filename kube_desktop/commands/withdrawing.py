"""The commands of the office about files that came: the register, and taking one back."""

import argparse
from typing import Any

from kube_desktop.commands import server
from kube_desktop.commands.output import Answer
from kube_desktop.domain.foreseen import ForeseenList
from kube_desktop.domain.withdrawing import RegisteredFile, WithdrawalSummary
from kube_desktop.domain.wording import WITA, clock_time, short_date
from kube_desktop.services.opening import Services

_SHOWN = 10


def list_files(services: Services, answer: Answer) -> int:
    """Print the register of files."""
    files = services.withdrawing.files()
    lines = [f"{len(files)} berkas pernah masuk:", *(f"  {_line(one)}" for one in files)]
    waiting = services.merging.waiting.rows()
    if waiting:
        lines.append(f"{len(waiting)} berkas menunggu pembaruan program.")
    return answer.success(lines, {"berkas": [_facts(one) for one in files]})


def withdraw_file(services: Services, parsed: argparse.Namespace, answer: Answer) -> int:
    """Take one file back, or only say what that would do."""
    file = services.withdrawing.find(parsed.what)
    if parsed.pratinjau:
        summary = services.withdrawing.preview(file.id)
        head = f"Bila gabungan {_named(file)} dibatalkan (belum ada yang diubah):"
    else:
        summary = services.withdrawing.withdraw(file.id, parsed.alasan)
        head = f"Gabungan {_named(file)} sudah dibatalkan; cadangan dibuat lebih dulu."
    lines = [head, f"  {summary.words}"]
    for one in summary.lists:
        lines += _list_lines(one)
    facts = _summary_facts(summary)
    if summary.fingerprint:
        lines.append(f"  sidik isi: {summary.fingerprint}")
        more, told = server.align_after(services, parsed, answer)
        lines, facts = [*lines, *more], {**facts, **told}
    return answer.success(lines, facts)


def _list_lines(one: ForeseenList) -> list[str]:
    if not one.total:
        return []
    shown = [f"    {row.kind} {row.title}" + (f": {row.words}" if row.words else "")
             for row in one.rows[:_SHOWN]]  # fmt: skip
    left = one.total - len(shown)
    more = [f"    dan {left} lagi"] if left > 0 else []
    return [f"  {one.total} {one.name.value}:", *shown, *more]


def _named(file: RegisteredFile) -> str:
    return " ".join(part for part in (file.filename, file.code, file.sender) if part)


def _line(one: RegisteredFile) -> str:
    at = one.received_at.astimezone(WITA)
    parts = [
        f"{short_date(at.date())} {clock_time(at)}", one.code or "–", one.sender or "–",
        one.region or "–", one.filename, f"{one.fate.words}, {one.new_changes} perubahan",
    ]  # fmt: skip
    return " · ".join(parts) + (f" ({one.note})" if one.note else "")


def _facts(one: RegisteredFile) -> dict[str, Any]:
    return {
        "id": one.id,
        "nama": one.filename,
        "pengirim": one.sender,
        "wilayah": one.region,
        "kode_periksa": one.code,
        "keadaan": one.fate.value,
        "masuk": one.received_at.isoformat(),
        "perubahan_baru": one.new_changes,
        "keterangan": one.note,
        "dapat_dibatalkan": one.can_withdraw,
    }


def _summary_facts(summary: WithdrawalSummary) -> dict[str, Any]:
    return {
        "berkas": _facts(summary.file),
        "perubahan_dibuang": summary.removed,
        "perubahan_tetap": summary.kept,
        "daftar": {one.name.value: one.total for one in summary.lists},
        "fingerprint": summary.fingerprint,
    }

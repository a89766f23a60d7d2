"""The command of the office that merges files: what happened, in words and as facts."""

import argparse
from typing import Any

from kube_desktop.commands import server
from kube_desktop.commands.output import Answer
from kube_desktop.domain.exchange import COUNTED_KINDS, FileState, IncomingFile, MergeSummary
from kube_desktop.services.exchanging.merging import Follow
from kube_desktop.services.opening import Services


def merge_files(services: Services, parsed: argparse.Namespace, answer: Answer) -> int:
    """Merge files, or only say what that would do."""
    follow = Follow(step=lambda done, total: answer.progress(f"Berkas {done} dari {total}"))
    if parsed.pratinjau:
        summary = services.merging.preview(parsed.files)
    else:
        summary = services.merging.merge(parsed.files, follow)
    lines, facts = _merge_words(summary, is_preview=parsed.pratinjau)
    if not parsed.pratinjau:
        more, told = server.align_after(services, parsed, answer)
        lines, facts = [*lines, *more], {**facts, **told}
    if summary.rejected:
        return answer.failure(lines, facts)
    return answer.success(lines, facts)


def _merge_words(summary: MergeSummary, *, is_preview: bool) -> tuple[list[str], dict[str, Any]]:
    head = "Sudah digabung:" if summary.ready else "Tidak ada yang digabung:"
    if is_preview:
        head = "Pratinjau gabung (belum ada yang diubah):"
    lines = [head, *(f"  {_file_words(one)}" for one in summary.files)]
    lines += [
        f"  {one.new} {COUNTED_KINDS[one.table]} baru, {one.changed} diubah"
        for one in summary.counts
    ]
    lines.append(
        f"  {summary.new_changes} perubahan baru, {summary.known_changes} sudah ada, "
        f"{summary.parallel} perubahan sejajar, {summary.differences} perbedaan baru, 0 hilang."
    )
    lines += list(summary.gaps)
    if summary.kept_aside:
        lines.append(
            f"  {summary.kept_aside} perubahan disisihkan: laptopnya mungkin disalin atau "
            "dipulihkan."
        )
    facts: dict[str, Any] = {
        "pratinjau": is_preview,
        "berkas": [
            {"nama": one.path.name, "keadaan": one.state.value, "pengirim": one.sender,
             "kode_periksa": one.code, "pesan": one.message}
            for one in summary.files
        ],
        "jumlah": {
            one.table: {"baru": one.new, "diubah": one.changed} for one in summary.counts
        },
        "perubahan_baru": summary.new_changes,
        "sudah_ada": summary.known_changes,
        "sejajar": summary.parallel,
        "perbedaan_baru": summary.differences,
        "disisihkan": summary.kept_aside,
        "fingerprint": summary.fingerprint,
    }  # fmt: skip
    return lines, facts


def _file_words(one: IncomingFile) -> str:
    match one.state:
        case FileState.REJECTED | FileState.WAITING:
            return f"{one.path.name}: tidak digabung. {one.message}"
        case FileState.MERGED:
            return f"{one.path.name}: {one.message}"
        case FileState.READY:
            remark = f". {one.message}" if one.message else ""
            return f"{one.path.name}: {one.sender}, kode periksa {one.code}{remark}"

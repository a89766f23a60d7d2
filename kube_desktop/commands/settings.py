"""The commands that make a settings pack at the office and take it on a laptop."""

from pathlib import Path

from kube_desktop.commands.output import Answer
from kube_desktop.domain.settings_rows import SettingChange
from kube_desktop.services.opening import Services
from kube_desktop.services.settings.applying import PackPreview

_MOST_LINES = 40


def make_pack(services: Services, target: Path, answer: Answer) -> int:
    """Write the settings of the office as one file, and say what laptops compare."""
    made = services.packing.make(target)
    contents = ", ".join(made.counts) or "hanya kunci kantor"
    return answer.success(
        [
            f"Paket pengaturan nomor {made.number} sudah jadi dan sudah diperiksa: {made.path}",
            f"  {contents}. {made.size} bita. Kode periksa {made.code}",
            f"  Enam kata kantor, dibacakan kepada laptop yang baru mengenalnya: {made.words}",
        ],
        {
            "berkas": str(made.path),
            "nomor": made.number,
            "ukuran": made.size,
            "kode_periksa": made.code,
            "enam_kata": made.words,
            "isi": list(made.counts),
        },
    )


def use_pack(
    services: Services, path: Path, answer: Answer, *, compared: bool, older: bool, preview: bool
) -> int:
    """Take a pack whole or not at all; with `preview` only say what it would change."""
    if preview:
        return _preview(services.applying.look(path), answer)
    applied = services.applying.apply(path, words_compared=compared, even_older=older)
    head = f"Paket pengaturan nomor {applied.number} dari {applied.office} sudah dipakai."
    return answer.success(
        [head, *_change_lines(applied.changes)],
        {
            "nomor": applied.number,
            "kantor": applied.office,
            "perubahan_baru": applied.new_changes,
            "berubah": [one.sentence for one in applied.changes],
        },
    )


def _preview(seen: PackPreview, answer: Answer) -> int:
    named = f"Paket pengaturan nomor {seen.number} dari {seen.office}, dibuat {seen.issued}"
    lines = [f"{named} (belum ada yang diubah):", *_change_lines(seen.changes)]
    if seen.needs_words:
        lines.append(
            f"  Kantor ini belum dikenal. Cocokkan enam kata lewat telepon: {seen.words}. Bila "
            "sama, tambahkan --ya."
        )
    if seen.older:
        lines.append(f"  {seen.older} Tambahkan --lama untuk menerapkannya.")
    return answer.success(
        lines,
        {
            "pratinjau": True,
            "nomor": seen.number,
            "kantor": seen.office,
            "kode_periksa": seen.code,
            "enam_kata": seen.words,
            "perlu_cocokkan": seen.needs_words,
            "lebih_lama": bool(seen.older),
            "berubah": [one.sentence for one in seen.changes],
            "tetap": seen.same,
        },
    )


def _change_lines(changes: tuple[SettingChange, ...]) -> list[str]:
    if not changes:
        return ["  Tidak ada yang berubah."]
    lines = [f"  {one.sentence}" for one in changes[:_MOST_LINES]]
    if len(changes) > _MOST_LINES:
        lines.append(f"  dan {len(changes) - _MOST_LINES} lainnya")
    return lines

"""The commands that copy the data of a laptop, and take such a copy at the office."""

from pathlib import Path

from kube_desktop.commands.output import Answer
from kube_desktop.domain.errors import DomainError
from kube_desktop.services.opening import Services


def make_copy(
    services: Services, target: Path, answer: Answer, *, is_open: bool, is_sure: bool
) -> int:
    """Write a copy; one that anybody can read only after a clear yes."""
    if is_open and not is_sure:
        raise DomainError(
            "Salinan terbuka memuat NIK dan nama semua anggota dan dapat dibaca siapa saja yang "
            "memegang berkasnya. Bila memang itu yang dimaksud, tambahkan --ya; bila tidak, "
            "hilangkan --terbuka."
        )
    made = services.copying.copy(target, is_open=is_open)
    lines = [f"Salinan basis data sudah jadi: {made.path}", f"  {made.size} bita, tanpa foto."]
    if made.password:
        lines.append(f"  Kata sandinya enam kata ini, catat sekarang: {made.password}")
    else:
        lines.append("  Siapa saja dapat membacanya. Hapus sesudah dipakai.")
    return answer.success(
        lines, {"berkas": str(made.path), "ukuran": made.size, "kata_sandi": made.password}
    )


def rescue(services: Services, path: Path, answer: Answer, *, password: str, is_sure: bool) -> int:
    """Show what a copy would bring and, after a clear yes, merge it."""
    service = services.rescue
    found = service.merge(path, password) if is_sure else service.look(path, password)
    head = "Salinan sudah digabung:" if is_sure else "Pratinjau salinan (belum ada yang diubah):"
    lines = [
        head,
        f"  Menurut berkasnya dari {found.sender or 'pengirim tanpa nama'}, dibuat {found.made_at}",
        (
            f"  {found.new_changes} perubahan baru, {found.known_changes} sudah ada, "
            f"{found.differences} perbedaan perlu diputuskan."
        ),
    ]
    if not is_sure:
        lines.append(
            "  Salinan tidak bertanda tangan: isinya hanya seterpercaya orang yang membawanya. "
            "Cocokkan dulu dengan pendampingnya, lalu tambahkan --ya untuk menggabung."
        )
    return answer.success(
        lines,
        {
            "digabung": is_sure,
            "pengirim": found.sender,
            "perubahan_baru": found.new_changes,
            "sudah_ada": found.known_changes,
            "perbedaan": found.differences,
            "sidik": found.fingerprint,
        },
    )

"""`pindah` and `samakan`: an office whose operators meet at a PostgreSQL server."""

import argparse
from typing import Any

from kube_desktop.commands.output import Answer
from kube_desktop.db.sync.aligning import Aligned
from kube_desktop.services.exchanging.server import ServerService
from kube_desktop.services.opening import Services


def move(services: Services, parsed: argparse.Namespace, answer: Answer) -> int:
    """Move the office to an empty database on a server."""
    server = ServerService(services.workplace)
    done = server.move(parsed.ke, _step(answer))
    place = server.place(parsed.ke)
    lines = [
        f"Kantor sudah pindah ke {place}: {done.given} perubahan dibawa, isinya sama.",
        f"  sidik isi: {done.fingerprint}",
        (
            "Berkas di komputer ini tetap menjadi salinan kerja. Sesudah gabung data, isinya "
            "disamakan dengan server."
        ),
    ]
    return answer.success(lines, {"server": place, **_facts(done)})


def align(services: Services, parsed: argparse.Namespace, answer: Answer) -> int:
    """Bring this installation and the server to the same."""
    server = ServerService(services.workplace)
    done = server.align(parsed.basis_data, _step(answer))
    return answer.success(words(done), _facts(done))


def align_after(
    services: Services, parsed: argparse.Namespace, answer: Answer
) -> tuple[list[str], dict[str, Any]]:
    """Bring both to the same after a merge, where this office has a server."""
    server = ServerService(services.workplace)
    if not parsed.basis_data and server.address() is None:
        return [], {}
    done = server.align(parsed.basis_data, _step(answer))
    return words(done), {"server": _facts(done)}


def check(
    services: Services, parsed: argparse.Namespace, fingerprint: str
) -> tuple[list[str], dict[str, Any], bool]:
    """Check the server too, where this office has one; tell whether all is well."""
    server = ServerService(services.workplace)
    # Of a damaged file nothing is believed, the address neither.
    if not fingerprint or (not parsed.basis_data and server.address() is None):
        return [], {}, True
    found = server.check(parsed.basis_data)
    same = found.fingerprint == fingerprint
    lines = [
        f"  server {found.place}: "
        + (
            "setiap nilai sama dengan catatan perubahannya"
            if not found.wrong
            else f"{found.wrong} nilai tidak sama dengan catatan perubahannya"
        ),
        f"  sidik isi di server: {found.fingerprint}"
        + ("" if same else " (berbeda; samakan dengan perintah samakan)"),
    ]
    facts = {
        "server": {
            "utuh": not found.wrong,
            "perbedaan": found.differences,
            "fingerprint": found.fingerprint,
            "sama": same,
        }
    }
    return lines, facts, not found.wrong


def words(done: Aligned) -> list[str]:
    """Say what went each way."""
    lines = [
        (
            f"Server kantor: {done.given} perubahan diberikan, {done.taken} diterima, "
            f"{done.differences} perbedaan baru."
        )
    ]
    if done.taken_back:
        lines.append(f"  {done.taken_back} kiriman ditarik kembali seperti di sisi lain.")
    if not done.is_same:
        lines.append("  Operator lain sedang menggabung; samakan lagi sebentar lagi.")
    return lines


def _facts(done: Aligned) -> dict[str, Any]:
    return {
        "diberikan": done.given,
        "diterima": done.taken,
        "ditarik_kembali": done.taken_back,
        "perbedaan_baru": done.differences,
        "sama": done.is_same,
        "fingerprint": done.fingerprint,
    }


def _step(answer: Answer) -> Any:  # noqa: ANN401  a callable of two numbers
    return lambda done, total: answer.progress(f"Bagian {done} dari {total}")

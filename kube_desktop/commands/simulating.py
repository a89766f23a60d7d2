"""`simulasi`: many laptops, two orders, two engines, one truth."""

import argparse
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from kube_desktop.commands.output import Answer
from kube_desktop.domain.errors import DomainError
from kube_desktop.services.simulation.laptops import Province
from kube_desktop.services.simulation.offices import Merged
from kube_desktop.services.simulation.running import Simulated, simulate


def run_simulation(parsed: argparse.Namespace, answer: Answer) -> int:
    """Simulate, say what came out, and return 0 when there is one truth.

    Raises:
        DomainError: When the numbers or the folder do not fit.

    """
    if parsed.laptop < 1 or parsed.baris < 1:
        raise DomainError("Jumlah laptop dan baris paling sedikit 1.")
    place: Path | None = parsed.ke
    if place is not None and place.exists() and any(place.iterdir()):
        raise DomainError(f"Folder {place} tidak kosong. Pilih folder baru.")
    province = Province(parsed.laptop, parsed.baris, parsed.benih)
    last = ""

    def tell(what: str, done: int, total: int) -> None:
        nonlocal last
        # Files are made one by one: a line for every twentieth part is enough.
        if what != last or done == total or done % max(1, total // 20) == 0:
            answer.progress(f"{what}: {done} dari {total}")
        last = what

    with TemporaryDirectory(prefix="kube-simulasi-") as temporary:
        folder = place or Path(temporary) / "simulasi"
        done = simulate(province, folder, parsed.basis_data or "", tell)
    lines, facts = _words(parsed, done), {**asdict(done), "satu_isi": done.is_one_truth}
    return answer.success(lines, facts) if done.is_one_truth else answer.failure(lines, facts)


def _words(parsed: argparse.Namespace, done: Simulated) -> list[str]:
    cpu = done.copied[1]
    lines = [
        (
            f"{parsed.laptop} laptop, masing-masing {parsed.baris} baris: {done.changes} "
            f"perubahan, {done.bytes_of_files / 1e6:.1f} MB kiriman."
        ),
        (
            f"  salin tanpa aturan (INSERT … SELECT): {done.copied[0]:.1f} dtk jam, "
            f"{cpu:.1f} dtk hitung"
        ),
        _line("urutan pertama", done.first, cpu),
        _line("urutan kedua", done.other, cpu),
        _line("semuanya sekali lagi", done.again, cpu),
    ]
    if done.server and done.server_again:
        lines.append(_line("di PostgreSQL, urutan ketiga", done.server, None))
        lines.append(_line("semuanya sekali lagi di sana", done.server_again, None))
    else:
        lines.append(f"  PostgreSQL dilewati: {done.why_no_server}.")
    lines.append(
        "Isi semua kantor sama, tidak ada yang hilang, dan menggabung lagi tidak mengubah apa pun."
        if done.is_one_truth
        else "SALAH: isi kantor-kantor itu tidak sama."
    )
    return lines


def _line(name: str, one: Merged, floor: float | None) -> str:
    ratio = f", {one.cpu / floor:.2f} × salin" if floor else ""
    memory = f", memori puncak {one.peak:.0f} MB" if one.peak else ""
    return (
        f"  {name}: {one.wall:.1f} dtk jam, {one.cpu:.1f} dtk hitung{ratio}; {one.new} baru, "
        f"{one.differences} perbedaan{memory}; sidik isi {one.fingerprint[:16]}"
    )

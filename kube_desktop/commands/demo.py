"""The whole main job in one command: sample data, papers, package file, merge at an office."""

from dataclasses import dataclass
from pathlib import Path

from kube_desktop.commands.running import opened
from kube_desktop.domain.exchange import SentPackage
from kube_desktop.domain.papers import PaperKind, PaperSize
from kube_desktop.paths import DataPaths
from kube_desktop.services.sample.making import make_sample_laptop, make_sample_office

_FEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What the demonstration made.

    Attributes:
        root: The folder it all lies in.
        lines: The summary in Bahasa Indonesia.

    """

    root: Path
    laptop: DataPaths
    office: DataPaths
    papers: Path
    sent: SentPackage
    lines: tuple[str, ...]


def make_demo(wanted: Path) -> Demo:
    """Make sample data, print papers, send, and merge at a sample office in a second folder."""
    root = _fresh(wanted)
    laptop, office = DataPaths(root / "laptop"), DataPaths(root / "kantor")
    papers = root / "cetak"
    counts = make_sample_laptop(laptop)
    with opened(laptop.root) as services:
        printed = {}
        for kind in (PaperKind.BAST, PaperKind.RECEIPT):
            records = services.printing.all_subjects(kind)
            saved = services.printing.save_all(kind, records, PaperSize.A4, papers / "A4")
            few = services.printing.save_all(kind, records[:_FEW], PaperSize.F4, papers / "F4")
            printed[kind] = (len(saved), len(few))
        visits = services.printing.all_subjects(PaperKind.VISIT_REPORT)[:_FEW]
        for size in PaperSize:
            services.printing.save_all(PaperKind.VISIT_REPORT, visits, size, papers / size.value)
        sent = services.sending.send(root)
    make_sample_office(office)
    with opened(office.root) as services:
        summary = services.merging.merge([sent.path])
        checked = services.checking.check()
    bast, receipts = printed[PaperKind.BAST], printed[PaperKind.RECEIPT]
    lines = (
        "Selesai. Semua orang di dalamnya rekaan.",
        (
            f"  Laptop pendamping {counts.mentor}: {counts.groups} kelompok, "
            f"{counts.people} anggota, {counts.singles} penerima UEP, {counts.handovers} serah "
            f"terima, {counts.visits} kunjungan"
        ),
        f"      {laptop.root}",
        (
            f"  Kertas: {bast[0]} BAST dan {receipts[0]} tanda terima atau kuitansi (A4), "
            f"{bast[1]} dan {receipts[1]} (F4), {2 * len(visits)} laporan kunjungan"
        ),
        f"      {papers}",
        (
            f"  Berkas kiriman, disandikan untuk kantor contoh: {sent.size} bita, "
            f"kode periksa {sent.code}"
        ),
        f"      {sent.path}",
        (
            f"  Kantor sesudah gabung: {checked.counts['kelompok']} kelompok, "
            f"{checked.counts['anggota']} anggota, {summary.new_changes} perubahan baru, 0 hilang, "
            f"{checked.differences} perbedaan"
        ),
        f"      {office.root}",
        f"      sidik isi {checked.fingerprint}",
    )
    return Demo(root=root, laptop=laptop, office=office, papers=papers, sent=sent, lines=lines)


def _fresh(wanted: Path) -> Path:
    """Return the folder itself, or the next free name beside it: nothing is overwritten."""
    candidate, number = wanted, 2
    while candidate.exists() and (not candidate.is_dir() or any(candidate.iterdir())):
        candidate = wanted.with_name(f"{wanted.name}-{number}")
        number += 1
    candidate.mkdir(parents=True, exist_ok=True)
    return candidate.resolve()

"""Carrying out the commands; each returns an exit code, 0 only on success."""

import argparse
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from kube_desktop.commands import deciding, loop, server
from kube_desktop.commands.answering import answering
from kube_desktop.commands.facilitators import reassign, tell_board
from kube_desktop.commands.merging import merge_files
from kube_desktop.commands.output import Answer
from kube_desktop.commands.parsing import EVERY_PAPER, UsageError, parse, usage
from kube_desktop.commands.proofing import check_paper
from kube_desktop.commands.rescuing import make_copy, rescue
from kube_desktop.commands.settings import make_pack, use_pack
from kube_desktop.commands.simulating import run_simulation
from kube_desktop.commands.withdrawing import list_files, withdraw_file
from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.papers import PaperKind, PaperSize
from kube_desktop.domain.plain import from_plain, to_plain
from kube_desktop.logs import start_logging
from kube_desktop.paths import DataPaths
from kube_desktop.services.beginning import begin_office
from kube_desktop.services.exchanging.office_keys import OFFICE_KEY_FILE
from kube_desktop.services.folder import must_be_ready
from kube_desktop.services.opening import Services, open_services
from kube_desktop.services.returning import ScanFollow
from kube_desktop.services.sample.making import make_sample_laptop, make_sample_office


def run(words: Sequence[str]) -> int:
    """Carry out one command and return its exit code."""
    if words[0] in {"bantuan", "--bantuan", "--help", "-h"}:
        return Answer(as_json=False).success(["Perintah tanpa jendela:", usage()], {})
    answer = Answer(as_json="--json" in words)

    def work() -> int:
        parsed = parse(words)
        return _COMMANDS[parsed.command](parsed, answer)

    return answering(answer, words[0], work)


@contextmanager
def opened(folder: Path) -> Generator[Services]:
    """Open a data folder for one command."""
    paths = DataPaths(folder)
    must_be_ready(paths)
    start_logging(paths.prepare().logs)
    services = open_services(paths)
    try:
        yield services
    finally:
        services.close()


def _sample(parsed: argparse.Namespace, answer: Answer) -> int:
    paths = DataPaths(parsed.data_dir)
    counts = make_sample_laptop(paths, parsed.skala, parsed.benih)
    facts = {
        "kelompok": counts.groups,
        "anggota": counts.people,
        "penerima_uep": counts.singles,
        "serah_terima": counts.handovers,
        "kunjungan": counts.visits,
        "pendamping": counts.mentor,
        "folder": str(paths.root),
    }
    return answer.success(
        [
            f"Data contoh untuk {counts.mentor} sudah dibuat di {paths.root}:",
            (
                f"  {counts.groups} kelompok, {counts.people} anggota, {counts.singles} penerima "
                f"UEP, {counts.handovers} serah terima, {counts.visits} kunjungan."
            ),
            "Semua orang di dalamnya rekaan. Data contoh tidak diterima kantor yang sebenarnya.",
        ],
        facts,
    )


def _office(parsed: argparse.Namespace, answer: Answer) -> int:
    paths = DataPaths(parsed.data_dir)
    if parsed.contoh:
        make_sample_office(paths)
        return answer.success(
            [f"Kantor contoh sudah dibuat di {paths.root}, dengan kunci contoh."],
            {"folder": str(paths.root), "contoh": True},
        )
    public = begin_office(paths)
    return answer.success(
        [
            f"Kantor baru sudah dibuat di {paths.root}, dengan kuncinya sendiri.",
            f"Bagikan {paths.root / OFFICE_KEY_FILE} kepada pendamping; isinya tidak rahasia:",
            f"  {public}",
        ],
        {"folder": str(paths.root), "contoh": False, "kunci_kantor": public},
    )


def _print(parsed: argparse.Namespace, answer: Answer) -> int:
    size, every = PaperSize(parsed.kertas), parsed.paper == EVERY_PAPER
    counts, saved = dict[PaperKind, int](), list[Path]()
    with opened(parsed.data_dir) as services:
        printing = services.printing
        for kind in PaperKind if every else (PaperKind(parsed.paper),):
            subjects = parsed.id or printing.all_subjects(kind)[: parsed.batas]
            made = printing.save_all(kind, subjects, size, parsed.ke)
            counts[kind] = len(made)
            saved += made
    lines = [
        f"{count} {kind.label} ({size.value}) tersimpan di {parsed.ke}."
        for kind, count in counts.items()
        if count or not every
    ]
    none = [kind.label for kind, count in counts.items() if not count]
    if every and none:
        lines.append(f"Belum ada catatannya di folder ini: {', '.join(none)}.")
    facts = {
        "jumlah": len(saved),
        "per_jenis": {kind.value: count for kind, count in counts.items()},
        "berkas": [str(path) for path in saved],
    }
    return answer.success(lines, facts)


def _send(parsed: argparse.Namespace, answer: Answer) -> int:
    with opened(parsed.data_dir) as services:
        sent = services.sending.send(
            parsed.ke, with_photos=not parsed.tanpa_foto, everything=parsed.semua
        )
    lines = [
        f"Berkas kiriman sudah jadi dan sudah diperiksa: {sent.path}",
        f"  {sent.changes} perubahan, {sent.size} bita. Kode periksa {sent.code}",
        f"  Enam kata laptop ini, bila ini kiriman pertamanya: {sent.words}",
    ]
    if sent.skipped_photos:
        lines.append(
            f"  {sent.skipped_photos} foto atau scan tidak ikut: berkasnya tidak ada atau rusak "
            "di laptop ini."
        )
    return answer.success(
        lines,
        {
            "berkas": str(sent.path),
            "ukuran": sent.size,
            "kode_periksa": sent.code,
            "enam_kata": sent.words,
            "perubahan": sent.changes,
            "foto_tidak_ikut": sent.skipped_photos,
        },
    )


def _merge(parsed: argparse.Namespace, answer: Answer) -> int:
    with opened(parsed.data_dir) as services:
        return merge_files(services, parsed, answer)


def _bring_back(parsed: argparse.Namespace, answer: Answer) -> int:
    def step(done: int, total: int, name: str) -> None:
        if name:
            answer.progress(f"Berkas {done + 1} dari {total}: {name}")

    with opened(parsed.data_dir) as services:
        returned = services.returning.receive(parsed.scans, ScanFollow(step=step))
    lines = [
        (
            f"{len(returned.new)} halaman masuk ke kertasnya, {len(returned.known)} sudah ada, "
            f"{len(returned.waiting)} menunggu di baki."
        ),
        *(f"  {one.filename}, halaman {one.page}: {one.place.title}" for one in returned.new),
        *(f"  {one.filename}, halaman {one.page}: {one.why.label}" for one in returned.waiting),
        *(f"  {one.filename}: {one.reason}" for one in returned.refused),
    ]
    if returned.unsigned:
        lines.append(f"{len(returned.unsigned)} BAST dapat ditandai sudah ditandatangani.")
    facts = {
        "berkas": returned.files,
        "masuk": [
            {"berkas": one.filename, "halaman": one.page, "kertas": one.place.title,
             "jenis": one.place.kind, "id": one.place.owner_id, "catatan": one.remark}
            for one in returned.new
        ],
        "sudah_ada": [{"berkas": one.filename, "halaman": one.page} for one in returned.known],
        "menunggu": [
            {"berkas": one.filename, "halaman": one.page, "sebab": one.why.value}
            for one in returned.waiting
        ],
        "ditolak": [{"berkas": one.filename, "sebab": one.reason} for one in returned.refused],
        "belum_ditandatangani": list(returned.unsigned),
    }  # fmt: skip
    if returned.refused:
        return answer.failure(lines, facts)
    return answer.success(lines, facts)


def _register(parsed: argparse.Namespace, answer: Answer) -> int:
    with opened(parsed.data_dir) as services:
        return list_files(services, answer)


def _withdraw(parsed: argparse.Namespace, answer: Answer) -> int:
    with opened(parsed.data_dir) as services:
        return withdraw_file(services, parsed, answer)


def _check(parsed: argparse.Namespace, answer: Answer) -> int:
    with opened(parsed.data_dir) as services:
        checked = services.checking.check()
        differences = services.history.open_differences() if checked.differences else []
        on_server, server_facts, server_whole = server.check(services, parsed, checked.fingerprint)
    facts = {
        "utuh": not checked.problems,
        "masalah": list(checked.problems),
        "keterangan": list(checked.remarks),
        "jumlah": checked.counts,
        "wilayah": checked.regions,
        "perbedaan": checked.differences,
        "daftar_perbedaan": [
            {
                "jenis": one.table,
                "catatan": one.record_title,
                "isian": one.field_label,
                "nilai": [{"nilai": v.value, "oleh": v.who} for v in one.versions],
            }
            for one in differences
        ],
        "disisihkan": checked.bad_changes,
        "fingerprint": checked.fingerprint,
    }
    lines = ["Data utuh." if not checked.problems else "Data perlu diperiksa kantor:"]
    lines += [f"  {told}" for told in (*checked.problems, *checked.remarks)]
    lines += [f"  {name.replace('_', ' ')}: {count}" for name, count in checked.counts.items()]
    lines += [
        f"  perbedaan yang menunggu keputusan: {checked.differences}",
        f"  sidik isi: {checked.fingerprint}",
        *on_server,
    ]
    facts |= server_facts
    if checked.problems or not server_whole:
        return answer.failure(lines, facts)
    return answer.success(lines, facts)


def _move(parsed: argparse.Namespace, answer: Answer) -> int:
    with opened(parsed.data_dir) as services:
        return server.move(services, parsed, answer)


def _align(parsed: argparse.Namespace, answer: Answer) -> int:
    with opened(parsed.data_dir) as services:
        return server.align(services, parsed, answer)


def _check_paper(parsed: argparse.Namespace, answer: Answer) -> int:
    with opened(parsed.data_dir) as services:
        return check_paper(services, parsed.what, answer)


def _not_reported(parsed: argparse.Namespace, answer: Answer) -> int:
    with opened(parsed.data_dir) as services:
        return tell_board(services, parsed, answer)


def _reassign(parsed: argparse.Namespace, answer: Answer) -> int:
    with opened(parsed.data_dir) as services:
        return reassign(services, parsed, answer)


def _edit(parsed: argparse.Namespace, answer: Answer) -> int:
    values = dict(_assignment(text) for text in parsed.isi)
    with opened(parsed.data_dir) as services:
        if parsed.kind == "kelompok":
            _edit_record(
                parsed.id,
                values,
                services.lists.groups.draft,
                lambda draft: services.groups.correct(parsed.id, draft),
            )
        else:
            _edit_record(
                parsed.id,
                values,
                services.lists.members.draft,
                lambda draft: services.members.correct(parsed.id, draft),
            )
    return answer.success(
        [f"{parsed.kind.capitalize()} {parsed.id} sudah diubah: {', '.join(values)}."],
        {"diubah": sorted(values)},
    )


def _edit_record(
    record_id: UUID,
    values: dict[str, str],
    find: Callable[[UUID], Any],
    store: Callable[[Any], None],
) -> None:
    draft = find(record_id)
    if draft is None:
        raise DomainError("Catatan dengan ID itu tidak ada.")
    known = {field.name: field for field in fields(draft)}
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise DomainError(
            f"Isian {', '.join(unknown)} tidak dikenal. Yang ada: {', '.join(sorted(known))}."
        )
    plain: dict[str, Any] = {
        name: int(text) if text.isdecimal() and _is_number(known[name].type)
        else text if text or known[name].type is str else None
        for name, text in values.items()
    }  # fmt: skip
    typed = from_plain(type(draft), plain)
    if {name: to_plain(getattr(typed, name)) for name in values} != plain:
        raise DomainError("Nilai isian tidak dapat dibaca. Tanggal ditulis 2026-11-19.")
    store(replace(draft, **{name: getattr(typed, name) for name in values}))


def _is_number(hint: object) -> bool:
    return "int" in str(hint)


def _assignment(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise UsageError("Tulis isian sebagai NAMA=NILAI, misalnya note=Baru.")
    return name, value


def _install_key(parsed: argparse.Namespace, answer: Answer) -> int:
    try:
        text = parsed.file.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise EnvironmentProblem(
            f"Berkas kunci {parsed.file} tidak dapat dibaca. Minta lagi ke kantor."
        ) from error
    with opened(parsed.data_dir) as services:
        services.sending.install_office_key(text)
    return answer.success(["Kunci kantor provinsi sudah dipasang."], {})


def _make_pack(parsed: argparse.Namespace, answer: Answer) -> int:
    with opened(parsed.data_dir) as services:
        return make_pack(services, parsed.ke, answer)


def _use_pack(parsed: argparse.Namespace, answer: Answer) -> int:
    with opened(parsed.data_dir) as services:
        return use_pack(
            services,
            parsed.file,
            answer,
            compared=parsed.ya,
            older=parsed.lama,
            preview=parsed.pratinjau,
        )


def _copy(services: Services, parsed: argparse.Namespace, answer: Answer) -> int:
    return make_copy(services, parsed.ke, answer, is_open=parsed.terbuka, is_sure=parsed.ya)


def _rescue(services: Services, parsed: argparse.Namespace, answer: Answer) -> int:
    return rescue(services, parsed.file, answer, password=parsed.kata_sandi, is_sure=parsed.ya)


_Work = Callable[[Services, argparse.Namespace, Answer], int]


def _with_services(work: _Work) -> Callable[[argparse.Namespace, Answer], int]:
    """Return a command that opens its folder first."""

    def command(parsed: argparse.Namespace, answer: Answer) -> int:
        with opened(parsed.data_dir) as services:
            return work(services, parsed, answer)

    return command


_COMMANDS: dict[str, Callable[[argparse.Namespace, Answer], int]] = {
    "contoh": _sample,
    "kantor": _office,
    "cetak": _print,
    "kirim": _send,
    "gabung": _merge,
    "kiriman": _register,
    "batalkan-gabung": _withdraw,
    "perbedaan": _with_services(deciding.list_differences),
    "putuskan": _with_services(deciding.decide),
    "belum-lapor": _not_reported,
    "alihkan": _reassign,
    "terima": _with_services(loop.acknowledge),
    "balas": _with_services(loop.reply),
    "terima-balasan": _with_services(loop.accept),
    "koreksi": _with_services(loop.correct),
    "daftarkan": _with_services(loop.enrol),
    "cabut": _with_services(loop.revoke),
    "kembali": _bring_back,
    "periksa": _check,
    "periksa-dokumen": _check_paper,
    "ubah": _edit,
    "kunci-kantor": _install_key,
    "paket": _make_pack,
    "pakai-paket": _use_pack,
    "pindah": _move,
    "samakan": _align,
    "salin": _with_services(_copy),
    "selamatkan": _with_services(_rescue),
    "simulasi": run_simulation,
}

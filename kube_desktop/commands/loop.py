"""Commands of the way back: kode terima, balasan, koreksi, and which laptops are trusted."""

import argparse
from typing import Any, TypeVar

from kube_desktop.commands.output import Answer
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.replies import AskedQuestion, Correction, KnownLaptop, MadeReply
from kube_desktop.services.opening import Services

_Listed = TypeVar("_Listed", Correction, AskedQuestion)


def acknowledge(services: Services, parsed: argparse.Namespace, answer: Answer) -> int:
    """At the office give the code for a merged file; on a laptop take such a code."""
    identity = services.lists.office.identity()
    if identity is not None and identity.is_office:
        code = services.acknowledging.code_for(parsed.kode)
        return answer.success(
            [
                f"Kode terima untuk kiriman {code.sender} (kode periksa {code.check_code}):",
                f"  {code.code}",
                "Bacakan kepada pendamping, atau kirim lewat WhatsApp.",
            ],
            {"kode_terima": code.code, "kode_periksa": code.check_code, "pengirim": code.sender},
        )
    taken = services.acknowledging.take(parsed.kode)
    return answer.success(
        [taken.words], {"kode_periksa": taken.check_code, "berkas": taken.filename}
    )


def reply(services: Services, parsed: argparse.Namespace, answer: Answer) -> int:
    """Write return files for one laptop or for all."""
    if parsed.laptop:
        made: tuple[MadeReply, ...] = (services.replying.reply(parsed.ke, parsed.laptop),)
    else:
        made = services.replying.reply_all(parsed.ke)
    lines = [f"{len(made)} balasan sudah jadi:"]
    lines += [
        f"  {one.path.name}: {one.name}, {one.changes} perubahan, kode periksa {one.code}"
        for one in made
    ]
    return answer.success(
        lines,
        {
            "balasan": [
                {"berkas": str(one.path), "nama": one.name, "nomor": one.number,
                 "perubahan": one.changes, "ukuran": one.size, "kode_periksa": one.code}
                for one in made
            ]
        },
    )  # fmt: skip


def accept(services: Services, parsed: argparse.Namespace, answer: Answer) -> int:
    """Take a return file on a laptop."""
    taken = services.accepting.take(parsed.file, parsed.kata)
    return answer.success(
        [taken.words],
        {
            "nomor": taken.number,
            "sudah_dipakai": taken.known,
            "perubahan": taken.changes,
            "koreksi": taken.corrections,
            "pertanyaan": taken.questions,
            "semua_diterima": taken.arrived,
        },
    )


def correct(services: Services, parsed: argparse.Namespace, answer: Answer) -> int:
    """List corrections and questions of the office, or answer one."""
    waiting, asked = services.corrections.waiting(), services.corrections.questions()
    if parsed.terima:
        services.corrections.accept([_numbered(waiting, number) for number in parsed.terima])
        return answer.success([f"{len(parsed.terima)} koreksi diterima."], {})
    if parsed.bantah:
        services.corrections.object_to(_numbered(waiting, parsed.bantah), parsed.alasan)
        return answer.success(["Keberatan dicatat; ikut pada kiriman berikutnya."], {})
    if parsed.jawab:
        services.corrections.answer(_numbered(asked, parsed.jawab).id, parsed.alasan)
        return answer.success(["Jawaban dicatat; ikut pada kiriman berikutnya."], {})
    lines = [f"{len(waiting)} koreksi dari provinsi:"]
    lines += [f"  {n}. {one.words}" for n, one in enumerate(waiting, start=1)]
    lines += [f"{len(asked)} pertanyaan dari provinsi:"]
    lines += [f"  {n}. {one.record}: {one.question}" for n, one in enumerate(asked, start=1)]
    return answer.success(
        lines,
        {
            "koreksi": [
                {"catatan": one.record, "isian": one.label, "lama": one.old, "baru": one.new,
                 "oleh": one.who, "alasan": one.reason}
                for one in waiting
            ],
            "pertanyaan": [{"catatan": one.record, "tanya": one.question} for one in asked],
        },
    )  # fmt: skip


def enrol(services: Services, parsed: argparse.Namespace, answer: Answer) -> int:
    """Enrol the laptop with six words, or list the register."""
    if parsed.kata:
        one = services.enrolment.enrol(parsed.kata)
        return answer.success([f"Laptop {one.name} ({one.region}) terdaftar."], _facts(one))
    found = services.enrolment.laptops()
    lines = [f"{len(found)} laptop pernah mengirim:"]
    lines += [f"  {one.key[:12]} {one.name}, {one.state}: {one.words}" for one in found]
    return answer.success(lines, {"laptop": [_facts(one) for one in found]})


def revoke(services: Services, parsed: argparse.Namespace, answer: Answer) -> int:
    """Take a laptop out of trust."""
    one = services.enrolment.revoke(parsed.laptop, parsed.alasan)
    return answer.success(
        [
            f"Kunci laptop {one.name} dicabut: {one.reason}.",
            "Kirimannya tidak digabung lagi. Laptop lain tahu lewat balasan berikutnya.",
        ],
        _facts(one),
    )


def _facts(one: KnownLaptop) -> dict[str, Any]:
    return {
        "laptop": one.key, "nama": one.name, "wilayah": one.region, "keadaan": one.state,
        "enam_kata": one.words,
    }  # fmt: skip


def _numbered(found: list[_Listed], number: int) -> _Listed:
    if not 1 <= number <= len(found):
        raise DomainError(f"Nomor {number} tidak ada di daftar.")
    return found[number - 1]

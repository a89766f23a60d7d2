"""Reading the words after `./kube run`; every answer is in Bahasa Indonesia."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, NoReturn
from uuid import UUID

from typing_extensions import override

from kube_desktop.domain.papers import PaperKind

EVERY_PAPER: Final = "semua"
"""Stands for every kind of paper in the command `cetak`."""


class UsageError(Exception):
    """The words typed are no complete command; the message says what is expected."""


class _Parser(argparse.ArgumentParser):
    @override
    def error(self, message: str) -> NoReturn:
        raise UsageError(
            f"Perintah {self.prog} belum lengkap atau salah ketik. Cara memakainya:\n"
            f"  {self.description}"
        )


USAGE = {
    "contoh": "contoh --data-dir FOLDER [--skala N] [--benih S] [--json]",
    "kantor": "kantor --data-dir FOLDER [--contoh] [--json]",
    "cetak": (
        "cetak semua|JENIS --data-dir FOLDER (--semua | --id ID …) [--batas N] "
        "[--kertas A4|F4] --ke FOLDER [--json]"
    ),
    "kirim": "kirim --data-dir FOLDER --ke BERKAS.kube [--tanpa-foto] [--semua] [--json]",
    "gabung": "gabung --data-dir FOLDER BERKAS… [--pratinjau] [--basis-data ALAMAT] [--json]",
    "perbedaan": "perbedaan --data-dir FOLDER [--wilayah KODE] [--selesai] [--json]",
    "putuskan": (
        "putuskan KODE (--pakai 1|2 | --isi NILAI | --jawab sama|berbeda|pilih|benar) "
        "[--kolom NAMA] [--alasan ALASAN] --data-dir FOLDER [--json]; atau putuskan ID --urungkan "
        "--data-dir FOLDER [--json]"
    ),
    "belum-lapor": "belum-lapor --data-dir FOLDER [--wilayah KODE] [--semua] [--json]",
    "alihkan": (
        "alihkan (--kelompok ID … | --semua) --dari ID|NAMA --kepada ID|NAMA --alasan ALASAN "
        "[--tanggal 2026-11-19] --data-dir FOLDER [--json]; atau alihkan --batal ID --data-dir "
        "FOLDER [--json]"
    ),
    "terima": "terima KODE --data-dir FOLDER [--json]",
    "balas": "balas --data-dir FOLDER --ke FOLDER|BERKAS.kube [--laptop KUNCI] [--json]",
    "terima-balasan": ("terima-balasan BERKAS.kube --data-dir FOLDER [--kata ENAM KATA] [--json]"),
    "koreksi": (
        "koreksi --data-dir FOLDER [--terima NOMOR … | (--bantah | --jawab) NOMOR --alasan TEKS] "
        "[--json]"
    ),
    "daftarkan": "daftarkan --data-dir FOLDER [--kata ENAM KATA] [--json]",
    "cabut": "cabut KUNCI --alasan TEKS --data-dir FOLDER [--json]",
    "kiriman": "kiriman --data-dir FOLDER [--json]",
    "batalkan-gabung": (
        "batalkan-gabung KODE|ID|BERKAS --data-dir FOLDER (--pratinjau | --alasan ALASAN) "
        "[--basis-data ALAMAT] [--json]"
    ),
    "kembali": "kembali FOLDER|BERKAS… --data-dir FOLDER [--json]",
    "pindah": "pindah --data-dir KANTOR --ke postgresql://NAMA@SERVER/BASISDATA [--json]",
    "samakan": "samakan --data-dir KANTOR [--basis-data ALAMAT] [--json]",
    "periksa": "periksa --data-dir FOLDER [--basis-data ALAMAT] [--json]",
    "periksa-dokumen": "periksa-dokumen BERKAS|KODE --data-dir FOLDER [--json]",
    "ubah": "ubah kelompok|anggota ID --data-dir FOLDER --isi NAMA=NILAI … [--json]",
    "kunci-kantor": "kunci-kantor BERKAS --data-dir FOLDER [--json]",
    "paket": "paket --data-dir KANTOR --ke FOLDER|BERKAS.kube-pengaturan [--json]",
    "pakai-paket": "pakai-paket BERKAS --data-dir FOLDER [--pratinjau] [--ya] [--lama] [--json]",
    "salin": "salin --data-dir FOLDER --ke BERKAS.db [--terbuka --ya] [--json]",
    "selamatkan": (
        "selamatkan BERKAS.db --data-dir KANTOR [--kata-sandi “ENAM KATA”] [--ya] [--json]"
    ),
    "simulasi": (
        "simulasi --laptop N --baris M [--benih S] [--ke FOLDER] [--basis-data ALAMAT] [--json]"
    ),
    "demo": "demo [--ke FOLDER] [--tanpa-jendela]",
}
"""How each command is written; also what `bantuan` prints."""


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Return the parsed command; `command` names it.

    Raises:
        UsageError: When the words are no complete command.

    """
    command, rest = words[0], list(words[1:])
    if command not in USAGE:
        raise UsageError(f"Perintah “{command}” tidak dikenal. Yang ada:\n{usage()}")
    parser = _Parser(prog=command, description=USAGE[command], add_help=False, allow_abbrev=False)
    _ARGUMENTS[command](parser)
    parsed = parser.parse_args(rest)
    parsed.command = command
    if command == "cetak":
        _check_printing(parser, parsed)
    return parsed


def usage() -> str:
    """Return all commands, one line each."""
    return "\n".join(f"  ./kube run {line}" for line in USAGE.values())


def place(text: str) -> Path:
    """Return the path a word means.

    Raises:
        UsageError: When it is empty, which to the system would mean the present folder.

    """
    if not text.strip():
        raise UsageError("Nama berkas atau folder kosong. Tulis namanya sesudah perintah itu.")
    return Path(text)


def _count(text: str) -> int:
    """Return a number of records, at least one."""
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def _folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data-dir", type=place, required=True)
    parser.add_argument("--json", action="store_true")


def _sample(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("--skala", type=int, default=1)
    parser.add_argument("--benih", type=int, default=1)


def _office(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("--contoh", action="store_true")


def _printing(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("paper", choices=(EVERY_PAPER, *PaperKind))
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--semua", action="store_true")
    which.add_argument("--id", nargs="+", type=UUID)
    parser.add_argument("--batas", type=_count)
    parser.add_argument("--kertas", choices=("A4", "F4"), default="A4")
    parser.add_argument("--ke", type=place, required=True)


def _check_printing(parser: argparse.ArgumentParser, parsed: argparse.Namespace) -> None:
    chosen = parsed.semua or parsed.id is not None
    if not chosen and parsed.paper != EVERY_PAPER:
        parser.error("all, or which")
    if parsed.id is not None and parsed.paper == EVERY_PAPER:
        parser.error("a record has not every kind of paper")


def _sending(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("--ke", type=place, required=True)
    parser.add_argument("--tanpa-foto", action="store_true")
    parser.add_argument("--semua", action="store_true")


def _acknowledging(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("kode")


def _replying(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("--ke", type=place, required=True)
    parser.add_argument("--laptop", default="")


def _words(parser: argparse.ArgumentParser) -> None:
    """Six words may be typed with or without quotation marks."""
    parser.add_argument("--kata", nargs="+", default="", action=_Joined)


class _Joined(argparse.Action):
    @override
    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        setattr(namespace, self.dest, " ".join(values or ()))


def _accepting(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("file", type=place)
    _words(parser)


def _correcting(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--terima", nargs="+", type=int)
    which.add_argument("--bantah", type=int)
    which.add_argument("--jawab", type=int)
    parser.add_argument("--alasan", nargs="+", default="", action=_Joined)


def _enrolling(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    _words(parser)


def _revoking(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("laptop")
    parser.add_argument("--alasan", nargs="+", required=True, action=_Joined)


def _merging(parser: argparse.ArgumentParser) -> None:
    _with_server(parser)
    parser.add_argument("files", nargs="+", type=place)
    parser.add_argument("--pratinjau", action="store_true")


def _withdrawing(parser: argparse.ArgumentParser) -> None:
    _with_server(parser)
    parser.add_argument("what")
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("--pratinjau", action="store_true")
    how.add_argument("--alasan", default="")


def _not_reported(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("--wilayah", default="")
    parser.add_argument("--semua", action="store_true")


def _assigning(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--kelompok", nargs="+", type=UUID)
    which.add_argument("--semua", action="store_true")
    which.add_argument("--batal", type=UUID)
    parser.add_argument("--dari", default="")
    parser.add_argument("--kepada", default="")
    parser.add_argument("--alasan", default="")
    parser.add_argument("--tanggal", type=date.fromisoformat)


def _proofing(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("what")


def _returning(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("scans", nargs="+", type=place)


def _editing(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("kind", choices=("kelompok", "anggota"))
    parser.add_argument("id", type=UUID)
    parser.add_argument("--isi", nargs="+", required=True)


def _listing(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("--wilayah")
    parser.add_argument("--selesai", action="store_true")


def _deciding(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("id")
    parser.add_argument("--pakai", type=int)
    parser.add_argument("--isi")
    parser.add_argument("--jawab", choices=("nilai", "sama", "berbeda", "pilih", "benar"))
    parser.add_argument("--kolom")
    parser.add_argument("--alasan")
    parser.add_argument("--urungkan", action="store_true")


def _office_key(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("file", type=place)


def _packing(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("--ke", type=place, required=True)


def _applying(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("file", type=place)
    parser.add_argument("--pratinjau", action="store_true")
    parser.add_argument("--ya", action="store_true")
    parser.add_argument("--lama", action="store_true")


def _copying(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("--ke", type=place, required=True)
    parser.add_argument("--terbuka", action="store_true")
    parser.add_argument("--ya", action="store_true")


def _rescuing(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("file", type=place)
    parser.add_argument("--kata-sandi", default="")
    parser.add_argument("--ya", action="store_true")


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--ke", type=place, default=Path("demo"))
    parser.add_argument("--tanpa-jendela", action="store_true")
    parser.set_defaults(json=False)


def _moving(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("--ke", required=True)


def _with_server(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("--basis-data")


def _simulation(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--laptop", type=int, required=True)
    parser.add_argument("--baris", type=int, required=True)
    parser.add_argument("--benih", type=int, default=1)
    parser.add_argument("--ke", type=place)
    parser.add_argument("--basis-data")
    parser.add_argument("--json", action="store_true")


_ARGUMENTS: dict[str, Any] = {
    "contoh": _sample,
    "kantor": _office,
    "cetak": _printing,
    "kirim": _sending,
    "gabung": _merging,
    "kiriman": _folder,
    "batalkan-gabung": _withdrawing,
    "perbedaan": _listing,
    "putuskan": _deciding,
    "belum-lapor": _not_reported,
    "alihkan": _assigning,
    "terima": _acknowledging,
    "balas": _replying,
    "terima-balasan": _accepting,
    "koreksi": _correcting,
    "daftarkan": _enrolling,
    "cabut": _revoking,
    "kembali": _returning,
    "pindah": _moving,
    "samakan": _with_server,
    "periksa": _with_server,
    "periksa-dokumen": _proofing,
    "ubah": _editing,
    "kunci-kantor": _office_key,
    "paket": _packing,
    "pakai-paket": _applying,
    "salin": _copying,
    "selamatkan": _rescuing,
    "simulasi": _simulation,
    "demo": _demo,
}

"""What both parties declare in a BAST when the office has not set its own text (domain.md 3.1)."""

from typing import Final

from kube_desktop.documents.content import BastContent, Scheme

_RESPONSIBILITY: Final = (
    "sejak Berita Acara ini ditandatangani, barang menjadi tanggung jawab PIHAK KEDUA untuk "
    "dipelihara dan dipergunakan sebaik-baiknya;"
)
_NOT_TO_BE_SOLD: Final = "tidak diperjualbelikan, dipindahtangankan, atau digadaikan"


def usual_statements(content: BastContent) -> tuple[str, ...]:
    """Return statements a to f, in the words that fit the aid and who receives it."""
    is_group = content.scheme is Scheme.KUBE
    if content.money_amount is not None:
        return _about_money(content.agency, is_group=is_group)
    return _about_goods(content, is_group=is_group)


def _about_goods(content: BastContent, *, is_group: bool) -> tuple[str, ...]:
    owner = (
        "barang merupakan aset kelompok, bukan milik perorangan"
        if is_group
        else "barang diberikan untuk usaha ekonomi produktif PIHAK KEDUA beserta keluarganya"
    )
    use = "usaha bersama kelompok" if is_group else "usaha PIHAK KEDUA"
    ending = "kelompok bubar" if is_group else "usaha tidak dilanjutkan"
    return (
        f"{_state_of_goods(content)};",
        _RESPONSIBILITY,
        f"{owner};",
        f"barang digunakan untuk {use} dan {_NOT_TO_BE_SOLD};",
        _mentoring(content.agency),
        f"apabila {ending}, barang diserahkan sesuai dengan keputusan {content.agency}.",
    )


def _about_money(agency: str, *, is_group: bool) -> tuple[str, ...]:
    owner = (
        "uang merupakan modal usaha kelompok, bukan milik perorangan"
        if is_group
        else "uang merupakan modal usaha ekonomi produktif PIHAK KEDUA"
    )
    ending = "kelompok bubar" if is_group else "usaha tidak dilanjutkan"
    return (
        "uang telah diserahkan dan diterima dalam jumlah yang benar;",
        "sejak Berita Acara ini ditandatangani, uang menjadi tanggung jawab PIHAK KEDUA;",
        f"{owner};",
        "uang digunakan sesuai rencana usaha yang telah disetujui dan tidak untuk keperluan lain;",
        _mentoring(agency),
        f"apabila {ending}, sisa modal diperlakukan sesuai dengan keputusan {agency}.",
    )


def _mentoring(agency: str) -> str:
    return (
        "PIHAK KEDUA bersedia didampingi dan dimonitor serta melaporkan perkembangan usahanya "
        f"kepada {agency};"
    )


def _state_of_goods(content: BastContent) -> str:
    conditions = {(line.condition or "baik").strip().lower() for line in content.lines}
    if conditions <= {"baik"}:
        return "barang diserahkan dan diterima dalam keadaan baik, cukup, dan lengkap"
    # A paper that says “baik” above a row that says “rusak” would contradict itself.
    return (
        "barang diserahkan dan diterima dalam jumlah yang cukup dan lengkap, dengan kondisi "
        "sebagaimana tercantum dalam rincian barang"
    )

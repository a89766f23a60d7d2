"""The commands about facilitators: who has not reported, and handing groups over."""

import argparse
from uuid import UUID

from kube_desktop.commands.output import Answer
from kube_desktop.domain.assigning import GroupHandover
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.reporting import BoardRow, MonthState, ReportingBoard
from kube_desktop.domain.wording import short_date
from kube_desktop.services.opening import Services

_MARKS = {
    MonthState.ON_TIME: "v",
    MonthState.LATE: "t",
    MonthState.MISSING: "X",
    MonthState.OPEN: ".",
    MonthState.NONE: " ",
}


def tell_board(services: Services, parsed: argparse.Namespace, answer: Answer) -> int:
    """Say who has not reported, with a reminder for each.

    Raises:
        DomainError: When this is not an office.

    """
    identity = services.lists.office.identity()
    if identity is None or not identity.is_office:
        raise DomainError("Papan belum melapor hanya ada di komputer kantor provinsi.")
    board = services.lists.reporting.board()
    rows = [
        row
        for row in board.rows
        if (parsed.semua or row.needs_attention)
        and (not parsed.wilayah or row.regency_code == parsed.wilayah)
    ]
    facts = {
        "tanggal": board.today.isoformat(),
        "bulan": [month.first.isoformat()[:7] for month in board.months],
        "belum_melapor": len(board.silent),
        "pendamping": [_row_facts(row, board) for row in rows],
    }
    lines = [
        f"{len(board.silent)} dari {len(board.rows)} pendamping belum melapor.",
        "Tanda: v tepat waktu, t terlambat, X belum, . belum jatuh tempo.",
    ]
    for row in rows:
        marks = "".join(_MARKS[cell.state] for cell in row.cells)
        last = short_date(row.last_contact) if row.last_contact else "belum pernah"
        lines.append(f"  [{marks}] {row.name}, {row.regency or '–'}; kiriman terakhir {last}")
        lines += [f"    {told}" for told in row.remarks]
    return answer.success(lines, facts)


def _row_facts(row: BoardRow, board: ReportingBoard) -> dict[str, object]:
    return {
        "id": str(row.mentor_id) if row.mentor_id else None,
        "nama": row.name,
        "wilayah": row.regency_code,
        "kelompok": row.groups,
        "bulan": {
            cell.month.first.isoformat()[:7]: {
                "keadaan": cell.state.value,
                "berkas": cell.files,
                "dilaporkan": cell.reported_on.isoformat() if cell.reported_on else None,
            }
            for cell in row.cells
        },
        "berkas_belum_tiba": list(row.missing_files),
        "perubahan_belum_tiba": row.missing_changes,
        "perbedaan": row.differences,
        "kejadian": [
            {"jenis": one.what.value, "kalimat": one.text, "hilang_di_laptop": one.lost,
             "terbuka": one.is_open}
            for one in row.events
        ],
        "kiriman_terakhir": row.last_contact.isoformat() if row.last_contact else None,
        "keterangan": list(row.remarks),
        "pengingat": board.reminder(row) if row.waits else "",
    }  # fmt: skip


def reassign(services: Services, parsed: argparse.Namespace, answer: Answer) -> int:
    """Hand groups from one facilitator to another, or take that back.

    Raises:
        DomainError: When a facilitator is not known here, or a group was handed on since.
        ValidationError: When something is missing or impossible.

    """
    if parsed.batal is not None:
        count = services.assigning.take_back(parsed.batal)
        return answer.success(
            [f"Serah terima dibatalkan; {count} kelompok kembali ke pendamping sebelumnya."],
            {"kembali": count},
        )
    old, new = _facilitator(services, parsed.dari), _facilitator(services, parsed.kepada)
    groups = parsed.kelompok or services.lists.assigning.groups_of(old)
    handed = services.assigning.hand_over(
        GroupHandover(
            groups=tuple(groups),
            old_mentor=old,
            new_mentor=new,
            day=parsed.tanggal or services.workplace.today(),
            reason=parsed.alasan,
        )
    )
    lines = [f"{handed.words}."]
    if handed.paper:
        lines.append(f"  Berita acaranya: cetak serah-pendampingan --id {handed.paper}")
    facts = {
        "kelompok": handed.count,
        "dari": handed.old_name,
        "kepada": handed.new_name,
        "tanggal": handed.day.isoformat(),
        "berita_acara": str(handed.paper) if handed.paper else None,
    }
    return answer.success(lines, facts)


def _facilitator(services: Services, text: str) -> UUID:
    """Return the one facilitator that an id or a name means."""
    known = services.lists.assigning.facilitators()
    wanted = " ".join(text.casefold().split())
    found = [one.id for one in known if str(one.id) == wanted] or [
        one.id for one in known if one.name.casefold() == wanted
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise DomainError(f"Ada {len(found)} pendamping bernama {text}. Tulis ID-nya.")
    names = ", ".join(one.name for one in known[:20]) or "belum ada"
    raise DomainError(f"Pendamping “{text}” tidak dikenal di sini. Yang ada: {names}.")

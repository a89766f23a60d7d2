"""How groups are shown: pills, columns, places."""

from PySide6.QtCore import QCoreApplication

from kube_desktop.domain.aid import HandoverRow, HandoverStatus
from kube_desktop.domain.findings import marked
from kube_desktop.domain.groups import GroupRow, Readiness
from kube_desktop.domain.mentoring import BusinessCondition, VisitRow
from kube_desktop.domain.regions import VillagePath
from kube_desktop.domain.wording import join_words, rupiah, short_date
from kube_desktop.ui.tables.cells import Cell, Column, Shown, dots, pill, plain, two_lines
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.pills import PillLook

translate = QCoreApplication.translate

_READINESS = {
    Readiness.DRAFT: (Tone.NEUTRAL, "pencil"),
    Readiness.INCOMPLETE: (Tone.WARN, "triangle-alert"),
    Readiness.COMPLETE: (Tone.OK, "circle-check"),
    Readiness.INACTIVE: (Tone.NEUTRAL, "circle-minus"),
}
_HANDOVERS = {
    HandoverStatus.RECORDED: (Tone.WARN, "pencil"),
    HandoverStatus.PRINTED: (Tone.INFO, "printer"),
    HandoverStatus.SIGNED: (Tone.OK, "pen-line"),
    HandoverStatus.CANCELLED: (Tone.NEUTRAL, "circle-minus"),
}
_CONDITIONS = {
    BusinessCondition.GROWING: Tone.OK,
    BusinessCondition.STEADY: Tone.INFO,
    BusinessCondition.SHRINKING: Tone.WARN,
    BusinessCondition.STOPPED: Tone.ERR,
}


def readiness_look(status: Readiness) -> PillLook:
    """Return the pill of a group."""
    tone, icon = _READINESS[status]
    return PillLook(status.label, tone, icon)


def handover_look(status: HandoverStatus) -> PillLook:
    """Return the pill of a handover."""
    tone, icon = _HANDOVERS[status]
    return PillLook(status.label, tone, icon)


def condition_tone(condition: BusinessCondition | None) -> str | None:
    """Return the colour of what a visit found."""
    return str(_CONDITIONS[condition]) if condition else None


def full_place(path: VillagePath) -> str:
    """Return where a group is, for its heading: Kampung Melak Ulu, Kec. Melak, Kutai Barat."""
    text = translate("GroupLooks", "{term} {village}, Kec. {district}, {regency}")
    return text.format(
        term=path.term,
        village=path.village,
        district=path.district,
        regency=path.regency_short,
    )


def group_columns() -> tuple[Column[GroupRow], ...]:
    """Return the columns of the list of groups."""
    return (
        Column(translate("GroupLooks", "Kelompok"), lambda row: two_lines(row.name, row.place)),
        Column(
            translate("GroupLooks", "Usaha"), lambda row: row.business, 180, shown=Shown.COMPACT
        ),
        Column(translate("GroupLooks", "Anggota"), lambda r: dots(r.members, r.expected), 112),
        Column(translate("GroupLooks", "Bantuan"), _aid_cell, 130, shown=Shown.COMPACT, spare=True),
        Column(translate("GroupLooks", "Status"), lambda r: pill(readiness_look(r.status)), 150),
    )


def handover_columns() -> tuple[Column[HandoverRow], ...]:
    """Return the columns of the aid of one group."""
    return (
        Column(
            translate("GroupLooks", "Barang"),
            lambda row: two_lines(
                row.goods or translate("GroupLooks", "Belum ada barang"),
                row.bast_number or translate("GroupLooks", "tanpa nomor BAST"),
            ),
        ),
        Column(translate("GroupLooks", "Tanggal"), lambda row: short_date(row.handed_over_on), 110),
        Column(
            translate("GroupLooks", "Nilai"),
            lambda row: marked(rupiah(row.total), is_open=row.is_open),
            125,
            right=True,
        ),
        Column(translate("GroupLooks", "Status"), lambda r: pill(handover_look(r.status)), 150),
    )


def visit_columns() -> tuple[Column[VisitRow], ...]:
    """Return the columns of the visits to one group."""
    return (
        Column(
            translate("GroupLooks", "Kunjungan"),
            lambda row: two_lines(
                translate("GroupLooks", "Kunjungan ke-{number}").format(number=row.sequence),
                short_date(row.visited_on),
            ),
            170,
        ),
        Column(
            translate("GroupLooks", "Materi dan tindak lanjut"),
            lambda row: two_lines(join_words(list(row.topics)) or "–", row.follow_up or "–"),
        ),
        Column(
            translate("GroupLooks", "Pendamping"), lambda row: row.mentor, 140, shown=Shown.WIDE
        ),
        Column(translate("GroupLooks", "Kondisi usaha"), _condition_cell, 125),
    )


def _aid_cell(row: GroupRow) -> Cell:
    if row.aid_amount:
        return plain(rupiah(row.aid_amount))
    return plain(translate("GroupLooks", "Belum diserahkan"), tone="text2")


def _condition_cell(row: VisitRow) -> Cell:
    if row.business_condition is None:
        return plain("–", tone="text2")
    tone = condition_tone(row.business_condition)
    return plain(row.business_condition.label, tone=tone, strong=True)

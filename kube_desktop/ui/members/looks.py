"""How members are shown: pills, masked NIK, age, columns of their lists."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication

from kube_desktop.domain.members import Eligibility, MemberRow
from kube_desktop.domain.regions import HISTORICAL_NIK_REGIONS, REGENCIES
from kube_desktop.domain.values import NikFacts, group_nik, mask_nik
from kube_desktop.domain.wording import age_on, long_date, short_date
from kube_desktop.ui.tables.cells import Cell, Column, Shown, pill, plain, two_lines
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.pills import PillLook

translate = QCoreApplication.translate

ShowNik = Callable[[str], str]
"""How a list writes a NIK: masked, or whole for a minute."""

_LOOKS = {
    Eligibility.ELIGIBLE: (Tone.OK, "check"),
    Eligibility.UNCHECKED: (Tone.WARN, "clock"),
    Eligibility.ABOVE: (Tone.WARN, "triangle-alert"),
    Eligibility.DOUBLE: (Tone.ERR, "circle-alert"),
}


def eligibility_look(row: MemberRow) -> PillLook:
    """Return the pill about the poverty data of a member."""
    tone, icon = _LOOKS[row.eligibility]
    return PillLook(row.eligibility_label, tone, icon)


def eligibility_words(kind: Eligibility) -> str:
    """Return the name of a filter on the poverty data."""
    return {
        Eligibility.ELIGIBLE: translate("MemberLooks", "Layak"),
        Eligibility.UNCHECKED: translate("MemberLooks", "Belum dicek"),
        Eligibility.ABOVE: translate("MemberLooks", "Di atas desil 5"),
        Eligibility.DOUBLE: translate("MemberLooks", "NIK ganda"),
    }[kind]


def whole_nik(nik: str) -> str:
    """Show all digits of a NIK, for the minute after it was asked for."""
    return group_nik(nik) if nik else "–"


def masked_nik(nik: str) -> str:
    """Show a NIK as lists must."""
    return mask_nik(nik)


def sex_and_age(row: MemberRow, today: date) -> str:
    """Return sex and age in a few letters: P · 41 th."""
    parts = [row.sex.value if row.sex else ""]
    if row.born_on:
        parts.append(translate("MemberLooks", "{age} th").format(age=age_on(row.born_on, today)))
    return " · ".join(part for part in parts if part)


def birth_line(row: MemberRow) -> str:
    """Return birth date and sex for the line under a name: lahir 14 Mei 1985 · P."""
    parts = []
    if row.born_on:
        parts.append(translate("MemberLooks", "lahir {date}").format(date=long_date(row.born_on)))
    if row.sex:
        parts.append(row.sex.value)
    return " · ".join(parts)


def nik_sentence(facts: NikFacts) -> str:
    """Return what a NIK says, once its sixteenth digit is typed."""
    code = facts.regency_code
    if code in REGENCIES:
        place = REGENCIES[code]
    elif code in HISTORICAL_NIK_REGIONS:
        place = translate("MemberLooks", "Kalimantan Utara")
    else:
        place = translate("MemberLooks", "luar Kaltim ({code})").format(code=code)
    return translate("MemberLooks", "✓ {sex}, lahir {date}, terbitan {place}").format(
        sex=facts.sex.label, date=long_date(facts.born_on), place=place
    )


def village_and_rest(row: MemberRow) -> tuple[str, str]:
    """Return the village, and the regions around it."""
    village, _, district = row.place.partition(", ")
    return village, ", ".join(part for part in (district, row.regency) if part)


def group_columns(show_nik: ShowNik, today: Callable[[], date]) -> tuple[Column[MemberRow], ...]:
    """Return the columns of the members of one group."""
    return (
        Column(
            translate("MemberLooks", "Nama dan jabatan"),
            lambda row: two_lines(row.name, row.role.label if row.role else ""),
        ),
        Column(translate("MemberLooks", "NIK"), lambda row: show_nik(row.nik), 175),
        Column("", lambda row: sex_and_age(row, today()), 90),
        Column(translate("MemberLooks", "Kelayakan"), lambda row: pill(eligibility_look(row)), 150),
    )


def all_columns(show_nik: ShowNik) -> tuple[Column[MemberRow], ...]:
    """Return the columns of the list of everybody."""
    return (
        Column(translate("MemberLooks", "Nama"), lambda row: two_lines(row.name, birth_line(row))),
        Column(translate("MemberLooks", "NIK"), lambda row: show_nik(row.nik), 175),
        Column(translate("MemberLooks", "Kelompok"), _group_cell, 190),
        Column(
            translate("MemberLooks", "Alamat"),
            lambda row: two_lines(*village_and_rest(row)),
            225,
            shown=Shown.WIDE,
        ),
        Column(translate("MemberLooks", "Kelayakan"), lambda row: pill(eligibility_look(row)), 150),
        Column(translate("MemberLooks", "Status data"), _sent_cell, 120, spare=True),
    )


def _group_cell(row: MemberRow) -> Cell:
    if not row.group_name:
        return plain(translate("MemberLooks", "Tanpa kelompok"), tone="text2")
    return two_lines(row.group_name, row.role.label if row.role else "")


def _sent_cell(row: MemberRow) -> Cell:
    if row.arrived_on is not None:
        day = short_date(row.arrived_on)
        return two_lines(
            translate("MemberLooks", "Terkirim"),
            translate("MemberLooks", "diterima {day}").format(day=day),
        )
    if row.is_sent:
        return plain(translate("MemberLooks", "Tersimpan"), tone="text2")
    return plain(translate("MemberLooks", "Belum dikirim"), tone="warn")

"""The sentences of findings: facts about merged records that only a person may settle."""

from collections.abc import Sequence
from dataclasses import dataclass

from kube_desktop.domain.wording import join_words, rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One record inside a sentence.

    Attributes:
        name: What it is called.
        detail: What stands in brackets behind the name: group, day, amount.
        who: Who recorded it, on `day` in words.

    """

    name: str
    detail: str = ""
    who: str = ""
    day: str = ""

    @property
    def words(self) -> str:
        """Name, detail, and who recorded it when."""
        text = f"{self.name} ({self.detail})" if self.detail else self.name
        if self.who and self.day:
            return f"{text}, dicatat {self.who} pada {self.day}"
        return f"{text}, dicatat {self.who}" if self.who else text


def bast(number: str, receiver: str = "") -> str:
    """Return what a handover is called: its number once, and for whom it is."""
    name = number if number.upper().startswith("BAST") else f"BAST {number}".strip()
    return f"{name} ({receiver})" if receiver else name


def _list(told: Sequence[Told]) -> str:
    return "; ".join(one.words for one in told)


def same_nik(nik: str, people: Sequence[Told], groups: int) -> str:
    """Say that several people have one NIK."""
    where = f" di {groups} kelompok" if groups > 1 else ""
    return f"NIK {nik} dipakai {len(people)} orang{where}: {_list(people)}."


def likely_same(reasons: Sequence[str], people: Sequence[Told]) -> str:
    """Say that two people may be one."""
    return f"Mungkin satu orang, karena {join_words(list(reasons))}: {_list(people)}."


def two_groups(name: str, groups: Sequence[Told]) -> str:
    """Say that one person is an active member of several groups."""
    return f"{name} menjadi anggota {len(groups)} kelompok yang masih berjalan: {_list(groups)}."


def two_officers(role: str, group: str, people: Sequence[Told]) -> str:
    """Say that an office of a group has several holders."""
    return f"{group} mempunyai {len(people)} {role}: {_list(people)}."


def no_chair(group: str, members: int) -> str:
    """Say that a group has members and no chair."""
    return f"{group} belum mempunyai ketua, padahal anggotanya {members} orang."


def number_twice(label: str, number: str, year: str, users: Sequence[Told]) -> str:
    """Say that several papers or groups bear one number."""
    when = f" pada tahun {year}" if year else ""
    return f"{label} {number} dipakai {len(users)} kali{when}: {_list(users)}."


def aid_twice(what: str, told: Sequence[Told]) -> str:
    """Say that one allocation of aid was recorded several times."""
    return f"{what} tercatat {len(told)} kali: {_list(told)}."


def delivered_twice(what: str, told: Sequence[Told], total: int) -> str:
    """Say that one allocation of aid was handed over several times."""
    return (
        f"{what} tercatat diserahkan {len(told)} kali: {_list(told)}. Laporan menghitung "
        f"{rupiah(total)} dan menandainya ⚠."
    )


def total_differs(what: str, total: int, lines: int) -> str:
    """Say that a total is not the sum of its lines."""
    apart = rupiah(abs(total - lines))
    more = "lebih besar" if total > lines else "lebih kecil"
    return (
        f"Jumlah {what} tertulis {rupiah(total)}, sedangkan rincian barangnya {rupiah(lines)}: "
        f"jumlahnya {more} {apart}."
    )


def over_ceiling(what: str, total: int, ceiling: int) -> str:
    """Say that aid is above the ceiling and nobody said why."""
    return (
        f"Bantuan {what} {rupiah(total)} melebihi batas {rupiah(ceiling)} sebesar "
        f"{rupiah(total - ceiling)}, tanpa alasan."
    )


def signed_changed(what: str, changes: Sequence[tuple[str, str, str]]) -> str:
    """Say what a signed paper says and the data no longer do.

    Args:
        what: The paper.
        changes: Field, what the paper says, what the data say.

    """
    told = "; ".join(f"{label} di kertas {paper}, di data {now}" for label, paper, now in changes)
    return f"{what} berubah sesudah ditandatangani: {told}."


def dead_recipient(name: str, died: str, what: str) -> str:
    """Say that somebody who died received aid or is still a member."""
    return f"{name} tercatat meninggal {died}, tetapi {what}."


def group_twice(name: str, village: str, told: Sequence[Told]) -> str:
    """Say that groups of one name exist in one village."""
    return f"Kelompok {name} di {village} tercatat {len(told)} kali: {_list(told)}."


def visit_twice(group: str, day: str, told: Sequence[Told]) -> str:
    """Say that a group was visited several times on one day."""
    return f"Kunjungan ke {group} pada {day} tercatat {len(told)} kali: {_list(told)}."


def assignments(group: str, told: Sequence[Told]) -> str:
    """Say that a group has several facilitators at the same time."""
    return f"{group} dipegang {len(told)} pendamping pada saat yang sama: {_list(told)}."


def second_content(count: int, whose: str) -> str:
    """Say that changes with a used number and another content were kept aside."""
    return (
        f"{count} perubahan dari {whose} memakai nomor yang sudah dipakai dengan isi lain. Yang "
        "pertama datang dipakai, yang lain disimpan terpisah. Laptopnya mungkin disalin."
    )


def newer_field(count: int, what: str) -> str:
    """Say that changes of a newer program are kept and not shown."""
    return (
        f"{count} perubahan {what} dibuat program versi lebih baru. Semuanya tersimpan dan tampil "
        "sesudah program ini diperbarui."
    )


def orphan(count: int, what: str) -> str:
    """Say that changes wait for the record they belong to."""
    return (
        f"{count} catatan {what} belum datang, tetapi perubahannya sudah ada. Kiriman yang "
        "terlewat akan membawanya."
    )


def objected(who: str, label: str, what: str, value: str, comment: str, day: str) -> str:
    """Say that a facilitator objects to a correction of the office, and why."""
    return (
        f"{who} membantah koreksi {label} {what} menjadi {value}: “{comment}” ({day}). Ubah "
        "catatannya, atau putuskan bahwa koreksi tetap berlaku."
    )

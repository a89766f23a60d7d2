"""The fields of the member form, and where they stand."""

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from kube_desktop.domain.members import (
    DATA_SOURCES,
    EDUCATIONS,
    FAMILY_RELATIONS,
    MARITAL_STATUSES,
    OTHER_PROGRAMMES,
    Role,
)
from kube_desktop.domain.values import Sex
from kube_desktop.services.lists import Lists
from kube_desktop.ui.forms.choice_fields import ChipsField, ChoiceField, SegmentField
from kube_desktop.ui.forms.field import Field
from kube_desktop.ui.forms.fields import (
    DateField,
    IntField,
    NikField,
    PhoneField,
    RupiahField,
    TextField,
)
from kube_desktop.ui.forms.layout import Row, Section, row
from kube_desktop.ui.members.villages import village_field

translate = QCoreApplication.translate

PINNED_AT_FIRST: Final = ("address", "rt", "rw", "village_code", "data_source")
"""What neighbours share; kept for the next member until the person takes the pin out."""


def member_fields(lists: Lists, today: Callable[[], date]) -> list[Field[Any, Any]]:
    """Return the fields in the order of the form."""
    return [*_needed(lists, today), *_further(today)]


MEMBER_CHOICES: Final[dict[str, Sequence[tuple[Hashable, str]]]] = {
    "data_source": [(one, one) for one in DATA_SOURCES],
    "family_relation": [("", "–"), *((one, one) for one in FAMILY_RELATIONS)],
    "marital_status": [("", "–"), *((one, one) for one in MARITAL_STATUSES)],
    "education": [("", "–"), *((one, one) for one in EDUCATIONS)],
    "other_programmes": [(one, one) for one in OTHER_PROGRAMMES],
}
"""What the lists of the form offer, by field."""


def member_rows(*, with_role: bool, narrow: bool = False) -> tuple[Row | Section, ...]:
    """Return the lines of the form; people without a group hold no office."""
    name: tuple[Row, ...] = (row("name"),)
    if with_role:
        name = (row("name"), row("role")) if narrow else (row("name", "role", stretch=(1, 1)),)
    return (
        row("nik", "family_card_number", stretch=(1, 1)),
        *name,
        *_lines(narrow, ("birth_place", "born_on", "sex"), stretch=(3, 3, 3), breaks=2),
        *_lines(narrow, ("address", "rt", "rw", "village_code"), stretch=(9, 3, 3, 9), breaks=3),
        *_lines(
            narrow,
            ("phone", "initial_income", "data_source", "decile"),
            stretch=(6, 6, 4, 3),
            breaks=2,
        ),
        Section(
            translate("MemberFields", "Keterangan tambahan (boleh kosong)"),
            (
                *_lines(
                    narrow,
                    ("nickname", "family_relation", "marital_status", "dependants"),
                    breaks=2,
                ),
                row("education", "occupation", "skills"),
                row("decile_checked_on", "joined_on") if with_role else row("decile_checked_on"),
                row("other_programmes"),
            ),
            folded=True,
        ),
    )


def _lines(
    narrow: bool,  # noqa: FBT001  the same in every line
    names: tuple[str, ...],
    *,
    breaks: int,
    stretch: tuple[int, ...] = (),
) -> tuple[Row, ...]:
    """Return one line, or two where there is less room."""
    if not narrow:
        return (row(*names, stretch=stretch),)
    return (
        row(*names[:breaks], stretch=stretch[:breaks]),
        row(*names[breaks:], stretch=stretch[breaks:]),
    )


def _needed(lists: Lists, today: Callable[[], date]) -> tuple[Field[Any, Any], ...]:
    return (
        NikField(
            "nik", translate("MemberFields", "NIK"), translate("MemberFields", "16 angka di KTP")
        ),
        NikField(
            "family_card_number",
            translate("MemberFields", "Nomor KK"),
            translate("MemberFields", "16 angka di kartu keluarga"),
            optional=True,
        ),
        TextField(
            "name",
            translate("MemberFields", "Nama lengkap"),
            max_length=120,
            placeholder=translate("MemberFields", "seperti di KTP"),
        ),
        SegmentField(
            "role", translate("MemberFields", "Jabatan"), choices=[(one, one.label) for one in Role]
        ),
        TextField("birth_place", translate("MemberFields", "Tempat lahir"), max_length=60),
        DateField("born_on", translate("MemberFields", "Tanggal lahir"), today=today),
        SegmentField(
            "sex",
            translate("MemberFields", "Jenis kelamin"),
            choices=[(one, one.label) for one in Sex],
        ),
        TextField("address", translate("MemberFields", "Alamat"), pinnable=True, max_length=160),
        TextField("rt", translate("MemberFields", "RT"), pinnable=True, max_length=3),
        TextField("rw", translate("MemberFields", "RW"), pinnable=True, max_length=3),
        village_field(
            lists,
            name="village_code",
            label=translate("MemberFields", "Kampung atau kelurahan"),
            pinnable=True,
        ),
        PhoneField("phone", translate("MemberFields", "Nomor HP"), optional=True),
        RupiahField("initial_income", translate("MemberFields", "Penghasilan sebulan (Rp)")),
        ChoiceField(
            "data_source",
            translate("MemberFields", "Sumber data"),
            choices=MEMBER_CHOICES["data_source"],
            pinnable=True,
        ),
        ChoiceField(
            "decile",
            translate("MemberFields", "Desil"),
            placeholder=translate("MemberFields", "belum"),
            choices=[
                (None, translate("MemberFields", "belum")),
                *((n, str(n)) for n in range(1, 11)),
            ],
        ),
    )


def _further(today: Callable[[], date]) -> tuple[Field[Any, Any], ...]:
    return (
        TextField("nickname", translate("MemberFields", "Nama panggilan"), max_length=60),
        _choice("family_relation", translate("MemberFields", "Hubungan keluarga")),
        _choice("marital_status", translate("MemberFields", "Status kawin")),
        IntField("dependants", translate("MemberFields", "Tanggungan"), minimum=0, maximum=20),
        _choice("education", translate("MemberFields", "Pendidikan")),
        TextField("occupation", translate("MemberFields", "Pekerjaan"), max_length=80),
        TextField("skills", translate("MemberFields", "Keterampilan"), max_length=200),
        DateField("decile_checked_on", translate("MemberFields", "Tanggal cek desil"), today=today),
        DateField("joined_on", translate("MemberFields", "Tanggal masuk kelompok"), today=today),
        ChipsField(
            "other_programmes",
            translate("MemberFields", "Program lain yang diterima"),
            choices=MEMBER_CHOICES["other_programmes"],
        ),
    )


def _choice(name: str, label: str) -> ChoiceField[Hashable]:
    return ChoiceField(name, label, choices=MEMBER_CHOICES[name])

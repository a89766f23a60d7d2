"""The fields of the group form, and where they stand."""

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from kube_desktop.domain.groups import BUSINESS_TYPES, FUNDING_SOURCES
from kube_desktop.services.lists import Lists
from kube_desktop.ui.forms.choice_fields import ChoiceField
from kube_desktop.ui.forms.field import Field
from kube_desktop.ui.forms.fields import DateField, LongTextField, TextField
from kube_desktop.ui.forms.layout import Row, Section, row
from kube_desktop.ui.members.villages import village_field

translate = QCoreApplication.translate
_FIRST_YEAR: Final = 2019


def group_fields(lists: Lists, today: Callable[[], date]) -> list[Field[Any, Any]]:
    """Return the fields in the order of the form."""
    return [*_needed(lists, today), *_further(today)]


def group_rows(*, narrow: bool = False) -> tuple[Row | Section, ...]:
    """Return the lines of the form."""
    business = ("business_type", "business_detail", "business_name")
    money = ("budget_year", "funding_source", "formed_on")
    return (
        row("name", "village_code", stretch=(1, 1)),
        *_lines(business, narrow=narrow),
        *_lines(money, narrow=narrow),
        Section(
            translate("GroupFields", "Keterangan tambahan (boleh kosong)"),
            (
                row("address", "hamlet", "rt", "rw", stretch=(8, 5, 2, 2)),
                row("register_number", "decree_number", "decree_on"),
                row("bank_name", "bank_account", "bank_holder"),
                row("meeting_day", "note", stretch=(1, 2)),
            ),
            folded=True,
        ),
    )


def _lines(names: tuple[str, ...], *, narrow: bool) -> tuple[Row, ...]:
    return (row(*names[:2]), row(*names[2:])) if narrow else (row(*names),)


def group_choices(today: date) -> dict[str, Sequence[tuple[Hashable, str]]]:
    """Return what the lists of the form offer, by field."""
    return {
        "business_type": list(BUSINESS_TYPES.items()),
        "budget_year": [(year, str(year)) for year in range(today.year + 1, _FIRST_YEAR, -1)],
        "funding_source": [(one, one) for one in FUNDING_SOURCES],
    }


def _needed(lists: Lists, today: Callable[[], date]) -> tuple[Field[Any, Any], ...]:
    offered = group_choices(today())
    return (
        TextField(
            "name",
            translate("GroupFields", "Nama kelompok"),
            translate("GroupFields", "tanpa kata KUBE"),
            max_length=120,
        ),
        village_field(
            lists,
            name="village_code",
            label=translate("GroupFields", "Kampung, desa, atau kelurahan"),
            hint=translate("GroupFields", "ketik nama desa atau kecamatannya"),
        ),
        ChoiceField(
            "business_type",
            translate("GroupFields", "Jenis usaha"),
            choices=offered["business_type"],
        ),
        TextField(
            "business_detail",
            translate("GroupFields", "Rincian usaha"),
            max_length=80,
            placeholder=translate("GroupFields", "misalnya ternak ayam petelur"),
        ),
        TextField(
            "business_name",
            translate("GroupFields", "Nama usaha"),
            optional=True,
            max_length=80,
        ),
        ChoiceField(
            "budget_year",
            translate("GroupFields", "Tahun anggaran"),
            choices=offered["budget_year"],
        ),
        ChoiceField(
            "funding_source",
            translate("GroupFields", "Sumber dana"),
            choices=offered["funding_source"],
        ),
        DateField(
            "formed_on", translate("GroupFields", "Tanggal terbentuk"), optional=True, today=today
        ),
    )


def _further(today: Callable[[], date]) -> tuple[Field[Any, Any], ...]:
    return (
        TextField("address", translate("GroupFields", "Alamat sekretariat"), max_length=160),
        TextField("hamlet", translate("GroupFields", "Dusun"), max_length=60),
        TextField("rt", translate("GroupFields", "RT"), max_length=3),
        TextField("rw", translate("GroupFields", "RW"), max_length=3),
        TextField("register_number", translate("GroupFields", "Nomor register"), max_length=40),
        TextField("decree_number", translate("GroupFields", "Nomor SK"), max_length=60),
        DateField("decree_on", translate("GroupFields", "Tanggal SK"), today=today),
        TextField("bank_name", translate("GroupFields", "Bank"), max_length=60),
        TextField("bank_account", translate("GroupFields", "Nomor rekening"), max_length=24),
        TextField("bank_holder", translate("GroupFields", "Atas nama"), max_length=80),
        TextField(
            "meeting_day",
            translate("GroupFields", "Hari pertemuan"),
            max_length=60,
            placeholder=translate("GroupFields", "misalnya Jumat minggu ke-1"),
        ),
        LongTextField("note", translate("GroupFields", "Catatan")),
    )

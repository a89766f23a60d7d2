"""The fields of a handover, how they are arranged, and how they become a draft."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from kube_desktop.domain.aid import AidForm, GoodsItem, HandoverDraft, Scheme
from kube_desktop.domain.checks import Problem
from kube_desktop.ui.forms.choice_fields import ChoiceField, SearchField
from kube_desktop.ui.forms.fields import DateField, LongTextField, RupiahField, TextField
from kube_desktop.ui.forms.form import AnyField
from kube_desktop.ui.forms.layout import Row, Section, row
from kube_desktop.ui.forms.options import Option

ADD_MEMBER: Final = "add"
"""Stands in the list of receivers for the offer to add a member."""
_SAME_NAMES: Final = (
    "group_id", "handed_over_on", "place", "bast_number", "official_id", "acknowledged_name",
    "acknowledged_title", "over_ceiling_reason", "note",
)  # fmt: skip

Find = Callable[[str], Sequence[Option]]
Describe = Callable[[Hashable], Option | None]


@dataclass(frozen=True, slots=True)
class Shape:
    """Which fields are asked: they differ by scheme, by what is given, and by room."""

    scheme: Scheme = Scheme.GROUP
    form: AidForm = AidForm.GOODS
    is_compact: bool = False


def handover_fields(
    groups: tuple[Find, Describe], people: tuple[Find, Describe], today: Callable[[], date]
) -> list[AnyField]:
    """Return every field of the form; `rows_for` shows those that a shape needs."""
    return [
        SearchField(
            "group_id",
            _tr("Kelompok penerima"),
            find=groups[0],
            describe=groups[1],
            add_text=_tr("Tambah kelompok"),
        ),
        SearchField(
            "single_id",
            _tr("Penerima bantuan"),
            find=people[0],
            describe=people[1],
            add_text=_tr("Tambah orang"),
        ),
        ChoiceField("receiver_id", _tr("Diterima oleh"), placeholder=_tr("Pilih anggota")),
        DateField("handed_over_on", _tr("Tanggal serah terima"), today=today),
        TextField("bast_number", _tr("Nomor BAST"), optional=True, max_length=80),
        RupiahField("money", _tr("Jumlah uang (Rp)")),
        TextField("money_use", _tr("Untuk"), max_length=120),
        LongTextField("over_ceiling_reason", _tr("Alasan melebihi batas"), lines=2),
        ChoiceField("official_id", _tr("Pihak pertama"), placeholder=_tr("Pilih pejabat")),
        TextField("acknowledged_name", _tr("Mengetahui"), optional=True, max_length=100),
        TextField("acknowledged_title", _tr("Jabatan"), optional=True, max_length=100),
        TextField("witness_1", _tr("Saksi pertama"), optional=True, max_length=100),
        TextField("witness_2", _tr("Saksi kedua"), optional=True, max_length=100),
        TextField("place", _tr("Tempat"), optional=True, max_length=200),
        LongTextField("note", _tr("Catatan"), optional=True),
    ]


def rows_for(shape: Shape, goods: QWidget, ceiling: QWidget) -> list[Row | Section]:
    """Return the arrangement for a shape; the order is that of the paper."""
    who = "group_id" if shape.scheme is Scheme.GROUP else "single_id"
    is_group = shape.scheme is Scheme.GROUP
    money = [row("money", "money_use", stretch=(1, 2))] if shape.form is AidForm.MONEY else []
    signers = row("official_id", "acknowledged_name", "acknowledged_title", stretch=(4, 3, 3))
    rest = Section(
        _tr("Saksi, tempat, dan catatan"),
        (row("witness_1", "witness_2"), row("place"), row("note")),
        folded=True,
    )
    goods_rows = [row(goods), *money]
    reason = row("over_ceiling_reason")
    if shape.is_compact:
        first = row(who, "handed_over_on", "bast_number", stretch=(3, 2, 2))
        receiver = [row("receiver_id", "official_id")] if is_group else [row("official_id")]
        names = row("acknowledged_name", "acknowledged_title")
        return [first, *goods_rows, reason, *receiver, names, rest]
    if is_group:
        head = [
            row("group_id", "handed_over_on", stretch=(3, 2)),
            row("receiver_id", "bast_number", stretch=(3, 2)),
        ]
    else:
        head = [row("single_id", "handed_over_on", "bast_number", stretch=(3, 2, 2))]
    return [*head, *goods_rows, row(ceiling), reason, signers, rest]


def draft_of(
    values: Mapping[str, Any],
    shape: Shape,
    items: tuple[GoodsItem, ...],
    reasons: Mapping[str, str],
) -> HandoverDraft:
    """Return what is typed as a draft."""
    who = values["receiver_id"] if shape.scheme is Scheme.GROUP else values["single_id"]
    # The lists also hold the offer to add somebody, which is nobody.
    official = values["official_id"]
    known = {**values, "official_id": official if isinstance(official, UUID) else None}
    draft = HandoverDraft(
        scheme=shape.scheme,
        form=shape.form,
        person_id=who if isinstance(who, UUID) else None,
        items=items if shape.form is AidForm.GOODS else _money_items(values),
        witnesses=tuple(values[name] for name in ("witness_1", "witness_2") if values[name]),
        reasons=dict(reasons),
        **{name: known[name] for name in _SAME_NAMES},
    )
    return draft if shape.scheme is Scheme.GROUP else replace(draft, group_id=None)


def values_of(draft: HandoverDraft) -> dict[str, Any]:
    """Return what the fields show of a draft."""
    is_group = draft.scheme is Scheme.GROUP
    witnesses = (*draft.witnesses, "", "")
    money = draft.items[0] if draft.form is AidForm.MONEY and draft.items else GoodsItem()
    return {
        **{name: getattr(draft, name) for name in _SAME_NAMES},
        "receiver_id": draft.person_id if is_group else None,
        "single_id": None if is_group else draft.person_id,
        "money": money.unit_price,
        "money_use": money.name,
        "witness_1": witnesses[0],
        "witness_2": witnesses[1],
    }


def problems_here(problems: Sequence[Problem], shape: Shape) -> tuple[Problem, ...]:
    """Return problems of a draft at the fields that stand for them in this shape."""
    return tuple(
        one for one in (_placed(problem, shape) for problem in problems) if one is not None
    )


def _placed(problem: Problem, shape: Shape) -> Problem | None:
    if problem.field == "person_id":
        name = "receiver_id" if shape.scheme is Scheme.GROUP else "single_id"
        return replace(problem, field=name)
    if shape.form is AidForm.GOODS or not problem.field.startswith("items"):
        return problem
    if problem.reasons:
        return replace(problem, field="money")
    if problem.field.endswith("name"):
        return Problem("money_use", _tr("Isi untuk apa uang ini"))
    return Problem("money", _tr("Isi jumlah uang"))


def _money_items(values: Mapping[str, Any]) -> tuple[GoodsItem, ...]:
    amount, use = values["money"], str(values["money_use"] or "")
    if not amount and not use:
        return ()
    return (GoodsItem(name=use, quantity_milli=1000, unit=_tr("paket"), unit_price=amount),)


def _tr(text: str) -> str:
    return QCoreApplication.translate("HandoverFields", text)

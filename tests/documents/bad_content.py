"""Spoiling the content of any paper: odd texts, too many rows, huge sums, missing officials."""

from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum

from kube_desktop.documents.content import Imprint, Party, Topic
from kube_desktop.documents.contents_reports import (
    BarsContent,
    ChartSeries,
    ReportSection,
    TrendMonth,
)
from kube_desktop.documents.evaluation_form import DimensionPart, IndicatorLine
from kube_desktop.documents.pen import FormCode

MONEY = {
    "amount", "unit_price", "money_amount", "total", "turnover", "cash", "iks", "handed_over",
}  # fmt: skip
FIXED = (
    Party, Topic, TrendMonth, DimensionPart, IndicatorLine, ReportSection, BarsContent, ChartSeries
)  # fmt: skip
"""Of these there are as many as the paper or the programme has, however much was recorded."""
LEFT_ALONE = (Enum, Imprint, FormCode, ChartSeries)
"""What no person types."""


@dataclass(frozen=True)
class World:
    """How bad it is; None leaves things as they are.

    Attributes:
        text: Stands in every field of text.
        rows: So many rows in every list.
        money: Every sum.
        logo: Bytes of the logo.
        is_unmanned: Nobody is known who signs.

    """

    text: str | None = None
    rows: int | None = None
    money: int | None = None
    logo: bytes | None = None
    is_unmanned: bool = False


def spoiled(value, world, name=""):
    """The content with everything in it as bad as the world is."""
    if isinstance(value, LEFT_ALONE) or name == "columns":
        return value
    if world.is_unmanned and isinstance(value, Party):
        return Party()
    if is_dataclass(value):
        changes = {
            field.name: spoiled(getattr(value, field.name), world, field.name)
            for field in fields(value)
        }
        return replace(value, **changes)
    if isinstance(value, tuple):
        return tuple(spoiled(one, world) for one in _rows(value, world, name))
    if isinstance(value, str) and world.text is not None:
        return world.text
    if type(value) is int and name in MONEY and world.money is not None:
        return world.money
    if name == "logo" and world.logo is not None:
        return world.logo
    return value


def _rows(value, world, name):
    is_list = bool(value) and is_dataclass(value[0]) and not isinstance(value[0], FIXED)
    is_list = is_list or name == "rows"
    if world.rows is None or not is_list:
        return value
    return (value * world.rows)[: world.rows]

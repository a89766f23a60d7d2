"""Inventing aid in money: some groups got the sum itself and buy their goods from it."""

from collections.abc import Iterator
from typing import Final

from kube_desktop.domain.aid import AidForm
from kube_desktop.services.sample.changes import TableRow

_EVERY: Final = 16
_GIVEN: Final = 5
"""One group of so many got money, beginning with this one."""
_SUM: Final = 20_000_000


def in_money(number: int, rows: Iterator[TableRow]) -> Iterator[TableRow]:
    """Yield the rows of a group, with a sum of money in place of its goods when it got money.

    Other invented rows stay as they are: the goods were drawn all the same.
    """
    if number % _EVERY != _GIVEN:
        yield from rows
        return
    use = ""
    for table, values in rows:
        if table == "groups":
            use = f"Modal usaha {values['business_detail'].lower()}"
        elif table == "aids":
            values["form"] = AidForm.MONEY.value
        elif table == "handovers":
            values["total"] = _SUM
        elif table == "item_conditions" or (table == "aid_items" and values["position"] > 1):
            continue
        elif table == "aid_items":
            values.update(
                name=use, quantity_milli=1000, unit="paket", unit_price=_SUM, amount=_SUM,
                condition=None,
            )  # fmt: skip
        yield table, values

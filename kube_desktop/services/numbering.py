"""Proposing official numbers on a laptop that cannot ask the office (docs/adr/0007)."""

import re
from collections.abc import Iterable
from datetime import date

from kube_desktop.domain.settings import NumberPart, number_parts

_COUNTED = "([0-9]{1,9})"


def next_sequence(pattern: str, regency_code: str, day: date, used: Iterable[str]) -> int:
    """Return the first running number that no paper of the year bears.

    Numbers typed in another shape are ignored: they came from the office's agenda book.

    Raises:
        ValueError: When the pattern cannot be used.

    """
    expression = re.compile(
        "".join(_shape(part, regency_code, day) for part in number_parts(pattern))
    )
    found = (expression.fullmatch(number) for number in used)
    return max((int(match[1]) for match in found if match), default=0) + 1


def _shape(part: NumberPart, regency_code: str, day: date) -> str:
    match part.name:
        case "urut":
            return _COUNTED
        case "bulan":  # part of the number but not of the count: it runs through the whole year
            return "[0-9]{2}"
        case "bulan_romawi":
            return "[IVX]+"
    return re.escape(part.value(regency_code, day))

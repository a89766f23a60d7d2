"""Proposing official numbers on a laptop that cannot ask the office (docs/adr/0007)."""

import re
from collections.abc import Iterable
from datetime import date

from kube_desktop.domain.settings import document_number

_MARK = 987654321


def next_sequence(pattern: str, regency_code: str, day: date, used: Iterable[str]) -> int:
    """Return the first running number that no paper of the year bears.

    Numbers typed in another shape are ignored: they came from the office's agenda book.
    """
    sample = document_number(pattern, _MARK, regency_code, day)
    shape = re.escape(sample).replace(str(_MARK), r"(\d+)")
    # The month is part of the pattern but not of the count: numbers run through the whole year.
    shape = re.sub(r"/(?:I|II|III|IV|V|VI|VII|VIII|IX|X|XI|XII)/", "/[IVX]+/", shape)
    expression = re.compile(shape)
    highest = 0
    for number in used:
        if match := expression.fullmatch(number):
            highest = max(highest, int(match[1]))
    return highest + 1

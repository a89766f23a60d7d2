"""What a sender says of itself in the first line of a body: shown to people, believed little."""

from collections.abc import Mapping
from typing import Any, Final

_LONGEST: Final = 100
_LONGEST_NUMBER: Final = 19
_INT64: Final = 1 << 63


def said(meta: Mapping[str, Any], name: str) -> str:
    """Return a text of the first line, short and on one line; "" when there is none."""
    value = meta.get(name)
    if not isinstance(value, str):
        return ""
    return "".join(letter for letter in value[:_LONGEST] if letter.isprintable())


def known_numbers(meta: Mapping[str, Any]) -> dict[int, int]:
    """Return up to which number of each replica the sender had seen; what is odd is left out."""
    stated = meta.get("known")
    if not isinstance(stated, dict):
        return {}
    return {
        int(replica): number
        for replica, number in stated.items()
        if replica.isascii() and replica.isdecimal() and len(replica) <= _LONGEST_NUMBER
        and type(number) is int and 0 <= number < _INT64 and 0 < int(replica) < _INT64
    }  # fmt: skip

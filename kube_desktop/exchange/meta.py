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
    return numbers_in(meta, "known")


def numbers_in(meta: Mapping[str, Any], name: str) -> dict[int, int]:
    """Return a number for each replica, as a sender states it; what is odd is left out."""
    stated = meta.get(name)
    if not isinstance(stated, dict):
        return {}
    return {
        int(replica): number
        for replica, number in stated.items()
        if is_branch(replica) and type(number) is int and 0 <= number < _INT64
    }


def is_branch(text: str) -> bool:
    """Return whether a text is the number of a replica."""
    digits = text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER
    return digits and 0 < int(text) < _INT64

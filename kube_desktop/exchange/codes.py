"""The check code: what both sides read to each other to know that a file arrived whole."""

import re
from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH: Final = 8
_LOOK_ALIKES: Final = str.maketrans("OIL", "011")


def check_code(sha512: bytes) -> str:
    """Return the check code of a file from its SHA-512, as `7F3A–92C1`."""
    bits = int.from_bytes(sha512[:5], "big")
    code = "".join(_ALPHABET[bits >> shift & 31] for shift in range(35, -1, -5))
    return f"{code[:4]}–{code[4:]}"


def same_code(typed: str, code: str) -> bool:
    """Return whether a typed or spoken code is this one, whatever its dashes and look-alikes."""
    return _bare(typed) == _bare(code) and len(_bare(code)) == _LENGTH


def _bare(code: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", code.upper()).translate(_LOOK_ALIKES)

"""Ways to spoil the bytes of a package: cheap, from a seed, and aware of how a file is built."""

import json
import struct
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any, Final

_TOKENS: Final = (
    b"[", b"]", b"{", b"}", b",", b":", b'"', b"null", b"true", b"NaN", b"Infinity", b"-1",
    b"1e999", b"9" * 40, b"\\u0000", b"\\ud800", b"\xff", b"\xc3", b"\x00", b"\n",
    b"\xef\xbb\xbf", b"[" * 40, b'"k":', b'"ct":', b"0.0", b"-0", b"18446744073709551616",
)  # fmt: skip
_NUMBERS: Final = (0, 1, 15, 16, 17, 63, 64, 65, 255, 0x7FFF, 0xFFFF, 65_552, 65_553, 1 << 31,
                   (1 << 32) - 1)  # fmt: skip
ODD_NUMBERS: Final = (
    0, 1, -1, 2, 127, 1 << 31, 1 << 32, (1 << 53) + 1, (1 << 62) - 1, 1 << 62, (1 << 63) - 1,
    1 << 63, -(1 << 63), -(1 << 63) - 1, 1 << 64, 10**30, 10**400,
)  # fmt: skip
ODD_TEXTS: Final = (
    "", " ", "0", "-1", "١", "null", "\0", "a\0b", "\n", "é", "\u202e", "😀", "'", '"', "\\", "%s",
    "--", "$", '$."a"', "deleted", "id", "sync_change", "sqlite_master", "members", "KUBE",
    "2026-13-45", "2026-02-29", "9999-12-31T23:59:59+00:00", "-4713-11-24", "now", "{}", "[]", "[[",
    "0" * 32, "z" * 32, "f" * 64, "A" * 65, "[" * 3000, "x" * 70_000,
)  # fmt: skip
ODD_VALUES: Final = (
    *ODD_NUMBERS, *ODD_TEXTS, None, True, False, 1.5, 1e308, float("nan"), float("inf"), [], {},
    [[]],    [None], {"a": {}}, [1, [2, [3]]], {"k": "", "ct": ""}, [{"k": "a", "ct": "AA=="}] * 3,
)  # fmt: skip


def spoil(content: bytes, draw: Random, other: bytes = b"") -> bytes:
    """Return bytes with one to three things done to them."""
    spoiled = bytearray(content)
    for _ in range(1 if draw.random() < 0.7 else draw.randrange(2, 4)):
        _WAYS[int(draw.random() * len(_WAYS))](spoiled, draw, other)
    return bytes(spoiled)


def odd_value(draw: Random) -> Any:  # noqa: ANN401  anything JSON can say
    """Return something that does not belong there, of its own each time."""
    return deepcopy(draw.choice(ODD_VALUES))


def odd_json(fields: dict[str, Any], draw: Random) -> bytes:
    """Return a JSON object with one of its values odd, missing, twice, or in odd company."""
    changed = dict(fields)
    name = draw.choice(list(changed) or [""])
    match int(draw.random() * 6):
        case 0:
            changed.pop(name, None)
        case 1:
            changed[draw.choice(ODD_TEXTS)] = odd_value(draw)
        case 2:
            text = json.dumps(changed)
            return f'{text[:-1]},"{name}":{json.dumps(odd_value(draw))}}}'.encode()
        case 3 if isinstance(changed[name], list) and changed[name]:
            inner = draw.choice(changed[name])
            if isinstance(inner, dict):
                inner = {**inner, draw.choice([*inner, "x"]): odd_value(draw)}
            changed[name] = [inner] * draw.choice((1, 2, 17, 60))
        case _:
            changed[name] = odd_value(draw)
    return json.dumps(changed, ensure_ascii=draw.random() < 0.5).encode("utf-8", "surrogatepass")


def _flip(spoiled: bytearray, draw: Random, _other: bytes) -> None:
    if spoiled:
        spoiled[int(draw.random() * len(spoiled))] ^= 1 << int(draw.random() * 8)


def _set(spoiled: bytearray, draw: Random, _other: bytes) -> None:
    if spoiled:
        spoiled[int(draw.random() * len(spoiled))] = int(draw.random() * 256)


def _number(spoiled: bytearray, draw: Random, _other: bytes) -> None:
    at = int(draw.random() * max(1, len(spoiled) - 4))
    spoiled[at : at + 4] = struct.pack("<I", draw.choice(_NUMBERS))


def _cut(spoiled: bytearray, draw: Random, _other: bytes) -> None:
    at = int(draw.random() * (len(spoiled) + 1))
    del spoiled[at : at + 1 + int(draw.random() ** 3 * 200)]


def _end(spoiled: bytearray, draw: Random, _other: bytes) -> None:
    del spoiled[int(draw.random() * (len(spoiled) + 1)) :]


def _repeat(spoiled: bytearray, draw: Random, _other: bytes) -> None:
    at = int(draw.random() * (len(spoiled) + 1))
    piece = spoiled[at : at + 1 + int(draw.random() ** 3 * 200)]
    spoiled[at:at] = piece * draw.choice((1, 1, 2, 9))


def _token(spoiled: bytearray, draw: Random, _other: bytes) -> None:
    at = int(draw.random() * (len(spoiled) + 1))
    token = draw.choice(_TOKENS)
    spoiled[at : at + draw.choice((0, 1, len(token)))] = token


def _splice(spoiled: bytearray, draw: Random, other: bytes) -> None:
    at, end = sorted((int(draw.random() * (len(other) + 1)), int(draw.random() * (len(other) + 1))))
    here = int(draw.random() * (len(spoiled) + 1))
    spoiled[here : here + end - at] = other[at:end]


_WAYS: Final[tuple[Callable[[bytearray, Random, bytes], None], ...]] = (
    _flip, _flip, _flip, _set, _set, _number, _cut, _end, _repeat, _token, _token, _splice,
)  # fmt: skip

"""The lines of a body: changes as JSON arrays, one a line, and back, every one checked.

["META", {…}]                                               first: who sends, counts, watermarks
["T", set, table, [columns]]                                a set of columns, used by "I"
["I", replica, seq, hlc, set, row, [values], user, schema, reason]
["U", replica, seq, hlc, table, row, column, value, p_replica, p_seq, seen, user, schema, reason]
["S", replica, seq, p_replica, p_seq]
["F", sha256, size, position, base64]                       a piece of an attachment
["END", count, sha256]                                      last: lines before it, and their hash

Numbers are 64-bit integers. Rows, users and hashes are hexadecimal. An operation of another single
upper-case letter or more has the shape of "U" and is kept for newer programs.
"""

import base64
import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import Any, Final, TypeAlias

from kube_desktop.exchange.errors import MalformedPackageError

Record: TypeAlias = tuple[Any, ...]
"""One change, in the tuple forms that `db.sync.records` describes."""

MAX_LINE: Final = 1 << 20
PIECE: Final = 192 * 1024
MAX_ATTACHMENT: Final = 40_000_000
"""Bytes of one attachment; an office holds a whole one in memory while it keeps it."""
_MAX_SETS: Final = 10_000
_MAX_COLUMNS: Final = 500
_ID: Final = 16
_HASH: Final = 32
_INT64: Final = 1 << 63
_LATEST: Final = 1 << 62
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,62}")
_OPERATION: Final = re.compile(r"[A-Z]{1,8}")
_RESERVED: Final = frozenset({"META", "T", "I", "S", "F", "END"})

encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def change_lines(records: Iterable[Record]) -> Iterator[str]:
    """Yield the lines for changes; each set of columns is announced before its first use."""
    sets: dict[tuple[str, tuple[str, ...]], int] = {}
    for record in records:
        operation = record[0]
        if operation == "I":
            _, replica, seq, hlc, table, row, columns, values, user, schema, reason = record
            number = sets.get((table, columns))
            if number is None:
                number = sets[table, columns] = len(sets)
                yield encode(["T", number, table, columns])
            yield encode(
                ["I", replica, seq, hlc, number, row.hex(), values, _hex(user), schema, reason]
            )
        elif operation == "S":
            yield encode(record)
        else:
            yield encode([*record[:5], record[5].hex(), *record[6:11], _hex(record[11]),
                          *record[12:]])  # fmt: skip


def attachment_lines(sha256: bytes, size: int, pieces: Iterable[bytes]) -> Iterator[str]:
    """Yield the lines for one attachment."""
    position = 0
    for piece in pieces:
        for start in range(0, len(piece), PIECE):
            part = piece[start : start + PIECE]
            yield encode(["F", sha256.hex(), size, position, base64.b64encode(part).decode()])
            position += len(part)


class LineReader:
    """Turns checked lines back into records.

    Every line is checked for its shape, types and sizes, because a signature says who wrote a
    file, not that it is well-formed.
    """

    def __init__(self) -> None:
        self._sets: dict[int, tuple[str, tuple[str, ...]]] = {}

    def read(self, lines: list[bytes]) -> list[Any]:
        """Return the arrays of a block of lines, which must be one array each."""
        try:
            text = b",".join(lines).decode("utf-8")
            arrays: list[Any] = json.loads(f"[{text}]")
            if "\\u" in text:
                encode(arrays).encode("utf-8")  # half of a surrogate pair is no text
            if "\\u0000" in text:
                _require(not _holds_nul(arrays))
        except (ValueError, RecursionError) as error:
            raise MalformedPackageError from error
        if len(arrays) != len(lines) or not all(type(a) is list and a for a in arrays):
            raise MalformedPackageError
        return arrays

    def records(self, arrays: list[Any], attachment: Callable[[list[Any]], None]) -> list[Record]:
        """Return the changes among arrays; pieces of attachments are handed over."""
        found: list[Record] = []
        try:
            for array in arrays:
                operation = array[0]
                if operation == "I":
                    found.append(self._created(array))
                elif operation == "U":
                    found.append(_edited(array))
                elif operation == "S":
                    found.append(_superseded(array))
                elif operation == "T":
                    self._announce(array)
                elif operation == "F":
                    attachment(array)
                else:
                    _require(type(operation) is str and operation not in _RESERVED)
                    _require(_OPERATION.fullmatch(operation) is not None)
                    found.append(_edited(array))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise MalformedPackageError from error
        return found

    def _announce(self, array: list[Any]) -> None:
        _, number, table, columns = array
        _require(type(number) is int and number not in self._sets and len(self._sets) < _MAX_SETS)
        _require(type(columns) is list and len(columns) <= _MAX_COLUMNS)
        for name in (table, *columns):
            _require(_NAME.fullmatch(name) is not None)
        _require(len(set(columns)) == len(columns))
        self._sets[number] = (table, tuple(columns))

    def _created(self, array: list[Any]) -> Record:
        _, replica, seq, hlc, number, row, values, user, schema, reason = array
        table, columns = self._sets[number]
        _require(type(values) is list and len(values) == len(columns))
        for value in values:
            if type(value) is not str and value is not None:
                _check_value(value)
        _check_place(replica, seq, hlc)
        user, schema, reason = _who(user, schema, reason)
        return ("I", replica, seq, hlc, table, _id(row), columns, tuple(values),
                user, schema, reason)  # fmt: skip


def piece_of(array: list[Any]) -> tuple[bytes, int, int, bytes]:
    """Return a piece of an attachment: its hash, whole size, position and bytes."""
    try:
        _, sha256, size, position, content = array
        _require(type(sha256) is str and len(sha256) == 2 * _HASH)
        piece = base64.b64decode(content, validate=True)
        _require(type(size) is int and type(position) is int)
        _require(len(piece) > 0 and position >= 0)
        _require(position + len(piece) <= size <= MAX_ATTACHMENT)
        return bytes.fromhex(sha256), size, position, piece
    except (ValueError, TypeError) as error:
        raise MalformedPackageError from error


def _edited(array: list[Any]) -> Record:
    (op, replica, seq, hlc, table, row, column, value, p_replica, p_seq, seen, user, schema,
     reason) = array  # fmt: skip
    _check_place(replica, seq, hlc)
    _require(_NAME.fullmatch(table) is not None)
    _require(op != "U" or column is not None)
    _require(column is None or _NAME.fullmatch(column) is not None)
    _check_value(value)
    _require((p_replica is None) == (p_seq is None))
    if p_replica is not None:
        _check_number(p_replica)
        _check_number(p_seq)
    if seen is not None:
        _check_seen(seen)
    return (op, replica, seq, hlc, table, _id(row), column, value, p_replica, p_seq, seen,
            *_who(user, schema, reason))  # fmt: skip


def _superseded(array: list[Any]) -> Record:
    _, replica, seq, p_replica, p_seq = array
    for number in (replica, seq, p_replica, p_seq):
        _check_number(number)
    return tuple(array)


def _check_place(replica: object, seq: object, hlc: object) -> None:
    if not (
        type(replica) is int
        and type(seq) is int
        and type(hlc) is int
        and 0 < replica < _INT64
        and 0 < seq < _INT64
        and 0 <= hlc < _LATEST
    ):
        raise ValueError("not a place in the log")


def _check_number(value: object) -> None:
    _require(type(value) is int and 0 < value < _INT64)


def _check_value(value: object) -> None:
    if type(value) is int:
        _require(-_INT64 <= value < _INT64)
    else:
        _require(value is None or type(value) is str)


def _check_seen(seen: str) -> None:
    """Check what a deletion had seen: the highest number of each replica.

    It must be written as the program writes it: a number said twice means one thing to SQLite and
    another to PostgreSQL.
    """
    found = json.loads(seen)
    _require(type(found) is dict and encode(found) == seen)
    for replica, seq in found.items():
        _check_number(int(replica))
        _check_number(seq)
        _require(str(int(replica)) == replica)


def _who(user: object, schema: object, reason: object) -> tuple[bytes | None, object, object]:
    if not (
        (reason is None or type(reason) is str)
        and (schema is None or (type(schema) is int and 0 <= schema < _INT64))
    ):
        raise ValueError("not a record")
    return None if user is None else _known_id(user), schema, reason


def _id(text: object) -> bytes:
    if type(text) is str and len(text) == 2 * _ID:
        found = bytes.fromhex(text)
        if len(found) == _ID:
            return found
    raise ValueError("not an id")


_known_id = lru_cache(maxsize=64)(_id)
"""The same for ids of people, of whom there are few."""


def _holds_nul(value: Any) -> bool:  # noqa: ANN401  whatever JSON holds
    """Tell whether some text holds U+0000: SQLite would cut it there, PostgreSQL refuse it."""
    if type(value) is str:
        return "\0" in value
    if type(value) is dict:
        return any(map(_holds_nul, chain(value, value.values())))
    return type(value) is list and any(map(_holds_nul, value))


def _hex(content: bytes | None) -> str | None:
    return None if content is None else content.hex()


def _require(condition: bool) -> None:  # noqa: FBT001  reads as a sentence
    if not condition:
        raise ValueError("not a record")

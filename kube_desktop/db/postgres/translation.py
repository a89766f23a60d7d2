"""Says in PostgreSQL's words what the statements of `db.sync` say in SQLite's.

There is one text of every rule; this is no general translator but knows the few dozen words and
calls those texts use (ADR 0017). Functions that SQLite has built in and PostgreSQL lacks are made
there under the same names (`functions.py`), so most of a statement stays letter for letter.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

_PIECE: Final = re.compile(
    r"""(?P<blob>x'[0-9a-f]*')|(?P<text>'(?:[^']|'')*')|(?P<quoted>"(?:[^"]|"")*")"""
    r"""|(?P<mark>\?\d*)|(?P<word>[A-Za-z_][\w.]*)|(?P<space>\s+)|(?P<other>.)""",
    re.DOTALL,
)
_INDEX: Final = re.compile(r"CREATE INDEX temp\.(\w+) ON (\w+)")
_TYPES: Final = {"INTEGER": "BIGINT", "BLOB": "BYTEA", "TEXT": 'TEXT COLLATE "C"'}
_PLAIN: Final = {"CROSS": "", "char": "chr"}
_AFTER_TABLE: Final = frozenset(
    {"WHERE", "GROUP", "ORDER", "UNION", "EXCEPT", "LIMIT", "CROSS", "JOIN", "LEFT", "ON"}
)
_JSON: Final = frozenset({"json_array", "json_object", "json_group_array"})

_Pieces: TypeAlias = Sequence[str]


class Translated(NamedTuple):
    """A statement for PostgreSQL.

    Attributes:
        sql: With `%s` where a value goes.
        order: Which of the values given goes to each place.

    """

    sql: str
    order: tuple[int, ...]


@lru_cache(maxsize=2048)
def translated(sql: str) -> Translated:
    """Return the statement as PostgreSQL understands it."""
    sql = _INDEX.sub(r"CREATE INDEX \1 ON pg_temp.\2", sql.strip())
    order: list[int] = []
    ignoring = sql.startswith("INSERT OR IGNORE")
    if ignoring:
        sql = sql.replace("INSERT OR IGNORE", "INSERT", 1)
    pieces = [found.group() for found in _PIECE.finditer(sql)]
    if sql.startswith("ALTER TABLE"):
        pieces = [_TYPES.get(piece, piece) for piece in pieces]
    text = _render(pieces, order)
    if sql.startswith("CREATE"):
        text = text.replace("WITHOUT ROWID", "")
    return Translated(text + (" ON CONFLICT DO NOTHING" if ignoring else ""), tuple(order))


def _render(pieces: _Pieces, order: list[int]) -> str:
    out: list[str] = []
    defining = _defines_columns(pieces)
    at, end = 0, len(pieces)
    while at < end:
        piece = pieces[at]
        if piece == "(":
            close = _closing(pieces, at)
            inner = pieces[at + 1 : close]
            if defining:
                out.append(f"({_columns(inner, order)})")
                defining = False
            else:
                out.append(f"({_render(inner, order)})")
                if _is_unnamed_subquery(pieces, at, close):
                    out.append(f" AS nameless_{len(out)}")
            at = close + 1
        elif piece in _CALLS and at + 1 < end and pieces[at + 1] == "(":
            close = _closing(pieces, at + 1)
            out.append(_CALLS[piece](piece, pieces[at + 2 : close], order))
            at = close + 1
        elif piece == "IS":
            words, at = _comparison(pieces, at)
            out.append(words)
        else:
            out.append(_word(piece, order))
            at += 1
    return "".join(out)


def _word(piece: str, order: list[int]) -> str:
    if piece[0] == "?":
        order.append(int(piece[1:]) - 1 if piece[1:] else len(order))
        return "%s"
    if piece.startswith("x'"):
        return f"'\\x{piece[2:-1]}'::bytea"
    if piece.startswith("temp."):
        return f"pg_{piece}"
    return _PLAIN.get(piece, piece).replace("%", "%%")


def _comparison(pieces: _Pieces, at: int) -> tuple[str, int]:
    """Translate `IS` and `IS NOT` between values, which PostgreSQL has in more words."""
    following = [(n, t) for n, t in enumerate(pieces[at + 1 : at + 6], at + 1) if not t.isspace()]
    if following[0][1] == "NOT" and following[1][1] not in {"NULL", "DISTINCT"}:
        return "IS DISTINCT FROM", following[0][0] + 1
    if following[0][1] not in {"NOT", "NULL", "DISTINCT"}:
        return "IS NOT DISTINCT FROM", at + 1
    return "IS", at + 1


def _defines_columns(pieces: _Pieces) -> bool:
    words = [piece for piece in pieces[:24] if not piece.isspace()]
    if not words or words[0] != "CREATE" or "TABLE" not in words[:3]:
        return False
    return "(" in words and ("AS" not in words or words.index("AS") > words.index("("))


def _columns(pieces: _Pieces, order: list[int]) -> str:
    """Translate the columns of a new table; one declared without a type holds any value."""
    parts = []
    for part in _parts(pieces):
        words = [piece for piece in part if not piece.isspace()]
        if len(words) == 1:
            parts.append(f"{words[0]} JSONB")
        else:
            parts.append(_render([_TYPES.get(piece, piece) for piece in part], order))
    return ",".join(parts)


def _is_unnamed_subquery(pieces: _Pieces, at: int, close: int) -> bool:
    before = [piece for piece in pieces[max(0, at - 4) : at] if not piece.isspace()]
    inner = [piece for piece in pieces[at + 1 : at + 4] if not piece.isspace()]
    after = [piece for piece in pieces[close + 1 : close + 4] if not piece.isspace()]
    if not before or before[-1] != "FROM" or not inner or inner[0] != "SELECT":
        return False
    return not after or after[0] in _AFTER_TABLE


def _closing(pieces: _Pieces, at: int) -> int:
    depth = 0
    for n in range(at, len(pieces)):
        depth += (pieces[n] == "(") - (pieces[n] == ")")
        if not depth:
            return n
    raise ValueError("a bracket is not closed")


def _parts(pieces: _Pieces) -> list[_Pieces]:
    """Split what stands between brackets at its own commas."""
    parts, start, depth = list[_Pieces](), 0, 0
    for n, piece in enumerate(pieces):
        depth += (piece == "(") - (piece == ")")
        if piece == "," and not depth:
            parts.append(pieces[start:n])
            start = n + 1
    return [*parts, pieces[start:]]


def _strip(pieces: _Pieces) -> _Pieces:
    first = next((n for n, piece in enumerate(pieces) if not piece.isspace()), len(pieces))
    return pieces[first:]


def _json(pieces: _Pieces, order: list[int]) -> str:
    """Return SQL for a value as JSON text; what is JSON already is not quoted again."""
    text = _render(pieces, order)
    return text if _strip(pieces)[0] in _JSON else f"kube.json_quote({text})"


def _json_array(_: str, pieces: _Pieces, order: list[int]) -> str:
    items = "||','||".join(_json(part, order) for part in _parts(pieces))
    return f"('['||{items}||']')"


def _json_object(_: str, pieces: _Pieces, order: list[int]) -> str:
    parts = _parts(pieces)
    pairs = zip(parts[::2], parts[1::2], strict=True)
    items = (f"{_json(key, order)}||':'||{_json(value, order)}" for key, value in pairs)
    return "('{'||" + "||','||".join(items) + "||'}')"


def _json_group(name: str, pieces: _Pieces, order: list[int]) -> str:
    at = pieces.index("ORDER") if "ORDER" in pieces else len(pieces)
    sorting = _render(pieces[at:], order)
    if name == "json_group_array":
        return f"('['||string_agg({_json(pieces[:at], order)},',' {sorting})||']')"
    key, value = (_json(part, order) for part in _parts(pieces[:at]))
    return f"('{{'||coalesce(string_agg({key}||':'||{value},',' {sorting}),'')||'}}')"


def _either(_: str, pieces: _Pieces, order: list[int]) -> str:
    condition, yes, no = (_render(part, order) for part in _parts(pieces))
    return f"CASE WHEN {condition} THEN to_jsonb({yes}) ELSE to_jsonb({no}) END"


def _extreme(name: str, pieces: _Pieces, order: list[int]) -> str:
    several = {"max": "greatest", "min": "least"}[name]
    return f"{several if len(_parts(pieces)) > 1 else name}({_render(pieces, order)})"


def _cast(_: str, pieces: _Pieces, order: list[int]) -> str:
    at = len(pieces) - 1 - list(pieces)[::-1].index("AS")
    inner, kind = _render(pieces[:at], order), "".join(pieces[at + 1 :]).strip()
    if kind == "BLOB":
        return f"convert_to({inner},'UTF8')"
    return f"kube.{kind.lower()}_of({inner})"


_CALLS: Final[dict[str, Callable[[str, _Pieces, list[int]], str]]] = {
    "json_array": _json_array,
    "json_object": _json_object,
    "json_group_array": _json_group,
    "json_group_object": _json_group,
    "iif": _either,
    "max": _extreme,
    "min": _extreme,
    "CAST": _cast,
}

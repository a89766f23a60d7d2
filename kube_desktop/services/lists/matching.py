"""Turning what people type into a question to the search index."""

from collections.abc import Sequence
from typing import Final, overload

from typing_extensions import override

from kube_desktop.db.reading import Params, Reader
from kube_desktop.db.search import phrase
from kube_desktop.domain.values import fold
from kube_desktop.services.lists.listing import MOST_MATCHES, MOST_WORDS

FIRST: Final = 128
"""So many are put in order at once; all thousands of them only when somebody scrolls there."""
_FOUND: Final = (
    "SELECT d.record_id, d.title FROM search_index x "
    "JOIN search_documents d ON d.rowid = x.rowid "
    "WHERE search_index MATCH :match AND d.kind = :kind LIMIT :most"
)
# Materialised, because SQLite would otherwise move the limit behind the sorting, and sort them all.
_WITH: Final = f"WITH found AS MATERIALIZED ({_FOUND}) "
_BY_NAME: Final = "FROM found ORDER BY title COLLATE NOCASE, record_id"
_ORDERED: Final = f"{_WITH}SELECT record_id, title {_BY_NAME}"
_FIRST_AND_COUNT: Final = (
    f"{_WITH}SELECT record_id, (SELECT count(*) FROM found) {_BY_NAME} LIMIT :first"
)


class FoundIds(Sequence[bytes]):
    """Ids of what was found, by name: their number and the first ones are known at once."""

    def __init__(self, reader: Reader, question: Params) -> None:
        self._reader = reader
        self._question = question
        found = reader.rows(_FIRST_AND_COUNT, {**question, "first": FIRST})
        self._ids = [row[0] for row in found]
        self._count: int = found[0][1] if found else 0

    @override
    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> bytes: ...

    @overload
    def __getitem__(self, place: slice) -> list[bytes]: ...

    @override
    def __getitem__(self, place: int | slice) -> bytes | list[bytes]:
        if isinstance(place, slice):
            start, stop, step = place.indices(self._count)
            return self._known_up_to(max(start, stop))[start:stop:step]
        return self._known_up_to(place % self._count + 1 if self._count else 0)[place]

    def _known_up_to(self, stop: int) -> list[bytes]:
        if stop > len(self._ids) < self._count:
            self._ids = [row[0] for row in self._reader.rows(_ORDERED, self._question)]
            self._count = len(self._ids)
        return self._ids


def matching_ids(reader: Reader, kind: str, text: str, most: int = MOST_MATCHES) -> Sequence[bytes]:
    """Return ids of the records of a kind whose text holds every word, by name."""
    question = _question(kind, text, most)
    return FoundIds(reader, question) if question else ()


def matching_titles(reader: Reader, kind: str, text: str, most: int) -> list[tuple[bytes, str]]:
    """Return ids and names of the records of a kind whose text holds every word, by name.

    Words of three letters and more are found anywhere; shorter ones must start a word. Beyond
    `most` they are the ones recorded first.
    """
    question = _question(kind, text, most)
    if not question:
        return []
    return [(row[0], row[1]) for row in reader.rows(_ORDERED, question)]


def _question(kind: str, text: str, most: int) -> Params:
    words = fold(text.replace("+62", "0")).split()[:MOST_WORDS]
    if all(word.isdigit() for word in words):
        # 4-4-4-4 groups of a NIK or parts of a phone number, however they are parted, are one.
        words = ["".join(words)] if words else []
    return {"kind": kind, "most": most, "match": phrase(words)} if words else {}

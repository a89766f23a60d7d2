"""Turning what people type into a question to the search index."""

from kube_desktop.db.reading import Reader
from kube_desktop.db.search import phrase
from kube_desktop.domain.values import fold
from kube_desktop.services.lists.listing import MOST_MATCHES, MOST_WORDS


def matching_ids(reader: Reader, kind: str, text: str, most: int = MOST_MATCHES) -> list[bytes]:
    """Return ids of the records of a kind whose text holds every word, by name."""
    return [one for one, _ in matching_titles(reader, kind, text, most)]


def matching_titles(reader: Reader, kind: str, text: str, most: int) -> list[tuple[bytes, str]]:
    """Return ids and names of the records of a kind whose text holds every word, by name.

    Words of three letters and more are found anywhere; shorter ones must start a word. Beyond
    `most` they are the ones recorded first.
    """
    words = fold(text.replace("+62", "0")).split()[:MOST_WORDS]
    if all(word.isdigit() for word in words):
        # 4-4-4-4 groups of a NIK or parts of a phone number, however they are parted, are one.
        words = ["".join(words)] if words else []
    if not words:
        return []
    found = reader.rows(
        "SELECT record_id, title FROM (SELECT d.record_id, d.title FROM search_index x "
        "JOIN search_documents d ON d.rowid = x.rowid "
        "WHERE search_index MATCH :match AND d.kind = :kind LIMIT :most) "
        "ORDER BY title, record_id",
        {"kind": kind, "most": most, "match": phrase(words)},
    )
    return [(row[0], row[1]) for row in found]

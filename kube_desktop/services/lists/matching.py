"""Turning what people type into a question to the search index."""

from kube_desktop.db.reading import Reader
from kube_desktop.domain.values import fold
from kube_desktop.services.lists.listing import MOST_MATCHES

_TRIGRAM = 3


def matching_ids(reader: Reader, kind: str, text: str, most: int = MOST_MATCHES) -> list[bytes]:
    """Return ids of the records of a kind whose text holds every word, unordered.

    Words of three letters and more go to the index; shorter ones must start a word.
    """
    words = fold(text.replace("+62", "0")).split()
    if all(word.isdigit() for word in words):
        # 4-4-4-4 groups of a NIK or parts of a phone number, however they are parted, are one.
        words = ["".join(words)] if words else []
    if not words:
        return []
    long = [word for word in words if len(word) >= _TRIGRAM]
    conditions = ["d.kind = :kind"]
    params: dict[str, object] = {"kind": kind, "most": most}
    for place, word in enumerate(word for word in words if len(word) < _TRIGRAM):
        conditions.append(
            f"(d.folded LIKE :s{place} ESCAPE '!' OR d.folded LIKE :m{place} ESCAPE '!')"
        )
        start = word.replace("_", "!_")  # the only mark that folding leaves and LIKE understands
        params |= {f"s{place}": f"{start}%", f"m{place}": f"% {start}%"}
    source = "search_documents d"
    if long:
        source = "search_index x JOIN search_documents d ON d.rowid = x.rowid"
        conditions.append("search_index MATCH :match")
        params["match"] = " AND ".join(f'"{word}"' for word in long)
    found = reader.rows(
        f"SELECT d.record_id FROM {source} WHERE {' AND '.join(conditions)} LIMIT :most", params
    )
    return [row[0] for row in found]

"""The search index: names, numbers and places in one full-text table kept by triggers.

Triggers keep it true for every way a row can change, merges included. Text is folded
(`domain.values.fold`), so that old spellings and abbreviations find each other.

The index holds every three letters that stand together. Each word is preceded by two spaces, so
that the first one or two letters of a word are found the same way (`phrase`). The texts are not
kept here again: beside each record stands only its title, by which what is found is sorted as the
lists are.
"""

from collections.abc import Iterator, Sequence
from typing import Final

_TABLES = """
CREATE TABLE search_documents (
  rowid INTEGER PRIMARY KEY, kind TEXT NOT NULL, record_id BLOB NOT NULL UNIQUE,
  title TEXT NOT NULL COLLATE NOCASE
);;
CREATE VIRTUAL TABLE search_index USING fts5(
  folded, content='', contentless_delete=1, tokenize='trigram', detail='full'
);;
CREATE TRIGGER search_documents_ad AFTER DELETE ON search_documents BEGIN
  DELETE FROM search_index WHERE rowid = OLD.rowid;
END;;
"""
_TRIGRAM: Final = 3


def table_statements() -> tuple[str, ...]:
    """Return what the first migration creates, one statement each."""
    return tuple(part.strip() for part in _TABLES.split(";;") if part.strip())


def phrase(words: Sequence[str]) -> str:
    """Return the question to the index for texts that hold all of the folded words.

    Words of three letters and more are found anywhere, shorter ones where a word begins.
    """
    return " AND ".join(f'"{" " * (_TRIGRAM - len(word))}{word}"' for word in words)


_TEXTS = {
    "people": (
        "kube_fold(coalesce(NEW.name,'')||' '||coalesce(NEW.nickname,''))"
        "||' '||coalesce(NEW.nik,'')||' 0'||substr(kube_digits(NEW.phone),3)"
    ),
    "groups": (
        "kube_fold(coalesce(NEW.name,'')||' '||coalesce(NEW.business_detail,'')||' '||"
        "coalesce(NEW.business_name,'')||' '||coalesce(NEW.register_number,'')||' '||"
        "coalesce((SELECT v.name||' '||d.name FROM regions v JOIN regions d "
        "ON d.code=v.parent_code WHERE v.code=NEW.village_code),''))"
    ),
    "handovers": "kube_fold(NEW.bast_number)",
}
_TITLES = {"people": "name", "groups": "name", "handovers": "bast_number"}
_MADE_FROM = {
    "people": ("name", "nickname", "nik", "phone", "deleted"),
    "groups": (
        "name", "business_detail", "business_name", "register_number", "village_code", "deleted",
    ),
    "handovers": ("bast_number", "deleted"),
}  # fmt: skip
"""Columns that title and text are made from: other edits leave the index alone."""


def trigger_statements() -> Iterator[str]:
    """Yield the triggers that keep the index true, dropping those of an older version."""
    for table, text in _TEXTS.items():
        title = f"coalesce(NEW.{_TITLES[table]}, '')"
        document = "(SELECT rowid FROM search_documents WHERE record_id = NEW.id)"
        keep = (
            "INSERT INTO search_documents(kind, record_id, title) "
            f"VALUES ('{table}', NEW.id, {title}) "
            "ON CONFLICT(record_id) DO UPDATE SET kind = excluded.kind, title = excluded.title; "
            f"DELETE FROM search_index WHERE rowid = {document}; "
            f"INSERT INTO search_index(rowid, folded) VALUES ({document}, "
            f"CASE WHEN NEW.deleted THEN '' ELSE '  '||replace({text}, ' ', '  ') END); END"
        )
        columns = _MADE_FROM[table]
        changed = " OR ".join(f"NEW.{one} IS NOT OLD.{one}" for one in columns)
        yield f"DROP TRIGGER IF EXISTS {table}_search_ai"
        yield f"CREATE TRIGGER {table}_search_ai AFTER INSERT ON {table} BEGIN {keep}"
        yield f"DROP TRIGGER IF EXISTS {table}_search_au"
        yield (
            f"CREATE TRIGGER {table}_search_au AFTER UPDATE OF {', '.join(columns)} ON {table} "
            f"WHEN {changed} BEGIN {keep}"
        )
        # Records are never deleted, only marked; but when a file is taken back, they vanish.
        yield f"DROP TRIGGER IF EXISTS {table}_search_ad"
        yield (
            f"CREATE TRIGGER {table}_search_ad AFTER DELETE ON {table} BEGIN "
            "DELETE FROM search_documents WHERE record_id = OLD.id; END"
        )

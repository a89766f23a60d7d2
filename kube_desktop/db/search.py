"""The search index: names, numbers and places in one full-text table kept by triggers.

Triggers keep it true for every way a row can change, merges included. Text is folded
(`domain.values.fold`), so that old spellings and abbreviations find each other.
"""

from collections.abc import Iterator

_TABLES = """
CREATE TABLE search_documents (
  rowid INTEGER PRIMARY KEY, kind TEXT NOT NULL, record_id BLOB NOT NULL UNIQUE,
  folded TEXT NOT NULL
);;
CREATE VIRTUAL TABLE search_index USING fts5(
  folded, content='search_documents', content_rowid='rowid', tokenize='trigram', detail='full'
);;
CREATE TRIGGER search_documents_ai AFTER INSERT ON search_documents BEGIN
  INSERT INTO search_index(rowid, folded) VALUES (NEW.rowid, NEW.folded);
END;;
CREATE TRIGGER search_documents_ad AFTER DELETE ON search_documents BEGIN
  INSERT INTO search_index(search_index, rowid, folded) VALUES ('delete', OLD.rowid, OLD.folded);
END;;
CREATE TRIGGER search_documents_au AFTER UPDATE OF folded ON search_documents BEGIN
  INSERT INTO search_index(search_index, rowid, folded) VALUES ('delete', OLD.rowid, OLD.folded);
  INSERT INTO search_index(rowid, folded) VALUES (NEW.rowid, NEW.folded);
END;;
"""


def table_statements() -> tuple[str, ...]:
    """Return what the first migration creates, one statement each."""
    return tuple(part.strip() for part in _TABLES.split(";;") if part.strip())


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


def trigger_statements() -> Iterator[str]:
    """Yield the triggers that keep the index true, dropping those of an older version."""
    for table, text in _TEXTS.items():
        for event, short in (("INSERT", "ai"), ("UPDATE", "au")):
            name = f"{table}_search_{short}"
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield (
                f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN "
                f"INSERT INTO search_documents(kind, record_id, folded) "
                f"VALUES ('{table}', NEW.id, CASE WHEN NEW.deleted THEN '' ELSE {text} END) "
                "ON CONFLICT(record_id) DO UPDATE SET folded=excluded.folded "
                "WHERE folded<>excluded.folded; END"
            )

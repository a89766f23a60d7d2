"""The records that travel: plain tuples, because hundreds of thousands of them pass per merge.

`Created`    ("I", replica, seq, hlc, table, row_id, columns, values, user_id, schema, reason)
`Edited`     ("U", replica, seq, hlc, table, row_id, column, value, parent_replica, parent_seq,
              seen, user_id, schema, reason)
`Superseded` ("S", replica, seq, parent_replica, parent_seq)

Any other operation of a newer program has the shape of `Edited`, is stored and passed on, and
means nothing here. Ids inside values are 32 hexadecimal digits; `row_id` and `user_id` are bytes.
"""

import json
from typing import Final, TypeAlias

Value: TypeAlias = str | int | None

Created: TypeAlias = tuple[
    str, int, int, int, str, bytes, tuple[str, ...], tuple[Value, ...],
    bytes | None, int | None, str | None,
]  # fmt: skip
Edited: TypeAlias = tuple[
    str, int, int, int, str, bytes, str | None, Value, int | None, int | None, str | None,
    bytes | None, int | None, str | None,
]  # fmt: skip
Superseded: TypeAlias = tuple[str, int, int, int, int]
Record: TypeAlias = Created | Edited | Superseded

CREATED: Final = "I"
EDITED: Final = "U"
SUPERSEDED: Final = "S"

patch_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Writes a patch exactly as SQLite's json_object() does, so that equal changes are equal text."""

"""Recomputes touched cells from the log: versions, heads, winner, open differences.

Everything here is a pure function of the log (docs/exchange.md, "From the log to the tables"), so
the order in which changes arrived cannot matter. The statements are written for the planner:
CROSS JOIN fixes the order of the loops, and every temporary table has the index it is read by.
"""

from typing import Final

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync.schema import DELETED, Schema
from kube_desktop.db.sync.transaction import all_or_nothing, filled, silently

_WORKING_TABLES: Final = ("touched", "ver", "edge", "head", "win")

_DELETES: Final = "typeof({0}.value)||':'||{0}.value='integer:1'"
"""SQL: this version of the field `deleted` puts the row into the bin."""

_RECOMPUTE: Final = (
    # Every version of every touched cell: its edits, and what the row was created with.
    """CREATE TEMP TABLE ver AS
    SELECT u.tbl,u.row_id,u.col,u.value,u.hlc,u.replica,u.seq,u.p_replica,u.p_seq,u.op
    FROM temp.touched t CROSS JOIN sync_change u
    ON u.row_id=t.row_id AND u.op='U' AND u.col=t.col AND u.tbl=t.tbl
    UNION ALL
    SELECT i.tbl,i.row_id,t.col,json_extract(i.patch,'$."'||t.col||'"'),
    i.hlc,i.replica,i.seq,NULL,NULL,'I'
    FROM temp.touched t CROSS JOIN sync_change i
    ON i.row_id=t.row_id AND i.op='I' AND i.tbl=t.tbl
    WHERE json_type(i.patch,'$."'||t.col||'"') IS NOT NULL""",
    "CREATE INDEX temp.ver_cell ON ver(row_id,col,tbl,replica,seq)",
    # Which version was written on top of which. A child is later than its parent; a claim to the
    # contrary is not honoured, so that no circle of claims can leave a cell without a winner.
    """CREATE TEMP TABLE edge AS
    SELECT p.row_id,p.col,p.tbl,p.value,p.hlc,p.replica,p.seq FROM (
        SELECT row_id,col,tbl,hlc,p_replica,p_seq FROM temp.ver WHERE p_replica IS NOT NULL
        UNION
        SELECT k.row_id,k.col,k.tbl,k.hlc,s.p_replica,s.p_seq
        FROM temp.ver k CROSS JOIN sync_supersedes s ON s.replica=k.replica AND s.seq=k.seq
    ) c CROSS JOIN temp.ver p ON p.row_id=c.row_id AND p.col=c.col AND p.tbl=c.tbl
    AND p.replica=c.p_replica AND p.seq=c.p_seq AND p.hlc<c.hlc""",
    "CREATE INDEX temp.edge_cell ON edge(row_id,col,tbl)",
    # Live heads: nothing was written on top of them, nor on top of a later version that says the
    # same (whoever replaced that one had seen this value too).
    """CREATE TEMP TABLE head AS
    SELECT v.* FROM temp.ver v WHERE NOT EXISTS(
        SELECT 1 FROM temp.edge e WHERE e.row_id=v.row_id AND e.col=v.col AND e.tbl=v.tbl
        AND ((e.replica=v.replica AND e.seq=v.seq)
          OR (e.value IS v.value AND (e.hlc,e.replica,e.seq)>(v.hlc,v.replica,v.seq))))""",
    "CREATE INDEX temp.head_cell ON head(row_id,col,tbl)",
    """CREATE TEMP TABLE win AS
    SELECT h.* FROM temp.head h WHERE NOT EXISTS(
        SELECT 1 FROM temp.head b WHERE b.row_id=h.row_id AND b.col=h.col AND b.tbl=h.tbl
        AND (b.hlc,b.replica,b.seq)>(h.hlc,h.replica,h.seq))""",
    "CREATE INDEX temp.win_column ON win(tbl,col,row_id)",
    """DELETE FROM sync_cell WHERE (row_id,col,tbl) IN
    (SELECT row_id,col,tbl FROM temp.touched)""",
    """INSERT INTO sync_cell(tbl,row_id,col,replica,seq)
    SELECT tbl,row_id,col,replica,seq FROM temp.win""",
    """DELETE FROM sync_conflict WHERE kind='edit' AND (row_id,col,tbl) IN
    (SELECT row_id,col,tbl FROM temp.touched)""",
    """INSERT INTO sync_conflict(tbl,row_id,col,kind,heads)
    SELECT tbl,row_id,col,'edit',json_group_array(json_array(replica,seq) ORDER BY hlc,replica,seq)
    FROM temp.head GROUP BY row_id,col,tbl
    HAVING count(*)>1 AND count(DISTINCT coalesce(typeof(value)||':'||value,'~'))>1""",
    # A deletion against an edit that whoever deleted had not seen.
    """DELETE FROM sync_conflict WHERE kind='delete' AND (row_id,tbl) IN
    (SELECT row_id,tbl FROM temp.touched)""",
    """INSERT OR IGNORE INTO sync_conflict(tbl,row_id,col,kind,heads)
    SELECT d.tbl,d.row_id,'deleted','delete',json_array(json_array(d.replica,d.seq))
    FROM (SELECT DISTINCT row_id,tbl FROM temp.touched) t
    CROSS JOIN sync_cell w ON w.row_id=t.row_id AND w.col='deleted' AND w.tbl=t.tbl
    CROSS JOIN sync_change d ON d.replica=w.replica AND d.seq=w.seq
    WHERE d.op='U' AND """
    + _DELETES.format("d")
    + """ AND EXISTS(
        SELECT 1 FROM sync_change u WHERE u.row_id=d.row_id AND u.op='U' AND u.tbl=d.tbl
        AND u.col<>'deleted' AND u.replica<>d.replica
        AND u.seq>coalesce(CAST(json_extract(d.ctx,'$."'||u.replica||'"') AS INTEGER),0))""",
)


def open_touched(connection: Connection) -> None:
    """Make the empty list of cells to recompute, `temp.touched`."""
    _drop(connection)
    connection.execute(
        "CREATE TEMP TABLE touched(row_id BLOB,col TEXT,tbl TEXT,"
        "PRIMARY KEY(row_id,col,tbl)) WITHOUT ROWID"
    )


def settle(connection: Connection, schema: Schema) -> None:
    """Bring open differences up to date after edits made here; call before each commit.

    Costs one look into an empty table unless a record with open differences was edited.
    """
    if connection.execute("SELECT 1 FROM sync_dirty LIMIT 1").fetchone() is None:
        return
    with all_or_nothing(connection), silently(connection):
        open_touched(connection)
        touch_dirty(connection)
        recompute_touched(connection, schema)


def touch_dirty(connection: Connection) -> None:
    """Touch the cells that edits made here left to be recomputed."""
    connection.execute(
        "INSERT OR IGNORE INTO temp.touched(row_id,col,tbl) SELECT row_id,col,tbl FROM sync_dirty"
    )
    connection.execute("DELETE FROM sync_dirty")


def recompute_touched(connection: Connection, schema: Schema) -> list[tuple[str, bytes, str]]:
    """Bring winners, differences and table rows of all touched cells up to date.

    Returns the cells whose table row showed something else, as (table, row id, column).
    """
    filled(connection, "touched")
    for statement in _RECOMPUTE:
        connection.execute(statement)
        if statement.startswith("CREATE INDEX"):
            filled(connection, statement.split()[4].partition("(")[0])
    columns = {(t.name, c.name): c for t in schema for c in t.logged_columns}
    won = connection.execute("SELECT DISTINCT tbl,col FROM temp.win").fetchall()
    written: list[tuple[str, bytes, str]] = []
    for table, name in won:
        column = columns.get((table, name))
        if column is None:
            continue  # of a newer program: kept in the log, shown after the upgrade
        value = column.stored("w.value")
        later = f" AND NOT {_DELETES.format('w')}" if name == DELETED else ""
        rows = connection.execute(
            f'UPDATE "{table}" SET "{name}"={value} FROM temp.win w '
            f'WHERE w.tbl=? AND w.col=? AND w.row_id="{table}".id '
            f'AND "{table}"."{name}" IS NOT {value}{later} RETURNING "{table}".id',
            (table, name),
        ).fetchall()
        written.extend((table, row_id, name) for (row_id,) in rows)
    return written + _show_or_hide(connection, {t.name for t in schema})


def _show_or_hide(connection: Connection, tables: set[str]) -> list[tuple[str, bytes, str]]:
    """Show rows as deleted or not.

    While a deletion stands against an edit that whoever deleted had not seen, or against a
    restoring, the row stays visible: nothing vanishes before a person decides.
    """
    concerned = connection.execute(
        "SELECT DISTINCT t.tbl FROM temp.touched t CROSS JOIN sync_cell w "
        "ON w.row_id=t.row_id AND w.col='deleted' AND w.tbl=t.tbl"
    ).fetchall()
    written: list[tuple[str, bytes, str]] = []
    for (table,) in sorted(concerned):
        if table not in tables:
            continue
        rows = connection.execute(
            f'UPDATE "{table}" SET deleted=s.shown FROM (SELECT t.row_id,CASE WHEN EXISTS('
            "SELECT 1 FROM sync_conflict c WHERE c.row_id=t.row_id AND c.tbl=t.tbl "
            "AND c.col='deleted') THEN 0 ELSE 1 END AS shown "
            "FROM (SELECT DISTINCT row_id,tbl FROM temp.touched WHERE tbl=?) t "
            "CROSS JOIN sync_cell w ON w.row_id=t.row_id AND w.col='deleted' AND w.tbl=t.tbl "
            "CROSS JOIN sync_change d ON d.replica=w.replica AND d.seq=w.seq "
            f"WHERE d.op='U' AND {_DELETES.format('d')}) s "
            f'WHERE s.row_id="{table}".id AND "{table}".deleted<>s.shown RETURNING "{table}".id',
            (table,),
        ).fetchall()
        written.extend((table, row_id, DELETED) for (row_id,) in rows)
    return written


def touch_double_births(connection: Connection, births: str) -> None:
    """Touch all cells of rows that several changes created, among the new births `n`.

    Every field of every birth is a version then, so all of them are listed, whichever came last.
    """
    connection.execute(
        "INSERT OR IGNORE INTO temp.touched(row_id,col,tbl) "
        f"SELECT a.row_id,j.key,a.tbl FROM {births} CROSS JOIN sync_change o "
        "ON o.row_id=n.row_id AND o.op='I' AND o.tbl=n.tbl "
        "AND n.op='I' AND (o.replica<>n.replica OR o.seq<>n.seq) "
        "CROSS JOIN sync_change a ON a.row_id=n.row_id AND a.op='I' AND a.tbl=n.tbl "
        "CROSS JOIN json_each(a.patch) j ON true"
    )


def _drop(connection: Connection) -> None:
    for name in _WORKING_TABLES:
        connection.execute(f"DROP TABLE IF EXISTS temp.{name}")

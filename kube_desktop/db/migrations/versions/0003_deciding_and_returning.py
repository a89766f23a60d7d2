"""Add verdicts, questions, answers and what offices and laptops know of each other's files."""

import sqlalchemy as sa
from alembic import op

from kube_desktop.db import types
from kube_desktop.db.sync.ddl import SINCE_3

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; triggers of synced ones are installed after every upgrade."""
    _create_deciding()
    _create_office()
    _create_local()
    for statement in SINCE_3:
        op.execute(sa.text(statement))


def _id(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, types.Id(length=16), nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _json(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, types.Json(), nullable=nullable)


def _day(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, types.IsoDate(length=10), nullable=nullable)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, types.UtcDateTime(length=25), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _large(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _create_synced(table: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        *columns,
        _id("id"),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        info={"synced": True},
    )


def _create_local_table(table: str, key: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(table, *columns, sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{table}")))


def _create_deciding() -> None:
    _create_synced(
        "verdicts",
        _text("finding_kind"),
        _text("key"),
        _text("verdict"),
        _json("content", nullable=True),
        _text("reason", nullable=True),
        _id("mentor_id", nullable=True),
        _day("decided_on"),
    )
    op.create_index("ix_verdicts_key", "verdicts", ["key"], unique=False)
    _create_synced(
        "questions",
        _id("mentor_id", nullable=True),
        _text("record_table"),
        _id("record_id"),
        _text("field", nullable=True),
        _text("question"),
        _text("asked_by", nullable=True),
        _day("asked_on"),
        _text("answer", nullable=True),
        _day("answered_on", nullable=True),
        _text("status"),
    )
    op.create_index("ix_questions_record_id", "questions", ["record_id"], unique=False)
    _create_synced(
        "responses",
        _text("record_table"),
        _id("record_id"),
        _text("field"),
        _large("change_replica"),
        _large("change_seq"),
        _text("response"),
        _text("comment", nullable=True),
        _day("responded_on"),
        _id("mentor_id", nullable=True),
    )
    op.create_index("ix_responses_record_id", "responses", ["record_id"], unique=False)


def _create_office() -> None:
    _create_synced(
        "instruments",
        _text("code"),
        _number("version"),
        _text("title"),
        _json("content"),
        _day("valid_from"),
    )
    _create_synced(
        "revoked_devices",
        _text("device_key"),
        _text("owner", nullable=True),
        _day("revoked_on"),
        _text("reason"),
    )


def _create_local() -> None:
    _create_local_table(
        "laptops",
        "device_key",
        _text("device_key"),
        _text("box_key", nullable=True),
        _text("name"),
        _text("regency_code", nullable=True),
        _id("mentor_id", nullable=True),
        _instant("first_seen_at"),
        _instant("enrolled_at", nullable=True),
        _text("last_made_at", nullable=True),
        _large("clock_off", nullable=True),
        _text("app", nullable=True),
        _number("schema_version", nullable=True),
        _json("branches", nullable=True),
    )
    _create_local_table(
        "issued_files",
        "id",
        _id("id"),
        _text("file_kind"),
        _number("number"),
        _text("device_key", nullable=True),
        _text("filename"),
        _instant("made_at"),
        _json("content"),
    )
    _create_local_table(
        "received_files",
        "id",
        _id("id"),
        _text("file_kind"),
        _number("number"),
        _text("filename"),
        _text("signer"),
        _text("made_at", nullable=True),
        _instant("received_at"),
        _json("content"),
    )
    _create_local_table(
        "waiting_files",
        "id",
        _id("id"),
        _text("filename"),
        _text("sha512"),
        _text("why"),
        _instant("received_at"),
    )
    _create_local_table(
        "decision_batches",
        "id",
        _id("id"),
        _text("rule"),
        _json("content"),
        _large("replica"),
        _large("first_seq"),
        _large("last_seq"),
        _instant("decided_at"),
        _instant("undone_at", nullable=True),
    )

"""Add sealed papers with their bytes, waiting scans, and evaluations."""

import sqlalchemy as sa
from alembic import op

from kube_desktop.db import types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; triggers of synced ones are installed after every upgrade."""
    _create_papers()
    _create_evaluations()


def _id(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, types.Id(length=16), nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _synced(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        _id("id"),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _create_papers() -> None:
    op.create_table(
        "sealed_papers",
        _text("kind"),
        _id("subject_id"),
        sa.Column("scope", types.Json(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("number", nullable=True),
        _text("title"),
        _text("status"),
        _text("code"),
        _text("payload", nullable=True),
        _text("content_hash"),
        sa.Column("facts", types.Json(), nullable=True),
        _text("paper_size"),
        sa.Column("pages", sa.Integer(), nullable=False),
        _text("pdf_sha256"),
        _text("sealed_at"),
        _id("mentor_id", nullable=True),
        _id("replaces_id", nullable=True),
        _text("reason", nullable=True),
        *_synced("sealed_papers"),
        info={"synced": True},
    )
    op.create_index(
        "ix_sealed_papers_subject_id",
        "sealed_papers",
        ["subject_id", "kind", "deleted", "version"],
        unique=False,
    )
    op.create_index("ix_sealed_papers_code", "sealed_papers", ["code"], unique=False)
    op.create_table(
        "kept_pdfs",
        _text("sha256"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_kept_pdfs")),
    )
    op.create_table(
        "unfiled_scans",
        _id("id"),
        _text("filename"),
        sa.Column("page", sa.Integer(), nullable=False),
        _text("sha256"),
        _text("mime"),
        _text("why"),
        sa.Column("received_at", types.UtcDateTime(length=25), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unfiled_scans")),
    )


def _create_evaluations() -> None:
    op.create_table(
        "evaluations",
        _id("group_id"),
        _text("instrument"),
        _text("evaluation_kind"),
        _text("period"),
        sa.Column("evaluated_on", types.IsoDate(length=10), nullable=False),
        _id("mentor_id", nullable=True),
        _text("joint_officer", nullable=True),
        _text("obstacles", nullable=True),
        _text("recommendation", nullable=True),
        _text("note", nullable=True),
        _text("status"),
        *_synced("evaluations"),
        info={"synced": True},
    )
    op.create_index(
        "ix_evaluations_group_id", "evaluations", ["group_id", "evaluated_on"], unique=False
    )
    op.create_table(
        "evaluation_answers",
        _id("evaluation_id"),
        _text("indicator"),
        sa.Column("score", sa.Integer(), nullable=True),
        _text("note", nullable=True),
        *_synced("evaluation_answers"),
        info={"synced": True},
    )
    op.create_index(
        "ix_evaluation_answers_evaluation_id",
        "evaluation_answers",
        ["evaluation_id"],
        unique=False,
    )

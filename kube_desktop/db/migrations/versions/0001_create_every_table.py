"""Create every table."""

import sqlalchemy as sa
from alembic import op

from kube_desktop.db import search, types
from kube_desktop.db.sync.ddl import TABLES

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create tables, change log and search index."""
    _create_tables()
    for statement in TABLES:
        op.execute(sa.text(statement))
    for statement in search.table_statements():
        op.execute(sa.text(statement))


def _create_tables() -> None:
    op.create_table(
        "aid_items",
        sa.Column("aid_id", types.Id(length=16), nullable=False),
        sa.Column("handover_id", types.Id(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("specification", sa.String(), nullable=True),
        sa.Column("quantity_milli", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("unit_price", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("condition", sa.String(), nullable=True),
        sa.Column("serial_number", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", types.Id(length=16), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aid_items")),
        info={"synced": True},
    )
    op.create_index("ix_aid_items_aid_id", "aid_items", ["aid_id"], unique=False)
    op.create_index("ix_aid_items_handover_id", "aid_items", ["handover_id"], unique=False)
    op.create_table(
        "aids",
        sa.Column("scheme", sa.String(), nullable=False),
        sa.Column("group_id", types.Id(length=16), nullable=True),
        sa.Column("person_id", types.Id(length=16), nullable=True),
        sa.Column("budget_year", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("ceiling", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("funding_source", sa.String(), nullable=True),
        sa.Column("budget_code", sa.String(), nullable=True),
        sa.Column("activity_name", sa.String(), nullable=True),
        sa.Column("decree_number", sa.String(), nullable=True),
        sa.Column("decree_on", types.IsoDate(length=10), nullable=True),
        sa.Column("supplier", sa.String(), nullable=True),
        sa.Column("over_ceiling_reason", sa.String(), nullable=True),
        sa.Column("id", types.Id(length=16), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aids")),
        info={"synced": True},
    )
    op.create_index("ix_aids_group_id", "aids", ["group_id"], unique=False)
    op.create_index("ix_aids_person_id", "aids", ["person_id"], unique=False)
    op.create_table(
        "assignments",
        sa.Column("mentor_id", types.Id(length=16), nullable=False),
        sa.Column("group_id", types.Id(length=16), nullable=False),
        sa.Column("started_on", types.IsoDate(length=10), nullable=False),
        sa.Column("ended_on", types.IsoDate(length=10), nullable=True),
        sa.Column("id", types.Id(length=16), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
        info={"synced": True},
    )
    op.create_index("ix_assignments_group_id", "assignments", ["group_id"], unique=False)
    op.create_table(
        "attachments",
        sa.Column("owner_kind", sa.String(), nullable=False),
        sa.Column("owner_id", types.Id(length=16), nullable=False),
        sa.Column("attachment_kind", sa.String(), nullable=False),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.String(), nullable=True),
        sa.Column("caption", sa.String(), nullable=True),
        sa.Column("id", types.Id(length=16), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
        info={"synced": True},
    )
    op.create_index("ix_attachments_owner_id", "attachments", ["owner_id"], unique=False)
    op.create_table(
        "drafts",
        sa.Column("id", types.Id(length=16), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("record_id", types.Id(length=16), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("content", types.Json(), nullable=False),
        sa.Column("typed_at", types.UtcDateTime(length=25), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_table(
        "goods_packages",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("business_type", sa.String(), nullable=True),
        sa.Column("items", types.Json(), nullable=False),
        sa.Column("id", types.Id(length=16), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods_packages")),
        info={"synced": True},
    )
    op.create_table(
        "group_transitions",
        sa.Column("group_id", types.Id(length=16), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("happened_on", types.IsoDate(length=10), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("mentor_id", types.Id(length=16), nullable=True),
        sa.Column("id", types.Id(length=16), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_transitions")),
        info={"synced": True},
    )
    op.create_index(
        "ix_group_transitions_group_id", "group_transitions", ["group_id"], unique=False
    )
    op.create_table(
        "groups",
        sa.Column("register_number", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("hamlet", sa.String(), nullable=True),
        sa.Column("rt", sa.String(), nullable=True),
        sa.Column("rw", sa.String(), nullable=True),
        sa.Column("formed_on", types.IsoDate(length=10), nullable=True),
        sa.Column("business_type", sa.String(), nullable=False),
        sa.Column("business_detail", sa.String(), nullable=True),
        sa.Column("business_name", sa.String(), nullable=True),
        sa.Column("budget_year", sa.Integer(), nullable=True),
        sa.Column("funding_source", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decree_number", sa.String(), nullable=True),
        sa.Column("decree_on", types.IsoDate(length=10), nullable=True),
        sa.Column("bank_name", sa.String(), nullable=True),
        sa.Column("bank_account", sa.String(), nullable=True),
        sa.Column("bank_holder", sa.String(), nullable=True),
        sa.Column("meeting_day", sa.String(), nullable=True),
        sa.Column("goods_fate", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("reasons", types.Json(), nullable=True),
        sa.Column("id", types.Id(length=16), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
        info={"synced": True},
    )
    op.create_index("ix_groups_village_code", "groups", ["village_code"], unique=False)
    op.create_table(
        "handovers",
        sa.Column("aid_id", types.Id(length=16), nullable=False),
        sa.Column("bast_number", sa.String(), nullable=True),
        sa.Column("handed_over_on", types.IsoDate(length=10), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("receiver_id", types.Id(length=16), nullable=True),
        sa.Column("official_id", types.Id(length=16), nullable=True),
        sa.Column("first_party", types.Json(), nullable=True),
        sa.Column("second_party", types.Json(), nullable=True),
        sa.Column("giver", types.Json(), nullable=True),
        sa.Column("members", types.Json(), nullable=True),
        sa.Column("witnesses", types.Json(), nullable=True),
        sa.Column("acknowledged_by", types.Json(), nullable=True),
        sa.Column("recitals", types.Json(), nullable=True),
        sa.Column("letterhead", types.Json(), nullable=True),
        sa.Column("decree", types.Json(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("reasons", types.Json(), nullable=True),
        sa.Column("id", types.Id(length=16), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
        info={"synced": True},
    )
    op.create_index(
        "ix_handovers_aid_id",
        "handovers",
        ["aid_id", "deleted", "handed_over_on", "status", "total"],
        unique=False,
    )
    op.create_index("ix_handovers_bast_number", "handovers", ["bast_number"], unique=False)
    op.create_index(
        "ix_handovers_list",
        "handovers",
        ["handed_over_on", "id", "status", "aid_id", "bast_number"],
        unique=False,
        sqlite_where=sa.text("deleted = 0"),
    )
    op.create_table(
        "installation",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", types.Json(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_installation")),
    )
    op.create_table(
        "item_conditions",
        sa.Column("visit_id", types.Id(length=16), nullable=False),
        sa.Column("aid_item_id", types.Id(length=16), nullable=False),
        sa.Column("condition", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("id", types.Id(length=16), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_conditions")),
        info={"synced": True},
    )
    op.create_index(
        "ix_item_conditions_aid_item_id", "item_conditions", ["aid_item_id"], unique=False
    )
    op.create_index("ix_item_conditions_visit_id", "item_conditions", ["visit_id"], unique=False)
    op.create_table(
        "memberships",
        sa.Column("group_id", types.Id(length=16), nullable=False),
        sa.Column("person_id", types.Id(length=16), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("joined_on", types.IsoDate(length=10), nullable=False),
        sa.Column("left_on", types.IsoDate(length=10), nullable=True),
        sa.Column("leave_reason", sa.String(), nullable=True),
        sa.Column("replaces_id", types.Id(length=16), nullable=True),
        sa.Column("id", types.Id(length=16), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
        info={"synced": True},
    )
    op.create_index(
        "ix_memberships_group_id",
        "memberships",
        ["group_id", "deleted", "left_on", "role"],
        unique=False,
    )
    op.create_index(
        "ix_memberships_person_id",
        "memberships",
        ["person_id", "deleted", "left_on", "group_id"],
        unique=False,
    )
    op.create_table(
        "mentors",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("identity_number", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("mentor_kind", sa.String(), nullable=True),
        sa.Column("decree_number", sa.String(), nullable=True),
        sa.Column("regency_code", sa.String(), nullable=True),
        sa.Column("replica", sa.String(), nullable=True),
        sa.Column("id", types.Id(length=16), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentors")),
        info={"synced": True},
    )
    op.create_table(
        "merges",
        sa.Column("id", types.Id(length=16), nullable=False),
        sa.Column("merged_at", types.UtcDateTime(length=25), nullable=False),
        sa.Column("files", types.Json(), nullable=False),
        sa.Column("counts", types.Json(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merges")),
    )
    op.create_table(
        "office_settings",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("valid_from", types.IsoDate(length=10), nullable=False),
        sa.Column("value", types.Json(), nullable=False),
        sa.Column("id", types.Id(length=16), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_settings")),
        info={"synced": True},
    )
    op.create_index("ix_office_settings_key", "office_settings", ["key"], unique=False)
    op.create_table(
        "officials",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("nip", sa.String(), nullable=True),
        sa.Column("rank", sa.String(), nullable=True),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("institution", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("duty", sa.String(), nullable=False),
        sa.Column("appointment", sa.String(), nullable=True),
        sa.Column("regency_code", sa.String(), nullable=True),
        sa.Column("valid_from", types.IsoDate(length=10), nullable=True),
        sa.Column("valid_to", types.IsoDate(length=10), nullable=True),
        sa.Column("id", types.Id(length=16), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officials")),
        info={"synced": True},
    )
    op.create_table(
        "opened",
        sa.Column("record_id", types.Id(length=16), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("opened_at", types.UtcDateTime(length=25), nullable=False),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_opened")),
    )
    op.create_table(
        "people",
        sa.Column("nik", sa.String(), nullable=True),
        sa.Column("family_card_number", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("nickname", sa.String(), nullable=True),
        sa.Column("sex", sa.String(), nullable=True),
        sa.Column("birth_place", sa.String(), nullable=True),
        sa.Column("born_on", types.IsoDate(length=10), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("rt", sa.String(), nullable=True),
        sa.Column("rw", sa.String(), nullable=True),
        sa.Column("village_code", sa.String(), nullable=True),
        sa.Column("marital_status", sa.String(), nullable=True),
        sa.Column("family_relation", sa.String(), nullable=True),
        sa.Column("dependants", sa.Integer(), nullable=True),
        sa.Column("education", sa.String(), nullable=True),
        sa.Column("occupation", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("data_source", sa.String(), nullable=True),
        sa.Column("decile", sa.Integer(), nullable=True),
        sa.Column("decile_checked_on", types.IsoDate(length=10), nullable=True),
        sa.Column("other_programmes", types.Json(), nullable=True),
        sa.Column("initial_income", sa.Integer(), nullable=True),
        sa.Column("skills", sa.String(), nullable=True),
        sa.Column("consented_on", types.IsoDate(length=10), nullable=True),
        sa.Column("died_on", types.IsoDate(length=10), nullable=True),
        sa.Column("merged_into", types.Id(length=16), nullable=True),
        sa.Column("reasons", types.Json(), nullable=True),
        sa.Column("id", types.Id(length=16), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        info={"synced": True},
    )
    op.create_index("ix_people_family_card_number", "people", ["family_card_number"], unique=False)
    op.create_index("ix_people_nik", "people", ["nik", "deleted", "merged_into"], unique=False)
    op.create_index("ix_people_village_code", "people", ["village_code"], unique=False)
    op.create_table(
        "prints",
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("record_id", types.Id(length=16), nullable=False),
        sa.Column("printed_at", sa.String(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("paper_size", sa.String(), nullable=False),
        sa.Column("mentor_id", types.Id(length=16), nullable=True),
        sa.Column("id", types.Id(length=16), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prints")),
        info={"synced": True},
    )
    op.create_index("ix_prints_record_id", "prints", ["record_id"], unique=False)
    op.create_table(
        "regions",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("region_kind", sa.String(), nullable=False),
        sa.Column("parent_code", sa.String(), nullable=True),
        sa.Column("postal_code", sa.String(), nullable=True),
        sa.Column("valid_from", sa.String(), nullable=True),
        sa.Column("valid_to", sa.String(), nullable=True),
        sa.Column("replaced_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_regions")),
    )
    op.create_index("ix_regions_parent_code", "regions", ["parent_code"], unique=False)
    op.create_table(
        "sent_files",
        sa.Column("id", types.Id(length=16), nullable=False),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("check_code", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("replica", sa.BigInteger(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("made_at", types.UtcDateTime(length=25), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_files")),
    )
    op.create_table(
        "targets",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("regency_code", sa.String(), nullable=False),
        sa.Column("scheme", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("budget", sa.Integer(), nullable=True),
        sa.Column("id", types.Id(length=16), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_targets")),
        info={"synced": True},
    )
    op.create_index("ix_targets_year", "targets", ["year"], unique=False)
    op.create_table(
        "visit_attendances",
        sa.Column("visit_id", types.Id(length=16), nullable=False),
        sa.Column("person_id", types.Id(length=16), nullable=False),
        sa.Column("is_present", sa.Integer(), nullable=False),
        sa.Column("id", types.Id(length=16), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_attendances")),
        info={"synced": True},
    )
    op.create_index(
        "ix_visit_attendances_visit_id", "visit_attendances", ["visit_id"], unique=False
    )
    op.create_table(
        "visits",
        sa.Column("group_id", types.Id(length=16), nullable=False),
        sa.Column("mentor_id", types.Id(length=16), nullable=True),
        sa.Column("visited_on", types.IsoDate(length=10), nullable=False),
        sa.Column("started_at", sa.String(), nullable=True),
        sa.Column("ended_at", sa.String(), nullable=True),
        sa.Column("visit_kind", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("topics", types.Json(), nullable=True),
        sa.Column("others_present", sa.Integer(), nullable=True),
        sa.Column("activity", sa.String(), nullable=True),
        sa.Column("business_condition", sa.String(), nullable=True),
        sa.Column("turnover", sa.Integer(), nullable=True),
        sa.Column("cash", sa.Integer(), nullable=True),
        sa.Column("solidarity_balance", sa.Integer(), nullable=True),
        sa.Column("problems", sa.String(), nullable=True),
        sa.Column("solution", sa.String(), nullable=True),
        sa.Column("follow_up", sa.String(), nullable=True),
        sa.Column("follow_up_due_on", types.IsoDate(length=10), nullable=True),
        sa.Column("promise_result", sa.String(), nullable=True),
        sa.Column("community_role", sa.String(), nullable=True),
        sa.Column("referral", sa.String(), nullable=True),
        sa.Column("reasons", types.Json(), nullable=True),
        sa.Column("id", types.Id(length=16), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
        info={"synced": True},
    )
    op.create_index(
        "ix_visits_group_id",
        "visits",
        ["group_id", "visited_on", "deleted", "id"],
        unique=False,
    )
    op.create_index("ix_visits_visited_on", "visits", ["visited_on"], unique=False)
    for name, table, filtered in (
        ("ix_groups_list", "groups", ("state", "village_code", "budget_year")),
        ("ix_people_list", "people", ()),
        (
            "ix_people_filters",
            "people",
            ("nik", "decile", "data_source", "village_code", "merged_into"),
        ),
    ):
        op.create_index(
            name,
            table,
            [sa.text("name COLLATE NOCASE"), "id", *filtered],
            sqlite_where=sa.text("deleted = 0"),
        )

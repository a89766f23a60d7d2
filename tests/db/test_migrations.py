import hashlib
from pathlib import Path

import pytest
from alembic import command
from alembic.util import CommandError
from sqlalchemy import NullPool, create_engine
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateIndex
from sqlcipher3 import dbapi2

from kube_desktop.db import cipher, migrate
from kube_desktop.db.backup import check
from kube_desktop.db.keyring import Keyring
from kube_desktop.db.migrate import NewerDatabaseError, schema_number, upgrade
from kube_desktop.db.models import Base
from kube_desktop.db.reference import RegionListError
from kube_desktop.db.schema import HEAD
from kube_desktop.db.sync.ddl import missing_triggers, trigger_names
from kube_desktop.db.sync.mapping import schema_of
from kube_desktop.domain.errors import EnvironmentProblem
from kube_desktop.paths import resources

REGIONS = resources() / "regions"
SCHEMA = schema_of(Base.metadata)
NEXT_REVISION = f'''
"""Add a column to groups."""
import sqlalchemy as sa
from alembic import op

revision = "{HEAD + 1:04}"
down_revision = "{HEAD:04}"

def upgrade():
    with op.batch_alter_table("groups", recreate="always") as batch:
        batch.add_column(sa.Column("colour", sa.String(), nullable=True))
'''


FOREIGN_VILLAGE = (
    "64,Kalimantan Timur,64.07,Kabupaten Kutai Barat,64.07.05,Long Iram,"
    "64.07.05.9999,Kampung Entah,desa,75766\n"
)


@pytest.fixture
def key(data_paths):
    return Keyring.load(data_paths.keyring).device_key()


@pytest.fixture
def connection(data_paths, key):
    connection = cipher.connect(data_paths.database, key)
    yield connection
    connection.close()


@pytest.fixture
def next_version(monkeypatch, tmp_path):
    """The program as it will be after its next migration: one more revision, one higher head."""
    folder = tmp_path / "versions"
    folder.mkdir()
    (folder / "next_add_colour.py").write_text(NEXT_REVISION)
    config = migrate.config

    def with_next_revision(connection=None):
        settings = config(connection)
        shipped = Path(migrate.__file__).parent / "migrations" / "versions"
        settings.set_main_option("path_separator", "newline")
        settings.set_main_option("version_locations", f"{shipped}\n{folder}")
        return settings

    monkeypatch.setattr(migrate, "config", with_next_revision)
    monkeypatch.setattr(migrate, "HEAD", HEAD + 1)
    return folder


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_models_are_what_the_migrations_make(data_paths, key):
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: cipher.connect(data_paths.database, key),
        poolclass=NullPool,
    )
    with engine.connect() as connection:
        command.check(migrate.config(connection))
    engine.dispose()


def test_a_difference_between_models_and_migrations_would_be_found(data_paths, key, connection):
    for name in trigger_names(next(one for one in SCHEMA if one.name == "groups")):
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("ALTER TABLE groups DROP COLUMN note")
    with pytest.raises(CommandError, match="New upgrade operations detected"):
        test_the_models_are_what_the_migrations_make(data_paths, key)


def test_a_fresh_folder_has_the_newest_schema_and_every_trigger(connection):
    assert schema_number(connection) == HEAD
    assert missing_triggers(connection, SCHEMA) == ()
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_synced_tables_have_no_foreign_keys_and_no_unique_business_keys():
    synced = [table for table in Base.metadata.tables.values() if table.info.get("synced")]
    assert {table.name for table in synced} == {one.name for one in SCHEMA}
    for table in synced:
        assert not table.foreign_keys, table.name
        assert not any(index.unique for index in table.indexes), table.name


def test_every_region_is_there(connection):
    counts = dict(connection.execute("SELECT level, count(*) FROM regions GROUP BY level"))
    assert counts == {"province": 1, "regency": 10, "district": 105, "village": 1038}
    kinds = dict(
        connection.execute(
            "SELECT region_kind, count(*) FROM regions WHERE level = 'village' GROUP BY 1"
        )
    )
    assert kinds == {"Kelurahan": 197, "Desa": 841}


def test_mahulu_has_no_kelurahan_and_the_cities_no_desa(connection):
    def kinds(regency):
        found = connection.execute(
            "SELECT DISTINCT region_kind FROM regions WHERE level = 'village' AND code LIKE ?",
            (f"{regency}.%",),
        )
        return {kind for (kind,) in found}

    assert kinds("64.11") == {"Desa"}
    for city in ("64.71", "64.72", "64.74"):
        assert kinds(city) == {"Kelurahan"}


def test_every_village_lies_in_a_district_of_a_regency_and_has_a_postal_code(connection):
    (count,) = connection.execute(
        "SELECT count(*) FROM regions v JOIN regions d ON d.code = v.parent_code "
        "AND d.level = 'district' JOIN regions r ON r.code = d.parent_code "
        "AND r.level = 'regency' WHERE v.level = 'village' AND length(v.postal_code) = 5"
    ).fetchone()
    assert count == 1038


def test_names_keep_their_apostrophes(connection):
    found = connection.execute("SELECT name FROM regions WHERE name LIKE 'Long La''ai'").fetchone()
    assert found == ("Long La'ai",)


def test_a_file_of_the_present_schema_is_left_alone(data_paths, key):
    before = digest(data_paths.database)
    backup = data_paths.backups / "unneeded.db"
    assert not upgrade(data_paths.database, key, REGIONS, backup)
    assert digest(data_paths.database) == before
    assert not backup.exists()


def test_a_file_of_a_newer_program_is_refused_and_left_alone(data_paths, key, connection):
    connection.execute(f"PRAGMA user_version = {HEAD + 1}")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = digest(data_paths.database)
    backup = data_paths.backups / "unneeded.db"
    with pytest.raises(NewerDatabaseError, match="versi program yang lebih baru") as refusal:
        upgrade(data_paths.database, key, REGIONS, backup)
    assert not refusal.value.retry
    assert digest(data_paths.database) == before
    assert not backup.exists()


def test_an_older_file_is_backed_up_before_it_is_brought_forward(
    data_paths, key, connection, next_version
):
    connection.execute(
        "INSERT INTO groups(id, name, village_code, business_type, state) "
        "VALUES (x'00112233445566778899aabbccddeeff', 'Melati', '64.07', 'KUL', 'draf')"
    )
    backup = data_paths.backups / "before.db"
    assert upgrade(data_paths.database, key, REGIONS, backup)
    assert schema_number(connection) == HEAD + 1
    assert connection.execute("SELECT name, colour FROM groups").fetchall() == [("Melati", None)]
    check(backup, key)
    old = cipher.connect(backup, key)
    assert schema_number(old) == HEAD
    assert old.execute("SELECT name FROM groups").fetchall() == [("Melati",)]
    old.close()


def test_a_migration_keeps_the_change_log_and_goes_on_capturing(
    data_paths, key, connection, next_version
):
    connection.execute(
        "INSERT INTO groups(id, name, village_code, business_type, state) "
        "VALUES (x'00112233445566778899aabbccddeeff', 'Melati', '64.07', 'KUL', 'draf')"
    )
    upgrade(data_paths.database, key, REGIONS, data_paths.backups / "before.db")
    connection.execute("UPDATE groups SET name = 'Mawar'")
    changes = connection.execute("SELECT op, col, value FROM sync_change ORDER BY seq").fetchall()
    assert changes == [("I", None, None), ("U", "name", "Mawar")]
    assert connection.execute("SELECT title FROM search_documents").fetchall() == [("Mawar",)]


@pytest.mark.parametrize("failing", ["revision", "regions"])
def test_a_migration_that_fails_leaves_the_file_exactly_as_it_was(
    data_paths, key, connection, next_version, tmp_path, failing
):
    regions = REGIONS
    if failing == "revision":
        broken = NEXT_REVISION + '    op.execute("DROP TABLE nowhere")\n'
        (next_version / "next_add_colour.py").write_text(broken)
    else:
        regions = tmp_path / "regions"
        regions.mkdir()
        content = (REGIONS / "wilayah_kaltim.csv").read_text("utf-8")
        (regions / "wilayah_kaltim.csv").write_text(content + FOREIGN_VILLAGE, "utf-8")
    connection.close()
    before = digest(data_paths.database)
    with pytest.raises((DBAPIError, RegionListError), match=r"nowhere|1039 regions"):
        upgrade(data_paths.database, key, regions, data_paths.backups / "before.db")
    assert digest(data_paths.database) == before
    again = cipher.connect(data_paths.database, key)
    assert schema_number(again) == HEAD
    again.close()


def test_a_backup_that_cannot_be_written_stops_the_migration(
    data_paths, key, connection, next_version
):
    connection.close()
    before = digest(data_paths.database)
    with pytest.raises(EnvironmentProblem, match="Cadangan tidak dapat ditulis"):
        upgrade(data_paths.database, key, REGIONS, data_paths.backups / "gone" / "before.db")
    assert digest(data_paths.database) == before


def test_a_full_disk_during_a_migration_is_told_in_words(data_paths, key, connection, monkeypatch):
    def small(path, key, *, create=False):
        connection = open_file(path, key, create=create)
        connection.execute("PRAGMA max_page_count = 5")
        return connection

    open_file = cipher.connect
    monkeypatch.setattr(cipher, "connect", small)
    with pytest.raises(EnvironmentProblem, match="Ruang penyimpanan laptop penuh"):
        upgrade(data_paths.root / "new.db", key, REGIONS, data_paths.backups / "x.db")


def test_expression_indexes_are_made_as_the_models_say(connection):
    """Alembic cannot compare these; the lists are walked and filtered by them."""
    for name, table in (
        ("ix_groups_list", "groups"), ("ix_people_list", "people"), ("ix_people_filters", "people"),
    ):  # fmt: skip
        made = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = ?", (name,)
        ).fetchone()[0]
        index = next(i for i in Base.metadata.tables[table].indexes if i.name == name)
        assert made == str(CreateIndex(index).compile(dialect=sqlite.dialect()))


def test_a_file_of_the_first_revision_is_brought_forward_with_its_records(
    data_paths, key, connection
):
    connection.execute(
        "INSERT INTO groups(id, name, village_code, business_type, state) "
        "VALUES (x'00112233445566778899aabbccddeeff', 'Melati', '64.07', 'KUL', 'draf')"
    )
    added = (
        "sealed_papers", "kept_pdfs", "unfiled_scans", "evaluations", "evaluation_answers",
        "verdicts", "questions", "responses", "instruments", "revoked_devices", "laptops",
        "issued_files", "received_files", "waiting_files", "decision_batches", "sync_delivery",
    )  # fmt: skip
    for table in added:
        connection.execute(f"DROP TABLE {table}")
    later = "filename sender region made_at size code app schema_version merge_id withdrawn_at"
    for column in later.split():
        connection.execute(f"ALTER TABLE sync_package DROP COLUMN {column}")
    connection.execute("ALTER TABLE sync_bad DROP COLUMN pkg_ids")
    connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.execute("PRAGMA user_version = 1")
    assert upgrade(data_paths.database, key, REGIONS, data_paths.backups / "before.db")
    assert schema_number(connection) == HEAD
    assert missing_triggers(connection, SCHEMA) == ()
    assert connection.execute("SELECT name FROM groups").fetchall() == [("Melati",)]
    for table in added:
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608
    check(data_paths.backups / "before.db", key)

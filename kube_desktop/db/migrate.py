"""Bringing a database file to the schema of this program."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection as SqlConnection
from sqlalchemy import NullPool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from kube_desktop.db import cipher, search
from kube_desktop.db.backup import back_up
from kube_desktop.db.models import Base
from kube_desktop.db.reference import load_regions
from kube_desktop.db.schema import HEAD
from kube_desktop.db.sync.ddl import install_triggers
from kube_desktop.db.sync.mapping import schema_of
from kube_desktop.domain.errors import EnvironmentProblem


class NewerDatabaseError(EnvironmentProblem):
    """The file was written by a newer version of the program."""


def config(connection: SqlConnection | None = None) -> Config:
    """Return the Alembic configuration; there is no alembic.ini."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    if connection is not None:
        settings.attributes["connection"] = connection
    return settings


def schema_number(connection: cipher.Connection) -> int:
    """Return which schema a file has: 0 for an empty one."""
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    return int(number)


def upgrade(path: Path, key: bytes, regions: Path, backup: Path) -> bool:
    """Bring the file to the newest schema and tell whether there was anything to do.

    An older file is backed up first. Everything happens in one transaction with foreign keys off:
    SQLite changes a table by copying it, and dropping the old copy of a parent would delete its
    children. A file that fails half-way is exactly as it was.

    Args:
        path: The database; made when it is missing.
        key: Its key.
        regions: Folder with the list of regions.
        backup: Where the copy of an older file goes.

    Raises:
        NewerDatabaseError: When the file needs a newer program.
        EnvironmentProblem: When the backup or the file cannot be written.

    """
    connection = cipher.connect(path, key, create=True)
    try:
        current = schema_number(connection)
    finally:
        connection.close()
    if current == HEAD:
        return False
    if current > HEAD:
        raise NewerDatabaseError(
            "Data ini dibuat versi program yang lebih baru. Pasang versi terbaru lebih dulu; "
            "data Anda tetap aman dan tidak diubah.",
            retry=False,
        )
    if current > 0:
        back_up(path, key, backup)
    _run(path, key, regions)
    return True


def _run(path: Path, key: bytes, regions: Path) -> None:
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: cipher.connect(path, key, create=True),
        poolclass=NullPool,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: SqlConnection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    with cipher.explaining(DBAPIError), engine.connect() as connection:
        driver = connection.connection.driver_connection
        if driver is None:
            raise RuntimeError("the driver gave no connection")
        driver.execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            _drop_own_triggers(driver)
            command.upgrade(config(connection), "head")
            install_triggers(driver, schema_of(Base.metadata))
            load_regions(driver, regions)
            for statement in search.trigger_statements():
                driver.execute(statement)
            if broken := driver.execute("PRAGMA foreign_key_check").fetchall():
                raise RuntimeError(f"migration broke {len(broken)} references")
            driver.execute(f"PRAGMA user_version = {HEAD}")
    engine.dispose()


def _drop_own_triggers(connection: cipher.Connection) -> None:
    """Drop the triggers that are made anew after each migration.

    A column that a trigger names cannot be dropped, and what a migration changes is no edit of a
    person: every laptop makes the same change itself.
    """
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name <> 'search_documents'"
    ).fetchall()
    for (name,) in found:
        connection.execute(f'DROP TRIGGER "{name}"')

"""A signed paper is the same after the database was brought to a newer schema."""

import shutil
from contextlib import closing
from pathlib import Path
from uuid import UUID

from kube_desktop.db import migrate
from kube_desktop.db.keyring import Keyring
from kube_desktop.domain.papers import PaperKind, PaperSize
from kube_desktop.paths import DataPaths, resources
from kube_desktop.services.opening import open_services
from kube_desktop.services.sample.making import make_sample_laptop

_NEXT = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{new}", "{old}", None, None


def upgrade():
    op.add_column("handovers", sa.Column("later", sa.Text()))
    with op.batch_alter_table("kept_pdfs", recreate="always") as batch:
        batch.add_column(sa.Column("later", sa.Text()))
"""


def a_newer_program(folder, monkeypatch):
    """Let the program know one revision more than it does."""
    scripts = Path(migrate.__file__).parent / "migrations"
    shutil.copytree(scripts, folder)
    last = f"{migrate.HEAD:04}"
    new = f"{migrate.HEAD + 1:04}"
    (folder / "versions" / f"{new}_later.py").write_text(_NEXT.format(new=new, old=last))
    usual = migrate.config

    def config(connection=None):
        settings = usual(connection)
        settings.set_main_option("script_location", str(folder))
        return settings

    monkeypatch.setattr(migrate, "config", config)
    monkeypatch.setattr(migrate, "HEAD", migrate.HEAD + 1)


def test_a_signed_paper_is_the_same_after_a_migration(tmp_path, monkeypatch):
    paths = DataPaths(tmp_path / "D")
    make_sample_laptop(paths)
    with closing(open_services(paths)) as services:
        handover = UUID(
            bytes=services.workplace.database.reader.value(
                "SELECT id FROM handovers WHERE status <> 'ditandatangani' AND deleted = 0"
            )
        )
        printed = services.printing.make(PaperKind.BAST, handover, PaperSize.F4)
        services.printing.note_printed(printed, copies=3)
        services.aid.sign([handover])
        before = services.printing.make(PaperKind.BAST, handover, PaperSize.F4)
    a_newer_program(tmp_path / "scripts", monkeypatch)
    key = Keyring.load(paths.keyring).device_key()
    assert migrate.upgrade(paths.database, key, resources() / "regions", tmp_path / "backup.db")
    with closing(open_services(paths)) as services:
        columns = services.workplace.database.reader.rows("PRAGMA table_info(kept_pdfs)")
        assert "later" in {row[1] for row in columns}
        after = services.printing.make(PaperKind.BAST, handover, PaperSize.A4)
    assert after == before
    assert after.pdf.startswith(printed.pdf)

"""Note which files carried a second content of a number, so that each can be taken back."""

import sqlalchemy as sa
from alembic import op

from kube_desktop.db.sync.ddl import SINCE_4

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; triggers are installed after every upgrade."""
    for statement in SINCE_4:
        op.execute(sa.text(statement))

"""Real workplaces for tests: a facilitator's laptop over a copied folder, and its clock."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from builders import TODAY

from kube_desktop.db.models import Mentor, Official
from kube_desktop.domain.ids import new_id
from kube_desktop.services.installation import write_facts
from kube_desktop.services.opening import open_services


@dataclass
class Clock:
    """What day and hour the laptop believes it is."""

    today: date = TODAY
    now: datetime = datetime(2026, 11, 19, 1, 41, tzinfo=UTC)


@contextmanager
def opened(paths, clock, changes=None):
    """Open a folder under a clock, with a facilitator and an official who may sign."""
    announce = changes.append if changes is not None else lambda _: None
    services = open_services(paths, announce, today=lambda: clock.today, now=lambda: clock.now)
    try:
        if services.lists.office.identity() is None:
            settle_in(services)
            if changes is not None:
                changes.clear()
        yield services
    finally:
        services.close()


def settle_in(services, *, is_office=False):
    """Say who uses this installation, and who signs for the office."""
    mentor = Mentor(id=new_id(), name="Rina Pendamping", regency_code="64.07")
    official = Official(
        name="Contoh Pejabat, S.Sos.",
        nip="197001011995039001",
        position="Pejabat Pembuat Komitmen",
        duty="ppk",
    )
    with services.workplace.database.write() as session:
        session.add_all((mentor, official))
    with services.workplace.database.raw() as connection:
        identity = {
            "name": mentor.name,
            "mentor_id": str(mentor.id),
            "regency_code": "64.07",
            "is_office": is_office,
            "is_sample": False,
        }
        write_facts(connection, {"identity": identity})


def official_of(services):
    """The id of the official who may sign today."""
    return services.lists.office.officials()[0].id


class Slate:
    """Puts an opened database back to what it held when this was made."""

    _KEPT = ("regions", "sync_branch", "alembic_version")

    def __init__(self, services):
        self._database = services.workplace.database
        self._connection = self._database.connect()
        names = self._connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' "
            "AND name NOT LIKE 'search_index%' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        self._rows = {
            name: self._connection.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608  own tables
            for (name,) in names
            if name not in self._KEPT
        }

    def wipe(self):
        """Empty every table that a test may have filled, and refill it."""
        run = self._connection.execute
        run("BEGIN IMMEDIATE")
        run("UPDATE sync_clock SET applying = 1")
        for name in self._rows:
            if name != "sync_clock":
                self._refill(name)
        self._refill("sync_clock")
        run("COMMIT")

    def _refill(self, name):
        self._connection.execute(f"DELETE FROM {name}")  # noqa: S608  own tables
        for row in self._rows[name]:
            marks = ", ".join("?" * len(row))
            self._connection.execute(f"INSERT INTO {name} VALUES ({marks})", row)  # noqa: S608

    def close(self):
        """Give the connection back."""
        self._connection.close()

"""Laptops and an office over copies of one folder, written to directly, to test desks on."""

import itertools
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from builders import LONG_IRAM_ILIR, TODAY, a_family_card, a_nik
from workplaces import Clock

from kube_desktop.db.models import Base
from kube_desktop.db.sync.export import export
from kube_desktop.db.sync.merge import Package, merge
from kube_desktop.paths import DataPaths
from kube_desktop.services.installation import write_facts
from kube_desktop.services.opening import Services, open_services

MODELS = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
_numbers = itertools.count(1)


def an_id():
    """Ids in the order they are asked for, so that sentences come out in one order."""
    return UUID(int=7 << 76 | 2 << 62 | next(_numbers))


@dataclass
class Desk:
    """One installation that is written to without forms."""

    services: Services
    mentor: UUID

    @property
    def differences(self):
        return self.services.differences

    @property
    def database(self):
        return self.services.workplace.database

    def at(self, day, hour=2):
        """Let the laptop believe it is another day."""
        moment = int(datetime(day.year, day.month, day.day, hour, tzinfo=UTC).timestamp() * 1000)
        with self.database.raw() as connection:
            connection.execute("UPDATE sync_clock SET now_ms = ?", (moment,))

    def put(self, table, **values):
        """Add a record and return its id."""
        one = an_id()
        with self.database.write(actor=self.mentor) as session:
            session.add(MODELS[table](id=one, **values))
        return one

    def change(self, table, record_id, reason=None, **values):
        """Set fields of a record."""
        with self.database.write(actor=self.mentor, reason=reason) as session:
            record = session.get_one(MODELS[table], record_id)
            for name, value in values.items():
                setattr(record, name, value)

    def value(self, table, record_id, column):
        with self.database.read() as session:
            return getattr(session.get_one(MODELS[table], record_id), column)

    def group(self, name="Mekar Jaya", **values):
        return self.put(
            "groups",
            **{"name": name, "village_code": LONG_IRAM_ILIR, "business_type": "KUL",
               "budget_year": 2026, "state": "didampingi", **values},
        )  # fmt: skip

    def person(self, name, number, group_id=None, role="anggota", **values):
        """Add a person, and a place in a group."""
        person = self.put(
            "people",
            **{"name": name, "nik": a_nik(number), "family_card_number": a_family_card(number),
               "village_code": LONG_IRAM_ILIR, **values},
        )  # fmt: skip
        if group_id is not None:
            self.join(person, group_id, role)
        return person

    def join(self, person_id, group_id, role="anggota", **values):
        fields = {"joined_on": datetime(2026, 1, 12, tzinfo=UTC).date(), **values}
        return self.put("memberships", person_id=person_id, group_id=group_id, role=role, **fields)

    def shown(self):
        """Every record as the tables show it, decisions and questions apart."""
        said = {"verdicts", "questions"}
        with self.database.raw() as connection:
            return {
                table.name: connection.execute(
                    f'SELECT * FROM "{table.name}" ORDER BY id'  # noqa: S608  own tables
                ).fetchall()
                for table in self.database.schema
                if table.name not in said
            }


def arrive(office, *senders):
    """Merge everything some installations have into another, without files."""
    for sender in senders:
        with sender.database.raw() as source, office.database.raw() as connection:
            pkg = an_id().bytes
            merge(
                connection,
                office.database.schema,
                [Package(pkg_id=pkg, records=list(export(source)), signer=None)],
            )
            name = sender.services.lists.office.identity().name
            connection.execute(
                "INSERT INTO sync_package(pkg_id, sha512, signer, received_at, status, note, "
                "sender) VALUES (?, ?, ?, '2026-11-19T02:00:00+00:00', 'merged', ?, ?)",
                (pkg, pkg, pkg, name, name),
            )


@contextmanager
def desk(source, place, name, day=TODAY, *, is_office=False):
    """Open a copy of a folder for somebody whose laptop believes it is a day."""
    paths = DataPaths(shutil.copytree(source, place))
    clock = Clock()
    services = open_services(paths, today=lambda: clock.today, now=lambda: clock.now)
    try:
        one = Desk(services, an_id())
        one.at(day)
        with one.database.write() as session:
            session.add(MODELS["mentors"](id=one.mentor, name=name, regency_code="64.07"))
        identity = {
            "name": name, "mentor_id": str(one.mentor), "regency_code": "64.07",
            "is_office": is_office, "is_sample": False,
        }  # fmt: skip
        with one.database.raw() as connection:
            write_facts(connection, {"identity": identity})
        yield one
    finally:
        services.close()

"""One open laptop for all tests of use cases: opening costs more than most of them."""

import shutil

import pytest
from builders import a_recorded_team
from workplaces import Clock, Slate, official_of, opened

from kube_desktop.paths import DataPaths


class _Laptop:
    """An opened folder, its clock, and what it announced to the present test."""

    def __init__(self):
        self.clock = Clock()
        self.changes = []
        self.team = None

    def record_team(self):
        """Record the usual team, by its use cases the first time, from a copy of the rows later."""
        if self.team is None:
            self.team = a_recorded_team(self.services)
            self.slate_with_team = Slate(self.services)
        else:
            self.slate_with_team.wipe()
        return self.team

    def close(self):
        self.slate.close()
        if self.team is not None:
            self.slate_with_team.close()

    @property
    def today(self):
        return self.clock.today

    @property
    def now(self):
        return self.clock.now

    def append(self, changes):
        self.changes.append(changes)


@pytest.fixture(scope="session")
def laptop(settled_folder, tmp_path_factory):
    place = tmp_path_factory.mktemp("laptop") / "data"
    laptop = _Laptop()
    with opened(DataPaths(shutil.copytree(settled_folder.root, place)), laptop, laptop) as services:
        laptop.services = services
        laptop.slate = Slate(services)
        yield laptop
        laptop.close()


@pytest.fixture
def services(laptop, clock, changes):
    """Every use case over a real, encrypted database in which nothing was recorded yet."""
    laptop.clock, laptop.changes = clock, changes
    yield laptop.services
    laptop.slate.wipe()


@pytest.fixture
def team(laptop, services, changes):
    """A recorded group of five with ketua, sekretaris and bendahara."""
    team = laptop.record_team()
    changes.clear()
    return team


@pytest.fixture
def official(services):
    """Who may sign for the office."""
    return official_of(services)


@pytest.fixture
def log(services):
    """How many changes the log holds: a refusal must not add one."""

    def count():
        return services.workplace.database.reader.value("SELECT count(*) FROM sync_change")

    return count

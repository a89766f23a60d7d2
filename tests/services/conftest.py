import pytest
from builders import a_recorded_team
from workplaces import official_of


@pytest.fixture
def team(services, changes):
    """A recorded group of five with ketua, sekretaris and bendahara."""
    team = a_recorded_team(services)
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

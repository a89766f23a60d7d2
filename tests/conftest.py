import os
import shutil

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import settings
from PySide6.QtCore import QLocale

# A busy machine is no reason to fail: tests never judge how long something takes.
settings.register_profile("calm", deadline=None)
settings.load_profile("calm")


@pytest.fixture(autouse=True)
def indonesian():
    QLocale.setDefault(QLocale("id_ID"))


@pytest.fixture(scope="session")
def made_folder(tmp_path_factory):
    """An empty data folder with its whole schema, made once; tests work on copies."""
    from kube_desktop.paths import DataPaths
    from kube_desktop.services.opening import create_folder

    paths = DataPaths(tmp_path_factory.mktemp("made") / "data")
    create_folder(paths)
    return paths


@pytest.fixture
def data_paths(made_folder, tmp_path):
    """A data folder of this test alone, not yet opened."""
    from kube_desktop.paths import DataPaths

    return DataPaths(shutil.copytree(made_folder.root, tmp_path / "data"))


@pytest.fixture
def clock():
    """The day of this laptop, which a test may move: `clock.today`, `clock.now`."""
    from workplaces import Clock

    return Clock()


@pytest.fixture
def changes():
    """Everything that finished use cases announced, as a list of `Changes`."""
    return []


@pytest.fixture(scope="session")
def settled_folder(made_folder, tmp_path_factory):
    """The folder of a facilitator who answered the first page, with nothing recorded yet."""
    from workplaces import Clock, opened

    from kube_desktop.paths import DataPaths

    place = tmp_path_factory.mktemp("settled") / "data"
    paths = DataPaths(shutil.copytree(made_folder.root, place))
    with opened(paths, Clock()):
        return paths


@pytest.fixture
def services(settled_folder, tmp_path, clock, changes):
    """Every use case over a real, encrypted, empty database of a facilitator in Kutai Barat."""
    from workplaces import opened

    from kube_desktop.paths import DataPaths

    paths = DataPaths(shutil.copytree(settled_folder.root, tmp_path / "work"))
    with opened(paths, clock, changes) as services:
        yield services

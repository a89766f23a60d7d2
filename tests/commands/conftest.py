import pytest
from command_line import copy_of, kube


@pytest.fixture(scope="session")
def made_sample(tmp_path_factory):
    """The sample laptop of seed 1, made once; tests work on copies."""
    folder = tmp_path_factory.mktemp("contoh") / "D"
    assert kube("contoh", "--data-dir", folder).code == 0
    return folder


@pytest.fixture(scope="session")
def made_office(tmp_path_factory):
    """A sample office, made once."""
    folder = tmp_path_factory.mktemp("kantor") / "O"
    assert kube("kantor", "--data-dir", folder, "--contoh").code == 0
    return folder


@pytest.fixture(scope="session")
def made_package(made_sample, tmp_path_factory):
    """What the sample laptop sends, made once."""
    folder = tmp_path_factory.mktemp("kiriman")
    laptop = copy_of(made_sample, folder / "D")
    assert kube("kirim", "--data-dir", laptop, "--ke", folder / "rina.kube").code == 0
    return folder / "rina.kube"


@pytest.fixture
def laptop(made_sample, tmp_path):
    """The sample laptop of this test alone."""
    return copy_of(made_sample, tmp_path / "D")


@pytest.fixture
def office(made_office, tmp_path):
    """The sample office of this test alone."""
    return copy_of(made_office, tmp_path / "O")

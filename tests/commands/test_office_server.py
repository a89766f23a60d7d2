"""An office moves to a server, and a second operator joins: by commands, on a real PostgreSQL."""

import shutil
import sys

import pytest
from command_line import copy_of, kube

import kube_desktop.db.postgres
from kube_desktop.db.postgres import local_server
from kube_desktop.paths import DataPaths
from kube_desktop.services.opening import open_services
from kube_desktop.services.sample.making import make_sample_laptop, make_sample_office

pytestmark = pytest.mark.skipif(bool(local_server.missing()), reason=local_server.missing())


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    make_sample_office(DataPaths(folder / "kantor"))
    laptop = DataPaths(folder / "laptop")
    make_sample_laptop(laptop)
    services = open_services(laptop)
    services.sending.send(folder / "1.kube")
    services.close()
    return folder


def test_an_office_moves_and_two_operators_end_with_the_same(office, tmp_path):
    first = copy_of(office / "kantor", tmp_path / "satu")
    with local_server.local_server() as server:
        address = server.new_database().replace("kube@", "kube:rahasia@")
        moved = kube("pindah", "--data-dir", first, "--ke", address)
        assert moved.code == 0, moved.text
        assert "rahasia" not in moved.text
        second = tmp_path / "dua"
        shutil.copytree(first, second)
        joined = kube("gabung", office / "1.kube", "--data-dir", second, "--json")
        assert joined.code == 0, joined.text
        assert joined.facts["server"]["sama"]
        assert joined.facts["server"]["diberikan"] == joined.facts["perubahan_baru"] > 0
        aligned = kube("samakan", "--data-dir", first, "--json")
        assert aligned.facts["diterima"] == joined.facts["perubahan_baru"]
        assert aligned.facts["fingerprint"] == joined.facts["fingerprint"]
        found = kube("periksa", "--data-dir", first, "--json")
        assert found.code == 0, found.text
        assert found.facts["server"] == {
            "utuh": True,
            "perbedaan": 0,
            "fingerprint": joined.facts["fingerprint"],
            "sama": True,
        }
        stranger = tmp_path / "lain"
        assert kube("kantor", "--data-dir", stranger).code == 0
        refused = kube("pindah", "--data-dir", stranger, "--ke", address)
        assert (refused.code, "milik kantor lain" in refused.text) == (1, True)
    lost = kube("samakan", "--data-dir", first)
    assert (lost.code, "tidak dapat dihubungi" in lost.text) == (1, True)
    assert "rahasia" not in lost.text
    for log in first.rglob("*.log"):
        assert "rahasia" not in log.read_text(encoding="utf-8")


def test_without_the_component_the_program_says_how_to_get_it(office, monkeypatch):
    for name in ("psycopg", "kube_desktop.db.postgres.connection"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delattr(kube_desktop.db.postgres, "connection", raising=False)
    said = kube("pindah", "--data-dir", office / "kantor", "--ke", "postgresql://a@b/c")
    assert (said.code, "./kube postgresql" in said.text) == (1, True)


def test_only_an_office_that_moved_has_a_server(office):
    said = kube("samakan", "--data-dir", office / "kantor")
    assert (said.code, "belum pindah" in said.text) == (1, True)
    said = kube("pindah", "--data-dir", office / "laptop", "--ke", "postgresql://a@b/c")
    assert (said.code, "hanya di komputer kantor" in said.text) == (1, True)

"""What a new user meets first: one command, locked wheels, plain sentences, licensed parts."""

import importlib
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
RUNTIME, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"
OWN_SUFFIXES = {".qss", ".ts", ".qm"}

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs a POSIX shell")


def pins(lock: str) -> dict[str, str]:
    found = re.findall(r"^([a-z0-9-]+)==([^ ;]+)", (ROOT / lock).read_text(), flags=re.MULTILINE)
    return dict(found)


def declared(*, development: bool) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = project["project"]["dependencies"]
    lines += project["dependency-groups"]["dev"] if development else []
    return [Requirement(line) for line in lines]


# --- locked wheels ---------------------------------------------------------------------------


@pytest.mark.parametrize(("lock", "development"), [(RUNTIME, False), (DEVELOPMENT, True)])
def test_a_lock_pins_every_declared_dependency_in_its_range(lock, development):
    pinned = pins(lock)
    for requirement in declared(development=development):
        version = pinned[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), requirement


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT])
def test_a_lock_holds_a_hash_for_every_wheel(lock):
    blocks = re.split(r"^(?=[a-z0-9])", (ROOT / lock).read_text(), flags=re.MULTILINE)
    without = [block.split()[0] for block in blocks if block and "--hash=sha256:" not in block]
    assert without == []


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT])
def test_a_lock_tells_nothing_about_the_machine_that_made_it(lock):
    text = (ROOT / lock).read_text()
    assert not re.search(r"https?:|file:|--index|--find-links|\(/|@ ", text)


def test_checks_run_on_the_very_wheels_that_the_program_runs_on():
    assert pins(RUNTIME).items() <= pins(DEVELOPMENT).items()


# --- kube and kube.cmd -----------------------------------------------------------------------


@on_linux
def test_kube_is_plain_shell_and_executable():
    assert os.access(ROOT / "kube", os.X_OK)
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    subprocess.run(["/bin/sh", "-n", str(ROOT / "kube")], check=True)


def test_kube_knows_the_same_commands_on_linux_and_windows():
    shell = (ROOT / "kube").read_text(encoding="utf-8")
    linux = set(re.findall(r"^  ([a-z]+)\)$", shell, flags=re.MULTILINE))
    batch = (ROOT / "kube.cmd").read_text(encoding="ascii")
    windows = set(re.findall(r'"%COMMAND%"=="([a-z]+)"', batch))
    assert linux == {"run", "demo", "test", "bench", "postgresql"}
    assert windows - {"help", "bantuan"} == linux


def test_the_windows_command_has_windows_line_ends():
    content = (ROOT / "kube.cmd").read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")


@on_linux
def test_an_unknown_command_is_answered_with_the_known_ones():
    answer = subprocess.run(
        ["/bin/sh", str(ROOT / "kube"), "terbang"], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 2
    assert "tidak dikenal" in answer.stderr
    assert "./kube demo" in answer.stderr


# --- scripts/kube_setup.py -------------------------------------------------------------------


@pytest.fixture
def setup(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "scripts")
    return importlib.import_module("kube_setup")


@pytest.fixture
def project(tmp_path, setup):
    """A project folder with locks and an environment that was finished."""
    for lock in (RUNTIME, DEVELOPMENT):
        (tmp_path / lock).write_text(f"contents of {lock}\n")
    binaries = tmp_path / ".venv" / setup.BINARIES
    binaries.mkdir(parents=True)
    (binaries / setup.EXECUTABLE).symlink_to(sys.executable)
    (tmp_path / ".venv" / "pyvenv.cfg").write_text(f"command = venv {tmp_path}/.venv\n")
    (binaries / "pytest").write_bytes(b"#!" + os.fsencode(tmp_path / ".venv/bin/python") + b"\n")
    environment = setup.Environment(tmp_path / ".venv", tmp_path)
    environment.settle()
    environment.note_ready("dev")
    return tmp_path


@on_linux
def test_a_finished_environment_is_ready_for_running_and_checking(setup, project):
    assert setup.check("run", project)
    assert setup.check("dev", project)


@on_linux
def test_an_environment_made_by_hand_or_half_made_is_not_ready(setup, project):
    (project / ".venv" / "kube" / "python").unlink()
    assert not setup.check("run", project)


@on_linux
def test_a_changed_lock_asks_for_a_new_environment(setup, project):
    (project / DEVELOPMENT).write_text("newer\n")
    assert setup.check("run", project)
    assert not setup.check("dev", project)
    (project / RUNTIME).write_text("newer\n")
    assert not setup.check("run", project)


@on_linux
def test_another_python_asks_for_a_new_environment(setup, project):
    (project / ".venv" / "kube" / "python").write_text("3.10")
    assert not setup.check("run", project)


@on_linux
def test_a_moved_project_folder_heals_without_the_network(setup, project, tmp_path_factory):
    moved = tmp_path_factory.mktemp("lain") / "kube"
    project.rename(moved)
    assert setup.check("run", moved)
    script = (moved / ".venv" / "bin" / "pytest").read_text()
    assert script == f"#!{moved}/.venv/bin/python\n"
    assert str(moved) in (moved / ".venv" / "pyvenv.cfg").read_text()


@on_linux
def test_an_exchange_cut_in_the_middle_gets_the_former_environment_back(setup, project):
    (project / "build" / "venv-new").mkdir(parents=True)
    (project / ".venv").rename(project / "build" / "venv-old")
    setup.build("dev", project)
    assert setup.check("dev", project)


@on_linux
def test_a_python_that_vanished_is_noticed(setup, project):
    python = project / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to(project / "nowhere")
    assert setup.Environment(project / ".venv", project).series() == ""


@pytest.mark.parametrize(
    ("output", "word"),
    [
        ("connection broken by 'NewConnectionError('<pip", "internet"),
        ("Temporary failure in name resolution", "internet"),
        ("OSError: [Errno 28] No space left on device", "disk"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM", "tidak sama"),
        ("something nobody foresaw", "tidak dapat dipasang"),
    ],
)
def test_a_failed_set_up_is_explained_in_a_sentence(setup, tmp_path, output, word):
    log = tmp_path / "setup.log"
    log.write_text(output)
    assert word in setup.explain(log, tmp_path / "wheelhouse")


def test_a_wheelhouse_that_lacks_wheels_is_named(setup, tmp_path):
    (tmp_path / "wheelhouse").mkdir()
    log = tmp_path / "setup.log"
    log.write_text("ERROR: No matching distribution found for alembic")
    assert "wheelhouse" in setup.explain(log, tmp_path / "wheelhouse")


def test_a_wheelhouse_takes_the_place_of_the_network(setup, tmp_path):
    assert "--no-index" not in setup.pip(Path("python"), tmp_path / "wheelhouse")
    assert "--no-index" in setup.pip(Path("python"), tmp_path)


# --- Qt's system libraries -------------------------------------------------------------------


@pytest.fixture
def syslibs(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "scripts")
    return importlib.import_module("kube_syslibs")


@on_linux
def test_a_machine_that_runs_these_tests_lacks_no_library(syslibs):
    assert syslibs.missing() == []


@on_linux
def test_missing_libraries_are_named_as_packages_of_the_distribution(syslibs, monkeypatch):
    monkeypatch.setattr(syslibs, "PACKAGES", {"libnone.so.9": "libglib2.0-0"})
    monkeypatch.setattr(syslibs, "glibc", lambda: (2, 36))
    assert syslibs.missing() == ["libglib2.0-0"]
    monkeypatch.setattr(syslibs, "glibc", lambda: (2, 41))
    assert syslibs.missing() == ["libglib2.0-0t64"]


# --- licences --------------------------------------------------------------------------------


def test_every_resource_has_a_licence_in_its_folder():
    files = [file for file in (ROOT / "resources").rglob("*") if file.is_file()]
    foreign = {file.parent for file in files if file.suffix not in OWN_SUFFIXES}
    assert [folder.name for folder in foreign if not list(folder.glob("LICENSE*"))] == []


def test_the_notices_name_every_dependency_with_its_version_and_text():
    notices = (ROOT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z0-9-]+) \| ([0-9.]+) \|.*\|(.*)\|$", notices, flags=re.MULTILINE)
    assert {name: version for name, version, _ in rows} == pins(RUNTIME)
    texts = {text for row in rows for text in re.findall(r"`([^`]+)`", row[2])}
    assert [text for text in texts if not (ROOT / "licenses" / text).is_file()] == []

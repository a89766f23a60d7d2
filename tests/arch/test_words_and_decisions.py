"""The glossary and the decisions keep up with the code."""

import re
from pathlib import Path

import pytest

from kube_desktop.db.models import Base
from kube_desktop.db.sync.ddl import EVERY
from kube_desktop.domain.labels import RECORD_LABELS

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
CODE_WORDS = set(re.findall(r"`([^`]+)`", GLOSSARY))
DECISIONS = sorted((ROOT / "docs" / "adr").glob("*.md"))
HEADINGS = ["Status", "Context", "Decision", "Consequences", "Alternatives"]
DOMAIN = sorted(
    path.stem for path in (ROOT / "kube_desktop" / "domain").glob("*.py") if path.stem != "__init__"
)
OWN_SQL = re.findall(r"CREATE TABLE (\w+)", "\n".join(EVERY))


@pytest.mark.parametrize("table", [*Base.metadata.tables, *OWN_SQL])
def test_every_table_stands_in_the_glossary(table):
    assert table in CODE_WORDS


@pytest.mark.parametrize("module", DOMAIN)
def test_every_module_of_the_domain_stands_in_the_glossary(module):
    assert module in CODE_WORDS


def test_no_line_of_the_glossary_is_incomplete():
    rows = [line for line in GLOSSARY.splitlines() if line.startswith("| ")]
    assert [row for row in rows if any(not cell.strip() for cell in row[1:-1].split("|"))] == []


def test_every_synced_table_has_words_for_people():
    synced = {name for name, table in Base.metadata.tables.items() if table.info.get("synced")}
    assert set(RECORD_LABELS) == synced


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_five_headings(decision):
    text = decision.read_text("utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS
    assert text.startswith(f"# {decision.stem[:4]}. ")
    assert len(text.split()) <= 450


def test_decisions_are_numbered_without_gaps():
    numbers = [int(path.stem[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_runtime_dependency_has_its_reason():
    listed = (ROOT / "docs" / "adr" / "0014-runtime-dependencies.md").read_text("utf-8")
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    block = re.search(r"^dependencies = \[(.*?)^\]", project, re.MULTILINE | re.DOTALL)[1]
    for name, pin in re.findall(r'"([\w-]+)([^"]*)"', block):
        assert f"| {name} | `{pin}` |" in listed, name


def test_what_the_code_says_about_decisions_exists():
    for path in (ROOT / "kube_desktop").rglob("*.py"):
        for number in re.findall(r"docs/adr/(\d{4})", path.read_text("utf-8")):
            assert list((ROOT / "docs" / "adr").glob(f"{number}-*.md")), path

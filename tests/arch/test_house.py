"""The house rules that a linter cannot see."""

import ast
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "kube_desktop"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "versions" not in path.parts)
MOST_LINES = 500
MOST_LINES_OF_A_FUNCTION = 60
HEAVY = ("sqlalchemy", "alembic", "reportlab", "cryptography", "PIL", "PySide6", "pypdfium2")


def name_of(path):
    return str(path.relative_to(ROOT))


def calls(tree):
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


@pytest.fixture(scope="module")
def trees():
    return {path: ast.parse(path.read_text("utf-8")) for path in MODULES}


@pytest.mark.parametrize(
    "module",
    [
        "kube_desktop.services.lists",
        "kube_desktop.services.folder",
        "kube_desktop.domain.aid",
        "kube_desktop.paths",
    ],
)
def test_nothing_heavy_is_loaded_before_the_first_paint(module):
    question = f"import {module}, sys; print([one for one in {HEAVY} if one in sys.modules])"
    answer = subprocess.run(
        [sys.executable, "-c", question], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"


def test_only_the_database_commits(trees):
    offenders = [
        f"{name_of(path)}:{call.lineno}"
        for path, tree in trees.items()
        if "db" not in path.relative_to(PACKAGE).parts
        for call in calls(tree)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "commit"
    ]
    assert offenders == []


def test_sessions_begin_only_in_the_database(trees):
    offenders = [
        name_of(path)
        for path, tree in trees.items()
        if name_of(path) != "kube_desktop/db/database.py"
        for call in calls(tree)
        if isinstance(call.func, ast.Name) and call.func.id == "sessionmaker"
    ]
    assert offenders == []


def test_connections_are_made_only_by_the_cipher(trees):
    offenders = [
        name_of(path)
        for path, tree in trees.items()
        # `untrusted` opens files of others, which are no databases of this program.
        if name_of(path) not in {"kube_desktop/db/cipher.py", "kube_desktop/db/untrusted.py"}
        for call in calls(tree)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "connect"
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in {"dbapi2", "sqlite3", "sqlcipher3"}
    ]
    assert offenders == []


def test_texts_are_translated_before_values_are_put_in(trees):
    offenders = [
        f"{name_of(path)}:{call.lineno}"
        for path, tree in trees.items()
        for call in calls(tree)
        if (isinstance(call.func, ast.Attribute) and call.func.attr in {"tr", "translate"})
        or (isinstance(call.func, ast.Name) and call.func.id == "tr")
        if any(isinstance(argument, ast.JoinedStr) for argument in call.args)
    ]
    assert offenders == []


def test_models_have_no_relationships_to_load_behind_ones_back(trees):
    offenders = [
        name_of(path)
        for path, tree in trees.items()
        for call in calls(tree)
        if isinstance(call.func, ast.Name) and call.func.id == "relationship"
    ]
    assert offenders == []


def test_no_module_is_too_long_to_read():
    lengths = {name_of(path): path.read_text("utf-8").count("\n") for path in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_function_is_too_long_to_read(trees):
    lengths = {
        f"{name_of(path)}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    }
    assert {name: n for name, n in lengths.items() if n > MOST_LINES_OF_A_FUNCTION} == {}


def test_every_module_says_what_it_is_for(trees):
    assert [name_of(path) for path, tree in trees.items() if not ast.get_docstring(tree)] == []


def test_no_machine_and_no_index_of_packages_is_named_in_the_code():
    pattern = re.compile(r"/home/|/root/|/tmp/|https?://(?!www\.w3\.org|localhost)")
    offenders = [
        f"{name_of(path)}: {found[0]}"
        for path in MODULES
        if (found := pattern.search(path.read_text("utf-8")))
    ]
    assert offenders == []


def test_every_test_module_has_a_name_of_its_own():
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, times in names.items() if times > 1] == []

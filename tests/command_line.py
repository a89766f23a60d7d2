"""Commands as a person types them after `./kube run`, in this very process."""

import io
import json
import shutil
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kube_desktop.__main__ import main


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @cached_property
    def facts(self):
        """The answer for machines."""
        return json.loads(self.out)

    @property
    def text(self):
        return self.out + self.err


def kube(*words):
    """Carry out one command; nobody is ever shown a traceback."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(word) for word in words])
    said = Said(code, out.getvalue(), err.getvalue())
    assert "Traceback" not in said.text
    assert 'File "' not in said.text
    return said


def checked(folder):
    """What `periksa` finds in a folder that must be whole."""
    said = kube("periksa", "--data-dir", folder, "--json")
    assert said.code == 0, said.text
    return said.facts


def copy_of(made, target):
    """A data folder of this test alone."""
    return Path(shutil.copytree(made, target))


def contents(folder):
    """Every file with its bytes, to see that nothing changed; locks and logs aside."""
    return {
        path.relative_to(folder): path.read_bytes()
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file() and path.suffix not in {".log", ".lock"}
    }

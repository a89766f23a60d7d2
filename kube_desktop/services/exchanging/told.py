"""What files of a laptop tell the office that its answers need: box key, what it has, how far."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync.partial import Runs
from kube_desktop.exchange.meta import is_branch, numbers_in
from kube_desktop.exchange.reading import Opened
from kube_desktop.services.installation import read_fact, write_facts

_MOST_FILES = 60
_MOST_RUNS = 20_000
_KEY = 32


@dataclass(frozen=True, slots=True)
class Told:
    """What a laptop said.

    Attributes:
        held: What it had of the log when it made the newest of its files.
        made_at: When that was, by its clock.
        files: By check code, up to which number of each of its branches a file goes.

    """

    held: Runs = field(default_factory=dict)
    made_at: str = ""
    files: Mapping[str, Mapping[int, int]] = field(default_factory=dict)

    @classmethod
    def read(cls, connection: Connection, device: bytes) -> "Told":
        """Return it; nothing for a laptop with an older program."""
        stored = read_fact(connection, _name(device))
        if not isinstance(stored, dict):
            return cls()
        return cls(
            held_of(stored["held"]),
            stored["made_at"],
            {code: {int(one): n for one, n in last.items()} for code, last in stored["files"]},
        )


def note_told(connection: Connection, opened: Opened) -> None:
    """Remember what a file says, inside the transaction that merges it.

    Files may come in any order: what the one made last says it has stays.
    """
    meta, device, made_at = opened.meta, opened.header.signer, opened.header.about.made_at
    box = _box(meta.get("box"))
    if box is None:
        return
    connection.execute("UPDATE laptops SET box_key = ? WHERE device_key = ?", (box, device.hex()))
    before = Told.read(connection, device)
    held, newest = before.held, before.made_at
    if made_at >= newest:
        held, newest = held_of(meta.get("held")), made_at
    files = {**before.files, opened.code: numbers_in(meta, "last")}
    stored = {
        "held": {str(branch): runs for branch, runs in held.items()},
        "made_at": newest,
        "files": [
            [code, {str(branch): number for branch, number in last.items()}]
            for code, last in list(files.items())[-_MOST_FILES:]
        ],
    }
    write_facts(connection, {_name(device): stored})


def held_of(stated: object) -> dict[int, list[tuple[int, int]]]:
    """Return the runs of numbers in what a file says; whatever is none is left out."""
    if not isinstance(stated, dict):
        return {}
    found: dict[int, list[tuple[int, int]]] = {}
    room = _MOST_RUNS
    for branch, runs in stated.items():
        if not is_branch(branch) or not isinstance(runs, list):
            continue
        good = [(run[0], run[1]) for run in runs[:room] if _is_run(run)]
        room -= len(good)
        if good:
            found[int(branch)] = good
    return found


def _is_run(run: object) -> bool:
    return (
        isinstance(run, list)
        and len(run) == 2  # first and last
        and all(type(number) is int for number in run)
        and 0 < run[0] <= run[1] < 1 << 63
    )


def _box(stated: object) -> str | None:
    try:
        return stated if isinstance(stated, str) and len(bytes.fromhex(stated)) == _KEY else None
    except ValueError:
        return None


def _name(device: bytes) -> str:
    return f"told:{device.hex()}"

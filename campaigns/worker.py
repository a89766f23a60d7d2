"""Child process of the campaign `mati`: types, saves and sends in a hurry until it is killed.

`python -m campaigns.worker FOLDER JOURNAL SEED`. Everything goes through the parts the program
itself uses: the keeper of drafts, the task runner, the use cases. Before and after each deed a
line is written to the journal, which outlives the process.
"""

import json
import os
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from kube_desktop.domain.errors import ValidationError
from kube_desktop.domain.groups import GroupDraft
from kube_desktop.paths import DataPaths, resources
from kube_desktop.services.opening import Services, open_services
from kube_desktop.services.sample.plan import ANCHOR
from kube_desktop.ui.bus import ChangeBus
from kube_desktop.ui.drafts import DraftKeeper, Typed
from kube_desktop.ui.preferences import Preferences
from kube_desktop.ui.session import Session
from kube_desktop.ui.tasks import TaskRunner
from kube_desktop.ui.theme import Theme

_KEYSTROKE_MS = 25
_DEED_MS = 15


class Journal:
    """Lines that are in the system's hands as soon as they are written."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def write(self, what: str, **facts: object) -> None:
        """Write one line."""
        line = json.dumps({"what": what, "at": time.monotonic(), **facts})
        os.write(self._file, f"{line}\n".encode())


class Hurried(QObject):
    """A person who types without pause while records are saved and files are sent."""

    def __init__(self, session: Session, out: Path, journal: Journal, seed: int) -> None:
        super().__init__()
        self._session = session
        self._services: Services = session.services()
        self._out = out
        self._journal = journal
        self._random = random.Random(seed)  # noqa: S311  no secret
        self._typed = 0
        self._deeds = 0
        self._groups = [row.id for row in session.lists.groups.choices("", 40)]
        self._keeper = DraftKeeper(session, "group", self._form, self)
        self._keeper.begin()
        typing = QTimer(self, interval=_KEYSTROKE_MS)
        typing.timeout.connect(self._type)
        typing.start()
        QTimer.singleShot(0, self, self._next)

    def _form(self) -> Typed:
        return Typed("Kelompok", {"note": str(self._typed)})

    def _type(self) -> None:
        self._typed += 1
        self._journal.write("typed", draft=str(self._keeper.draft_id), count=self._typed)
        self._keeper.note_edit()

    def _next(self) -> None:
        self._deeds += 1
        deed = self._random.choice((self._record, self._correct, self._correct, self._send))
        if self._deeds % 12 == 0:
            deed = self._back_up
        work, facts = deed()
        self._journal.write("begun", **facts)

        def done(_: object) -> None:
            self._journal.write("done", **facts)
            QTimer.singleShot(_DEED_MS, self, self._next)

        def refused(error: Exception) -> None:
            if not isinstance(error, ValidationError):
                raise error
            self._journal.write("refused", **facts)
            QTimer.singleShot(_DEED_MS, self, self._next)

        self._session.tasks.submit(work, done, refused, owner=self)

    def _record(self) -> tuple[Callable[[], object], dict[str, object]]:
        name = "Uji " + "".join(self._random.choice("abcdefghij") for _ in range(10)).capitalize()
        draft = GroupDraft(
            name=name,
            village_code="64.07.05.2010",
            business_type="KUL",
            business_detail="kue basah",
            budget_year=2026,
            formed_on=ANCHOR.replace(month=1),
        )
        return (lambda: self._services.groups.record(draft)), {"deed": "record", "name": name}

    def _correct(self) -> tuple[Callable[[], object], dict[str, object]]:
        group_id = self._random.choice(self._groups)
        note = f"Catatan {self._random.getrandbits(60)}"

        def work() -> None:
            draft = self._session.lists.groups.draft(group_id)
            if draft is not None:
                self._services.groups.correct(group_id, replace(draft, note=note))

        return work, {"deed": "correct", "id": str(group_id), "note": note}

    def _send(self) -> tuple[Callable[[], object], dict[str, object]]:
        target = self._out / f"{self._random.getrandbits(40)}.kube"
        return (lambda: self._services.sending.send(target)), {"deed": "send", "file": target.name}

    def _back_up(self) -> tuple[Callable[[], object], dict[str, object]]:
        return (lambda: self._services.backups.make("otomatis")), {"deed": "backup"}


def main(folder: Path, journal_path: Path, seed: int) -> None:
    """Work until somebody ends this process."""
    paths = DataPaths(folder)
    out = folder.parent / "kiriman"
    out.mkdir(exist_ok=True)
    journal = Journal(journal_path)
    app = QApplication([])
    bus = ChangeBus()
    services = open_services(paths, bus.publish, today=lambda: ANCHOR)

    def unexpected(error: Exception) -> None:
        journal.write("unexpected", error=repr(error))

    session = Session(
        lists=services.lists,
        services=lambda: services,
        is_ready=lambda: True,
        tasks=TaskRunner(unexpected),
        bus=bus,
        theme=Theme(app, resources(), paths.cache),
        preferences=Preferences(paths.settings),
        paths=paths,
        today=lambda: ANCHOR,
    )
    hurried = Hurried(session, out, journal, seed)
    journal.write("ready")
    app.exec()
    hurried.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))

"""Running use cases off the user-interface thread, one after the other."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

ResultT = TypeVar("ResultT")
_log = logging.getLogger(__name__)
_REPORTS_APART_S: Final = 0.1


class Progress:
    """What long work uses to tell how far it is and to learn that nobody waits any more."""

    def __init__(self, tell: Callable[[int, int, str], None]) -> None:
        self._tell = tell
        self._told_at = 0.0
        self._cancelled = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        """Whether the person cancelled; work looks here between its steps."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._cancelled.set()

    def check(self) -> None:
        """Stop here if the person cancelled.

        Raises:
            CancelledError: The work is not wanted any more.

        """
        if self.is_cancelled:
            raise CancelledError

    def __call__(self, done: int, total: int, what: str = "") -> None:
        """Tell that `done` of `total` steps are finished; told on at most ten times a second."""
        now = monotonic()
        if done >= total or now - self._told_at >= _REPORTS_APART_S:
            self._told_at = now
            self._tell(done, total, what)


class Task(QObject):
    """Work that was handed in.

    Signals:
        progressed: Steps done, steps in all, and what is done now.
        finished: The work ended, in whatever way; its callbacks ran before.

    """

    progressed = Signal(int, int, str)
    finished = Signal()

    _told = Signal(int, int, str)

    def __init__(self, name: str, runner: QObject) -> None:
        # The runner owns it, or the worker might be the last to drop it and delete it there.
        super().__init__(runner)
        self.name = name
        # Told in the worker, heard here: listeners, plain functions too, run in this thread.
        self._told.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self.progress = Progress(self._told.emit)

    @property
    def is_cancelled(self) -> bool:
        """Whether the person cancelled."""
        return self.progress.is_cancelled

    def cancel(self) -> None:
        """Stop the work at its next step, or drop it if it has not begun."""
        self.progress.cancel()

    @Slot(int, int, str)
    def _pass_on(self, done: int, total: int, what: str) -> None:
        if not self.is_cancelled:
            self.progressed.emit(done, total, what)


@dataclass(frozen=True, slots=True)
class _Outcome:
    task: Task
    owner: QObject | None
    on_done: Callable[[Any], object]
    on_error: Callable[[Exception], object] | None
    on_cancelled: Callable[[], object] | None
    result: object = None
    error: BaseException | None = None


class TaskRunner(QObject):
    """Runs work one task at a time in a background thread, and reports back in this one.

    Signals:
        busy_changed: Work began while there was none, or the last work ended.
        started: A named task was handed in; carries the `Task`, for the chip in the status bar.

    """

    busy_changed = Signal(bool)
    started = Signal(object)
    _ended = Signal(object)

    def __init__(
        self, on_error: Callable[[Exception], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._on_error = on_error
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tasks")
        self._running: set[Task] = set()
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether work is running or waiting."""
        return bool(self._running)

    @property
    def named_tasks(self) -> tuple[Task, ...]:
        """The running tasks that have a name, such as an export that the window waits for."""
        return tuple(task for task in self._running if task.name)

    def submit(
        self,
        work: Callable[[], ResultT],
        on_done: Callable[[ResultT], object],
        on_error: Callable[[Exception], object] | None = None,
        owner: QObject | None = None,
    ) -> Task:
        """Run `work` in the background, then exactly one of the callbacks here.

        Nothing is called back once `owner` is deleted or the task is cancelled.
        """
        return self._start(lambda _: work(), on_done, on_error, owner, None, "")

    def submit_long(
        self,
        work: Callable[[Progress], ResultT],
        on_done: Callable[[ResultT], object],
        on_error: Callable[[Exception], object] | None = None,
        owner: QObject | None = None,
        on_cancelled: Callable[[], object] | None = None,
        *,
        name: str = "",
    ) -> Task:
        """Run work that reports its progress and can be cancelled."""
        return self._start(work, on_done, on_error, owner, on_cancelled, name)

    def shut_down(self) -> None:
        """Let the running work finish, and drop what has not started."""
        for task in self._running:
            task.cancel()
        self._executor.shutdown(cancel_futures=True)

    def finish(self) -> None:
        """Let all work that was handed in finish, and take no more; for the end of the program."""
        self._executor.shutdown(cancel_futures=False)

    def _start(
        self,
        work: Callable[[Progress], Any],
        on_done: Callable[[Any], object],
        on_error: Callable[[Exception], object] | None,
        owner: QObject | None,
        on_cancelled: Callable[[], object] | None,
        name: str,
    ) -> Task:
        task = Task(name, self)
        self._running.add(task)
        if len(self._running) == 1:
            self.busy_changed.emit(True)
        if name:
            self.started.emit(task)

        def run() -> None:
            result: object = None
            error: BaseException | None = None
            try:
                task.progress.check()
                result = work(task.progress)
            except BaseException as raised:
                error = raised
            self._ended.emit(_Outcome(task, owner, on_done, on_error, on_cancelled, result, error))

        self._executor.submit(run)
        return task

    @Slot(object)
    def _deliver(self, outcome: _Outcome) -> None:
        self._running.discard(outcome.task)
        try:
            if outcome.owner is None or isValid(outcome.owner):
                self._call_back(outcome)
        finally:
            outcome.task.finished.emit()
            outcome.task.deleteLater()
            if not self._running:
                self.busy_changed.emit(False)

    def _call_back(self, outcome: _Outcome) -> None:
        match outcome.error:
            case CancelledError():
                if outcome.on_cancelled is not None:
                    outcome.on_cancelled()
            case _ if outcome.task.is_cancelled and outcome.on_cancelled is not None:
                outcome.on_cancelled()
            case None:
                if not outcome.task.is_cancelled:
                    outcome.on_done(outcome.result)
            case Exception() as error:
                _log.debug("Task %s ended with %s", outcome.task.name, type(error).__name__)
                (outcome.on_error or self._on_error)(error)
            case error:
                raise error

"""The status bar: saved, sent, backed up, running jobs; who works here; help."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from kube_desktop.domain.settings import Identity
from kube_desktop.domain.wording import WITA, clock_time, days_ago, long_date, short_date
from kube_desktop.ui.session import Destination, PageName, Session
from kube_desktop.ui.tasks import Task
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.navigation import StatusBar

_LATE_DAYS = 14
_OLD_BACKUP_DAYS = 3
_REFRESH_MS = 60_000


class StatusLine(StatusBar):
    """Says in words what is safe; pressing a remark does what it is about."""

    def __init__(
        self,
        session: Session,
        identity: Identity,
        trigger: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._identity = identity
        self._saved = self.add_item("circle-check")
        self._sent = self.add_item(
            "merge" if identity.is_office else "send",
            on_click=self._open_desk if identity.is_office else lambda: trigger("send"),
        )
        self._counted = 0
        self._backup = self.add_item("hard-drive", on_click=lambda: trigger("backup"))
        self._job = self.add_item("clock")
        self._job.hide()
        user = self.add_item("user", right=True, on_click=lambda: trigger("about"))
        user.say(identity.name, identity.name.partition(" ")[0])
        help_item = self.add_item("circle-help", right=True, on_click=lambda: trigger("help"))
        help_item.say("F1 Bantuan")
        self._saved_at: datetime | None = None
        timer = QTimer(self, interval=_REFRESH_MS)
        timer.timeout.connect(self.refresh)
        timer.start()
        self.refresh()

    def note_saved(self) -> None:
        """Show that something was stored now."""
        self._saved_at = datetime.now(UTC)
        self._say_saved()

    def note_differences(self, count: int) -> None:
        """Show how many differences the desk counted, findings included."""
        self._counted = count
        self._say_sent()

    def refresh(self) -> None:
        """Read again what is sent and backed up."""
        self._say_saved()
        self._say_sent()
        self._say_backup()

    def follow(self, task: Task) -> None:
        """Show a running job until it ends."""
        self._job.say(task.name, task.name)
        self._job.show()
        task.progressed.connect(
            lambda done, total, _what: self._job.say(f"{task.name} {done}/{total}")
        )
        task.finished.connect(self._job.hide)

    def _say_saved(self) -> None:
        if self._saved_at is None:
            self._saved.say("Semua perubahan tersimpan", "Tersimpan", tone=Tone.OK)
            return
        at = clock_time(self._saved_at)
        self._saved.say(f"Semua perubahan tersimpan {at}", f"Tersimpan {at}", tone=Tone.OK)

    def _say_sent(self) -> None:
        state = self._session.lists.home.saved_state()
        if self._identity.is_office:
            # What else merged records say against each other is known once the desk counted it.
            open_ones = max(state.open_differences, self._counted)
            text = f"{open_ones} perbedaan menunggu" if open_ones else "Tidak ada perbedaan"
            self._sent.say(text, text, tone=Tone.WARN if open_ones else None)
            return
        if state.last_sent_at is None:
            self._sent.say("Belum pernah dikirim", "Belum dikirim", tone=Tone.WARN)
            return
        day = state.last_sent_at.astimezone(WITA).date()
        today = self._session.today()
        ago = days_ago(day, today)
        long = f"Kiriman terakhir {long_date(day)}"
        if ago != short_date(day):
            long = f"{long}, {ago}"
        is_late = (today - day).days > _LATE_DAYS
        self._sent.say(
            long, f"Kiriman terakhir {short_date(day).rpartition(' ')[0]}",
            tone=Tone.WARN if is_late else None,
        )  # fmt: skip

    def _open_desk(self) -> None:
        self._session.window.go.emit(Destination(PageName.MERGE, hint="perbedaan"))

    def _say_backup(self) -> None:
        newest = max(
            (path.stat().st_mtime for path in self._session.paths.backups.glob("*.db")),
            default=None,
        )
        if newest is None:
            self._backup.say("Belum ada cadangan", "Belum ada cadangan")
            return
        moment = datetime.fromtimestamp(newest, WITA)
        today = datetime.now(WITA).date()
        is_old = (today - moment.date()).days > _OLD_BACKUP_DAYS
        when = days_ago(moment.date(), today)
        text = f"Cadangan {when} {clock_time(moment)}" if not is_old else f"Cadangan {when}"
        self._backup.say(text, text, tone=Tone.WARN if is_old else None)

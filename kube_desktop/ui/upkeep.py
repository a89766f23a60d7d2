"""Looking after the data from the menu: a backup now, a check of everything."""

from PySide6.QtCore import QObject

from kube_desktop.ui.session import Session
from kube_desktop.ui.status import StatusLine
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.toast import ToastHost


class Upkeep(QObject):
    """Runs the work in the background and tells how it went."""

    def __init__(
        self, session: Session, toasts: ToastHost, message: Message, status: StatusLine
    ) -> None:
        super().__init__(status)
        self._session = session
        self._toasts = toasts
        self._message = message
        self._status = status

    def back_up(self) -> None:
        """Make a backup now."""
        services = self._session.services
        self._session.tasks.submit(
            lambda: services().backups.make("otomatis"), self._backed_up, owner=self
        )

    def look_at_clock(self) -> None:
        """Say it when the clock of this computer cannot be right."""
        services = self._session.services
        self._session.tasks.submit(services().clock.doubt, self._doubted, owner=self)

    def check(self) -> None:
        """Check the whole folder."""
        services = self._session.services
        self._session.tasks.submit(
            lambda: services().checking.check().problems, self._checked, owner=self
        )

    def _doubted(self, doubt: str) -> None:
        if doubt:
            right = (self.tr("Jam sekarang benar"), self._confirm_clock)
            self._message.say(Tone.WARN, self.tr("Periksa jam"), doubt, [right], icon="clock")
            self._message.show()

    def _confirm_clock(self) -> None:
        services = self._session.services
        self._session.tasks.submit(
            services().clock.confirm, lambda _: self._message.hide(), owner=self
        )

    def _backed_up(self, _: object) -> None:
        self._toasts.show(self.tr("Cadangan sudah dibuat dan diperiksa"))
        self._status.refresh()

    def _checked(self, problems: tuple[str, ...]) -> None:
        if problems:
            self._message.say(Tone.ERR, self.tr("Data perlu diperiksa kantor"), " ".join(problems))
            self._message.show()
        else:
            self._toasts.show(self.tr("Data utuh, semua catatan sesuai"))

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

    def check(self) -> None:
        """Check the whole folder."""
        services = self._session.services
        self._session.tasks.submit(
            lambda: services().checking.check().problems, self._checked, owner=self
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

"""How the handover on the form stands: its sum against the limit, and what it lacks."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject

from kube_desktop.domain.aid import HandoverDraft, HandoverStatus, total
from kube_desktop.ui.aid.banner import HandoverBanner
from kube_desktop.ui.aid.ceiling import Ceiling
from kube_desktop.ui.aid.goods import GoodsBox
from kube_desktop.ui.aid.known import KnownFacts
from kube_desktop.ui.forms.form import RecordForm
from kube_desktop.ui.session import Session


class Standing(QObject):
    """Asks what is known of the receiver, and shows what follows from it.

    Attributes:
        ceiling: The sum against the limit.
        banner: What keeps the paper from being printed, or that it is signed.
        status: How far the paper has come; None for a new one.
        correction: Why a signed paper is corrected; empty while it is locked.

    """

    def __init__(
        self,
        session: Session,
        form: RecordForm,
        goods: GoodsBox,
        draft: Callable[[], HandoverDraft],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._form = form
        self._goods = goods
        self._draft = draft
        self._known = KnownFacts(session, self)
        self._known.changed.connect(self._follow)
        self.ceiling = Ceiling()
        self.banner = HandoverBanner()
        self.status: HandoverStatus | None = None
        self.correction = ""

    @property
    def is_signed(self) -> bool:
        """Whether the paper is signed, so that nothing can be changed any more."""
        return self.status is HandoverStatus.SIGNED and not self.correction

    @property
    def obstacles(self) -> tuple[str, ...]:
        """What keeps the paper from being printed, in words."""
        return self._known.obstacles(self._draft(), self.status)

    def begin(self, status: HandoverStatus | None, correction: str = "") -> None:
        """Know nothing yet, as when another handover is opened, or its correction resumed."""
        self.status, self.correction = status, correction
        self._known.forget()

    def ask(self, record_id: UUID | None) -> None:
        """Learn about the receiver and the day of what is typed."""
        self._known.ask(self._draft(), record_id)

    def show_sum(self) -> None:
        """Show the sum, and ask for a reason when it exceeds the limit."""
        draft = self._draft()
        limit, before = self._known.limit_of(draft)
        amount = total(draft.items)
        is_over = self.ceiling.show_level(amount, limit, before, draft.scheme)
        self._goods.show_sum(amount, self.ceiling.limit_words(limit), is_over=is_over)
        reason = self._form.box("over_ceiling_reason")
        asked = is_over or bool(draft.over_ceiling_reason)
        reason.setVisible(asked)
        if (holder := reason.parentWidget()) is not None:
            holder.setVisible(asked)

    def show_banner(self) -> None:
        """Say what stands in the way."""
        if self.is_signed:
            self.banner.show_signed()
        elif self.correction:
            self.banner.show_correction(self.correction)
        else:
            self.banner.show_obstacles(self.obstacles)

    def _follow(self) -> None:
        self.show_sum()
        self.show_banner()

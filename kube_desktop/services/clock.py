"""Use case around the clock of this computer: doubting it at the start, and being told it is right.

No result depends on a clock; dates on papers and in *Riwayat* do.
"""

from datetime import UTC, datetime, time
from typing import Final

from kube_desktop.db.cipher import Connection
from kube_desktop.domain.clocks import RELEASED, KnownInstant, doubt_of
from kube_desktop.domain.laptops import instant
from kube_desktop.domain.wording import WITA
from kube_desktop.services.installation import read_fact, write_facts
from kube_desktop.services.workplace import Workplace

_CONFIRMED: Final = "clock_confirmed"
_LAST: Final = (
    "SELECT max(hlc) FROM (SELECT hlc FROM sync_change WHERE replica = ? "
    "ORDER BY seq DESC LIMIT 1) AS last"
)


class ClockService:
    """Compares the clock with what had happened before, as far as this installation knows."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def doubt(self) -> str:
        """Say why the clock cannot be right; empty when nothing speaks against it.

        What this very clock wrote counts only until a person says that it is right now: after a
        time in 2031 the notes of that time remain.
        """
        workplace = self._workplace
        identity = workplace.lists.office.identity()
        if identity is None or identity.is_sample:
            return ""
        known = [
            KnownInstant(
                what="program ini dibuat", at=datetime.combine(RELEASED, time(), tzinfo=WITA)
            )
        ]
        with workplace.database.raw() as connection:
            own = _last_written(connection)
            confirmed = read_fact(connection, _CONFIRMED)
            if own is not None and own.isoformat() != confirmed:
                known.append(
                    KnownInstant(what="catatan terakhir di sini ditulis", at=own, is_own=True)
                )
            known += _of_office(connection)
        whose = "komputer" if identity.is_office else "laptop"
        return doubt_of(workplace.now(), known, whose)

    def confirm(self) -> None:
        """Remember that a person looked and found the clock right."""
        with self._workplace.database.raw() as connection:
            own = _last_written(connection)
            write_facts(connection, {_CONFIRMED: own.isoformat() if own else ""})


def _last_written(connection: Connection) -> datetime | None:
    """Return when the last change of this installation was made, to the second, by its clock."""
    found = [
        connection.execute(_LAST, (replica,)).fetchone()[0]
        for (replica,) in connection.execute("SELECT replica FROM sync_branch").fetchall()
    ]
    last = max((hlc for hlc in found if hlc is not None), default=None)
    return datetime.fromtimestamp((last >> 16) // 1000, UTC) if last is not None else None


def _of_office(connection: Connection) -> list[KnownInstant]:
    """Return when the last file of the office was made that came here."""
    found = [
        made
        for (text,) in connection.execute("SELECT made_at FROM received_files").fetchall()
        if (made := instant(text)) is not None
    ]
    if not found:
        return []
    return [KnownInstant(what="kiriman terakhir dari kantor dibuat", at=max(found))]

"""Which laptops the office trusts: enrolled after comparing six words, or taken out of trust."""

from datetime import datetime

from sqlalchemy import select

from kube_desktop.db.cipher import Connection
from kube_desktop.db.models import Laptop, RevokedDevice
from kube_desktop.db.sync.transaction import all_or_nothing
from kube_desktop.domain.changes import Kind
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.replies import KnownLaptop
from kube_desktop.exchange.keys import words_of
from kube_desktop.services.exchanging.office_keys import own_office_keys
from kube_desktop.services.workplace import Workplace

_SHORTEST_REASON = 3


class EnrolmentService:
    """The register of laptops at the office."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def laptops(self) -> list[KnownLaptop]:
        """Return every laptop that ever sent something, those to be enrolled first."""
        rows = self._workplace.database.reader.rows(
            "SELECT l.device_key, l.name, l.regency_code, l.first_seen_at, l.enrolled_at, "
            "r.revoked_on, r.reason, l.box_key FROM laptops l LEFT JOIN revoked_devices r "
            "ON r.device_key = l.device_key AND r.deleted = 0 "
            "ORDER BY l.enrolled_at IS NOT NULL, l.name, l.device_key"
        )
        found = {
            row[0]: KnownLaptop(
                key=row[0],
                words=words_of(bytes.fromhex(row[0])),
                name=row[1],
                region=REGENCIES.get(row[2] or "", ""),
                first_seen_at=datetime.fromisoformat(row[3]),
                enrolled_at=datetime.fromisoformat(row[4]) if row[4] else None,
                revoked_on=row[5] or "",
                reason=row[6] or "",
                can_reply=bool(row[7]),
            )
            for row in rows
        }
        return list(found.values())

    def enrol(self, words: str) -> KnownLaptop:
        """Enrol the laptop with these six words, which its facilitator read aloud.

        Raises:
            DomainError: When this is no office, or no laptop that sent something has these words.

        """
        self._only_office()
        said = " ".join(words.lower().split())
        found = next((one for one in self.laptops() if one.words == said), None)
        if found is None:
            raise DomainError(
                "Tidak ada laptop dengan enam kata itu. Gabung dulu kirimannya, lalu cocokkan "
                "keenam kata dengan pendamping lewat telepon."
            )
        if found.revoked_on:
            raise DomainError("Kunci laptop ini sudah dicabut, jadi tidak dapat didaftarkan lagi.")
        if found.enrolled_at is None:
            with self._workplace.database.write() as session:
                session.get_one(Laptop, found.key).enrolled_at = self._workplace.now()
        self._workplace.database.announce(frozenset({Kind.PACKAGE}))
        return next(one for one in self.laptops() if one.key == found.key)

    def revoke(self, key: str, reason: str) -> KnownLaptop:
        """Take a laptop out of trust: lost, stolen or handed in. Its later files are refused.

        What it sent before stays; papers it signed are shown with a warning. Laptops learn of it
        by their next return file.

        Raises:
            DomainError: When this is no office, the laptop is not known, or no reason was given.

        """
        self._only_office()
        reason = " ".join(reason.split())
        found = [one for one in self.laptops() if key and one.key.startswith(key.lower())]
        if len(found) != 1:
            raise DomainError("Laptop itu tidak ada di daftar.")
        if len(reason) < _SHORTEST_REASON:
            raise DomainError("Tulis alasan mencabut kunci laptop, misalnya laptop hilang.")
        laptop, workplace = found[0], self._workplace
        with workplace.database.write(actor=workplace.actor, reason=reason) as session:
            known = session.scalars(
                select(RevokedDevice).where(
                    RevokedDevice.device_key == laptop.key, RevokedDevice.deleted == 0
                )
            ).first()
            if known is None:
                session.add(
                    RevokedDevice(
                        device_key=laptop.key,
                        owner=laptop.name,
                        revoked_on=workplace.today(),
                        reason=reason,
                    )
                )
        with workplace.database.raw() as connection:
            apply_revocations(connection)
        workplace.database.announce(frozenset({Kind.PACKAGE}))
        return next(one for one in self.laptops() if one.key == laptop.key)

    def _only_office(self) -> None:
        with self._workplace.database.raw() as connection:
            own_office_keys(connection)


def apply_revocations(connection: Connection) -> None:
    """Bring what is known of each branch in line with the list of revoked laptops.

    Called when the folder is opened and after every merge: the list travels like any record.
    """
    wanted = revoked_keys(connection)
    found = connection.execute(
        "SELECT replica, device_key, revoked FROM sync_peer WHERE device_key IS NOT NULL"
    ).fetchall()
    changed = [
        (wanted.get(key, 0), replica)
        for replica, key, revoked in found
        if revoked != wanted.get(key, 0)
    ]
    if changed:
        with all_or_nothing(connection):
            connection.executemany("UPDATE sync_peer SET revoked = ? WHERE replica = ?", changed)


_OF_A_LAPTOP = (
    "EXISTS (SELECT 1 FROM sync_peer p WHERE p.replica = {0}.replica AND p.device_key IS NOT NULL)"
)
_REVOKED = (
    "SELECT json_extract(i.patch, '$.device_key'), min(json_extract(i.patch, '$.revoked_on')) "  # noqa: S608  our own words
    "FROM revoked_devices r CROSS JOIN sync_change i ON i.row_id = r.id "
    "AND i.tbl = 'revoked_devices' AND i.op = 'I' "
    f"WHERE NOT {_OF_A_LAPTOP.format('i')} AND (r.deleted = 0 OR EXISTS (SELECT 1 FROM sync_cell w "
    "WHERE w.row_id = r.id AND w.tbl = 'revoked_devices' AND w.col = 'deleted' "
    f"AND {_OF_A_LAPTOP.format('w')})) GROUP BY 1"
)
"""What the office wrote: a laptop's file could name others, or take back what was said of it."""


def revoked_keys(connection: Connection) -> dict[bytes, int]:
    """Return the keys that are trusted no longer, with the day as a number: 20261121.

    Records of this kind that come from a laptop, and its edits of the office's, mean nothing.
    """
    found: dict[bytes, int] = {}
    for key, day in connection.execute(_REVOKED).fetchall():
        try:
            found[bytes.fromhex(key)] = int(str(day).replace("-", ""))
        except (ValueError, TypeError):
            continue  # a record of another program; it names no key we could meet
    return found

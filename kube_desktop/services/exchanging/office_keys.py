"""Keys of the office: its own private halves there, and what a laptop knows of its office."""

from dataclasses import dataclass
from typing import Final

from kube_desktop.db.cipher import Connection
from kube_desktop.domain.errors import DomainError
from kube_desktop.exchange.keys import (
    SAMPLE_OFFICE,
    SAMPLE_OFFICE_SIGNING,
    OfficeKey,
    OfficePublic,
    SigningKey,
    words_of,
)
from kube_desktop.paths import DataPaths
from kube_desktop.services.installation import read_fact, write_facts

OFFICE_KEY_FILE: Final = "kunci-kantor.txt"
"""Public keys of an office beside its database, to hand to the facilitators; not secret."""
_BOX: Final = "office_private_key"
_SIGNING: Final = "office_signing_key"
_KNOWN: Final = "office_key"


@dataclass(frozen=True, slots=True)
class OfficeKeys:
    """The private halves, at the office."""

    box: OfficeKey
    signing: SigningKey

    @classmethod
    def generate(cls) -> "OfficeKeys":
        """Make the keys of a new office."""
        return cls(OfficeKey.generate(), SigningKey.generate())

    @property
    def public(self) -> OfficePublic:
        """What laptops get to know."""
        return OfficePublic(self.box.public, self.signing.public)

    def facts(self) -> dict[str, object]:
        """Return them as this installation keeps them."""
        return {_BOX: self.box.private.hex(), _SIGNING: self.signing.private.hex()}


@dataclass(frozen=True, slots=True)
class KnownOffice:
    """The office of a laptop.

    Attributes:
        keys: Its public keys; without the signing one until its six words were compared.

    """

    keys: OfficePublic
    name: str

    @property
    def words(self) -> str:
        """The six words of its signing key, empty while that is not known."""
        return words_of(self.keys.signing) if self.keys.signing else ""


SAMPLE_OFFICE_KEYS: Final = OfficeKeys(SAMPLE_OFFICE, SAMPLE_OFFICE_SIGNING)


def own_office_keys(connection: Connection) -> OfficeKeys:
    """Return the private keys of this office.

    Raises:
        DomainError: When this is no office.

    """
    box, signing = read_fact(connection, _BOX), read_fact(connection, _SIGNING)
    if not isinstance(box, str) or not isinstance(signing, str):
        raise DomainError(
            "Gabung data hanya di komputer kantor provinsi. Di laptop pendamping pakai Kirim data."
        )
    return OfficeKeys(OfficeKey(bytes.fromhex(box)), SigningKey(bytes.fromhex(signing)))


def ensure_signing_key(connection: Connection, paths: DataPaths) -> None:
    """Give an office of an older program its signing key; laptops and other offices stay."""
    box = read_fact(connection, _BOX)
    if not isinstance(box, str) or read_fact(connection, _SIGNING) is not None:
        return
    key = OfficeKey(bytes.fromhex(box))
    signing = SAMPLE_OFFICE_SIGNING if key == SAMPLE_OFFICE else SigningKey.generate()
    keys = OfficeKeys(key, signing)
    write_facts(connection, keys.facts())
    handed_out = paths.root / OFFICE_KEY_FILE
    if handed_out.exists():
        handed_out.write_text(f"{keys.public.text}\n", encoding="ascii")


def known_office(connection: Connection) -> KnownOffice | None:
    """Return what this laptop knows of its office; None before a key was installed."""
    stored = read_fact(connection, _KNOWN)
    if not isinstance(stored, dict):
        return None
    signing = stored.get("signing")
    return KnownOffice(
        OfficePublic(bytes.fromhex(stored["public"]), bytes.fromhex(signing) if signing else None),
        str(stored["name"]),
    )


def know_office(connection: Connection, keys: OfficePublic, name: str) -> None:
    """Take the keys of the office that opens what this laptop sends.

    The older key text says nothing of the signing key: one that was pinned to the same office
    stays.
    """
    before = known_office(connection)
    if keys.signing is None and before is not None and before.keys.box == keys.box:
        keys = before.keys
    write_facts(connection, {_KNOWN: known_facts(keys, name)})


def known_facts(keys: OfficePublic, name: str) -> dict[str, str]:
    """Return what a laptop keeps of its office."""
    facts = {"public": keys.box.hex(), "name": name}
    if keys.signing is not None:
        facts["signing"] = keys.signing.hex()
    return facts


def pin_signing(connection: Connection, signing: bytes) -> None:
    """Believe this signing key from now on: a person compared its six words with the office.

    Raises:
        DomainError: When no office key is installed, or another signing key is believed already.

    """
    office = known_office(connection)
    if office is None:
        raise DomainError("Kunci kantor provinsi belum dipasang. Pasang dulu di Kirim data.")
    if office.keys.signing not in (None, signing):
        raise DomainError(
            "Berkas ini ditandatangani kantor lain daripada kantor laptop ini. Tanyakan kepada "
            "Dinas Sosial Provinsi sebelum memakainya."
        )
    write_facts(
        connection, {_KNOWN: known_facts(OfficePublic(office.keys.box, signing), office.name)}
    )

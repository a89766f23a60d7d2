"""Use case of a laptop: look at a settings pack, and take it whole or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from kube_desktop.db.cipher import Connection
from kube_desktop.db.models import ReceivedFile
from kube_desktop.db.sync import replica
from kube_desktop.db.sync.merge import Package, merge
from kube_desktop.db.sync.rows import shown_row
from kube_desktop.db.sync.schema import Schema
from kube_desktop.db.sync.transaction import all_or_nothing
from kube_desktop.domain.changes import Kind
from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.settings import Identity
from kube_desktop.domain.settings_rows import SettingChange, row_title, row_words
from kube_desktop.domain.wording import WITA, clock_time, long_date
from kube_desktop.exchange.codes import check_code
from kube_desktop.exchange.errors import PackageError, UnreadableFileError
from kube_desktop.exchange.keys import is_sample as is_sample_key
from kube_desktop.exchange.keys import words_of
from kube_desktop.exchange.settings_pack import (
    MAX_SIZE,
    PackAbout,
    PackRow,
    SettingsPack,
    parse,
)
from kube_desktop.services.exchanging.office_keys import know_office, known_office
from kube_desktop.services.installation import read_fact, write_facts
from kube_desktop.services.settings.packing import PACK_KIND
from kube_desktop.services.workplace import Workplace

FACT: Final = "settings_pack"
"""Which pack this laptop uses: number, id, day, office, and the branches of the office."""
_KINDS: Final = frozenset({Kind.SETTING, Kind.OFFICIAL, Kind.TARGET})


class UnknownOfficeError(DomainError):
    """Nobody has compared the six words of this office yet.

    Attributes:
        words: What to compare by telephone.

    """

    def __init__(self, words: str) -> None:
        super().__init__(
            "Laptop ini belum mengenal kantor yang membuat paket ini. Telepon Dinas Sosial "
            f"Provinsi, cocokkan enam kata ini, lalu setujui: {words}."
        )
        self.words = words


class ForeignPackError(PackageError):
    """Signed by another office than the one of this laptop."""

    def __init__(self, words: str) -> None:
        super().__init__(
            "Paket ini ditandatangani kantor lain daripada kantor laptop ini, jadi tidak dipakai. "
            "Tanyakan kepada Dinas Sosial Provinsi dari mana berkasnya. Enam kata "
            f"penandatangannya: {words}."
        )


class OlderPackError(PackageError):
    """Older than the pack in use."""

    def __init__(self, number: int, present: int) -> None:
        self.number = number
        super().__init__(
            f"Paket nomor {number} tidak lebih baru daripada paket nomor {present} yang sudah "
            "dipakai, jadi tidak diterapkan. Terapkan hanya bila kantor memintanya, misalnya "
            "sesudah kantor memulihkan cadangan."
        )


class SampleMixError(PackageError):
    """Sample settings on a real laptop, or the other way round."""

    def __init__(self, *, pack_is_sample: bool) -> None:
        super().__init__(
            "Ini paket pengaturan contoh untuk belajar, jadi tidak dipakai di laptop yang "
            "sebenarnya. Minta paket yang sebenarnya ke Dinas Sosial Provinsi."
            if pack_is_sample
            else "Ini paket pengaturan kantor yang sebenarnya; laptop contoh hanya memakai paket "
            "dari kantor contoh."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PackPreview:
    """What taking a pack would do.

    Attributes:
        words: Six words of its signer.
        needs_words: Whether a person must compare them first.
        older: Why it is not simply taken, empty when it is newer than what is in use.
        changes: Rows that would change, in reading order.
        same: How many rows are here already as they are.

    """

    path: Path
    number: int
    issued: str
    office: str
    code: str
    words: str
    needs_words: bool
    older: str
    changes: tuple[SettingChange, ...]
    same: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedPack:
    """What taking a pack did."""

    number: int
    office: str
    changes: tuple[SettingChange, ...]
    new_changes: int


class ApplyingService:
    """Takes settings packs on a laptop."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def look(self, path: Path) -> PackPreview:
        """Check a pack and return what taking it would change; nothing is changed.

        Raises:
            DomainError: When it cannot be used, with every bad row named.
            EnvironmentProblem: When the file cannot be read.

        """
        pack = self._checked(path)
        with self._workplace.database.raw() as connection:
            changed = _changed(connection, pack.rows, self._workplace.database.schema)
            return PackPreview(
                path=path,
                number=pack.about.number,
                issued=issued_words(pack.about),
                office=pack.about.office,
                code=check_code(pack.sha512),
                words=words_of(signer_of(pack)),
                needs_words=_is_unknown(connection, pack),
                older=_older(connection, pack),
                changes=_changes(connection, changed),
                same=len(pack.rows) - len(changed),
            )

    def apply(
        self, path: Path, *, words_compared: bool = False, even_older: bool = False
    ) -> AppliedPack:
        """Take a pack: all of its rows, the office's keys and its number, or nothing.

        Args:
            path: The file.
            words_compared: A person compared the six words of its signer with the office.
            even_older: Take it although a newer one is in use, because the office asked for it.

        Raises:
            UnknownOfficeError: When nobody has compared the six words yet.
            OlderPackError: When a newer one is in use and it was not asked for.
            DomainError: When it cannot be used, with every bad row named.
            EnvironmentProblem: When the file cannot be read or the database not written.

        """
        pack, workplace = self._checked(path), self._workplace
        with workplace.database.raw() as connection, all_or_nothing(connection):
            if _is_unknown(connection, pack) and not words_compared:
                raise UnknownOfficeError(words_of(signer_of(pack)))
            if _older(connection, pack) and not even_older:
                raise OlderPackError(pack.about.number, _present_number(connection))
            schema = workplace.database.schema
            changes = _changes(connection, _changed(connection, pack.rows, schema))
            package = Package(pack.about.pkg_id, pack.changes, signer_of(pack), may_relay=True)
            result = merge(connection, schema, [package])
            if (error := result.packages[0].error) is not None:
                raise DomainError(
                    "Isi paket ini tidak sesuai aturan, jadi tidak ada yang diubah. Minta kantor "
                    "membuat paket baru dengan program yang terbaru."
                ) from error
            know_office(connection, pack.about.keys, pack.about.office)
            write_facts(connection, {FACT: _fact(pack.about)})
        if result.own_branch_moved:
            with workplace.database.raw() as connection:
                replica.remember(connection, workplace.paths.branch)
        self._note(path, pack, result.new_changes)
        workplace.database.announce(_KINDS)
        return AppliedPack(
            number=pack.about.number,
            office=pack.about.office,
            changes=changes,
            new_changes=result.new_changes,
        )

    def _checked(self, path: Path) -> SettingsPack:
        identity = self._must_be_laptop()
        pack = read_pack(path, is_sample=identity.is_sample)
        with self._workplace.database.raw() as connection:
            known = known_office(connection)
        if known and known.keys.signing and known.keys.signing != signer_of(pack):
            raise ForeignPackError(words_of(signer_of(pack)))
        return pack

    def _must_be_laptop(self) -> Identity:
        identity = self._workplace.lists.office.identity()
        if identity is None:
            raise DomainError("Isi nama dan kabupaten/kota Anda dulu di layar awal.")
        if identity.is_office:
            raise DomainError(
                "Paket pengaturan dipakai di laptop pendamping. Di kantor ubah langsung di "
                "Pengaturan kantor."
            )
        return identity

    def _note(self, path: Path, pack: SettingsPack, new_changes: int) -> None:
        with self._workplace.database.write() as session:
            session.add(
                ReceivedFile(
                    id=new_id(),
                    file_kind=PACK_KIND,
                    number=pack.about.number,
                    filename=path.name,
                    signer=signer_of(pack).hex(),
                    made_at=pack.about.issued_at,
                    received_at=self._workplace.now(),
                    content={"office": pack.about.office, "rows": len(pack.rows),
                             "new_changes": new_changes},
                )
            )  # fmt: skip


def read_pack(path: Path, *, is_sample: bool) -> SettingsPack:
    """Return the pack of a file, for a sample laptop or a real one.

    Raises:
        PackageError: When it cannot be used, with every bad row named.
        EnvironmentProblem: When the file cannot be read.

    """
    pack = parse(_content(path))
    keys = (pack.about.keys.box, signer_of(pack))
    made_of_sample = pack.about.sample or any(is_sample_key(one) for one in keys)
    if made_of_sample != is_sample:
        raise SampleMixError(pack_is_sample=made_of_sample)
    return pack


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_SIZE + 1)
    except IsADirectoryError as error:
        raise EnvironmentProblem(f"{path} sebuah folder. Pilih berkas paketnya.") from error
    except OSError as error:
        raise UnreadableFileError from error


def signer_of(pack: SettingsPack) -> bytes:
    """Return the key a pack was signed with."""
    return pack.about.keys.signing or b""


def issued_words(about: PackAbout) -> str:
    """Return in words when a pack was made."""
    moment = datetime.fromisoformat(about.issued_at).astimezone(WITA)
    return f"{long_date(moment.date())} pukul {clock_time(moment)} WITA"


def _is_unknown(connection: Connection, pack: SettingsPack) -> bool:
    known = known_office(connection)
    return known is None or known.keys.signing != signer_of(pack)


def _present(connection: Connection) -> dict[str, Any]:
    found = read_fact(connection, FACT)
    return found if isinstance(found, dict) else {}


def _present_number(connection: Connection) -> int:
    return int(_present(connection).get("number", 0))


def _older(connection: Connection, pack: SettingsPack) -> str:
    """Return why a pack is not simply taken; empty when it is newer than the one in use."""
    present = _present(connection)
    if not present or present["id"] == pack.about.pkg_id.hex():
        return ""
    # Several operators of an office count for themselves: of two with one number, the later.
    if (pack.about.number, pack.about.issued_at) > (present["number"], present["issued_at"]):
        return ""
    return str(OlderPackError(pack.about.number, present["number"]))


def _fact(about: PackAbout) -> dict[str, object]:
    return {
        "number": about.number,
        "id": about.pkg_id.hex(),
        "issued_at": about.issued_at,
        "office": about.office,
        "branches": list(about.branches),
    }


def _changed(
    connection: Connection, rows: Iterable[PackRow], schema: Schema
) -> list[tuple[PackRow, dict[str, Any]]]:
    """Return the rows that would change, each with what is here of it."""
    columns = {one.name: {each.name for each in one.logged_columns} for one in schema}
    found = []
    for row in rows:
        # What a newer program added to a row is kept in the log and not compared.
        said = {name: one for name, one in row.values.items() if name in columns[row.table]}
        here = shown_row(connection, row.table, list(said), row.row_id)
        gone = said.get("deleted") == 1 and (not here or here["deleted"] == 1)
        if here != said and not gone:
            found.append((row, here))
    return found


def _changes(
    connection: Connection, changed: Iterable[tuple[PackRow, dict[str, Any]]]
) -> tuple[SettingChange, ...]:
    changes = []
    for row, here in changed:
        title = row_title(row.table, row.values)
        before = here if here and here.get("deleted") != 1 else _before(connection, row)
        changes.append(
            SettingChange(
                table=row.table,
                title=title[0].upper() + title[1:],
                old=row_words(row.table, before),
                new=row_words(row.table, row.values),
            )
        )
    return tuple(changes)


def _before(connection: Connection, row: PackRow) -> dict[str, Any]:
    """Return what a new row follows: the value in force on its day, the target so far."""
    values = row.values
    if row.table == "office_settings":
        found = connection.execute(
            "SELECT key, valid_from, value FROM office_settings WHERE deleted = 0 AND key = ? "
            "AND valid_from <= ? ORDER BY valid_from DESC, id DESC LIMIT 1",
            (values.get("key"), values.get("valid_from")),
        ).fetchone()
        return dict(zip(("key", "valid_from", "value"), found, strict=True)) if found else {}
    if row.table == "targets":
        (count,) = connection.execute(
            "SELECT sum(count) FROM targets WHERE deleted = 0 AND year = ? AND regency_code = ? "
            "AND scheme = ?",
            (values.get("year"), values.get("regency_code"), values.get("scheme")),
        ).fetchone()
        return {} if count is None else {"count": count}
    return {}

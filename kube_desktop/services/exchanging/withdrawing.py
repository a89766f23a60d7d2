"""Use cases around files that were merged: list them, foresee and carry out taking one back."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync.fingerprint import fingerprint
from kube_desktop.db.sync.transaction import all_or_nothing
from kube_desktop.db.sync.withdraw import Withdrawal, foresee, withdraw
from kube_desktop.domain.changes import Kind
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.foreseen import ForeseenList
from kube_desktop.domain.laptops import instant
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.values import whole_letters
from kube_desktop.domain.withdrawing import (
    LONGEST_REASON,
    TOO_OLD,
    FileFate,
    RegisteredFile,
    WithdrawalSummary,
)
from kube_desktop.exchange.codes import same_code
from kube_desktop.services.backups import back_up_before
from kube_desktop.services.exchanging.foreseeing import Foreseeing, Names
from kube_desktop.services.lists.listing import known
from kube_desktop.services.workplace import Workplace

_COLUMNS: Final = (
    "p.pkg_id, p.filename, p.sender, p.region, p.code, p.status, p.received_at, p.made_at, p.size, "
    "p.new_changes, p.note, p.withdrawn_at, p.merge_id"
)
_ALL: Final = f"SELECT {_COLUMNS} FROM sync_package p ORDER BY p.received_at DESC, p.pkg_id"  # noqa: S608
_EVERY_KIND: Final = frozenset(Kind)
_LEAST_SHOWN: Final = 4


class WithdrawingService:
    """Takes back what a merged file brought, however many came after it."""

    def __init__(self, workplace: Workplace, key: bytes) -> None:
        self._workplace = workplace
        self._key = key

    def files(self, most: int = 2000) -> list[RegisteredFile]:
        """Return the register of files, newest first."""
        rows = self._workplace.database.reader.rows(f"{_ALL} LIMIT {most}")
        return [_file(row) for row in rows]

    def find(self, named: str) -> RegisteredFile:
        """Return the file with this id, check code or file name.

        Raises:
            DomainError: When there is none, or several.

        """
        wanted = _plain(named)
        found = [
            one
            for one in self.files(most=1_000_000)
            if wanted
            and (
                wanted == _plain(one.filename)
                or (bool(one.code) and same_code(named, one.code))
                or (len(wanted) >= _LEAST_SHOWN and one.id.startswith(wanted))
            )
        ]
        merged = [one for one in found if one.fate is FileFate.MERGED] or found
        if len(merged) > 1:
            raise DomainError("Ada beberapa berkas dengan nama itu. Tulis kode periksanya.")
        if not merged:
            raise DomainError("Tidak ada berkas dengan kode atau nama itu di daftar kiriman.")
        return merged[0]

    def preview(self, file_id: str) -> WithdrawalSummary:
        """Return what taking a file back would do; nothing is changed.

        Raises:
            DomainError: When it cannot be taken back.

        """
        file, database = self._must_be_merged(file_id), self._workplace.database
        lists: tuple[ForeseenList, ...] = ()
        # What records are called before they are gone is asked outside the preview.
        with database.raw() as connection, database.raw() as outside:

            def look(done: Withdrawal) -> None:
                nonlocal lists
                lists = _lists(connection, done, Names(outside), self._workplace)

            done = foresee(connection, database.schema, bytes.fromhex(file.id), look)
        return _summary(file, done, lists)

    def withdraw(self, file_id: str, reason: str) -> WithdrawalSummary:
        """Back up, take the file back and note why.

        Raises:
            DomainError: When it cannot be taken back, or no reason is given.
            EnvironmentProblem: When the backup or the database cannot be written.

        """
        reason = " ".join(whole_letters(reason).split())
        if not reason:
            raise DomainError("Tulis alasan gabungan ini dibatalkan.")
        file, workplace = self._must_be_merged(file_id), self._workplace
        back_up_before(workplace, self._key, "batal-gabung")
        pkg_id, schema = bytes.fromhex(file.id), workplace.database.schema
        with workplace.database.raw() as connection:
            with workplace.database.raw() as outside, all_or_nothing(connection):
                done = withdraw(connection, schema, pkg_id)
                lists = _lists(connection, done, Names(outside), workplace)
                connection.execute(
                    "UPDATE sync_package SET status = 'withdrawn', withdrawn_at = ?, note = ? "
                    "WHERE pkg_id = ?",
                    (self._now(), reason[:LONGEST_REASON], pkg_id),
                )
            print_of = fingerprint(connection, schema)
        workplace.database.announce(_EVERY_KIND)
        return _summary(self._file(file_id), done, lists, print_of)

    def _must_be_merged(self, file_id: str) -> RegisteredFile:
        file = self._file(file_id)
        if file.fate is FileFate.WITHDRAWN:
            raise DomainError("Gabungan berkas ini sudah dibatalkan.")
        if file.fate is not FileFate.MERGED:
            raise DomainError("Berkas ini belum pernah digabung.")
        if not file.can_withdraw:
            raise DomainError(TOO_OLD)
        return file

    def _file(self, file_id: str) -> RegisteredFile:
        try:
            wanted = bytes.fromhex(file_id)
        except ValueError:
            wanted = b""
        row = self._workplace.database.reader.row(
            f"SELECT {_COLUMNS} FROM sync_package p WHERE p.pkg_id = :id",  # noqa: S608
            {"id": wanted},
        )
        if row is None:
            raise DomainError("Berkas ini tidak ada di daftar kiriman.")
        return _file(row)

    def _now(self) -> str:
        return self._workplace.now().astimezone(UTC).isoformat(timespec="seconds")


def _lists(
    connection: Connection, done: Withdrawal, names: Names, workplace: Workplace
) -> tuple[ForeseenList, ...]:
    return Foreseeing(connection, workplace.database.schema).withdrawal_lists(done, names)


def _summary(
    file: RegisteredFile, done: Withdrawal, lists: Sequence[ForeseenList], print_of: str = ""
) -> WithdrawalSummary:
    return WithdrawalSummary(
        file=file,
        removed=done.removed,
        kept=done.kept,
        promoted=done.promoted,
        lists=tuple(lists),
        fingerprint=print_of,
    )


def _file(row: Sequence[Any]) -> RegisteredFile:
    (pkg_id, filename, sender, region, code, status, received_at, made_at, size, new_changes,
     note, withdrawn_at, merge_id) = row  # fmt: skip
    fate = known(FileFate, status, FileFate.REJECTED)
    # Before revision 0003 nobody noted what a file carried, nor which merge it came with.
    is_noted = merge_id is not None
    return RegisteredFile(
        id=pkg_id.hex(),
        filename=filename or "",
        sender=sender or (note or "" if not is_noted else ""),
        region=REGENCIES.get(region or "", ""),
        code=code or "",
        fate=fate,
        received_at=instant(received_at) or datetime.fromtimestamp(0, UTC),
        made_at=instant(made_at),
        size=size or 0,
        new_changes=new_changes,
        note=note or "" if is_noted else "",
        withdrawn_at=instant(withdrawn_at),
        can_withdraw=fate is FileFate.MERGED and is_noted,
        merge_id=UUID(bytes=merge_id) if merge_id else None,
    )


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()

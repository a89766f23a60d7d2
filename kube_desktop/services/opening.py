"""Opening a data folder for work: make it, bring it forward, and build every use case."""

from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from kube_desktop.db import cipher
from kube_desktop.db.database import Database
from kube_desktop.db.keyring import Keyring
from kube_desktop.db.migrate import upgrade
from kube_desktop.db.schema import HEAD
from kube_desktop.db.sync import replica
from kube_desktop.domain.changes import Changes
from kube_desktop.domain.errors import EnvironmentProblem
from kube_desktop.paths import DataPaths, resources
from kube_desktop.services.aid import AidService
from kube_desktop.services.assigning import AssigningService
from kube_desktop.services.attachments import AttachmentService
from kube_desktop.services.backups import BackupService
from kube_desktop.services.checking import CheckingService
from kube_desktop.services.clock import ClockService
from kube_desktop.services.corrections import CorrectionService
from kube_desktop.services.differences.desk import DifferencesService
from kube_desktop.services.drafts import DraftService
from kube_desktop.services.evaluation import EvaluationService
from kube_desktop.services.exchanging.accepting import AcceptingService
from kube_desktop.services.exchanging.acknowledging import AcknowledgingService
from kube_desktop.services.exchanging.copying import CopyingService
from kube_desktop.services.exchanging.enrolment import EnrolmentService, apply_revocations
from kube_desktop.services.exchanging.merging import MergingService
from kube_desktop.services.exchanging.office_keys import ensure_signing_key
from kube_desktop.services.exchanging.replying import ReplyingService
from kube_desktop.services.exchanging.rescue import RescueService
from kube_desktop.services.exchanging.sending import SendingService
from kube_desktop.services.exchanging.withdrawing import WithdrawingService
from kube_desktop.services.folder import MISSING, OpenedFolder, look_into
from kube_desktop.services.groups import GroupService
from kube_desktop.services.history import HistoryService
from kube_desktop.services.lists import Lists
from kube_desktop.services.members import MemberService
from kube_desktop.services.mentoring import MentoringService
from kube_desktop.services.office import OfficeService
from kube_desktop.services.printing.papers import PrintingService
from kube_desktop.services.proofing import ProofingService
from kube_desktop.services.returning import ReturningService
from kube_desktop.services.settings.applying import ApplyingService
from kube_desktop.services.settings.editing import SettingsService
from kube_desktop.services.settings.packing import PackingService
from kube_desktop.services.workplace import Workplace, utc_now, wita_today


@dataclass(frozen=True, slots=True)
class Services:
    """Every use case, ready to call."""

    workplace: Workplace
    lists: Lists
    groups: GroupService
    members: MemberService
    assigning: AssigningService
    aid: AidService
    mentoring: MentoringService
    evaluation: EvaluationService
    drafts: DraftService
    attachments: AttachmentService
    office: OfficeService
    settings: SettingsService
    packing: PackingService
    applying: ApplyingService
    printing: PrintingService
    proofing: ProofingService
    returning: ReturningService
    sending: SendingService
    merging: MergingService
    copying: CopyingService
    rescue: RescueService
    acknowledging: AcknowledgingService
    replying: ReplyingService
    accepting: AcceptingService
    corrections: CorrectionService
    enrolment: EnrolmentService
    withdrawing: WithdrawingService
    checking: CheckingService
    history: HistoryService
    differences: DifferencesService
    backups: BackupService
    clock: ClockService

    @classmethod
    def over(cls, workplace: Workplace, key: bytes) -> "Services":
        """Build the use cases over one opened folder whose key is known."""
        aid = AidService(workplace)
        attachments = AttachmentService(workplace, key)
        printing = PrintingService(workplace, aid, attachments)
        proofing = ProofingService(workplace, printing)
        corrections = CorrectionService(workplace)
        return cls(
            workplace=workplace,
            lists=workplace.lists,
            groups=GroupService(workplace),
            members=MemberService(workplace),
            assigning=AssigningService(workplace),
            aid=aid,
            mentoring=MentoringService(workplace),
            evaluation=EvaluationService(workplace),
            drafts=DraftService(workplace),
            attachments=attachments,
            office=OfficeService(workplace),
            settings=SettingsService(workplace),
            packing=PackingService(workplace),
            applying=ApplyingService(workplace),
            printing=printing,
            proofing=proofing,
            returning=ReturningService(workplace, attachments, printing, proofing),
            sending=SendingService(workplace, attachments),
            merging=MergingService(workplace, attachments, key),
            copying=CopyingService(workplace),
            rescue=RescueService(workplace, key),
            acknowledging=AcknowledgingService(workplace),
            replying=ReplyingService(workplace),
            accepting=AcceptingService(workplace, corrections, key),
            corrections=corrections,
            enrolment=EnrolmentService(workplace),
            withdrawing=WithdrawingService(workplace, key),
            checking=CheckingService(workplace, attachments),
            history=HistoryService(workplace),
            differences=DifferencesService(workplace),
            backups=BackupService(workplace, key),
            clock=ClockService(workplace),
        )

    def close(self) -> None:
        """Note how far this branch got, and release the file."""
        with self.workplace.database.raw() as connection:
            replica.remember(connection, self.workplace.paths.branch)
        self.workplace.database.close()


def create_folder(paths: DataPaths, *, fixed_replica: int | None = None) -> None:
    """Make a new, empty, encrypted data folder.

    Args:
        paths: Where; the folders are made when they are missing.
        fixed_replica: Replica number for sample data, which must be the same every time.

    Raises:
        FileExistsError: When there is data already.
        EnvironmentProblem: When the disk is full or the place not writable.

    """
    paths.prepare()
    if paths.database.exists():
        raise FileExistsError(paths.database)
    # A key that is there already may be the only one that opens backups: it is never replaced.
    if paths.keyring.exists():
        key = Keyring.load(paths.keyring).device_key()
    else:
        _, key = Keyring.create(paths.keyring)
    # The database appears under its name only when it is whole: a power cut here leaves nothing.
    fresh = paths.database.with_suffix(".baru")
    for leftover in (fresh, Path(f"{fresh}-wal"), Path(f"{fresh}-shm")):
        leftover.unlink(missing_ok=True)
    upgrade(fresh, key, resources() / "regions", _backup_name(paths))
    database = Database(fresh, key)
    with database.raw() as connection:
        replica.initialise(connection, replica=fixed_replica, schema_v=HEAD)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    fresh.replace(paths.database)


@contextmanager
def new_folder(paths: DataPaths, *, fixed_replica: int | None = None) -> Generator[None]:
    """Make a folder to be filled at once; when that fails, nothing half-made stays behind.

    Args:
        paths: Where; it must hold no database yet.
        fixed_replica: As for `create_folder`.

    Raises:
        FileExistsError: When there is data already.
        EnvironmentProblem: When the disk is full or the place not writable.

    """
    if paths.database.exists():
        raise FileExistsError(paths.database)
    had_key = paths.keyring.exists()
    try:
        create_folder(paths, fixed_replica=fixed_replica)
        yield
    except BaseException:
        half_made = [Path(f"{paths.database}{end}") for end in ("", "-wal", "-shm")]
        if not had_key:
            half_made.append(paths.keyring)
        for path in half_made:
            with suppress(OSError):  # the first trouble is the one to be told
                path.unlink()
        raise


def bring_forward(paths: DataPaths, key: bytes) -> bool:
    """Bring an older folder to the present schema, backed up first; tell whether it was older.

    Raises:
        EnvironmentProblem: When the file is missing or newer, or backup or file cannot be
            written.

    """
    if not paths.database.exists():
        raise EnvironmentProblem(MISSING)
    if not paths.database.stat().st_size:  # to SQLite it would be a new database
        raise EnvironmentProblem(cipher.UNREADABLE)
    return upgrade(paths.database, key, resources() / "regions", _backup_name(paths))


def open_services(
    paths: DataPaths,
    on_commit: Callable[[Changes], None] = lambda _: None,
    *,
    opened: OpenedFolder | None = None,
    today: Callable[[], date] = wita_today,
    now: Callable[[], datetime] = utc_now,
) -> Services:
    """Open a folder for work and return every use case.

    Args:
        paths: The folder.
        on_commit: Told what each commit changed.
        opened: The folder as already opened for the first paint; its reader is shared.
        today: The present day in Kalimantan Timur.
        now: The present instant in UTC.

    Raises:
        EnvironmentProblem: When the folder cannot be opened.

    """
    opened = opened or look_into(paths, today)
    bring_forward(paths, opened.key)
    database = Database(paths.database, opened.key, on_commit, opened.reader)
    with database.raw() as connection:
        replica.ensure_branch(connection, paths.branch)
        ensure_signing_key(connection, paths)
        apply_revocations(connection)
    return Services.over(Workplace(database, opened.lists, paths, today, now), opened.key)


def _backup_name(paths: DataPaths) -> Path:
    stamp = datetime.now(UTC).strftime("%Y-%m-%d_%H%M%S")
    return paths.backups / f"sebelum-pembaruan_{stamp}.db"

"""The simulation from beginning to end: files, two orders, a server, everything once more."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from kube_desktop.db.postgres.local_server import local_server, missing
from kube_desktop.services.simulation.laptops import Province, write_files
from kube_desktop.services.simulation.offices import (
    Merged,
    copy_plainly,
    look_at,
    merge_all,
    office_in_folder,
    office_on_server,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """What came out.

    Attributes:
        changes: Changes in all files together.
        bytes_of_files: Their size.
        first: The merge in one random order.
        other: The merge in another, in an office of its own.
        again: All files once more into the first office.
        server: The merge on PostgreSQL in a third order; None when there was no server.
        server_again: The same files once more there.
        why_no_server: Why not.
        copied: Seconds by clock and of computing for copying the rows without any rule.

    """

    changes: int
    bytes_of_files: int
    first: Merged
    other: Merged
    again: Merged
    server: Merged | None
    server_again: Merged | None
    why_no_server: str
    copied: tuple[float, float]

    @property
    def is_one_truth(self) -> bool:
        """Whether every order and engine ended with the same, and nothing was lost or doubled."""
        merges = [self.first, self.other, *([self.server] if self.server else [])]
        repeats = [self.again, *([self.server_again] if self.server_again else [])]
        return (
            len({one.fingerprint for one in (*merges, *repeats)}) == 1
            and all(one.new == self.changes for one in merges)
            and all(one.new == 0 for one in repeats)
        )


def simulate(
    province: Province, folder: Path, address: str, tell: Callable[[str, int, int], None]
) -> Simulated:
    """Make the files, merge them in two random orders and on a server, and merge all again.

    Args:
        province: What the laptops are.
        folder: Where everything is made; empty.
        address: A PostgreSQL database that holds nothing yet; "" starts a server if one can be.
        tell: Told what is being done, how much of it, and of how much.

    """
    if address:
        look_at(address)  # before minutes of work
    letters = folder / "kiriman"
    letters.mkdir(parents=True)
    files = write_files(province, letters, lambda n, of: tell("Membuat berkas", n, of))

    def step(what: str) -> Callable[[int, int], None]:
        return lambda n, of: tell(what, n, of)

    with office_in_folder(folder / "kantor-a") as (connection, schema):
        first = merge_all(connection, schema, files, 1, step("Menggabung, urutan pertama"))
        again = merge_all(connection, schema, files, 2, step("Menggabung semuanya lagi"))
        tell("Menyalin tanpa aturan, sebagai pembanding", 1, 1)
        copied = copy_plainly(province, folder, connection)
    with office_in_folder(folder / "kantor-b") as (connection, _):
        other = merge_all(connection, schema, files, 3, step("Menggabung, urutan kedua"))
    server = server_again = None
    why = "" if address else missing()
    if not why:
        with ExitStack() as stack:
            place = address or stack.enter_context(local_server()).new_database()
            remote = stack.enter_context(office_on_server(place, schema))
            server = merge_all(remote, schema, files, 4, step("Menggabung di PostgreSQL"))
            server_again = merge_all(
                remote, schema, files, 5, step("Menggabung semuanya lagi di PostgreSQL")
            )
    return Simulated(
        changes=province.changes(),
        bytes_of_files=sum(path.stat().st_size for path in files),
        first=first,
        other=other,
        again=again,
        server=server,
        server_again=server_again,
        why_no_server=why,
        copied=copied,
    )

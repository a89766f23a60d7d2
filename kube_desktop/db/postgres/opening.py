"""Reaching the office's database on a server, and saying in words why it cannot be reached."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import URL, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from kube_desktop.domain.errors import DomainError, EnvironmentProblem

if TYPE_CHECKING:
    from kube_desktop.db.postgres.connection import ServerConnection

_MISSING = "Komponen PostgreSQL belum terpasang di komputer ini. Jalankan sekali: ./kube postgresql"
_WRONG = (
    "Alamat basis data tidak benar. Contoh: postgresql://nama@server/kube; kata sandinya lebih "
    "aman di berkas .pgpass daripada di dalam alamat."
)
_UNREACHABLE = (
    "Server basis data kantor tidak dapat dihubungi. Periksa jaringan, nama server, nama pengguna, "
    "dan kata sandinya. Data tidak diubah."
)
_LOST = (
    "Sambungan ke server basis data kantor terputus atau komputer lain terlalu lama menggabung. "
    "Yang belum selesai dibatalkan seluruhnya; ulangi perintah yang sama."
)


def server_address(text: str) -> URL:
    """Return the address of a PostgreSQL database.

    Raises:
        DomainError: When it is none.

    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.get_backend_name() != "postgresql" or not url.database:
        # The address itself is not repeated: it may hold a password.
        raise DomainError(_WRONG) from None
    return url.set(drivername="postgresql+psycopg")


def shown(url: URL) -> str:
    """Return the address without its password, for people and logs."""
    plain = url.set(drivername="postgresql", password=None, query={})
    host = url.host or str(url.query.get("host", ""))
    return f"{plain.database} di {host or 'komputer ini'}"


@contextmanager
def server_connection(url: URL) -> Generator["ServerConnection"]:
    """Give a connection for the statements of `db.sync`; the caller begins and commits.

    Raises:
        EnvironmentProblem: When the driver is missing, or the server cannot be reached or is lost.

    """
    try:
        from kube_desktop.db.postgres import connection as driver  # noqa: PLC0415  an extra
    except ImportError as error:
        raise EnvironmentProblem(_MISSING) from error
    engine = create_engine(
        url, isolation_level="AUTOCOMMIT", hide_parameters=True, pool_size=1, max_overflow=0
    )
    try:
        try:
            raw = engine.raw_connection()
        except (DBAPIError, driver.DriverError):
            raise EnvironmentProblem(_UNREACHABLE) from None
        try:
            yield driver.ServerConnection(raw.driver_connection)
        except driver.ServerLostError as error:
            raise EnvironmentProblem(_LOST) from error
        finally:
            raw.invalidate()  # working tables and settings of the session go with it
    finally:
        engine.dispose()

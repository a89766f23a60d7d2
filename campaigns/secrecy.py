"""`rahasia`: no file that the program writes for itself holds a NIK or a name in the clear.

Searched are the database with its journal, backups, attachments, logs, cache, settings and the
file for the office, in the encodings text is kept in.
"""

import io
from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from PIL import Image

from campaigns.report import Report
from kube_desktop.__main__ import main as run
from kube_desktop.paths import DataPaths
from kube_desktop.services.opening import Services, open_services

_SHORTEST = 6
"""Shorter words stand in random bytes by chance."""


def look_for_names(folder: Path, seed: int, *, every: int = 1, with_window: bool = True) -> Report:
    """Work with sample data in every way, then look for its people in all the files.

    Args:
        folder: Where to work.
        seed: Of the sample data.
        every: Look for one in so many names and numbers only, for a short run.
        with_window: Whether the real window is opened too.

    """
    report = Report("Mencari NIK dan nama di semua berkas data, cadangan, log, dan kiriman")
    laptop, office = DataPaths(folder / "laptop"), DataPaths(folder / "kantor")
    package = folder / "kiriman.kube"
    _commands(laptop, office, package, seed)
    if with_window:
        _photographed(laptop)
    services = open_services(laptop)
    try:
        _work(services, folder)
        secrets = secrets_of(services)[::every]
        services.sending.send(package)
        # Looked at while open: the journal of the database is part of the truth.
        places = [*files_in(laptop.root), *files_in(office.root), package]
        report.facts |= {"rahasia dicari": len(secrets), "berkas diperiksa": len(places)}
        report.facts["bita diperiksa"] = sum(path.stat().st_size for path in places)
        report.failures += [str(one) for one in found_in(places, secrets)]
    finally:
        services.close()
    return report


def secrets_of(services: Services) -> list[str]:
    """Return every NIK, number and name in a database that nobody may read beside it."""
    reader = services.workplace.database.reader
    rows = reader.rows(
        "SELECT nik, family_card_number, phone, name FROM people UNION "
        "SELECT register_number, decree_number, note, name FROM groups UNION "
        "SELECT nip, position, address, name FROM officials"
    )
    texts = {str(value) for row in rows for value in row if value}
    return sorted(text for text in texts if len(text) >= _SHORTEST)


def files_in(folder: Path) -> list[Path]:
    """Return every file in a folder and below."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def found_in(places: Iterable[Path], secrets: Iterable[str]) -> Iterator[str]:
    """Tell which file holds something secret; what it is is not repeated in full."""
    needles = [(secret[:3], needle) for secret in secrets for needle in _as_bytes(secret)]
    for path in places:
        content = path.read_bytes()
        for start, needle in needles:
            if needle in content:
                yield f"{path.name} memuat {start}…"


def _as_bytes(text: str) -> tuple[bytes, bytes]:
    """Return how text stands in files; the second form finds both byte orders of UTF-16."""
    return text.encode(), text.encode("utf-16-le").rstrip(b"\x00")


def _commands(laptop: DataPaths, office: DataPaths, package: Path, seed: int) -> None:
    """Work without a window, badly too: what is refused is written to the log."""
    data = ["--data-dir", str(laptop.root)]
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        run(["contoh", *data, "--benih", str(seed)])
        run(["kantor", "--data-dir", str(office.root), "--contoh"])
        services = open_services(laptop)
        person = services.workplace.database.reader.row("SELECT id, name, nik FROM people")
        services.close()
        if person is not None:
            run(["ubah", "anggota", person[0].hex(), *data, "--isi", f"nik={person[2]}9"])
            run(["ubah", "anggota", person[0].hex(), *data, "--isi", f"spouse={person[1]}"])
        run(["kirim", *data, "--ke", str(package)])
        run(["gabung", "--data-dir", str(office.root), str(package)])
        run(["periksa", *data])


def _photographed(laptop: DataPaths) -> None:
    """Open the window and show people, so that cache and settings have something to tell."""
    from kube_desktop.pictures import Camera  # noqa: PLC0415  Qt, for this campaign alone
    from kube_desktop.ui.session import Destination, PageName  # noqa: PLC0415

    camera = Camera(laptop)
    for page in (PageName.GROUPS, PageName.MEMBERS, PageName.AID, PageName.MENTORING):
        camera.window.go(Destination(page))
        camera.settle()
    camera.close()


def _work(services: Services, folder: Path) -> None:
    """Keep drafts, photos and backups of people."""
    row = services.lists.groups.choices("", 1)[0]
    draft = services.lists.groups.draft(row.id)
    if draft is not None:
        services.drafts.keep(row.id, "group", draft.name, {"name": draft.name}, row.id)
    photo = folder / f"{row.name}.jpg"
    Image.new("RGB", (400, 300), "teal").save(photo, exif=_exif(row.name))
    services.attachments.add("groups", row.id, photo, caption=row.name)
    photo.unlink()
    services.drafts.note_opened("groups", row.id)
    services.backups.make("otomatis")


def _exif(text: str) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = text
    return exif

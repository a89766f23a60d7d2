"""Codes on bad scans: turned, noisy, blurred, folded; read by us and by another reader."""

import io
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from PIL import Image, ImageChops, ImageDraw, ImageFilter
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

from campaigns.report import Report
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.papers import MadePaper, PaperKind, PaperSize
from kube_desktop.domain.verdict import Light
from kube_desktop.paths import DataPaths
from kube_desktop.services.code_reading import read_codes
from kube_desktop.services.opening import Services, open_services
from kube_desktop.services.sample.making import make_sample_laptop

RESOLUTIONS = (150, 200, 300)
_MUST_READ_FROM = 200
KINDS = (PaperKind.BAST, PaperKind.RECEIPT, PaperKind.VISIT_REPORT)
_NOISE = 30
"""Grey levels up and down, all equally likely: a cheap scanner in a hurry."""
_BLUR_MM = 0.08
"""Standard deviation on the paper; a tenth of a millimetre more is seen by the naked eye."""
_SHIFT_MM = 0.1
_CREASE_MM = 0.13
"""What a fold does to a sheet on a scanner: one side a little darker and moved, a thin line."""
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

Damage = Callable[[Image.Image, int, random.Random], Image.Image]


def read_bad_scans(folder: Path, papers: int, seed: int) -> Report:
    """Scan papers badly, read their codes, change codes and records, and count.

    Args:
        folder: To work in.
        papers: How many papers of each kind.
        seed: Of the damage.

    """
    report = Report("Kode pada scan yang buruk, dan kode serta data yang diubah")
    rng = random.Random(seed)  # noqa: S311  not for secrets
    paths = DataPaths(folder / "laptop")
    make_sample_laptop(paths)
    with closing(open_services(paths)) as services:
        made = list(_papers(services, papers))
        for paper in made:
            _scan(report, paper, rng, folder)
        for paper in made[:papers]:
            _change_code(report, services, paper, rng)
        _change_records(report, services, papers, rng)
        _revoke(report, services, made[0])
    return report


def _papers(services: Services, count: int) -> Iterator[MadePaper]:
    sizes = list(PaperSize)
    for kind in KINDS:
        subjects = services.printing.all_subjects(kind)
        for place, subject in enumerate(subjects[:: max(1, len(subjects) // count)][:count]):
            paper = services.printing.make(kind, subject, sizes[place % 2])
            services.printing.note_printed(paper, 1)
            yield paper


# --- damage ------------------------------------------------------------------------------------


def _noise(image: Image.Image, _dpi: int, rng: random.Random) -> Image.Image:
    grain = Image.frombytes("L", image.size, rng.randbytes(image.width * image.height))
    return ImageChops.add(image, grain.point(lambda value: 2 * _NOISE * value // 255), 1, -_NOISE)


def _blur(image: Image.Image, dpi: int, _rng: random.Random) -> Image.Image:
    return image.filter(ImageFilter.GaussianBlur(_BLUR_MM / 25.4 * dpi))


def _turn(image: Image.Image, _dpi: int, rng: random.Random) -> Image.Image:
    angle = 20 * rng.choice((-1, 1))
    return image.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=120)


def _fold(image: Image.Image, dpi: int, rng: random.Random) -> Image.Image:
    """Fold the sheet across its code: a dark crease, one side darker and moved a little."""
    height = round(image.height - dpi * rng.uniform(0.6, 1.2))
    lower = image.crop((0, height, *image.size)).point(lambda value: value * 9 // 10)
    folded = image.copy()
    folded.paste(lower, (round(_SHIFT_MM / 25.4 * dpi), height))
    crease = ImageDraw.Draw(folded)
    crease.line(
        (0, height, image.width, height), fill=110, width=max(1, round(_CREASE_MM / 25.4 * dpi))
    )
    return folded


def _all(image: Image.Image, dpi: int, rng: random.Random) -> Image.Image:
    for damage in (_fold, _blur, _noise, _turn):
        image = damage(image, dpi, rng)
    return image


DAMAGES: dict[str, Damage] = {
    "utuh": lambda image, _dpi, _rng: image,
    "miring 20°": _turn,
    "berbintik": _noise,
    "kabur": _blur,
    "terlipat": _fold,
    "semuanya": _all,
}


def _scan(report: Report, paper: MadePaper, rng: random.Random, folder: Path) -> None:
    for dpi in RESOLUTIONS:
        page = _page(paper.pdf, dpi)
        for name, damage in DAMAGES.items():
            target = io.BytesIO()
            damage(page, dpi, rng).save(target, "PNG", compress_level=1)
            ours = _wanted(paper) in {one.payload for one in read_codes(target.getvalue())}
            other = _read_by_zbar(target.getvalue(), folder)
            report.count(f"{dpi} dpi, kode")
            report.count(f"{dpi} dpi, terbaca oleh kami", int(ours))
            if other is not None:
                read = _wanted(paper) in other[0]
                report.count(f"{dpi} dpi, terbaca oleh zbar", int(read))
                report.count(f"{dpi} dpi, zbar sekali lihat", int(read and other[1]))
            if dpi >= _MUST_READ_FROM:
                what = f"{paper.filename}, {dpi} dpi, {name}"
                report.must(ours, f"tidak terbaca: {what}")
                report.must(other is None or _wanted(paper) in other[0], f"zbar tidak: {what}")


def _wanted(paper: MadePaper) -> str:
    if paper.seal is None:
        raise ValueError(paper.filename)
    return paper.seal.payload


def _page(pdf: bytes, dpi: int) -> Image.Image:
    with closing(PdfDocument(pdf)) as document:
        page: Image.Image = document[0].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        return page.copy()


def _read_by_zbar(picture: bytes, folder: Path) -> tuple[set[str], bool] | None:
    """Return what the independent reader finds, and whether it did at the first look.

    Like an app that looks at frame after frame it may look again, at the page twice as large and
    at the page a little softer. None where it is not installed.
    """
    program = shutil.which("zbarimg")
    if program is None:
        return None
    page = Image.open(io.BytesIO(picture))
    path = folder / "halaman.png"
    looks = (
        lambda: page,
        lambda: page.resize((page.width * 2, page.height * 2), Image.Resampling.BICUBIC),
        lambda: page.filter(ImageFilter.GaussianBlur(1)),
    )
    for number, look in enumerate(looks):
        look().save(path, compress_level=1)
        words = [program, "-q", "--raw", "-Sdisable", "-Sqrcode.enable", str(path)]
        run = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603
        if run.stdout.strip():
            return set(run.stdout.splitlines()), number == 0
    return set(), False


# --- changes -----------------------------------------------------------------------------------


def _change_code(report: Report, services: Services, paper: MadePaper, rng: random.Random) -> None:
    payload = _wanted(paper)
    whole = services.proofing.check(payload)
    report.must(
        (whole.signature.light, whole.key.light) == (Light.GREEN, Light.GREEN),
        f"{paper.filename}: kode yang utuh tidak dipercaya",
    )
    for at in range(len(payload)):
        letter = rng.choice([one for one in _LETTERS if one != payload[at]])
        changed = payload[:at] + letter + payload[at + 1 :]
        report.count("huruf kode diubah")
        try:
            verdict = services.proofing.check(changed)
        except DomainError:
            continue  # it is said to be no code at all
        report.must(verdict.light is not Light.GREEN, f"huruf {at} diubah tanpa ketahuan")


def _change_records(report: Report, services: Services, count: int, rng: random.Random) -> None:
    rows = services.workplace.database.reader.rows(
        "SELECT id FROM handovers WHERE status <> 'ditandatangani' AND deleted = 0 ORDER BY id"
    )
    for (record_id,) in rows[:count]:
        handover = UUID(bytes=record_id)
        paper = services.printing.make(PaperKind.BAST, handover, PaperSize.A4)
        services.printing.note_printed(paper, 1)
        draft = services.lists.handovers.draft(handover)
        if draft is None or not draft.items:
            continue
        place = rng.randrange(len(draft.items))
        item = draft.items[place]
        changed = replace(item, unit_price=(item.unit_price or 0) + rng.choice((-1, 1)))
        with services.workplace.database.raw() as connection:
            connection.execute(
                "UPDATE aid_items SET unit_price = ?, amount = ? WHERE handover_id = ? "
                "AND name = ? AND deleted = 0",
                (changed.unit_price, changed.amount, record_id, item.name),
            )
        verdict = services.proofing.check(_wanted(paper))
        report.count("harga diubah satu rupiah")
        told = any(one.label.startswith("Barang") for one in verdict.differences)
        report.must(verdict.database.light is Light.RED and told, "harga diubah tanpa ketahuan")


def _revoke(report: Report, services: Services, paper: MadePaper) -> None:
    public = services.proofing.own_key()
    with services.workplace.database.raw() as connection:
        connection.execute("DELETE FROM installation WHERE key = 'device_key'")
        connection.execute(
            "INSERT INTO sync_peer(replica, device_key, revoked) VALUES(7, ?, 20261102)", (public,)
        )
    verdict = services.proofing.check(_wanted(paper))
    report.count("kunci dicabut")
    report.must(
        (verdict.signature.light, verdict.key.light) == (Light.GREEN, Light.AMBER),
        "kunci yang dicabut tidak menjadi kuning",
    )

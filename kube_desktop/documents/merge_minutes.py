"""Berita acara penggabungan data: which files became one content, and its fingerprint."""

from dataclasses import dataclass

from reportlab.platypus import Flowable
from typing_extensions import override

from kube_desktop.documents import style
from kube_desktop.documents.blocks import gap, led, optional_cell, optional_lines, paragraph
from kube_desktop.documents.content import Party
from kube_desktop.documents.grid import Cell
from kube_desktop.documents.minutes import Minutes, MinutesContent, render_minutes
from kube_desktop.documents.page import Paper
from kube_desktop.documents.signatures import Signature, acknowledgement
from kube_desktop.domain import wording


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedFile:
    """One file that was looked at, and what became of it.

    Attributes:
        period: From when to when its changes were typed, in words.
        sha512: The beginning of its hash, in groups of four digits.
        changes: How many changes it brought that were not here; None when not noted.
        withdrawn: When and why it was taken back afterwards, in words.

    """

    name: str
    sender: str | None = None
    region: str | None = None
    check_code: str | None = None
    outcome: str
    period: str | None = None
    sha512: str | None = None
    changes: int | None = None
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedKind:
    """How many records of one kind a merge brought."""

    label: str
    new: int
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeMinutesContent(MinutesContent):
    """What one merging of files did.

    Attributes:
        time: Time of day as it is read, as `09.42`.
        fingerprint: Hash of the whole content afterwards, in groups of eight digits.
        differences: Fields with several values that wait for a decision; None when not noted.
        merged: How many of the files are in the data now because of this merge.

    """

    time: str | None
    files: tuple[MergedFile, ...]
    merged: int
    counts: tuple[MergedKind, ...]
    fingerprint: str | None
    parallel: int | None = None
    differences: int | None = None
    acknowledged_by: Party


def render_merge_minutes(
    content: MergeMinutesContent, paper: Paper, *, preview: bool = False
) -> bytes:
    """Return the minutes as a PDF; with `preview`, missing values stand out in red."""
    return render_minutes(_MergeMinutes, content, paper, preview=preview)


class _MergeMinutes(Minutes[MergeMinutesContent]):
    name = "Berita Acara Penggabungan Data"

    @override
    def title(self) -> list[str]:
        return ["BERITA ACARA PENGGABUNGAN DATA", "KELOMPOK USAHA BERSAMA (KUBE)"]

    @override
    def whose(self) -> str:
        return f"{wording.number(self._content.merged)} berkas"

    @override
    def body(self) -> list[Flowable]:
        content, blanks = self._content, self._blanks
        merged = f"{wording.number(content.merged)} ({wording.terbilang(content.merged)})"
        time = blanks.markup(content.time)
        return [
            self.opening(
                f"pukul {time} WITA, telah digabungkan {merged} berkas kiriman ke dalam data "
                "kantor, dengan rincian sebagai berikut:"
            ),
            gap(2),
            self.table(
                (0.06, 0.23, 0.17, 0.17, 0.22, 0.15),
                ("Nama berkas", "Pengirim", "Isi dicatat", "Kode periksa, SHA-512", "Hasil"),
                [self._file(one) for one in content.files],
            ),
            gap(3),
            *led(
                "Catatan yang bertambah dan berubah:",
                self.table(
                    (0.06, 0.44, 0.25, 0.25),
                    ("Jenis catatan", "Baru", "Diubah"),
                    [self._kind(one) for one in content.counts],
                ),
            ),
            gap(2),
            *self._remarks(),
            *self._withdrawn(),
            gap(1),
        ]

    @override
    def conclusion(self) -> list[Flowable]:
        shown = self._blanks.markup(self._content.fingerprint)
        return [
            paragraph("Sidik isi data setelah penggabungan:"),
            gap(1),
            paragraph(f"<b>{shown}</b>", style.NUMBER),
            gap(1),
            paragraph(
                "Kantor lain yang datanya berasal dari berkas yang sama, dalam urutan apa pun, "
                "memperoleh sidik isi yang sama. Sidik yang berbeda berarti isinya berbeda."
            ),
            gap(2.5),
        ]

    @override
    def signatures(self) -> list[list[Signature]]:
        content = self._content
        operator = Signature(("Petugas penggabungan,",), Party(), is_for_pen=True)
        return [[acknowledgement(content.acknowledged_by), operator]]

    def _remarks(self) -> list[Flowable]:
        content = self._content
        if content.parallel == content.differences == 0:
            return [paragraph("Tidak ada isian yang diubah dua pihak; tidak ada yang hilang.")]
        parts = []
        if content.parallel is not None:
            parts.append(
                f"{wording.number(content.parallel)} catatan diubah dua pihak pada isian yang "
                "berbeda; semuanya dipertahankan."
            )
        if content.differences is not None:
            parts.append(
                f"{wording.number(content.differences)} isian berbeda nilainya dan menunggu "
                "keputusan; tidak ada yang hilang."
            )
        return [paragraph(" ".join(parts))] if parts else []

    def _file(self, file: MergedFile) -> tuple[Cell, ...]:
        look = style.SMALL_CELL
        sender = ", ".join(part for part in (file.sender, file.region) if part)
        hashes = "\n".join(part for part in (file.check_code, file.sha512) if part)
        brought = "" if file.changes is None else f", {wording.number(file.changes)} perubahan"
        return (
            optional_cell(file.name, look),
            optional_cell(sender, look),
            optional_cell(file.period, look),
            optional_lines(hashes, look),
            optional_cell(f"{file.outcome}{brought}", look),
        )

    def _withdrawn(self) -> list[Flowable]:
        """Say which files were taken back afterwards: the fingerprint below was before that."""
        told = [f"{one.name}: {one.withdrawn}" for one in self._content.files if one.withdrawn]
        return [
            paragraph(f"Sesudah penggabungan ini dibatalkan: {self._blanks.markup(text)}.")
            for text in told
        ]

    def _kind(self, kind: MergedKind) -> tuple[Cell, ...]:
        centred = style.SMALL_CELL_CENTER
        return (
            optional_cell(kind.label, style.SMALL_CELL),
            Cell(wording.number(kind.new), centred),
            Cell(wording.number(kind.changed), centred),
        )

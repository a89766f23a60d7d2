"""What can be wrong with a package file or the place it is written to, in words for people."""

import re
from pathlib import Path

from kube_desktop.domain.errors import DomainError, EnvironmentProblem


class PackageError(DomainError):
    """A file cannot be used; nothing was changed, and the message says what to do."""

    text = "Berkas ini tidak dapat dipakai. Minta pendamping mengirim ulang."

    def __init__(self, text: str = "") -> None:
        super().__init__(text or self.text)


class NotAPackageError(PackageError):
    """Some other file: a photo, a text, a database."""

    text = (
        "Berkas ini bukan kiriman KUBE Desktop. Pilih berkas yang namanya berakhiran .kube, "
        "atau minta pendamping mengirim ulang."
    )


class EmptyPackageError(PackageError):
    """A file of no bytes: copying it was broken off."""

    text = "Berkas ini kosong; penyalinannya belum selesai. Minta pendamping mengirim ulang."


class DamagedPackageError(PackageError):
    """Cut short, glued together, or changed on the way."""

    text = (
        "Berkas ini rusak atau terpotong di perjalanan (kode periksa tidak cocok). "
        "Minta pendamping mengirim ulang."
    )


class NewerPackageError(PackageError):
    """Written by a program whose files this one cannot read."""

    def __init__(self, version: object) -> None:
        # Said before any signature is checked: only what a version looks like is repeated.
        shown = re.sub(r"[^0-9A-Za-z.+-]", "", str(version))[:20]
        named = f" ({shown})" if shown else ""
        super().__init__(
            f"Berkas dibuat versi lebih baru{named}. Perbarui program di komputer ini lebih "
            "dulu; berkas tetap aman."
        )


class ForeignOfficeError(PackageError):
    """Encrypted to other offices only."""

    text = (
        "Berkas ini ditujukan ke kantor lain. Teruskan ke kantor itu, atau minta pendamping "
        "memasang berkas pengaturan kantor ini lalu mengirim ulang."
    )


class WrongKeyError(PackageError):
    """Addressed to this office, but not to the key it has."""

    text = (
        "Berkas ini tidak dapat dibuka dengan kunci kantor ini. Pulihkan kunci kantor dari "
        "cadangan, atau minta pendamping mengirim ulang dengan pengaturan kantor yang baru."
    )


class UnknownSenderError(PackageError):
    """Signed by a laptop that is not enrolled.

    Attributes:
        signer: Its public key.
        words: Its fingerprint in six words, to be compared by telephone.

    """

    def __init__(self, signer: bytes, words: str) -> None:
        super().__init__(
            "Laptop pengirim belum terdaftar. Telepon pendamping, cocokkan enam kata ini, lalu "
            f"daftarkan laptopnya: {words}."
        )
        self.signer = signer
        self.words = words


class RevokedSenderError(PackageError):
    """Signed by a laptop that was reported lost or handed in."""

    text = (
        "Laptop pengirim sudah dicabut (dilaporkan hilang atau diganti), jadi berkasnya tidak "
        "digabung. Tanyakan kepada pendamping dari mana berkas ini."
    )


class TooLargePackageError(PackageError):
    """Larger than a package can be."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(
            f"Berkas ini terlalu besar: {megabytes(size)}, batasnya {megabytes(limit)}. "
            "Minta pendamping mengirim tanpa foto."
        )


class ExpandingPackageError(PackageError):
    """Unpacks to far more than its size allows: a trap, or broken."""

    text = (
        "Isi berkas ini membengkak jauh melebihi wajarnya, jadi tidak dibuka. "
        "Minta pendamping mengirim ulang."
    )


class MalformedPackageError(PackageError):
    """Sealed correctly, but what it says does not follow the rules."""

    text = (
        "Isi berkas ini tidak sesuai aturan, jadi tidak digabung. Minta pendamping memperbarui "
        "programnya lalu mengirim ulang."
    )


class ForeignAttachmentError(PackageError):
    """Carries a file that is neither photo nor scan: a program, a page, a database."""

    text = (
        "Berkas ini membawa lampiran yang bukan foto atau PDF, jadi tidak digabung. Tanyakan "
        "kepada pendamping dari mana lampiran itu."
    )


class SamplePackageError(PackageError):
    """Made of sample data; a real office keeps it out."""

    text = (
        "Berkas ini berisi data contoh untuk belajar, jadi tidak digabung ke data kantor. "
        "Pilih kiriman yang sebenarnya."
    )


class DamagedArchiveError(PackageError):
    """A .zip that is cut short, changed, or of a kind that is not opened."""

    text = (
        "Berkas zip ini rusak atau tidak dikenal. Minta pendamping mengirim berkas .kube tanpa zip."
    )


class LockedArchiveError(PackageError):
    """A .zip with a password."""

    text = (
        "Berkas zip ini dikunci dengan kata sandi. Minta pendamping mengirim berkas .kube tanpa "
        "zip; isinya sudah disandikan."
    )


class CrowdedArchiveError(PackageError):
    """A .zip with more in it than anybody sends."""

    text = (
        "Isi berkas zip ini terlalu banyak, jadi tidak dibuka. Keluarkan berkas .kube dari zip itu "
        "lebih dulu, lalu pilih foldernya."
    )


class EmptyArchiveError(PackageError):
    """A .zip without a package; a .zip inside a .zip is not looked into."""

    text = (
        "Tidak ada berkas .kube di dalam zip ini. Zip di dalam zip tidak dibuka; keluarkan isinya "
        "lebih dulu."
    )


class UnusableCopyError(PackageError):
    """A database file that is not exactly a copy this program writes."""

    text = (
        "Berkas ini bukan salinan basis data yang dibuat perintah “salin” program ini, atau sudah "
        "diubah program lain. Minta pendamping membuat salinan baru, atau kirim berkas .kube."
    )


class DamagedCopyError(PackageError):
    """A copy with damaged pages or values."""

    text = "Salinan basis data ini rusak. Minta pendamping membuat salinan baru."


class LockedCopyError(PackageError):
    """A copy whose password is missing or wrong."""

    text = (
        "Salinan basis data ini dikunci. Tanyakan enam kata sandinya kepada pendamping, lalu tulis "
        "sesudah --kata-sandi."
    )


class EndlessCopyError(PackageError):
    """A copy that is larger, or takes longer, than any laptop's data."""

    text = (
        "Salinan basis data ini terlalu besar atau terlalu lama dibaca, jadi dihentikan. Minta "
        "pendamping mengirim berkas .kube."
    )


class ForeignCopyError(PackageError):
    """A copy that speaks for a laptop other than the one it names, or for this very computer."""

    text = (
        "Salinan ini memuat perubahan milik komputer ini atau laptop lain, jadi tidak digabung. "
        "Tanyakan kepada pendamping dari laptop mana salinan ini."
    )


class KeyTextError(PackageError):
    """A typed or pasted key that cannot be right."""

    text = "Kunci ini tidak lengkap atau salah ketik. Salin ulang seluruhnya."


class CancelledError(PackageError):
    """The person stopped it."""

    text = "Dihentikan. Tidak ada berkas yang dibuat dan tidak ada data yang berubah."


class UnreadableFileError(EnvironmentProblem):
    """The file is gone or its medium does not answer."""

    def __init__(self) -> None:
        super().__init__(
            "Berkas tidak dapat dibaca. Bila berkasnya di flashdisk, pasang lagi flashdisknya."
        )


class TargetFullError(EnvironmentProblem):
    """No room where the file should go; what was there before is untouched.

    Attributes:
        needed: Bytes the file needs.
        free: Bytes that are free there.

    """

    def __init__(self, needed: int, free: int) -> None:
        super().__init__(
            f"Tempat ini penuh: perlu {megabytes(needed)}, sisa {megabytes(free)}. "
            "Pilih tempat lain. Data Anda tetap aman di laptop."
        )
        self.needed = needed
        self.free = free


class TargetGoneError(EnvironmentProblem):
    """The flash disk was pulled out."""

    def __init__(self) -> None:
        super().__init__("Flashdisk dicabut sebelum selesai. Berkas belum jadi.")


class TargetForbiddenError(EnvironmentProblem):
    """The place cannot be written to."""

    def __init__(self) -> None:
        super().__init__(
            "Tempat ini tidak dapat ditulisi. Buka kunci flashdisknya, atau pilih tempat lain."
        )


class OccupiedTargetError(DomainError):
    """Something that is no package has the name already; it is never replaced."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} sudah ada dan bukan berkas kiriman, jadi tidak ditimpa. Pilih nama lain."
        )


class TargetNameError(EnvironmentProblem):
    """The file system takes no name that long."""

    def __init__(self) -> None:
        super().__init__("Nama berkas atau foldernya terlalu panjang. Pilih nama yang pendek.")


class WorkspaceFullError(EnvironmentProblem):
    """No room on this computer for the copies that are merged."""

    def __init__(self) -> None:
        super().__init__(
            "Ruang sementara di komputer ini penuh, jadi berkas belum dapat disalin. Kosongkan "
            "ruang di komputer, lalu coba lagi. Berkasnya tetap utuh di tempatnya."
        )


class UnfaithfulTargetError(EnvironmentProblem):
    """What was read back is not what was written."""

    def __init__(self) -> None:
        super().__init__(
            "Berkas yang tersimpan tidak sama dengan yang ditulis; flashdisk ini mungkin rusak. "
            "Pakai flashdisk lain."
        )


def megabytes(size: int) -> str:
    """Return a size as people read it: `1,8 MB`."""
    return f"{max(size, 0) / 1_000_000:.1f} MB".replace(".", ",")

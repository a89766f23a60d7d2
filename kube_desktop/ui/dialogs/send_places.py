"""Where a file for the office can be put: flash disks first."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from kube_desktop.paths import documents_dir


@dataclass(frozen=True, slots=True)
class Place:
    """A place a file can be written to."""

    folder: Path
    title: str
    hint: str
    icon: str


def send_places() -> list[Place]:
    """Return flash disks first, then the folder for WhatsApp and e-mail."""
    home = Path(documents_dir()) / "Kiriman"
    places = [
        Place(Path(one.rootPath()), one.displayName(), _free(one), "usb")
        for one in QStorageInfo.mountedVolumes()
        if _is_flash_disk(one)
    ]
    return [*places, Place(home, "Folder di laptop ini", str(home), "hard-drive")]


def _is_flash_disk(volume: QStorageInfo) -> bool:
    if not (volume.isValid() and volume.isReady()) or volume.isReadOnly() or volume.isRoot():
        return False
    root = volume.rootPath()
    return root.startswith(("/media/", "/run/media/", "/mnt/")) or (
        len(root) == 3 and root[1] == ":" and root[0] not in "CD"
    )


def _free(volume: QStorageInfo) -> str:
    return f"kosong {volume.bytesAvailable() / 1e9:.1f} GB".replace(".", ",") + " · disarankan"

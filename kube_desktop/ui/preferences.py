"""What the person likes on this laptop: window, text size, look, last places."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QSettings

from kube_desktop.ui.theme import TEXT_SIZES, Mode

_WINDOW: Final = "window/{screen}"
_SPLITTER: Final = "splitter/{name}"
_PAPER: Final = "paper/{printer}"
_OFFSETS: Final = "offsets/{printer}"


class Preferences:
    """Typed access to one settings file; nothing in it is needed to get at the data."""

    def __init__(self, file: Path) -> None:
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def mode(self) -> Mode:
        """Light, dark, or as the system."""
        stored = self._text("look/mode", Mode.LIGHT)
        return Mode(stored) if stored in set(Mode) else Mode.LIGHT

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self._settings.setValue("look/mode", str(mode))

    @property
    def text_scale(self) -> float:
        """One of the text sizes."""
        stored = self._text("look/text_scale", "1.0")
        return next((size for size in TEXT_SIZES if f"{size:g}" == stored), TEXT_SIZES[0])

    @text_scale.setter
    def text_scale(self, scale: float) -> None:
        self._settings.setValue("look/text_scale", f"{scale:g}")

    @property
    def last_folder(self) -> Path | None:
        """Where a file was last opened or saved."""
        stored = self._text("files/last_folder", "")
        return Path(stored) if stored else None

    @last_folder.setter
    def last_folder(self, folder: Path) -> None:
        self._settings.setValue("files/last_folder", str(folder))

    @property
    def last_printer(self) -> str:
        """The printer that was last used."""
        return self._text("print/printer", "")

    @last_printer.setter
    def last_printer(self, printer: str) -> None:
        self._settings.setValue("print/printer", printer)

    def window_geometry(self, screen: str) -> QByteArray | None:
        """Return size and place of the window on a screen, as saved."""
        return self._bytes(_WINDOW.format(screen=_key(screen)))

    def set_window_geometry(self, screen: str, geometry: QByteArray) -> None:
        """Remember size and place of the window on a screen."""
        self._settings.setValue(_WINDOW.format(screen=_key(screen)), geometry)

    def splitter(self, name: str) -> QByteArray | None:
        """Return where a divider was."""
        return self._bytes(_SPLITTER.format(name=_key(name)))

    def set_splitter(self, name: str, state: QByteArray) -> None:
        """Remember where a divider is."""
        self._settings.setValue(_SPLITTER.format(name=_key(name)), state)

    def forget_splitters(self) -> None:
        """Let all dividers go back to their places."""
        self._settings.remove("splitter")

    def paper(self, printer: str) -> str | None:
        """Return the paper last used in a printer."""
        return self._text(_PAPER.format(printer=_key(printer)), "") or None

    def set_paper(self, printer: str, paper: str) -> None:
        """Remember the paper of a printer."""
        self._settings.setValue(_PAPER.format(printer=_key(printer)), paper)

    @property
    def extra_papers(self) -> frozenset[str]:
        """The papers that were last printed along with a BAST."""
        return frozenset(self._text("print/extras", "").split())

    @extra_papers.setter
    def extra_papers(self, papers: frozenset[str]) -> None:
        self._settings.setValue("print/extras", " ".join(sorted(papers)))

    def print_offset(self, printer: str) -> tuple[float, float]:
        """Return by how many millimetres prints must be moved right and down."""
        stored = self._text(_OFFSETS.format(printer=_key(printer)), "0;0").split(";")
        try:
            return float(stored[0]), float(stored[1])
        except (ValueError, IndexError):
            return 0.0, 0.0

    def set_print_offset(self, printer: str, right: float, down: float) -> None:
        """Remember by how much a printer is off."""
        self._settings.setValue(_OFFSETS.format(printer=_key(printer)), f"{right:g};{down:g}")

    def was_hint_seen(self, name: str) -> bool:
        """Tell whether a first-time remark was dismissed."""
        return self._text(f"hints/{_key(name)}", "") == "1"

    def set_hint_seen(self, name: str) -> None:
        """Do not show a first-time remark again."""
        self._settings.setValue(f"hints/{_key(name)}", "1")

    def save(self) -> None:
        """Write everything to the file now."""
        self._settings.sync()

    def _text(self, key: str, default: str) -> str:
        stored = self._settings.value(key, default)
        return stored if isinstance(stored, str) else default

    def _bytes(self, key: str) -> QByteArray | None:
        stored = self._settings.value(key)
        return stored if isinstance(stored, QByteArray) else None


def _key(name: str) -> str:
    # A slash would open another group in the file.
    return name.replace("/", "_").replace("\\", "_") or "-"

"""Start the program: `python -m kube_desktop`, with a window, or with a command without one."""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from kube_desktop import __version__, paths

_WINDOW_OPTION = "--data-dir"


def main(words: Sequence[str]) -> int:
    """Open the window, or carry out a command; return the exit code.

    Each branch imports what it needs: a command starts without Qt, the window without the rest.
    """
    if words[:1] in (["--versi"], ["--version"]):
        print(f"KUBE Desktop {__version__}")  # noqa: T201  the answer to the question
        return 0
    if words[:1] == ["demo"]:
        from kube_desktop.demonstration import run_demo  # noqa: PLC0415

        return run_demo(words)
    is_window = not words or (words[0] == _WINDOW_OPTION and len(words) == 2)
    if not is_window:
        from kube_desktop.commands.running import run  # noqa: PLC0415

        return run(words)
    if words and not words[1].strip():  # to the system that would mean the present folder
        print(  # noqa: T201  nothing is opened, so there is no window to say it in
            "Nama folder data kosong. Tulis foldernya sesudah --data-dir.", file=sys.stderr
        )
        return 2
    if not has_display():
        print(  # noqa: T201  there is no window to say it in
            "Tidak ada layar, jadi jendela tidak dapat dibuka. Perintah tanpa jendela: "
            "./kube run bantuan",
            file=sys.stderr,
        )
        return 3
    folder = Path(words[1]) if words else paths.default_data_dir()
    code: int = import_window().show_window(paths.DataPaths(folder))
    return code


def import_window() -> ModuleType:
    """Import the window and return its module, `app`.

    Looking for garbage meanwhile would take a tenth of the time and find none.
    """
    gc.disable()
    try:
        from kube_desktop import app  # noqa: PLC0415
    finally:
        gc.enable()
    return app


def has_display() -> bool:
    """Tell whether a window can be shown here."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

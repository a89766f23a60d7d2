"""Print the Debian packages whose libraries Qt needs and this machine lacks, nothing when all load.

The wheels of Qt bring Qt itself but none of the libraries below it. Asking the loader for each is
quicker and surer than asking the package manager what is installed.
"""

import ctypes
import os
import sys

PACKAGES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libcups.so.2": "libcups2",
}

# Debian 13 and Ubuntu 24.04 renamed these for the 64-bit clock; both came with glibc 2.39 or later.
RENAMED = {"libglib2.0-0": "libglib2.0-0t64", "libcups2": "libcups2t64"}
RENAMED_SINCE = (2, 39)


def loads(library: str) -> bool:
    """Tell whether the system's loader finds this library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def glibc() -> tuple[int, ...]:
    """Return the version of the C library, which tells the generation of the distribution."""
    words = (os.confstr("CS_GNU_LIBC_VERSION") or "glibc 0").split()
    return tuple(int(part) for part in words[-1].split(".")[:2])


def missing() -> list[str]:
    """Return the packages to install, by the names this distribution uses."""
    if sys.platform != "linux":
        return []
    wanted = [package for library, package in PACKAGES.items() if not loads(library)]
    if wanted and glibc() >= RENAMED_SINCE:
        return [RENAMED.get(package, package) for package in wanted]
    return wanted


if __name__ == "__main__":
    print(" ".join(missing()))

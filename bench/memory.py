"""How much memory this process has."""

from pathlib import Path

_ROLLUP = Path("/proc/self/smaps_rollup")


def resident_mb() -> float:
    """Return all memory in use, shared libraries included; 0 where the system does not tell."""
    return _field("Rss")


def private_mb() -> float:
    """Return the memory that is this process's own; 0 where the system does not tell."""
    return _field("Anonymous")


def _field(name: str) -> float:
    if not _ROLLUP.exists():
        return 0.0
    for line in _ROLLUP.read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    return 0.0


def peak_mb() -> float:
    """Return the most memory this process ever had; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    found = [line for line in status.read_text(encoding="ascii").splitlines() if "VmHWM" in line]
    return int(found[0].split()[1]) / 1024 if found else 0.0

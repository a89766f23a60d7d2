"""`./kube demo`: the main job end to end, then the window, or pictures where there is no screen."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from kube_desktop.commands.answering import answering
from kube_desktop.commands.demo import Demo, make_demo
from kube_desktop.commands.output import Answer
from kube_desktop.commands.parsing import parse


def run_demo(words: Sequence[str]) -> int:
    """Make the demonstration, say what was made and where, and show it."""
    answer = Answer(as_json=False)
    return answering(answer, "demo", lambda: _carry_out(words, answer))


def _carry_out(words: Sequence[str], answer: Answer) -> int:
    parsed = parse(words)
    demo = make_demo(parsed.ke)
    has_screen = sys.platform != "linux" or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if parsed.tanpa_jendela or not has_screen:
        pictures = _take_pictures(demo)
        lines = [
            *demo.lines,
            f"  Tidak ada layar: {len(pictures)} gambar layar utama disimpan",
            f"      {demo.root / 'gambar'}",
        ]
        return answer.success(lines, {})
    answer.success([*demo.lines, "Jendela dibuka pada data laptop contoh."], {})
    from kube_desktop.app import show_window  # noqa: PLC0415  Qt only where there is a screen

    return show_window(demo.laptop)


def _take_pictures(demo: Demo) -> list[Path]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from kube_desktop.pictures import take_pictures  # noqa: PLC0415  Qt, chosen just above

    return take_pictures(demo.laptop, demo.office, demo.sent.path, demo.root / "gambar")

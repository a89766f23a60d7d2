"""Cut the static Inter fonts for the screens out of the variable font of the Inter project.

Usage: python scripts/make_fonts.py InterVariable.ttf resources/fonts

The variable font (4.1) comes from Debian's package fonts-inter-variable. Needs fontTools, which
is not among the locked wheels because these files are committed. Only letters and signs that our
screens can show are kept, arrows and tabular figures among them; hints and names stay.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

STYLES = {"Regular": 400, "SemiBold": 600, "Bold": 700}
RANGES = (
    (0x0020, 0x007E),
    (0x00A0, 0x017F),
    (0x2002, 0x200A),
    (0x2010, 0x2027),
    (0x202F, 0x203A),
    (0x2070, 0x208E),
    (0x2190, 0x2199),
)
SINGLE = "ƒˆˇ˘˙˚˛˜˝⁄€№™−≈≠≤≥∞√●○■□▲▼▶◀◆✓✗↩↵⇧"
FEATURES = [
    "calt", "case", "ccmp", "frac", "kern", "locl", "mark", "mkmk", "sups", "tnum", "zero",
]  # fmt: skip


def rename(font: TTFont, style: str) -> None:
    """Call the family plainly Inter, so that Qt finds every weight under one name."""
    linked = style in {"Regular", "Bold"}
    full = "Inter" if style == "Regular" else f"Inter {style}"
    names = {
        1: "Inter" if linked else full,
        2: style if linked else "Regular",
        3: f"Inter-{style}-kube",
        4: full,
        6: f"Inter-{style}",
        16: None if linked else "Inter",
        17: None if linked else style,
        25: None,
    }
    table = font["name"]
    for name_id, text in names.items():
        table.removeNames(nameID=name_id)
        if text:
            table.setName(text, name_id, 3, 1, 0x409)


def make(variable: Path, folder: Path) -> None:
    """Write one static font per style."""
    wanted = {code for first, last in RANGES for code in range(first, last + 1)}
    wanted |= {ord(sign) for sign in SINGLE}
    options = subset.Options(layout_features=FEATURES, notdef_outline=True, name_IDs=["*"])
    for style, weight in STYLES.items():
        source = TTFont(variable, recalcTimestamp=False)
        font = instancer.instantiateVariableFont(
            source, {"wght": weight, "opsz": 14}, updateFontNames=True
        )
        rename(font, style)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=wanted)
        cutter.subset(font)
        font.save(folder / f"Inter-{style}.ttf")


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))

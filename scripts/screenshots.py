"""Take the pictures of the user's guide from the real window on sample data.

Run: .venv/bin/python scripts/screenshots.py [FOLDER] [--gelap] [--ukuran LEBARxTINGGI]
With QT_SCALE_FACTOR=1.25 or 1.5 the pictures show Windows scales; give the logical size then.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Folders shown in the pictures are those of the sample person.
os.environ["HOME"] = str(Path(os.sep) / "home" / "rina")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kube_desktop.commands.demo import make_demo
from kube_desktop.pictures import SIZE, take_pictures
from kube_desktop.ui.theme import Mode


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs/panduan/gambar")
    parser.add_argument("--gelap", action="store_true")
    parser.add_argument("--ukuran", default=f"{SIZE[0]}x{SIZE[1]}")
    arguments = parser.parse_args()
    width, height = (int(part) for part in arguments.ukuran.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        demo = make_demo(Path(folder) / "demo")
        for picture in take_pictures(
            demo.laptop,
            demo.office,
            demo.sent.path,
            arguments.folder,
            mode=Mode.DARK if arguments.gelap else Mode.LIGHT,
            size=(width, height),
        ):
            print(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())

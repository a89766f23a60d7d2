"""`./kube demo` without a screen: what it says it made is there, and is what it says."""

import re
from pathlib import Path

import pytest
from command_line import checked, kube
from PySide6.QtGui import QImage

SIZE = (1366, 689)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demonstration, made once."""
    root = tmp_path_factory.mktemp("demo") / "demo"
    said = kube("demo", "--ke", root, "--tanpa-jendela")
    assert said.code == 0, said.text
    return root, said.out


def test_everything_that_is_listed_exists(demo):
    root, text = demo
    listed = [Path(line.strip()) for line in text.splitlines() if line.strip().startswith("/")]
    assert len(listed) == 5
    assert all(path.exists() for path in listed)
    assert all(path.is_relative_to(root) for path in listed)


def test_papers_are_there_on_both_sheets(demo):
    root, _ = demo
    for size in ("A4", "F4"):
        names = {path.name.split("_")[0] for path in (root / "cetak" / size).glob("*.pdf")}
        assert names == {"BAST", "Tanda-terima", "Kuitansi", "Kunjungan"}
        assert all(path.stem.endswith(size) for path in (root / "cetak" / size).glob("*.pdf"))


def test_the_office_is_whole_and_has_what_the_laptop_has(demo):
    root, text = demo
    laptop, office = checked(root / "laptop"), checked(root / "kantor")
    assert office["jumlah"]["kelompok"] == laptop["jumlah"]["kelompok"] == 80
    assert office["fingerprint"] in text
    assert office["perbedaan"] == 0


def test_the_summary_is_in_plain_words_with_a_check_code(demo):
    _, text = demo
    assert text.startswith("Selesai. Semua orang di dalamnya rekaan.")
    assert re.search(r"kode periksa \S{4}–\S{4}", text)
    assert "0 hilang" in text


def test_pictures_of_the_main_screens_show_something(demo):
    root, _ = demo
    pictures = sorted((root / "gambar").glob("*.png"))
    names = {path.stem for path in pictures}
    assert {"beranda", "kelompok", "anggota", "bantuan", "pendampingan", "kantor-gabung"} <= names
    for path in pictures:
        image = QImage(str(path))
        assert (image.width(), image.height()) == SIZE
        colours = {image.pixel(x, y) for x in range(0, SIZE[0], 11) for y in range(0, SIZE[1], 7)}
        assert len(colours) > 30, path.name


def test_a_second_demonstration_stands_beside_the_first(demo, tmp_path):
    root, _ = demo
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "milik-orang.txt").write_text("isi")
    from kube_desktop.commands.demo import _fresh

    assert _fresh(tmp_path / "demo").name == "demo-2"
    assert (tmp_path / "demo" / "milik-orang.txt").read_text() == "isi"
    assert _fresh(root).name == "demo-2"

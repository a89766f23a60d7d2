"""Pengaturan kantor: the office types everything, a laptop takes the pack."""

import pytest
from page_bench import copied_session, finish
from page_bench import session_over as session_of
from pages import nameless, press, too_small
from pages import texts as texts_of
from PySide6.QtWidgets import QFileDialog

from kube_desktop.domain.aid import Scheme
from kube_desktop.domain.settings import SettingKey
from kube_desktop.paths import DataPaths
from kube_desktop.services.beginning import begin_office
from kube_desktop.ui.settings.window import PACK, SettingsPanel

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f"
    b"\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def office(office_root, tmp_path, look):
    with copied_session(office_root, tmp_path, look) as session:
        yield session


@pytest.fixture
def laptop(sample_root, tmp_path, look):
    folder = tmp_path / "laptop"
    folder.mkdir()
    with copied_session(sample_root, folder, look) as session:
        yield session


def texts(panel):
    return "\n".join(texts_of(panel))


def opened(qtbot, session, part="officials"):
    panel = SettingsPanel(session, part)
    qtbot.addWidget(panel)
    panel.resize(960, 600)
    panel.show()
    return panel


def saved(qtbot, session, part):
    """Press the button that stores, and wait until the part says so."""
    part.save_button.click()
    finish(qtbot, session)
    qtbot.waitUntil(part.message.isVisible)


def test_every_section_opens_and_everything_in_it_has_a_name(office, qtbot):
    panel = opened(qtbot, office)
    for name in panel.entries:
        panel.show_part(name)
        assert [one for one in panel.parts if panel.parts[one].isVisible()] == [name]
        assert nameless(panel) == []
        assert too_small(panel) == []


def test_rules_typed_in_the_window_hold(office, qtbot):
    panel = opened(qtbot, office, "recitals")
    part = panel.parts["recitals"]
    part.form.fill({"KUBE": "UU 13/2011\n\nPergub 1/2026", "UEP": "UU 8/2016"})
    saved(qtbot, office, part)
    panel.show_part("ceilings")
    part = panel.parts["ceilings"]
    part.form.fill({"year": 2027, "KUBE": 25_000_000, "UEP": 6_000_000})
    saved(qtbot, office, part)
    assert "1 Jan 2027 · Batas bantuan: KUBE Rp25.000.000, UEP Rp6.000.000" in texts(panel)
    press(part, "Batalkan: 1 Jan 2027 · Batas bantuan: KUBE Rp25.000.000, UEP Rp6.000.000")
    finish(qtbot, office)
    assert len(office.lists.settings.history(SettingKey.CEILINGS)) == 1
    panel.show_part("targets")
    part = panel.parts["targets"]
    part.choice.fill({"year": 2027})
    part.fill_usual()
    assert "Jumlah 2027: 200 dari 200 setahun" in texts(panel)
    saved(qtbot, office, part)
    rules = office.lists.office.rules()
    assert rules.recitals_of(Scheme.GROUP) == ("UU 13/2011", "Pergub 1/2026")
    assert sum(office.lists.settings.targets(2027, "KUBE").values()) == 200


def test_what_cannot_be_used_is_said_at_its_field(office, qtbot):
    panel = opened(qtbot, office, "numbers")
    part = panel.parts["numbers"]
    assert "BAST: BAST/001/KUBE-KUKAR/XI/2026" in texts(panel)
    part.form.fill({"bast": "BAST/{tahun}", "verifikasi": "{urut}/{tahun}"})
    part.form.edited.emit()
    assert "pola belum benar" in texts(panel)
    part.save_button.click()
    qtbot.waitUntil(lambda: "tepat satu kali" in texts(panel))
    part.form.fill({"bast": "B/{urut}/{tahun}"})
    saved(qtbot, office, part)
    assert office.lists.office.rules().patterns == {"verifikasi": "{urut}/{tahun}"}


def test_the_next_version_of_the_instrument_is_typed_in_a_table(office, qtbot):
    panel = opened(qtbot, office, "instruments")
    part = panel.parts["instruments"]
    part.table.item(0, 2).setText("10")
    assert "Jumlah bobot 105 dari 100" in texts(panel)
    part.save_button.click()
    qtbot.waitUntil(lambda: "Jumlah bobot harus 100; sekarang 105" in texts(panel))
    part.table.item(1, 2).setText("0")
    part.table.setCurrentCell(1, 0)
    part.remove_row()
    part.table.setCurrentCell(0, 0)
    part.add_row()
    assert part.table.item(1, 0).text() == "A2"
    part.remove_button.click()
    saved(qtbot, office, part)
    made = office.lists.settings.instrument("kaltim-v2")
    assert [one.code for one in made.indicators][:3] == ["A1", "A3", "A4"]


def test_a_package_and_a_logo(office, qtbot, tmp_path, monkeypatch):
    panel = opened(qtbot, office, "packages")
    part = panel.parts["packages"]
    before = office.lists.office.packages()
    part._edit(before[0])  # as its card does
    part.form.fill({"name": "Paket baru"})
    saved(qtbot, office, part)
    assert "Paket baru" in {one.name for one in office.lists.office.packages()}
    picture = tmp_path / "logo.png"
    picture.write_bytes(PNG)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(picture), ""))
    panel.show_part("letterhead")
    press(panel, "Pilih gambar logo…")
    finish(qtbot, office)
    assert office.lists.office.logo() == PNG
    press(panel, "Tanpa logo")
    finish(qtbot, office)
    assert office.lists.office.logo() is None


def test_a_pack_goes_from_window_to_window(office, laptop, qtbot, tmp_path, monkeypatch):
    maker = opened(qtbot, office, PACK)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    press(maker, "Buat paket pengaturan…")
    finish(qtbot, office)
    (path,) = tmp_path.glob("*.kube-pengaturan")
    assert "Enam kata kantor" in texts(maker)
    user = opened(qtbot, laptop, PACK)
    assert list(user.entries) == ["officials", "letterhead", PACK]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    press(user, "Pilih berkas paket…")
    finish(qtbot, laptop)
    part = user.parts[PACK]
    assert part.use_button.isEnabled()  # the sample laptop knows the sample office
    press(user, "Pakai paket ini")
    finish(qtbot, laptop)
    assert "paket nomor 1 dari" in texts(user)
    user.show_part("letterhead")
    assert "Hanya diubah di kantor provinsi" in texts(user)
    assert not user.parts["letterhead"].save_button.isVisible()


def test_a_bad_pack_is_explained_in_the_window(laptop, qtbot, tmp_path):
    begin_office(DataPaths(tmp_path / "kantor"))
    with session_of(tmp_path / "kantor", laptop.theme) as other:
        path = other.services().packing.make(tmp_path).path
    user = opened(qtbot, laptop, PACK)
    part = user.parts[PACK]
    for content in (path.read_bytes(), b"", b"x" * 50):
        path.write_bytes(content)
        part.message.hide()
        part.look(path)
        finish(qtbot, laptop)
        assert part.message.isVisible()
        assert not part.card.isVisible()

"""Kirim data in its overlay, over a sample laptop."""

import pytest
from page_bench import copied_session
from PIL import Image

from kube_desktop.paths import DataPaths
from kube_desktop.services.sample.making import make_sample_laptop
from kube_desktop.ui.dialogs.sending import Place, SendingPanel
from kube_desktop.ui.widgets.text import Text


@pytest.fixture(scope="module")
def sample_root(tmp_path_factory):
    paths = DataPaths(tmp_path_factory.mktemp("sample") / "data")
    make_sample_laptop(paths)
    return paths.root


@pytest.fixture
def session(sample_root, tmp_path, look):
    with copied_session(sample_root, tmp_path, look) as session:
        yield session


def words_after_sending(session, qtbot, folder):
    preview = session.services().sending.preview()
    panel = SendingPanel(session, preview, [Place(folder, "Flashdisk", "", "usb")])
    qtbot.addWidget(panel)
    panel.show()
    panel.make()
    qtbot.waitUntil(lambda: hasattr(panel, "done_button"), timeout=30_000)
    return " ".join(one.text() for one in panel.findChildren(Text) if one.isVisibleTo(panel))


@pytest.mark.parametrize("is_damaged", [False, True])
def test_the_person_is_told_when_a_photo_stayed_behind(session, qtbot, tmp_path, is_damaged):
    photo = tmp_path / "foto.png"
    Image.new("RGB", (40, 40), "teal").save(photo)
    group = session.lists.groups.choices("", 1)[0]
    services = session.services()
    services.attachments.add("groups", group.id, photo)
    if is_damaged:
        (kept,) = services.workplace.paths.attachments.iterdir()
        kept.write_bytes(b"damaged")
    words = words_after_sending(session, qtbot, tmp_path)
    assert "sudah jadi dan sudah diperiksa" in words
    assert ("1 foto atau scan tidak ikut" in words) is is_damaged

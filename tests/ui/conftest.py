from pathlib import Path

import pytest

from kube_desktop.ui.i18n import speak_indonesian
from kube_desktop.ui.theme import Mode, Theme

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(scope="session")
def dressed(qapp, tmp_path_factory):
    speak_indonesian(qapp)
    return Theme(qapp, RESOURCES, tmp_path_factory.mktemp("cache"))


@pytest.fixture(autouse=True)
def look(dressed):
    yield dressed
    dressed.set_mode(Mode.LIGHT)
    dressed.set_scale(1.0)


@pytest.fixture(params=[Mode.LIGHT, Mode.DARK], ids=str)
def both_looks(request, look):
    look.set_mode(request.param)
    return look


def pytest_collection_modifyitems(items):
    # Without a window system nothing can be raised or grab the keyboard; Qt says so each time.
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))

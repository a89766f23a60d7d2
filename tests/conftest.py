import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QLocale


@pytest.fixture(autouse=True)
def indonesian():
    QLocale.setDefault(QLocale("id_ID"))

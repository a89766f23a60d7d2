import pytest
from paper_kinds import FONTS, KINDS

from kube_desktop.documents.page import Paper
from kube_desktop.documents.style import register_fonts


@pytest.fixture(scope="session", autouse=True)
def _fonts():
    register_fonts(FONTS)


@pytest.fixture(params=list(Paper), ids=lambda paper: paper.name)
def paper(request):
    return request.param


@pytest.fixture(params=KINDS)
def kind(request):
    """Render function and builder of each paper in turn."""
    return KINDS[request.param]

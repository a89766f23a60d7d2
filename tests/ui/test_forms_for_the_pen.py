"""Blank forms ask what the screen asks, in its order and in its words."""

import pypdfium2
import pytest
from builders import TODAY, a_recorded_team, a_visit
from pages import session_over

from kube_desktop.domain.papers import PaperKind, PaperSize
from kube_desktop.ui.forms.layout import Row
from kube_desktop.ui.members.fields import member_fields, member_rows
from kube_desktop.ui.mentoring.form import VisitForm


@pytest.fixture
def session(data_paths, clock, look):
    with session_over(data_paths, clock) as session:
        yield session


def names_of(rows):
    """The names of fields in reading order."""
    for one in rows:
        if isinstance(one, Row):
            yield from (item for item in one.items if isinstance(item, str))
        else:
            yield from names_of(one.rows)


def words_of(session, kind, group_id):
    paper = session.services().printing.make(kind, group_id, PaperSize.A4)
    document = pypdfium2.PdfDocument(paper.pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


def missing_in_order(labels, words):
    """The labels that do not stand after the one before."""
    missing, start = [], 0
    for label in labels:
        found = words.find(label, start)
        if found < 0:
            missing.append(label)
        start = max(start, found + len(label))
    return missing


def test_forms_for_the_pen_follow_the_screen(qtbot, session):
    services = session.services()
    team = a_recorded_team(services)
    services.mentoring.record(
        a_visit(group_id=team.group_id, follow_up="Menyetor ke koperasi", present=frozenset())
    )
    screen = VisitForm(lambda: TODAY)
    qtbot.addWidget(screen)
    asked = {one.name: one.label for one in screen._describe(lambda: TODAY)}
    order = [asked[name] for name in names_of(screen._arrange())]
    words = words_of(session, PaperKind.VISIT_FORM, team.group_id)
    assert missing_in_order(["Menyetor ke koperasi", *order], words) == []

    asked = {one.name: one.label for one in member_fields(session.lists, lambda: TODAY)}
    order = [asked[name] for name in names_of(member_rows(with_role=True))]
    words = words_of(session, PaperKind.MEMBER_FORM, team.group_id)
    assert missing_in_order(order, words) == []
    assert len(order) > 20

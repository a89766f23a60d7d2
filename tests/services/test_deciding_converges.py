"""Two offices decide in any order and exchange files: they agree, and no value is ever lost."""

import os
from contextlib import ExitStack, suppress
from datetime import date

import pytest
from desk_world import arrive, desk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workplaces import Slate

from kube_desktop.domain.differences import Answer, Choice, DeskFilter, Ruling
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.findings import FindingKind
from kube_desktop.services.differences.desk import DifferencesService

WANTED = DeskFilter(
    kinds=frozenset({FindingKind.FIELDS, FindingKind.DELETED, FindingKind.LIKELY_SAME})
)
EXAMPLES = int(os.environ.get("KUBE_EXAMPLES", "6"))


@pytest.fixture(scope="module")
def offices(made_folder, tmp_path_factory):
    """Two offices that merged the same three laptops, and what each looked like then."""
    place = tmp_path_factory.mktemp("sepakat")
    with ExitStack() as stack:

        def enter(source, name, day):
            return stack.enter_context(
                desk(source, place / name, name, date(2026, 1, day), is_office=True)
            )

        first = enter(made_folder.root, "Dedi", 1)
        group = first.group()
        siti = first.person("Siti Rahmah", 1, group, "ketua")
        budi = first.person("Budi", 2, group)
        laptops = [enter(place / "Dedi", name, 5) for name in ("Rina", "Ani", "Sari")]
        for number, one in enumerate(laptops):
            one.change("people", siti, phone=f"+6281200001{number:03d}", address=f"RT 0{number}")
            one.change("groups", group, note=f"Catatan {number}", bank_name=f"Bank {number}")
        laptops[0].change("people", budi, deleted=1)
        laptops[1].change("people", budi, nickname="Bud")
        laptops[2].person("Sity Rahmah", 3, group, born_on=date(1985, 6, 5), phone="+6281200001002")
        arrive(first, *laptops)
        second = enter(place / "Dedi", "Wayan", 9)
        arrive(first, second)
        pair = (first, second)
        slates = [Slate(one.services) for one in pair]
        yield pair, slates
        for one in slates:
            one.close()


def _items(desk_of):
    return desk_of.items(WANTED)


def _decide(office, desk_of, which, side, made):
    items = _items(desk_of)
    if not items:
        return
    item = items[which % len(items)]
    card = desk_of.open(item.id)
    if item.kind is FindingKind.LIKELY_SAME:
        ruling = Ruling(answer=Answer.SAME if side else Answer.DIFFERENT, party=side % 2)
    else:
        fields = card.fields[which % len(card.fields) :]
        ruling = Ruling(
            choices=tuple(
                Choice(column=one.column, side=one.sides[side % len(one.sides)].number)
                for one in fields
            )
        )
    before = office.shown()
    made.append((desk_of.decide(item.id, ruling, card.stamp), before))


def _undo(office, desk_of, made):
    """Take the latest decision back: everything shows again what it showed before it."""
    decision, before = made.pop()
    desk_of.undo(decision.id)
    assert office.shown() == before


def _said(office):
    return set(
        office.database.reader.rows(
            "SELECT tbl, row_id, op, col, value, patch FROM sync_change WHERE tbl <> 'verdicts'"
        )
    )


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 1), st.integers(0, 5), st.integers(0, 2), st.booleans()),
        min_size=1, max_size=5,
    )
)  # fmt: skip
def test_offices_that_decide_and_exchange_agree_and_lose_nothing(offices, steps):
    pair, slates = offices
    for slate in slates:
        slate.wipe()
    desks = [DifferencesService(one.services.workplace) for one in pair]
    said = _said(pair[0])
    made = ([], [])
    for number, which, side, takes_back in steps:
        if takes_back and made[number]:
            _undo(pair[number], desks[number], made[number])
        else:
            _decide(pair[number], desks[number], which, side, made[number])
    arrive(pair[0], pair[1])
    arrive(pair[1], pair[0])
    assert pair[0].shown() == pair[1].shown()
    desks = [DifferencesService(one.services.workplace) for one in pair]
    open_ones = [[(one.id, one.about) for one in _items(desk_of)] for desk_of in desks]
    assert open_ones[0] == open_ones[1]
    decided = [{one.id for one in desk_of.decided()} for desk_of in desks]
    assert decided[0] == decided[1]
    for office in pair:
        assert said <= _said(office)
    for made_here in made:
        for decision, _ in made_here[-1:]:
            with suppress(DomainError):  # the other office decided otherwise meanwhile
                desks[0].undo(decision.id)
    assert said <= _said(pair[0])

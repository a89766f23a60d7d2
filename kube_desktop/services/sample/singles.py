"""Inventing UEP: people who got aid of their own, one of them in money and one noted twice."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from kube_desktop.db.types import canonical_json
from kube_desktop.domain.aid import AidForm, HandoverStatus, Scheme
from kube_desktop.domain.regions import VillagePath
from kube_desktop.services.sample import words
from kube_desktop.services.sample.changes import TableRow
from kube_desktop.services.sample.plan import Inventor, Mentor, party
from kube_desktop.services.sample.starter import DECREED_ON, SINGLE_DECREE

_CEILING: Final = 5_000_000
_AGAIN: Final = timedelta(days=1)
"""The handover that was noted twice stands in the records once more a day later."""


def single_rows(inventor: Inventor, mentor: Mentor, official: dict[str, Any]) -> Iterator[TableRow]:
    """Yield people outside the groups with their aid; the first one's handover comes twice."""
    for number, (form, goods) in enumerate(words.SINGLE_BUSINESSES):
        regency = words.REGENCY_WEIGHTS[number % len(words.REGENCY_WEIGHTS)][0]
        inventor.begin_record()
        place = inventor.village(regency)
        person = inventor.person(place)
        yield "people", person
        day = inventor.working_day()
        times = (day, day + _AGAIN) if number == 0 else (day,)
        for stage, on in enumerate(times, start=1):
            number_of_paper = inventor.bast_number(regency, on)
            yield from _handed_over(
                inventor, (person, place, goods, form), (on, stage, number_of_paper), mentor,
                official,
            )  # fmt: skip


def _handed_over(
    inventor: Inventor,
    what: tuple[dict[str, Any], VillagePath, tuple[tuple[str, int, str, int], ...], AidForm],
    when: tuple[date, int, str],
    mentor: Mentor,
    official: dict[str, Any],
) -> Iterator[TableRow]:
    person, place, goods, form = what
    day, stage, number = when
    aid_id, handover_id = inventor.new_id().bytes, inventor.new_id().bytes
    yield "aids", {
        "id": aid_id, "scheme": Scheme.SINGLE.value, "group_id": None, "person_id": person["id"],
        "budget_year": day.year, "stage": stage, "ceiling": _CEILING, "form": form.value,
        "funding_source": "APBD Provinsi", "decree_number": SINGLE_DECREE,
        "decree_on": DECREED_ON,
    }  # fmt: skip
    address = f"{person['address']}, {place.full}"
    village_head = f"{inventor.pick(words.MEN)} {inventor.pick(words.LAST)}"
    yield "handovers", {
        "id": handover_id, "aid_id": aid_id, "bast_number": number,
        "handed_over_on": day.isoformat(), "place": place.full, "receiver_id": person["id"],
        "official_id": official["id"], "first_party": official["snapshot"],
        "second_party": canonical_json(
            party(person["name"], "Penerima Manfaat", person["nik"], address)
        ),
        "giver": canonical_json(party(mentor.name, "Pendamping KUBE")),
        "acknowledged_by": canonical_json(
            party(village_head, f"{place.head_title} {place.village}")
        ),
        "recitals": official["recitals"], "letterhead": official["letterhead"],
        "decree": official["single_decree"],
        "total": sum(quantity * price for _, quantity, _, price in goods),
        "status": (HandoverStatus.PRINTED if stage > 1 else HandoverStatus.SIGNED).value,
    }  # fmt: skip
    for item in inventor.items(aid_id, handover_id, goods):
        if form is AidForm.MONEY:
            item["condition"] = None
        yield "aid_items", item

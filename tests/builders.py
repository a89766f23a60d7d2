"""Drafts with valid defaults, and small worlds around one group; all people are invented."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kube_desktop.domain.aid import GoodsItem, HandoverDraft
from kube_desktop.domain.groups import GroupDraft
from kube_desktop.domain.members import MemberDraft, Role
from kube_desktop.domain.mentoring import BusinessCondition, VisitDraft
from kube_desktop.domain.values import Sex

TODAY = date(2026, 11, 19)
LONG_IRAM_ILIR = "64.07.05.2010"
LONG_IRAM_SEBERANG = "64.07.05.2009"
SUMBER_SARI_LOA_KULU = "64.02.02.2014"
BORN = date(1985, 6, 5)
OFFICERS = (Role.CHAIR, Role.SECRETARY, Role.TREASURER)


def a_nik(number=1, born=BORN, sex=Sex.FEMALE, region="640705"):
    """A NIK that fits birth date and sex; serials from 9000 on belong to nobody."""
    day = born.day + (40 if sex is Sex.FEMALE else 0)
    return f"{region}{day:02d}{born:%m%y}{9000 + number:04d}"


def a_family_card(number=1):
    return f"640705200115{8000 + number:04d}"


def a_group(**changes):
    values = {
        "name": "Melati Jaya",
        "village_code": LONG_IRAM_ILIR,
        "business_type": "KUL",
        "business_detail": "kue basah",
        "budget_year": 2026,
        "formed_on": date(2026, 1, 12),
        **changes,
    }
    return GroupDraft(**values)


def a_member(number=1, **changes):
    """A member who differs from others by number: NIK, No. KK, name."""
    values = {
        "nik": a_nik(number),
        "family_card_number": a_family_card(number),
        "name": f"Contoh {_letters(number)}",
        "village_code": LONG_IRAM_ILIR,
        "decile": 2,
        "initial_income": 900_000,
        **changes,
    }
    return MemberDraft(**values)


def _letters(number):
    """A word for a number, because names hold no digits."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number)).capitalize()


def an_item(**changes):
    values = {
        "name": "Mesin jahit",
        "quantity_milli": 2000,
        "unit": "unit",
        "unit_price": 3_250_000,
        **changes,
    }
    return GoodsItem(**values)


def a_handover(**changes):
    values = {
        "handed_over_on": date(2026, 11, 17),
        "items": (an_item(), an_item(name="Benang", unit="dus", unit_price=50_000)),
        **changes,
    }
    return HandoverDraft(**values)


def a_visit(**changes):
    values = {
        "visited_on": date(2026, 11, 18),
        "topics": ("Pembukuan",),
        "business_condition": BusinessCondition.GROWING,
        **changes,
    }
    return VisitDraft(**values)


@dataclass(frozen=True)
class Team:
    """A recorded group with its people, officers first."""

    group_id: UUID
    people: tuple[UUID, ...]

    @property
    def chair(self):
        return self.people[0]


def a_recorded_team(services, first=1, size=5, **group):
    """Record a group with ketua, sekretaris, bendahara and ordinary members."""
    group_id = services.groups.record(a_group(**group))
    roles = (*OFFICERS, *[Role.MEMBER] * size)[:size]
    joined = date(2026, 1, 12)
    people = tuple(
        services.members.enrol(group_id, a_member(first + place, role=role, joined_on=joined))
        for place, role in enumerate(roles)
    )
    return Team(group_id, people)

"""Reading who uses this installation and what the office decided."""

import json
import re
from collections.abc import Callable
from datetime import date
from uuid import UUID

from kube_desktop.db.reading import Reader, Row
from kube_desktop.domain.aid import GoodsItem, GoodsPackage, Scheme
from kube_desktop.domain.plain import from_plain
from kube_desktop.domain.regions import ALIASES, REGENCIES, VillagePath
from kube_desktop.domain.settings import (
    DEFAULT_RULES,
    Duty,
    Identity,
    LetterheadLines,
    OfficeRules,
    Official,
    SettingKey,
)
from kube_desktop.services.lists.listing import (
    MOST_WORDS,
    known,
    stored,
    stored_list,
    stored_map,
)

_PATH = (
    "SELECT v.code, v.name, v.region_kind, d.name, r.name FROM regions v "
    "JOIN regions d ON d.code = v.parent_code JOIN regions r ON r.code = d.parent_code "
)


class OfficeLists:
    """Identity, settings of a day, officials, packages and regions."""

    def __init__(self, reader: Reader, today: Callable[[], date]) -> None:
        self._reader = reader
        self._today = today

    def installation(self, key: str) -> object:
        """Return one fact about this installation, or None."""
        stored = self._reader.value("SELECT value FROM installation WHERE key = :k", {"k": key})
        return None if stored is None else json.loads(stored)

    def identity(self) -> Identity | None:
        """Return who uses this installation; None before the first start was answered."""
        stored = self.installation("identity")
        if not isinstance(stored, dict):
            return None
        mentor = stored.get("mentor_id")
        return Identity(
            name=stored["name"],
            mentor_id=UUID(mentor) if mentor else None,
            regency_code=stored.get("regency_code", ""),
            is_office=bool(stored.get("is_office")),
            is_sample=bool(stored.get("is_sample")),
        )

    def rules(self, day: date | None = None) -> OfficeRules:
        """Return the settings in force on a day (today when None)."""
        values = self._values(day or self._today())
        head = stored_map(values.get(SettingKey.LETTERHEAD))
        recitals = stored_list(values.get(SettingKey.RECITALS))
        ceilings = stored_map(values.get(SettingKey.CEILINGS))
        decree = stored_map(values.get(SettingKey.DECREE))
        default = DEFAULT_RULES
        pattern = stored(values.get(SettingKey.NUMBER_PATTERN), default.number_pattern)
        return OfficeRules(
            letterhead=from_plain(LetterheadLines, head) if head else default.letterhead,
            recitals=tuple(str(one) for one in recitals) or default.recitals,
            ceilings={
                scheme: _amount(ceilings.get(scheme.value), default.ceilings[scheme])
                for scheme in Scheme
            },
            number_pattern=pattern or default.number_pattern,
            decree_issuer=str(decree.get("issuer", "")),
            decree_about=str(decree.get("about", "")),
            members=max(1, stored(values.get(SettingKey.MEMBERS), default.members)),
            copies=max(1, stored(values.get(SettingKey.COPIES), default.copies)),
            copies_of={
                paper: copies
                for paper, copies in stored_map(values.get(SettingKey.PAPER_COPIES)).items()
                if isinstance(copies, int) and copies > 0
            },
        )

    def _values(self, day: date) -> dict[str, str]:
        found = self._reader.rows(
            "SELECT key, value FROM office_settings WHERE deleted = 0 AND valid_from <= :day "
            "ORDER BY valid_from, id",
            {"day": day.isoformat()},
        )
        return dict(found)

    def officials(self, day: date | None = None, duty: Duty | None = None) -> list[Official]:
        """Return who may sign on a day, those who hand over goods first."""
        found = self._reader.rows(
            "SELECT id, name, nip, rank, position, institution, address, duty, appointment "
            "FROM officials WHERE deleted = 0 AND coalesce(valid_from, '') <= :day "
            "AND coalesce(valid_to, '9999') >= :day "
            "ORDER BY CASE duty WHEN 'ppk' THEN 0 WHEN 'kabid' THEN 1 ELSE 2 END, name",
            {"day": (day or self._today()).isoformat()},
        )
        officials = [_official(row) for row in found]
        return [one for one in officials if duty is None or one.duty is duty]

    def packages(self, business_type: str = "") -> list[GoodsPackage]:
        """Return the usual sets of goods, those of a kind of business first."""
        found = self._reader.rows(
            "SELECT id, name, business_type, items FROM goods_packages WHERE deleted = 0 "
            "ORDER BY business_type <> :kind, name",
            {"kind": business_type},
        )
        return [
            GoodsPackage(
                id=UUID(bytes=row[0]),
                name=row[1],
                business_type=row[2] or "",
                items=tuple(
                    from_plain(GoodsItem, item)
                    for item in stored_list(row[3])
                    if isinstance(item, dict)
                ),
            )
            for row in found
        ]

    def village(self, code: str) -> VillagePath | None:
        """Return a village with the regions it lies in."""
        row = self._reader.row(
            f"{_PATH}WHERE v.code = :code AND v.level = 'village'", {"code": code}
        )
        return _path(row) if row else None

    def villages(self, text: str, near: str = "", most: int = 30) -> list[VillagePath]:
        """Return villages whose name, district or regency holds every word typed.

        Args:
            text: What was typed.
            near: A regency code whose villages come first.
            most: How many at the most.

        """
        words = _place_words(text)
        conditions = ["v.level = 'village'", "v.valid_to IS NULL"]
        params: dict[str, object] = {"near": f"{near}%", "most": most, "first": f"{text.strip()}%"}
        for place, word in enumerate(words):
            conditions.append(
                "(lower(replace(v.name || ' ' || d.name || ' ' || r.name, '''', '')) "
                f"LIKE :w{place} OR r.code = :a{place})"
            )
            params |= {f"w{place}": f"%{word}%", f"a{place}": ALIASES.get(word, "")}
        found = self._reader.rows(
            f"{_PATH}WHERE {' AND '.join(conditions)} "
            "ORDER BY v.code NOT LIKE :near, v.name NOT LIKE :first, v.name, d.name LIMIT :most",
            params,
        )
        return [_path(row) for row in found]

    def districts(self, regency_code: str) -> list[tuple[str, str]]:
        """Return code and name of the districts of a regency."""
        return [
            (row[0], row[1])
            for row in self._reader.rows(
                "SELECT code, name FROM regions WHERE parent_code = :code ORDER BY name",
                {"code": regency_code},
            )
        ]


def _place_words(text: str) -> list[str]:
    """Return the words of a place as the list spells them: no apostrophes, official regencies."""
    plain = re.sub("['\u2018\u2019`]", "", text.casefold())
    for alias, code in ALIASES.items():
        if " " in alias:
            plain = plain.replace(alias, REGENCIES[code].casefold())
    return plain.split()[:MOST_WORDS]


def _amount(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) and value >= 0 else otherwise


def _path(row: Row) -> VillagePath:
    return VillagePath(code=row[0], village=row[1], kind=row[2], district=row[3], regency=row[4])


def _official(row: Row) -> Official:
    return Official(
        id=UUID(bytes=row[0]),
        name=row[1],
        nip=row[2] or "",
        rank=row[3] or "",
        position=row[4],
        institution=row[5] or "",
        address=row[6] or "",
        duty=known(Duty, row[7], Duty.DIVISION),
        appointment=row[8] or "definitif",
    )

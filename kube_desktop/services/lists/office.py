"""Reading who uses this installation and what the office decided."""

import json
import re
from collections.abc import Callable
from datetime import date
from uuid import UUID

from kube_desktop.db.reading import Reader, Row
from kube_desktop.db.sync.office import OFFICE_BRANCHES
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
    logo_bytes,
)
from kube_desktop.services.lists.listing import (
    MOST_WORDS,
    known,
    stored,
    stored_list,
    stored_map,
)

_OFFICIAL = (
    "id, name, nip, rank, position, institution, address, duty, appointment, valid_from, valid_to"
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
        recitals = _by_scheme(values.get(SettingKey.RECITALS))
        ceilings = stored_map(values.get(SettingKey.CEILINGS))
        decree = stored_map(values.get(SettingKey.DECREE))
        default = DEFAULT_RULES
        pattern = stored(values.get(SettingKey.NUMBER_PATTERN), default.number_pattern)
        return OfficeRules(
            letterhead=from_plain(LetterheadLines, head) if head else default.letterhead,
            recitals=recitals[Scheme.GROUP] or default.recitals,
            single_recitals=recitals[Scheme.SINGLE] or default.single_recitals,
            ceilings={
                scheme: _amount(ceilings.get(scheme.value), default.ceilings[scheme])
                for scheme in Scheme
            },
            number_pattern=pattern or default.number_pattern,
            decree_issuer=str(decree.get("issuer", "")),
            decree_about=str(decree.get("about", "")),
            members=max(1, stored(values.get(SettingKey.MEMBERS), default.members)),
            copies=max(1, stored(values.get(SettingKey.COPIES), default.copies)),
            report_due_day=stored(values.get(SettingKey.REPORT_DUE_DAY), default.report_due_day),
            copies_of={
                paper: copies
                for paper, copies in stored_map(values.get(SettingKey.PAPER_COPIES)).items()
                if isinstance(copies, int) and copies > 0
            },
            patterns={
                paper: pattern
                for paper, pattern in stored_map(values.get(SettingKey.NUMBER_PATTERNS)).items()
                if isinstance(pattern, str) and pattern
            },
        )

    def logo(self, day: date | None = None) -> bytes | None:
        """Return the picture of the letterhead in force on a day (today when None)."""
        values = self._values(day or self._today(), SettingKey.LOGO)
        return logo_bytes(stored_map(values.get(SettingKey.LOGO)))

    def _values(self, day: date, only: SettingKey | None = None) -> dict[str, str]:
        """Return what holds on a day: what the office said, else what was typed here."""
        office, condition = self._said_by_office()
        # The logo is large and printed seldom: whoever asks for rules does not read it.
        which = "= :only" if only else "<> :only"
        found = self._reader.rows(
            f"SELECT s.key, s.value FROM office_settings s WHERE s.deleted = 0 "
            f"AND s.valid_from <= :day AND s.key {which} ORDER BY {condition}s.valid_from, s.id",
            {"day": day.isoformat(), "only": only or SettingKey.LOGO, **office},
        )
        return dict(found)

    def _said_by_office(self) -> tuple[dict[str, object], str]:
        """Return parameters and a sort expression that puts rows of the office last, to win."""
        identity = self.identity()
        if identity is None:
            return {}, ""
        if identity.is_office:
            branches = [row[0] for row in self._reader.rows(OFFICE_BRANCHES)]
        else:
            pack = self.installation("settings_pack")
            branches = pack["branches"] if isinstance(pack, dict) else []
        names = {f"b{number}": branch for number, branch in enumerate(branches)}
        if not names:
            return {}, ""
        marks = ", ".join(f":{name}" for name in names)
        return dict(names), (
            "CASE WHEN EXISTS(SELECT 1 FROM sync_change c WHERE c.row_id = s.id "
            f"AND c.tbl = 'office_settings' AND c.replica IN ({marks})) THEN 1 ELSE 0 END, "
        )

    def officials(self, day: date | None = None, duty: Duty | None = None) -> list[Official]:
        """Return who may sign on a day, those who hand over goods first."""
        found = self._reader.rows(
            f"SELECT {_OFFICIAL} FROM officials WHERE deleted = 0 "
            "AND coalesce(valid_from, '') <= :day AND coalesce(valid_to, '9999') >= :day "
            "ORDER BY CASE duty WHEN 'ppk' THEN 0 WHEN 'kabid' THEN 1 ELSE 2 END, name",
            {"day": (day or self._today()).isoformat()},
        )
        officials = [_official(row) for row in found]
        return [one for one in officials if duty is None or one.duty is duty]

    def all_officials(self) -> list[Official]:
        """Return everybody on the list, also those whose time is over or has not begun."""
        found = self._reader.rows(
            f"SELECT {_OFFICIAL} FROM officials WHERE deleted = 0 "
            "ORDER BY coalesce(valid_to, '9999') DESC, name, id"
        )
        return [_official(row) for row in found]

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
        valid_from=date.fromisoformat(row[9]) if row[9] else None,
        valid_to=date.fromisoformat(row[10]) if row[10] else None,
    )


def _by_scheme(text: str | None) -> dict[Scheme, tuple[str, ...]]:
    """Return the recitals of each scheme; older ones are one list for both."""
    shared = tuple(str(one) for one in stored_list(text))
    apart = stored_map(text)
    return {
        scheme: tuple(str(one) for one in _listed(apart.get(scheme.value))) or shared
        for scheme in Scheme
    }


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []

"""Use cases of the office: setting rules, targets, packages of goods and instruments."""

import base64
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kube_desktop.db.models import Evaluation, GoodsPackage, Instrument, OfficeSetting, Target
from kube_desktop.domain.aid import Scheme
from kube_desktop.domain.checks import Problem
from kube_desktop.domain.errors import DomainError, ValidationError
from kube_desktop.domain.instruments import check_instrument, instrument_code
from kube_desktop.domain.office_values import (
    LAST_YEAR,
    GoodsPackageDraft,
    TargetDraft,
    check_goods_package,
    check_logo,
    check_start,
    check_target,
    check_value,
    pattern_problems,
)
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.settings import LetterheadDraft, SettingKey, check_letterhead
from kube_desktop.domain.values import storable, whole_letters
from kube_desktop.services.instruments import shipped_content
from kube_desktop.services.workplace import Workplace, assign

_NAME: Final = "kaltim"
"""Under which the versions of the instrument go: kaltim-v1 shipped, the office adds the next."""


class SettingsService:
    """Sets what every laptop shall use; each value holds from a day on."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def set_letterhead(self, draft: LetterheadDraft, valid_from: date | None = None) -> None:
        """Use this letterhead on papers from a day on (today when None).

        Raises:
            ValidationError: When a needed line is missing, or the day lies behind.
            DomainError: When this laptop takes its settings from the office.

        """
        must_not_be_locked(self._workplace)
        draft = draft.tidied()
        if problems := check_letterhead(draft):
            raise ValidationError(problems)
        self._put(SettingKey.LETTERHEAD, asdict(draft), valid_from)

    def set_logo(self, content: bytes, valid_from: date | None = None) -> None:
        """Use this picture beside the letterhead from a day on; no bytes take it away.

        Raises:
            ValidationError: When it is no picture, or too large, or the day lies behind.
            DomainError: When this is not the office.

        """
        self._must_be_office()
        if content and (problems := check_logo(content)):
            raise ValidationError(problems)
        value = {"image": base64.b64encode(content).decode()} if content else {}
        self._put(SettingKey.LOGO, value, valid_from)

    def set_recitals(
        self, lines: Mapping[Scheme, tuple[str, ...]], valid_from: date | None = None
    ) -> None:
        """Rest the BAST of each scheme on these rules from a day on.

        Raises:
            ValidationError: When a line cannot be used, or the day lies behind.
            DomainError: When this is not the office.

        """
        kept = {
            scheme.value: [one for one in (_line(each) for each in texts) if one]
            for scheme, texts in lines.items()
        }
        self.set_value(SettingKey.RECITALS, kept, valid_from)

    def set_ceilings(self, year: int, amounts: Mapping[Scheme, int | None]) -> None:
        """Limit what a recipient may get in a year and after it.

        Raises:
            ValidationError: When an amount is missing, or the year is over.
            DomainError: When this is not the office.

        """
        this_year = self._workplace.today().year
        if not this_year <= year <= LAST_YEAR:
            text = f"Tahun harus {this_year}–{LAST_YEAR}; tahun yang lewat tidak berubah lagi"
            raise ValidationError([Problem("year", text)])
        value = {scheme.value: amount for scheme, amount in amounts.items()}
        self.set_value(SettingKey.CEILINGS, value, date(year, 1, 1), may_be_past=True)

    def set_value(
        self,
        key: SettingKey,
        value: object,
        valid_from: date | None = None,
        *,
        may_be_past: bool = False,
    ) -> None:
        """Set anything else from a day on (today when None).

        Args:
            key: Which setting.
            value: As JSON; its shape is that of the key.
            valid_from: From when it holds.
            may_be_past: Whether the day may lie behind: only for what no paper prints by its day.

        Raises:
            ValidationError: When the value cannot be used, or the day lies behind.
            DomainError: When this is not the office.

        """
        self._must_be_office()
        if problems := check_value(key, value):
            raise ValidationError(problems)
        self._put(key, value, valid_from, may_be_past=may_be_past)

    def set_patterns(
        self, bast: str, others: Mapping[str, str], valid_from: date | None = None
    ) -> None:
        """Use these number patterns from a day on: for the BAST, and others by kind of paper.

        Raises:
            ValidationError: When a pattern cannot be used; fields are kinds of papers.
            DomainError: When this is not the office.

        """
        self._must_be_office()
        problems = [
            *pattern_problems("bast", bast),
            *check_value(SettingKey.NUMBER_PATTERNS, dict(others)),
        ]
        if problems:
            raise ValidationError(problems)
        self._put(SettingKey.NUMBER_PATTERN, bast, valid_from)
        self._put(SettingKey.NUMBER_PATTERNS, dict(others), valid_from)

    def set_sizes(
        self,
        members: int | None,
        copies: int | None,
        report_due_day: int | None,
        valid_from: date | None = None,
    ) -> None:
        """Set members of a group, originals of a BAST and the day of reports, from a day on.

        Raises:
            ValidationError: When a number is missing or out of range.
            DomainError: When this is not the office.

        """
        self._must_be_office()
        values = {
            SettingKey.MEMBERS: members,
            SettingKey.COPIES: copies,
            SettingKey.REPORT_DUE_DAY: report_due_day,
        }
        problems = [
            replace(problem, field=key.value)
            for key, value in values.items()
            for problem in check_value(key, value)
        ]
        if problems:
            raise ValidationError(problems)
        for key, value in values.items():
            self._put(key, value, valid_from)

    def withdraw_value(self, setting_id: UUID) -> None:
        """Take back a value whose day has not come.

        Raises:
            DomainError: When it holds already, is gone, or this is not the office.

        """
        self._must_be_office()
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            stored = session.get(OfficeSetting, setting_id)
            if stored is None or stored.deleted:
                raise DomainError("Aturan ini sudah dihapus.")
            if stored.valid_from <= self._workplace.today():
                raise DomainError(
                    "Aturan ini sudah berlaku, jadi tetap tersimpan untuk kertas lama. Simpan "
                    "isi yang baru; isi itu menggantikannya mulai tanggalnya."
                )
            stored.deleted = 1

    def set_targets(self, year: int, scheme: Scheme, counts: Mapping[str, int | None]) -> None:
        """Set what each regency is to reach in a year; all of them or none.

        Raises:
            ValidationError: When a count or the year cannot be used; fields are regency codes.
            DomainError: When this is not the office.

        """
        self._must_be_office()
        drafts = [
            TargetDraft(year=year, regency_code=code, scheme=scheme.value, count=count or 0)
            for code, count in counts.items()
        ]
        problems = [
            Problem(one.regency_code if problem.field != "year" else "year",
                    f"{REGENCIES.get(one.regency_code, one.regency_code)}: {problem.text}")
            for one in drafts
            for problem in check_target(one)
        ]  # fmt: skip
        if problems:
            raise ValidationError(problems)
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            stored = session.scalars(
                select(Target)
                .where(Target.year == year, Target.scheme == scheme.value, Target.deleted == 0)
                .order_by(Target.id)
            ).all()
            for draft in drafts:
                _put_target(session, draft, [one for one in stored if _is_for(one, draft)])

    def record_package(self, draft: GoodsPackageDraft) -> UUID:
        """Record a usual set of goods and return its id.

        Raises:
            ValidationError: When name or goods cannot be used.
            DomainError: When this is not the office.

        """
        values = self._package_values(draft)
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            package = GoodsPackage(**values)
            session.add(package)
            session.flush()
            return package.id

    def correct_package(self, package_id: UUID, draft: GoodsPackageDraft) -> None:
        """Change a set of goods; handovers typed from it keep what they say.

        Raises:
            ValidationError: When name or goods cannot be used.
            DomainError: When it is gone, or this is not the office.

        """
        values = self._package_values(draft)
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            package = session.get(GoodsPackage, package_id)
            if package is None or package.deleted:
                raise DomainError("Paket barang ini sudah dihapus.")
            assign(package, values)

    def withdraw_package(self, package_id: UUID) -> None:
        """Take a set of goods off the list, so that it can be restored."""
        self._set_package_deleted(package_id, 1)

    def restore_package(self, package_id: UUID) -> None:
        """Bring a set of goods back."""
        self._set_package_deleted(package_id, 0)

    def record_instrument(self, content: Mapping[str, Any], valid_from: date) -> str:
        """Record the next version of the instrument and return its code.

        Raises:
            ValidationError: When the instrument is not whole, or the day lies behind.
            DomainError: When this is not the office.

        """
        self._must_be_office()
        version = max(one.version for one in self._workplace.lists.settings.instruments()) + 1
        values = self._instrument_values(content, version, valid_from)
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            session.add(Instrument(code=_NAME, version=version, **values))
        return instrument_code(_NAME, version)

    def correct_instrument(
        self, instrument_id: UUID, content: Mapping[str, Any], valid_from: date
    ) -> None:
        """Change a version that nobody has answered and whose day has not come.

        Raises:
            ValidationError: When the instrument is not whole, or the day lies behind.
            DomainError: When it has answers or holds already, or this is not the office.

        """
        self._must_be_office()
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            stored = session.get(Instrument, instrument_id)
            if stored is None or stored.deleted:
                raise DomainError("Versi instrumen ini sudah dihapus.")
            code = instrument_code(stored.code, stored.version)
            answered = session.scalars(
                select(Evaluation.id).where(Evaluation.instrument == code).limit(1)
            ).first()
            if answered is not None or stored.valid_from <= self._workplace.today():
                raise DomainError(
                    f"Instrumen {code} sudah berlaku atau sudah diisi, jadi tidak diubah lagi. "
                    "Buat versi berikutnya; hasil lama tetap dengan instrumen lamanya."
                )
            assign(stored, self._instrument_values(content, stored.version, valid_from))

    def _instrument_values(
        self, content: Mapping[str, Any], version: int, valid_from: date
    ) -> dict[str, Any]:
        whole = {
            **shipped_content(),
            **content,
            "code": instrument_code(_NAME, version),
            "version": version,
            "valid_from": valid_from.isoformat(),
        }
        problems = (*check_instrument(whole), *check_start(valid_from, self._workplace.today()))
        if problems:
            raise ValidationError(problems)
        return {"title": whole["name"], "content": whole, "valid_from": valid_from}

    def _package_values(self, draft: GoodsPackageDraft) -> dict[str, Any]:
        self._must_be_office()
        draft = draft.tidied()
        if problems := check_goods_package(draft):
            raise ValidationError(problems)
        return {
            "name": draft.name,
            "business_type": draft.business_type or None,
            "items": [asdict(storable(one)) for one in draft.items],
        }

    def _set_package_deleted(self, package_id: UUID, value: int) -> None:
        self._must_be_office()
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            session.get_one(GoodsPackage, package_id).deleted = value

    def _put(
        self,
        key: SettingKey,
        value: object,
        valid_from: date | None,
        *,
        may_be_past: bool = False,
    ) -> None:
        today = self._workplace.today()
        day = valid_from or today
        if problems := check_start(day, today, may_be_past=may_be_past):
            raise ValidationError(problems)
        in_force = next((one for one in self._workplace.lists.settings.history(key)
                         if one.valid_from <= day), None)  # fmt: skip
        if in_force is not None and in_force.value == value:
            return
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            stored = session.scalars(
                select(OfficeSetting)
                .where(
                    OfficeSetting.key == key.value,
                    OfficeSetting.valid_from == day,
                    OfficeSetting.deleted == 0,
                )
                .order_by(OfficeSetting.id.desc())
            ).first()
            if stored is None:
                session.add(OfficeSetting(key=key.value, valid_from=day, value=value))
            else:
                assign(stored, {"value": value})

    def _must_be_office(self) -> None:
        identity = self._workplace.lists.office.identity()
        if identity is None or not identity.is_office:
            raise DomainError(
                "Ini diatur kantor provinsi dan sampai ke laptop lewat paket pengaturan."
            )


def must_not_be_locked(workplace: Workplace) -> None:
    """Refuse an edit of what the office has sent.

    Raises:
        DomainError: When this laptop uses a settings pack.

    """
    pack = workplace.lists.settings.pack()
    identity = workplace.lists.office.identity()
    if pack is not None and not (identity and identity.is_office):
        raise DomainError(
            f"Ini berasal dari paket pengaturan nomor {pack.number} dan hanya diubah di kantor "
            "provinsi. Minta paket yang baru bila ada yang keliru."
        )


def _put_target(session: Session, draft: TargetDraft, stored: list[Target]) -> None:
    """Write one target; when merging left several rows of it, one carries the whole."""
    if not stored:
        session.add(Target(**asdict(draft)))
        return
    assign(stored[0], {"count": draft.count})
    for surplus in stored[1:]:
        surplus.deleted = 1


def _is_for(target: Target, draft: TargetDraft) -> bool:
    return target.regency_code == draft.regency_code


def _line(text: str) -> str:
    return " ".join(whole_letters(text).split())

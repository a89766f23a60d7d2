"""Use cases around history: who changed what, when, and which differences wait."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync.history import Standing, Version, differences, history
from kube_desktop.domain.exchange import FieldVersion, OpenDifference
from kube_desktop.domain.labels import RECORD_LABELS, field_label, shown_value
from kube_desktop.services.differences.numbers import double_numbers
from kube_desktop.services.differences.records import RecordWords
from kube_desktop.services.workplace import Workplace

_NOTES = {
    Standing.OPEN: "berbeda, menunggu keputusan",
    Standing.SET_ASIDE: "tidak dipakai",
    Standing.REPLACED: "",
    Standing.CURRENT: "",
}
_HIDDEN = frozenset(
    {"reasons", "aid_id", "handover_id", "position", "letterhead", "recitals", "decree"}
)


class HistoryService:
    """Tells the story of a record."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def of_record(self, table: str, record_id: UUID) -> list[FieldVersion]:
        """Return every value a record ever had, newest first; empty first values are left out."""
        database = self._workplace.database
        with database.raw() as connection:
            people = _people(connection)
            versions = history(connection, database.schema, table, record_id.bytes)
        shown = [
            self._version(one, people)
            for one in versions
            if one.column not in _HIDDEN and not (one.is_birth and one.value in {None, "", 0})
        ]
        return sorted(shown, key=lambda one: one.at, reverse=True)

    def open_differences(self, most: int = 500) -> list[OpenDifference]:
        """Return fields with several values, and numbers given twice, that wait for a person."""
        database = self._workplace.database
        with database.raw() as connection:
            people = _people(connection)
            found = differences(connection, database.schema, limit=most)
            words = RecordWords(database.reader)
            fields = [
                OpenDifference(
                    table=RECORD_LABELS.get(one.table, one.table),
                    record_title=words.title(one.table, one.row_id),
                    field_label=field_label(one.column),
                    versions=tuple(
                        self._version(version, people) for version in (*one.versions, *one.unseen)
                    ),
                )
                for one in found
            ]
            return [*fields, *double_numbers(connection, people)]

    @staticmethod
    def _version(version: Version, people: Mapping[bytes, str]) -> FieldVersion:
        note = _NOTES[version.standing]
        if version.reason:
            note = f"{note}; alasan: {version.reason}" if note else f"alasan: {version.reason}"
        return FieldVersion(
            field_name=version.column,
            field_label=field_label(version.column),
            value=shown_value(version.column, version.value),
            who=people.get(version.user_id or b"", "Tidak diketahui"),
            at=datetime.fromtimestamp(min(version.at_ms / 1000, 253_370_764_800), UTC),
            is_shown=version.standing is Standing.CURRENT,
            note="pertama dicatat" if version.is_birth and not note else note,
        )


def _people(connection: Connection) -> dict[bytes, str]:
    return dict(connection.execute("SELECT id, name FROM mentors"))

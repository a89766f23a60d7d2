from datetime import UTC, date, datetime

from kube_desktop.domain.exchange import FieldVersion
from kube_desktop.domain.groups import GroupState, StateChange
from kube_desktop.ui.groups.story import story

BORN = datetime(2026, 1, 12, 1, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 2, 2, 30, tzinfo=UTC)


def version(value, at=BORN, **changes):
    values = {
        "field_name": "name",
        "field_label": "Nama",
        "value": value,
        "who": "Rina",
        "at": at,
        "is_shown": True,
        "note": "",
        **changes,
    }
    return FieldVersion(**values)


def told(versions, steps=()):
    return story(versions, steps, {"64.07.05.2010": "Long Iram Ilir, Long Iram"}.get)


def test_the_first_values_are_one_line():
    born = {"note": "pertama dicatat"}
    (line,) = told(
        [
            version("Mawar", **born),
            version("KUL", field_name="business_type", field_label="Jenis usaha", **born),
            version("64.07.05.2010", field_name="village_code", field_label="Kampung", **born),
        ]
    )
    assert line.title == "Pertama kali dicatat"
    assert line.detail == ("Nama Mawar; Jenis usaha Kuliner; Kampung Long Iram Ilir, Long Iram")
    assert (line.day, line.who) == ("12 Jan 2026", "09.00 · Rina")


def test_a_change_tells_the_value_before():
    lines = told([version("Melati", LATER), version("Mawar", note="pertama dicatat")])
    assert (lines[0].title, lines[0].detail) == (
        "Nama diubah",
        "dari “Mawar” menjadi “Melati”",
    )


def test_a_value_written_where_there_was_none_is_told_as_such():
    (line,) = told([version("Melati", LATER)])
    assert (line.title, line.detail) == ("Nama diisi", "“Melati”")


def test_a_value_that_lost_keeps_its_reason():
    (line,) = told([version("Melati", LATER, is_shown=False, note="tidak dipakai; alasan: lama")])
    assert (line.title, line.detail) == ("Nama: tidak dipakai; alasan: lama", "“Melati”")


def test_steps_and_changes_are_told_newest_first():
    lines = told(
        [version("Mawar", note="pertama dicatat")],
        [
            StateChange(
                state=GroupState.APPROVED, happened_on=date(2026, 2, 10), note="SK 460/217"
            ),
            StateChange(state=GroupState.DRAFT, happened_on=date(2026, 1, 11)),
        ],
    )
    assert [line.title for line in lines] == [
        "Tahap: Ditetapkan", "Pertama kali dicatat", "Tahap: Baru dicatat",
    ]  # fmt: skip
    assert lines[0].detail == "SK 460/217"


def test_a_state_is_not_told_twice():
    state = version("didampingi", LATER, field_name="state", field_label="Tahap")
    assert told([state]) == []

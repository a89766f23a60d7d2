"""The clock of a laptop is doubted at the start, until a person says that it is right."""

from datetime import UTC, datetime, timedelta

import pytest

from kube_desktop.db.models import ReceivedFile
from kube_desktop.domain.ids import new_id

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


def written_at(services, moment):
    with services.workplace.database.raw() as connection:
        connection.execute(
            "UPDATE sync_change SET hlc = ? + seq", (int(moment.timestamp() * 1000) << 16,)
        )


@pytest.fixture
def at(services, clock):
    written_at(services, NOW)

    def turned(moment):
        clock.now = moment
        return services.clock.doubt()

    return turned


def test_a_clock_that_is_right_is_left_alone(at):
    assert at(NOW + timedelta(days=30)) == ""
    assert at(NOW - timedelta(days=1)) == ""


def test_a_clock_behind_the_program_or_the_last_note_is_doubted(at):
    assert "padahal program ini dibuat 1 November 2026" in at(NOW - timedelta(days=3 * 365))
    assert "catatan terakhir di sini ditulis 20 November 2026 pukul 10.00" in at(
        NOW - timedelta(days=5)
    )
    assert "Benarkah?" in at(NOW + timedelta(days=5 * 365))


def test_what_the_office_sent_proves_more_than_own_notes(services, at):
    with services.workplace.database.write() as session:
        session.add(
            ReceivedFile(
                id=new_id(),
                file_kind="balasan",
                number=1,
                filename="b.kube",
                signer="ab",
                made_at=NOW.isoformat(),
                received_at=NOW,
                content={},
            )
        )
    assert "padahal kiriman terakhir dari kantor dibuat 20 November 2026." in at(
        NOW - timedelta(days=9)
    )


def test_after_a_time_in_2031_a_person_says_that_the_clock_is_right(services, at):
    written_at(services, NOW + timedelta(days=5 * 365))
    assert "Salah satunya keliru" in at(NOW)
    services.clock.confirm()
    assert at(NOW) == ""

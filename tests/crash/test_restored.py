"""A bot that is killed in the middle of a morning, and whose database is replaced by a backup of the night before."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commands import app
from storage.backup import back_up
from storage.reasons import FailureReason
from storage.schema import DeliveryState
from tests.crash.factories import Morning, Prepare, until
from tests.delivery.mornings import Entry, ledger, received
from tests.forked import forked

pytestmark = pytest.mark.process


async def restore(morning: Morning, saved: Path) -> str:
    """Run the command as the operator does, and return what it prints."""
    async with forked("restore", str(saved), environment=morning.environment, joins_streams=True) as process:
        output, _ = await process.communicate()
    assert process.returncode == 0, output
    return output.decode()


async def test_nobody_gets_a_bulletin_twice_after_a_restoration(
    prepare: Prepare, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    morning = await prepare(20)
    path, saved = Path(database_url.partition("///")[2]), tmp_path / "saved.db"
    back_up(path, saved)
    monkeypatch.setenv("JOGAN_DATABASE_URL", database_url)
    async with morning.bot() as process:
        await until(lambda: morning.sends >= 5)
        refused = await asyncio.to_thread(CliRunner().invoke, app, ["restore", str(saved)])
        process.kill()
    assert refused.exit_code == 1
    assert "another bot has been running on this database" in refused.stderr
    before = received(morning.world, morning.people)
    assert sum(before.values()) > 0
    await morning.database.close()
    assert "20 bulletins that were due by now stay unsent" in await restore(morning, saved)
    person = morning.people[0]
    async with morning.bot() as process:
        morning.world.say(morning.world.private_chat(person), person, "/help")
        await until(lambda: "/subscribe" in morning.world.messages(morning.world.private_chat(person))[-1].text)
        # With --resend all twenty are there by now.
        await asyncio.sleep(3)
        process.terminate()
        await process.wait()
    morning.check_log()
    assert received(morning.world, morning.people) == before
    held = Entry(DeliveryState.UNKNOWN, FailureReason.RESTORED)
    assert set((await ledger(morning.database)).values()) == {held}

"""A bot at work reads KMA's list and tells of a warning at once; in a long run also of its end, a minute later."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import update

from simulator.world.messages import Message
from sources.kma.warning_list import build_url
from sources.records import KST
from storage.schema import subscription
from tests.crash.factories import LONG, Morning, Prepare
from tests.sources.fetch.badsource import BadSource, answer

pytestmark = pytest.mark.process

KEY = "a-key-that-nobody-may-see"


@pytest.fixture
async def source() -> AsyncIterator[BadSource]:
    async with BadSource() as source:
        yield source


def table(*rows: str) -> bytes:
    return answer("\n".join(["#START7777", *rows, "#7777END", ""]).encode("cp949"))


async def wait_for(morning: Morning, begin: str) -> Message:
    """Wait until the first person has a message that begins so; around the full hour no list is read."""
    chat = morning.world.private_chat(morning.people[0])
    async with asyncio.timeout(300):
        while True:
            for message in morning.world.messages(chat):
                if message.text.startswith(begin):
                    return message
            await asyncio.sleep(0.1)


async def test_a_warning_is_told_as_soon_as_it_is_listed(prepare: Prepare, source: BadSource, tmp_path: Path) -> None:
    morning = await prepare(3)
    now = dt.datetime.now(KST)
    async with morning.database.write() as connection:
        later = {"tells_warnings": 1, "next_due_at": now + dt.timedelta(days=1)}
        await connection.execute(update(subscription).values(later))
    row = f"L1110000, 인천광역시, L1110120, 인천남부, {now:%Y%m%d%H%M}, {now:%Y%m%d%H%M}, 호우, 경보, 발표,  ,="
    source.serve(build_url("/list", KEY), table(row), table())
    section = f'[[source]]\ntype = "kma-warnings"\naddress = "{source.address("/list")}"\nprivate = true\n'
    await asyncio.to_thread((tmp_path / "jogan.toml").write_text, section, encoding="utf-8")
    morning.environment["JOGAN_KMA_KEY"] = KEY
    async with morning.bot() as process:
        told = await wait_for(morning, "🚨 인천: 호우경보")
        assert len(source.requests) == 1
        if LONG:
            ended = await wait_for(morning, "✅ 인천: 호우경보가 해제됐어요")
            assert ended.message_id == told.message_id
            assert len(source.requests) == 2
        process.terminate()
        await process.wait()
    morning.check_log()
    text = "".join(morning.log)
    assert KEY not in text
    assert "Telling 3 chats of 1 new or raised weather warnings" in text

"""The demo as a person who opens its page sees it."""

import asyncio

import pytest

from simulator.client.client import Client, connect
from tests.end_to_end.factories import running_demo
from tests.factories import seoul

pytestmark = pytest.mark.process


async def wait_for(telegram: Client, chat: int, text: str) -> list[str]:
    """Return the texts of the bot in a chat once the last one or an earlier one has a text."""
    async with asyncio.timeout(60):
        while True:
            texts = [one.text for one in await telegram.messages(chat) if one.sender.is_bot]
            if any(text in one for one in texts):
                return texts
            await asyncio.sleep(0.2)


async def test_a_warning_is_issued_raised_and_ended_in_the_chat() -> None:
    async with running_demo() as url, connect(url) as telegram:
        (person,) = (await telegram.state()).people
        assert person.language is None
        await telegram.set_language(person.id, "ko")
        private, group, channel = (await telegram.state()).chats
        assert (group.name, channel.name) == ("동네 모임", "아침 소식")
        await wait_for(telegram, private.id, "인천에 기상특보가 나면 바로 알려 드릴게요")
        await telegram.set_clock(tomorrow="07:00")
        (_, warning, bulletin) = await wait_for(telegram, private.id, "좋은 아침이에요")
        assert warning.startswith("⚠️ 인천: 강풍주의보")
        for chat in (group, channel):
            assert "📰 인천 강풍 예보에" in (await wait_for(telegram, chat.id, "좋은 아침이에요"))[-1]
        await telegram.set_clock(seoul("2024-05-14T16:00"))
        await wait_for(telegram, private.id, "강풍경보")
        await telegram.set_clock(tomorrow="07:00")
        texts = await wait_for(telegram, private.id, "강풍경보가 해제됐어요")
        assert [text for text in texts if "좋은 아침이에요" in text] != [bulletin]
        assert sum("강풍" in text.splitlines()[0] for text in texts) == 1

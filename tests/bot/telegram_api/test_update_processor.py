import asyncio

from telegram import Chat, Message, Update

from bot.telegram_api.update_processor import InOrderOfChat
from tests.conftest import EVENING


def said_in(chat_id: int) -> Update:
    return Update(chat_id, message=Message(1, EVENING, Chat(chat_id, "private")))


async def test_updates_of_a_chat_are_handled_in_their_order_and_others_beside_them() -> None:
    processor = InOrderOfChat(8)
    heard: list[str] = []
    gate = asyncio.Event()

    async def slow() -> None:
        await gate.wait()
        heard.append("slow")

    async def quick(word: str) -> None:
        heard.append(word)

    tasks = [
        asyncio.create_task(processor.process_update(said_in(1), slow())),
        asyncio.create_task(processor.process_update(said_in(1), quick("after slow"))),
        asyncio.create_task(processor.process_update(said_in(2), quick("another chat"))),
    ]
    await asyncio.sleep(0.01)
    assert heard == ["another chat"]
    gate.set()
    await asyncio.gather(*tasks)
    assert heard == ["another chat", "slow", "after slow"]


async def test_one_that_fails_lets_the_next_one_in() -> None:
    processor = InOrderOfChat(8)

    async def fails() -> None:
        raise LookupError

    async def works() -> None:
        pass

    results = await asyncio.gather(
        processor.process_update(said_in(1), fails()),
        processor.process_update(said_in(1), works()),
        return_exceptions=True,
    )
    assert isinstance(results[0], LookupError)
    assert results[1] is None

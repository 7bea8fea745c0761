from sqlalchemy.ext.asyncio import AsyncConnection

from storage.chats import chats, refusals
from storage.chats.chats import Chat

GROUP, TOPIC, OTHER, UNKNOWN = -1005, 7, 8, -1


async def test_consecutive_rejections_are_counted_by_topic(connection: AsyncConnection) -> None:
    await chats.save(connection, Chat(GROUP, "supergroup", None, None))
    assert [await refusals.count(connection, GROUP, TOPIC) for _ in range(3)] == [1, 2, 3]
    assert await refusals.count(connection, GROUP, OTHER) == 1
    await refusals.clear(connection, [(GROUP, TOPIC), (UNKNOWN, 0)])
    assert await refusals.count(connection, GROUP, TOPIC) == 1
    assert await refusals.count(connection, GROUP, OTHER) == 2


async def test_rejections_by_a_chat_that_is_not_stored_do_not_count(connection: AsyncConnection) -> None:
    assert await refusals.count(connection, UNKNOWN, 0) == 0


async def test_the_rejections_of_a_topic_or_of_the_whole_chat_are_forgotten(connection: AsyncConnection) -> None:
    await chats.save(connection, Chat(GROUP, "supergroup", None, None))
    for topic in (0, TOPIC, OTHER):
        await refusals.count(connection, GROUP, topic)
    await refusals.forget(connection, GROUP, TOPIC)
    assert [await refusals.count(connection, GROUP, topic) for topic in (0, TOPIC, OTHER)] == [2, 1, 2]
    await refusals.forget(connection, GROUP)
    assert [await refusals.count(connection, GROUP, topic) for topic in (0, TOPIC, OTHER)] == [1, 1, 1]

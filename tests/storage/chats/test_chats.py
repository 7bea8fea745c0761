from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.chats import blockers, chats, subscriptions
from storage.chats.chats import Chat
from storage.ledger import claiming, enqueueing
from storage.ledger.enqueueing import Due
from storage.schema import delivery
from storage.terms import Unit
from tests.storage.factories import DAY, NOW, enqueue, subscribe, subscription

OLD, NEW = -100, -1_000_000_000_100


async def test_a_chat_is_not_known_before_it_is_saved(connection: AsyncConnection) -> None:
    assert await chats.get(connection, 1) is None
    await chats.save(connection, Chat(1, "private", "en", "ko"))
    assert await chats.get(connection, 1) == Chat(1, "private", "en", "ko", Unit.CELSIUS)


async def test_a_language_that_is_not_given_leaves_the_one_that_is_there(connection: AsyncConnection) -> None:
    await chats.save(connection, Chat(1, "group", "en", "ko"))
    await chats.save(connection, Chat(1, "supergroup", None, None))
    assert await chats.get(connection, 1) == Chat(1, "supergroup", "en", "ko", Unit.CELSIUS)


async def test_an_id_may_have_64_bits(connection: AsyncConnection) -> None:
    await chats.save(connection, Chat(-(2**62), "channel", None, None))
    assert await chats.get(connection, -(2**62)) is not None


async def test_other_chats_are_counted(connection: AsyncConnection) -> None:
    for chat_id in (1, 2, 3):
        await chats.save(connection, Chat(chat_id, "private", None, None))
    assert await chats.count_others(connection, [1, 9]) == 2
    assert await chats.count_others(connection, []) == 3


async def test_a_migrated_group_keeps_everything_under_its_new_id(connection: AsyncConnection) -> None:
    await subscribe(connection, subscription(OLD), subscription(OLD, thread_id=7))
    await enqueue(connection)
    await chats.migrate(connection, OLD, NEW)
    assert await chats.get(connection, OLD) is None
    assert await chats.get(connection, NEW) == Chat(NEW, "supergroup", None, "ko", Unit.CELSIUS)
    for topic in (0, 7):
        assert await subscriptions.get(connection, NEW, topic) is not None
    assert set(await connection.scalars(select(delivery.c.chat_id))) == {NEW}


async def test_a_group_whose_new_id_has_settings_is_merged_into_them(connection: AsyncConnection) -> None:
    own = subscription(NEW, stations=(105,))
    await subscribe(connection, subscription(OLD), subscription(OLD, thread_id=7), own)
    await enqueue(connection)
    await chats.migrate(connection, OLD, NEW)
    assert await chats.get(connection, OLD) is None
    kept = await subscriptions.get(connection, NEW, 0)
    moved = await subscriptions.get(connection, NEW, 7)
    assert kept is not None
    assert moved is not None
    assert (kept.stations, moved.stations) == ((105,), (112,))
    assert await subscriptions.get(connection, OLD, 7) is None
    assert sorted(claim.thread_id for claim in await claiming.claim(connection, NOW, 9)) == [0, 7]


async def test_a_repeated_or_unknown_migration_changes_nothing(connection: AsyncConnection) -> None:
    await chats.migrate(connection, OLD, NEW)
    assert await chats.get(connection, NEW) is None
    await subscribe(connection, subscription(OLD))
    await chats.migrate(connection, OLD, NEW)
    await chats.migrate(connection, OLD, NEW)
    assert await subscriptions.get(connection, NEW, 0) is not None


async def test_a_group_of_subscriptions_is_due_together(connection: AsyncConnection) -> None:
    await subscribe(connection, subscription(1), subscription(2), subscription(3, due=NOW + DAY))
    assert await enqueueing.list_due(connection, NOW) == [Due(1, subscription().schedule, NOW)]


async def test_a_blocker_of_a_deleted_chat_is_not_recorded(connection: AsyncConnection) -> None:
    await blockers.record(connection, OLD, 7, blockers.BlockerKind.CLOSED, NOW)
    assert await blockers.list_unreported(connection) == []
    await subscribe(connection, subscription(OLD))
    for kind in (blockers.BlockerKind.CLOSED, blockers.BlockerKind.CLOSED, blockers.BlockerKind.DELETED):
        await blockers.record(connection, OLD, 7, kind, NOW)
        (found,) = await blockers.list_unreported(connection)
        assert (found.thread_id, found.kind) == (7, kind)

"""A group that becomes a supergroup keeps what is stored about it, however the bot learns of it."""

import pytest
from sqlalchemy import select
from telegram import Update

from simulator import Fault, errors
from storage.chats import blockers, chats, privacy, subscriptions, topics
from storage.chats.blockers import BlockerKind
from storage.chats.chats import Chat
from storage.schema import DeliveryState, delivery
from storage.terms import Unit
from tests.handlers.factories import press, stored_of
from tests.talk import Talk

MORNING = "2024-05-14 07:00"


async def hear(talk: Talk, chat_id: int, moved: dict[str, int]) -> None:
    """Deliver the service message of one side only."""
    message = {"message_id": 9, "date": 1, "chat": {"id": chat_id, "type": "group", "title": "동네"}, **moved}
    application = talk.session.application
    await application.process_update(Update.de_json({"update_id": 1, "message": message}, application.bot))


async def stations(talk: Talk, chat_id: int) -> list[tuple[int, ...]]:
    async with talk.session.database.read() as connection:
        return [one.stations for one in await subscriptions.list_all(connection, chat_id)]


@pytest.mark.parametrize("side", ["old", "new", "both"])
async def test_either_migration_message_moves_everything(talk: Talk, side: str) -> None:
    old, new = talk.town.group.id, -1_001_234_567_890
    await talk(":in group", "/subscribe 07:00 인천", "/language en")
    if side in {"old", "both"}:
        await hear(talk, old, {"migrate_to_chat_id": new})
    if side in {"new", "both"}:
        await hear(talk, new, {"migrate_from_chat_id": old})
    assert (await stations(talk, old), await stations(talk, new)) == ([], [(112,)])
    async with talk.session.database.read() as connection:
        assert await chats.get(connection, old) is None
        assert await chats.get(connection, new) == Chat(new, "supergroup", "en", "ko", Unit.CELSIUS)


@pytest.mark.parametrize("words", ["/weather 인천", "/subscribe 08:00 부산"])
async def test_a_group_migrated_during_a_command_is_asked_to_resend_it(talk: Talk, words: str) -> None:
    talk.refusals_expected = True
    await talk(":in group", "/subscribe 07:00 인천")
    old, new = talk.town.group.id, -1_001_234_567_890
    supergroup = talk.world.add_supergroup("동네 모임", talk.town.person)
    talk.world.join(supergroup, talk.world.bot)
    await talk.session.wait_until_idle()
    method = "getChatMember" if words.startswith("/subscribe") else "sendMessage"
    talk.server.faults.append(Fault(method, answer=errors.migrated(supergroup.id)))
    await talk(words)
    assert talk.world.messages(supergroup)[-1].text == "이 그룹이 방금 슈퍼그룹으로 바뀌었어요. 한 번만 더 보내 주세요."
    assert await stations(talk, old) == []
    assert await stations(talk, supergroup.id) == [(112,)]
    assert await stations(talk, new) == []


async def test_a_group_migrated_while_many_commands_wait_is_asked_once(talk: Talk) -> None:
    talk.refusals_expected = True
    for _ in range(8):
        talk.world.say(talk.town.group, talk.town.person, "/weather")
    supergroup = talk.world.migrate(talk.town.group)
    await talk.session.wait_until_idle()
    texts = [message.text or "" for message in talk.world.messages(supergroup)]
    assert sum("슈퍼그룹으로" in text for text in texts) == 1


async def test_a_migration_repeats_no_bulletin_of_the_day(talk: Talk) -> None:
    """Both chats have subscriptions: the old one's bulletin is sent, the new one's pending."""
    await talk(":in group", "/subscribe 07:00 인천")
    supergroup = talk.world.add_supergroup("새 모임", talk.town.person)
    talk.world.join(supergroup, talk.world.bot)
    talk.world.say(supergroup, talk.town.person, "/subscribe 08:00 부산")
    await talk.session.wait_until_idle()
    await talk.at(MORNING)
    await hear(talk, supergroup.id, {"migrate_from_chat_id": talk.town.group.id})
    await talk.at("2024-05-14 08:00")
    assert [message.text[:1] for message in talk.world.messages(supergroup)].count("☀") == 0
    async with talk.session.database.read() as connection:
        rows = (await connection.execute(select(delivery.c.chat_id, delivery.c.state))).all()
    assert rows == [(supergroup.id, DeliveryState.SENT)]
    await talk.at("2024-05-15 08:00")
    assert "부산 " in talk.world.messages(supergroup)[-1].text


@pytest.mark.parametrize("is_merged", [False, True])
async def test_topic_names_blockers_and_prompts_move_too(talk: Talk, *, is_merged: bool) -> None:
    old, new = talk.town.group.id, -1_001_234_567_890
    now = talk.session.clock.now()
    await talk(":in group", "/subscribe 07:00 인천", "/settings")
    for label in ("지역", "이름으로"):
        await press(talk, label, chat=talk.town.group)
    async with talk.session.database.write() as connection:
        if is_merged:
            await chats.save(connection, Chat(new, "supergroup", None, "ko"))
            await topics.save(connection, new, 6, "새 이름")
        for thread in (5, 6):
            await topics.save(connection, old, thread, "옛 이름")
            await blockers.record(connection, old, thread, BlockerKind.CLOSED, now)
    await hear(talk, new, {"migrate_from_chat_id": old})
    async with talk.session.database.read() as connection:
        assert await topics.get_names(connection, new) == {5: "옛 이름", 6: "새 이름" if is_merged else "옛 이름"}
        assert [(one.chat_id, one.thread_id) for one in await blockers.list_unreported(connection)] == [
            (new, 5),
            (new, 6),
        ]
        assert set((await privacy.collect(connection, new)).keys()) >= {"topic", "obstacle", "prompt"}
        assert "chat" not in await privacy.collect(connection, old)
    async with talk.session.database.write() as connection:
        await privacy.forget(connection, new)
    assert await stored_of(talk, talk.town.group) == []

"""Banned chats and people, and those that a private bot does not allow: one word once, no answers, no bulletins."""

import asyncio
import json

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from bot.delivery.enqueueing import enqueue_due
from bot.inbound.access import AccessList
from bot.runtime.settings_reading import read_settings
from commands import app
from simulator.world.chats import Chat
from storage.chats import blockers, channels, chats, refused
from storage.chats.blockers import BlockerKind
from storage.ledger import announcements
from storage.schema import delivery
from tests.delivery.mornings import bulletins_in
from tests.factories import seoul
from tests.talk import Start, Talk

WORD = "운영자가 여기서는 이 봇을 쓸 수 없게 해 두었어요."


@pytest.fixture
async def talk(start: Start, monkeypatch: pytest.MonkeyPatch) -> Talk:
    """Start the bot, for commands on its database."""
    talk = await start()
    monkeypatch.setenv("JOGAN_DATABASE_URL", talk.session.application.dependencies.settings.database_url)
    return talk


async def jogan(*words: object) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, app, list(map(str, words)))


async def ban(talk: Talk, number: int) -> None:
    """Ban a chat or person, and let the bot look for new bans."""
    async with talk.session.database.write() as connection:
        await refused.ban(connection, number, talk.session.clock.now())
    await talk.session.application.dependencies.access.refresh()


def words(talk: Talk, chat: Chat | None = None) -> int:
    return sum(one.text == WORD for one in talk.world.messages(chat or talk.town.private))


async def test_a_banned_person_gets_one_word_and_no_answer_anywhere(talk: Talk) -> None:
    await talk("/language ko")
    await ban(talk, talk.town.person.id)
    await talk("/weather 인천")
    assert words(talk) == 1
    assert await talk("/weather 인천", "부산", "/start") == ""
    assert await talk(":in group", "/weather 인천") == ""
    assert words(talk) == 1


async def test_a_banned_chat_gets_no_bulletins_until_the_ban_is_lifted(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천")
    await ban(talk, talk.town.private.id)
    await talk.at("2024-05-14 07:00")
    assert bulletins_in(talk.world, talk.town.private) == 0
    async with talk.session.database.write() as connection:
        assert await refused.unban(connection, talk.town.private.id)
    await talk.at("2024-05-15 07:00")
    assert bulletins_in(talk.world, talk.town.private) == 1
    assert "인천" in await talk("/status")


async def test_what_waits_is_deleted_and_no_announcement_made(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천")
    deps, seven = talk.session.application.dependencies, seoul("2024-05-14T07:00")
    await enqueue_due(deps.database, seven, deps.settings.cut_off)
    async with deps.database.write() as connection:
        await refused.ban(connection, talk.town.private.id, seven)
        assert (await connection.execute(select(delivery))).all() == []
        assert await announcements.list_recipients(connection, "이사") == []


async def test_others_in_a_group_of_a_banned_person_are_answered(talk: Talk) -> None:
    await ban(talk, talk.town.person.id)
    other = talk.world.add_person("지훈", language_code="ko")
    talk.world.join(talk.town.group, other)
    talk.world.say(talk.town.group, other, "/weather 인천")
    assert "15.9℃" in await talk.shown()


async def test_a_banned_group_stays_so_as_a_supergroup(talk: Talk) -> None:
    await ban(talk, -1001)
    async with talk.session.database.write() as connection:
        await chats.migrate(connection, -1001, -1_000_000_002)
        assert [one.number for one in await refused.list_all(connection)] == [-1_000_000_002]


async def test_a_ban_outlasts_forget_and_can_delete_all_else(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천")
    await jogan("ban", talk.town.private.id, "--forget")
    async with talk.session.database.read() as connection:
        assert await chats.get(connection, talk.town.private.id) is None
        assert len(await refused.list_all(connection)) == 1


async def test_all_that_is_stored_about_a_chat_is_exported_also_its_ban(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천")
    exported = json.loads((await jogan("export", talk.town.private.id)).stdout)
    assert exported["chat"]["id"] == talk.town.private.id
    assert [place["key"] for one in exported["subscriptions"] for place in one["places"]] == ["인천"]
    await jogan("ban", talk.town.private.id, "--forget")
    exported = json.loads((await jogan("export", talk.town.private.id)).stdout)
    assert [one["reason"] for one in exported["refused"]] == ["banned"]
    unknown = await jogan("export", -1002)
    assert (unknown.exit_code, unknown.stderr) == (
        2, "jogan: nothing is stored about -1002; groups and channels have negative ids\n"
    )  # fmt: skip


async def test_chats_that_are_not_allowed_any_more_get_no_bulletins_until_they_are(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천")
    for day, allowed, expected in (("14", [-5], 0), ("15", [-5, talk.town.private.id], 1), ("16", [], 2)):
        async with talk.session.database.write() as connection:
            await refused.set_allowed(connection, allowed, talk.session.clock.now())
        await talk.at(f"2024-05-{day} 07:00")
        assert bulletins_in(talk.world, talk.town.private) == expected


async def test_a_private_bot_says_one_word_to_others(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOGAN_ALLOWED_CHATS", "-5")
    talk = await start()
    await talk("/weather 인천")
    assert (await talk("/weather 인천"), words(talk)) == ("", 1)
    # Also not after a restart.
    access = AccessList(talk.session.database, talk.session.clock, [-5])
    await access.apply()
    assert not access.take_notice(talk.town.private.id)


async def test_a_listed_group_is_open_to_all_but_the_banned(talk: Talk) -> None:
    access = AccessList(talk.session.database, talk.session.clock, [-5, 7])
    async with talk.session.database.write() as connection:
        await refused.ban(connection, 9, talk.session.clock.now())
    await access.apply()
    asked = [(-5, 8), (-5, 9), (-6, 7), (7, 7), (8, 8), (None, 7), (None, 8)]
    assert [access.find_refused(*pair) for pair in asked] == [None, 9, -6, None, 8, None, 8]


async def test_bans_are_listed_and_lifted_once(talk: Talk) -> None:
    assert (await jogan("ban")).stdout == "Nobody is banned.\n"
    await jogan("ban", -1002)
    (found,) = json.loads((await jogan("ban", "--json")).stdout)["refused"]
    assert (found["chat"], found["reason"]) == (-1002, "banned")
    assert (await jogan("ban")).stdout.startswith("-1002: banned since 20")
    assert (await jogan("unban", -1002)).stdout == "-1002 is not banned any more.\n"
    again = await jogan("unban", -1002)
    assert (again.exit_code, again.stderr) == (2, "jogan: -1002 is not banned\n")
    assert talk.printed == []


def test_ids_of_allowed_chats_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOGAN_ALLOWED_CHATS", "1001, -1002,")
    assert read_settings().allowed_chats == {1001, -1002}


async def test_follow_up_calls_leave_banned_chats_alone(talk: Talk) -> None:
    await talk("/language ko")
    async with talk.session.database.write() as connection:
        channel, person = talk.town.channel.id, talk.town.person.id
        await chats.save(connection, chats.Chat(channel, "channel", None, None))
        await channels.set_up(connection, channel, "아침 소식", person)
        await channels.set_pins(connection, channel, pins=True)
        await channels.set_to_pin(connection, [(channel, 1)])
        await blockers.record(connection, channel, 0, BlockerKind.SILENCED, talk.session.clock.now())
    calls = len(talk.server.calls)
    for number in (channel, person):
        await ban(talk, number)
    await talk.session.follow_up.run()
    # The channel is served again; the person who set it up is not.
    async with talk.session.database.write() as connection:
        await refused.unban(connection, channel)
        await channels.set_pins(connection, channel, pins=True)
    await talk.session.follow_up.run()
    assert len(talk.server.calls) == calls


async def test_an_operator_is_not_banned(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOGAN_OPERATORS", str(talk.town.person.id))
    result = await jogan("ban", talk.town.person.id)
    assert result.exit_code == 2
    assert result.stderr == f"jogan: {talk.town.person.id}: this is an operator\n"
    assert (await jogan("ban")).stdout == "Nobody is banned.\n"

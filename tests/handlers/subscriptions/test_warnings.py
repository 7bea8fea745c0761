"""The question whether warnings should come at once, and its switch in the settings."""

import pytest
from syrupy.assertion import SnapshotAssertion

from sources.warnings import WarningList
from storage.chats import subscriptions
from storage.content import warnings
from tests.handlers.factories import own_names
from tests.handlers.settings.factories import forge, panel_of
from tests.talk import Start, Talk

QUESTION = "바로 알려 드릴까요?"


async def read_list(talk: Talk) -> None:
    """Let the bot know that there are no warnings now."""
    async with talk.session.database.write() as connection:
        await warnings.store(connection, "KMA warnings", WarningList(()), talk.session.clock.now())


async def wanted(talk: Talk, chat_id: int | None = None) -> list[bool]:
    async with talk.session.database.read() as connection:
        found = await subscriptions.list_all(connection, chat_id or talk.town.private.id)
    return [one.tells_warnings for one in found]


async def test_the_question_is_asked_with_the_first_subscription(talk: Talk) -> None:
    await read_list(talk)
    asked = await talk("/subscribe 07:00 인천")
    assert QUESTION in asked
    assert await wanted(talk) == [False]
    answer = await talk(":press 1")
    assert "인천에 기상특보가 나면 바로 알려 드릴게요" in answer
    assert QUESTION not in answer
    assert await wanted(talk) == [True]
    assert QUESTION not in await talk("/subscribe 08:00 인천")
    assert await wanted(talk) == [True]


async def test_no_leaves_warnings_to_the_bulletin(talk: Talk) -> None:
    await read_list(talk)
    await talk("/subscribe 07:00 인천")
    assert "소식에서만" in await talk(":press 2")
    assert await wanted(talk) == [False]


async def test_without_a_list_of_warnings_nothing_is_offered(talk: Talk) -> None:
    assert QUESTION not in await talk("/subscribe 07:00 인천")
    assert "특보" not in await talk("/settings")


async def test_without_places_nothing_is_offered(talk: Talk) -> None:
    await read_list(talk)
    assert QUESTION not in await talk("/subscribe 07:00")
    assert "특보 바로 받기" not in await talk("/settings")


async def test_a_group_is_asked_and_a_channel_is_not(talk: Talk) -> None:
    await read_list(talk)
    assert QUESTION in await talk(":in group", "/subscribe 07:00 인천")
    assert QUESTION not in await talk(":in channel", "/subscribe 07:00 인천")
    assert await wanted(talk, talk.town.channel.id) == [False]
    await talk("/settings")
    assert "특보 바로 받기" in await talk.shown() or "특보 바로 받기" in str(panel_of(talk, talk.town.channel).markup)


async def test_only_administrators_of_a_group_answer(talk: Talk) -> None:
    await read_list(talk)
    member = talk.world.add_person("회원", language_code="ko")
    talk.world.join(talk.town.group, member)
    await talk(":in group", "/subscribe 07:00 인천")
    message = talk.world.messages(talk.town.group)[-1]
    talk.world.press(message, 0, member)
    await talk.session.wait_until_idle()
    assert await wanted(talk, talk.town.group.id) == [False]


@pytest.mark.parametrize("data", ["warn:yes:99", "warn:no:99"])
async def test_a_button_of_another_chats_subscription_changes_nothing(talk: Talk, data: str) -> None:
    await read_list(talk)
    await talk("/subscribe 07:00 인천")
    await forge(talk, data, talk.world.messages(talk.town.private)[-1])
    assert await wanted(talk) == [False]


async def test_the_switch_in_the_settings(talk: Talk) -> None:
    await read_list(talk)
    await talk("/subscribe 07:00 인천", "/settings")
    (one,) = await own_ids(talk)
    assert "기상특보는 발표되면 바로" in await forge(talk, f"s:{one}:warn:+", panel_of(talk))
    assert await wanted(talk) == [True]
    assert "기상특보는 발표되면 바로" not in await forge(talk, f"s:{one}:warn:-", panel_of(talk))
    assert await wanted(talk) == [False]
    await forge(talk, f"s:{one}:warn:x", panel_of(talk))
    assert await wanted(talk) == [False]


async def own_ids(talk: Talk) -> list[int]:
    async with talk.session.database.read() as connection:
        return [one.id for one in await subscriptions.list_all(connection, talk.town.private.id)]


async def test_screens(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    await read_list(talk)
    incheon, gangneung = own_names(language, 112, 105)
    assert await talk(f"/subscribe 07:00 {incheon}, {gangneung}") == snapshot
    question = talk.world.messages(talk.town.private)[-1]
    assert await talk(":press 2") == snapshot
    assert await forge(talk, "warn:yes:1", question) == snapshot
    assert await talk("/settings") == snapshot

"""The language of a chat: that of its answers is that of its bulletins."""

import pytest

from tests.handlers.factories import press
from tests.handlers.settings.factories import say
from tests.talk import Start, Talk

MORNING = "2024-05-14 07:00"
ENGLISH, KOREAN = "Good morning", "좋은 아침"


@pytest.mark.parametrize("where", ["private", "group", "channel"])
async def test_bulletins_follow_the_chosen_language_at_once(talk: Talk, where: str) -> None:
    await talk(f":in {where}", "/subscribe 07:00 인천")
    await talk("/language en", ":at 2024-05-14 06:59")
    assert ENGLISH in await talk.at(MORNING)
    await talk("/language ko")
    assert KOREAN in await talk.at("2024-05-15 07:00")
    assert "매일 08:00에" in await talk("/subscribe 08:00")


async def test_subscribing_is_answered_in_the_chosen_language(talk: Talk) -> None:
    await talk("/language en")
    assert "A bulletin comes every day at 07:00." in await talk("/subscribe 인천")
    assert "What should I do with Gangneung?" in await talk("/subscribe 강릉")
    assert "Cities: Incheon, Gangneung" in await press(talk, "Add")
    assert ENGLISH in await talk.at(MORNING)


async def test_bulletins_have_the_language_in_which_subscribing_was_answered(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", ":language en")
    assert "A bulletin comes every day at 07:00." in await talk("/subscribe 07:00")
    assert ENGLISH in await talk.at(MORNING)


@pytest.mark.parametrize("change", ["subscribe", "settings"])
async def test_another_administrator_does_not_change_a_groups_language(talk: Talk, change: str) -> None:
    town, world = talk.town, talk.world
    other = world.add_person("Juni", language_code="en")
    world.join(town.group, other)
    world.promote(town.group, other)
    await say(talk, town.group, "/subscribe 06:30 인천")
    if change == "subscribe":
        assert "매일 07:00에" in await say(talk, town.group, "/subscribe 07:00", by=other)
    else:
        await say(talk, town.group, "/subscribe 07:00")
        await say(talk, town.group, "/settings")
        await press(talk, "℃ → ℉", other, town.group)
    assert KOREAN in await talk.at(MORNING)
    assert "인천\n    맑음" in await say(talk, town.group, "/weather 인천", by=other)


async def test_a_channel_keeps_its_language_whoever_sets_it_up(start: Start) -> None:
    talk = await start(language="en")
    await talk("/channel @morning_post", ":press 1", ":press 1", ":language ko", "/channel @morning_post")
    await press(talk, "설정 더 보기")
    await press(talk, "℃ → ℉")
    assert ENGLISH in await talk.at(MORNING)

"""Buttons below bulletins: what they answer, who may press them, and where there are none."""

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.rendering.bulletin.buttons import Rows
from bot.telegram_api.sender import encode_keyboard
from simulator import Fault, errors
from simulator.world.chats import Chat
from simulator.world.messages import Message
from sources.records import Article
from storage.terms import Section
from tests.factories import EVENING, publish
from tests.handlers.factories import ONLY_ADMINISTRATORS, press
from tests.outlook import know
from tests.talk import Start, Talk

MORNING = "2024-05-14 07:00"
LANGUAGES = ["en", "ja", "ko", "vi", "zh"]
FIRST = {"en": "Hour", "ja": "時間", "ko": "시간별", "vi": "Theo giờ", "zh": "逐小时"}


@pytest.fixture
async def talk(start: Start) -> Talk:
    """A conversation that has a forecast and fine dust of Incheon."""
    talk = await start()
    await know(talk)
    return talk


def bulletin(talk: Talk, chat: Chat | None = None) -> Message:
    """Return the newest bulletin of a chat."""
    messages = talk.world.messages(chat or talk.town.private)
    return next(one for one in reversed(messages) if one.text.startswith(("☀️", "🗞", "🌙")))


def labels(message: Message) -> list[str]:
    return [one.text for one in message.buttons]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_morning_has_them_and_each_answers_below(
    start: Start, language: str, snapshot: SnapshotAssertion
) -> None:
    talk = await start(language=language)
    await know(talk)
    await talk("/subscribe 07:00 인천", f":at {MORNING}")
    morning = bulletin(talk)
    assert labels(morning) == snapshot
    assert await press(talk, FIRST[language]) == snapshot
    assert bulletin(talk) is morning
    assert labels(morning) == labels(bulletin(talk))


@pytest.mark.parametrize(
    ("label", "answer"),
    [("지도", "[weather.png]"), ("뉴스", "지역 뉴스"), ("설정", "⚙️ 설정"), ("시간별", "☂️ 오후 3~6시 비 70%")],
)
async def test_a_late_press_is_answered_too(talk: Talk, label: str, answer: str) -> None:
    async with talk.session.database.write() as connection:
        await publish(connection, Article("도서관이 문을 연다", address="https://paper.example/1"), EVENING)
    await talk("/subscribe 07:00 인천", f":at {MORNING}")
    talk.refusals_expected = True
    talk.server.faults.append(Fault("answerCallbackQuery", answer=errors.query_too_old()))
    assert answer in await press(talk, label)
    assert bulletin(talk).edited is None


async def test_in_the_evening_the_next_morning_is_told_too(talk: Talk, snapshot: SnapshotAssertion) -> None:
    await talk("/subscribe 18:00 인천", ":at 2024-05-14 18:00")
    assert await press(talk, "시간별") == snapshot


async def test_there_are_no_hours_without_places_or_forecasts(start: Start) -> None:
    talk = await start()
    await talk("/subscribe 07:00 인천", f":at {MORNING}")
    assert labels(bulletin(talk)) == ["🗺 지도", "📰 뉴스", "⚙️ 설정"]
    await know(talk)
    await talk(":in group", "/subscribe 07:30", ":at 2024-05-14 07:30")
    assert labels(bulletin(talk, talk.town.group)) == ["🗺 지도", "📰 뉴스", "⚙️ 설정"]


async def test_whose_places_are_gone_gets_the_country(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", f":at {MORNING}", "/settings")
    await press(talk, "지역")
    await press(talk, "❌ 인천")
    before = len(talk.world.messages(talk.town.private))
    talk.world.press(bulletin(talk), 0, talk.town.person)
    await talk.session.wait_until_idle()
    assert "전국" in talk.world.messages(talk.town.private)[before].text


async def test_in_a_group_anybody_may_ask_and_only_admins_see_the_settings(talk: Talk) -> None:
    group, member = talk.town.group, talk.world.add_person("지훈", language_code="ko")
    talk.world.join(group, member)
    await talk(":in group", "/subscribe 07:00 인천", f":at {MORNING}")
    assert "☂️ 오후 3~6시" in await press(talk, "시간별", member, group)
    before = len(talk.world.messages(group))
    assert ONLY_ADMINISTRATORS in await press(talk, "설정", member, group)
    assert len(talk.world.messages(group)) == before
    assert "⚙️ 설정" in await press(talk, "설정", None, group)


async def test_a_topic_is_answered_in_the_topic(talk: Talk) -> None:
    world, person = talk.world, talk.town.person
    forum = world.add_supergroup("마을회관", person, is_forum=True)
    world.add_bot(forum)
    topic = world.create_topic(forum, person, "날씨")
    world.say(forum, person, "/subscribe 07:00 인천", topic=topic)
    await talk.session.wait_until_idle()
    await talk.at(MORNING)
    world.press(bulletin(talk, forum), 0, person)
    await talk.session.wait_until_idle()
    answer = world.messages(forum)[-1]
    assert "☂️ 오후 3~6시" in answer.text
    assert answer.thread_id == topic.thread_id


async def test_a_channel_has_none_and_offers_none(talk: Talk) -> None:
    await talk(":in channel", "/subscribe 07:00 인천", "/settings")
    await press(talk, "내용", None, talk.town.channel)
    panel = talk.world.messages(talk.town.channel)[-1]
    assert not any("버튼" in label for label in labels(panel))
    await talk.at(MORNING)
    assert labels(bulletin(talk, talk.town.channel)) == []


async def test_they_can_be_switched_off(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/settings")
    await press(talk, "내용")
    await press(talk, "버튼")
    await talk.at(MORNING)
    assert labels(bulletin(talk)) == []
    (own,) = (await talk.session.application.dependencies.caches.chats.get(talk.town.private.id)).subscriptions
    assert own.sections == Section.USUAL & ~Section.BUTTONS


async def test_send_now_has_them(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", ":at 2024-05-14 06:00", "/settings")
    await press(talk, "지금 보내기")
    assert labels(bulletin(talk)) == ["🕒 시간별 날씨", "🗺 지도", "📰 뉴스", "⚙️ 설정"]


async def test_a_bulletin_with_a_map_has_them(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/settings")
    await press(talk, "내용")
    await press(talk, "지도")
    await talk(":in group", "/subscribe 07:00 인천", "/settings")
    await press(talk, "내용", None, talk.town.group)
    await press(talk, "지도", None, talk.town.group)
    await talk.at(MORNING)
    # One is uploaded, the other one sent by its id.
    for chat in (talk.town.private, talk.town.group):
        morning = bulletin(talk, chat)
        assert morning.file
        assert labels(morning)[0] == "🕒 시간별 날씨"


async def test_one_keyboard_is_encoded_for_all(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    encoded: list[Rows] = []

    def encode(rows: Rows) -> str:
        encoded.append(rows)
        return encode_keyboard(rows)

    monkeypatch.setattr("bot.delivery.composer.encode_keyboard", encode)
    for where in ("private", "group"):
        await talk(f":in {where}", "/subscribe 07:00 인천")
    await talk.at(MORNING)
    assert len(encoded) == 1
    assert all(labels(bulletin(talk, chat)) for chat in (talk.town.private, talk.town.group))

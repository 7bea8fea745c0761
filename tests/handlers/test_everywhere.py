"""The table of what works where in docs/usage.md, checked cell by cell."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from simulator.world.chats import Chat, ChatKind
from simulator.world.topics import Topic
from tests.handlers.factories import ask, shown
from tests.simulator.factories import png
from tests.talk import Start, Talk

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "usage.md"
WORKS, NOT = "✓", "–"
PLACES = ["private chat", "group", "forum topic", "channel", "inline"]


@dataclass(frozen=True, slots=True)
class Place:
    """A chat, or a topic of it, where the person writes."""

    talk: Talk
    chat: Chat
    topic: Topic | None = None

    async def say(self, text: str) -> str:
        """Return what the bot answers there."""
        before = len(self.talk.world.messages(self.chat))
        self.talk.world.say(self.chat, self.talk.town.person, text, topic=self.topic)
        return await self._answers(before + 1)

    async def share(self) -> str:
        before = len(self.talk.world.messages(self.chat))
        self.talk.world.share_location(self.chat, self.talk.town.person, 37.45, 126.70, topic=self.topic)
        return await self._answers(before + 1)

    async def post(self, caption: str) -> str:
        """Return what the bot answers there to a picture."""
        before = len(self.talk.world.messages(self.chat))
        self.talk.world.post_photo(self.chat, self.talk.town.person, png(), caption, topic=self.topic)
        return await self._answers(before + 1)

    async def press(self, label: str) -> str:
        """Press a button of the newest message that has any, and return the edit and the toast."""
        messages = self.talk.world.messages(self.chat)
        message = next(one for one in reversed(messages) if one.buttons)
        number = [label in button.text for button in message.buttons].index(True)
        self.talk.world.press(message, number, self.talk.town.person)
        said = await self._answers(len(messages))
        return self.talk.world.messages(self.chat)[messages.index(message)].text + said

    async def morning(self) -> str:
        before = len(self.talk.world.messages(self.chat))
        await self.talk.at("2024-05-14 07:00")
        return await self._answers(before)

    async def _answers(self, since: int) -> str:
        await self.talk.session.wait_until_idle()
        said = self.talk.world.messages(self.chat)[since:]
        assert {message.thread_id for message in said} <= {self.topic.thread_id if self.topic else None}
        return "\n".join(f"{message.file.name if message.file else ''} {message.text}" for message in said)


async def _subscription(place: Place) -> bool:
    said = await place.say("/subscribe 07:00 인천")
    return "보내 드릴게요" in said and "☀️" in await place.morning() and "최근 알림" in await place.say("/status")


async def _cities(place: Place) -> bool:
    await place.say("/subscribe 07:00 인천")
    both, one = await place.say("/add 부산"), await place.say("/remove 인천")
    await place.say("/stop")
    return "지역: 인천, 부산" in both and "지역: 부산\n" in one and "보내지 않을게요" in await place.press("그만")


async def _settings(place: Place) -> bool:
    await place.say("/subscribe 07:00 인천")
    await place.say("/settings")
    return "소리 없이" in await place.press("소리 끄기")


async def _by_name(place: Place) -> bool:
    await place.say("/subscribe 07:00 인천")
    await place.say("/settings")
    await place.press("지역")
    if place.chat.kind is ChatKind.CHANNEL:
        with pytest.raises(ValueError, match="not in list"):
            await place.press("이름으로 추가")
        return False
    await place.press("이름으로 추가")
    question = place.talk.world.messages(place.chat)[-1]
    place.talk.world.say(place.chat, place.talk.town.person, "강릉", reply_to=question, topic=place.topic)
    await place.talk.session.wait_until_idle()
    return "추가했어요: 강릉" in place.talk.world.messages(place.chat)[-1].text


async def _map_in_bulletin(place: Place) -> bool:
    await place.say("/subscribe 07:00 인천")
    await place.say("/settings")
    await place.press("내용")
    await place.press("지도")
    said = await place.morning()
    return "weather.png" in said and "☀️" in said


async def _buttons_below(place: Place) -> bool:
    await place.say("/subscribe 07:00 인천")
    await place.morning()
    morning = place.talk.world.messages(place.chat)[-1]
    return bool(morning.buttons) and "지역 뉴스" in await place.press("뉴스")


async def _forget(place: Place) -> bool:
    await place.say("/subscribe 07:00 인천")
    await place.say("/data")
    await place.say("/forget")
    return "저장된 정보를 모두 지웠어요" in await place.press("모두 지우기")


async def _follow(place: Place) -> bool:
    await place.say("/weather 인천")
    return "지역: 인천" in await place.press("매일 받기")


async def _keep_posted(place: Place) -> bool:
    await place.say("/news 도서관")
    await place.press("새 소식 받기")
    return "한 시간에 한 번" in await place.press("내 키워드 알림")


def _says(words: str, answer: str) -> Callable[[Place], Awaitable[bool]]:
    async def tried(place: Place) -> bool:
        return answer in await place.say(words)

    return tried


async def _caption(place: Place) -> bool:
    return "맑음 15.9℃" in await place.post("/weather 인천")


async def _share(place: Place) -> bool:
    return "인천" in await place.share()


async def _example(place: Place) -> bool:
    await place.say("/start")
    try:
        return "인천 맑음" in await place.press("예시")
    except ValueError:  # there is no such button
        return False


TRIES: dict[str, Callable[[Place], Awaitable[bool]]] = {
    "`/weather 인천`": _says("/weather 인천", "맑음 15.9℃"),
    "a name alone": _says("인천", "맑음 15.9℃"),
    "a command in a caption": _caption,
    "`/news`": _says("/news", "동네 도서관"),
    "`/forecast 인천`, `/tomorrow`, `/week`, `/dust`, `/warnings`": _says("/tomorrow 인천", "아직 예보는"),
    "`/map`, `/chart 인천`": _says("/map", "weather.png"),
    "a shared place": _share,
    "the example below `/start`": _example,
    "“🔔 Subscribe” below the weather": _follow,
    "“🔔 Keep me posted” below the news": _keep_posted,
    "`/subscribe`, `/status`": _subscription,
    "`/add`, `/remove`, `/stop`": _cities,
    "`/settings`": _settings,
    "cities by name, as a reply to the bot": _by_name,
    "the map in the bulletin": _map_in_bulletin,
    "the buttons below the bulletin": _buttons_below,
    "`/language`": _says("/language en", "English"),
    "`/channel`": _says("/channel @morning_post", "📢 아침 소식"),
    "`/data`, `/forget`": _forget,
}
INLINE = {"`/weather 인천`": ("인천", "맑음 15.9℃"), "`/news`": ("뉴스", "동네 도서관")}


def _table() -> dict[str, dict[str, str]]:
    """Return the table's rows by their first cell, each as cells by kind of chat."""
    lines = DOCUMENT.read_text(encoding="utf-8").split("## What works where", 1)[1].split("\n#", 1)[0].splitlines()
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines if line.startswith("|")]
    assert rows[0][-len(PLACES) :] == PLACES
    return {what: dict(zip(PLACES, cells, strict=True)) for what, *cells in rows[2:]}


TABLE = _table()


def test_the_table_documents_every_tested_feature() -> None:
    assert list(TABLE) == list(TRIES)
    assert {cell[0] for row in TABLE.values() for cell in row.values()} == {WORKS, NOT}


@pytest.mark.parametrize("where", PLACES[:-1])
@pytest.mark.parametrize("what", TRIES)
async def test_features_work_only_where_documented(talk: Talk, what: str, where: str) -> None:
    assert await TRIES[what](await _place(talk, where)) == TABLE[what][where].startswith(WORKS)


@pytest.mark.parametrize("what", TRIES)
async def test_inline_offers_the_documented_features(start: Start, what: str) -> None:
    assert (what in INLINE) == TABLE[what]["inline"].startswith(WORKS)
    if what in INLINE:
        question, answer = INLINE[what]
        assert answer in shown(await ask(await start(), question))


async def _place(talk: Talk, where: str) -> Place:
    town = talk.town
    if where != "forum topic":
        return Place(talk, {"private chat": town.private, "group": town.group, "channel": town.channel}[where])
    forum = talk.world.add_supergroup("마을회관", town.person, is_forum=True)
    talk.world.add_bot(forum)
    await talk.session.wait_until_idle()
    return Place(talk, forum, talk.world.create_topic(forum, town.person, "날씨"))

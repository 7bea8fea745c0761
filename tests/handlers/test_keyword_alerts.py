"""Keyword alerts from the button below `/news` to the message: what comes, when, where, and what never comes."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from sqlalchemy import select
from syrupy.assertion import SnapshotAssertion

from handlers.news.alerts import MAX_ALERTS
from simulator import Fault, errors
from simulator.world.chats import Chat
from sources.records import Article
from storage.ledger import restorations
from storage.schema import alert_match, alert_message, keyword_alert
from tests.factories import EVENING, publish, seoul
from tests.handlers.factories import ONLY_ADMINISTRATORS, OUT_OF_DATE, press, stored_of, texts
from tests.talk import Start, Talk

NOON = "2024-05-14 12:00"
BUS = "🔔 새 소식 받기"


def bus(number: int = 1, *, lead: str = "정류장이 늘어난다.") -> Article:
    return Article(f"{number}번 버스 새 노선", paragraphs=(lead,), address=f"https://paper.example/bus/{number}")


async def arrive(talk: Talk, *found: Article, at: str, source: str = "하나신문", region: str | None = None) -> None:
    """Publish articles that a source has at a time (in Seoul)."""
    async with talk.session.database.write() as connection:
        for article in found:
            await publish(connection, article, seoul(at.replace(" ", "T")), source=source, region=region)


def alerts(talk: Talk, chat: Chat | None = None) -> list[str]:
    return [text for text in texts(talk, chat or talk.town.private) if text.startswith("🔔 새 소식")]


async def following(start: Start, words: str = "버스", at: str = NOON, language: str = "ko") -> Talk:
    """Start the bot, ask for the news of some words, and press the button."""
    talk = await start(page=None, at=seoul(at.replace(" ", "T")), language=language)
    await talk(f"/news {words}")
    await press(talk, "🔔")
    return talk


async def test_new_articles_come_and_are_linked(start: Start, snapshot: SnapshotAssertion) -> None:
    talk = await following(start)
    await arrive(talk, bus(), at="2024-05-14 12:10")
    assert await talk.at("2024-05-14 12:11") == snapshot
    message = talk.world.messages(talk.town.private)[-1]
    assert [entity.url for entity in message.entities if entity.url] == ["https://paper.example/bus/1"]


async def test_the_button_says_what_will_come_and_then_lists_and_removes(
    start: Start, snapshot: SnapshotAssertion
) -> None:
    talk = await start(page=None, at=seoul("2024-05-14T12:00"))
    await arrive(talk, bus(), at="2024-05-14 11:00")
    printed = [
        await talk("/news 버스"),
        await press(talk, BUS),
        await press(talk, "🔔 내"),
        await press(talk, "❌ 버스"),
    ]
    assert "\n".join(printed) == snapshot
    async with talk.session.database.read() as connection:
        assert (await connection.execute(select(keyword_alert))).all() == []


async def test_what_was_seen_before_the_alert_is_never_sent(start: Start) -> None:
    talk = await start(page=None, at=seoul("2024-05-14T12:00"))
    await arrive(talk, bus(), at="2024-05-14 12:00")
    await talk("/news 버스")
    await press(talk, BUS)
    await talk.at("2024-05-14 12:01")
    await talk.at("2024-05-14 14:00")
    assert alerts(talk) == []


async def test_at_most_one_message_an_hour_collects_what_came_meanwhile(start: Start) -> None:
    talk = await following(start)
    await arrive(talk, bus(1), at="2024-05-14 12:10")
    await talk.at("2024-05-14 12:11")
    await arrive(talk, bus(2), bus(3), at="2024-05-14 12:20")
    for time in ("12:21", "12:40", "13:10"):
        assert await talk.at(f"2024-05-14 {time}") == ""
    collected = await talk.at("2024-05-14 13:12")
    assert "2번 버스" in collected
    assert "3번 버스" in collected
    assert "1번 버스" not in collected
    assert len(alerts(talk)) == 2


async def test_keywords_of_a_chat_share_a_message_and_an_article_comes_once(
    start: Start, snapshot: SnapshotAssertion
) -> None:
    talk = await following(start)
    await talk("/news 도서관")
    await press(talk, BUS)
    await arrive(
        talk, bus(), bus(2, lead="도서관 앞에 선다."), Article("도서관이 문을 연다"), at="2024-05-14 12:10"
    )  # fmt: skip
    assert await talk.at("2024-05-14 12:11") == snapshot
    await talk.at("2024-05-14 15:00")
    assert len(alerts(talk)) == 1


async def test_nothing_comes_at_night_and_all_of_it_in_the_morning(start: Start) -> None:
    talk = await following(start)
    await arrive(talk, bus(1), at="2024-05-14 22:00")
    await arrive(talk, bus(2), at="2024-05-15 03:00")
    for time in ("14 22:01", "15 03:01", "15 06:59"):
        assert await talk.at(f"2024-05-{time}") == ""
    morning = await talk.at("2024-05-15 07:00")
    assert "1번 버스" in morning
    assert "2번 버스" in morning


async def test_the_night_is_that_of_the_chats_own_time_zone(start: Start) -> None:
    talk = await following(start, at="2024-05-14 12:00")
    await talk("/subscribe 07:00 인천", "/settings")
    await press(talk, "🕰")
    await press(talk, "뉴욕")
    await arrive(talk, bus(), at="2024-05-14 12:10")
    assert await talk.at("2024-05-14 15:00") == "", "02:00 in New York"
    assert "1번 버스" in await talk.at("2024-05-14 20:00")


async def test_what_could_not_be_sent_before_the_night_comes_in_the_morning(start: Start) -> None:
    talk = await following(start, at="2024-05-14 21:50")
    talk.refusals_expected = True
    talk.server.faults.append(Fault("sendMessage", times=9, answer=502))
    await arrive(talk, bus(), at="2024-05-14 21:58")
    await talk.at("2024-05-14 21:59")
    talk.server.faults.clear()
    assert await talk.at("2024-05-14 22:05") == ""
    assert "1번 버스" in await talk.at("2024-05-15 07:00")
    assert len(alerts(talk)) == 1


async def test_a_lost_answer_is_not_sent_twice(start: Start) -> None:
    talk = await following(start)
    talk.refusals_expected = True
    talk.server.faults.append(Fault("sendMessage", drop="after"))
    await arrive(talk, bus(), at="2024-05-14 12:10")
    for time in ("12:11", "12:12", "14:00"):
        await talk.at(f"2024-05-14 {time}")
    assert len(alerts(talk)) == 1
    async with talk.session.database.read() as connection:
        assert list(await connection.scalars(select(alert_message.c.state))) == ["unknown"]


async def test_a_restart_and_a_clock_that_was_set_back_send_nothing_twice(start: Start) -> None:
    talk = await following(start)
    await arrive(talk, bus(), at="2024-05-14 12:10")
    await talk.at("2024-05-14 12:11")
    for time in (NOON, "2024-05-14 12:11", "2024-05-14 12:11"):
        await talk.at(time)
    again = await start(page=None, at=seoul("2024-05-14T14:00"))
    await again.session.delivery.recover()
    await again.at("2024-05-14 14:01")
    assert len(alerts(talk)) + len(alerts(again)) == 1


async def test_a_removed_alert_sends_nothing_and_another_one_of_the_chat_never_repeats(start: Start) -> None:
    talk = await following(start)
    await talk("/news 노선")
    await press(talk, BUS)
    await arrive(talk, bus(), at="2024-05-14 12:10")
    await talk.at("2024-05-14 12:11")
    await arrive(talk, Article("막차 버스가 늦어진다"), at="2024-05-14 12:30")
    await talk.at("2024-05-14 12:31")
    await talk("/settings")
    await press(talk, "🔔 키워드")
    await press(talk, "❌ 버스")
    for time in ("13:30", "15:00"):
        await talk.at(f"2024-05-14 {time}")
    assert len(alerts(talk)) == 1


async def test_a_region_has_the_news_of_its_sources(start: Start) -> None:
    talk = await following(start, "인천")
    await arrive(talk, Article("새벽 시장에 등불"), at="2024-05-14 12:10", source="인천신문", region="인천")
    assert "새벽 시장" in await talk.at("2024-05-14 12:11")


async def test_an_article_that_is_dated_ahead_comes_when_it_is_released(start: Start) -> None:
    talk = await following(start)
    later = Article("내일부터 버스가 늘어난다", published_at=seoul("2024-05-14T15:00"))
    await arrive(talk, later, at="2024-05-14 12:10")
    assert await talk.at("2024-05-14 12:11") == ""
    assert "내일부터" in await talk.at("2024-05-14 15:05")


async def test_a_search_without_results_can_be_followed(start: Start) -> None:
    talk = await start(page=None, at=seoul("2024-05-14T12:00"))
    assert BUS in await talk("/news 트램")
    assert BUS not in await talk("/news %")
    assert BUS not in await talk(f"/news {'가' * 200}")
    assert BUS not in await talk("/news")


@pytest.mark.parametrize("where", ["group", "channel"])
async def test_only_administrators_make_alerts(start: Start, where: str) -> None:
    talk = await start(page=None, at=seoul("2024-05-14T12:00"))
    chat = getattr(talk.town, where)
    stranger = talk.world.add_person("지훈", language_code="ko")
    talk.world.join(chat, stranger)
    await talk(f":in {where}", "/news 버스")
    assert ONLY_ADMINISTRATORS in await press(talk, BUS, stranger, chat)
    await press(talk, BUS, chat=chat)
    await arrive(talk, bus(), at="2024-05-14 12:10")
    await talk.at("2024-05-14 12:11")
    assert len(alerts(talk, chat)) == 1
    assert ONLY_ADMINISTRATORS in await press(talk, "🔔 내", stranger, chat)


async def test_a_topic_has_alerts_of_its_own(start: Start) -> None:
    talk = await start(page=None, at=seoul("2024-05-14T12:00"))
    forum = talk.world.add_supergroup("동네", talk.town.person, is_forum=True)
    talk.world.add_bot(forum)
    topic = talk.world.create_topic(forum, talk.town.person, "버스")
    talk.world.say(forum, talk.town.person, "/news 버스", topic=topic)
    await talk.shown()
    await press(talk, BUS, chat=forum)
    await arrive(talk, bus(), at="2024-05-14 12:10")
    await talk.at("2024-05-14 12:11")
    assert talk.world.messages(forum)[-1].thread_id == topic.thread_id
    assert len(alerts(talk, forum)) == 1


async def test_a_chat_has_ten_at_most(start: Start) -> None:
    talk = await start(page=None, at=seoul("2024-05-14T12:00"))
    for number in range(MAX_ALERTS):
        await talk(f"/news 소식{number}")
        await press(talk, BUS)
    await talk("/news 지하철")
    assert "10개" in await press(talk, BUS)
    async with talk.session.database.read() as connection:
        assert len((await connection.execute(select(keyword_alert))).all()) == MAX_ALERTS


async def test_a_blocked_chat_stops_and_begins_anew_when_it_is_back(start: Start) -> None:
    talk = await following(start)
    talk.world.block(talk.town.person)
    await talk.shown()
    await arrive(talk, bus(1), at="2024-05-14 12:10")
    await talk.at("2024-05-14 12:11")
    talk.world.unblock(talk.town.person)
    await talk.shown()
    await talk.at("2024-05-14 12:12")
    assert alerts(talk) == []
    await arrive(talk, bus(2), at="2024-05-14 12:30")
    assert "2번 버스" in await talk.at("2024-05-14 12:31")


async def test_a_chat_that_refuses_messages_stops(start: Start) -> None:
    talk = await following(start)
    talk.refusals_expected = True
    talk.server.faults.append(Fault("sendMessage", answer=errors.forbidden("bot was blocked by the user")))
    await arrive(talk, bus(1), at="2024-05-14 12:10")
    await talk.at("2024-05-14 12:11")
    async with talk.session.database.read() as connection:
        assert list(await connection.scalars(select(keyword_alert.c.stopped_reason))) == ["bot_removed"]
        assert list(await connection.scalars(select(alert_message.c.state))) == ["failed"]
    await arrive(talk, bus(2), at="2024-05-14 14:10")
    assert await talk.at("2024-05-14 14:11") == ""


async def test_a_group_that_becomes_a_supergroup_keeps_its_alerts(start: Start) -> None:
    talk = await start(page=None, at=seoul("2024-05-14T12:00"))
    await talk(":in group", "/news 버스")
    await press(talk, BUS, chat=talk.town.group)
    await arrive(talk, bus(1), at="2024-05-14 12:10")
    await talk.at("2024-05-14 12:11")
    new = talk.world.migrate(talk.town.group)
    await talk.shown()
    await arrive(talk, bus(2), at="2024-05-14 13:30")
    await talk.at("2024-05-14 13:31")
    assert [text for text in alerts(talk, new) if "버스" in text][-1].count("번 버스") == 1
    assert "2번 버스" in alerts(talk, new)[-1]


async def test_data_shows_alerts_and_forget_deletes_them(start: Start) -> None:
    talk = await following(start)
    await arrive(talk, bus(), at="2024-05-14 12:10")
    await talk.at("2024-05-14 12:11")
    await talk("/data")
    file = talk.world.messages(talk.town.private)[-1].file
    assert file is not None
    document = json.loads(file.data)
    assert [alert["words"] for alert in document["keyword_alerts"]] == ["버스"]
    assert [message["state"] for message in document["alert_messages"]] == ["sent"]
    assert [match["alert"] for match in document["articles_of_alerts"]] == [document["keyword_alerts"][0]["number"]]
    await talk("/forget", ":press 1")
    assert await stored_of(talk, talk.town.private) == []
    async with talk.session.database.read() as connection:
        for table in (keyword_alert, alert_message, alert_match):
            assert (await connection.execute(select(table))).all() == []


async def test_stop_and_status_name_the_alerts(start: Start, snapshot: SnapshotAssertion) -> None:
    talk = await following(start)
    assert await talk("/status", "/subscribe 07:00 인천", "/unsubscribe", "/stop") == snapshot


async def test_a_button_of_a_forgotten_search_is_out_of_date(start: Start) -> None:
    talk = await start(page=None, at=seoul("2024-05-14T12:00"))
    await talk("/news 버스")
    talk.session.clock.set(EVENING + dt.timedelta(days=40))
    await talk("/news 도서관")
    message = talk.world.messages(talk.town.private)[-3]
    talk.world.press(message, 0, talk.town.person)
    assert OUT_OF_DATE in await talk.shown()


async def test_many_articles_are_counted_and_long_ones_fit(start: Start) -> None:
    talk = await following(start)
    await talk("/news 도서관")
    await press(talk, BUS)
    many = [
        Article(f"{number} 버스 " + "긴 제목 " * 200, paragraphs=("말 " * 500 + str(number),)) for number in range(12)
    ]
    await arrive(talk, Article("도서관이 문을 연다"), *many, at="2024-05-14 12:10")
    text = await talk.at("2024-05-14 12:11")
    assert "🔔 새 소식 13건" in text
    assert "그 밖에 5건" in text
    assert "도서관이 문을 연다" in text, "a keyword with many articles leaves room for the others"


async def test_the_message_in_each_language(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(page=None, at=seoul("2024-05-14T12:00"), language=language)
    printed = [await talk("/news 버스"), await press(talk, "🔔")]
    many = [bus(number) for number in range(9)]
    await arrive(talk, *many, at="2024-05-14 12:10")
    printed += [await talk.at("2024-05-14 12:11"), await talk("/settings"), await press(talk, "🔔")]
    assert "\n".join(printed) == snapshot


async def test_articles_from_before_a_restoration_are_not_sent_again(start: Start) -> None:
    talk = await following(start)
    async with talk.session.database.write() as connection:
        await restorations.add(connection, seoul("2024-05-14T12:05"))
    old, new = (replace(bus(number), published_at=seoul(f"2024-05-14T12:0{number}")) for number in (4, 6))
    await arrive(talk, old, new, bus(7), at="2024-05-14 12:10")
    await talk.at("2024-05-14 12:11")
    (text,) = alerts(talk)
    assert "6번 버스" in text
    assert "7번 버스" in text, "without a date it may be new"
    assert "4번 버스" not in text

"""Delivery from /subscribe to the message: one bulletin a day, whatever Telegram or the clock does."""

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.settings import Settings
from local import local_session
from simulator import Fault, errors
from sources.records import Article
from storage.chats import chats
from storage.errors import DatabaseFailed
from storage.ledger import claiming, deliveries
from storage.schema import DeliveryState, delivery
from tests.factories import country, publish, seoul, take_hour
from tests.handlers.settings.factories import press
from tests.storage.factories import enqueue
from tests.talk import Start, Talk

MORNING = "2024-05-14 07:00"
HEADLINE_LINE = "\n    📰"
"""The beginning of a headline in a printed chat; one of the buttons has the picture too."""


async def _states(talk: Talk) -> list[str]:
    async with talk.session.database.read() as connection:
        rows = await connection.execute(select(delivery.c.state).order_by(delivery.c.local_date, delivery.c.id))
        return [row.state for row in rows]


def _bulletins(talk: Talk) -> int:
    """Return how many bulletins arrived in all chats, whatever the bot was told."""
    return sum(
        message.text.startswith("☀️") for chat in talk.world.chats.values() for message in talk.world.messages(chat)
    )


async def _subscribed(start: Start) -> Talk:
    talk = await start()
    await talk("/subscribe 07:00 인천")
    return talk


async def test_a_bulletin_comes_once_a_day(start: Start) -> None:
    talk = await _subscribed(start)
    for time in ("06:59", "07:00", "07:00", "07:01", "23:59"):
        await talk.at(f"2024-05-14 {time}")
    assert _bulletins(talk) == 1
    await talk.at("2024-05-15 07:00")
    assert _bulletins(talk) == 2


async def test_a_bot_that_was_down_at_seven_delivers_when_it_is_back(start: Start) -> None:
    await _subscribed(start)
    back = await start(at=seoul("2024-05-14T09:59"))
    await back.session.delivery.run()
    assert _bulletins(back) == 1
    assert await _states(back) == ["sent"]


async def test_a_bulletin_that_is_not_sent_by_its_cut_off_expires(start: Start) -> None:
    await _subscribed(start)
    back = await start(at=seoul("2024-05-14T10:00"))
    await back.session.delivery.run()
    assert _bulletins(back) == 0
    assert await _states(back) == ["expired"]


async def test_after_days_of_downtime_only_the_last_bulletin_is_sent(start: Start) -> None:
    talk = await _subscribed(start)
    await talk.at("2024-05-18 08:00")
    assert await _states(talk) == ["sent"]
    assert _bulletins(talk) == 1


async def test_a_clock_that_jumps_back_sends_nothing_twice(start: Start) -> None:
    talk = await _subscribed(start)
    for time in (MORNING, "2024-05-13 07:00", MORNING, "2024-05-14 08:00"):
        await talk.at(time)
    assert _bulletins(talk) == 1


async def test_a_change_of_time_on_the_day_itself_never_gives_two(start: Start) -> None:
    talk = await _subscribed(start)
    await talk.at(MORNING)
    assert "다음 알림: 5월 15일 수요일 09:00" in await talk("/subscribe 09:00")
    await talk.at("2024-05-14 09:00")
    assert _bulletins(talk) == 1
    await talk.at("2024-05-15 09:00")
    assert _bulletins(talk) == 2


async def test_unsubscribing_during_an_outage_cancels_the_waiting_bulletin(start: Start) -> None:
    talk = await _subscribed(start)
    talk.refusals_expected = True
    talk.server.faults.append(Fault("sendMessage", answer=500))
    await talk.at(MORNING)
    await talk("/unsubscribe")
    await talk.at("2024-05-14 07:10")
    assert _bulletins(talk) == 0
    assert await _states(talk) == ["failed"]


async def test_a_chat_gets_a_headline_only_once(start: Start) -> None:
    talk = await _subscribed(start)
    assert HEADLINE_LINE in await talk.at(MORNING)
    assert HEADLINE_LINE not in await talk.at("2024-05-15 07:00")
    async with talk.session.database.write() as connection:
        await publish(connection, Article(headline="새 소식"), seoul("2024-05-15T12:00"))
    assert "📰 새 소식" in await talk.at("2024-05-16 07:00")


async def test_a_headline_is_sent_to_each_chat(start: Start) -> None:
    talk = await _subscribed(start)
    await talk(":in group", "/subscribe 07:05")
    assert HEADLINE_LINE in await talk.at(MORNING)
    assert HEADLINE_LINE in await talk.at("2024-05-14 07:05")


async def test_an_old_headline_is_sent_only_without_a_newer_one(start: Start) -> None:
    talk = await start(page=None, at=seoul("2024-05-16T20:00"))
    await talk("/subscribe 07:00 강릉")
    async with talk.session.database.write() as connection:
        for day, headline in ((9, "지난주 시장 풍경"), (13, "그끄저께 도서관 개관")):
            article = Article(headline=headline, published_at=seoul(f"2024-05-{day:02}T20:00"))
            await publish(connection, article, seoul("2024-05-16T12:00"), source="강릉신문", region="강릉")
    morning = await talk.at("2024-05-17 07:00")
    assert "📰 그끄저께 도서관 개관\n    출처: 강릉신문\n    3일 전 뉴스예요." in morning
    assert HEADLINE_LINE not in await talk.at("2024-05-18 07:00")


async def test_each_city_gets_the_headline_of_its_own_region(start: Start) -> None:
    talk = await _subscribed(start)
    await talk(":in group", "/subscribe 07:00 강릉 인천", ":in private")
    async with talk.session.database.write() as connection:
        for region, headline in (("강원", "바닷가 우체국 이야기"), ("인천", "월미도 등대 다시 켜져")):
            await publish(
                connection, Article(headline=headline), seoul("2024-05-13T21:00"), source=region, region=region
            )
    await talk.at(MORNING)
    assert "📰 월미도 등대" in talk.world.messages(talk.town.private)[-1].text
    assert "📰 바닷가 우체국" in talk.world.messages(talk.town.group)[-1].text


async def test_undelivered_headlines_are_sent_for_48_hours(start: Start) -> None:
    talk = await _subscribed(start)
    await talk("/settings")
    await press(talk, "내용", "1")
    async with talk.session.database.write() as connection:
        await publish(connection, Article(headline="인천 새 소식"), seoul("2024-05-13T22:00"))
    assert "📰 인천 새 소식" in await talk.at(MORNING)
    assert "📰 [지역뉴스] 아침 일곱 시" in await talk.at("2024-05-15 07:00")
    assert HEADLINE_LINE not in await talk.at("2024-05-16 07:00")


async def test_a_citys_old_reading_is_marked_among_newer_ones(start: Start) -> None:
    talk = await _subscribed(start)
    later = {station: temperature for station, temperature in country(16.0).items() if station != 112}
    await take_hour(talk.session.database, country(15.0, s112=15.9), seoul("2024-05-14T03:00"))
    await take_hour(talk.session.database, later, seoul("2024-05-14T06:00"))
    morning = await talk.at(MORNING)
    assert "인천 맑음 15.9℃ (⚠️ 5월 14일 화요일 03:00 관측)" in morning
    assert "기상청 06:00 관측" in morning


async def test_a_clock_that_was_years_ahead_stops_no_subscription(start: Start) -> None:
    talk = await _subscribed(start)
    await talk.at("2034-01-01 12:00")
    assert _bulletins(talk) == 0
    await talk.at("2024-05-14 06:00")
    await talk.at(MORNING)
    assert _bulletins(talk) == 1
    assert await _states(talk) == ["sent", "expired"]


async def test_a_pending_bulletin_of_a_stopped_subscription_is_not_claimed(start: Start) -> None:
    talk = await _subscribed(start)
    talk.refusals_expected = True
    talk.server.faults.append(Fault("sendMessage", answer=500))
    await talk.at(MORNING)
    await talk("/unsubscribe")
    async with talk.session.database.write() as connection:  # as a retry that was on its way would leave it
        await connection.execute(update(delivery).values(state="pending"))
    await talk.at("2024-05-14 07:30")
    assert _bulletins(talk) == 0


async def test_outcomes_are_kept_until_the_database_accepts_them(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = await _subscribed(start)
    talk.errors_expected = True
    monkeypatch.setattr("bot.delivery.broadcast.WRITE_RETRY_DELAY", 0.01)
    failures = 3

    @asynccontextmanager
    async def failing() -> AsyncIterator[AsyncConnection]:
        nonlocal failures
        async with write() as connection:
            if await _states(talk) == ["sending"] and failures:
                failures -= 1
                raise DatabaseFailed("database is locked")
            yield connection

    write = talk.session.database.write
    monkeypatch.setattr(talk.session.database, "write", failing)
    await talk.at(MORNING)
    assert failures == 0
    assert await _states(talk) == ["sent"]
    assert _bulletins(talk) == 1


async def test_an_unexpected_error_leaves_the_outcome_unknown(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = await _subscribed(start)

    async def stumble(*_: object) -> int:
        raise RuntimeError("a mistake in the program")

    monkeypatch.setattr("bot.telegram_api.sender.MessageSender.post", stumble)
    with pytest.raises(RuntimeError, match="a mistake"):
        await talk.at(MORNING)
    assert await _states(talk) == ["unknown"]


async def test_a_bulletin_without_readings_says_so(start: Start) -> None:
    talk = await start(page=None)
    await talk("/subscribe 07:00 인천")
    morning = await talk.at(MORNING)
    assert "오늘은 들어온 관측값이 없어요." in morning
    assert "인천 관측값 없음" in morning
    assert "℃" not in morning


async def test_readings_of_before_yesterday_are_in_no_bulletin(start: Start) -> None:
    talk = await _subscribed(start)
    assert "⚠️" not in await talk.at(MORNING)
    morning = await talk.at("2024-05-15 07:00")
    assert "오늘은 들어온 관측값이 없어요." in morning
    assert "℃" not in morning


async def test_a_server_error_is_retried_until_it_succeeds(start: Start) -> None:
    talk = await _subscribed(start)
    talk.refusals_expected = True
    talk.server.faults.append(Fault("sendMessage", times=3, answer=502))
    for minute in range(10):
        await talk.at(f"2024-05-14 07:{minute:02}")
    assert _bulletins(talk) == 1
    assert await _states(talk) == ["sent"]


async def test_a_429_pauses_the_broadcast_and_loses_nothing(start: Start) -> None:
    talk = await _subscribed(start)
    talk.refusals_expected = talk.errors_expected = True
    talk.server.faults.append(Fault("sendMessage", answer=errors.too_many_requests(63)))
    await talk.at(MORNING)
    await talk.at("2024-05-14 07:01")
    assert await _states(talk) == ["pending"]
    assert "인천" in await talk("/weather 인천"), "the answer comes after the pause of its chat"
    await talk.at("2024-05-14 07:02")
    assert _bulletins(talk) == 1


@pytest.mark.parametrize(("drop", "received"), [("before", 0), ("after", 1)])
async def test_a_broken_connection_is_not_retried(start: Start, drop: str, received: int) -> None:
    talk = await _subscribed(start)
    talk.refusals_expected = True
    talk.server.faults.append(Fault("sendMessage", drop="before" if drop == "before" else "after"))
    for time in (MORNING, "2024-05-14 07:30", "2024-05-14 09:00"):
        await talk.at(time)
    assert await _states(talk) == ["unknown"]
    assert _bulletins(talk) == received
    await talk.at("2024-05-15 07:00")
    assert _bulletins(talk) == received + 1


async def test_a_deleted_account_is_stopped_at_once(start: Start) -> None:
    talk = await _subscribed(start)
    talk.refusals_expected = True
    talk.world.delete_account(talk.town.person)
    await talk.at(MORNING)
    await talk.at("2024-05-15 07:00")
    assert await _states(talk) == ["failed"]


async def test_a_chat_is_stopped_the_third_time_it_is_not_found(start: Start) -> None:
    talk = await _subscribed(start)
    talk.refusals_expected = True
    lost = Fault("sendMessage", times=2, answer=errors.chat_not_found())
    talk.server.faults.append(lost)
    for day in (14, 15, 16):
        await talk.at(f"2024-05-{day} 07:00")
    lost.times = 3
    for day in (17, 18, 19, 20, 21):
        await talk.at(f"2024-05-{day} 07:00")
    assert await _states(talk) == ["failed", "failed", "sent", "failed", "failed", "failed"]


@pytest.mark.parametrize(
    ("refusal", "states"),
    [
        ("TOPIC_CLOSED", ["failed", "sent"]),
        ("TOPIC_DELETED", ["failed"]),
        ("message thread not found", ["failed"]),
        ("need administrator rights in the channel chat", ["failed", "sent"]),
        ("CHAT_WRITE_FORBIDDEN", ["failed", "sent"]),
    ],
)
async def test_a_rejected_bulletin_is_not_retried_on_that_day(start: Start, refusal: str, states: list[str]) -> None:
    talk = await _subscribed(start)
    await talk(":in group", "/subscribe 07:00 부산")
    talk.refusals_expected = True
    talk.server.faults.append(Fault("sendMessage", chat_id=talk.town.group.id, answer=errors.bad_request(refusal)))
    for time in (MORNING, "2024-05-14 07:01", "2024-05-14 09:00", "2024-05-15 07:00"):
        await talk.at(time)
    async with talk.session.database.read() as connection:
        of_group = select(delivery.c.state).where(delivery.c.chat_id == talk.town.group.id).order_by(delivery.c.id)
        assert list(await connection.scalars(of_group)) == states
    assert [message.text[:1] for message in talk.world.messages(talk.town.private)].count("☀") == 2, "others go on"


async def test_another_rejection_fails_only_that_bulletin(start: Start) -> None:
    talk = await _subscribed(start)
    talk.refusals_expected = True
    talk.server.faults.append(Fault("sendMessage", answer=errors.bad_request("not enough rights")))
    await talk.at(MORNING)
    await talk.at("2024-05-15 07:00")
    assert await _states(talk) == ["failed", "sent"]


async def test_rejected_html_is_sent_again_as_plain_text(start: Start) -> None:
    talk = await _subscribed(start)
    talk.refusals_expected = True
    talk.server.faults.append(Fault("sendMessage", answer=errors.cannot_parse("Unsupported start tag")))
    assert "좋은 아침이에요" in await talk.at(MORNING)
    message = talk.world.messages(talk.town.private)[-1]
    assert [entity.type for entity in message.entities] == []
    assert "\n\n인천 맑음 15.9℃\n" in message.text
    assert await _states(talk) == ["sent"]


@pytest.mark.parametrize("new_has_one", [False, True])
async def test_a_migration_found_on_sending_is_followed_once(start: Start, *, new_has_one: bool) -> None:
    talk = await start()
    await talk(":in group", "/subscribe 07:00 인천")
    group = talk.town.group
    supergroup = talk.world.migrate(group)
    await talk.session.wait_until_idle()
    async with talk.session.database.write() as connection:  # as if the service messages had been missed
        await chats.migrate(connection, supergroup.id, group.id)
    if new_has_one:
        talk.world.say(supergroup, talk.town.person, "/subscribe 07:00 부산")
        await talk.session.wait_until_idle()
    talk.refusals_expected = True
    await talk.at(MORNING)
    assert _bulletins(talk) == 1
    assert ("부산 맑음" in talk.world.messages(supergroup)[-1].text) is new_has_one
    await talk.at("2024-05-15 07:00")
    assert _bulletins(talk) == 2


async def test_a_wrong_token_stops_no_subscription(start: Start) -> None:
    talk = await _subscribed(start)
    talk.refusals_expected = talk.errors_expected = True
    talk.server.faults.append(Fault("sendMessage", times=2, answer=errors.unauthorized()))
    await talk.at(MORNING)
    assert await _states(talk) == ["pending"]
    await talk.at("2024-05-14 07:02")
    await talk.at("2024-05-14 07:04")
    assert _bulletins(talk) == 1


async def test_only_bulletins_in_flight_are_unknown_after_a_crash(start: Start) -> None:
    talk = await _subscribed(start)
    await talk(":in group", "/subscribe 07:00 부산")
    talk.session.clock.set(seoul("2024-05-14T07:00"))
    now = talk.session.clock.now()
    async with talk.session.database.write() as connection:
        await enqueue(connection, dt.date(2024, 5, 14), now)
        claimed = await claiming.claim(connection, now, limit=9)
        await deliveries.mark_sending(connection, claimed[:1])
    back = await start(at=now)
    await back.session.delivery.run()
    assert sorted(await _states(back)) == [DeliveryState.SENT, DeliveryState.UNKNOWN]
    assert _bulletins(back) == 1


async def test_a_broadcast_reaches_everybody_once_in_their_language(start: Start) -> None:
    talk = await start()
    people = [talk.world.add_person(f"사람 {n}", language_code="ko" if n % 2 else "en") for n in range(30)]
    for person in people:
        talk.world.say(talk.world.private_chat(person), person, "/subscribe 07:00 Incheon")
    await talk.session.wait_until_idle()
    await talk.at(MORNING)
    for n, person in enumerate(people):
        texts = [message.text for message in talk.world.messages(talk.world.private_chat(person))]
        greeting = "☀️ 좋은 아침이에요!" if n % 2 else "☀️ Good morning!"
        assert [text.startswith(greeting) for text in texts].count(True) == 1
    assert await _states(talk) == ["sent"] * 30


async def test_bulletins_are_sent_after_an_outage_with_few_attempts(start: Start) -> None:
    talk = await start()
    talk.refusals_expected = True
    people = [talk.world.add_person(f"사람 {n}", language_code="ko") for n in range(30)]
    for person in people:
        talk.world.say(talk.world.private_chat(person), person, "/subscribe 07:00")
    await talk.session.wait_until_idle()
    outage = [Fault("sendMessage", times=1000, answer=503), Fault("getMe", times=1, answer=503)]
    talk.server.faults.extend(outage)
    await talk.at(MORNING)
    tried = sum(call.method == "sendMessage" and not call.accepted for call in talk.server.calls)
    assert tried < 30
    await talk.at("2024-05-14 07:01")
    assert sum(call.method == "sendMessage" and not call.accepted for call in talk.server.calls) == tried
    outage[0].times = 0
    for minute in range(2, 8):
        await talk.at(f"2024-05-14 07:{minute:02}")
    assert _bulletins(talk) == 30
    assert await _states(talk) == ["sent"] * 30


async def test_a_pause_does_not_count_as_an_attempt(start: Start) -> None:
    talk = await start()
    talk.refusals_expected = talk.errors_expected = True
    for n in range(60):
        person = talk.world.add_person(f"사람 {n}", language_code="ko")
        talk.world.say(talk.world.private_chat(person), person, "/subscribe 07:00")
    await talk.session.wait_until_idle()
    talk.server.faults.append(Fault("sendMessage", times=1000, answer=errors.too_many_requests(60)))
    await talk.at(MORNING)
    tried = sum(call.method == "sendMessage" and not call.accepted for call in talk.server.calls)
    async with talk.session.database.read() as connection:
        rows = (await connection.execute(select(delivery.c.state, delivery.c.attempts))).all()
    assert {row.state for row in rows} == {"pending"}
    assert sum(row.attempts for row in rows) == tried < 30
    talk.server.faults.clear()
    await talk.at("2024-05-14 07:02")
    assert _bulletins(talk) == 60


async def test_a_bulletin_of_a_migrated_group_is_sent_once_to_the_new_id(start: Start) -> None:
    talk = await start()
    talk.refusals_expected = True
    await talk(":in group", "/subscribe 07:00 인천")
    moved = talk.world.migrate(talk.town.group)
    await talk.at(MORNING)
    assert [message.text.startswith("☀️") for message in talk.world.messages(moved)].count(True) == 1
    assert await _states(talk) == ["sent"]


async def test_paid_broadcasts_say_so_and_answers_do_not(database_url: str) -> None:
    settings = Settings(database_url=database_url, paid_broadcasts=True)
    async with local_session(settings, "ko", seoul("2024-05-13T20:00")) as session:
        session.world.say(session.town.private, session.town.person, "/subscribe 07:00 인천")
        await session.wait_until_idle()
        await session.set_clock(seoul("2024-05-14T07:00"))
        said = [call.arguments for call in session.server.calls if call.method == "sendMessage"]
    assert [arguments.get("allow_paid_broadcast") for arguments in said] == [None, True]

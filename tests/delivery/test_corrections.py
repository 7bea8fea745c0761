"""`jogan correct`: bulletins are edited where they stand, once each, and nothing else in them changes."""

import asyncio

import pytest
from sqlalchemy import delete, select
from syrupy.assertion import SnapshotAssertion
from typer.testing import CliRunner, Result

from commands import app
from local import TOKEN
from simulator import Fault, errors
from simulator.world.chats import Chat, User
from sources.forecasts import Forecast, ForecastDay
from sources.korea.forecast_grid import find_cell
from sources.records import Article
from storage.chats import refused
from storage.content import forecasts
from storage.schema import article, bulletin_text, delivery, observation
from tests.bot.weather.factories import hours
from tests.delivery.mornings import SEVEN, crowd, deliver_all
from tests.factories import EVENING, country, publish, seoul, take_hour
from tests.handlers.factories import press
from tests.outlook import INCHEON, TODAY, know
from tests.talk import Start, Talk

DAY = "2024-05-14"
WRONG = "도서관이 <여덟> 시에 문을 연다"
RIGHT = "도서관이 <일곱> 시에 문을 연다"
HEADLINES = ("--headline", WRONG, RIGHT)


@pytest.fixture
async def morning(start: Start, monkeypatch: pytest.MonkeyPatch) -> Talk:
    """Start the bot on an evening with a wrong headline, for commands on its database and its Telegram."""
    talk = await start()
    settings = talk.session.application.dependencies.settings
    monkeypatch.setenv("JOGAN_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("JOGAN_TELEGRAM_API", talk.server.base_url)
    monkeypatch.setenv("JOGAN_TELEGRAM_TOKEN", TOKEN)
    async with talk.session.database.write() as connection:
        await publish(connection, Article(WRONG, address="https://paper.example/1"), EVENING, source="하나신문")
    return talk


async def correct(*words: str, said: str | None = None) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, app, ["correct", "--day", DAY, *words], said)


def bulletin(talk: Talk, chat: Chat | None = None) -> str:
    """Return the newest bulletin of a chat as it is shown now."""
    messages = talk.world.messages(chat or talk.town.private)
    return next(one.text for one in reversed(messages) if one.text.startswith(("☀️", "🗞")))


def buttons(talk: Talk) -> list[str]:
    """Return the labels of the buttons below the newest bulletin as they are now."""
    messages = talk.world.messages(talk.town.private)
    morning = next(one for one in reversed(messages) if one.text.startswith("☀️"))
    return [one.text for one in morning.buttons]


def edits(talk: Talk) -> int:
    return sum(call.method.lower().startswith("edit") and call.accepted for call in talk.server.calls)


async def test_a_wrong_headline_is_edited_and_nothing_else(morning: Talk, snapshot: SnapshotAssertion) -> None:
    await morning("/subscribe 07:00 인천", ":at 2024-05-14 07:00")
    before, below = bulletin(morning), buttons(morning)
    result = await correct(*HEADLINES, said="y\n")
    assert (result.exit_code, bulletin(morning)) == (0, before.replace(WRONG, RIGHT))
    assert buttons(morning) == below == ["🗺 지도", "📰 뉴스", "⚙️ 설정"]
    assert result.stdout == snapshot
    assert RIGHT in await morning("/news")


async def test_a_headline_that_was_taken_back_is_gone(morning: Talk, snapshot: SnapshotAssertion) -> None:
    await morning("/subscribe 07:00 인천", ":at 2024-05-14 07:00")
    before, below = bulletin(morning), buttons(morning)
    result = await correct("--withdraw", WRONG, said="y\n")
    assert (result.exit_code, edits(morning)) == (0, 1)
    assert bulletin(morning) == before.replace(WRONG, "이 기사는 취소됐어요.")
    assert buttons(morning) == below
    assert result.stdout == snapshot
    assert WRONG not in await morning("/news")
    again = await correct("--withdraw", WRONG, "--yes")
    assert (again.exit_code, edits(morning)) == (0, 1)


async def test_a_banned_chat_keeps_its_bulletin_as_it_was(morning: Talk) -> None:
    await morning("/subscribe 07:00 인천", ":at 2024-05-14 07:00")
    async with morning.session.database.write() as connection:
        await refused.ban(connection, morning.town.private.id, SEVEN)
    result = await correct(*HEADLINES, "--yes", "--tell")
    assert (result.exit_code, edits(morning)) == (0, 0)
    assert result.stdout == f"No bulletin of {DAY} to correct.\n"


async def test_the_lead_of_a_withdrawn_headline_goes_too_and_others_stay(morning: Talk) -> None:
    async with morning.session.database.write() as connection:
        for number, headline in enumerate(("버스가 늦는다", "장이 선다"), 2):
            story = Article(headline, address=f"https://paper.example/{number}", paragraphs=(f"{headline}고 한다.",))
            await publish(connection, story, EVENING, source="하나신문")
    await morning("/subscribe 07:00 인천", ":at 2024-05-14 07:00")
    before = bulletin(morning)
    assert (await correct("--withdraw", "버스가 늦는다", "--yes")).exit_code == 0
    assert bulletin(morning) == before.replace("버스가 늦는다\n버스가 늦는다고 한다.", "이 기사는 취소됐어요.")


async def test_a_withdrawn_article_stays_away_until_it_has_another_headline(morning: Talk) -> None:
    await morning("/subscribe 07:00 인천", ":at 2024-05-14 07:00")
    await correct("--withdraw", WRONG, "--yes")
    async with morning.session.database.write() as connection:
        await publish(connection, Article(WRONG, address="https://paper.example/1"), SEVEN, source="하나신문")
    assert WRONG not in await morning("/news")
    async with morning.session.database.write() as connection:
        await publish(connection, Article(RIGHT, address="https://paper.example/1"), SEVEN, source="하나신문")
    assert RIGHT in await morning("/news")


async def test_it_asks_first(morning: Talk) -> None:
    await morning("/subscribe 07:00 인천", ":at 2024-05-14 07:00")
    result = await correct(*HEADLINES, said="n\n")
    assert (result.exit_code, edits(morning)) == (1, 0)
    assert WRONG in bulletin(morning)
    assert WRONG in await morning("/news")


async def test_a_second_time_there_is_nothing_to_do(morning: Talk) -> None:
    await morning("/subscribe 07:00 인천", ":at 2024-05-14 07:00")
    await correct(*HEADLINES, "--yes")
    again = await correct(*HEADLINES, "--yes")
    assert (again.exit_code, edits(morning)) == (0, 1)
    assert again.stdout == "No bulletin of 2024-05-14 to correct.\n"


async def test_the_caption_of_a_map_is_edited(morning: Talk) -> None:
    await morning("/subscribe 07:00 인천", "/settings")
    await press(morning, "내용")
    await press(morning, "지도")
    await morning.at("2024-05-14 07:00")
    morning.refusals_expected = True
    before, below = bulletin(morning), buttons(morning)
    assert (await correct(*HEADLINES, "--yes")).exit_code == 0
    assert buttons(morning) == below == ["🗺 지도", "📰 뉴스", "⚙️ 설정"]
    message = next(one for one in reversed(morning.world.messages(morning.town.private)) if one.file)
    assert message.text == before.replace(WRONG, RIGHT)


async def test_whoever_had_another_headline_keeps_it(morning: Talk) -> None:
    await morning("/subscribe 07:00 인천", ":at 2024-05-14 07:00")
    result = await correct("--headline", "없는 제목", "있는 제목", "--yes")
    assert (result.exit_code, edits(morning)) == (2, 0)
    assert "no article has the headline '없는 제목'" in result.stderr


async def test_the_source_may_have_corrected_the_article_already(morning: Talk) -> None:
    await morning("/subscribe 07:00 인천", ":at 2024-05-14 07:00")
    async with morning.session.database.write() as connection:
        await publish(connection, Article(RIGHT, address="https://paper.example/1"), SEVEN, source="하나신문")
    assert (await correct(*HEADLINES, "--yes")).exit_code == 0
    assert RIGHT in bulletin(morning)


async def test_groups_and_channels_are_counted_by_kind(morning: Talk) -> None:
    for where in ("private", "group", "channel"):
        await morning(f":in {where}", "/subscribe 07:00 인천")
    await morning.at("2024-05-14 07:00")
    result = await correct(*HEADLINES, "--yes")
    assert "3 bulletins of 2024-05-14 can be corrected: 1 channel, 1 group, 1 private." in result.stdout
    assert all(RIGHT in bulletin(morning, chat) for chat in (morning.town.group, morning.town.channel))


@pytest.mark.parametrize("tells", [False, True])
async def test_what_cannot_be_edited_is_told_if_wished_and_once(
    morning: Talk, snapshot: SnapshotAssertion, *, tells: bool
) -> None:
    await morning("/subscribe 07:00 인천", ":at 2024-05-14 07:00")
    morning.refusals_expected = True
    morning.world.remove_message(morning.world.messages(morning.town.private)[-1])
    options = ("--yes", *(["--tell"] if tells else []))
    results = [await correct(*HEADLINES, *options) for _ in range(2)]
    assert [result.stdout.splitlines()[-1] for result in results] == snapshot
    texts = [one.text for one in morning.world.messages(morning.town.private)]
    assert [text for text in texts if text.startswith("✏️")] == (
        [f"✏️ 5월 14일 화요일 소식의 뉴스 제목이 잘못됐어요. 바른 제목: {RIGHT}"] if tells else []
    )


async def test_a_chat_that_blocked_the_bot_is_counted(morning: Talk) -> None:
    await morning("/subscribe 07:00 인천", ":at 2024-05-14 07:00")
    morning.refusals_expected = True
    morning.server.faults.append(Fault("editMessageText", answer=errors.forbidden("bot was blocked by the user")))
    result = await correct(*HEADLINES, "--yes", "--tell")
    assert result.stdout.endswith("0 bulletins edited; 1 not reachable any more.\n")


@pytest.mark.parametrize("fault", [Fault("editMessageText", answer=502), Fault("editMessageText", drop="after")])
async def test_a_trouble_is_waited_out(morning: Talk, fault: Fault) -> None:
    await morning("/subscribe 07:00 인천", ":at 2024-05-14 07:00")
    morning.refusals_expected = True
    fault.times = 1
    morning.server.faults.append(fault)
    assert (await correct(*HEADLINES, "--yes")).exit_code == 0
    assert RIGHT in bulletin(morning)


async def test_a_correction_that_stopped_goes_on_with_the_rest(morning: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    people = await crowd(morning, 25)
    await deliver_all(morning, people)
    monkeypatch.setattr("bot.delivery.corrections.corrector.MAX_RETRIES", 0)
    morning.refusals_expected = True
    later = people[14]
    morning.server.faults.append(Fault("editMessageText", chat_id=later.id, answer=502))
    stopped = await correct(*HEADLINES, "--yes")
    assert stopped.exit_code == 1
    assert "run the command again later" in stopped.stderr
    rest = await correct(*HEADLINES, "--yes")
    assert "15 bulletins of 2024-05-14 can be corrected: 15 private." in rest.stdout
    assert all(RIGHT in bulletin(morning, morning.world.private_chat(one)) for one in people)


async def test_a_kill_between_edit_and_ledger_edits_nothing_twice(
    morning: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await morning("/subscribe 07:00 인천", ":at 2024-05-14 07:00")
    with monkeypatch.context() as patch:
        patch.setattr("bot.delivery.corrections.corrector.sent_texts.replace", _fail)
        assert isinstance((await correct(*HEADLINES, "--yes")).exception, KeyboardInterrupt | SystemExit)
    morning.refusals_expected = True
    result = await correct(*HEADLINES, "--yes")
    assert result.stdout.endswith("1 bulletin edited.\n")
    assert (edits(morning), RIGHT in bulletin(morning)) == (1, True)


async def _fail(*_: object) -> None:
    raise KeyboardInterrupt


async def test_bulletins_without_a_stored_text_are_left(morning: Talk) -> None:
    await morning("/subscribe 07:00 인천", ":at 2024-05-14 07:00")
    async with morning.session.database.write() as connection:
        await connection.execute(delete(bulletin_text))
    assert "No bulletin of 2024-05-14 to correct." in (await correct(*HEADLINES, "--yes")).stdout


async def test_equal_bulletins_share_a_text_and_forget_deletes_the_last_one(morning: Talk) -> None:
    people = await crowd(morning, 5)
    await deliver_all(morning, people)
    assert await _count(morning) == 1
    await morning("/forget")
    await press(morning, "모두 지우기")
    assert await _count(morning) == 1
    for person in people[1:]:
        await _forget(morning, person)
    assert await _count(morning) == 0


async def _forget(talk: Talk, person: User) -> None:
    chat = talk.world.private_chat(person)
    talk.world.say(chat, person, "/forget")
    await talk.shown()
    await press(talk, "모두 지우기", person, chat)


async def _count(talk: Talk) -> int:
    async with talk.session.database.read() as connection:
        return len((await connection.execute(select(bulletin_text))).all())


@pytest.mark.parametrize("words", [("--headline", WRONG, " "), ("--headline", WRONG, WRONG), ("--headline", WRONG)])
async def test_invalid_arguments_are_rejected(morning: Talk, words: tuple[str, ...]) -> None:
    await morning("/subscribe 07:00 인천", ":at 2024-05-14 07:00")
    assert (await correct(*words)).exit_code == 2


async def test_a_deleted_article_is_named(morning: Talk) -> None:
    await morning("/subscribe 07:00 인천", ":at 2024-05-14 07:00")
    async with morning.session.database.write() as connection:
        await connection.execute(delete(article))
        assert list(await connection.scalars(select(delivery.c.state))) == ["sent"]
    assert (await correct(*HEADLINES, "--yes")).exit_code == 2


READING = ("--reading", "인천", "25.1", "15.1")


@pytest.fixture
async def mistaken(morning: Talk) -> Talk:
    """Take an hour in which Incheon has a wrong temperature, and one of the day before."""
    for at, incheon in (("2024-05-13T06:00", 14.0), ("2024-05-14T06:00", 25.1)):
        await take_hour(morning.session.database, country(10.0, s112=incheon), seoul(at))
    return morning


async def test_a_wrong_reading_is_corrected_wherever_it_shows(mistaken: Talk, snapshot: SnapshotAssertion) -> None:
    await mistaken(":in group", "/subscribe 07:00 부산", ":in private", "/subscribe 07:00 인천", ":at 2024-05-14 07:00")
    result = await correct(*READING, said="y\n")
    assert (result.exit_code, result.stderr) == (0, "2 of 2 …\n")
    assert result.stdout == snapshot
    assert bulletin(mistaken, mistaken.town.group) == snapshot(name="the mean in another place's bulletin")
    assert "15.1" in await mistaken("/weather 인천")


async def test_a_corrected_bulletin_is_that_of_the_right_reading(mistaken: Talk) -> None:
    await mistaken("/subscribe 07:00 인천", ":at 2024-05-14 07:00")
    await correct(*READING, "--yes")
    await mistaken("/settings")
    preview = await press(mistaken, "지금")
    assert (
        bulletin(mistaken).split("\n\n")[:3]
        == mistaken.world.messages(mistaken.town.private)[-1].text.split("\n\n")[:3]
    )
    assert "15.1" in preview


async def test_a_reading_is_corrected_once(mistaken: Talk) -> None:
    await mistaken("/subscribe 07:00 인천", ":at 2024-05-14 07:00")
    await correct(*READING, "--yes")
    assert (await correct(*READING, "--yes")).stdout == "No bulletin of 2024-05-14 to correct.\n"
    assert edits(mistaken) == 1


async def test_what_has_changed_since_stays_as_it_was_sent(mistaken: Talk) -> None:
    await mistaken("/subscribe 07:00 인천", ":at 2024-05-14 07:00")
    before = bulletin(mistaken)
    assert WRONG in before
    await take_hour(mistaken.session.database, country(20.0, s112=28.0), seoul("2024-05-14T08:00"))
    await mistaken("/settings")
    await press(mistaken, "내용")
    await press(mistaken, "뉴스 제목")
    await mistaken("/language en")
    await mistaken("/language ko")
    await correct(*READING, "--yes")
    assert "인천 맑음 15.1" in bulletin(mistaken)
    assert WRONG in bulletin(mistaken), "the headlines that were sent stay"


async def test_a_forecast_that_was_replaced_since_stays_as_it_was_sent(mistaken: Talk) -> None:
    await mistaken("/subscribe 07:00 인천")
    await know(mistaken)
    await mistaken.at("2024-05-14 07:00")
    before = bulletin(mistaken)
    wrong, right = "인천 맑음 25.1℃ · 어제보다 +11.1℃ · 오늘 12~22℃", "인천 맑음 15.1℃ · 어제보다 +1.1℃ · 오늘 12~22℃"
    assert wrong in before
    cell, issued_at = find_cell(INCHEON.latitude, INCHEON.longitude), seoul("2024-05-14T06:30")
    newer = Forecast(issued_at, hours(TODAY), (ForecastDay(TODAY, 13, 27),))
    async with mistaken.session.database.write() as connection:
        await forecasts.add(connection, cell, "KMA forecast", newer, seoul("2024-05-14T07:30"))
    await correct(*READING, "--yes")
    assert bulletin(mistaken) == before.replace(wrong, right).replace("인천 25.1℃", "인천 15.1℃")


async def test_the_caption_of_a_map_has_the_right_reading(mistaken: Talk) -> None:
    await mistaken("/subscribe 07:00 인천", "/settings")
    await press(mistaken, "내용")
    await press(mistaken, "지도")
    await mistaken.at("2024-05-14 07:00")
    mistaken.refusals_expected = True
    assert (await correct(*READING, "--yes")).exit_code == 0
    message = next(one for one in reversed(mistaken.world.messages(mistaken.town.private)) if one.file)
    assert "인천 맑음 15.1" in message.text


@pytest.mark.parametrize(
    ("reading", "error"),
    [
        (("인천", "26.1", "15.1"), "Incheon's temperature of 2024-05-14 06:00 (Seoul) is 25.1"),
        (("Atlantis", "25.1", "15.1"), "there is no station 'Atlantis'"),
        (("인천", "25.1", "25.1"), "the same as the wrong one"),
        (("인천", "25.1", "99"), "or impossible"),
    ],
)
async def test_a_reading_that_was_not_sent_is_refused(mistaken: Talk, reading: tuple[str, ...], error: str) -> None:
    await mistaken("/subscribe 07:00 인천", ":at 2024-05-14 07:00")
    result = await correct("--reading", *reading, "--yes")
    assert (result.exit_code, edits(mistaken)) == (2, 0)
    assert error in result.stderr


async def test_readings_that_are_gone_are_named(mistaken: Talk) -> None:
    await mistaken("/subscribe 07:00 인천", ":at 2024-05-14 07:00")
    async with mistaken.session.database.write() as connection:
        await connection.execute(delete(observation))
    result = await correct(*READING, "--yes")
    assert "the readings of Incheon at 2024-05-14 07:00 (Seoul) are gone" in result.stderr


async def test_a_reading_is_told_where_the_bulletin_was_deleted(mistaken: Talk) -> None:
    await mistaken("/subscribe 07:00 인천", ":at 2024-05-14 07:00")
    mistaken.refusals_expected = True
    mistaken.world.remove_message(mistaken.world.messages(mistaken.town.private)[-1])
    await correct(*READING, "--yes", "--tell")
    told = mistaken.world.messages(mistaken.town.private)[-1].text
    assert told == "✏️ 5월 14일 화요일 소식의 기온이 잘못됐어요. 인천의 바른 기온: 15.1℃"

"""`jogan announce`: who gets the operator's message, once each, and what the lists and the stop say."""

import asyncio
import json
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from typer.testing import CliRunner, Result

from commands import app
from simulator.world.chats import Chat
from simulator.world.refusals import Refusal
from storage.chats import privacy
from tests.delivery.mornings import SEVEN, add_people, subscribe_alike
from tests.factories import seoul
from tests.talk import Start, Talk

NEWS = "조간이 이사를 가요.\n<b>내일</b> 10시부터 한 시간 쉬어요."
NOON = seoul("2024-05-14T12:00")


@pytest.fixture
async def noon(start: Start, monkeypatch: pytest.MonkeyPatch) -> Talk:
    """Start the bot, with a subscription of the town's person, for commands on its database at its time."""
    talk = await start(at=NOON)
    settings = talk.session.application.dependencies.settings
    monkeypatch.setenv("JOGAN_DATABASE_URL", settings.database_url)
    monkeypatch.setattr("bot.clock.SystemClock", lambda: talk.session.clock)
    await talk("/subscribe 07:00 인천")
    return talk


async def jogan(*words: str, said: str | None = None) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, app, words, said)


def arrived(talk: Talk, chat: Chat | None = None, text: str = NEWS) -> int:
    return sum(one.text == text for one in talk.world.messages(chat or talk.town.private))


def add_group(talk: Talk) -> Chat:
    chat = talk.world.add_supergroup("우리 동네", talk.town.person)
    talk.world.add_bot(chat)
    return chat


async def test_it_asks_and_then_each_chat_gets_the_text_as_written_once(
    noon: Talk, snapshot: SnapshotAssertion
) -> None:
    result = await jogan("announce", NEWS, said="y\n")
    assert (result.exit_code, arrived(noon)) == (0, 0)
    assert result.output == snapshot
    for time in ("12:01", "12:02"):
        await noon.at(f"2024-05-14 {time}")
    assert arrived(noon) == 1
    again = await jogan("announce", NEWS, "--yes")
    await noon.at("2024-05-14 12:05")
    assert (again.stdout.startswith("No chat gets it"), arrived(noon)) == (True, 1)
    assert (await jogan("announcements")).stdout == snapshot


@pytest.mark.parametrize(("options", "said"), [(("--dry-run",), None), ((), "n\n")])
async def test_nothing_is_sent_without_a_yes(noon: Talk, options: tuple[str, ...], said: str | None) -> None:
    result = await jogan("announce", NEWS, *options, said=said)
    await noon.at("2024-05-14 12:01")
    assert "To 1 chat (1 private)" in result.stdout
    assert arrived(noon) == 0
    assert (await jogan("announcements")).stdout == "There are no announcements.\n"


async def test_who_unsubscribed_gets_none_even_if_it_was_meanwhile(noon: Talk) -> None:
    other = add_group(noon)
    noon.world.say(other, noon.town.person, "/subscribe 07:00 부산")
    await noon.shown()
    await jogan("announce", NEWS, "--yes")
    await noon("/unsubscribe")
    await noon.at("2024-05-14 12:01")
    assert (arrived(noon), arrived(noon, other)) == (0, 1)
    assert "To" not in (await jogan("announce", "둘째 소식", "--to", "private", "--dry-run")).stdout


async def test_only_the_audience_gets_it(noon: Talk) -> None:
    other = add_group(noon)
    noon.world.say(other, noon.town.person, "/subscribe 07:00 부산")
    await noon.shown()
    result = await jogan("announce", NEWS, "--to", "city=인천", "--yes", "--json")
    assert json.loads(result.stdout) == {
        "announcement": 1, "to": "city=인천", "due_at": "2024-05-14T03:00:00+00:00",
        "chats": 1, "kinds": {"private": 1},
    }  # fmt: skip
    await noon.at("2024-05-14 12:01")
    assert (arrived(noon), arrived(noon, other)) == (1, 0)


async def test_a_later_one_waits_and_can_be_stopped(noon: Talk) -> None:
    await jogan("announce", NEWS, "--at", "2024-05-14 18:00", "--yes")
    await noon.at("2024-05-14 17:59")
    assert arrived(noon) == 0
    stopped = await jogan("announcements", "--stop", "1", "--json")
    assert json.loads(stopped.stdout)["announcements"][0]["states"]["waiting"] == 0
    await noon.at("2024-05-14 18:01")
    assert arrived(noon) == 0
    # What was stopped can be announced again.
    await jogan("announce", NEWS, "--yes")
    await noon.at("2024-05-14 18:02")
    assert arrived(noon) == 1


async def test_a_day_later_it_is_not_sent_any_more(noon: Talk) -> None:
    await jogan("announce", NEWS, "--yes")
    await noon.at("2024-05-15 12:00")
    assert arrived(noon) == 0
    (listed,) = json.loads((await jogan("announcements", "--json")).stdout)["announcements"]
    assert listed["states"]["expired"] == 1


async def test_a_chat_that_blocked_the_bot_is_noted_as_for_bulletins(noon: Talk) -> None:
    noon.refusals_expected = True
    noon.world.refusals[noon.town.private] = Refusal.KICKED
    await jogan("announce", NEWS, "--yes")
    await noon.at("2024-05-14 12:01")
    (listed,) = json.loads((await jogan("announcements", "--json")).stdout)["announcements"]
    assert listed["states"]["failed"] == 1
    assert "No chat gets it" in (await jogan("announce", "둘째 소식", "--dry-run")).stdout


async def test_it_leaves_the_end_of_a_minute_to_the_bulletins(noon: Talk) -> None:
    await jogan("announce", NEWS, "--yes")
    await noon.session.set_clock(NOON.replace(second=50))
    assert arrived(noon) == 0
    await noon.session.set_clock(NOON.replace(minute=1))
    assert arrived(noon) == 1


async def test_bulletins_go_before_it(noon: Talk) -> None:
    people = add_people(noon.world, 20)
    await subscribe_alike(noon.session.database, people)
    await jogan("announce", NEWS, "--at", "2024-05-15 07:00", "--yes")
    calls = len(noon.server.calls)
    await noon.session.set_clock(SEVEN.replace(day=15))
    sent = [call.arguments["text"] == NEWS for call in noon.server.calls[calls:] if call.method == "sendMessage"]
    assert (sent.count(True), sent) == (21, sorted(sent))


async def test_data_and_forget_cover_it(noon: Talk) -> None:
    await jogan("announce", NEWS, "--yes")
    await noon.at("2024-05-14 12:01")
    person = noon.town.person.id
    async with noon.session.database.write() as connection:
        stored = await privacy.collect(connection, person)
        assert [row["text"] for row in stored["announcement"]] == [NEWS]
        assert [row["state"] for row in stored["announcement_message"]] == ["sent"]
        await privacy.forget(connection, person)
    assert (await jogan("announcements")).stdout == "There are no announcements.\n"


async def test_the_text_of_a_file_or_of_standard_input(noon: Talk, tmp_path: Path) -> None:
    (tmp_path / "notice.txt").write_text(f"{NEWS}\n", encoding="utf-8")
    await jogan("announce", str(tmp_path / "notice.txt"), "--yes")
    await jogan("announce", "-", "--yes", said="둘째 소식")
    await noon.at("2024-05-14 12:01")
    assert (arrived(noon), arrived(noon, text="둘째 소식")) == (1, 1)
    (tmp_path / "latin.txt").write_bytes(b"\xff")
    assert "is not UTF-8" in (await jogan("announce", str(tmp_path / "latin.txt"), "--yes")).stderr


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("announce", " \n"), "the announcement is empty"),
        (("announce", "가" * 4097), "at most 4,096"),
        (("announce", "notice.txt"), "there is no file notice.txt"),
        (("announce", NEWS, "--to", "everybody"), "'everybody' is no group of chats"),
        (("announce", NEWS, "--at", "noon"), "is not a time"),
        (("announce", NEWS, "--at", "2020-01-01 10:00"), "is in the past"),
        (("announcements", "--stop", "7"), "there is no announcement 7"),
    ],
)
def test_what_cannot_be_done_is_told(
    words: tuple[str, ...], error: str, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOGAN_DATABASE_URL", database_url)
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 2
    assert error in result.stderr

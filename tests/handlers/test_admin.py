"""`/admin`: operators only, in their private chats; what it shows and does, and that each deed is done once."""

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.intake.source_config import Configuration, NewsFeed
from bot.runtime.backups import list_own
from bot.settings import VERSION
from handlers.admin.sources import make_key
from handlers.start.menus import publish_commands
from simulator.api.calls import Call
from simulator.world.messages import Message
from sources.fetch import addresses
from sources.records import Article
from storage.content import added_feeds, paused_sources
from storage.ledger import bulletin_pause
from tests.delivery.mornings import bulletins_in
from tests.factories import EVENING, publish
from tests.handlers.factories import own_names
from tests.sources.fetch.badsource import BadSource, answer
from tests.talk import Start, Talk

WRONG = "도서관이 여덟 시에 문을 연다"
RIGHT = "도서관이 일곱 시에 문을 연다"
FOLDER = Path("saved")
FEED = (
    '<rss version="2.0"><channel><title>인천신문</title><item><title>새 도서관 문 열어</title>'
    "<link>/a?idxno=1</link></item></channel></rss>"
).encode()


def be_operator(talk: Talk, *operators: int) -> None:
    """Make the town's person the operator, or others."""
    application = talk.session.application
    chosen = frozenset(operators or {talk.town.person.id})
    settings = replace(application.dependencies.settings, operators=chosen, backup_folder=FOLDER)
    application.dependencies = replace(application.dependencies, settings=settings)


@pytest.fixture
async def talk(start: Start, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Talk:
    """Start the bot with an operator, a subscription and a headline."""
    caplog.set_level(logging.INFO)
    talk = await start()
    (tmp_path / FOLDER).mkdir()
    be_operator(talk)
    async with talk.session.database.write() as connection:
        await publish(connection, Article(WRONG, address="https://paper.example/1"), EVENING, source="하나신문")
    await talk("/subscribe 07:00 인천")
    return talk


def panel(talk: Talk) -> Message:
    """Return the newest message of `/admin` as it is now."""
    messages = reversed(talk.world.messages(talk.town.private))
    return next(one for one in messages if any((b.callback_data or "").startswith("admin:") for b in one.buttons))


async def press(talk: Talk, label: str, times: int = 1) -> str:
    """Press a button of the panel, and return what it shows then."""
    message = panel(talk)
    number = next(at for at, one in enumerate(message.buttons) if label in one.text)
    data = message.buttons[number].callback_data or ""
    # The second press shows what is shown already, which Telegram refuses.
    talk.refusals_expected = talk.refusals_expected or times > 1
    for _ in range(times):
        await send(talk, message, data)
    return talk.world.current(message).text


async def send(talk: Talk, message: Message, data: str) -> None:
    """Press a button that a message has, or had."""
    talk.world.send_callback(message, data, talk.town.person)
    await talk.session.wait_until_idle()


def deeds(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [
        one.removeprefix("An operator has ").removesuffix(" by /admin") for one in caplog.messages if "/admin" in one
    ]


async def test_to_others_the_command_is_unknown(talk: Talk) -> None:
    be_operator(talk, 7)
    unknown, admin = await talk("/nothing"), await talk("/admin")
    assert admin == unknown.replace("/nothing", "/admin")
    assert await talk(":in group", "/admin") == ""


async def test_an_operator_gets_no_panel_in_a_group(talk: Talk) -> None:
    assert "/admin" not in await talk(":in group", "/admin")
    assert await talk("/admin") == ""


async def test_a_former_operator_is_refused(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    await talk("/admin")
    await press(talk, "소식 멈추기")
    be_operator(talk, 7)
    await press(talk, "멈추기")
    async with talk.session.database.read() as connection:
        assert await bulletin_pause.get(connection) is None
    assert deeds(caplog) == []


async def test_bulletins_are_paused_and_resumed(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    await talk("/admin")
    await press(talk, "소식 멈추기")
    await press(talk, "멈추기", times=2)
    await talk.at("2024-05-14 07:00")
    assert bulletins_in(talk.world, talk.town.private) == 0
    await press(talk, "소식 다시 보내기")
    await press(talk, "다시 시작", times=2)
    await talk.at("2024-05-14 07:01")
    assert bulletins_in(talk.world, talk.town.private) == 1
    assert deeds(caplog) == ["paused all bulletins", "resumed bulletins"]


async def test_a_headline_is_pinned_once_for_days_and_unpinned(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    await talk("/admin")
    await press(talk, "뉴스 제목")
    await press(talk, "고정하기")
    await talk("도서관이 내일 쉽니다\nhttps://library.example/")
    assert "도서관이 내일 쉽니다" in panel(talk).text
    assert "https://library.example/" in await press(talk, "3일", times=2) or "📌" in panel(talk).text
    assert "도서관이 내일 쉽니다" in await talk.at("2024-05-14 07:00")
    await press(talk, "고정 풀기", times=2)
    assert deeds(caplog) == ["pinned a headline", "unpinned a headline"]


async def test_a_wrong_link_is_asked_for_again(talk: Talk) -> None:
    await talk("/admin")
    await press(talk, "뉴스 제목")
    await press(talk, "고정하기")
    assert "not a URL" in await talk("도서관\njavascript:alert(1)")
    assert "일" in await talk("도서관")
    # What is typed later is no answer any more.
    await press(talk, "뒤로")
    assert "인천" in await talk("인천")


async def test_a_headline_of_the_day_is_corrected_in_the_background(
    talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    await talk.at("2024-05-14 07:00")
    await talk("/admin")
    await press(talk, "뉴스 제목")
    await press(talk, WRONG[:5])
    await press(talk, "고치기")
    assert RIGHT in await talk(RIGHT)
    await press(talk, "고칠게요", times=2)
    sent = [one.text for one in talk.world.messages(talk.town.private) if one.text.startswith("☀️")]
    assert (sum(RIGHT in one for one in sent), sum(WRONG in one for one in sent)) == (1, 0)
    assert "1" in panel(talk).text
    assert deeds(caplog) == ["corrected a headline"]


async def test_a_headline_of_the_day_is_taken_back(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    await talk.at("2024-05-14 07:00")
    await talk("/admin")
    await press(talk, "뉴스 제목")
    await press(talk, WRONG[:5])
    assert "이 기사는 취소됐어요." in await press(talk, "취소하기")
    await press(talk, "고칠게요")
    assert not any(WRONG in one.text for one in talk.world.messages(talk.town.private) if one.text.startswith("☀️"))
    assert deeds(caplog) == ["took a headline back"]


async def test_an_announcement_has_a_preview_a_target_and_is_sent_once(
    talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    await talk("/admin")
    await press(talk, "공지")
    await press(talk, "공지 쓰기")
    await talk("조간이 <b>이사</b>를 가요.")
    assert "모든 대화방: 대화방 1곳" in panel(talk).text
    assert "그룹: 대화방 0곳" in await press(talk, "그룹")
    assert not any("보내기" in one.text for one in panel(talk).buttons)
    await talk("부산")
    assert "city=부산" in panel(talk).text
    await talk("인천")
    await press(talk, "보내기")
    await press(talk, "보낼게요", times=2)
    for time in ("20:01", "20:02"):
        await talk.at(f"2024-05-13 {time}")
    assert (
        sum(
            one.text == "조간이 <b>이사</b>를 가요."
            for one in talk.world.messages(talk.town.private)
            if not one.buttons
        )
        == 2
    )
    assert deeds(caplog) == ["sent an announcement"]


async def test_an_announcement_is_stopped(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    await talk("/admin")
    await press(talk, "공지")
    await press(talk, "공지 쓰기")
    await talk("이사 소식")
    await press(talk, "보내기")
    await press(talk, "보낼게요")
    await press(talk, "멈추기", times=2)
    await talk.at("2024-05-13 20:01")
    assert [one.text for one in talk.world.messages(talk.town.private)].count("이사 소식") == 1
    assert deeds(caplog) == ["sent an announcement", "stopped an announcement"]


async def test_a_ban_is_confirmed_and_lifted(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    await talk("/admin")
    await press(talk, "차단")
    await press(talk, "차단하기")
    # Neither words nor an operator can be banned.
    assert "운영자예요" not in await talk("아무나")
    assert "⚠️ 이 봇의 운영자예요." in await talk(str(talk.town.person.id))
    await press(talk, "뒤로")
    await press(talk, "차단하기")
    await talk("-1001234567890")
    assert "-1001234567890" in await press(talk, "차단할게요", times=2)
    assert talk.session.application.dependencies.access.find_refused(-1001234567890, None) is not None
    await press(talk, "-1001234567890")
    assert talk.session.application.dependencies.access.find_refused(-1001234567890, None) is None
    assert deeds(caplog) == ["banned a chat or person", "lifted a ban"]


async def test_two_presses_make_one_backup(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    await talk("/admin")
    await press(talk, "백업")
    await press(talk, "지금", times=2)
    assert len(list_own(FOLDER)) == 1
    assert deeds(caplog) == ["made a backup"]


async def test_an_invalid_file_of_sources_is_told(talk: Talk, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    asked: list[None] = []
    talk.session.application.dependencies.sources.reload = lambda: asked.append(None)
    (tmp_path / "jogan.toml").write_text("[[source]]\n")
    await talk("/admin")
    assert "line 1: type: it is missing" in await press(talk, "jogan.toml")
    (tmp_path / "jogan.toml").write_text('[[source]]\ntype = "kma"\n')
    await talk("/admin")
    await press(talk, "jogan.toml")
    assert (len(asked), deeds(caplog)) == (1, ["reloaded jogan.toml"])


async def test_a_feed_is_tried_added_paused_asked_and_removed(
    talk: Talk, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    await talk("/admin")
    await press(talk, "출처")
    await press(talk, "추가")
    async with BadSource() as source:
        source.serve("/rss", answer(FEED))
        # Addresses in the private network are never requested.
        assert "⚠️" in await talk(source.address("/rss"))
        assert source.requests == []
        monkeypatch.setattr(addresses, "is_public", lambda _: True)
        assert "새 도서관 문 열어" in await talk(f"{source.address('/rss')} 인천신문")
    assert "인천신문" in await press(talk, "인천", times=2)
    deps = talk.session.application.dependencies
    requests: list[None] = []

    async def ask() -> None:
        requests.append(None)

    deps.sources.offer("인천신문", ask)
    async with deps.database.read() as connection:
        assert [one.region for one in await added_feeds.list_all(connection)] == ["인천"]
    await press(talk, "인천신문")
    await press(talk, "멈추기")
    async with deps.database.read() as connection:
        assert list(await paused_sources.list_all(connection)) == ["인천신문"]
    await press(talk, "지금")
    await press(talk, "다시 시작")
    deps.monitor.sources.set_place(["인천신문"], is_here=False)
    await talk("/admin")
    assert "다른 프로세스가 읽고 있어요" in await press(talk, "출처")
    assert "다른 프로세스가 읽고 있어요" in await press(talk, "인천신문")
    await press(talk, "지우기")
    await press(talk, "지울게요", times=2)
    async with deps.database.read() as connection:
        assert await added_feeds.list_all(connection) == []
    assert len(requests) == 1
    assert deeds(caplog) == ["added a feed", "paused a source", "asked a source", "resumed a source", "removed a feed"]


@pytest.mark.parametrize("language", ["ko", "en", "ja", "zh", "vi"])
async def test_screens(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    be_operator(talk)
    deps = talk.session.application.dependencies
    deps.sources.configuration = Configuration((NewsFeed(name="하나신문", address="https://paper.example/rss"),))
    seconds = 0.0
    deps.monitor.ticks = deps.monitor.polls = type(deps.monitor.polls)(lambda: seconds)
    watch = deps.monitor.sources.watch("하나신문", lambda: seconds)
    watch.record_failure("the server answered 403 (Forbidden)")
    seconds = 7260.0
    async with deps.database.write() as connection:
        await publish(connection, Article(WRONG), EVENING, source="하나신문")
    (incheon,) = own_names(language, 112)
    await talk(f"/subscribe 07:00 {incheon}", ":at 2024-05-14 07:00")
    screens, shown = [await talk("/admin")], panel(talk)
    for data in (
        "today:", "sources:", f"source:{make_key('하나신문')}", "feed:", "people:", "headlines:", "headline:1",
        "withdrawing:1", "pinning:", "announcements:", "bans:", "banning:", "pausing:", "pause:", "pausing:", "backup:",
        "announcing:",
    ):  # fmt: skip
        await send(talk, shown, f"admin:{data}")
        screens.append(await talk.shown())
    screens.append(await talk("Jogan moves."))
    assert "\n\n".join(screens).replace(VERSION, "VERSION") == snapshot


async def test_operators_have_the_command_in_their_menu_until_they_are_none(talk: Talk) -> None:
    deps, calls = talk.session.application.dependencies, talk.server.calls
    before = len(calls)
    await publish_commands(talk.session.application.bot, deps)
    assert _list_scopes(calls[before:]) == {("setMyCommands", talk.town.person.id): 5}
    be_operator(talk, 7)
    deps, before, talk.refusals_expected = talk.session.application.dependencies, len(calls), True
    await publish_commands(talk.session.application.bot, deps)
    # Nobody has started the bot under the new id.
    assert _list_scopes(calls[before:]) == {("setMyCommands", 7): 1, ("deleteMyCommands", talk.town.person.id): 5}


def _list_scopes(calls: Sequence[Call]) -> Counter[tuple[str, object]]:
    """Count the calls for menus of single chats."""
    scopes = ((one.method, one.arguments.get("scope")) for one in calls)
    return Counter(
        (method, scope["chat_id"]) for method, scope in scopes if isinstance(scope, dict) and "chat_id" in scope
    )

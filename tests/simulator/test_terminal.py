import io
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from simulator import Terminal, Town, World
from simulator.terminal import read_lines
from simulator.world.messages import Message
from tests.simulator.factories import Ask

SEOUL = ZoneInfo("Asia/Seoul")


class Screen:
    """A terminal without a bot process: its printed lines, and the times that it set."""

    def __init__(self, world: World, town: Town) -> None:
        self.lines: list[str] = []
        self.times: list[datetime] = []
        self.terminal = Terminal(
            world,
            town,
            output=self.lines.append,
            set_clock=self._set,
            wait_until_idle=self._wait_until_idle,
            zone=SEOUL,
        )

    async def type(self, *lines: str) -> str:
        await self.terminal.run(read_lines(io.StringIO("".join(f"{line}\n" for line in lines))))
        printed, self.lines[:] = "\n".join(self.lines), []
        return printed

    async def _set(self, time: datetime) -> None:
        self.times.append(time)

    async def _wait_until_idle(self) -> None:
        pass


@pytest.fixture
def screen(world: World, town: Town) -> Screen:
    return Screen(world, town)


def last(world: World, town: Town) -> Message:
    return world.messages(town.private)[-1]


async def test_a_line_is_sent_to_the_private_chat(screen: Screen, world: World, town: Town) -> None:
    assert not await screen.type("", "  ", "/weather 인천")
    assert last(world, town).text == "/weather 인천"


async def test_bot_messages_print_with_links_and_buttons(screen: Screen, town: Town, ask: Ask) -> None:
    markup = {
        "inline_keyboard": [
            [{"text": "A", "callback_data": "a"}, {"text": "B", "callback_data": "b"}],
            [{"text": "C", "url": "https://example.com"}],
        ]
    }
    text = '<b>\N{GRINNING FACE}</b> <a href="https://example.com/x">read</a>!\n\nbye'
    await ask("sendMessage", chat_id=town.private.id, text=text, parse_mode="HTML", reply_markup=markup)
    await ask("sendMessage", chat_id=town.channel.id, text="post")
    assert await screen.type() == (
        "미나: \N{GRINNING FACE} read <https://example.com/x>!\n\n    bye\n    [1] A  [2] B\n    [3] C\n아침 소식: post"
    )


async def test_edits_deletions_and_toasts_print_too(screen: Screen, world: World, town: Town, ask: Ask) -> None:
    markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    place = {"chat_id": town.private.id}
    await ask("sendMessage", **place, text="one", reply_markup=markup)
    assert await screen.type(":press 1") == "미나: one\n    [1] A"
    await ask("answerCallbackQuery", callback_query_id="1", text="pressed")
    await ask("editMessageText", **place, message_id=1, text="two")
    await ask("deleteMessage", **place, message_id=1)
    assert await screen.type() == "미나: (pressed)\n미나: (edited) two\n미나: (deleted) two"
    assert [update.kind for update in world.updates.pending] == ["callback_query"]


async def test_a_reply_keyboard_prints_its_labels(screen: Screen, town: Town, ask: Ask) -> None:
    markup = {"keyboard": [[{"text": "Here", "request_location": True}, {"text": "No"}]]}
    await ask("sendMessage", chat_id=town.private.id, text="where?", reply_markup=markup)
    assert await screen.type() == "미나: where?\n    [Here] | [No]"


async def test_the_clock_is_set_in_the_given_zone(screen: Screen) -> None:
    assert not await screen.type(":at 2024-05-14 07:00")
    (time,) = screen.times
    assert time.utcoffset() == timedelta(hours=9)
    assert time.isoformat() == "2024-05-14T07:00:00+09:00"


async def test_the_person_switches_chats(screen: Screen, world: World, town: Town) -> None:
    assert not await screen.type(":in group", "/a", ":in channel", "/b", ":in private", "/c")
    chats = [event.message.chat for event in world.events]
    assert chats == [town.group, town.channel, town.private]


async def test_a_location_is_shared_and_the_language_changes(screen: Screen, world: World, town: Town) -> None:
    assert not await screen.type(":location 37.45 126.70", ":language en")
    location = last(world, town).location
    assert location
    assert (location.latitude, location.longitude) == (37.45, 126.7)
    assert town.person.language_code == "en"


async def test_pressing_a_link_prints_its_url(screen: Screen, town: Town, ask: Ask) -> None:
    markup = {"inline_keyboard": [[{"text": "A", "url": "https://example.com"}]]}
    await ask("sendMessage", chat_id=town.private.id, text="x", reply_markup=markup)
    assert (await screen.type(":press 1")).endswith("A <https://example.com/>")


@pytest.mark.parametrize(
    ("line", "output"),
    [
        (":dance", "! unknown command :dance; known commands: :at :press :location :in :language :help"),
        (":at noon", "! 'noon' is not a time; use :at 2024-05-14 07:00"),
        (":at 2024-02-30 07:00", "! '2024-02-30 07:00' is not a time"),
        (":press 1", "! no message has buttons"),
        (":location home", "! 'home' is not a location; use :location 37.45 126.70"),
        (":location 137.45 126.70", "! 137.45, 126.7 is not a location"),
        (":location nan nan", "! nan, nan is not a location"),
        (":in kitchen", "! unknown chat 'kitchen'; known chats: private group channel"),
        (":language 7", "! '7' is not a language code"),
        (":help", "A line is sent to the chat"),
    ],
)
async def test_errors_are_printed_and_the_conversation_goes_on(
    screen: Screen, world: World, town: Town, line: str, output: str
) -> None:
    assert (await screen.type(line, "/next")).startswith(output)
    assert last(world, town).text == "/next"


@pytest.mark.parametrize("number", ["0", "2", "-1", "two", "", "٣", "9" * 5000])
async def test_a_missing_button_is_explained(screen: Screen, town: Town, ask: Ask, number: str) -> None:
    markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    await ask("sendMessage", chat_id=town.private.id, text="x", reply_markup=markup)
    assert "is not a button of the last message" in await screen.type(f":press {number}")


async def test_echo_prints_the_typed_lines(screen: Screen) -> None:
    screen.terminal.echo = True
    assert await screen.type("/help") == "> /help"

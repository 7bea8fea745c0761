"""A conversation with the bot in a terminal, typed or read from a script."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import KW_ONLY, dataclass, field
from datetime import datetime, tzinfo
from typing import TextIO

from simulator.client import Client, in_process_client
from simulator.client.models import SeenMessage
from simulator.control.control import Control
from simulator.errors import ActionError
from simulator.world.demo_town import Town
from simulator.world.world import World

HELP = """\
A line is sent to the chat; a line that starts with a colon is a command:
:at 2024-05-14 07:00       set the clock, and run all work that is due by then
:press 2                   press the second button of the last message that has buttons
:location 37.45 126.70     share a location: latitude and longitude
:in private|group|channel  switch to another chat
:language en               change the language of your Telegram
:help                      show this help"""


@dataclass(slots=True)
class Terminal:
    """One person's view of the small town, as lines in and lines out; a client of the control API.

    Attributes:
        world: the world of the bot.
        town: the person and the three chats.
        output: prints one or more lines, given without the last line break.
        set_clock: sets the clock to an aware time, and runs all due work.
        wait_until_idle: returns when the bot has answered everything.
        zone: the time zone of `:at`.
        echo: whether the typed lines are printed too, for a script's transcript.
        client: the client that the terminal acts through.
    """

    world: World
    town: Town
    _: KW_ONLY
    output: Callable[[str], object]
    set_clock: Callable[[datetime], Awaitable[None]]
    wait_until_idle: Callable[[], Awaitable[None]]
    zone: tzinfo
    echo: bool = False
    client: Client = field(init=False)
    _chat: int = field(init=False)
    _shown: int = field(init=False)

    def __post_init__(self) -> None:
        self.client = in_process_client(Control(self.world))
        self._chat = self.town.private.id
        self._shown = len(self.world.events)

    async def run(self, lines: AsyncIterator[str]) -> None:
        """Run each line, until there are no more."""
        await self.show()
        async for line in lines:
            await self.run_line(line.strip())

    async def run_line(self, line: str) -> None:
        """Run one line, wait for the bot, and print the new events or the error."""
        if not line:
            return
        if self.echo:
            self.output(f"> {line}")
        try:
            await self._run(line)
        except ActionError as error:
            self.output(f"! {error}")
        await self.show()

    async def show(self) -> None:
        """Wait for the bot, and print its new events of all chats."""
        await self.wait_until_idle()
        for event in await self.client.log(after=self._shown):
            self._shown = event.number
            if event.by_bot:
                self.output(event.plain)

    async def _run(self, line: str) -> None:
        if not line.startswith(":"):
            await self.client.say(self._chat, self.town.person.id, line)
            return
        name, _, argument = line[1:].partition(" ")
        commands = self._commands()
        if name not in commands:
            known = " ".join(f":{command}" for command in commands)
            raise ActionError(f"unknown command :{name}; known commands: {known}")
        await commands[name](argument.strip())

    def _commands(self) -> dict[str, Callable[[str], Awaitable[None]]]:
        return {
            "at": self._at,
            "press": self._press,
            "location": self._location,
            "in": self._go_to_chat,
            "language": self._language,
            "help": self._help,
        }

    async def _at(self, argument: str) -> None:
        try:
            time = datetime.strptime(argument, "%Y-%m-%d %H:%M").replace(tzinfo=self.zone)
        except ValueError as error:
            raise ActionError(f"{argument!r} is not a time; use :at 2024-05-14 07:00") from error
        await self.set_clock(time)

    async def _press(self, argument: str) -> None:
        message = await self._last_with_buttons()
        numbers = [str(number) for number, _ in enumerate(message.buttons, start=1)]
        if argument not in numbers:
            raise ActionError(f"{argument!r} is not a button of the last message; its buttons: {' '.join(numbers)}")
        button = message.buttons[int(argument) - 1]
        if button.url:
            self.output(f"{button.text} <{button.url}>")
        else:
            await self.client.press(message, int(argument) - 1, self.town.person.id)

    async def _location(self, argument: str) -> None:
        try:
            latitude, longitude = (float(number) for number in argument.split())
        except ValueError as error:
            raise ActionError(f"{argument!r} is not a location; use :location 37.45 126.70") from error
        await self.client.share_location(self._chat, self.town.person.id, latitude, longitude)

    async def _go_to_chat(self, argument: str) -> None:
        chats = {"private": self.town.private, "group": self.town.group, "channel": self.town.channel}
        if argument not in chats:
            raise ActionError(f"unknown chat {argument!r}; known chats: {' '.join(chats)}")
        self._chat = chats[argument].id

    async def _language(self, argument: str) -> None:
        if not (argument.isascii() and argument.replace("-", "").isalpha()):
            raise ActionError(f"{argument!r} is not a language code; use :language en")
        await self.client.set_language(self.town.person.id, argument)

    async def _help(self, _rest: str) -> None:
        self.output(HELP)

    async def _last_with_buttons(self) -> SeenMessage:
        state = await self.client.state()
        # An event holds the message as it was then; an edit may have changed its buttons since.
        current_messages = {
            (m.chat, m.message_id): m for chat in state.chats for m in await self.client.messages(chat.id)
        }
        for event in reversed(await self.client.log()):
            current = event.message and current_messages.get((event.message.chat, event.message.message_id))
            if current and current.buttons:
                return current
        raise ActionError("no message has buttons")


async def read_lines(stream: TextIO) -> AsyncIterator[str]:
    """Yield the lines of a stream as they arrive, without blocking the event loop."""
    while line := await asyncio.to_thread(stream.readline):
        yield line

"""The control API from Python, for tests of any bot: make people, let them talk, read what they see.

    async with connect("http://127.0.0.1:8081") as telegram:
        mina = await telegram.add_person("Mina", language="ko")
        await telegram.say(mina.id, mina.id, "/start")
        (answer,) = await telegram.wait(messages=1)
        assert "Hello" in answer.text

What nobody could do raises `simulator.errors.ActionError`; what was waited for and did not come raises
`simulator.errors.NotSettledError`, whose text holds the conversation.
"""

from __future__ import annotations

from base64 import b64decode
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import aiohttp

from simulator.client.base import ChatRef
from simulator.client.faults import Faults
from simulator.client.people import People
from simulator.client.talk import Talk
from simulator.control_actions import dispatch
from simulator.errors import ActionError, NotSettledError
from simulator.seen import SeenCall, SeenCommand, SeenEvent, SeenMessage, SeenState

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from datetime import datetime

    from simulator.client.base import Transport
    from simulator.control import Control

__all__ = ["ChatRef", "Client", "connect", "inside"]


@asynccontextmanager
async def connect(url: str) -> AsyncIterator[Client]:
    """Give a client of the simulator at this address, e.g. `http://127.0.0.1:8081`."""
    async with aiohttp.ClientSession(base_url=url) as session:

        async def post(name: str, given: Mapping[str, Any]) -> Any:
            async with session.post(f"/sim/{name}", json=given) as response:
                body = await response.json()
            if body["ok"]:
                return body["result"]
            kind = NotSettledError if response.status == HTTPStatus.REQUEST_TIMEOUT else ActionError
            raise kind(body["error"])

        yield Client(post, (await post("state", {}))["number"])


def inside(control: Control) -> Client:
    """Give a client of a control in this very process, without HTTP between them."""
    return Client(partial(dispatch, control), len(control.log))


class Client(Talk, People, Faults):
    """What a test or a terminal does with a local Telegram; made by `connect` or `inside`.

    Args:
        call: does an action.
        waited: the number of the last event that `wait` need not tell of.
        bot: which bot is meant; see `with_bot`.
    """

    def __init__(self, call: Transport, waited: int = 0, bot: int | str | None = None) -> None:
        super().__init__(call, bot)
        self._waited = waited

    def with_bot(self, bot: int | str) -> Client:
        """Return a client that means this bot, by its id or its @name, where several are there.

        Its private chats are those with that bot; it adds, blocks and asks that bot, and waits for it alone.
        """
        return Client(self._call, self._waited, bot)

    async def state(self) -> SeenState:
        """Return the clock, the people and the chats."""
        return SeenState.model_validate(await self._call("state", {}))

    async def messages(self, chat: ChatRef) -> list[SeenMessage]:
        """Return what stands in a chat now, the oldest first."""
        found = await self._call("messages", {"chat": chat, "bot": self.bot})
        return [SeenMessage.model_validate(one) for one in found]

    async def log(self, after: int = 0) -> list[SeenEvent]:
        """Return what happened after the event of this number, the oldest first."""
        return [SeenEvent.model_validate(one) for one in await self._call("log", {"after": after})]

    async def calls(self, after: int = 0) -> list[SeenCall]:
        """Return the bots' calls, but for so many first ones, with whether each was accepted."""
        found = await self._call("calls", {"after": after, "bot": self.bot})
        return [SeenCall.model_validate(one) for one in found]

    async def menu(self, chat: ChatRef, person: int) -> list[SeenCommand]:
        """Return the bot's commands as Telegram offers them to a person in a chat."""
        found = await self._call("menu", self._at(chat, person))
        return [SeenCommand.model_validate(one) for one in found]

    async def file(self, message: SeenMessage) -> bytes:
        """Return the photo or document of a message.

        Raises:
            ActionError: it has none.
        """
        if message.file is None:
            raise ActionError(f"message {message.message_id} has no file")
        return b64decode((await self._call("file", {"file": message.file.id}))["base64"])

    async def set_clock(self, at: datetime | None = None, *, tomorrow: str | None = None) -> None:
        """Set the clock to a time, or to a time of day tomorrow (`07:00`); returns when what was due is done."""
        given = {"at": None if at is None else at.isoformat(), "tomorrow": tomorrow}
        await self._call("clock", given)

    async def wait(
        self, messages: int | None = None, *, chat: ChatRef | None = None, within: float = 5, quiet: float = 0.2
    ) -> list[SeenMessage]:
        """Wait for so many messages of the bot, or else until it is quiet; return what it sent since the last wait.

        Before the first wait, what counts is what was sent since the client was made.

        Args:
            messages: how many, at least.
            chat: count and return only those in this chat.
            within: the most seconds.
            quiet: how many seconds without a call are quiet, where the server cannot tell exactly.

        Raises:
            NotSettledError: they did not come in time; the text holds the conversation.
        """
        given = {"messages": messages, "chat": chat, "after": self._waited, "within": within, "quiet": quiet}
        found = await self._call("wait", {**given, "bot": self.bot})
        self._waited = found["number"]
        return [SeenMessage.model_validate(one) for one in found["messages"]]

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
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

import aiohttp

from simulator.errors import ActionError, NotSettledError
from simulator.seen import SeenCall, SeenChat, SeenCommand, SeenEvent, SeenMessage, SeenOffer, SeenPerson, SeenState

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from datetime import datetime

    from simulator.control import Control

ChatRef: TypeAlias = int | str
"""A chat's id, or its @name."""


class _Transport(Protocol):
    async def __call__(self, name: str, given: Mapping[str, Any], /) -> Any: ...


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
    return Client(control.call, len(control.log))


class Client:
    """What a test or a terminal does with a local Telegram; made by `connect` or `inside`.

    Args:
        call: does an action.
        waited: the number of the last event that `wait` need not tell of.
    """

    def __init__(self, call: _Transport, waited: int = 0) -> None:
        self._call = call
        self._waited = waited

    async def state(self) -> SeenState:
        """Return the clock, the people and the chats."""
        return SeenState.model_validate(await self._call("state", {}))

    async def messages(self, chat: ChatRef) -> list[SeenMessage]:
        """Return what stands in a chat now, the oldest first."""
        return [SeenMessage.model_validate(one) for one in await self._call("messages", {"chat": chat})]

    async def log(self, after: int = 0) -> list[SeenEvent]:
        """Return what happened after the event of this number, the oldest first."""
        return [SeenEvent.model_validate(one) for one in await self._call("log", {"after": after})]

    async def calls(self, after: int = 0) -> list[SeenCall]:
        """Return the bot's calls, but for so many first ones, with whether each was accepted."""
        return [SeenCall.model_validate(one) for one in await self._call("calls", {"after": after})]

    async def menu(self, chat: ChatRef, person: int) -> list[SeenCommand]:
        """Return the bot's commands as Telegram offers them to a person in a chat."""
        found = await self._call("menu", {"chat": chat, "person": person})
        return [SeenCommand.model_validate(one) for one in found]

    async def file(self, message: SeenMessage) -> bytes:
        """Return the photo or document of a message.

        Raises:
            ActionError: it has none.
        """
        if message.file is None:
            raise ActionError(f"message {message.message_id} has no file")
        return b64decode((await self._call("file", {"file": message.file.id}))["base64"])

    async def add_person(
        self, name: str, *, language: str | None = None, username: str | None = None, started: bool = True
    ) -> SeenPerson:
        """Add a person; her private chat with the bot has her id.

        Unless `started`, the bot may not write to her before she has said something there.
        """
        given = {"name": name, "language": language, "username": username, "started": started}
        return SeenPerson.model_validate(await self._call("person", given))

    async def add_chat(
        self,
        kind: Literal["group", "supergroup", "channel"],
        title: str,
        creator: int,
        *,
        username: str | None = None,
        bot: bool = True,
        forum: bool = False,
    ) -> SeenChat:
        """Add a chat; the bot is taken in, as an administrator of a channel, unless `bot` is false."""
        given = {"kind": kind, "title": title, "creator": creator, "username": username, "bot": bot, "forum": forum}
        return SeenChat.model_validate(await self._call("chat", given))

    async def add_topic(self, chat: ChatRef, person: int, name: str) -> int:
        """Let a member of a forum make a topic, and return its id."""
        return int((await self._call("topic", {"chat": chat, "person": person, "name": name}))["topic"])

    async def say(
        self,
        chat: ChatRef,
        person: int,
        text: str,
        *,
        anonymous: bool = False,
        reply_to: int | None = None,
        topic: int | None = None,
    ) -> SeenMessage:
        """Say something, as a person or (`anonymous`) as an administrator in the group's name."""
        given = {"chat": chat, "person": person, "text": text, "anonymous": anonymous}
        return SeenMessage.model_validate(await self._call("say", {**given, "reply_to": reply_to, "topic": topic}))

    async def edit(self, message: SeenMessage, text: str) -> SeenMessage:
        """Change the text of a person's own message."""
        given = {"chat": message.chat, "message_id": message.message_id, "text": text}
        return SeenMessage.model_validate(await self._call("edit", given))

    async def press(self, message: SeenMessage, button: int | str, person: int) -> None:
        """Press a button, by its place from 0 over all rows, or by its callback data."""
        given = {"chat": message.chat, "message_id": message.message_id, "button": button, "person": person}
        await self._call("press", given)

    async def share_location(self, chat: ChatRef, person: int, latitude: float, longitude: float) -> SeenMessage:
        """Share a place, in degrees."""
        given = {"chat": chat, "person": person, "latitude": latitude, "longitude": longitude}
        return SeenMessage.model_validate(await self._call("location", given))

    async def ask_inline(self, chat: ChatRef, person: int, query: str) -> str:
        """Type the bot's name and a question into a chat; return the query's id."""
        found = await self._call("inline", {"chat": chat, "person": person, "query": query})
        return str(found["query"])

    async def offers(self, query: str) -> list[SeenOffer] | None:
        """Return the results of an inline query; None while the bot has not answered."""
        found = await self._call("offers", {"query": query})
        return None if found is None else [SeenOffer.model_validate(one) for one in found]

    async def choose(self, query: str, result: str) -> SeenMessage:
        """Choose a result, which is then sent."""
        return SeenMessage.model_validate(await self._call("choose", {"query": query, "result": result}))

    async def set_language(self, person: int, language: str) -> None:
        """Change the language of a person's Telegram."""
        await self._call("language", {"person": person, "language": language})

    async def block(self, person: int) -> None:
        """Let a person block the bot."""
        await self._call("block", {"person": person})

    async def unblock(self, person: int) -> None:
        """Let a person take the bot back."""
        await self._call("unblock", {"person": person})

    async def delete_account(self, person: int) -> None:
        """Let a person leave Telegram."""
        await self._call("delete_account", {"person": person})

    async def join(self, chat: ChatRef, person: int) -> None:
        """Let a person into a chat."""
        await self._call("join", {"chat": chat, "person": person})

    async def leave(self, chat: ChatRef, person: int) -> None:
        """Let a person, or the bot, go."""
        await self._call("leave", {"chat": chat, "person": person})

    async def promote(self, chat: ChatRef, person: int, *, anonymous: bool = False) -> None:
        """Make a person, or the bot, an administrator."""
        await self._call("promote", {"chat": chat, "person": person, "anonymous": anonymous})

    async def demote(self, chat: ChatRef, person: int) -> None:
        """Make an administrator a member again."""
        await self._call("demote", {"chat": chat, "person": person})

    async def add_bot(self, chat: ChatRef) -> None:
        """Take the bot in."""
        await self._call("add_bot", {"chat": chat})

    async def remove_bot(self, chat: ChatRef) -> None:
        """Throw the bot out."""
        await self._call("remove_bot", {"chat": chat})

    async def migrate(self, group: ChatRef) -> SeenChat:
        """Turn a group into a supergroup, and return that."""
        return SeenChat.model_validate(await self._call("migrate", {"chat": group}))

    async def set_clock(self, at: datetime) -> None:
        """Set the clock; returns when what was due is done."""
        await self._call("clock", {"at": at.isoformat()})

    async def add_fault(
        self,
        *,
        method: str = "*",
        times: int | None = None,
        seconds: float | None = None,
        chat: int | None = None,
        status: int | None = None,
        retry_after: int | None = None,
        drop: Literal["before", "after"] | None = None,
        hang: Literal["before", "after"] | None = None,
        delay: float = 0,
        trickle: float = 0,
    ) -> None:
        """Let coming calls of a method (`*`: any but getUpdates) fail, so many times or for so many seconds.

        Args:
            method: as the bot calls it.
            times: how many calls; 1 where neither this nor `seconds` is given.
            seconds: how long.
            chat: only calls with this chat id.
            status: the HTTP status of the answer, 400 to 599.
            retry_after: answers 429 with so many seconds.
            drop: closes the connection before or after the call was accepted.
            hang: never answers, with the call unhandled or after it was accepted.
            delay: seconds that the answer comes late.
            trickle: seconds over which the answer arrives piece by piece.
        """
        given: dict[str, object] = {
            "method": method,
            "times": times,
            "seconds": seconds,
            "chat": chat,
            "status": status,
        }
        given |= {"retry_after": retry_after, "drop": drop, "hang": hang, "delay": delay, "trickle": trickle}
        await self._call("fault", given)

    async def begin_outage(self, seconds: float, *, refuse: bool = False) -> None:
        """Break every bot's connection for so many seconds; `refuse` takes the whole server away, this API too."""
        await self._call("outage", {"seconds": seconds, "refuse": refuse})

    async def set_chaos(self, *, seed: int = 0, **chances: float) -> None:
        """Let calls fail by chance, which `clear_faults` ends.

        Args:
            seed: the same seed throws the same dice.
            chances: the fields of `simulator.faults.Chaos`, e.g. `flood=0.1`.
        """
        await self._call("chaos", {"seed": seed, **chances})

    async def clear_faults(self) -> None:
        """Let the server behave again."""
        await self._call("clear_faults", {})

    async def set_limits(self, *, on: bool = True, **single: float) -> None:
        """Switch Telegram's rate limits on or off.

        Args:
            on: whether they hold.
            single: other numbers than Telegram's: `overall`, `chat`, `group`, `paid`, as in `simulator.limits`.
        """
        await self._call("limits", {"on": on, **single})

    async def wait(
        self, messages: int | None = None, *, chat: ChatRef | None = None, within: float = 5
    ) -> list[SeenMessage]:
        """Wait for so many messages of the bot, or else until it is quiet; return what it sent since the last wait.

        Before the first wait, what counts is what was sent since the client was made.

        Args:
            messages: how many, at least.
            chat: count and return only those in this chat.
            within: the most seconds.

        Raises:
            NotSettledError: they did not come in time; the text holds the conversation.
        """
        given = {"messages": messages, "chat": chat, "after": self._waited, "within": within}
        found = await self._call("wait", given)
        self._waited = found["number"]
        return [SeenMessage.model_validate(one) for one in found["messages"]]

"""A client of the control API: what a test or a terminal does with a local Telegram."""

from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Any, Literal, Protocol, TypeAlias

import aiohttp

from simulator.control import Control
from simulator.control_actions import dispatch
from simulator.errors import ActionError, NotSettledError
from simulator.seen import (
    SeenCall,
    SeenChat,
    SeenCommand,
    SeenEvent,
    SeenMessage,
    SeenOffer,
    SeenOffersButton,
    SeenPerson,
    SeenState,
    SeenWebApp,
)

ChatRef: TypeAlias = int | str
"""A chat's id, or its @name."""


class Transport(Protocol):
    """Does an action of the control API, by its name and its arguments."""

    async def __call__(self, name: str, given: Mapping[str, Any], /) -> Any:
        """Do it, and return what there is to tell."""


class Client:
    """What a test or a terminal does with a local Telegram; made by `connect` or `inside`.

    Args:
        call: does an action.
        waited: the number of the last event that `wait` need not tell of.
        bot: which bot is meant, by its id or its @name; None is the first, or all where `wait` and `calls` count; see
            `with_bot`.
    """

    def __init__(self, call: Transport, waited: int = 0, bot: int | str | None = None) -> None:
        self._call = call
        self.bot = bot
        self._waited = waited

    def with_bot(self, bot: int | str) -> "Client":
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
        given = {"text": text, "anonymous": anonymous, "reply_to": reply_to, "topic": topic}
        return self._message(await self._call("say", {**self._at(chat, person), **given}))

    async def post_photo(
        self, chat: ChatRef, person: int, data: bytes, caption: str = "", *, topic: int | None = None
    ) -> SeenMessage:
        """Post a picture, the bytes of a PNG, JPEG, GIF or WebP file."""
        given = {"base64": b64encode(data).decode(), "caption": caption, "topic": topic}
        return self._message(await self._call("photo", {**self._at(chat, person), **given}))

    async def post_document(
        self,
        chat: ChatRef,
        person: int,
        data: bytes,
        caption: str = "",
        *,
        name: str = "file",
        mime_type: str = "application/octet-stream",
        topic: int | None = None,
    ) -> SeenMessage:
        """Post a file of any kind."""
        given = {"base64": b64encode(data).decode(), "caption": caption, "topic": topic}
        given |= {"name": name, "mime_type": mime_type}
        return self._message(await self._call("document", {**self._at(chat, person), **given}))

    async def share_location(
        self, chat: ChatRef, person: int, latitude: float, longitude: float, *, topic: int | None = None
    ) -> SeenMessage:
        """Share a place, in degrees."""
        given = {**self._at(chat, person), "latitude": latitude, "longitude": longitude, "topic": topic}
        return self._message(await self._call("location", given))

    async def edit(self, message: SeenMessage, text: str) -> SeenMessage:
        """Change the text of a person's own message."""
        return self._message(await self._call("edit", {**_place(message), "text": text}))

    async def delete(self, message: SeenMessage, person: int) -> None:
        """Take a message away: one's own, or an administrator anybody's."""
        await self._call("delete", {**_place(message), "person": person})

    async def press(self, message: SeenMessage, button: int | str, person: int) -> None:
        """Press a button, by its place from 0 over all rows, or by its callback data."""
        await self._call("press", {**_place(message), "button": button, "person": person})

    async def open_web_app(self, message: SeenMessage, button: int, person: int) -> SeenWebApp:
        """Open the web app of a button, by its place from 0 over all rows."""
        given = {**_place(message), "button": button, "person": person}
        return SeenWebApp.model_validate(await self._call("open_web_app", given))

    async def ask_inline(self, chat: ChatRef, person: int, query: str) -> str:
        """Type the bot's name and a question into a chat; return the query's id."""
        found = await self._call("inline", {**self._at(chat, person), "query": query})
        return str(found["query"])

    async def offers(self, query: str) -> list[SeenOffer] | None:
        """Return the results of an inline query; None while the bot has not answered."""
        found = await self._call("offers", {"query": query})
        return None if found is None else [SeenOffer.model_validate(one) for one in found]

    async def offers_button(self, query: str) -> SeenOffersButton | None:
        """Return the button above the results; None where there is none."""
        found = await self._call("offers_button", {"query": query})
        return None if found is None else SeenOffersButton.model_validate(found)

    async def choose(self, query: str, result: str) -> SeenMessage:
        """Choose a result, which is then sent."""
        return self._message(await self._call("choose", {"query": query, "result": result}))

    async def add_person(
        self, name: str, *, language: str | None = None, username: str | None = None, started: bool = True
    ) -> SeenPerson:
        """Add a person; her private chat with the bot has her id.

        Unless `started`, the bot may not write to her before she has said something there.
        """
        given = {"name": name, "language": language, "username": username, "started": started, "bot": self.bot}
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

    async def close_topic(self, chat: ChatRef, person: int, topic: int) -> None:
        """Let an administrator, or who made it, close a topic."""
        await self._call("close_topic", {"chat": chat, "person": person, "topic": topic})

    async def reopen_topic(self, chat: ChatRef, person: int, topic: int) -> None:
        """Let such a person open it again."""
        await self._call("reopen_topic", {"chat": chat, "person": person, "topic": topic})

    async def delete_topic(self, chat: ChatRef, person: int, topic: int) -> None:
        """Let such a person delete it, with everything that was said in it."""
        await self._call("delete_topic", {"chat": chat, "person": person, "topic": topic})

    async def set_language(self, person: int, language: str) -> None:
        """Change the language of a person's Telegram."""
        await self._call("language", {"person": person, "language": language})

    async def block(self, person: int) -> None:
        """Let a person block the bot."""
        await self._call("block", {"person": person, "bot": self.bot})

    async def unblock(self, person: int) -> None:
        """Let a person take the bot back."""
        await self._call("unblock", {"person": person, "bot": self.bot})

    async def delete_account(self, person: int) -> None:
        """Let a person leave Telegram."""
        await self._call("delete_account", {"person": person})

    async def join(self, chat: ChatRef, person: int) -> None:
        """Let a person into a chat."""
        await self._call("join", {"chat": chat, "person": person})

    async def leave(self, chat: ChatRef, person: int) -> None:
        """Let a person, or the bot, go."""
        await self._call("leave", {"chat": chat, "person": person})

    async def ban(self, chat: ChatRef, person: int) -> None:
        """Let the creator throw a person, or the bot, out for good."""
        await self._call("ban", {"chat": chat, "person": person})

    async def restrict(self, chat: ChatRef, person: int) -> None:
        """Let the creator forbid a person, or the bot, to say anything in a supergroup."""
        await self._call("restrict", {"chat": chat, "person": person})

    async def promote(
        self, chat: ChatRef, person: int, *, anonymous: bool = False, without: Iterable[str] = ()
    ) -> None:
        """Make a person, or the bot, an administrator.

        Args:
            chat: where.
            person: who.
            anonymous: whether the group sees only its own name when the administrator speaks.
            without: the rights that are withheld, by Telegram's names, e.g. `can_post_messages`.
        """
        given = {"chat": chat, "person": person, "anonymous": anonymous, "without": sorted(without)}
        await self._call("promote", given)

    async def demote(self, chat: ChatRef, person: int) -> None:
        """Make an administrator a member again."""
        await self._call("demote", {"chat": chat, "person": person})

    async def add_bot(self, chat: ChatRef) -> None:
        """Take the bot in."""
        await self._call("add_bot", {"chat": chat, "bot": self.bot})

    async def remove_bot(self, chat: ChatRef) -> None:
        """Throw the bot out."""
        await self._call("remove_bot", {"chat": chat, "bot": self.bot})

    async def migrate(self, group: ChatRef) -> SeenChat:
        """Turn a group into a supergroup, and return that."""
        return SeenChat.model_validate(await self._call("migrate", {"chat": group}))

    async def set_settings(self, *, privacy: bool | None = None, inline: bool | None = None) -> None:
        """Set what the bot's owner tells BotFather; None leaves it as it is.

        Args:
            privacy: whether it hears in groups only what is meant for it, as at the start.
            inline: whether it can be asked inline, as at the start.
        """
        await self._call("settings", {"privacy": privacy, "inline": inline, "bot": self.bot})

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

    async def set_chaos(
        self,
        *,
        seed: int = 0,
        methods: Iterable[str] | None = None,
        flood: float = 0,
        broken: float = 0,
        late: float = 0,
        never: float = 0,
        dropped_before: float = 0,
        dropped_after: float = 0,
        slow: float = 0,
        retry_after: int = 1,
        late_by: float = 1,
    ) -> None:
        """Let calls fail by chance, until `clear_faults`; what is given are probabilities, together at most 1.

        Args:
            seed: the same seed throws the same dice.
            methods: which ones; None is all but getUpdates.
            flood: of 429, with `retry_after` seconds.
            broken: of a bare 502.
            late: of an answer that comes `late_by` seconds late.
            never: of no answer ever, after the call was accepted.
            dropped_before: that the connection breaks before the call is handled.
            dropped_after: that it breaks after the call was accepted.
            slow: of an answer that arrives in pieces over `late_by` seconds.
            retry_after: seconds.
            late_by: seconds.
        """
        given: dict[str, object] = {"seed": seed, "methods": None if methods is None else sorted(methods)}
        given |= {"flood": flood, "broken": broken, "late": late, "never": never, "slow": slow}
        given |= {"dropped_before": dropped_before, "dropped_after": dropped_after}
        await self._call("chaos", {**given, "retry_after": retry_after, "late_by": late_by})

    async def clear_faults(self) -> None:
        """Let the server behave again."""
        await self._call("clear_faults", {})

    async def set_limits(
        self,
        *,
        on: bool = True,
        overall: int | None = None,
        chat: float | None = None,
        group: int | None = None,
        paid: int | None = None,
    ) -> None:
        """Switch Telegram's rate limits on or off; the numbers that are given stand in the place of Telegram's.

        Args:
            on: whether they hold.
            overall: messages a second, to all chats together.
            chat: messages a second to one chat, on average.
            group: messages a minute to one group.
            paid: messages a second with paid broadcast.
        """
        given = {"on": on, "overall": overall, "chat": chat, "group": group, "paid": paid}
        await self._call("limits", given)

    def _at(self, chat: ChatRef, person: int) -> dict[str, object]:
        return {"chat": chat, "person": person, "bot": self.bot}

    @staticmethod
    def _message(told: object) -> SeenMessage:
        return SeenMessage.model_validate(told)


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


def _place(message: SeenMessage) -> dict[str, object]:
    return {"chat": message.chat, "bot": message.bot, "message_id": message.message_id}

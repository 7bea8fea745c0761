"""The client of the control API, over HTTP or in the same process."""

from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Any, Literal, Protocol, TypeAlias

import aiohttp

from simulator.client.models import (
    SeenCall,
    SeenChat,
    SeenCommand,
    SeenEvent,
    SeenInlineResult,
    SeenMessage,
    SeenPerson,
    SeenResultsButton,
    SeenState,
    SeenWebApp,
)
from simulator.control.actions import dispatch
from simulator.control.control import Control
from simulator.errors import ActionError, WaitTimeoutError

ChatRef: TypeAlias = int | str
"""A chat's id, or its @name."""


class Transport(Protocol):
    """Function that runs an action of the control API, by its name and its arguments."""

    async def __call__(self, name: str, arguments: Mapping[str, Any], /) -> Any:
        """Run the action, and return its result."""


class Client:
    """A client of a local Telegram, as tests and the terminal use it; made by `connect` or `in_process_client`.

    Args:
        call: runs an action.
        last_event: the number of the last event that `wait` ignores.
        bot: the id or @name of the bot that actions are about; see `with_bot`. None is the first one, but all bots in
            `wait` and `calls`.
    """

    def __init__(self, call: Transport, last_event: int = 0, bot: int | str | None = None) -> None:
        self._call = call
        self.bot = bot
        self._last_event = last_event

    def with_bot(self, bot: int | str) -> "Client":
        """Return a client whose actions are about this bot, given by its id or its @name.

        Its private chats are those with that bot; it adds, blocks and queries that bot, and waits for that bot only.
        """
        return Client(self._call, self._last_event, bot)

    async def state(self) -> SeenState:
        """Return the clock, the people and the chats."""
        return SeenState.model_validate(await self._call("state", {}))

    async def messages(self, chat: ChatRef) -> list[SeenMessage]:
        """Return the messages that are in a chat now, the oldest first."""
        found = await self._call("messages", {"chat": chat, "bot": self.bot})
        return [SeenMessage.model_validate(one) for one in found]

    async def log(self, after: int = 0) -> list[SeenEvent]:
        """Return the events after this number, the oldest first."""
        return [SeenEvent.model_validate(one) for one in await self._call("log", {"after": after})]

    async def calls(self, after: int = 0) -> list[SeenCall]:
        """Return the bots' calls, without the first `after` ones, and whether each was accepted."""
        found = await self._call("calls", {"after": after, "bot": self.bot})
        return [SeenCall.model_validate(one) for one in found]

    async def menu(self, chat: ChatRef, person: int) -> list[SeenCommand]:
        """Return the bot's commands as Telegram offers them to a person in a chat."""
        found = await self._call("menu", self._chat_arguments(chat, person))
        return [SeenCommand.model_validate(one) for one in found]

    async def file(self, message: SeenMessage) -> bytes:
        """Return the file of a message.

        Raises:
            ActionError: it has none.
        """
        if message.file is None:
            raise ActionError(f"message {message.message_id} has no file")
        return b64decode((await self._call("file", {"file": message.file.id}))["base64"])

    async def set_clock(self, at: datetime | None = None, *, tomorrow: str | None = None) -> None:
        """Set the clock to a time, or to a time of day tomorrow (`07:00`); returns when all due work is done."""
        arguments = {"at": None if at is None else at.isoformat(), "tomorrow": tomorrow}
        await self._call("clock", arguments)

    async def wait(
        self, messages: int | None = None, *, chat: ChatRef | None = None, within: float = 5, quiet: float = 0.2
    ) -> list[SeenMessage]:
        """Wait for messages of the bot, or until it is quiet, and return the messages since the last wait.

        The first wait returns the messages since the client was made.

        Args:
            messages: the least number to wait for; None waits until the bot is quiet.
            chat: count and return only the messages of this chat.
            within: the timeout, in seconds.
            quiet: the seconds without a call after which the bot counts as idle, if the server has no exact check.

        Raises:
            WaitTimeoutError: the timeout is over; the text holds the conversation.
        """
        arguments = {"messages": messages, "chat": chat, "after": self._last_event, "within": within, "quiet": quiet}
        found = await self._call("wait", {**arguments, "bot": self.bot})
        self._last_event = found["number"]
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
        """Send a text as a person or, if `anonymous`, as an administrator in the group's name."""
        arguments = {"text": text, "anonymous": anonymous, "reply_to": reply_to, "topic": topic}
        return self._message(await self._call("say", {**self._chat_arguments(chat, person), **arguments}))

    async def post_photo(
        self, chat: ChatRef, person: int, data: bytes, caption: str = "", *, topic: int | None = None
    ) -> SeenMessage:
        """Post a picture, the bytes of a PNG, JPEG, GIF or WebP file."""
        arguments = {"base64": b64encode(data).decode(), "caption": caption, "topic": topic}
        return self._message(await self._call("photo", {**self._chat_arguments(chat, person), **arguments}))

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
        arguments = {"base64": b64encode(data).decode(), "caption": caption, "topic": topic}
        arguments |= {"name": name, "mime_type": mime_type}
        return self._message(await self._call("document", {**self._chat_arguments(chat, person), **arguments}))

    async def post_media(
        self,
        chat: ChatRef,
        person: int,
        kind: Literal["audio", "voice", "video", "animation", "video_note", "sticker"],
        data: bytes,
        caption: str = "",
        *,
        name: str = "file",
        mime_type: str = "application/octet-stream",
        duration: int = 0,
        topic: int | None = None,
    ) -> SeenMessage:
        """Post a voice message, a video or another kind of file; `duration` in seconds."""
        arguments = {"base64": b64encode(data).decode(), "caption": caption, "topic": topic, "kind": kind}
        arguments |= {"name": name, "mime_type": mime_type, "duration": duration}
        return self._message(await self._call("media", {**self._chat_arguments(chat, person), **arguments}))

    async def share_location(
        self, chat: ChatRef, person: int, latitude: float, longitude: float, *, topic: int | None = None
    ) -> SeenMessage:
        """Share a place, in degrees."""
        arguments = {**self._chat_arguments(chat, person), "latitude": latitude, "longitude": longitude, "topic": topic}
        return self._message(await self._call("location", arguments))

    async def forward(self, message: SeenMessage, to: ChatRef, person: int, *, topic: int | None = None) -> SeenMessage:
        """Forward a message to a chat as a person."""
        arguments = {**_message_arguments(message), "to": to, "person": person, "topic": topic}
        return self._message(await self._call("forward", arguments))

    async def edit(self, message: SeenMessage, text: str) -> SeenMessage:
        """Change the text of a person's own message."""
        return self._message(await self._call("edit", {**_message_arguments(message), "text": text}))

    async def delete(self, message: SeenMessage, person: int) -> None:
        """Delete a message as a person; others' messages only as an administrator."""
        await self._call("delete", {**_message_arguments(message), "person": person})

    async def press(self, message: SeenMessage, button: int | str, person: int) -> None:
        """Press a button, given by its index over all rows (from 0) or by its callback data."""
        await self._call("press", {**_message_arguments(message), "button": button, "person": person})

    async def react(self, message: SeenMessage, person: int, *emoji: str) -> None:
        """React to a message as a person; without emoji the reactions are removed."""
        await self._call("react", {**_message_arguments(message), "person": person, "emoji": list(emoji)})

    async def vote(self, message: SeenMessage, person: int, options: Iterable[int]) -> None:
        """Vote in a poll for options, given by their index (from 0); none retract the vote."""
        arguments = {**_message_arguments(message), "person": person, "options": list(options)}
        await self._call("vote", arguments)

    async def open_web_app(self, message: SeenMessage, button: int, person: int) -> SeenWebApp:
        """Open the web app of a button, given by its index over all rows (from 0)."""
        arguments = {**_message_arguments(message), "button": button, "person": person}
        return SeenWebApp.model_validate(await self._call("open_web_app", arguments))

    async def ask_inline(self, chat: ChatRef, person: int, query: str) -> str:
        """Send the bot an inline query from a chat, and return the query's id."""
        found = await self._call("inline", {**self._chat_arguments(chat, person), "query": query})
        return str(found["query"])

    async def results(self, query: str) -> list[SeenInlineResult] | None:
        """Return the results of an inline query; None before the bot has answered."""
        found = await self._call("inline_results", {"query": query})
        return None if found is None else [SeenInlineResult.model_validate(one) for one in found]

    async def results_button(self, query: str) -> SeenResultsButton | None:
        """Return the button above the results; None where there is none."""
        found = await self._call("inline_button", {"query": query})
        return None if found is None else SeenResultsButton.model_validate(found)

    async def choose(self, query: str, result: str) -> SeenMessage:
        """Choose a result of an inline query, and return the message that is sent with it."""
        return self._message(await self._call("choose", {"query": query, "result": result}))

    async def add_person(
        self, name: str, *, language: str | None = None, username: str | None = None, started: bool = True
    ) -> SeenPerson:
        """Add a person, whose private chat with the bot has the person's id.

        Unless `started`, the bot cannot write there before the person does.
        """
        arguments = {"name": name, "language": language, "username": username, "started": started, "bot": self.bot}
        return SeenPerson.model_validate(await self._call("person", arguments))

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
        """Add a chat; the bot is added too, in a channel as an administrator, unless `bot` is false."""
        arguments = {"kind": kind, "title": title, "creator": creator, "username": username, "bot": bot, "forum": forum}
        return SeenChat.model_validate(await self._call("chat", arguments))

    async def link(self, channel: ChatRef, group: ChatRef | None) -> None:
        """Make a supergroup the discussion group of a channel; both have the same creator. None ends it."""
        await self._call("link", {"chat": channel, "group": group})

    async def open_direct_messages(self, channel: ChatRef) -> SeenChat:
        """Open the direct messages of a channel, and return their chat, in which everybody can write."""
        return SeenChat.model_validate(await self._call("direct_messages", {"chat": channel}))

    async def comment(self, post: SeenMessage, person: int, text: str) -> SeenMessage:
        """Comment on a channel's post; the person need not be in the discussion group."""
        arguments = {"chat": post.chat, "message_id": post.message_id, "person": person, "text": text}
        return self._message(await self._call("comment", arguments))

    async def add_topic(self, chat: ChatRef, person: int, name: str) -> int:
        """Create a topic as a member of a forum, or in a private chat that has topics, and return its id."""
        return int((await self._call("topic", {**self._chat_arguments(chat, person), "name": name}))["topic"])

    async def close_topic(self, chat: ChatRef, person: int, topic: int) -> None:
        """Close a topic as an administrator or as its creator."""
        await self._call("close_topic", {**self._chat_arguments(chat, person), "topic": topic})

    async def reopen_topic(self, chat: ChatRef, person: int, topic: int) -> None:
        """Reopen a topic as an administrator or as its creator."""
        await self._call("reopen_topic", {**self._chat_arguments(chat, person), "topic": topic})

    async def delete_topic(self, chat: ChatRef, person: int, topic: int) -> None:
        """Delete a topic and its messages, as an administrator or as its creator."""
        await self._call("delete_topic", {**self._chat_arguments(chat, person), "topic": topic})

    async def set_language(self, person: int, language: str) -> None:
        """Change the language of a person's Telegram."""
        await self._call("language", {"person": person, "language": language})

    async def block(self, person: int) -> None:
        """Block the bot as a person."""
        await self._call("block", {"person": person, "bot": self.bot})

    async def unblock(self, person: int) -> None:
        """Unblock the bot as a person."""
        await self._call("unblock", {"person": person, "bot": self.bot})

    async def delete_account(self, person: int) -> None:
        """Delete a person's account."""
        await self._call("delete_account", {"person": person})

    async def join(self, chat: ChatRef, person: int) -> None:
        """Make a person join a chat."""
        await self._call("join", {"chat": chat, "person": person})

    async def join_by_link(self, link: str, person: int) -> bool:
        """Open an invite link as a person; return whether it let the person in, or else asked an administrator."""
        return bool((await self._call("join_by_link", {"link": link, "person": person}))["joined"])

    async def leave(self, chat: ChatRef, person: int) -> None:
        """Make a person, or the bot, leave a chat."""
        await self._call("leave", {"chat": chat, "person": person})

    async def ban(self, chat: ChatRef, person: int) -> None:
        """Ban a person, or the bot, as the creator."""
        await self._call("ban", {"chat": chat, "person": person})

    async def restrict(self, chat: ChatRef, person: int) -> None:
        """Mute a person, or the bot, in a supergroup, as the creator."""
        await self._call("restrict", {"chat": chat, "person": person})

    async def promote(
        self,
        chat: ChatRef,
        person: int,
        *,
        anonymous: bool = False,
        without: Iterable[str] = (),
        extra: Iterable[str] = (),
    ) -> None:
        """Make a person, or the bot, an administrator.

        Args:
            chat: the chat.
            person: the new administrator.
            anonymous: whether the administrator posts in the group's name.
            without: the rights that are withheld, by Telegram's names, e.g. `can_post_messages`.
            extra: the rights that are given besides the usual ones, e.g. `can_promote_members`.
        """
        rights = {"without": sorted(without), "extra": sorted(extra)}
        await self._call("promote", {"chat": chat, "person": person, "anonymous": anonymous, **rights})

    async def demote(self, chat: ChatRef, person: int) -> None:
        """Make an administrator an ordinary member."""
        await self._call("demote", {"chat": chat, "person": person})

    async def add_bot(self, chat: ChatRef) -> None:
        """Add the bot to a chat."""
        await self._call("add_bot", {"chat": chat, "bot": self.bot})

    async def remove_bot(self, chat: ChatRef) -> None:
        """Remove the bot from a chat."""
        await self._call("remove_bot", {"chat": chat, "bot": self.bot})

    async def migrate(self, group: ChatRef) -> SeenChat:
        """Turn a group into a supergroup, and return the supergroup."""
        return SeenChat.model_validate(await self._call("migrate", {"chat": group}))

    async def set_settings(
        self, *, privacy: bool | None = None, inline: bool | None = None, topics: bool | None = None
    ) -> None:
        """Set BotFather's settings of the bot; None leaves a setting as it is.

        Args:
            privacy: privacy mode, in which the bot gets only the group messages that are meant for it; on by default.
            inline: inline mode; on by default.
            topics: topics in private chats; off by default.
        """
        await self._call("settings", {"privacy": privacy, "inline": inline, "topics": topics, "bot": self.bot})

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
        """Add a fault for the next calls of a method.

        Args:
            method: the method's name as the bot calls it; `*` is any but getUpdates.
            times: the number of calls; 1 where neither this nor `seconds` is given.
            seconds: the duration.
            chat: affects only calls with this chat id.
            status: the HTTP status of the answer, 400 to 599.
            retry_after: answers 429 with so many seconds.
            drop: closes the connection before or after the call is accepted.
            hang: never answers, before or after the call is accepted.
            delay: the delay of the answer, in seconds.
            trickle: sends the answer piece by piece, over so many seconds.
        """
        arguments: dict[str, object] = {
            "method": method,
            "times": times,
            "seconds": seconds,
            "chat": chat,
            "status": status,
        }
        arguments |= {"retry_after": retry_after, "drop": drop, "hang": hang, "delay": delay, "trickle": trickle}
        await self._call("fault", arguments)

    async def begin_outage(self, seconds: float, *, refuse: bool = False) -> None:
        """Break every bot's connection for so many seconds; `refuse` stops the whole server, this API too."""
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
        """Make calls fail at random, until `clear_faults`; the arguments are probabilities, together at most 1.

        Args:
            seed: the seed of the random generator.
            methods: the affected methods; None is all but getUpdates.
            flood: probability of 429, with `retry_after` seconds.
            broken: probability of a bare 502.
            late: probability of an answer that is `late_by` seconds late.
            never: probability of no answer, after the call was accepted.
            dropped_before: probability of a connection that breaks before the call is handled.
            dropped_after: probability of a connection that breaks after the call was accepted.
            slow: probability of an answer that arrives in pieces over `late_by` seconds.
            retry_after: seconds.
            late_by: seconds.
        """
        arguments: dict[str, object] = {"seed": seed, "methods": None if methods is None else sorted(methods)}
        arguments |= {"flood": flood, "broken": broken, "late": late, "never": never, "slow": slow}
        arguments |= {"dropped_before": dropped_before, "dropped_after": dropped_after}
        await self._call("chaos", {**arguments, "retry_after": retry_after, "late_by": late_by})

    async def clear_faults(self) -> None:
        """Remove all faults, chaos, outages and refusals."""
        await self._call("clear_faults", {})

    async def set_limits(
        self,
        *,
        on: bool = True,
        overall: int | None = None,
        chat: float | None = None,
        group: int | None = None,
        paid: int | None = None,
        patience: int | None = None,
    ) -> None:
        """Switch Telegram's rate limits on or off; given numbers replace Telegram's.

        Args:
            on: whether the limits apply.
            overall: messages a second, to all chats together.
            chat: messages a second to one chat, on average.
            group: messages a minute to one group.
            paid: messages a second with paid broadcast.
            patience: refused calls during a pause after which each further one makes it longer.
        """
        arguments = {"on": on, "overall": overall, "chat": chat, "group": group, "paid": paid, "patience": patience}
        await self._call("limits", arguments)

    async def refuse(self, chat: ChatRef, reason: str | None) -> None:
        """Make a chat refuse all messages of the bot for one of the reasons in docs/simulator.md; None ends it."""
        await self._call("refuse", {"chat": chat, "reason": reason, "bot": self.bot})

    async def set_slow_mode(self, chat: ChatRef, seconds: int) -> None:
        """Limit members of a supergroup, administrators excepted, to one message in so many seconds; 0 ends it."""
        await self._call("slow_mode", {"chat": chat, "seconds": seconds})

    async def set_lifetimes(self, *, queries: float | None = None, updates: float | None = None) -> None:
        """Set how many seconds queries can be answered, and new updates are kept; None leaves a time as it is."""
        await self._call("lifetimes", {"queries": queries, "updates": updates})

    def _chat_arguments(self, chat: ChatRef, person: int) -> dict[str, object]:
        return {"chat": chat, "person": person, "bot": self.bot}

    @staticmethod
    def _message(result: object) -> SeenMessage:
        return SeenMessage.model_validate(result)


@asynccontextmanager
async def connect(url: str) -> AsyncIterator[Client]:
    """Connect a client to the simulator at this address, e.g. `http://127.0.0.1:8081`."""
    async with aiohttp.ClientSession(base_url=url) as session:

        async def post(name: str, arguments: Mapping[str, Any]) -> Any:
            async with session.post(f"/sim/{name}", json=arguments) as response:
                body = await response.json()
            if body["ok"]:
                return body["result"]
            kind = WaitTimeoutError if response.status == HTTPStatus.REQUEST_TIMEOUT else ActionError
            raise kind(body["error"])

        yield Client(post, (await post("state", {}))["number"])


def in_process_client(control: Control) -> Client:
    """Return a client of a control in the same process, without HTTP."""
    return Client(partial(dispatch, control), len(control.log))


def _message_arguments(message: SeenMessage) -> dict[str, object]:
    return {"chat": message.chat, "bot": message.bot, "message_id": message.message_id}

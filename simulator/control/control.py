"""The controlled local Telegram: lookups by id or name, the clock, the log of events, and waiting for the bot."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from simulator.control.fields import SetClock, Wait
from simulator.control.serialization import bot_of, happening_json
from simulator.control.server_state import ServerState
from simulator.errors import ActionError, NotSettledError
from simulator.world.accounts import Account
from simulator.world.chats import Chat, ChatKind, User
from simulator.world.files import StoredFile
from simulator.world.inline import InlineQuery
from simulator.world.journal import Happening
from simulator.world.messages import Event, EventKind, Message
from simulator.world.topics import Topic
from simulator.world.transcript import render
from simulator.world.world import World

_LONGEST_PRINT = 60  # events of a conversation that an error tells


class Control:
    """A local Telegram as tests, the terminal and the page control it; `simulator.control.actions` has the actions.

    Args:
        world: the controlled world.
        server: the state of the Bot API server over it; without one there are no calls, faults or limits.
        on_clock: sets the bot's clock to an aware time and runs all due work; without one only the world's is set.
        settle: returns when the bot has answered everything; without one the bot counts as quiet when it has fetched
            all updates and then made no call for a while.
        zone: the time zone of times without an offset, and of the page's clock.

    Attributes:
        log: the events since the control was made, the oldest first; number 1 is `log[0]`.
    """

    def __init__(
        self,
        world: World,
        server: ServerState | None = None,
        *,
        on_clock: Callable[[datetime], Awaitable[None]] | None = None,
        settle: Callable[[], Awaitable[None]] | None = None,
        zone: tzinfo = UTC,
    ) -> None:
        self.world = world
        self.server = server
        self.on_clock = on_clock
        self.settle = settle
        self.zone = zone
        self.log: list[Happening] = list(world.events)
        self._happened: asyncio.Event | None = None
        self._at_work: set[asyncio.Task[None]] = set()
        world.events.listeners.append(self._note)

    def person(self, user_id: int) -> User:
        """Return a person or a bot.

        Raises:
            ActionError: there is nobody with this id.
        """
        if user_id not in self.world.users:
            raise ActionError(f"there is nobody with the id {user_id}")
        return self.world.users[user_id]

    def human(self, user_id: int) -> User:
        """Return a person.

        Raises:
            ActionError: there is nobody with this id, or it is a bot's.
        """
        person = self.person(user_id)
        if person.is_bot:
            raise ActionError(f"{person.first_name} is a bot, and acts for itself")
        return person

    def account(self, reference: int | str | None) -> Account:
        """Return a bot by its id (a number or a text) or by its @name; None gives the first bot.

        Raises:
            ActionError: there is no such bot.
        """
        if reference is None:
            return self.world.accounts[self.world.bot.id]
        name = str(reference).removeprefix("@").lower()
        for account in self.world.accounts.values():
            if name in {str(account.user.id), (account.user.username or "").lower()}:
                return account
        raise ActionError(f"there is no bot {reference!r}")

    def bot(self, reference: int | str | None) -> User:
        """Return a bot as a user; see `account`."""
        return self.account(reference).user

    def chat(self, reference: int | str, bot: int | str | None = None) -> Chat:
        """Return a chat by its id (a number or a text) or by its @name.

        Args:
            reference: the id or the name.
            bot: the bot of a private chat, because a person's private chats with several bots have one id.

        Raises:
            ApiError: 400 `chat not found`.
            ActionError: there is no such bot.
        """
        if isinstance(reference, str) and reference.removeprefix("-").isdecimal():
            reference = int(reference[:20])
        return self.world.find_chat(reference, self.account(bot))

    def message(self, chat: Chat, message_id: int) -> Message:
        """Return a message of a chat.

        Raises:
            ActionError: there is none with this id.
        """
        if message_id not in self.world.history[chat]:
            raise ActionError(f"there is no message {message_id} in {chat.name}")
        return self.world.history[chat][message_id]

    def topic(self, chat: Chat, thread_id: int) -> Topic:
        """Return a topic of a forum.

        Raises:
            ActionError: there is none with this id.
        """
        if thread_id not in self.world.topics[chat]:
            raise ActionError(f"there is no topic {thread_id} in {chat.name}")
        return self.world.topics[chat][thread_id]

    def inline_query(self, query_id: str) -> InlineQuery:
        """Return an inline query.

        Raises:
            ActionError: there is none with this id.
        """
        if query_id not in self.world.inline_queries:
            raise ActionError(f"nobody asked an inline query {query_id!r}")
        return self.world.inline_queries[query_id]

    def file(self, file_id: str) -> StoredFile:
        """Return an uploaded file.

        Raises:
            ActionError: there is none with this id.
        """
        if file_id not in self.world.files:
            raise ActionError(f"there is no file {file_id!r}")
        return self.world.files[file_id]

    def happenings(self, after: int) -> Iterator[dict[str, object]]:
        """Yield the events after this number, in JSON types."""
        for number, happening in enumerate(self.log[after:], start=after + 1):
            yield happening_json(number, happening)

    async def happened(self, after: int) -> None:
        """Wait for an event after this number, or for the clock to be set."""
        if len(self.log) <= after:
            self._happened = self._happened or asyncio.Event()
            await self._happened.wait()

    def conversation(self) -> str:
        """Return the conversation of all chats with its speakers; only the end of a long one."""
        shown = [happening for happening in self.log if isinstance(happening, Event)]
        lines = [render(event, with_speaker=True) for event in shown[-_LONGEST_PRINT:]]
        return "\n".join(lines) or "(nobody has said anything)"

    async def set_clock(self, given: SetClock) -> None:
        """Set the clock; returns when all due work is done."""
        if (given.at is None) == (given.tomorrow is None):
            raise ActionError("give either `at`, a time, or `tomorrow`, a time of day such as 07:00")
        at = given.at or self._tomorrow(given.tomorrow or "")
        at = at if at.tzinfo else at.replace(tzinfo=self.zone)
        if self.on_clock is None:
            self.world.set_clock(at)
        else:
            # Who asked may go away, but what has begun to be delivered must not be torn off.
            await self._finish(self._run(self.on_clock, at))
        self._announce()

    async def wait(self, given: Wait) -> None:
        """Wait until the bot has sent enough, or is quiet.

        Raises:
            NotSettledError: the timeout is over.
        """
        waiting = f"for {given.messages} messages" if given.messages else "for the bot to be quiet"
        limit = asyncio.timeout(given.within)
        try:
            async with limit:
                await (self._messages(given) if given.messages else self._quiet(given.quiet))
        except TimeoutError as error:
            if not limit.expired():
                raise
            raise NotSettledError(
                f"waited {given.within:g} s {waiting}, in vain. The conversation:\n{self.conversation()}"
            ) from error

    def sent(self, given: Wait) -> list[Message]:
        """Return the messages that one bot or all bots sent after an event, in a chat or in all, as first sent."""
        bot = None if given.bot is None else self.bot(given.bot)
        place = None if given.chat is None else self.chat(given.chat, given.bot)
        return [
            happening.message
            for happening in self.log[given.after :]
            if isinstance(happening, Event)
            and happening.kind is EventKind.SENT
            and (sender := bot_of(happening))
            and bot in {None, sender}
            and place in {None, happening.message.chat}
        ]

    async def _messages(self, given: Wait) -> None:
        while len(self.sent(given)) < (given.messages or 0):
            await self.happened(len(self.log))

    async def _quiet(self, seconds: float) -> None:
        if self.settle is not None:
            await self.settle()
            return
        await self.world.settled(within=3600)
        before, now = -1, self._count_calls()
        while before != now:
            await asyncio.sleep(seconds)
            before, now = now, self._count_calls()

    def _count_calls(self) -> int:
        calls = self.server.calls if self.server else []
        return sum(call.method != "getUpdates" for call in calls)

    def _tomorrow(self, time: str) -> datetime:
        hour, minute = (int(part) for part in time.split(":"))
        tomorrow = self.world.now().astimezone(self.zone) + timedelta(days=1)
        return tomorrow.replace(hour=hour, minute=minute, second=0, microsecond=0)

    async def _finish(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)
        await asyncio.shield(task)

    @staticmethod
    async def _run(on_clock: Callable[[datetime], Awaitable[None]], at: datetime) -> None:
        await on_clock(at)

    def _note(self, happening: Happening) -> None:
        self.log.append(happening)
        self._announce()

    def _announce(self) -> None:
        # Each event serves once, so that nobody who waits has to clear it for the others.
        happened, self._happened = self._happened, None
        if happened:
            happened.set()


def menu(bot: Account, chat: Chat, person: User) -> list[dict[str, object]]:
    """Return the commands of the narrowest scope that has any, in the person's language or else in no language."""
    languages = (_language_of(person), "")
    menus = {(_scope_key(scope), language): commands for (scope, language), commands in bot.menus.items()}
    for scope in _scopes(chat, person):
        for language in languages:
            if commands := menus.get((scope, language)):
                return [command.model_dump() for command in commands]
    return []


def _language_of(person: User) -> str:
    """Return the two-letter key of menus, e.g. `ko` for `ko-KR`."""
    return (person.language_code or "").partition("-")[0].lower()


def _scopes(chat: Chat, person: User) -> Iterator[tuple[str, ...]]:
    # Telegram's own order, which stands under "Determining list of commands" in its documentation.
    is_private = chat.kind is ChatKind.PRIVATE
    if not is_private:
        yield ("chat_member", str(chat.id), str(person.id))
        if chat.member(person).is_administrator:
            yield ("chat_administrators", str(chat.id))
    yield ("chat", str(chat.id))
    if not is_private and chat.member(person).is_administrator:
        yield ("all_chat_administrators",)
    yield ("all_private_chats",) if is_private else ("all_group_chats",)
    yield ("default",)


def _scope_key(scope: str) -> tuple[str, ...]:
    return tuple(str(value) for value in json.loads(scope).values())

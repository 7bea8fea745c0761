"""The controlled local Telegram: lookups by id or name, the clock, the log of events, and waiting for the bot."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from types import MappingProxyType
from typing import Any

from simulator.control.arguments import SetClock, Wait
from simulator.control.serialization import acting_bot, entry_json
from simulator.control.server_state import ServerState
from simulator.errors import ActionError, WaitTimeoutError
from simulator.world.accounts import Account
from simulator.world.chats import Chat, ChatKind, User
from simulator.world.content.files import StoredFile
from simulator.world.inline import InlineQuery
from simulator.world.journal import JournalEntry
from simulator.world.messages import Event, EventKind, Message
from simulator.world.topics import Topic
from simulator.world.transcript import render_event
from simulator.world.world import World

_MAX_PRINTED_EVENTS = 60  # of the conversation in an error text


class Control:
    """A local Telegram as tests, the terminal and the page control it; `simulator.control.actions` has the actions.

    Args:
        world: the controlled world.
        server: the state of the Bot API server over it; without one there are no calls, faults or limits.
        on_clock: sets the bot's clock to an aware time and runs all due work; without one only the world's is set.
        wait_until_idle: returns when the bot has answered everything; without one the bot counts as quiet when it has
            fetched all updates and then made no call for a while.
        zone: the time zone of times without an offset, and of the page's clock.
        about: what the page says of the bot's world, by language.

    Attributes:
        log: the events since the control was made, the oldest first; number 1 is `log[0]`.
    """

    def __init__(
        self,
        world: World,
        server: ServerState | None = None,
        *,
        on_clock: Callable[[datetime], Awaitable[None]] | None = None,
        wait_until_idle: Callable[[], Awaitable[None]] | None = None,
        zone: tzinfo = UTC,
        about: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.world = world
        self.server = server
        self.on_clock = on_clock
        self.wait_until_idle = wait_until_idle
        self.zone = zone
        self.about = about
        self.log: list[JournalEntry] = list(world.events)
        self._changed: asyncio.Event | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        world.events.listeners.append(self._record)

    def find_user(self, user_id: int) -> User:
        """Return a person or a bot.

        Raises:
            ActionError: there is nobody with this id.
        """
        if user_id not in self.world.users:
            raise ActionError(f"there is no user with the id {user_id}")
        return self.world.users[user_id]

    def find_person(self, user_id: int) -> User:
        """Return a person.

        Raises:
            ActionError: there is nobody with this id, or it is a bot's.
        """
        person = self.find_user(user_id)
        if person.is_bot:
            raise ActionError(f"{person.first_name} is a bot; only people can do this")
        return person

    def find_account(self, reference: int | str | None) -> Account:
        """Return a bot by its id (a number or a text) or by its @name; None gives the first bot.

        Raises:
            ActionError: there is no such bot.
        """
        if reference is None:
            return self.world.accounts[self.world.bot.id]
        name = str(reference).removeprefix("@").lower()
        for find_account in self.world.accounts.values():
            if name in {str(find_account.user.id), (find_account.user.username or "").lower()}:
                return find_account
        raise ActionError(f"there is no bot {reference!r}")

    def find_bot(self, reference: int | str | None) -> User:
        """Return a bot as a user; see `account`."""
        return self.find_account(reference).user

    def find_chat(self, reference: int | str, bot: int | str | None = None) -> Chat:
        """Return a chat by its id (a number or a text) or by its @name.

        Args:
            reference: the id or the name.
            bot: the bot of a private chat, because a person's private chats with several bots have one id.

        Raises:
            ApiError: 400 `chat not found`.
            ActionError: there is no such bot.
        """
        if isinstance(reference, str) and reference.removeprefix("-").isdecimal():
            # No id is longer, and int() rejects thousands of digits.
            reference = int(reference[:20])
        return self.world.find_chat(reference, self.find_account(bot))

    def find_message(self, chat: Chat, message_id: int) -> Message:
        """Return a message of a chat.

        Raises:
            ActionError: there is none with this id.
        """
        if message_id not in self.world.history[chat]:
            raise ActionError(f"there is no message {message_id} in {chat.name}")
        return self.world.history[chat][message_id]

    def find_topic(self, chat: Chat, thread_id: int) -> Topic:
        """Return a topic of a forum.

        Raises:
            ActionError: there is none with this id.
        """
        if thread_id not in self.world.topics[chat]:
            raise ActionError(f"there is no topic {thread_id} in {chat.name}")
        return self.world.topics[chat][thread_id]

    def find_inline_query(self, query_id: str) -> InlineQuery:
        """Return an inline query.

        Raises:
            ActionError: there is none with this id.
        """
        if query_id not in self.world.inline_queries:
            raise ActionError(f"there is no inline query {query_id!r}")
        return self.world.inline_queries[query_id]

    def find_file(self, file_id: str) -> StoredFile:
        """Return an uploaded file.

        Raises:
            ActionError: there is none with this id.
        """
        if file_id not in self.world.files:
            raise ActionError(f"there is no file {file_id!r}")
        return self.world.files[file_id]

    def entries_json(self, after: int) -> Iterator[dict[str, object]]:
        """Yield the events after this number, in JSON types."""
        for number, entry in enumerate(self.log[after:], start=after + 1):
            yield entry_json(number, entry)

    async def wait_for_entry(self, after: int) -> None:
        """Wait for an event after this number, or for the clock to be set."""
        if len(self.log) <= after:
            self._changed = self._changed or asyncio.Event()
            await self._changed.wait()

    def render_conversation(self) -> str:
        """Return the conversation of all chats with its speakers; only the end of a long one."""
        shown = [entry for entry in self.log if isinstance(entry, Event)]
        lines = [render_event(event, with_speaker=True) for event in shown[-_MAX_PRINTED_EVENTS:]]
        return "\n".join(lines) or "(nobody has said anything)"

    async def set_clock(self, args: SetClock) -> None:
        """Set the clock; returns when all due work is done."""
        if (args.at is None) == (args.tomorrow is None):
            raise ActionError("give either `at`, a time, or `tomorrow`, a time of day such as 07:00")
        at = args.at or self._tomorrow(args.tomorrow or "")
        at = at if at.tzinfo else at.replace(tzinfo=self.zone)
        if self.on_clock is None:
            self.world.set_clock(at)
        else:
            # Shielded: a client that disconnects must not cancel a delivery that has begun.
            await self._run_shielded(self._run(self.on_clock, at))
        self._wake_waiters()

    async def wait(self, args: Wait) -> None:
        """Wait until the bot has sent enough, or is quiet.

        Raises:
            WaitTimeoutError: the timeout is over.
        """
        waiting = f"for {args.messages} messages" if args.messages else "for the bot to be quiet"
        limit = asyncio.timeout(args.within)
        try:
            async with limit:
                await (self._wait_for_messages(args) if args.messages else self._wait_until_quiet(args.quiet))
        except TimeoutError as error:
            # A TimeoutError from inside the wait is another error.
            if not limit.expired():
                raise
            raise WaitTimeoutError(
                f"timed out after {args.within:g} s waiting {waiting}. The conversation:\n{self.render_conversation()}"
            ) from error

    def sent_messages(self, args: Wait) -> list[Message]:
        """Return the messages that one bot or all bots sent after an event, in a chat or in all, as first sent."""
        bot = None if args.bot is None else self.find_bot(args.bot)
        chat = None if args.chat is None else self.find_chat(args.chat, args.bot)
        return [
            entry.message
            for entry in self.log[args.after :]
            if isinstance(entry, Event)
            and entry.kind is EventKind.SENT
            and (sender := acting_bot(entry))
            and bot in {None, sender}
            and chat in {None, entry.message.chat}
        ]

    async def _wait_for_messages(self, args: Wait) -> None:
        while len(self.sent_messages(args)) < (args.messages or 0):
            await self.wait_for_entry(len(self.log))

    async def _wait_until_quiet(self, seconds: float) -> None:
        if self.wait_until_idle is not None:
            await self.wait_until_idle()
            return
        # Longer than any `within`, so that the timeout of `wait` counts.
        await self.world.wait_until_idle(within=3600)
        before, now = -1, self._count_calls()
        while before != now:
            await asyncio.sleep(seconds)
            before, now = now, self._count_calls()

    def _count_calls(self) -> int:
        # An idle bot polls, too.
        calls = self.server.calls if self.server else []
        return sum(call.method != "getUpdates" for call in calls)

    def _tomorrow(self, time: str) -> datetime:
        hour, minute = (int(part) for part in time.split(":"))
        tomorrow = self.world.now().astimezone(self.zone) + timedelta(days=1)
        return tomorrow.replace(hour=hour, minute=minute, second=0, microsecond=0)

    async def _run_shielded(self, work: Coroutine[Any, Any, None]) -> None:
        # The event loop alone would not keep the task alive.
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        await asyncio.shield(task)

    @staticmethod
    async def _run(on_clock: Callable[[datetime], Awaitable[None]], at: datetime) -> None:
        # `create_task` needs a coroutine, and a hook may return any awaitable.
        await on_clock(at)

    def _record(self, entry: JournalEntry) -> None:
        self.log.append(entry)
        self._wake_waiters()

    def _wake_waiters(self) -> None:
        # Each event is used once: a shared one would have to be cleared, and another waiter could miss it.
        wait_for_entry, self._changed = self._changed, None
        if wait_for_entry:
            wait_for_entry.set()


def find_menu(bot: Account, chat: Chat, person: User) -> list[dict[str, object]]:
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
    # The order is documented at https://core.telegram.org/bots/api#determining-list-of-commands.
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

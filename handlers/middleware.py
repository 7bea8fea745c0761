"""Middleware: the steps that every update passes before a handler gets it, in the order of `middleware_of`."""

import asyncio
import enum
from collections.abc import Sequence
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from telegram import CallbackQuery, Message, Update
from telegram.constants import ZERO_DATE, ChatType
from telegram.ext import CommandHandler

from bot.context import AnyApplication, Context, Middleware, Proceed
from bot.i18n.translator import N_
from bot.telegram_api.rate_limiter import MINUTE, SlidingWindow
from handlers.language import get_personal_translator
from handlers.replies import OUT_OF_DATE, answer_callback, reply
from handlers.updates import get_language_code

# One person, or one script, must not use up the 30 messages a second that Telegram allows for all (docs/decisions/031).
MAX_MESSAGES = 20
"""Messages a minute that the bot answers, per person."""

# More than messages, because people page through lists with buttons.
MAX_BUTTONS = 60
"""Button presses a minute that the bot answers, per person."""

MAX_PEOPLE = 10_000
"""People whose quota is remembered: those who asked last."""

TOO_MANY = N_("That was a lot at once 🙂 Please wait a minute and try again.")


def middleware_of(application: AnyApplication) -> Sequence[Middleware]:
    """Return the middleware in the order in which an update passes it; call it when all handlers are registered."""
    return (
        ignore_direct_messages,
        # Before the others, so that everything below sees the updates of a chat one at a time and in their order.
        ChatOrder(),
        # Before anything that queries the database or calls Telegram: a flood must cost next to nothing.
        MessageQuota(_command_names(application)),
        ButtonQuota(),
        # Last: handlers of buttons rely on the data and the message.
        answer_unusable_button,
    )


async def ignore_direct_messages(update: Update, _context: Context, proceed: Proceed) -> None:
    """Drop what people write to a channel: its administrators answer that."""
    if update.effective_chat is None or not update.effective_chat.is_direct_messages:
        await proceed()


class ChatOrder:
    """Processes the updates of one chat in their order, and those of different chats concurrently."""

    def __init__(self) -> None:
        # Weak: a chat's lock lives as long as an update holds it or waits for it.
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def __call__(self, update: Update, _context: Context, proceed: Proceed) -> None:
        """Process an update after those before it in its chat; one without a chat (an inline query) at once."""
        if update.effective_chat is None:
            await proceed()
            return
        async with self._locks.setdefault(update.effective_chat.id, asyncio.Lock()):
            await proceed()


class Excess(enum.Enum):
    """Reaction to a request beyond the quota."""

    NOTIFY = "notify"
    """The first one within a minute: say so."""
    IGNORE = "ignore"


@dataclass(slots=True)
class _Usage:
    """Requests of one person; `notified_at` in seconds."""

    window: SlidingWindow
    notified_at: float = field(default=float("-inf"))


class UserQuota:
    """Limits the requests of each person within any minute; those beyond the limit are not counted.

    Args:
        limit: requests a minute.
        max_people: people to remember, those who asked last.
    """

    def __init__(self, limit: int, max_people: int = MAX_PEOPLE) -> None:
        self._limit = limit
        self._max_people = max_people
        self._usage: dict[int, _Usage] = {}

    def take(self, person: int, now: float) -> Excess | None:
        """Count a request; return None if it is within the quota.

        Args:
            person: Telegram's id of the user or chat that asks.
            now: seconds; if the clock was set back, the counts start anew.
        """
        # Removed here and inserted again below, so that the first key is the person who asked longest ago.
        usage = self._usage.pop(person, None)
        # After a clock that was set back a person would be ignored until it has caught up.
        if usage is None or usage.window.ready_at() - now > MINUTE + 1 or usage.notified_at > now:
            usage = _Usage(SlidingWindow(self._limit, MINUTE))
        self._usage[person] = usage
        if len(self._usage) > self._max_people:
            del self._usage[next(iter(self._usage))]
        if usage.window.ready_at() <= now:
            usage.window.take(now)
            return None
        if now - usage.notified_at < MINUTE:
            return Excess.IGNORE
        usage.notified_at = now
        return Excess.NOTIFY


class MessageQuota:
    """Limits the messages that make the bot speak, per person in all chats together; the first excess gets a note.

    These count: commands, replies to the bot, and in a private chat all text and locations. Inline queries do not.

    Args:
        commands: the bot's commands, without the slash.
    """

    def __init__(self, commands: frozenset[str]) -> None:
        self._commands = commands
        self._quota = UserQuota(MAX_MESSAGES)

    async def __call__(self, update: Update, context: Context, proceed: Proceed) -> None:
        """Drop a message beyond the quota of its sender."""
        # Inline queries arrive letter by letter and put nothing into a chat; edits trigger nothing.
        message = update.message or update.channel_post
        sender = _sender_of(message) if message and self._counts(message, context) else None
        excess = None if sender is None else self._quota.take(sender, _now(context))
        if excess is None:
            await proceed()
        elif sender is not None and excess is Excess.NOTIFY:
            tr = await get_personal_translator(sender, update.effective_user, context)
            await reply(update, tr(TOO_MANY))

    def _counts(self, message: Message, context: Context) -> bool:
        if message.chat.type == ChatType.PRIVATE:
            # An inline result that the person chose in this chat is the bot's own text, and gets no answer.
            return bool(message.text or message.location) and message.via_bot is None
        if message.forward_origin is not None:  # no handler runs a forwarded command
            return False
        original = message.reply_to_message and message.reply_to_message.from_user
        # What people say to each other in a group does not count; a reply to the bot may answer its question.
        return (original is not None and original.id == context.bot.id) or self._is_command(message.text, context)

    def _is_command(self, text: str | None, context: Context) -> bool:
        words = (text or "").split(maxsplit=1)
        if not words or not words[0].startswith("/"):
            return False
        command, _, bot = words[0][1:].lower().partition("@")
        # In a group with several bots, "/weather@other_bot" is for another one.
        return command in self._commands and bot in {"", context.bot.username.lower()}


class ButtonQuota:
    """Limits the button presses per person; the note about the first excess is a toast that stays in no chat."""

    def __init__(self) -> None:
        self._quota = UserQuota(MAX_BUTTONS)

    async def __call__(self, update: Update, context: Context, proceed: Proceed) -> None:
        """Answer a press beyond the quota without doing what the button says."""
        query = update.callback_query
        excess = None if query is None else self._quota.take(query.from_user.id, _now(context))
        if query is None or excess is None:
            await proceed()
            return
        tr = await get_personal_translator(query.from_user.id, query.from_user, context)
        # Always answered, because the button shows a progress bar until then.
        await answer_callback(query, tr.plain(TOO_MANY) if excess is Excess.NOTIFY else None)


async def answer_unusable_button(update: Update, context: Context, proceed: Proceed) -> None:
    """Answer a button as out of date if it sends no data, or the bot cannot access its message any more."""
    query = update.callback_query
    # A game's button has no data. Without a game either, python-telegram-bot takes it for the first kind of button.
    if query is None or (query.data and not _is_inaccessible(query)):
        await proceed()
        return
    tr = context.deps.translators.choose(get_language_code(query.from_user))
    await answer_callback(query, tr.plain(OUT_OF_DATE))


def _is_inaccessible(query: CallbackQuery) -> bool:
    # Telegram leaves out the message if it was sent inline, and gives the date 0 if it is too old or deleted.
    return query.message is None or query.message.date == ZERO_DATE


def _sender_of(message: Message) -> int | None:
    # A channel, and a group's anonymous administrators, count as one: Telegram does not tell who of them it is.
    sender = message.sender_chat or message.from_user
    return None if sender is None else sender.id


def _command_names(application: AnyApplication) -> frozenset[str]:
    every = (handler for group in application.handlers.values() for handler in group)
    return frozenset(name for one in every if isinstance(one, CommandHandler) for name in one.commands)


def _now(context: Context) -> float:
    return context.deps.clock.now().timestamp()

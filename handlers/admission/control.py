"""Admission control: drops an update when it arrives, or lets it wait for its chat's turn.

All of it is done in memory and without waiting: a flood must cost next to nothing.
"""

import datetime as dt
from collections.abc import Awaitable, Callable, Hashable
from functools import partial
from typing import TypeAlias

from telegram import CallbackQuery, Message, Update
from telegram.constants import ZERO_DATE, ChatType
from telegram.ext import CommandHandler

from bot.context import AnyApplication, Context, JoganApplication
from bot.i18n.translator import N_
from bot.inbound.chat_queue import Entry, Purpose
from handlers.admission.purpose import get_purpose, get_subject, is_request
from handlers.language import get_personal_translator, get_translator
from handlers.quota import MAX_BUTTONS, MAX_GROUP_REQUESTS, MAX_MESSAGES, Excess, Quota
from handlers.replies import OUT_OF_DATE, answer_callback, reply
from handlers.updates import get_callback_query, get_language_code, get_message

OLD_AFTER = dt.timedelta(minutes=1)
"""Age from which a question that waited for the bot is answered only after all fresh ones."""

EXPIRED_AFTER = dt.timedelta(hours=1)
"""Age from which it is not answered any more; the chat gets one notice for all of them."""

# Telegram keeps updates for a day.
IMPOSSIBLE_AFTER = dt.timedelta(days=7)
"""Age that no update reaches: the clock of this machine is wrong, and tells nothing."""

TOO_MANY = N_("That was a lot at once 🙂 Please wait a minute and try again.")
REFUSED = N_("The operator has not enabled this bot here.")
AWAY = N_("I was away for a while. If you still need an answer, please ask again.")

_EXPIRED = "expired"
Step: TypeAlias = Callable[[Update, Context], Awaitable[None]]


class Admission:
    """Gives updates to the dispatcher, within the quota of each person and group; the first excess gets a notice.

    A person's messages count in all chats together. These count: commands, replies to the bot, and in a private chat
    all text and locations. Inline queries do not: they arrive letter by letter and put nothing into a chat.

    Args:
        application: the application, with all handlers registered.
    """

    def __init__(self, application: JoganApplication) -> None:
        self._application = application
        self._commands = _command_names(application)
        self._messages = Quota(MAX_MESSAGES)
        self._buttons = Quota(MAX_BUTTONS)
        self._groups = Quota(MAX_GROUP_REQUESTS)

    def __call__(self, update: Update, context: Context, *, is_backlog: bool) -> None:
        """Drop an update or give it to the dispatcher; `is_backlog` if it may have waited for the bot."""
        message, chat, bot = update.message or update.channel_post, update.effective_chat, context.bot
        if chat and chat.is_direct_messages:  # what people write to a channel is answered by its administrators
            return
        if (number := _find_refused(update, context)) is not None:
            self._refuse(number, update, context)
            return
        if update.callback_query:
            self._admit_press(update, context, update.callback_query, is_backlog=is_backlog)
        elif message and is_request(message, self._commands, bot.id, bot.username):
            self._admit_request(update, context, message, is_backlog=is_backlog)
        elif self._is_wanted(update):
            self._put(update, context, Entry(self._handle(update), Purpose.EVENT, is_old=is_backlog))

    def _refuse(self, number: int, update: Update, context: Context) -> None:
        """Drop an update of a chat or person that is not served; the first request gets a word."""
        message, bot, access = update.message, context.bot, context.deps.access
        is_asked = message is not None and is_request(message, self._commands, bot.id, bot.username)
        if is_asked and access.take_notice(number):
            self._put(update, context, Entry(self._step(partial(_say_refused, number), update, context), Purpose.EVENT))

    def _admit_press(self, update: Update, context: Context, query: CallbackQuery, *, is_backlog: bool) -> None:
        excess = None if is_backlog else self._take(self._buttons, query.from_user.id, update, _now(context))
        if excess is None and _is_usable(query):
            entry = Entry(self._handle(update), Purpose.CHANGE, is_old=is_backlog)
            excess = None if self._put(update, context, entry) else Excess.IGNORE
            if excess is None:
                return
        answer: Step = _ANSWERS[excess]
        # Apart from the chat's updates: the answer is no message, and the button shows a progress bar until then.
        self._application.dispatcher.put(
            ("press", query.from_user.id), Entry(self._step(answer, update, context), Purpose.EVENT)
        )

    def _admit_request(self, update: Update, context: Context, message: Message, *, is_backlog: bool) -> None:
        purpose, age = get_purpose(message, context.bot.id), context.deps.clock.now() - message.date
        # The age alone does not tell: if this machine's clock is wrong, all messages seem to be old.
        is_old = is_backlog and OLD_AFTER < age < IMPOSSIBLE_AFTER
        sender = _sender_of(message)
        # What waited has been asked over a long time; the limits of the chat's queue and of old updates hold for it.
        excess = None if is_old or sender is None else self._take(self._messages, sender, update, _now(context))
        if excess is Excess.IGNORE:
            return
        entry = Entry(self._handle(update), purpose, get_subject(message), is_old)
        if excess is Excess.NOTIFY:
            entry = Entry(self._step(_say_too_many, update, context), Purpose.QUESTION)
        elif is_old and purpose is Purpose.QUESTION and age > EXPIRED_AFTER:
            entry = Entry(self._step(_say_away, update, context), Purpose.QUESTION, _EXPIRED, is_old=True)
        self._put(update, context, entry)

    def _take(self, quota: Quota, person: int, update: Update, now: float) -> Excess | None:
        """Count a request of a person, and in a group of all its members."""
        excess, chat = quota.take(person, now), update.effective_chat
        if excess is None and chat and chat.type in {ChatType.GROUP, ChatType.SUPERGROUP}:
            return self._groups.take(chat.id, now)
        return excess

    def _is_wanted(self, update: Update) -> bool:
        """Return whether a handler takes an update: what people say to each other in a group must not wait anywhere."""
        every = (handler for group in self._application.handlers.values() for handler in group)
        return any(check is not None and check is not False for check in (one.check_update(update) for one in every))

    def _put(self, update: Update, context: Context, entry: Entry) -> bool:
        notice = None
        if update.effective_message:
            notice = Entry(self._step(_say_too_many, update, context), Purpose.QUESTION)
        return self._application.dispatcher.put(_key(update), entry, notice)

    def _handle(self, update: Update) -> Callable[[], Awaitable[None]]:
        return partial(self._application.process_update, update)

    def _step(self, step: Step, update: Update, context: Context) -> Callable[[], Awaitable[None]]:
        """Return a step that gives its error to the error handler, as those of handlers are."""

        async def run() -> None:
            try:
                await step(update, context)
            except Exception as error:  # noqa: BLE001 - the error handler logs it
                await self._application.process_error(update, error)

        return run


async def _say_too_many(update: Update, context: Context) -> None:
    sender = _sender_of(get_message(update))
    if sender is not None:
        tr = await get_personal_translator(sender, update.effective_user, context)
        await reply(update, tr(TOO_MANY))


async def _say_refused(number: int, update: Update, context: Context) -> None:
    # Before the answer: rather none than two.
    await context.deps.access.record_told(number)
    tr = context.deps.translators.choose(get_language_code(update.effective_user))
    await reply(update, tr(REFUSED))


async def _say_away(update: Update, context: Context) -> None:
    await reply(update, (await get_translator(update, context))(AWAY))


async def _answer_silently(update: Update, _context: Context) -> None:
    await answer_callback(get_callback_query(update))


async def _answer_too_many(update: Update, context: Context) -> None:
    query = get_callback_query(update)
    tr = await get_personal_translator(query.from_user.id, query.from_user, context)
    await answer_callback(query, tr.plain(TOO_MANY))


async def _answer_out_of_date(update: Update, context: Context) -> None:
    query = get_callback_query(update)
    tr = context.deps.translators.choose(get_language_code(query.from_user))
    await answer_callback(query, tr.plain(OUT_OF_DATE))


_ANSWERS: dict[Excess | None, Step] = {
    Excess.NOTIFY: _answer_too_many,
    Excess.IGNORE: _answer_silently,
    # Handlers rely on the data and the message of a button.
    None: _answer_out_of_date,
}


def _find_refused(update: Update, context: Context) -> int | None:
    """Return the id of the chat or person that is not served; None for an update that is handled."""
    message, chat, user = update.message, update.effective_chat, update.effective_user
    # A group that is banned must stay so as a supergroup.
    if message is not None and (message.migrate_to_chat_id or message.migrate_from_chat_id):
        return None
    return context.deps.access.find_refused(chat.id if chat else None, user.id if user else None)


def _is_usable(query: CallbackQuery) -> bool:
    # A game's button has no data. Without a game either, python-telegram-bot takes it for the first kind of button.
    # Telegram leaves out the message if it was sent inline, and gives the date 0 if it is too old or deleted.
    # A message that was sent for somebody's business can be edited only over a connection, of which this bot has none.
    message = query.message
    is_own = isinstance(message, Message) and message.business_connection_id is None and message.date != ZERO_DATE
    return bool(query.data) and is_own


def _key(update: Update) -> Hashable:
    """Return the key of the updates that are handled in order: the chat, for an inline query the person."""
    if chat := update.effective_chat:
        return chat.id
    return ("inline", update.effective_user.id if update.effective_user else None)


def _sender_of(message: Message) -> int | None:
    # A channel, and a group's anonymous administrators, count as one: Telegram does not tell who of them it is.
    sender = message.sender_chat or message.from_user
    return None if sender is None else sender.id


def _command_names(application: AnyApplication) -> frozenset[str]:
    every = (handler for group in application.handlers.values() for handler in group)
    return frozenset(name for one in every if isinstance(one, CommandHandler) for name in one.commands)


def _now(context: Context) -> float:
    return context.deps.clock.now().timestamp()

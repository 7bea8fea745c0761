"""What the handlers share: the reader's language, replies, and who may change settings."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import cached_property
from typing import Any, TypeAlias, TypeVar, cast

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import (
    CallbackQuery,
    Chat,
    ChatMemberAdministrator,
    ChatMemberOwner,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    Update,
    User,
)
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden, RetryAfter
from telegram.ext import CommandHandler, ExtBot, filters

from bot.context import AnyApplication, Context
from bot.i18n.translator import N_, Translator
from bot.telegram_api.api_errors import seconds_of
from bot.telegram_api.rate_limiter import Lane
from bot.telegram_api.sender import MessageSender, Payload
from storage.chats import chats
from storage.chats.chats import Chat as StoredChat
from storage.terms import Unit

Handler: TypeAlias = Callable[[Update, Context], Coroutine[Any, Any, None]]
Buttons: TypeAlias = Sequence[Sequence[InlineKeyboardButton]]
Sent = TypeVar("Sent")

ONLY_ADMINISTRATORS = N_("Only administrators can change the settings here.")
OUT_OF_DATE = N_("This button is out of date. Please ask again.")

MOST_PAUSES = 3
"""How often Telegram may ask for a pause before an answer is given up."""

_SPOKEN = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
"""New messages and channel posts; an edited command does not fire again."""


def add_command(application: AnyApplication, command: str, handler: Handler) -> None:
    """Answer a command wherever it is given, in channels too."""
    application.add_handler(CommandHandler(command, handler, filters=_SPOKEN))


def chat_of(update: Update) -> Chat:
    """The chat of an update that comes from one."""
    if update.effective_chat is None:
        raise ValueError(f"update {update.update_id} comes from no chat")
    return update.effective_chat


def message_of(update: Update) -> Message:
    """The message of an update that has one."""
    if update.effective_message is None:
        raise ValueError(f"update {update.update_id} has no message")
    return update.effective_message


def query_of(update: Update) -> CallbackQuery:
    """The button's press of an update that is one."""
    if update.callback_query is None:
        raise ValueError(f"update {update.update_id} is not a button's press")
    return update.callback_query


def topic_of(message: Message) -> int:
    """The forum topic of a message, 0 where there is none."""
    return message.message_thread_id or 0 if message.is_topic_message else 0


def language_of(user: User | None) -> str | None:
    """The language of a person's Telegram; bots, which speak for anonymous administrators, have none."""
    return None if user is None or user.is_bot else user.language_code


async def translator_for(update: Update, context: Context, connection: AsyncConnection) -> Translator:
    """The chat's language: the one chosen there, else in a private chat the person's, else the one seen last."""
    return _translator(update, context, await chats.get(connection, chat_of(update).id))


async def translator_of(asker: int, user: User | None, context: Context) -> Translator:
    """The language and unit of who asks, by Telegram's number, as in the private chat with the bot."""
    stored = (await context.deps.caches.chats.get(asker)).chat
    own = language_of(user)
    if stored is None:
        return context.deps.translators.choose(own)
    tags = stored.language, own, stored.telegram_language
    return context.deps.translators.choose(*tags).with_unit(stored.unit or Unit.CELSIUS)


async def kept_translator_for(update: Update, context: Context) -> Translator:
    """The chat's language, as `translator_for` finds it, without asking the store for what is kept."""
    return _translator(update, context, (await context.deps.caches.chats.get(chat_of(update).id)).chat)


def _translator(update: Update, context: Context, stored: StoredChat | None) -> Translator:
    chat = chat_of(update)
    own = language_of(update.effective_user)
    if stored is None:
        return context.deps.translators.choose(own)
    seen = (stored.telegram_language, own)
    tags = reversed(seen) if chat.type == ChatType.PRIVATE else seen
    return context.deps.translators.choose(stored.language, *tags).with_unit(stored.unit or Unit.CELSIUS)


class Reply:
    """What is answered; encoded once, however many are answered the same.

    Args:
        text: what it says.
        buttons: what stands below it.
    """

    def __init__(self, text: Markup, buttons: Buttons = ()) -> None:
        self.text = text
        self.buttons = buttons

    @cached_property
    def content(self) -> Payload:
        """What Telegram gets."""
        return Payload.text(self.text, is_html=True, buttons=_keyboard(self.buttons))


async def reply(update: Update, text: Markup, buttons: Buttons = ()) -> None:
    """Answer in the chat, and in the topic, where the update comes from."""
    await reply_with(update, Reply(text, buttons))


async def reply_with(update: Update, answer: Reply) -> None:
    """Answer in the chat, and in the topic, where the update comes from, with what may have been encoded before."""
    message = message_of(update)
    sender = MessageSender(cast("ExtBot[Lane]", message.get_bot()), Lane.PEOPLE)
    await patiently(lambda: sender.send(answer.content, message.chat_id, topic_of(message)))


async def patiently(send: Callable[[], Awaitable[Sent]]) -> Sent:
    """Send an answer; where Telegram asks for a pause, again after it.

    Raises:
        TelegramError: it is refused, or the pauses do not end.
    """
    for _ in range(MOST_PAUSES):
        try:
            return await send()
        except RetryAfter as error:
            await asyncio.sleep(seconds_of(error))
    return await send()


async def edit(query: CallbackQuery, text: Markup, buttons: Buttons = ()) -> None:
    """Replace the text and the buttons of the message whose button was pressed."""
    await _edit(lambda: query.edit_message_text(text, reply_markup=_keyboard(buttons)))


async def edit_buttons(query: CallbackQuery, buttons: Buttons) -> None:
    """Replace the buttons of the message whose button was pressed; its text stays."""
    # python-telegram-bot adds the default parse_mode, which this method of Telegram's does not have.
    await _edit(lambda: query.edit_message_reply_markup(_keyboard(buttons), api_kwargs={"parse_mode": None}))


async def _edit(send: Callable[[], Awaitable[object]]) -> None:
    try:
        await patiently(send)
    except BadRequest as error:
        # Pressing a button twice asks for the same message twice, and Telegram rejects an edit that changes nothing.
        if "message is not modified" not in error.message.lower():
            raise


async def may_change_settings(update: Update, chat_id: int | None = None) -> bool:
    """Whether who speaks may change the settings of the chat, or from a private chat those of another one.

    Everybody may in a private chat; in a group its administrators, also as the group itself (anonymously); in a
    channel who can post there. A button can be pressed by anybody who sees it.
    """
    chat, query = chat_of(update), update.callback_query
    if chat_id not in {None, chat.id}:
        return chat.type == ChatType.PRIVATE and await _administers_another(update, chat_id)
    if chat.type == ChatType.PRIVATE:
        return True
    if query is None:
        sender = message_of(update).sender_chat
        if chat.type == ChatType.CHANNEL or (sender is not None and sender.id == chat.id):
            return True
        if sender is not None:
            return False
    return await _administers(update, chat.id)


async def _administers(update: Update, chat_id: int) -> bool:
    """Whether who speaks is an administrator of a chat, in a channel one who can post."""
    if update.effective_user is None:
        return False
    member = await update.get_bot().get_chat_member(chat_id, update.effective_user.id)
    if isinstance(member, ChatMemberAdministrator):
        # Only in channels there is such a right, and it can be withheld.
        return member.can_post_messages is not False
    return isinstance(member, ChatMemberOwner)


async def _administers_another(update: Update, chat_id: int) -> bool:
    try:
        return await _administers(update, chat_id)
    except (BadRequest, Forbidden):
        # The bot is not there, or is no administrator and does not learn who is one.
        return False


def _keyboard(buttons: Buttons) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup(buttons) if buttons else None

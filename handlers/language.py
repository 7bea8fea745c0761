"""The language of a chat: the translator for an update, and `/language`."""

from collections.abc import Iterator

from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Update, User
from telegram.constants import ChatType

from bot.context import AnyApplication, Context
from bot.i18n.translator import Translator
from handlers.callbacks import ChooseLanguage, Notice, add_callback, button
from handlers.permissions import ONLY_ADMINISTRATORS, may_change_settings, refuse
from handlers.replies import OUT_OF_DATE, edit_message, reply
from handlers.updates import add_command, get_callback_query, get_chat, get_language_code
from storage.chats import chats
from storage.chats.chats import Chat
from storage.terms import Unit


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    add_command(application, "language", show_language)
    add_callback(application, ChooseLanguage, _on_button)


async def get_translator(update: Update, context: Context) -> Translator:
    """Return the translator for the chat of an update, from the cache of chats.

    The language chosen in the chat comes first, then in a private chat the person's, else the one last seen there.
    """
    return _translator(update, context, (await context.deps.caches.chats.get(get_chat(update).id)).chat)


async def load_translator(update: Update, context: Context, connection: AsyncConnection) -> Translator:
    """Return the same translator as `get_translator`, read in an open transaction."""
    # Not from the cache: there are four reading connections, and their holders could all wait for a fifth.
    return _translator(update, context, await chats.get(connection, get_chat(update).id))


async def get_personal_translator(person: int, user: User | None, context: Context) -> Translator:
    """Return the translator for a person, by Telegram's id, as in the private chat with the bot."""
    stored = (await context.deps.caches.chats.get(person)).chat
    own = get_language_code(user)
    if stored is None:
        return context.deps.translators.choose(own)
    tags = stored.language, own, stored.telegram_language
    return context.deps.translators.choose(*tags).with_unit(stored.unit or Unit.CELSIUS)


def get_language_tag(update: Update, stored: Chat | None) -> str | None:
    """Return the language tag to store with the chat of an update: that of its answers if no language is chosen."""
    return next(_seen_tags(update, stored), None)


async def load_language_tag(update: Update, connection: AsyncConnection) -> str | None:
    """Return the same tag as `get_language_tag`, for the chat as it is stored."""
    return get_language_tag(update, await chats.get(connection, get_chat(update).id))


def _seen_tags(update: Update, stored: Chat | None) -> Iterator[str]:
    """Yield the language tags of Telegram that were seen in a chat, the decisive one first."""
    seen, own = stored.telegram_language if stored else None, get_language_code(update.effective_user)
    # In a group, answers must not change their language with the person who asks.
    tags = (own, seen) if get_chat(update).type == ChatType.PRIVATE else (seen, own)
    return filter(None, tags)


def _translator(update: Update, context: Context, stored: Chat | None) -> Translator:
    tags = _seen_tags(update, stored)
    if stored is None:
        return context.deps.translators.choose(*tags)
    return context.deps.translators.choose(stored.language, *tags).with_unit(stored.unit or Unit.CELSIUS)


async def show_language(update: Update, context: Context) -> None:
    """Answer with the languages to choose from, or change to the one after the command."""
    translators = context.deps.translators
    async with context.deps.database.read() as connection:
        tr = await load_translator(update, context, connection)
    if not await may_change_settings(update):
        await refuse(update, context, tr(ONLY_ADMINISTRATORS))
    elif language := translators.find_language(" ".join(context.words)):
        tr = await choose_language(update, context, language)
        await reply(update, tr("I will speak English here from now on."))
    else:
        buttons = [[button(name, ChooseLanguage(language))] for language, name in translators.names.items()]
        await reply(update, tr("Which language should I speak here?"), buttons)


async def _on_button(update: Update, context: Context, data: ChooseLanguage) -> Notice:
    async with context.deps.database.read() as connection:
        tr = await load_translator(update, context, connection)
    if not await may_change_settings(update):
        return tr.plain(ONLY_ADMINISTRATORS)
    if data.language not in context.deps.translators.languages:
        return tr.plain(OUT_OF_DATE)
    tr = await choose_language(update, context, data.language)
    await edit_message(get_callback_query(update), tr("I will speak English here from now on."))
    return None


async def choose_language(update: Update, context: Context, language: str) -> Translator:
    """Store the language of the chat and return its translator."""
    chat = get_chat(update)
    async with context.deps.database.write() as connection:
        tag = await load_language_tag(update, connection)
        await chats.save(connection, Chat(chat.id, chat.type, language, tag))
    return context.deps.translators[language]

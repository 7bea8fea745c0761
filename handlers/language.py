"""`/language`: the language of a chat."""

from telegram import Update

from bot.context import AnyApplication, Context
from bot.i18n.translator import Translator
from handlers.callbacks import ChooseLanguage, add_callback, button
from handlers.common import (
    ONLY_ADMINISTRATORS,
    OUT_OF_DATE,
    add_command,
    chat_of,
    edit,
    language_of,
    may_change_settings,
    query_of,
    reply,
    translator_for,
)
from storage.chats import chats
from storage.chats.chats import Chat


def register(application: AnyApplication) -> None:
    """Add the handlers of this conversation."""
    add_command(application, "language", _language)
    add_callback(application, ChooseLanguage, _on_button)


async def _language(update: Update, context: Context) -> None:
    translators = context.deps.translators
    async with context.deps.database.read() as connection:
        tr = await translator_for(update, context, connection)
    if not await may_change_settings(update):
        await reply(update, tr(ONLY_ADMINISTRATORS))
    elif language := translators.find_language(" ".join(context.words)):
        tr = await _choose(update, context, language)
        await reply(update, tr("From now on I speak English here."))
    else:
        buttons = [[button(name, ChooseLanguage(language))] for language, name in translators.names.items()]
        await reply(update, tr("Which language shall I speak here?"), buttons)


async def _on_button(update: Update, context: Context, data: ChooseLanguage) -> None:
    query = query_of(update)
    async with context.deps.database.read() as connection:
        tr = await translator_for(update, context, connection)
    if not await may_change_settings(update):
        await query.answer(tr.plain(ONLY_ADMINISTRATORS))
    elif data.language not in context.deps.translators.languages:
        await query.answer(tr.plain(OUT_OF_DATE))
    else:
        tr = await _choose(update, context, data.language)
        await query.answer()
        await edit(query, tr("From now on I speak English here."))


async def _choose(update: Update, context: Context, language: str) -> Translator:
    chat = chat_of(update)
    async with context.deps.database.write() as connection:
        await chats.save(connection, Chat(chat.id, chat.type, language, language_of(update.effective_user)))
    return context.deps.translators[language]

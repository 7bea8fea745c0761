"""What nobody else answers: in a private chat a word on what can be said, elsewhere silence."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.context import AnyApplication, Context
from handlers.common import OUT_OF_DATE, query_of, reply, translator_for


def register(application: AnyApplication) -> None:
    """Add the handlers of this conversation."""
    spoken = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
    application.add_handler(MessageHandler(filters.TEXT & spoken, _text))
    application.add_handler(CallbackQueryHandler(_press))


async def _text(update: Update, context: Context) -> None:
    async with context.deps.database.read() as connection:
        tr = await translator_for(update, context, connection)
    city = context.deps.catalogue.example.name(tr.language)
    await reply(update, tr("I did not understand that. Try <code>/weather {city}</code>, /news or /help.", city=city))


async def _press(update: Update, context: Context) -> None:
    async with context.deps.database.read() as connection:
        tr = await translator_for(update, context, connection)
    await query_of(update).answer(tr.plain(OUT_OF_DATE))

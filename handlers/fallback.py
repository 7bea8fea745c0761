"""Everything that no other handler takes: in a private chat a place's name or a hint, and buttons without a meaning."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.context import AnyApplication, Context
from bot.parsing.place_names import find_typo, is_only_places
from bot.rendering.layout import join_lines
from handlers.buttons import place_buttons
from handlers.language import get_translator
from handlers.replies import OUT_OF_DATE, answer_callback, reply, send_reply
from handlers.updates import get_callback_query, get_message
from handlers.weather import answer_place_names


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    in_private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
    # An inline result that the person chose in this chat is the bot's own text.
    application.add_handler(MessageHandler(filters.TEXT & ~filters.VIA_BOT & in_private, _text))
    application.add_handler(CallbackQueryHandler(_on_button))


async def _text(update: Update, context: Context) -> None:
    text, places = get_message(update).text or "", context.deps.places
    tr = await get_translator(update, context)
    if is_only_places(text, places):
        await send_reply(update, await answer_place_names(update, context, tr, text))
    else:
        city = context.deps.catalogue.example.name(tr.language)
        hint = tr("I did not understand that. Try <code>/weather {city}</code>, /news or /help.", city=city)
        near = find_typo(text, places)
        question = tr("Or did you mean this place?") if near.matches or near.suggestions else None
        await reply(update, join_lines([hint, question]), place_buttons(near, places, tr))


async def _on_button(update: Update, context: Context) -> None:
    tr = await get_translator(update, context)
    await answer_callback(get_callback_query(update), tr.plain(OUT_OF_DATE))

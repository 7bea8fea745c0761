"""The example bot with python-telegram-bot."""

import os
from base64 import b64decode

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputTextMessageContent,
    Update,
)
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    PollAnswerHandler,
    filters,
)

PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


async def start(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message:
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])
        await update.message.reply_html("<b>Hello</b>", reply_markup=keyboard)


async def send_file(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message:
        await update.message.reply_document(b"a,b\n1,2\n", filename="table.csv", caption="Table")


async def send_album(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message:
        await update.message.reply_media_group([InputMediaPhoto(PIXEL), InputMediaPhoto(PIXEL)])


async def send_poll(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message:
        await update.message.reply_poll("Rain?", ["Yes", "No"], is_anonymous=False)


async def count(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.poll_answer and update.poll_answer.user:
        await update.poll_answer.user.send_message(f"Chosen: {list(update.poll_answer.option_ids)}")


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message:
        await update.message.reply_text(update.message.text or "", do_quote=True)


async def press(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if query := update.callback_query:
        await query.answer("Here it is")
        await query.edit_message_text("More")


async def offer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if query := update.inline_query:
        content = InputTextMessageContent(f"You asked: {query.query}")
        await query.answer([InlineQueryResultArticle("one", "Answer", content)], cache_time=0)


application = ApplicationBuilder().token(os.environ["BOT_TOKEN"]).base_url(f"{os.environ['BOT_API']}/bot").build()
application.add_handler(CommandHandler("start", start))
application.add_handler(CommandHandler("file", send_file))
application.add_handler(CommandHandler("album", send_album))
application.add_handler(CommandHandler("poll", send_poll))
application.add_handler(PollAnswerHandler(count))
application.add_handler(MessageHandler(filters.TEXT, echo))
application.add_handler(CallbackQueryHandler(press))
application.add_handler(InlineQueryHandler(offer))
application.run_polling()

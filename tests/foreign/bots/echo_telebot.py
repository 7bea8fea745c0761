"""The example bot with pyTelegramBotAPI."""

import os
from base64 import b64decode
from io import BytesIO

import telebot
from telebot import apihelper, types

apihelper.API_URL = os.environ["BOT_API"] + "/bot{0}/{1}"
PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
bot = telebot.TeleBot(os.environ["BOT_TOKEN"])


def start(message: types.Message) -> None:
    keyboard = types.InlineKeyboardMarkup([[types.InlineKeyboardButton("More", callback_data="more")]])
    bot.send_message(message.chat.id, "<b>Hello</b>", parse_mode="HTML", reply_markup=keyboard)


def send_file(message: types.Message) -> None:
    bot.send_document(message.chat.id, ("table.csv", BytesIO(b"a,b\n1,2\n")), caption="Table")


def send_album(message: types.Message) -> None:
    bot.send_media_group(
        message.chat.id, [types.InputMediaPhoto(BytesIO(PIXEL)), types.InputMediaPhoto(BytesIO(PIXEL))]
    )


def send_poll(message: types.Message) -> None:
    bot.send_poll(message.chat.id, "Rain?", ["Yes", "No"], is_anonymous=False)


def count(answer: types.PollAnswer) -> None:
    bot.send_message(answer.user.id, f"Chosen: {answer.option_ids}")


def echo(message: types.Message) -> None:
    bot.reply_to(message, message.text)


def press(query: types.CallbackQuery) -> None:
    bot.answer_callback_query(query.id, "Here it is")
    bot.edit_message_text("More", query.message.chat.id, query.message.message_id)


def offer(query: types.InlineQuery) -> None:
    content = types.InputTextMessageContent(f"You asked: {query.query}")
    bot.answer_inline_query(query.id, [types.InlineQueryResultArticle("one", "Answer", content)], cache_time=0)


bot.register_message_handler(start, commands=["start"])
bot.register_message_handler(send_file, commands=["file"])
bot.register_message_handler(send_album, commands=["album"])
bot.register_message_handler(send_poll, commands=["poll"])
bot.register_poll_answer_handler(count, func=lambda _answer: True)
bot.register_message_handler(echo)
bot.register_callback_query_handler(press, func=lambda query: query.data == "more")
bot.register_inline_handler(offer, func=lambda _query: True)
bot.infinity_polling()

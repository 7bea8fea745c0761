"""The example bot with pyTelegramBotAPI's AsyncTeleBot."""

import asyncio
import os
from base64 import b64decode
from io import BytesIO

from telebot import asyncio_helper, types
from telebot.async_telebot import AsyncTeleBot

asyncio_helper.API_URL = os.environ["BOT_API"] + "/bot{0}/{1}"
PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
bot = AsyncTeleBot(os.environ["BOT_TOKEN"])


async def start(message: types.Message) -> None:
    keyboard = types.InlineKeyboardMarkup([[types.InlineKeyboardButton("More", callback_data="more")]])
    await bot.send_message(message.chat.id, "<b>Hello</b>", parse_mode="HTML", reply_markup=keyboard)


async def send_file(message: types.Message) -> None:
    file = types.InputFile(BytesIO(b"a,b\n1,2\n"), "table.csv")
    await bot.send_document(message.chat.id, file, caption="Table")


async def send_album(message: types.Message) -> None:
    photos = [types.InputMediaPhoto(types.InputFile(BytesIO(PIXEL), f"{number}.png")) for number in range(2)]
    await bot.send_media_group(message.chat.id, photos)


async def send_poll(message: types.Message) -> None:
    await bot.send_poll(message.chat.id, "Rain?", ["Yes", "No"], is_anonymous=False)


async def count(answer: types.PollAnswer) -> None:
    await bot.send_message(answer.user.id, f"Chosen: {answer.option_ids}")


async def echo(message: types.Message) -> None:
    await bot.reply_to(message, message.text)


async def press(query: types.CallbackQuery) -> None:
    await bot.answer_callback_query(query.id, "Here it is")
    await bot.edit_message_text("More", query.message.chat.id, query.message.message_id)


async def offer(query: types.InlineQuery) -> None:
    content = types.InputTextMessageContent(f"You asked: {query.query}")
    results = [types.InlineQueryResultArticle("one", "Answer", content)]
    await bot.answer_inline_query(query.id, results, cache_time=0)


bot.register_message_handler(start, commands=["start"])
bot.register_message_handler(send_file, commands=["file"])
bot.register_message_handler(send_album, commands=["album"])
bot.register_message_handler(send_poll, commands=["poll"])
bot.register_poll_answer_handler(count, func=lambda _answer: True)
bot.register_message_handler(echo)
bot.register_callback_query_handler(press, func=lambda query: query.data == "more")
bot.register_inline_handler(offer, func=lambda _query: True)
asyncio.run(bot.infinity_polling())

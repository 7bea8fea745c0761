"""The example bot with aiogram."""

import asyncio
import os
from base64 import b64decode

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputTextMessageContent,
    Message,
    PollAnswer,
)

PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


async def start(message: Message) -> None:
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="More", callback_data="more")]])
    await message.answer("<b>Hello</b>", parse_mode="HTML", reply_markup=keyboard)


async def send_file(message: Message) -> None:
    await message.answer_document(BufferedInputFile(b"a,b\n1,2\n", "table.csv"), caption="Table")


async def send_album(message: Message) -> None:
    await message.answer_media_group(
        [InputMediaPhoto(media=BufferedInputFile(PIXEL, f"{number}.png")) for number in range(2)]
    )


async def send_poll(message: Message) -> None:
    await message.answer_poll("Rain?", ["Yes", "No"], is_anonymous=False)


async def count(answer: PollAnswer, bot: Bot) -> None:
    if answer.user:
        await bot.send_message(answer.user.id, f"Chosen: {answer.option_ids}")


async def echo(message: Message) -> None:
    await message.reply(message.text or "")


async def press(query: CallbackQuery) -> None:
    await query.answer("Here it is")
    if isinstance(query.message, Message):
        await query.message.edit_text("More")


async def offer(query: InlineQuery) -> None:
    content = InputTextMessageContent(message_text=f"You asked: {query.query}")
    article = InlineQueryResultArticle(id="one", title="Answer", input_message_content=content)
    await query.answer([article], cache_time=0)


async def main() -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BOT_API"]))
    dispatcher = Dispatcher()
    dispatcher.message.register(start, Command("start"))
    dispatcher.message.register(send_file, Command("file"))
    dispatcher.message.register(send_album, Command("album"))
    dispatcher.message.register(send_poll, Command("poll"))
    dispatcher.poll_answer.register(count)
    dispatcher.message.register(echo)
    dispatcher.callback_query.register(press)
    dispatcher.inline_query.register(offer)
    await dispatcher.start_polling(Bot(os.environ["BOT_TOKEN"], session=session))


asyncio.run(main())

import telegram
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, CommandHandler, ContextTypes

from simulator import Server, Town, World
from tests.simulator.factories import TOKEN
from tests.telegram_contract import problems


async def greet(update: telegram.Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_message
    button = telegram.InlineKeyboardButton("More", callback_data="more")
    await update.effective_message.reply_html(
        "<b>Hello</b>", reply_markup=telegram.InlineKeyboardMarkup([[button]]), do_quote=True
    )


async def tell_more(update: telegram.Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query
    await update.callback_query.answer("Here")
    await update.callback_query.edit_message_text("More")


async def test_a_real_application_polls_and_answers(server: Server, world: World, town: Town) -> None:
    application = ApplicationBuilder().token(TOKEN).base_url(server.base_url).build()
    application.add_handler(CommandHandler("start", greet))
    application.add_handler(CallbackQueryHandler(tell_more))
    async with application:
        assert application.updater
        await application.start()
        await application.updater.start_polling(allowed_updates=telegram.Update.ALL_TYPES)
        for action in (
            lambda: world.say(town.private, town.person, "/start"),
            lambda: world.press(world.messages(town.private)[-1], 0, town.person),
        ):
            action()
            await world.wait_until_idle()
            await application.update_queue.join()
        await application.updater.stop()
        await application.stop()
    said, answered = world.messages(town.private)
    assert answered.reply_to is said
    assert (answered.text, answered.keyboard) == ("More", ())
    assert world.events[-2].text == "Here"
    assert all(call.accepted for call in server.calls)
    assert [p for call in server.calls for p in problems(call.method, call.arguments)] == []

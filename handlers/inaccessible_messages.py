"""Buttons below messages that the bot cannot reach any more: too old for Telegram, or not in a chat of its own."""

from telegram import CallbackQuery, Update
from telegram.constants import ZERO_DATE
from telegram.ext import BaseHandler

from bot.context import AnyApplication, Context
from handlers.common import OUT_OF_DATE, language_of, query_of


class _Unreachable(BaseHandler[Update, Context, None]):
    """Takes the presses whose message is not given."""

    def check_update(self, update: object) -> bool:
        return isinstance(update, Update) and _is_unreachable(update.callback_query)


def register(application: AnyApplication) -> None:
    """Add the handler; it goes before all others that take presses."""
    application.add_handler(_Unreachable(_press))


async def _press(update: Update, context: Context) -> None:
    query = query_of(update)
    await query.answer(context.deps.translators.choose(language_of(query.from_user)).plain(OUT_OF_DATE))


def _is_unreachable(query: CallbackQuery | None) -> bool:
    # Of a message out of reach Telegram tells the place and the date 0.
    return query is not None and (query.message is None or query.message.date == ZERO_DATE)

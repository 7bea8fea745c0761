"""The bot has come into a channel, or may post there again: who has let it in is told how to go on."""

import logging
from collections.abc import Sequence

from telegram import ChatMemberUpdated, InlineKeyboardMarkup
from telegram.error import TelegramError

from bot.channels.text import render_arrival, render_back
from bot.context import Context
from handlers.callbacks import SetUpChannel, button
from handlers.replies import send_with_retry
from storage.chats.subscriptions import Subscription

_log = logging.getLogger(__name__)


async def tell_who_added(
    change: ChatMemberUpdated, context: Context, back: Sequence[Subscription] = (), *, may_post: bool = True
) -> None:
    """Tell them in their private chat, if they have one with the bot.

    Args:
        change: what has happened.
        context: the bot and its parts.
        back: the subscriptions that have come back.
        may_post: whether the bot may post.
    """
    deps, person, channel = context.deps, change.from_user, change.chat
    stored = (await deps.caches.chats.get(person.id)).chat
    own = (stored.language,) if stored else ()
    tr = deps.translators.choose(*own, person.language_code)
    title, reference = channel.title or str(channel.id), f"@{channel.username}" if channel.username else channel.id
    text = render_arrival(title, reference, tr, may_post=may_post)
    if back:
        text = render_back(title, back, deps.clock.now(), tr)
    label = tr.plain("📢 Set it up") if may_post else tr.plain("🔄 Try again")
    keyboard = InlineKeyboardMarkup([[button(label, SetUpChannel("show", channel.id))]])
    try:
        await send_with_retry(lambda: context.bot.send_message(person.id, text, reply_markup=keyboard))
    except TelegramError as error:
        # Most often they have never said anything to the bot, which may not speak first then.
        _log.info("Who has let the bot into a channel could not be told how to go on: %s", error.message)

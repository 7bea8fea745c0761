"""Previews: a subscription's bulletin as it would be now, sent at once and not recorded in the ledger."""

import logging

from bot.context import Context
from bot.delivery.preview import compose_preview
from bot.errors import DrawingFailed
from bot.i18n.translator import Translator
from bot.telegram_api.photo_cache import SentPhoto
from bot.telegram_api.rate_limiter import Lane
from bot.telegram_api.sender import MessageSender, Payload
from handlers.replies import send_photo, send_to_topic
from storage.chats.subscriptions import Subscription

_log = logging.getLogger(__name__)


async def send_preview(
    context: Context, subscription: Subscription, tr: Translator, chat_id: int, thread_id: int = 0, reply_to: int = 0
) -> None:
    """Send a subscription's bulletin as it would be now to a chat, which may be another one.

    Args:
        context: the context of the update.
        subscription: whose bulletin it is.
        tr: its language.
        chat_id: Telegram's id of the chat to send it to.
        thread_id: the topic to send it to, or 0.
        reply_to: the message to reply to, or 0.

    Raises:
        StorageError: the database failed.
        TelegramError: Telegram rejected it.
    """
    composed = await compose_preview(context.deps, subscription, tr, context.bot.id)
    sender, text, is_silent = MessageSender(context.bot, Lane.PEOPLE), composed.text, subscription.silent
    keyboard = composed.keyboard

    async def send(photo: str | bytes, topic: int) -> SentPhoto:
        # A file id goes as JSON, like a text. Only a new picture needs an upload (docs/decisions/024).
        if isinstance(photo, str):
            content = Payload.photo(photo, text, is_html=True, is_silent=is_silent, keyboard=keyboard)
            return SentPhoto(await sender.send(content, chat_id, topic, reply_to))
        # Not paid, whatever the operator chose for broadcasts: it answers one person.
        how = {"is_html": True, "is_paid": False, "is_silent": is_silent}
        return await sender.upload(photo, text, (chat_id, topic), reply_to=reply_to, keyboard=keyboard, **how)

    if composed.picture is not None:
        try:
            await send_photo(composed.picture, chat_id, thread_id, send, context.bot)
        except DrawingFailed as error:
            _log.error("Could not draw the map of a preview: %s", error)
        else:
            return
    content = Payload.text(text, is_html=True, is_silent=is_silent, keyboard=keyboard)
    await send_to_topic(chat_id, thread_id, lambda topic: sender.send(content, chat_id, topic, reply_to))

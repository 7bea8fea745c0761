"""Themes of pictures, and their sending."""

from collections.abc import Sequence

from markupsafe import Markup
from telegram import Update

from bot.context import Context
from bot.i18n.translator import N_, Translator
from bot.pictures.colours import Theme
from bot.pictures.content import Content
from bot.telegram_api.photo_cache import SentPhoto
from handlers.replies import get_reply_parameters, reply, send_photo
from handlers.updates import get_message, get_topic_id

NO_PICTURES = N_("I cannot show pictures here. For the weather in words: /weather")

_THEMES = {
    "dark": Theme.DARK, "어둡게": Theme.DARK, "다크": Theme.DARK, "밤": Theme.DARK,
    "light": Theme.LIGHT, "밝게": Theme.LIGHT, "라이트": Theme.LIGHT, "낮": Theme.LIGHT,
    "ダーク": Theme.DARK, "深色": Theme.DARK, "tối": Theme.DARK,
    "ライト": Theme.LIGHT, "浅色": Theme.LIGHT, "sáng": Theme.LIGHT,
}  # fmt: skip


def get_theme(words: Sequence[str]) -> tuple[Theme, Sequence[str]]:
    """Return the theme that the last word names (default: light), and the words before it."""
    theme = _THEMES.get(words[-1].lower()) if words else None
    return (Theme.LIGHT, words) if theme is None else (theme, words[:-1])


async def send_picture(update: Update, context: Context, tr: Translator, content: Content, caption: Markup) -> None:
    """Send a picture to the chat, and the topic or thread, of an update."""
    photo_cache, message = context.deps.photo_cache, get_message(update)
    if photo_cache is None:
        await reply(update, tr(NO_PICTURES))
        return

    async def send(photo: str | bytes, topic: int) -> SentPhoto:
        sent = await message.reply_photo(
            photo,
            caption=caption,
            filename="weather.png",
            message_thread_id=topic or None,
            reply_parameters=get_reply_parameters(message),
        )
        # Telegram lists the sizes of a photo from the smallest; the last one is the picture itself.
        return SentPhoto(sent.message_id, sent.photo[-1].file_id)

    photo = photo_cache.get(context.bot.id, content)
    await send_photo(photo, message.chat_id, get_topic_id(message), send, context.bot)

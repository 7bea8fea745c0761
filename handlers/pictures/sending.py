"""Themes of pictures, and their sending."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from telegram import CallbackQuery, InputMediaPhoto, Message, Update

from bot.context import Context
from bot.i18n.translator import N_, Translator
from bot.pictures.colours import Theme
from bot.pictures.content import Content
from bot.telegram_api.photo_cache import SentPhoto
from handlers.replies import Buttons, apply_edit, get_reply_parameters, make_keyboard, reply, send_photo
from handlers.updates import get_message, get_topic_id

NO_PICTURES = N_("I cannot show pictures here. For the weather in words: /weather")

_FILE_NAME = "weather.png"
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


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its caption and the buttons below it."""

    content: Content
    caption: Markup
    buttons: Buttons = ()


async def send_picture(update: Update, context: Context, tr: Translator, picture: Picture) -> None:
    """Send a picture to the chat, and the topic or thread, of an update."""
    photo_cache, message = context.deps.photo_cache, get_message(update)
    if photo_cache is None:
        await reply(update, tr(NO_PICTURES))
        return

    async def send(photo: str | bytes, topic: int) -> SentPhoto:
        sent = await message.reply_photo(
            photo,
            caption=picture.caption,
            filename=_FILE_NAME,
            message_thread_id=topic or None,
            reply_parameters=get_reply_parameters(message),
            reply_markup=make_keyboard(picture.buttons),
        )
        return _sent_photo(sent)

    photo = photo_cache.get(context.bot.id, picture.content)
    await send_photo(photo, message.chat_id, get_topic_id(message), send, context.bot)


async def replace_picture(query: CallbackQuery, context: Context, picture: Picture) -> None:
    """Replace the picture, with its caption and buttons, of the message whose button was pressed."""
    photo_cache = context.deps.photo_cache
    if photo_cache is None:
        return

    async def edit(photo: str | bytes) -> SentPhoto:
        medium = InputMediaPhoto(photo, picture.caption, filename=_FILE_NAME)
        # As for `edit_buttons`: the default parse_mode belongs to the caption, not to the call.
        no_default = {"parse_mode": None}
        sent = await query.edit_message_media(medium, make_keyboard(picture.buttons), api_kwargs=no_default)
        # An edited message of the inline mode comes back as True; the bot sends no pictures inline.
        return _sent_photo(sent) if isinstance(sent, Message) else SentPhoto(0)

    photo = photo_cache.get(context.bot.id, picture.content)
    await apply_edit(lambda: photo.send(edit))


def _sent_photo(message: Message) -> SentPhoto:
    # Telegram lists the sizes of a photo from the smallest; the last one is the picture itself.
    return SentPhoto(message.message_id, message.photo[-1].file_id)

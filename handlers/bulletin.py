"""Buttons below a bulletin: each is answered below it, in the chat, topic or thread of the bulletin."""

from collections.abc import Awaitable, Callable, Mapping

from telegram import Update
from telegram.constants import ChatType

from bot.context import AnyApplication, Context
from bot.parsing.pictures import MapKind
from bot.rendering.bulletin.buttons import BulletinAction, BulletinCallback
from handlers.callbacks import Notice, add_callback
from handlers.language import get_translator
from handlers.news import show_latest
from handlers.permissions import ONLY_ADMINISTRATORS, may_change_settings
from handlers.pictures.maps import send_map
from handlers.replies import OUT_OF_DATE
from handlers.settings import open_settings
from handlers.updates import get_chat
from handlers.weather import show_hours


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    add_callback(application, BulletinCallback, _on_button)


async def _on_button(update: Update, context: Context, data: BulletinCallback) -> Notice:
    tr = await get_translator(update, context)
    # An answer to one reader would be a post for all.
    if get_chat(update).type == ChatType.CHANNEL:
        return tr.plain(OUT_OF_DATE)
    if data.action is BulletinAction.SETTINGS and not await may_change_settings(update):
        return tr.plain(ONLY_ADMINISTRATORS)
    await _ANSWERS[data.action](update, context)
    return None


async def _show_map(update: Update, context: Context) -> None:
    await send_map(update, context, await get_translator(update, context), MapKind.TEMPERATURE)


_ANSWERS: Mapping[BulletinAction, Callable[[Update, Context], Awaitable[None]]] = {
    BulletinAction.HOURS: show_hours,
    BulletinAction.MAP: _show_map,
    BulletinAction.NEWS: show_latest,
    BulletinAction.SETTINGS: open_settings,
}

"""`/help`, and the links that add the bot to groups and channels."""

from telegram import InlineKeyboardButton, Update
from telegram.constants import ChatType

from bot.context import AnyApplication, Context
from bot.i18n.translator import Translator
from bot.parsing.deep_links import GREETING
from bot.rendering.start import render_help
from bot.settings_menu.offered_sections import get_offered_sections
from handlers.language import load_translator
from handlers.replies import Buttons, reply
from handlers.updates import add_command, get_chat


def register(application: AnyApplication) -> None:
    """Register the handler."""
    add_command(application, "help", show_help)


async def show_help(update: Update, context: Context) -> None:
    """Answer what the bot can do."""
    async with context.deps.database.read() as connection:
        tr = await load_translator(update, context, connection)
    is_private = get_chat(update).type == ChatType.PRIVATE
    asked_as = context.bot.username if context.bot.supports_inline_queries else None
    city, offered = context.deps.catalogue.example.name(tr.language), await get_offered_sections(context.deps)
    languages = list(context.deps.translators.names.values())
    text = render_help(city, asked_as, languages, tr, offered)
    await reply(update, text, _add_buttons(context.bot.username, tr) if is_private else ())


def channel_link(username: str) -> str:
    """Return the link that adds the bot to a channel, with the right to post."""
    return f"https://t.me/{username}?startchannel&admin=post_messages"


def _add_buttons(username: str, tr: Translator) -> Buttons:
    """Return buttons that add the bot to a group, or to a channel."""
    group = f"https://t.me/{username}?startgroup={GREETING}"
    return [
        [InlineKeyboardButton(tr.plain("Add me to a group"), url=group)],
        [InlineKeyboardButton(tr.plain("Add me to a channel"), url=channel_link(username))],
    ]

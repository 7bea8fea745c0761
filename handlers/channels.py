"""`/channel`: bulletins for a channel, set up by one of its administrators in the private chat with the bot."""

from dataclasses import replace

from markupsafe import Markup
from telegram import InlineKeyboardButton, Message, MessageOriginChannel, Update
from telegram.constants import ChatType
from telegram.ext import MessageHandler, filters

from bot.channels.parsing import ChannelWish, parse_channel_wish, parse_hashtag, parse_signature
from bot.channels.rights import Denied, access_to
from bot.channels.text import render_bad_hashtag, render_bad_signature, render_how_to
from bot.context import AnyApplication, Context
from bot.i18n.translator import Translator
from bot.rendering.layout import join_blocks
from handlers.callbacks import SetUpChannel, button
from handlers.channel_panel import Setup, set_up, show_denied, show_panel, sign
from handlers.language import get_translator
from handlers.replies import Buttons, reply
from handlers.start import channel_link
from handlers.updates import add_command, get_chat, get_message
from storage.chats import channels


class _OfChannel(filters.MessageFilter):
    """Lets posts pass that are forwarded from a channel."""

    def filter(self, message: Message) -> bool:
        return isinstance(message.forward_origin, MessageOriginChannel)


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    add_command(application, "channel", _channel)
    spoken = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
    application.add_handler(MessageHandler(_OfChannel() & spoken, _forwarded))


async def _channel(update: Update, context: Context) -> None:
    tr = await get_translator(update, context)
    wish = parse_channel_wish(context.words)
    if get_chat(update).type != ChatType.PRIVATE:
        here = tr("Please send this in our private chat. In the channel itself, you can use /subscribe.")
        await reply(update, here)
    elif wish is None:
        await reply(update, render_how_to(tr), await _ways(update, context, tr))
    else:
        await reply(update, *await _answer(update, context, tr, wish))


async def _forwarded(update: Update, context: Context) -> None:
    origin = get_message(update).forward_origin
    if not isinstance(origin, MessageOriginChannel):
        raise TypeError(f"update {update.update_id} is not forwarded from a channel")
    tr = await get_translator(update, context)
    await reply(update, *await _answer(update, context, tr, ChannelWish(origin.chat.id)))


async def _ways(update: Update, context: Context, tr: Translator) -> Buttons:
    """The channels that the person looks after, and the way to another one."""
    async with context.deps.database.read() as connection:
        own = await channels.list_of_person(connection, get_chat(update).id)
    known = [button(f"📢 {one.title}", SetUpChannel("show", one.chat_id)) for one in own]
    add = InlineKeyboardButton(tr.plain("Add me to a channel"), url=channel_link(context.bot.username))
    return [[one] for one in (*known, add)]


async def _answer(update: Update, context: Context, tr: Translator, wish: ChannelWish) -> tuple[Markup, Buttons]:
    access = await access_to(context.bot, wish.reference, get_chat(update).id)
    if isinstance(access, Denied):
        return show_denied(context, tr, access)
    setup = await set_up(update, context, tr, access)
    if not wish.deed:
        return show_panel(context, tr, setup)
    if refusal := await _change(context, tr, setup, wish):
        return refusal, ()
    panel, buttons = show_panel(context, tr, await set_up(update, context, tr, access))
    return join_blocks([tr("✅ Saved."), panel]), buttons


async def _change(context: Context, tr: Translator, setup: Setup, wish: ChannelWish) -> Markup | None:
    """Change how a channel's bulletins end; why not, where it cannot be."""
    if wish.deed == "signature":
        signature = parse_signature(wish.text)
        if signature is None:
            return render_bad_signature(tr)
        changed = replace(setup.channel.sign_off, signature=signature)
    else:
        hashtag = parse_hashtag(wish.text)
        if hashtag is None:
            return render_bad_hashtag(wish.text, tr)
        changed = replace(setup.channel.sign_off, hashtag=hashtag)
    await sign(context, setup, changed)
    return None

"""`/channel`: bulletins for a channel, set up by one of its administrators in the private chat with the bot."""

from dataclasses import replace

from markupsafe import Markup
from telegram import InlineKeyboardButton, Message, MessageOriginChannel, Update
from telegram.constants import ChatType
from telegram.ext import MessageHandler, filters

from bot.channels.parsing import ChannelRequest, parse_channel_request, parse_hashtag, parse_signature
from bot.channels.rights import Denied, get_access
from bot.channels.text import render_bad_hashtag, render_bad_signature, render_how_to
from bot.context import AnyApplication, Context
from bot.i18n.translator import Translator
from bot.rendering.layout import join_blocks
from handlers.callbacks import SetUpChannel, button
from handlers.channels import panel
from handlers.channels.panel import Setup, set_up, show_denied, show_panel, sign
from handlers.language import get_translator
from handlers.replies import Buttons, reply
from handlers.start.overview import channel_link
from handlers.updates import add_command, get_chat, get_message
from storage.chats import channels


class _ForwardedFromChannel(filters.MessageFilter):
    """Filter: posts that are forwarded from a channel."""

    def filter(self, message: Message) -> bool:
        return isinstance(message.forward_origin, MessageOriginChannel)


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    add_command(application, "channel", show_channel)
    # Private channels have no name to write after the command, but their posts can be forwarded.
    in_private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
    application.add_handler(MessageHandler(_ForwardedFromChannel() & in_private, _forwarded))
    panel.register(application)


async def show_channel(update: Update, context: Context) -> None:
    """Answer with the panel of the channel after the command, or with how to set one up."""
    tr = await get_translator(update, context)
    request = parse_channel_request(context.words)
    if get_chat(update).type != ChatType.PRIVATE:
        hint = tr("Please send this in our private chat. In the channel itself, you can use /subscribe.")
        await reply(update, hint)
    elif request is None:
        await reply(update, render_how_to(tr), await _choices(update, context, tr))
    else:
        await reply(update, *await _answer(update, context, tr, request))


async def _forwarded(update: Update, context: Context) -> None:
    origin = get_message(update).forward_origin
    if not isinstance(origin, MessageOriginChannel):
        raise TypeError(f"update {update.update_id} is not forwarded from a channel")
    tr = await get_translator(update, context)
    await reply(update, *await _answer(update, context, tr, ChannelRequest(origin.chat.id)))


async def _choices(update: Update, context: Context, tr: Translator) -> Buttons:
    """Return buttons for the channels that the person has set up, and for adding the bot to another one."""
    async with context.deps.database.read() as connection:
        own = await channels.list_of_person(connection, get_chat(update).id)
    known = [button(f"📢 {one.title}", SetUpChannel("show", one.chat_id)) for one in own]
    add = InlineKeyboardButton(tr.plain("Add me to a channel"), url=channel_link(context.bot.username))
    return [[one] for one in (*known, add)]


async def _answer(update: Update, context: Context, tr: Translator, request: ChannelRequest) -> tuple[Markup, Buttons]:
    access = await get_access(context.bot, request.reference, get_chat(update).id)
    if isinstance(access, Denied):
        return show_denied(context, tr, access)
    setup = await set_up(update, context, tr, access)
    if not request.action:
        return show_panel(context, tr, setup)
    if error := await _change(context, tr, setup, request):
        return error, ()
    panel, buttons = show_panel(context, tr, await set_up(update, context, tr, access))
    return join_blocks([tr("✅ Saved."), panel]), buttons


async def _change(context: Context, tr: Translator, setup: Setup, request: ChannelRequest) -> Markup | None:
    """Store a new signature or hashtag; return an error message if it is invalid."""
    if request.action == "signature":
        signature = parse_signature(request.text)
        if signature is None:
            return render_bad_signature(tr)
        changed = replace(setup.channel.sign_off, signature=signature)
    else:
        hashtag = parse_hashtag(request.text)
        if hashtag is None:
            return render_bad_hashtag(request.text, tr)
        changed = replace(setup.channel.sign_off, hashtag=hashtag)
    await sign(context, setup, changed)
    return None

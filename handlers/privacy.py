"""`/data` and `/forget`: export and deletion of what is stored about a chat."""

import datetime as dt

from telegram import InlineKeyboardButton, Message, Update
from telegram.constants import ChatType
from telegram.error import Forbidden

from bot.context import AnyApplication, Context
from bot.i18n.translator import N_, Translator
from bot.parsing.deep_links import GREETING
from bot.rendering.data_export import to_json
from handlers.callbacks import ForgetChat, Notice, add_callback, button
from handlers.language import get_personal_translator, get_translator
from handlers.permissions import ONLY_ADMINISTRATORS, may_change_settings, refuse
from handlers.replies import OUT_OF_DATE, edit_message, get_reply_parameters, reply, send_to_topic
from handlers.updates import add_command, get_callback_query, get_chat, get_message, get_topic_id
from storage.chats import privacy
from storage.chats.privacy import Rows

# Later nobody remembers what a yes would delete.
ANSWER_TIMEOUT = dt.timedelta(hours=1)
"""Time for which the question of /forget can be answered."""

FILE_NAME = "jogan-data.json"
NOTHING_STORED = N_("Nothing is stored about this chat.")


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    add_command(application, "data", show_data)
    add_command(application, "forget", ask_to_forget)
    add_callback(application, ForgetChat, _on_answer)


async def show_data(update: Update, context: Context) -> None:
    """Send what is stored about the chat, in a group to the administrator who asks."""
    tr = await get_translator(update, context)
    if not await may_change_settings(update):
        await refuse(update, context, tr("Only admins can see what is stored about this chat."))
        return
    async with context.deps.database.read() as connection:
        rows = await privacy.collect(connection, get_chat(update).id)
    if not rows:
        await reply(update, tr(NOTHING_STORED))
    # An anonymous administrator or a channel has no private chat that Telegram would tell, so it is posted here.
    elif (person := _person_in_group(update)) is None:
        await _send(update, context, rows, tr, get_chat(update).id)
    else:
        await _send_in_private(update, context, rows, person)


def _person_in_group(update: Update) -> int | None:
    """Return the id of the person who asked in a group; None in a private chat, or if the sender is anonymous."""
    user = update.effective_user
    is_known = user is not None and get_message(update).sender_chat is None
    return user.id if user and is_known and get_chat(update).type != ChatType.PRIVATE else None


async def _send_in_private(update: Update, context: Context, rows: Rows, person: int) -> None:
    tr = await get_translator(update, context)
    own = await get_personal_translator(person, update.effective_user, context)
    try:
        await _send(update, context, rows, own, person)
    except Forbidden:
        # A bot may write only to people who have written to it first.
        link = f"https://t.me/{context.bot.username}?start={GREETING}"
        open_chat = InlineKeyboardButton(tr.plain("Open our chat"), url=link)
        hint = tr("I cannot message you yet. Open our private chat and tap Start, then send /data here again.")
        await reply(update, hint, [[open_chat]])
    else:
        await reply(update, tr("I have sent it to you in our private chat."))


async def _send(update: Update, context: Context, rows: Rows, tr: Translator, to: int) -> None:
    document, message = to_json(rows, context.deps.clock.now()), get_message(update)
    is_here = to == message.chat_id
    caption = tr("This is everything stored about this chat. Messages are not stored. To delete it: /forget")
    # In the private chat nothing else says which group the document is about.
    if not is_here:
        caption = tr(
            "This is everything stored about “{chat}”. Messages are not stored.", chat=get_chat(update).effective_name
        )

    async def send(topic: int) -> Message:
        return await context.bot.send_document(
            to,
            document,
            caption=caption,
            filename=FILE_NAME,
            message_thread_id=topic or None,
            reply_parameters=get_reply_parameters(message) if is_here else None,
            # In a group it may be in everybody's sight; at least it makes no sound.
            disable_notification=True,
        )

    await send_to_topic(to, get_topic_id(message) if is_here else 0, send)


async def ask_to_forget(update: Update, context: Context) -> None:
    """Ask whether all that is stored about the chat should be deleted."""
    tr, chat = await get_translator(update, context), get_chat(update).id
    if not await may_change_settings(update):
        await refuse(update, context, tr(ONLY_ADMINISTRATORS))
        return
    async with context.deps.database.read() as connection:
        rows = await privacy.collect(connection, chat)
    if not rows:
        await reply(update, tr(NOTHING_STORED))
        return
    yes = button(tr.plain("🗑 Delete everything"), ForgetChat("yes", chat))
    no = button(tr.plain("Keep it"), ForgetChat("no", chat))
    question = tr(
        "Delete everything stored about this chat: its settings, subscriptions and delivery history? "
        "Bulletins will stop, and this cannot be undone. To see it first: /data"
    )
    await reply(update, question, [[yes], [no]])


async def _on_answer(update: Update, context: Context, data: ForgetChat) -> Notice:
    query, chat, now = get_callback_query(update), get_chat(update).id, context.deps.clock.now()
    tr = await get_translator(update, context)
    if not await may_change_settings(update):
        return tr.plain(ONLY_ADMINISTRATORS)
    if data.chat_id != chat or now - get_message(update).date > ANSWER_TIMEOUT:
        # The chat's id differs if the group has become a supergroup since.
        return tr.plain(OUT_OF_DATE)
    if data.answer == "no":
        await edit_message(query, tr("Nothing was deleted."))
    elif await _delete(context, chat):
        await edit_message(query, tr("Everything stored about this chat is deleted. To start again: /subscribe"))
    else:
        return tr.plain(OUT_OF_DATE)
    return None


async def _delete(context: Context, chat: int) -> bool:
    async with context.deps.database.write() as connection:
        return await privacy.forget(connection, chat)

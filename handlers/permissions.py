"""Permission to change a chat's settings."""

from markupsafe import Markup
from telegram import ChatMemberAdministrator, ChatMemberOwner, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden

from bot.context import Context
from bot.i18n.translator import N_
from handlers.quota import Quota
from handlers.replies import reply
from handlers.updates import get_chat, get_message

ONLY_ADMINISTRATORS = N_("Only admins can change the settings here.")

# One member must not use up the 20 messages a minute that Telegram allows in a group (docs/decisions/031).
MAX_REFUSALS = 3
"""Refusals a minute that a group hears; further ones are silent."""

_REFUSALS = "refusals"


async def refuse(update: Update, context: Context, text: Markup) -> None:
    """Say that only administrators may do something; in a group at most `MAX_REFUSALS` times a minute.

    Raises:
        TelegramError: Telegram rejected the message.
    """
    chat, now = get_chat(update), context.deps.clock.now().timestamp()
    quota: Quota = context.bot_data.setdefault(_REFUSALS, Quota(MAX_REFUSALS))
    if chat.type == ChatType.PRIVATE or quota.take(chat.id, now) is None:
        await reply(update, text)


async def may_change_settings(update: Update, chat_id: int | None = None) -> bool:
    """Return whether the sender may change the settings of the chat, or from a private chat those of another one.

    In a private chat everybody may; in a group its administrators; in a channel those who can post.

    Args:
        update: a command, or a pressed button.
        chat_id: Telegram's id of the chat to be changed; that of the update by default.

    Raises:
        TelegramError: the administrators of the update's chat cannot be asked for.
    """
    chat = get_chat(update)
    if chat_id not in {None, chat.id}:
        return chat.type == ChatType.PRIVATE and await _administers_other_chat(update, chat_id)
    if chat.type == ChatType.PRIVATE:
        return True
    # Everybody who sees a button can press it, but only those with the right can post in a channel or as the group.
    if update.callback_query is None:
        sender = get_message(update).sender_chat
        if chat.type == ChatType.CHANNEL or (sender is not None and sender.id == chat.id):
            return True
        if sender is not None:
            return False
    return await _administers(update, chat.id)


async def _administers(update: Update, chat_id: int) -> bool:
    """Return whether the user is an administrator of a chat, of a channel one who can post."""
    if update.effective_user is None:
        return False
    member = await update.get_bot().get_chat_member(chat_id, update.effective_user.id)
    if isinstance(member, ChatMemberAdministrator):
        # The right exists in channels only; in groups the field is missing.
        return member.can_post_messages is not False
    return isinstance(member, ChatMemberOwner)


async def _administers_other_chat(update: Update, chat_id: int) -> bool:
    try:
        return await _administers(update, chat_id)
    except (BadRequest, Forbidden):
        # The bot is not in that chat, or is no administrator of the channel and cannot see who is.
        return False

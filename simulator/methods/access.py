"""Which chats the bot may look into, and in which it may speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator import errors
from simulator.chats import Chat, ChatKind, Status

if TYPE_CHECKING:
    from simulator.state import State

_WORDS = {
    ChatKind.GROUP: "group chat",
    ChatKind.SUPERGROUP: "supergroup chat",
    ChatKind.CHANNEL: "channel chat",
}


def readable(state: State, chat_id: int | str) -> Chat:
    """Return a chat that the bot may ask about.

    Raises:
        ApiError: 400 or 403, as Telegram says it.
    """
    chat = state.find_chat(chat_id)
    me = chat.member(state.bot)
    if chat.kind is not ChatKind.PRIVATE and not me.is_inside:
        if me.status is Status.KICKED:
            raise errors.forbidden(f"bot was kicked from the {_WORDS[chat.kind]}")
        if state.bot.id not in chat.members:
            raise errors.chat_not_found()
        raise errors.forbidden(f"bot is not a member of the {_WORDS[chat.kind]}")
    return chat


def writable(state: State, chat_id: int | str) -> Chat:
    """Return a chat that the bot may speak in.

    Raises:
        ApiError: 400 or 403, as Telegram says it.
    """
    chat = readable(state, chat_id)
    me = chat.member(state.bot)
    if chat.person and chat.person.is_deactivated:
        raise errors.forbidden("user is deactivated")
    if chat.kind is ChatKind.PRIVATE and not me.is_inside:
        raise errors.forbidden("bot was blocked by the user")
    if chat.migrated_to:
        raise errors.migrated(chat.migrated_to.id)
    if chat.kind is ChatKind.CHANNEL and not me.is_administrator:
        raise errors.bad_request("need administrator rights in the channel chat")
    return chat

"""What the bot asks about chats and the people in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator import errors
from simulator.chats import ChatKind
from simulator.methods.access import readable

if TYPE_CHECKING:
    from simulator import arguments
    from simulator.state import State

_NO_GIFTS = dict.fromkeys(
    (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    ),
    False,
)


def get_chat(state: State, call: arguments.GetChat) -> dict[str, object]:
    """Return Telegram's ChatFullInfo."""
    chat = readable(state, call.chat_id)
    full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}
    return chat.to_json() | full


def get_chat_member(state: State, call: arguments.GetChatMember) -> dict[str, object]:
    """Return what a user is in a chat."""
    chat = readable(state, call.chat_id)
    if call.user_id not in state.users:
        raise errors.bad_request("invalid user_id specified")
    return chat.member(state.users[call.user_id]).to_json(chat.kind)


def get_chat_administrators(state: State, call: arguments.GetChatAdministrators) -> list[dict[str, object]]:
    """Return the administrators of a chat."""
    chat = readable(state, call.chat_id)
    if chat.kind is ChatKind.PRIVATE:
        raise errors.bad_request("there are no administrators in the private chat")
    return [member.to_json(chat.kind) for member in chat.members.values() if member.is_administrator]

"""The refusals of a chat that takes no messages, whatever the bot's rights are."""

from enum import StrEnum

from simulator import errors
from simulator.errors import ApiError
from simulator.world.chats import Chat, ChatKind

CHAT_NAMES = {
    ChatKind.PRIVATE: "private chat",
    ChatKind.GROUP: "group chat",
    ChatKind.SUPERGROUP: "supergroup chat",
    ChatKind.CHANNEL: "channel chat",
}
"""The kinds of chats as Telegram's errors name them."""


class Refusal(StrEnum):
    """The reason why a chat takes no messages; those in capitals are Telegram's own codes."""

    CHAT_RESTRICTED = "CHAT_RESTRICTED"
    CHAT_WRITE_FORBIDDEN = "CHAT_WRITE_FORBIDDEN"
    PEER_ID_INVALID = "PEER_ID_INVALID"
    TOPIC_CLOSED = "TOPIC_CLOSED"
    CHAT_NOT_FOUND = "chat_not_found"
    NO_WRITE_ACCESS = "no_write_access"
    NOT_ENOUGH_RIGHTS = "not_enough_rights"
    NEED_ADMINISTRATOR_RIGHTS = "need_administrator_rights"
    THREAD_NOT_FOUND = "thread_not_found"
    """Only messages to a topic are refused."""
    RIGHTS_FORBIDDEN = "rights_forbidden"
    """`NOT_ENOUGH_RIGHTS` as a 403, which elsewhere means that the bot was removed."""
    KICKED = "kicked"
    NOT_A_MEMBER = "not_a_member"
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    NO_CONVERSATION = "no_conversation"
    GROUP_DELETED = "group_deleted"


_BAD_REQUESTS = {
    Refusal.CHAT_NOT_FOUND: "chat not found",
    Refusal.NO_WRITE_ACCESS: "have no write access to the chat",
    Refusal.NOT_ENOUGH_RIGHTS: "not enough rights to send {what} to the chat",
    Refusal.NEED_ADMINISTRATOR_RIGHTS: "need administrator rights in the channel chat",
    Refusal.THREAD_NOT_FOUND: "message thread not found",
}
_FORBIDDEN = {
    Refusal.RIGHTS_FORBIDDEN: "not enough rights to send {what} to the chat",
    Refusal.KICKED: "bot was kicked from the {chat}",
    Refusal.NOT_A_MEMBER: "bot is not a member of the {chat}",
    Refusal.BLOCKED: "bot was blocked by the user",
    Refusal.DEACTIVATED: "user is deactivated",
    Refusal.NO_CONVERSATION: "bot can't initiate conversation with a user",
    Refusal.GROUP_DELETED: "the group chat was deleted",
}


def refusal_error(refusal: Refusal, chat: Chat, what: str = "text messages") -> ApiError:
    """Return Telegram's error for a message to this chat; `what` is the kind of message as its errors name it."""
    words = {"what": what, "chat": CHAT_NAMES[chat.kind]}
    if refusal in _FORBIDDEN:
        return errors.forbidden(_FORBIDDEN[refusal].format_map(words))
    return errors.bad_request(_BAD_REQUESTS.get(refusal, refusal.value).format_map(words))

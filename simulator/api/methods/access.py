"""Access of bots to chats: reading, posting, and administrator rights."""

from simulator import errors
from simulator.api.caller import Caller
from simulator.world.chats import SEND_PERMISSIONS, Chat, ChatKind, Status
from simulator.world.refusals import CHAT_NAMES, Refusal, refusal_error

# As Telegram's errors name them.
_PLURALS = {
    "photo": "photos",
    "document": "documents",
    "audio": "music",
    "voice": "voice notes",
    "video": "videos",
    "animation": "animations",
    "video_note": "video notes",
    "sticker": "stickers",
    "poll": "polls",
    "text": "text messages",
}


def readable_chat(caller: Caller, chat_id: int | str) -> Chat:
    """Return a chat that the bot can read.

    Raises:
        ApiError: Telegram's 400 or 403.
    """
    chat = caller.world.find_chat(chat_id, caller.account)
    me = chat.member(caller.user)
    if chat.kind is not ChatKind.PRIVATE and not me.is_inside:
        if me.status is Status.KICKED:
            raise errors.forbidden(f"bot was kicked from the {CHAT_NAMES[chat.kind]}")
        # Everybody can see a public chat, but Telegram hides a private one from bots that were never in it.
        if caller.user.id not in chat.members and not chat.username:
            raise errors.chat_not_found()
        raise errors.forbidden(f"bot is not a member of the {CHAT_NAMES[chat.kind]}")
    return chat


def member_chat(caller: Caller, chat_id: int | str) -> Chat:
    """Return a chat that the bot is in, whatever its rights.

    Raises:
        ApiError: Telegram's 400 or 403.
    """
    _check_may_start(caller, chat_id)
    chat = readable_chat(caller, chat_id)
    if chat.person and chat.person.is_deactivated:
        raise errors.forbidden("user is deactivated")
    if chat.migrated_to:
        raise errors.migrated(chat.migrated_to.id)
    return chat


def writable_chat(caller: Caller, chat_id: int | str, kind: str = "text") -> Chat:
    """Return a chat that the bot can post in.

    Args:
        caller: the bot.
        chat_id: the chat's id or @name.
        kind: the kind of message: that of a file, `poll` or `text`.

    Raises:
        ApiError: Telegram's 400 or 403.
    """
    chat = member_chat(caller, chat_id)
    me = chat.member(caller.user)
    if chat.kind is ChatKind.PRIVATE and not me.is_inside:
        raise errors.forbidden("bot was blocked by the user")
    if chat.kind is ChatKind.CHANNEL and not me.has_right("can_post_messages", chat.kind):
        raise errors.bad_request("need administrator rights in the channel chat")
    if not me.may(SEND_PERMISSIONS[kind]):
        raise errors.bad_request(f"not enough rights to send {_PLURALS[kind]} to the chat")
    refusal = caller.world.refusals.get(chat)
    if refusal and refusal is not Refusal.THREAD_NOT_FOUND:
        raise refusal_error(refusal, chat, _PLURALS[kind])
    return chat


def check_right(caller: Caller, chat: Chat, right: str, reason: str) -> None:
    """Check that the bot is an administrator with a right; in a private chat it has all rights.

    Raises:
        ApiError: 400 with this reason.
    """
    if chat.kind is not ChatKind.PRIVATE and not chat.member(caller.user).has_right(right, chat.kind):
        raise errors.bad_request(reason)


def _check_may_start(caller: Caller, chat_id: int | str) -> None:
    if not isinstance(chat_id, int) or chat_id in caller.account.private_chats or chat_id not in caller.world.users:
        return
    user = caller.world.users[chat_id]
    if user.is_bot:
        raise errors.forbidden("bots can't send messages to bots")
    requested = caller.world.invite_links.requested_chats(user, caller.world.now())
    if any(chat.member(caller.user).has_right("can_invite_users", chat.kind) for chat in requested):
        caller.world.private_chat(user, caller.user)
        return
    chats = caller.world.chats.values()
    # Telegram hides people from bots that never met them.
    is_known = chat_id in caller.world.known_people
    if is_known or any(chat.member(user).is_inside and chat.member(caller.user).is_inside for chat in chats):
        raise errors.forbidden("bot can't initiate conversation with a user")
    raise errors.chat_not_found()

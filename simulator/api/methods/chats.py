"""Methods for chats and their members."""

from simulator import errors
from simulator.api.arguments import chats as arguments
from simulator.api.caller import Caller
from simulator.api.methods.access import readable_chat
from simulator.world.chats import ChatKind, Status

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


def get_chat(caller: Caller, call: arguments.GetChat) -> dict[str, object]:
    """Return Telegram's ChatFullInfo."""
    chat = readable_chat(caller, call.chat_id)
    # Required fields of ChatFullInfo, without which client libraries fail.
    full: dict[str, object] = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}
    if chat.parent:
        full["parent_chat"] = chat.parent.to_json()
    if chat.linked:
        full["linked_chat_id"] = chat.linked.id
    if chat.slow_mode_delay:
        full["slow_mode_delay"] = chat.slow_mode_delay
    if link := caller.world.invite_links.find_primary(chat, caller.user):
        full["invite_link"] = link.url
    if chat.pinned:
        full["pinned_message"] = caller.world.history[chat][chat.pinned[-1]].to_json()
    return chat.to_json() | full


def get_chat_member(caller: Caller, call: arguments.GetChatMember) -> dict[str, object]:
    """Return a user's ChatMember."""
    chat = readable_chat(caller, call.chat_id)
    if call.user_id not in (chat.members if chat.kind is ChatKind.PRIVATE else caller.world.users):
        raise errors.bad_request("member not found")
    # Only administrators see who reads a channel.
    if chat.kind is ChatKind.CHANNEL and not chat.member(caller.user).is_administrator:
        raise errors.bad_request("member list is inaccessible")
    return chat.member(caller.world.users[call.user_id]).to_json(chat.kind, caller.user)


def get_chat_member_count(caller: Caller, call: arguments.GetChatMemberCount) -> int:
    """Return the number of members of a chat."""
    return sum(member.is_inside for member in readable_chat(caller, call.chat_id).members.values())


def get_chat_administrators(caller: Caller, call: arguments.GetChatAdministrators) -> list[dict[str, object]]:
    """Return the administrators of a chat; of its bots only the calling one, unless all are asked for."""
    chat = readable_chat(caller, call.chat_id)
    if chat.kind is ChatKind.PRIVATE:
        raise errors.bad_request("there are no administrators in the private chat")
    if chat.kind is ChatKind.CHANNEL and not chat.member(caller.user).is_administrator:
        raise errors.bad_request("member list is inaccessible")
    administrators = (member for member in chat.members.values() if member.is_administrator)
    return [
        member.to_json(chat.kind, caller.user)
        for member in administrators
        if call.return_bots or not member.user.is_bot or member.user is caller.user
    ]


def leave_chat(caller: Caller, call: arguments.LeaveChat) -> bool:
    """Make the bot leave; a group gets a service message."""
    chat = readable_chat(caller, call.chat_id)
    if chat.kind is ChatKind.PRIVATE:
        raise errors.bad_request("chat member status can't be changed in private chats")
    caller.world.set_status(chat, caller.user, Status.LEFT, by=caller.user)
    if chat.kind is not ChatKind.CHANNEL:
        caller.world.post_service(chat, caller.user, {"left_chat_member": caller.user.to_json()})
    return True

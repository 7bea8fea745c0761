"""Methods for invite links and join requests."""

from datetime import UTC, datetime

from simulator import errors
from simulator.api.arguments import invitations as arguments
from simulator.api.caller import Caller
from simulator.api.methods.access import member_chat
from simulator.world.chats import Chat, ChatKind, User
from simulator.world.invitations import InviteLink

_MAX_MEMBERS = 99_999  # by one link


def export_chat_invite_link(caller: Caller, call: arguments.ExportChatInviteLink) -> str:
    """Replace the bot's primary link, and return the new one."""
    chat = _chat_to_invite_to(caller, call.chat_id)
    return caller.world.invite_links.replace_primary(chat, caller.user).url


def create_chat_invite_link(caller: Caller, call: arguments.CreateChatInviteLink) -> dict[str, object]:
    """Create an additional link."""
    chat = _chat_to_invite_to(caller, call.chat_id)
    _check_terms(caller, call)
    link = caller.world.invite_links.add(chat, caller.user)
    _set_terms(link, call)
    return link.to_json(caller.user)


def edit_chat_invite_link(caller: Caller, call: arguments.EditChatInviteLink) -> dict[str, object]:
    """Change one of the bot's additional links."""
    chat = _chat_to_invite_to(caller, call.chat_id)
    _check_terms(caller, call)
    link = _find_link(caller, chat, call.invite_link)
    if link.is_primary:
        raise errors.bad_request("CHAT_INVITE_PERMANENT")
    if link.is_revoked:
        raise errors.bad_request("INVITE_HASH_EXPIRED")
    _set_terms(link, call)
    return link.to_json(caller.user)


def revoke_chat_invite_link(caller: Caller, call: arguments.RevokeChatInviteLink) -> dict[str, object]:
    """Revoke one of the bot's links; a primary one is replaced."""
    link = _find_link(caller, _chat_to_invite_to(caller, call.chat_id), call.invite_link)
    if link.is_revoked:
        raise errors.bad_request("INVITE_HASH_EXPIRED")
    if link.is_primary:
        caller.world.invite_links.replace_primary(link.chat, caller.user)
    link.is_revoked = True
    return link.to_json(caller.user)


def approve_chat_join_request(caller: Caller, call: arguments.ApproveChatJoinRequest) -> bool:
    """Admit a person who asked to join."""
    link, person = _find_request(caller, call)
    del link.requests[person.id]
    caller.world.admit(link.chat, person, by=caller.user, link=link, via_join_request=True)
    return True


def decline_chat_join_request(caller: Caller, call: arguments.DeclineChatJoinRequest) -> bool:
    """Decline a person's request to join."""
    link, person = _find_request(caller, call)
    del link.requests[person.id]
    return True


def _chat_to_invite_to(caller: Caller, chat_id: int | str) -> Chat:
    chat = member_chat(caller, chat_id)
    if chat.kind is ChatKind.PRIVATE:
        raise errors.bad_request("can't invite members to a private chat")
    if not chat.member(caller.user).has_right("can_invite_users", chat.kind):
        raise errors.bad_request("not enough rights to manage chat invite link")
    return chat


def _check_terms(caller: Caller, call: arguments.CreateChatInviteLink) -> None:
    if call.creates_join_request and call.member_limit:
        raise errors.bad_request("member limit can't be specified for links requiring administrator approval")
    if call.member_limit > _MAX_MEMBERS:
        raise errors.bad_request("USAGE_LIMIT_INVALID")
    if call.expire_date and call.expire_date <= caller.world.now().timestamp():
        raise errors.bad_request("EXPIRE_DATE_INVALID")


def _set_terms(link: InviteLink, call: arguments.CreateChatInviteLink) -> None:
    link.name = call.name
    link.expires_at = datetime.fromtimestamp(call.expire_date, UTC) if call.expire_date else None
    link.member_limit = call.member_limit
    link.creates_join_request = call.creates_join_request


def _find_link(caller: Caller, chat: Chat, url: str) -> InviteLink:
    if not url:
        raise errors.bad_request("invite link must be non-empty")
    link = caller.world.invite_links.find(url)
    if link is None or link.chat is not chat:
        raise errors.bad_request("INVITE_HASH_EXPIRED")
    # A bot manages its own links only.
    if link.creator is not caller.user:
        raise errors.bad_request("CHAT_ADMIN_REQUIRED")
    return link


def _find_request(caller: Caller, call: arguments.ApproveChatJoinRequest) -> tuple[InviteLink, User]:
    chat = member_chat(caller, call.chat_id)
    if chat.kind is ChatKind.PRIVATE:
        raise errors.bad_request("the chat can't have join requests")
    if not chat.member(caller.user).has_right("can_invite_users", chat.kind):
        raise errors.bad_request("not enough rights to manage chat join requests")
    person = caller.world.users.get(call.user_id)
    if person is None:
        raise errors.bad_request("USER_ID_INVALID")
    if chat.member(person).is_inside:
        raise errors.bad_request("USER_ALREADY_PARTICIPANT")
    link = caller.world.invite_links.find_request(chat, person)
    if link is None:
        raise errors.bad_request("HIDE_REQUESTER_MISSING")
    return link, person

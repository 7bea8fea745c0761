"""Methods that ban, restrict and promote members."""

from datetime import UTC, datetime, timedelta

from simulator import errors
from simulator.api.arguments import moderation as arguments
from simulator.api.caller import Caller
from simulator.api.methods.access import member_chat
from simulator.world.chats import MEMBER_RIGHTS, Chat, ChatKind, Member, Status, User, usual_rights

# A shorter or longer ban or restriction lasts forever (banChatMember, restrictChatMember).
_MIN_TERM = timedelta(seconds=30)
_MAX_TERM = timedelta(days=366)
_LARGE_KINDS = {ChatKind.SUPERGROUP, ChatKind.CHANNEL}


def ban_chat_member(caller: Caller, call: arguments.BanChatMember) -> bool:
    """Ban a user, who is removed from the chat and cannot return."""
    chat = member_chat(caller, call.chat_id)
    if chat.kind is ChatKind.PRIVATE:
        raise errors.bad_request("can't ban members in private chats")
    user = _find_user(caller, call.user_id)
    if chat.kind is ChatKind.GROUP:
        _check_can_remove(caller, chat, user)
        banned = Member(user, Status.KICKED)
    else:
        _check_can_restrict(caller, chat, user, "can't restrict self")
        banned = Member(user, Status.KICKED, until=_term(caller, call.until_date))
    if banned != chat.member(user):
        caller.world.expel(chat, banned, by=caller.user)
    return True


def unban_chat_member(caller: Caller, call: arguments.UnbanChatMember) -> bool:
    """Lift a user's ban; who is a member is removed, unless `only_if_banned`."""
    chat = _large_chat(caller, call.chat_id)
    user = _find_user(caller, call.user_id)
    status = chat.member(user).status
    if status is Status.LEFT or (call.only_if_banned and status is not Status.KICKED):
        return True
    if user is not caller.user:  # a bot that unbans itself leaves
        _check_can_restrict(caller, chat, user)
    caller.world.expel(chat, Member(user, Status.LEFT), by=caller.user)
    return True


def restrict_chat_member(caller: Caller, call: arguments.RestrictChatMember) -> bool:
    """Restrict what a user may do in a supergroup; all permissions lift the restrictions."""
    chat = member_chat(caller, call.chat_id)
    if chat.kind is not ChatKind.SUPERGROUP:
        raise errors.bad_request("method is available only for supergroups")
    user = _find_user(caller, call.user_id)
    _check_can_restrict(caller, chat, user, "can't restrict self")
    old = chat.member(user)
    until = _term(caller, call.until_date)
    new = Member(user, Status.RESTRICTED, permissions=call.allowed, is_member=old.is_inside, until=until)
    if call.allowed >= set(MEMBER_RIGHTS):
        new = Member(user, Status.MEMBER if old.is_inside else Status.LEFT)
    if new != old:
        caller.world.set_member(chat, new, by=caller.user)
    return True


def promote_chat_member(caller: Caller, call: arguments.PromoteChatMember) -> bool:
    """Make a member an administrator with these rights, or an ordinary member without any."""
    chat = _large_chat(caller, call.chat_id)
    user = _find_user(caller, call.user_id)
    rights = call.rights
    if chat.kind is ChatKind.CHANNEL and call.can_restrict_members is None and (rights or call.is_anonymous):
        rights |= {"can_restrict_members"}
    _check_not_creator(chat, user)
    if rights or call.is_anonymous:
        _promote(caller, chat, user, rights, is_anonymous=call.is_anonymous)
    else:
        _demote(caller, chat, user)
    return True


def _promote(caller: Caller, chat: Chat, user: User, rights: frozenset[str], *, is_anonymous: bool) -> None:
    if user is caller.user:
        raise errors.bad_request("can't promote self")
    _check_can_promote(caller, chat, user)
    if not chat.member(user).is_inside:
        raise errors.bad_request("USER_NOT_PARTICIPANT")
    usual = usual_rights(chat.kind)
    # Rights of other kinds of chats are ignored; every administrator can see the list of actions.
    given = rights & usual.keys() | {"can_manage_chat"}
    if not all(chat.member(caller.user).has_right(right, chat.kind) for right in given):
        raise errors.bad_request("RIGHT_FORBIDDEN")
    withheld = frozenset(right for right, is_usual in usual.items() if is_usual and right not in given)
    granted = frozenset(right for right in given if not usual[right])
    new = Member(user, Status.ADMINISTRATOR, is_anonymous, withheld, granted, promoter=caller.user.id)
    if new != chat.member(user):
        caller.world.set_member(chat, new, by=caller.user)


def _demote(caller: Caller, chat: Chat, user: User) -> None:
    status = chat.member(user).status
    if status is Status.LEFT:
        raise errors.bad_request("bots can't add new chat members")
    if status is Status.ADMINISTRATOR:
        _check_can_promote(caller, chat, user)
        caller.world.set_member(chat, Member(user, Status.MEMBER), by=caller.user)
    elif status is not Status.MEMBER:
        # Telegram takes it for the end of the restrictions.
        _check_can_restrict(caller, chat, user, "can't unrestrict self")
        is_inside = chat.member(user).is_inside
        caller.world.set_member(chat, Member(user, Status.MEMBER if is_inside else Status.LEFT), by=caller.user)


def _large_chat(caller: Caller, chat_id: int | str) -> Chat:
    chat = member_chat(caller, chat_id)
    if chat.kind not in _LARGE_KINDS:
        raise errors.bad_request("method is available for supergroup and channel chats only")
    return chat


def _find_user(caller: Caller, user_id: int) -> User:
    if user_id not in caller.world.users:
        raise errors.bad_request("member not found")
    return caller.world.users[user_id]


def _term(caller: Caller, until_date: int) -> datetime | None:
    """Return when a ban or restriction ends; None for never."""
    now = caller.world.now()
    earliest, latest = (now + _MIN_TERM).timestamp(), (now + _MAX_TERM).timestamp()
    return datetime.fromtimestamp(until_date, UTC) if earliest <= until_date <= latest else None


def _check_not_creator(chat: Chat, user: User) -> None:
    if chat.member(user).status is Status.CREATOR:
        raise errors.bad_request("can't remove chat owner")


def _check_can_restrict(caller: Caller, chat: Chat, user: User, to_self: str = "") -> None:
    if to_self and user is caller.user:
        raise errors.bad_request(to_self)
    _check_not_creator(chat, user)
    if not chat.member(caller.user).has_right("can_restrict_members", chat.kind):
        raise errors.bad_request("not enough rights to restrict/unrestrict chat member")
    _check_not_others_administrator(caller, chat, user)


def _check_can_promote(caller: Caller, chat: Chat, user: User) -> None:
    if not chat.member(caller.user).has_right("can_promote_members", chat.kind) and user is not caller.user:
        raise errors.bad_request("not enough rights")
    if _is_others_administrator(caller, chat, user):
        raise errors.bad_request("CHAT_ADMIN_REQUIRED")


def _check_can_remove(caller: Caller, chat: Chat, user: User) -> None:
    """Check that the bot can remove a user from a basic group."""
    if not chat.member(caller.user).has_right("can_restrict_members", chat.kind):
        raise errors.bad_request("CHAT_ADMIN_REQUIRED")
    if not chat.member(user).is_inside:
        raise errors.bad_request("USER_NOT_PARTICIPANT")
    _check_not_others_administrator(caller, chat, user)


def _check_not_others_administrator(caller: Caller, chat: Chat, user: User) -> None:
    if _is_others_administrator(caller, chat, user):
        raise errors.bad_request("user is an administrator of the chat")


def _is_others_administrator(caller: Caller, chat: Chat, user: User) -> bool:
    member = chat.member(user)
    return member.is_administrator and user is not caller.user and member.promoter != caller.user.id

from datetime import timedelta

import pytest

from simulator import Town, World
from simulator.errors import ActionError
from simulator.world.chats import Chat, Status, User
from simulator.world.content.files import Upload
from tests.simulator.factories import NOON, Ask, png, updates_of

EVERYTHING = {
    "can_send_messages": True,
    "can_send_polls": True,
    "can_send_other_messages": True,
    "can_add_web_page_previews": True,
    "can_change_info": True,
    "can_invite_users": True,
    "can_pin_messages": True,
}


@pytest.fixture
def guest(world: World) -> User:
    return world.add_person("Guest")


@pytest.fixture
def hall(world: World, town: Town, guest: User) -> Chat:
    """Return a supergroup with the bot as an administrator and one ordinary member."""
    chat = world.add_supergroup("Hall", town.person)
    world.add_bot(chat)
    world.promote(chat, world.bot, extra=["can_promote_members"])
    world.join(chat, guest)
    return chat


async def test_a_banned_user_is_removed_until_the_ban_ends(ask: Ask, world: World, hall: Chat, guest: User) -> None:
    await ask("getUpdates", allowed_updates=["chat_member"])
    end = int(NOON.timestamp()) + 3600
    place = {"chat_id": hall.id, "user_id": guest.id}
    assert (await ask("banChatMember", **place, until_date=end)).result is True
    (change,) = await updates_of(ask, "chat_member")
    assert isinstance(new := change["new_chat_member"], dict)
    assert (new["status"], new["until_date"]) == ("kicked", end)
    assert world.messages(hall)[-1].service["left_chat_member"]
    with pytest.raises(ActionError, match="was banned"):
        world.join(hall, guest)
    world.set_clock(NOON + timedelta(seconds=3601))
    assert (await ask("getChatMember", **place)).fields["status"] == "left"
    world.join(hall, guest)


@pytest.mark.parametrize("seconds", [0, 10, 367 * 86_400])
async def test_a_short_or_long_ban_lasts_forever(ask: Ask, hall: Chat, guest: User, seconds: int) -> None:
    place = {"chat_id": hall.id, "user_id": guest.id}
    await ask("banChatMember", **place, until_date=int(NOON.timestamp()) + seconds)
    assert (await ask("getChatMember", **place)).fields["until_date"] == 0


async def test_an_unban_lets_return_and_removes_a_member(ask: Ask, world: World, hall: Chat, guest: User) -> None:
    place = {"chat_id": hall.id, "user_id": guest.id}
    await ask("unbanChatMember", **place, only_if_banned=True)
    assert hall.member(guest).is_inside
    await ask("unbanChatMember", **place)
    assert hall.member(guest).status is Status.LEFT
    await ask("banChatMember", **place)
    await ask("unbanChatMember", **place)
    world.join(hall, guest)


async def test_restrictions_allow_what_they_name(ask: Ask, world: World, hall: Chat, guest: User) -> None:
    place = {"chat_id": hall.id, "user_id": guest.id}
    await ask("restrictChatMember", **place, permissions={"can_send_photos": True})
    world.post_photo(hall, guest, png())
    with pytest.raises(ActionError, match="cannot post"):
        world.say(hall, guest, "hello")
    with pytest.raises(ActionError, match="cannot post"):
        world.post_media(hall, guest, "sticker", Upload("", "", b"RIFF0000WEBP"))
    member = (await ask("getChatMember", **place)).fields
    assert (member["status"], member["can_send_photos"], member["can_send_messages"]) == ("restricted", True, False)


async def test_some_permissions_imply_others(ask: Ask, hall: Chat, guest: User) -> None:
    place = {"chat_id": hall.id, "user_id": guest.id, "permissions": {"can_send_polls": True}}
    await ask("restrictChatMember", **place)
    assert hall.member(guest).permissions >= {"can_send_polls", "can_send_messages"}
    await ask("restrictChatMember", **place, use_independent_chat_permissions=True)
    assert hall.member(guest).permissions == {"can_send_polls"}


async def test_all_permissions_end_restrictions(ask: Ask, hall: Chat, guest: User) -> None:
    place = {"chat_id": hall.id, "user_id": guest.id}
    await ask("restrictChatMember", **place, permissions={})
    await ask("restrictChatMember", **place, permissions=EVERYTHING)
    assert hall.member(guest).status is Status.MEMBER


async def test_older_bots_name_four_permissions(ask: Ask, hall: Chat, guest: User) -> None:
    place = {"chat_id": hall.id, "user_id": guest.id}
    await ask("restrictChatMember", **place, can_send_media_messages=True)
    assert hall.member(guest).permissions >= {"can_send_messages", "can_send_photos", "can_react_to_messages"}
    older = ("can_send_messages", "can_send_media_messages", "can_send_other_messages", "can_add_web_page_previews")
    await ask("restrictChatMember", **place, **dict.fromkeys(older, True))
    assert hall.member(guest).status is Status.MEMBER


async def test_an_outsider_stays_restricted_after_joining(ask: Ask, world: World, hall: Chat, guest: User) -> None:
    world.leave(hall, guest)
    await ask("restrictChatMember", chat_id=hall.id, user_id=guest.id, permissions={})
    assert not hall.member(guest).is_inside
    world.join(hall, guest)
    assert (hall.member(guest).status, hall.member(guest).is_inside) == (Status.RESTRICTED, True)


async def test_restrictions_end_by_the_clock(ask: Ask, world: World, hall: Chat, guest: User) -> None:
    place = {"chat_id": hall.id, "user_id": guest.id, "permissions": {}}
    await ask("restrictChatMember", **place, until_date=int(NOON.timestamp()) + 60)
    world.set_clock(NOON + timedelta(seconds=61))
    world.say(hall, guest, "back")


async def test_a_promoted_member_has_the_named_rights(ask: Ask, hall: Chat, guest: User) -> None:
    place = {"chat_id": hall.id, "user_id": guest.id}
    await ask("promoteChatMember", **place, can_delete_messages=True, can_promote_members=True)
    member = (await ask("getChatMember", **place)).fields
    assert (member["status"], member["can_be_edited"]) == ("administrator", True)
    rights = ("can_manage_chat", "can_delete_messages", "can_promote_members", "can_pin_messages")
    assert [member[right] for right in rights] == [True, True, True, False]
    await ask("promoteChatMember", **place)
    assert hall.member(guest).status is Status.MEMBER


async def test_a_channels_administrator_can_restrict_unless_told_otherwise(
    ask: Ask, world: World, town: Town, guest: User
) -> None:
    world.promote(town.channel, world.bot, extra=["can_promote_members"])
    world.join(town.channel, guest)
    place = {"chat_id": town.channel.id, "user_id": guest.id, "can_post_messages": True}
    await ask("promoteChatMember", **place)
    member = await ask("getChatMember", chat_id=town.channel.id, user_id=guest.id)
    assert member.fields["can_restrict_members"] is True


@pytest.mark.parametrize(
    ("method", "reason"),
    [
        ("banChatMember", "can't restrict self"),
        ("restrictChatMember", "can't restrict self"),
        ("promoteChatMember", "can't promote self"),
    ],
)
async def test_a_bot_cannot_change_itself(ask: Ask, world: World, hall: Chat, method: str, reason: str) -> None:
    rights = {"can_pin_messages": True} if method == "promoteChatMember" else {}
    answer = await ask(method, chat_id=hall.id, user_id=world.bot.id, **rights)
    assert answer.error == f"Bad Request: {reason}"


@pytest.mark.parametrize("method", ["banChatMember", "unbanChatMember", "restrictChatMember", "promoteChatMember"])
async def test_nobody_can_change_the_creator(ask: Ask, town: Town, hall: Chat, method: str) -> None:
    answer = await ask(method, chat_id=hall.id, user_id=town.person.id)
    assert answer.error == "Bad Request: can't remove chat owner"


@pytest.mark.parametrize(
    ("method", "reason"),
    [
        ("banChatMember", "user is an administrator of the chat"),
        ("restrictChatMember", "user is an administrator of the chat"),
        ("promoteChatMember", "CHAT_ADMIN_REQUIRED"),
    ],
)
async def test_others_administrators_are_safe(
    ask: Ask, world: World, hall: Chat, guest: User, method: str, reason: str
) -> None:
    world.promote(hall, guest)
    assert (await ask(method, chat_id=hall.id, user_id=guest.id)).error == f"Bad Request: {reason}"


@pytest.mark.parametrize(
    ("method", "reason"),
    [
        ("banChatMember", "not enough rights to restrict/unrestrict chat member"),
        ("restrictChatMember", "not enough rights to restrict/unrestrict chat member"),
        ("promoteChatMember", "not enough rights"),
    ],
)
async def test_a_right_is_needed(ask: Ask, world: World, hall: Chat, guest: User, method: str, reason: str) -> None:
    world.demote(hall, world.bot)
    rights = {"can_pin_messages": True} if method == "promoteChatMember" else {}
    assert (await ask(method, chat_id=hall.id, user_id=guest.id, **rights)).error == f"Bad Request: {reason}"


async def test_a_bot_gives_only_rights_that_it_has(ask: Ask, world: World, hall: Chat, guest: User) -> None:
    world.promote(hall, world.bot, without=["can_pin_messages"], extra=["can_promote_members"])
    answer = await ask("promoteChatMember", chat_id=hall.id, user_id=guest.id, can_pin_messages=True)
    assert answer.error == "Bad Request: RIGHT_FORBIDDEN"


@pytest.mark.parametrize(
    ("method", "kind", "reason"),
    [
        ("banChatMember", "private", "can't ban members in private chats"),
        ("unbanChatMember", "private", "method is available for supergroup and channel chats only"),
        ("unbanChatMember", "group", "method is available for supergroup and channel chats only"),
        ("promoteChatMember", "group", "method is available for supergroup and channel chats only"),
        ("restrictChatMember", "group", "method is available only for supergroups"),
        ("restrictChatMember", "channel", "method is available only for supergroups"),
        ("banChatMember", "group", "CHAT_ADMIN_REQUIRED"),
    ],
)
async def test_kinds_of_chats_have_their_methods(
    ask: Ask, town: Town, guest: User, method: str, kind: str, reason: str
) -> None:
    chat: Chat = getattr(town, kind)
    assert (await ask(method, chat_id=chat.id, user_id=guest.id)).error == f"Bad Request: {reason}"


async def test_a_group_removes_a_member_for_its_administrator(ask: Ask, world: World, town: Town, guest: User) -> None:
    world.promote(town.group, world.bot)
    world.join(town.group, guest)
    place = {"chat_id": town.group.id, "user_id": guest.id}
    assert (await ask("banChatMember", **place)).result is True
    assert (await ask("banChatMember", **place)).error == "Bad Request: USER_NOT_PARTICIPANT"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, "invalid user_id specified"),
        ({"user_id": -5}, "invalid user_id specified"),
        ({"user_id": 999}, "member not found"),
        ({"user_id": 100_002, "permissions": []}, "object expected as permissions"),
        (
            {"user_id": 100_002, "permissions": {"can_send_polls": "yes"}},
            'can\'t parse chat permissions: Field "can_send_polls" must be of type Boolean',
        ),
    ],
)
async def test_wrong_arguments_have_telegrams_texts(
    ask: Ask, hall: Chat, given: dict[str, object], reason: str
) -> None:
    assert (await ask("restrictChatMember", chat_id=hall.id, **given)).error == f"Bad Request: {reason}"

from datetime import timedelta

import pytest

from simulator import Server, Town, World
from simulator.client import in_process_client
from simulator.errors import ActionError
from simulator.world.chats import Chat, User
from tests.simulator.factories import NOON, Ask, updates_of

NOW = int(NOON.timestamp())


@pytest.fixture
def guest(world: World) -> User:
    return world.add_person("Guest")


@pytest.fixture
def hall(world: World, town: Town) -> Chat:
    """Return a private supergroup with the bot as an administrator."""
    chat = world.add_supergroup("Hall", town.person)
    world.add_bot(chat)
    world.promote(chat, world.bot)
    return chat


async def url_of(ask: Ask, hall: Chat, **terms: object) -> str:
    return str((await ask("createChatInviteLink", chat_id=hall.id, **terms)).fields["invite_link"])


async def test_a_link_lets_people_in(ask: Ask, server: Server, hall: Chat, guest: User) -> None:
    await ask("getUpdates", allowed_updates=["chat_member"])
    url = await url_of(ask, hall, name="Door")
    assert await in_process_client(server.control).join_by_link(url, guest.id)
    assert hall.member(guest).is_inside
    (change,) = await updates_of(ask, "chat_member")
    assert isinstance(link := change["invite_link"], dict)
    assert (link["invite_link"], link["name"], "via_join_request" in change) == (url, "Door", False)


async def test_a_request_to_join_is_approved(ask: Ask, server: Server, hall: Chat, guest: User) -> None:
    await ask("getUpdates", allowed_updates=["chat_join_request", "chat_member"])
    url = await url_of(ask, hall, creates_join_request=True)
    assert not await in_process_client(server.control).join_by_link(url, guest.id)
    (request,) = await updates_of(ask, "chat_join_request")
    assert isinstance(link := request["invite_link"], dict)
    assert (request["user_chat_id"], link["pending_join_request_count"]) == (guest.id, 1)
    place = {"chat_id": hall.id, "user_id": guest.id}
    assert (await ask("approveChatJoinRequest", **place)).result is True
    assert hall.member(guest).is_inside
    (change,) = await updates_of(ask, "chat_member")
    assert change["via_join_request"] is True
    assert (await ask("approveChatJoinRequest", **place)).error == "Bad Request: USER_ALREADY_PARTICIPANT"


async def test_a_request_to_join_is_declined(ask: Ask, world: World, hall: Chat, guest: User) -> None:
    world.join_by_link(await url_of(ask, hall, creates_join_request=True), guest)
    place = {"chat_id": hall.id, "user_id": guest.id}
    assert (await ask("declineChatJoinRequest", **place)).result is True
    assert not hall.member(guest).is_inside
    assert (await ask("declineChatJoinRequest", **place)).error == "Bad Request: HIDE_REQUESTER_MISSING"


async def test_a_bot_can_write_to_who_asks_to_join(ask: Ask, world: World, hall: Chat, guest: User) -> None:
    assert (await ask("sendMessage", chat_id=guest.id, text="Why?")).error == "Bad Request: chat not found"
    world.join_by_link(await url_of(ask, hall, creates_join_request=True), guest)
    assert (await ask("sendMessage", chat_id=guest.id, text="Why?")).status == 200


async def test_a_bot_cannot_write_to_who_asked_long_ago(ask: Ask, world: World, hall: Chat, guest: User) -> None:
    world.join_by_link(await url_of(ask, hall, creates_join_request=True), guest)
    world.set_clock(NOON + timedelta(minutes=6))
    assert (await ask("sendMessage", chat_id=guest.id, text="Why?")).error == "Bad Request: chat not found"


async def test_a_link_has_places_and_a_term(ask: Ask, world: World, hall: Chat, guest: User) -> None:
    few = await url_of(ask, hall, member_limit=1)
    brief = await url_of(ask, hall, expire_date=NOW + 60)
    world.join_by_link(few, world.add_person("First"))
    with pytest.raises(ActionError, match="no place left"):
        world.join_by_link(few, guest)
    world.set_clock(NOON + timedelta(seconds=61))
    with pytest.raises(ActionError, match="has expired"):
        world.join_by_link(brief, guest)


async def test_a_link_is_edited_and_revoked(ask: Ask, world: World, hall: Chat, guest: User) -> None:
    place = {"chat_id": hall.id, "invite_link": await url_of(ask, hall, member_limit=5, name="Door")}
    edited = (await ask("editChatInviteLink", **place, name="x" * 40)).fields
    assert (edited["name"], "member_limit" in edited) == ("x" * 32, False)
    assert (await ask("revokeChatInviteLink", **place)).fields["is_revoked"] is True
    with pytest.raises(ActionError, match="was revoked"):
        world.join_by_link(str(place["invite_link"]), guest)
    for method in ("editChatInviteLink", "revokeChatInviteLink"):
        assert (await ask(method, **place)).error == "Bad Request: INVITE_HASH_EXPIRED"


async def test_a_primary_link_is_replaced(ask: Ask, world: World, hall: Chat, guest: User) -> None:
    place = {"chat_id": hall.id}
    first = str((await ask("exportChatInviteLink", **place)).result)
    second = str((await ask("exportChatInviteLink", **place)).result)
    assert (await ask("getChat", **place)).fields["invite_link"] == second
    with pytest.raises(ActionError, match="was revoked"):
        world.join_by_link(first, guest)
    answer = await ask("editChatInviteLink", **place, invite_link=second)
    assert answer.error == "Bad Request: CHAT_INVITE_PERMANENT"
    await ask("revokeChatInviteLink", **place, invite_link=second)
    assert (await ask("getChat", **place)).fields["invite_link"] != second


async def test_a_link_of_another_administrator_is_hidden(
    ask: Ask, world: World, town: Town, hall: Chat, guest: User
) -> None:
    link = world.invite_links.add(hall, town.person)
    await ask("getUpdates", allowed_updates=["chat_member"])
    world.join_by_link(link.url, guest)
    (change,) = await updates_of(ask, "chat_member")
    assert isinstance(shown := change["invite_link"], dict)
    assert str(shown["invite_link"]).endswith("...")
    answer = await ask("revokeChatInviteLink", chat_id=hall.id, invite_link=link.url)
    assert answer.error == "Bad Request: CHAT_ADMIN_REQUIRED"


async def test_a_banned_person_cannot_use_a_link(ask: Ask, world: World, hall: Chat, guest: User) -> None:
    world.join(hall, guest)
    url = await url_of(ask, hall)
    with pytest.raises(ActionError, match="already"):
        world.join_by_link(url, guest)
    world.ban(hall, guest)
    with pytest.raises(ActionError, match="was banned"):
        world.join_by_link(url, guest)


@pytest.mark.parametrize(
    ("method", "given", "reason"),
    [
        (
            "createChatInviteLink",
            {"creates_join_request": True, "member_limit": 1},
            "member limit can't be specified for links requiring administrator approval",
        ),
        ("createChatInviteLink", {"member_limit": 100_000}, "USAGE_LIMIT_INVALID"),
        ("createChatInviteLink", {"expire_date": NOW}, "EXPIRE_DATE_INVALID"),
        ("editChatInviteLink", {}, "invite link must be non-empty"),
        ("revokeChatInviteLink", {"invite_link": "https://t.me/+x"}, "INVITE_HASH_EXPIRED"),
        ("approveChatJoinRequest", {}, "invalid user_id specified"),
        ("approveChatJoinRequest", {"user_id": 999}, "USER_ID_INVALID"),
    ],
)
async def test_wrong_arguments_have_telegrams_texts(
    ask: Ask, hall: Chat, method: str, given: dict[str, object], reason: str
) -> None:
    assert (await ask(method, chat_id=hall.id, **given)).error == f"Bad Request: {reason}"


@pytest.mark.parametrize(
    ("method", "kind", "reason"),
    [
        ("exportChatInviteLink", "private", "can't invite members to a private chat"),
        ("createChatInviteLink", "group", "not enough rights to manage chat invite link"),
        ("declineChatJoinRequest", "private", "the chat can't have join requests"),
        ("approveChatJoinRequest", "group", "not enough rights to manage chat join requests"),
    ],
)
async def test_a_right_is_needed(ask: Ask, town: Town, method: str, kind: str, reason: str) -> None:
    given = {"user_id": town.person.id} if "Request" in method else {}
    chat: Chat = getattr(town, kind)
    assert (await ask(method, chat_id=chat.id, **given)).error == f"Bad Request: {reason}"

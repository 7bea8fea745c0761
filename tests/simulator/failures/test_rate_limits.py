import pytest

from simulator import RateLimits, Server, Town, errors
from simulator.world.chats import Chat, ChatKind
from tests.simulator.factories import NOON, Ask, png


class Watch:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


def people(count: int) -> list[Chat]:
    return [Chat(number, ChatKind.PRIVATE, lambda: NOON) for number in range(1, count + 1)]


def admitted(limits: RateLimits, chats: list[Chat], *, is_paid: bool = False) -> int:
    return sum(is_admitted(limits, chat, is_paid=is_paid) for chat in chats)


def is_admitted(limits: RateLimits, chat: Chat, *, is_paid: bool) -> bool:
    try:
        limits.admit(1, chat, is_paid=is_paid)
    except errors.ApiError:
        return False
    return True


def test_thirty_messages_a_second_overall(watch: Watch) -> None:
    limits = RateLimits(clock=watch)
    assert admitted(limits, people(99)) == 30
    watch.seconds += 0.99
    assert admitted(limits, people(99)) == 0
    watch.seconds += 0.02
    assert admitted(limits, people(99)) == 30


def test_each_bot_has_its_own_limit(watch: Watch) -> None:
    limits = RateLimits(clock=watch)
    admitted(limits, people(30))
    limits.admit(2, people(1)[0])


def test_one_chat_gets_a_burst_and_then_one_a_second(watch: Watch) -> None:
    limits, chat = RateLimits(clock=watch, burst=3), people(1)[0]
    assert admitted(limits, [chat] * 9) == 3
    watch.seconds += 1
    assert admitted(limits, [chat] * 9) == 1
    watch.seconds += 60
    assert admitted(limits, [chat] * 9) == 3


def test_a_group_gets_twenty_a_minute(watch: Watch) -> None:
    limits, group = RateLimits(clock=watch, chat=None), Chat(-1, ChatKind.GROUP, lambda: NOON)
    assert admitted(limits, [group] * 30) == 20
    watch.seconds += 10
    with pytest.raises(errors.ApiError) as raised:
        limits.admit(1, group)
    assert raised.value.parameters == {"retry_after": 50}
    watch.seconds += 50
    limits.admit(1, group)


def test_each_message_of_an_album_counts(watch: Watch) -> None:
    limits, group = RateLimits(clock=watch, chat=None), Chat(-1, ChatKind.GROUP, lambda: NOON)
    limits.admit(1, group, messages=10)
    limits.admit(1, group, messages=10)
    assert admitted(limits, [group]) == 0
    limits, chat = RateLimits(clock=watch, burst=3), people(1)[0]
    limits.admit(1, chat, messages=10)
    watch.seconds += 7
    assert admitted(limits, [chat]) == 0
    watch.seconds += 1
    assert admitted(limits, [chat]) == 1


async def test_an_album_is_counted_by_its_files(ask: Ask, server: Server, town: Town) -> None:
    server.limits = RateLimits(chat=None, group=None, overall=2)
    media = [{"type": "photo", "media": "attach://one"}] * 2
    await ask("sendMediaGroup", chat_id=town.private.id, media=media, one=png())
    assert (await ask("sendMessage", chat_id=town.private.id, text="x")).error == "Too Many Requests: retry after 1"


def test_a_paid_broadcast_has_a_thousand_a_second(watch: Watch) -> None:
    limits = RateLimits(clock=watch)
    assert admitted(limits, people(2000), is_paid=True) == 1000


@pytest.mark.parametrize("name", ["overall", "chat", "group", "paid"])
def test_each_limit_can_be_switched_off(watch: Watch, name: str) -> None:
    only = {"overall": None, "chat": None, "group": None, "paid": None, name: 1}
    limits, group = RateLimits(clock=watch, burst=1, **only), Chat(-1, ChatKind.GROUP, lambda: NOON)
    assert admitted(limits, [group] * 5, is_paid=name == "paid") == 1
    setattr(limits, name, None)
    assert admitted(limits, [group] * 5, is_paid=name == "paid") == 5


def test_who_goes_on_calling_is_refused_for_longer(watch: Watch) -> None:
    limits, chat = RateLimits(clock=watch, burst=1, patience=2), people(1)[0]
    limits.admit(1, chat)
    waits = []
    for _ in range(6):
        with pytest.raises(errors.ApiError) as raised:
            limits.admit(1, chat)
        waits.append(raised.value.parameters["retry_after"])
    assert waits == [1, 1, 2, 4, 7, 11]
    limits.admit(1, people(2)[1])
    watch.seconds += 10.5
    assert admitted(limits, [chat]) == 0, "the pause counts, although the limit alone would allow the message"
    watch.seconds += 3600
    assert admitted(limits, [chat]) == 1
    assert admitted(limits, [chat]) == 0
    watch.seconds += 1
    assert admitted(limits, [chat]) == 1, "who has waited is not punished any more"


def test_a_pause_grows_to_an_hour(watch: Watch) -> None:
    limits, chat = RateLimits(clock=watch, burst=1, patience=0), people(1)[0]
    limits.admit(1, chat)
    admitted(limits, [chat] * 999)
    with pytest.raises(errors.ApiError) as raised:
        limits.admit(1, chat)
    assert raised.value.parameters == {"retry_after": 3600}


async def test_an_edit_counts_for_its_chat(ask: Ask, server: Server, town: Town, watch: Watch) -> None:
    sent = await ask("sendMessage", chat_id=town.group.id, text="0")
    message = {"chat_id": town.group.id, "message_id": sent.fields["message_id"]}
    server.limits = RateLimits(clock=watch, chat=None, overall=1)
    edited = [await ask("editMessageText", **message, text=str(number)) for number in range(1, 22)]
    assert [answer.status for answer in edited] == [200] * 20 + [429]
    assert (await ask("sendMessage", chat_id=town.group.id, text="x")).status == 429
    assert (await ask("sendMessage", chat_id=town.private.id, text="x")).status == 200
    assert (await ask("editMessageText", inline_message_id="inline-1", text="x")).status == 400


async def test_limits_are_off_by_default(ask: Ask, server: Server, town: Town, watch: Watch) -> None:
    place = {"chat_id": town.private.id, "text": "x"}
    assert {(await ask("sendMessage", **place)).status for _ in range(40)} == {200}
    server.limits = RateLimits(clock=watch, burst=1)
    await ask("sendMessage", **place)
    rejected = await ask("sendMessage", **place)
    assert (rejected.status, rejected.error) == (429, "Too Many Requests: retry after 1")
    assert rejected.body["parameters"] == {"retry_after": 1}
    assert (await ask("getMe")).status == 200
    watch.seconds += 1
    assert (await ask("sendMessage", **place)).status == 200

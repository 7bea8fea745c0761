from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from simulator import Server, Town, World, small_town
from simulator.control.actions import dispatch
from simulator.errors import ActionError
from tests.simulator.factories import NOON, TOKEN, Ask, keyboard, make_ask, updates_of

POLL = {"question": "Rain?", "options": ["Yes", {"text": "No"}]}


async def test_a_poll_shows_its_options_and_kind(ask: Ask, town: Town) -> None:
    poll = (await ask("sendPoll", chat_id=town.private.id, **POLL)).fields["poll"]
    assert isinstance(poll, dict)
    assert [(option["text"], option["voter_count"]) for option in poll["options"]] == [("Yes", 0), ("No", 0)]
    assert (poll["type"], poll["is_anonymous"], poll["allows_revoting"]) == ("regular", True, True)


async def test_votes_reach_the_bot(ask: Ask, server: Server, town: Town) -> None:
    sent = await ask("sendPoll", chat_id=town.private.id, **POLL, is_anonymous=False)
    vote = {"chat": town.private.id, "person": town.person.id, "message_id": sent.fields["message_id"]}
    await dispatch(server.control, "vote", {**vote, "options": [1]})
    await dispatch(server.control, "vote", {**vote, "options": []})
    answers = await updates_of(ask, "poll_answer")
    assert [answer["option_ids"] for answer in answers] == [[1], []]
    states = await updates_of(ask, "poll")
    assert [state["total_voter_count"] for state in states] == [1, 0]


async def test_an_anonymous_vote_has_no_voter(ask: Ask, world: World, town: Town) -> None:
    await ask("sendPoll", chat_id=town.private.id, **POLL)
    world.vote(world.messages(town.private)[0], town.person, [0])
    assert await updates_of(ask, "poll_answer") == []
    assert len(await updates_of(ask, "poll")) == 1


async def test_a_vote_that_no_app_allows_is_refused(ask: Ask, world: World, town: Town) -> None:
    await ask("sendPoll", chat_id=town.private.id, **POLL, allows_revoting=False)
    (message,) = world.messages(town.private)
    for options, reason in (([0, 1], "one answer only"), ([2], "2 options"), ([], "does not allow")):
        with pytest.raises(ActionError, match=reason):
            world.vote(message, town.person, options)
    world.vote(message, town.person, [0])
    with pytest.raises(ActionError, match="does not allow"):
        world.vote(message, town.person, [1])


async def test_a_quiz_knows_its_answers(ask: Ask, town: Town) -> None:
    quiz = {**POLL, "type": "quiz", "correct_option_ids": [1], "explanation": "<b>Dry</b>"}
    poll = (await ask("sendPoll", chat_id=town.private.id, **quiz, explanation_parse_mode="HTML")).fields["poll"]
    assert isinstance(poll, dict)
    assert (poll["type"], poll["correct_option_ids"], poll["allows_revoting"]) == ("quiz", [1], False)
    assert (poll["explanation"], poll["explanation_entities"][0]["type"]) == ("Dry", "bold")


async def test_a_poll_is_stopped_once(ask: Ask, world: World, town: Town) -> None:
    await ask("sendPoll", chat_id=town.private.id, **POLL, reply_markup=keyboard("a"))
    place = {"chat_id": town.private.id, "message_id": 1}
    assert (await ask("stopPoll", **place)).fields["is_closed"] is True
    assert world.messages(town.private)[0].keyboard == ()
    assert (await ask("stopPoll", **place)).error == "Bad Request: poll can't be stopped"
    assert [state["is_closed"] for state in await updates_of(ask, "poll")] == [True]
    with pytest.raises(ActionError, match="closed"):
        world.vote(world.messages(town.private)[0], town.person, [0])


async def test_only_polls_of_the_bot_can_be_stopped(ask: Ask, world: World, town: Town) -> None:
    world.say(town.private, town.person, "hello")
    await ask("sendPoll", chat_id=town.private.id, **POLL)
    await ask("forwardMessage", chat_id=town.private.id, from_chat_id=town.private.id, message_id=2)
    errors = [(await ask("stopPoll", chat_id=town.private.id, message_id=number)).error for number in (1, 3, 9)]
    assert errors == [
        "Bad Request: message is not a poll",
        "Bad Request: poll can't be stopped",
        "Bad Request: message with poll to stop not found",
    ]


async def test_a_poll_closes_by_the_clock(ask: Ask, world: World, town: Town) -> None:
    poll = (await ask("sendPoll", chat_id=town.private.id, **POLL, open_period=60)).fields["poll"]
    assert isinstance(poll, dict)
    assert (poll["open_period"], poll["close_date"]) == (60, int(NOON.timestamp()) + 60)
    world.set_clock(NOON + timedelta(seconds=61))
    assert world.messages(town.private)[0].poll.is_closed  # type: ignore[union-attr]
    assert [state["is_closed"] for state in await updates_of(ask, "poll")] == [True]


async def test_a_closing_poll_wakes_a_bot_that_waits(client: aiohttp.ClientSession) -> None:
    world = World(now=lambda: datetime.now(UTC))
    town = small_town(world)
    async with Server(world, TOKEN) as server:
        ask = make_ask(server, client, TOKEN)
        await ask("sendPoll", chat_id=town.private.id, **POLL, open_period=5)
        (update,) = (await ask("getUpdates", timeout=10)).items
    assert isinstance(poll := update["poll"], dict)
    assert poll["is_closed"] is True


async def test_a_stopped_poll_is_reported_once(ask: Ask, world: World, town: Town) -> None:
    await ask("sendPoll", chat_id=town.private.id, **POLL, open_period=60)
    await ask("stopPoll", chat_id=town.private.id, message_id=1)
    world.set_clock(NOON + timedelta(seconds=61))
    assert len(await updates_of(ask, "poll")) == 1


async def test_a_forwarded_poll_shares_its_votes_and_a_copy_does_not(ask: Ask, world: World, town: Town) -> None:
    await ask("sendPoll", chat_id=town.private.id, **POLL)
    origin = {"chat_id": town.group.id, "from_chat_id": town.private.id, "message_id": 1}
    await ask("forwardMessage", **origin)
    await ask("copyMessage", **origin)
    world.vote(world.messages(town.private)[0], town.person, [0])
    forwarded, copied = (message.poll for message in world.messages(town.group)[-2:])
    assert forwarded
    assert copied
    assert (len(forwarded.votes), len(copied.votes)) == (1, 0)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"question": ""}, "text must be non-empty"),
        ({"question": "x" * 301}, "poll question length must not exceed 300"),
        ({"options": []}, "poll must have at least one answer option"),
        ({"options": ["x"] * 13}, "poll can't have more than 12 options"),
        ({"options": ["x" * 101]}, "poll options length must not exceed 100"),
        ({"options": [""]}, "text must be non-empty"),
        ({"options": "x"}, "can't parse"),
        ({"options": {}}, "expected an Array of String as options"),
        ({"options": [1]}, "expected an option to be of type String"),
        ({"type": "vote"}, "unsupported poll type specified"),
        ({"type": "quiz"}, "correct quiz option list must be non-empty"),
        ({"type": "quiz", "correct_option_ids": [1, 0]}, "correct quiz option list must be increasing"),
        ({"type": "quiz", "correct_option_ids": [2]}, "wrong quiz correct_option_id"),
        ({"members_only": True}, "poll voters can be restricted only in channel chats"),
        ({"country_codes": ["kr"]}, "invalid country code specified"),
    ],
)
async def test_a_wrong_poll_has_telegrams_text(ask: Ask, town: Town, given: dict[str, object], reason: str) -> None:
    answer = await ask("sendPoll", chat_id=town.private.id, **{**POLL, **given})
    assert answer.error.startswith(f"Bad Request: {reason}")


async def test_a_channel_has_anonymous_polls_only(ask: Ask, town: Town) -> None:
    answer = await ask("sendPoll", chat_id=town.channel.id, **POLL, is_anonymous=False)
    assert answer.error == "Bad Request: non-anonymous polls can't be sent to channel chats"
    assert (await ask("sendPoll", chat_id=town.channel.id, **POLL, members_only=True)).status == 200

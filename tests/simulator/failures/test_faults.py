import asyncio
from collections import Counter

import aiohttp
import pytest

from simulator import Chaos, Fault, Server, Town
from simulator.client import connect
from tests.simulator.factories import TOKEN, Ask


async def test_an_accepted_message_may_get_no_answer(ask: Ask, server: Server, town: Town) -> None:
    server.faults += [Fault("sendMessage", hang="after"), Fault("sendMessage", hang="before")]
    for _ in range(2):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(ask("sendMessage", chat_id=town.private.id, text="x"), 1.0)
    assert [(call.accepted, call.is_answer_lost) for call in server.calls] == [(True, True), (False, True)]
    assert len(server.world.messages(town.private)) == 1


async def test_an_answer_may_arrive_slowly(ask: Ask, server: Server) -> None:
    server.faults.append(Fault("getMe", trickle=0.2))
    loop = asyncio.get_running_loop()
    begin = loop.time()
    assert (await ask("getMe")).fields["id"] == 1
    assert loop.time() - begin >= 0.2


async def test_a_flood_wait_may_last_hours_and_is_in_a_header_too(
    server: Server, client: aiohttp.ClientSession, town: Town
) -> None:
    async with connect(server.base_url.removesuffix("/bot")) as telegram:
        await telegram.add_fault(retry_after=10_072, chat=town.group.id)
    call = {"chat_id": town.group.id, "text": "x"}
    async with client.post(f"{server.base_url}{TOKEN}/sendMessage", json=call) as response:
        assert (response.status, response.headers["Retry-After"]) == (429, "10072")
        assert (await response.json())["parameters"] == {"retry_after": 10_072}
    async with client.post(f"{server.base_url}{TOKEN}/sendMessage", json={}) as response:
        assert "Retry-After" not in response.headers


def test_the_same_seed_draws_the_same_faults() -> None:
    def thrown(seed: int) -> list[str]:
        chaos = Chaos(seed, flood=0.2, broken=0.2, dropped_after=0.2)
        return [str(chaos.draw("sendMessage")) for _ in range(50)]

    assert thrown(1) == thrown(1) != thrown(2)


def test_chaos_follows_its_probabilities_and_methods() -> None:
    chaos = Chaos(7, late=0.5, never=0.25)
    found = Counter(
        "none" if fault is None else "late" if fault.delay else "never"
        for fault in (chaos.draw("sendMessage") for _ in range(4000))
    )
    assert abs(found["late"] - 2000) < 150
    assert abs(found["never"] - 1000) < 150
    assert chaos.draw("getUpdates") is None
    assert Chaos(methods=frozenset({"getMe"}), broken=1).draw("sendMessage") is None


@pytest.mark.parametrize("wrong", [{"flood": 1.2}, {"flood": -0.1}, {"flood": 0.6, "broken": 0.6}])
def test_wrong_probabilities_are_rejected(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="probabilities must be"):
        Chaos(**wrong)  # type: ignore[arg-type]


async def test_accepted_calls_match_messages_under_chaos(ask: Ask, server: Server, town: Town) -> None:
    server.chaos = Chaos(3, flood=0.2, broken=0.2, dropped_before=0.2, dropped_after=0.2, slow=0.1, late_by=0.01)
    for _ in range(60):
        try:
            await ask("sendMessage", chat_id=town.private.id, text="x")
        except (aiohttp.ClientError, ValueError):  # a broken connection, or a 502 that is no JSON
            continue
    accepted = [call for call in server.calls if call.accepted]
    assert len(server.world.messages(town.private)) == len(accepted)
    assert 0 < sum(call.is_answer_lost for call in accepted) < len(accepted) < 60

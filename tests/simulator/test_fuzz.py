from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime

import aiohttp
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import Server, World, small_town
from simulator.methods import METHODS
from tests.simulator.conftest import TOKEN

NAMES = sorted({name for method in METHODS.values() for name in method.arguments.model_fields} - {"timeout"})
TEXT = st.text(max_size=20)
INSIDE = st.sampled_from(["text", "inline_keyboard", "keyboard", "type", "chat_id", "message_id", "command"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(INSIDE, inner, max_size=3),
    max_leaves=6,
)
LIKELY = st.sampled_from([100_001, "100001", -400_002, "@morning_post", "1", 1, "HTML", "<b>x", [], {}, True])
CALLS = st.lists(
    st.tuples(
        st.sampled_from(sorted(method.arguments.method for method in METHODS.values())),
        st.dictionaries(st.sampled_from(NAMES), LIKELY | JSON, max_size=5),
        st.booleans(),
    ),
    min_size=10,
    max_size=20,
)


async def answers(calls: list[tuple[str, dict[str, object], bool]]) -> list[tuple[int, bool]]:
    world = World(now=lambda: datetime(2024, 5, 14, tzinfo=UTC))
    small_town(world)
    found = []
    async with Server(world, TOKEN) as server, aiohttp.ClientSession() as client:
        for method, arguments, is_form in calls:
            # Escaped, so that a half of a surrogate pair reaches the server too.
            texts = {name: json.dumps(value) for name, value in arguments.items()}
            body = {"data": texts} if is_form else {"json": arguments}
            async with client.post(f"{server.base_url}{TOKEN}/{method}", **body) as response:
                found.append((response.status, (await response.json())["ok"]))
    return found


@settings(max_examples=30, deadline=None)
@given(CALLS)
def test_arguments_of_any_kind_are_accepted_or_refused(
    calls: list[tuple[str, dict[str, object], bool]],
) -> None:
    for status, is_accepted in asyncio.run(answers(calls)):
        assert (status, is_accepted) == (200, True) or (status in {400, 403} and not is_accepted)

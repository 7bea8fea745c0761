import asyncio
import json
from datetime import UTC, datetime

import aiohttp
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import Server, World, small_town
from simulator.api.methods import METHODS
from tests.simulator.factories import TOKEN, form_of, png

NAMES = sorted({name for method in METHODS.values() for name in method.arguments.model_fields} - {"timeout"})
TEXT = st.text(max_size=20)
INSIDE = st.sampled_from(["text", "inline_keyboard", "keyboard", "type", "chat_id", "message_id", "command"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(INSIDE, inner, max_size=3),
    max_leaves=6,
)
ARTICLE = {"type": "article", "id": "a", "title": "A", "input_message_content": {"message_text": "x"}}
LIKELY = st.sampled_from(
    [
        *(
            100_001,
            "100001",
            -400_002,
            "@morning_post",
            -1_001_000_000_004,
            "1",
            1,
            2,
            "a",
            "HTML",
            "<b>x",
            [],
            {},
            True,
        ),
        *([1, 2], [ARTICLE], ARTICLE, [{"type": "bold", "offset": 0, "length": 1}], "attach://file", "file"),
        *({"type": "photo", "media": "attach://file"}, {"message_id": 1, "quote": "x"}, 91, "1.5", "web-1", "inline-1"),
        *(
            "https://127.0.0.1:1/",
            "https://example.com/",
            {"type": "commands"},
            7322096,
            "Markdown",
            "MarkdownV2",
            "*x",
        ),
    ]
)
CALLS = st.lists(
    st.tuples(
        st.sampled_from(sorted(method.arguments.method for method in METHODS.values())),
        st.dictionaries(st.sampled_from(NAMES), LIKELY | JSON, max_size=5),
        st.booleans(),
    ),
    min_size=10,
    max_size=20,
)


def prepare(world: World) -> None:
    """Add messages, a forum with a topic, a photo and an inline query that the calls can refer to."""
    town = small_town(world)
    forum = world.add_supergroup("Forum", town.person, is_forum=True)
    world.add_bot(forum)
    world.promote(forum, world.bot)
    world.create_topic(forum, town.person, "Weather")
    for chat in (town.private, town.group, town.channel):
        world.say(chat, town.person, "/start")
    world.post_photo(town.private, town.person, png())
    world.ask_inline(town.private, town.person, "x")


async def answers(calls: list[tuple[str, dict[str, object], bool]], *, strict: bool) -> list[tuple[int, bool]]:
    world = World(now=lambda: datetime(2024, 5, 14, tzinfo=UTC))
    prepare(world)
    found = []
    async with Server(world, TOKEN, strict=strict) as server, aiohttp.ClientSession() as client:
        for method, arguments, is_form in calls:
            # ASCII escapes, so that lone surrogates reach the server.
            texts = {name: json.dumps(value) for name, value in arguments.items()}
            url = f"{server.base_url}{TOKEN}/{method}"
            files = {"file": png()} if "attach://file" in str(arguments) else {}
            body = {"data": form_of({**texts, **files})} if is_form else {"json": arguments}
            async with client.post(url, **body) as response:
                found.append((response.status, (await response.json())["ok"]))
    return found


@settings(max_examples=30)
@given(CALLS, st.booleans())
def test_any_arguments_are_accepted_or_rejected(calls: list[tuple[str, dict[str, object], bool]], strict: bool) -> None:
    for status, is_accepted in asyncio.run(answers(calls, strict=strict)):
        assert (status, is_accepted) == (200, True) or (status in {400, 403, 409} and not is_accepted)

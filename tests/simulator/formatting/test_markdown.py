import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator import Town, World
from simulator.errors import ApiError
from simulator.formatting.entities import clean, trim, utf16_length
from simulator.formatting.markdown import parse_markdown
from tests.simulator.factories import Ask

FACE = "\N{GRINNING FACE}"


def shape(source: str) -> list[tuple[str, str]]:
    formatted = parse_markdown(source)
    return [(entity.type, entity.covered_text(formatted.text)) for entity in formatted.entities]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"가*{FACE}*b", [("bold", FACE)]),
        ("_x_ and *y*", [("italic", "x"), ("bold", "y")]),
        ("`a_b*c`", [("code", "a_b*c")]),
        ("*a_b*", [("bold", "a_b")]),
        ("```\nx\n```", [("pre", "x\n")]),
        ("**", []),
        (r"\*a\_b", []),
        ("[x](tg://user?id=5)", [("text_mention", "x")]),
        ("[x](no link)", []),
        ("[example.com]", [("text_link", "example.com")]),
        ("[x](example.com", [("text_link", "x")]),
    ],
)
def test_signs_become_entities(source: str, expected: list[tuple[str, str]]) -> None:
    assert shape(source) == expected


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"\*a\_b\`c\[d", "*a_b`c[d"),
        (r"a\b\\", r"a\b\\"),
        ("[](example.com)", "(example.com)"),
        ("[x](example.com)y", "xy"),
        ("a.b-c!", "a.b-c!"),
    ],
)
def test_only_four_signs_are_escaped(source: str, text: str) -> None:
    assert parse_markdown(source).text == text


def test_a_link_keeps_its_address() -> None:
    (entity,) = parse_markdown("[x](https://example.com?a=1)").entities
    assert entity.url == "https://example.com/?a=1"


def test_a_block_of_code_names_its_language() -> None:
    (entity,) = parse_markdown("```python\nx = 1```").entities
    assert (entity.type, entity.language, entity.length) == ("pre", "python", 5)


@pytest.mark.parametrize(("source", "offset"), [("가*x", 3), ("_", 0), ("a `x```` b", 5), ("```x``", 0), ("[x", 0)])
def test_an_entity_without_end_is_rejected_with_its_offset(source: str, offset: int) -> None:
    with pytest.raises(ApiError) as raised:
        parse_markdown(source)
    assert raised.value.description == (
        f"Bad Request: can't parse entities: Can't find end of the entity starting at byte offset {offset}"
    )


@given(st.text(st.sampled_from("*_`[]()\\ab가 \n")))
def test_any_text_is_parsed_or_rejected(source: str) -> None:
    # Any other kind of error fails the test.
    with contextlib.suppress(ApiError):
        formatted = trim(parse_markdown(source))
        assert all(0 <= e.offset < e.end <= utf16_length(formatted.text) for e in formatted.entities)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="_*`[\\")))
def test_a_text_without_signs_stays_as_it_is(text: str) -> None:
    assert parse_markdown(text).text == clean(text)


@pytest.mark.parametrize("mode", ["Markdown", "markdown"])
async def test_a_bot_sends_markdown(ask: Ask, world: World, town: Town, mode: str) -> None:
    sent = await ask("sendMessage", chat_id=town.private.id, text="*Hello* /start", parse_mode=mode)
    assert sent.fields["text"] == "Hello /start"
    assert [entity.type for entity in world.messages(town.private)[0].entities] == ["bold", "bot_command"]
    wrong = await ask("sendMessage", chat_id=town.private.id, text="a_b", parse_mode=mode)
    assert (wrong.status, wrong.error) == (
        400,
        "Bad Request: can't parse entities: Can't find end of the entity starting at byte offset 1",
    )

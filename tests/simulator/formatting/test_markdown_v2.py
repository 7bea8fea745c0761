import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator import Town, World
from simulator.errors import ApiError
from simulator.formatting.entities import clean, trim, utf16_length
from simulator.formatting.markdown_v2 import parse_markdown_v2
from tests.simulator.factories import Ask

FACE = "\N{GRINNING FACE}"
RESERVED = "_*[]()~`>#+-=|{}.!"
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def shape(source: str) -> list[tuple[str, str]]:
    formatted = parse_markdown_v2(source)
    return [(entity.type, entity.covered_text(formatted.text)) for entity in formatted.entities]


def escaped(text: str) -> str:
    return re.sub(r"[_*\[\]()~`>#+\-=|{}.!\\]", r"\\\g<0>", text)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"가*{FACE}*b", [("bold", FACE)]),
        ("_x_ __y__ ~z~ ||s||", [("italic", "x"), ("underline", "y"), ("strikethrough", "z"), ("spoiler", "s")]),
        ("*a _b_ c*", [("bold", "a b c"), ("italic", "b")]),
        ("_a __b___", [("italic", "a b"), ("underline", "b")]),
        ("`a_b*c.`", [("code", "a_b*c.")]),
        (r"`a\`b`", [("code", "a`b")]),
        ("```\nx.y\n```", [("pre", "x.y\n")]),
        ("**____", []),
        ("[x](tg://user?id=5)", [("text_mention", "x")]),
        ("[x](nowhere)", []),
        (r"[example\.com]", [("text_link", "example.com")]),
        ("[](example.com)x", []),
        ("*[x](example.com)*", [("text_link", "x"), ("bold", "x")]),
    ],
)
def test_signs_become_entities(source: str, expected: list[tuple[str, str]]) -> None:
    assert shape(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (">a\n>b\nc", [("blockquote", "a\nb\n")]),
        ("c\n>a", [("blockquote", "a")]),
        (">*a*\n\n>b", [("blockquote", "a\n"), ("bold", "a"), ("blockquote", "b")]),
        (">a\n>b||", [("expandable_blockquote", "a\nb")]),
        (">a||\nc", [("expandable_blockquote", "a\n")]),
        (">||a||\nc", [("blockquote", "a\n"), ("spoiler", "a")]),
        (">", []),
    ],
)
def test_lines_become_quotes(source: str, expected: list[tuple[str, str]]) -> None:
    assert shape(source) == expected


def test_a_link_keeps_its_address_without_the_escapes() -> None:
    (entity,) = parse_markdown_v2(r"[x](https://example.com/a\)b?c=1_2)").entities
    assert entity.url == "https://example.com/a)b?c=1_2"


def test_a_block_of_code_names_its_language() -> None:
    (entity,) = parse_markdown_v2("```python\nx = 1```").entities
    assert (entity.type, entity.language, entity.length) == ("pre", "python", 5)


def test_an_emoji_keeps_its_id() -> None:
    (entity,) = parse_markdown_v2(f"![{FACE}](tg://emoji?id=25)").entities
    assert (entity.type, entity.custom_emoji_id, entity.length) == ("custom_emoji", "25", 2)


@pytest.mark.parametrize("sign", "]()>#+-=|{}.!")
def test_reserved_signs_need_an_escape(sign: str) -> None:
    with pytest.raises(ApiError) as raised:
        parse_markdown_v2(f"x{sign}")
    assert raised.value.description == (
        f"Bad Request: can't parse entities: Character '{sign}' is reserved and must be escaped with the preceding '\\'"
    )
    assert parse_markdown_v2(f"x\\{sign}").text == f"x{sign}"


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("가*x", "Can't find end of Bold entity at byte offset 3"),
        ("*x _y*", "Can't find end of Bold entity at byte offset 5"),
        ("_x", "Can't find end of Italic entity at byte offset 0"),
        ("_x__", "Can't find end of Underline entity at byte offset 2"),
        ("~x", "Can't find end of Strikethrough entity at byte offset 0"),
        (r"||x\|", "Can't find end of Spoiler entity at byte offset 0"),
        ("`x", "Can't find end of Code entity at byte offset 0"),
        ("```x", "Can't find end of Pre entity at byte offset 0"),
        ("```x y", "Can't find end of PreCode entity at byte offset 0"),
        ("[x", "Can't find end of TextUrl entity at byte offset 0"),
        (r"[x](y\)", "Can't find end of a URL at byte offset 4"),
        (">*x\n*", "Can't find end of Bold entity at byte offset 1"),
        (">*x", "Can't find end of Bold entity at byte offset 1"),
        ("![x]", "The entity must contain a tg://emoji or tg://time URL"),
        ("![x](tg://emoji?id=1", "Can't find end of a URL at byte offset 5"),
        ("![x](https://emoji?id=1)", "Invalid tg://emoji or tg://time URL specified"),
        ("![x](tg://emojis?id=1)", "Invalid tg://emoji or tg://time URL specified"),
        ("![x](tg://emoji?name=1)", "Invalid tg://emoji or tg://time URL specified"),
        ("![x](tg://emoji?id=025)", "Invalid tg://emoji or tg://time URL specified"),
    ],
)
def test_wrong_markdown_is_rejected_with_its_offset(source: str, error: str) -> None:
    with pytest.raises(ApiError) as raised:
        parse_markdown_v2(source)
    assert raised.value.description == f"Bad Request: can't parse entities: {error}"


@given(TEXT)
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    formatted = parse_markdown_v2(escaped(text))
    assert formatted == (clean(text), ())


@given(TEXT, TEXT, TEXT)
def test_an_entity_covers_exactly_its_text(before: str, inside: str, after: str) -> None:
    formatted = parse_markdown_v2(f"{escaped(before)}*{escaped(inside)}*{escaped(after)}")
    assert formatted.text == clean(before + inside + after)
    assert [e.covered_text(formatted.text) for e in formatted.entities] == [clean(inside)] * bool(clean(inside))


@given(st.text(st.sampled_from("*_~|`[]()>!\\a.:/?=가 \n")) | TEXT)
def test_any_text_is_parsed_or_rejected(source: str) -> None:
    # Any other kind of error fails the test.
    with contextlib.suppress(ApiError):
        formatted = trim(parse_markdown_v2(source))
        assert all(0 <= e.offset < e.end <= utf16_length(formatted.text) for e in formatted.entities)


async def test_a_bot_sends_markdown_v2(ask: Ask, world: World, town: Town) -> None:
    sent = await ask("sendMessage", chat_id=town.private.id, text=r"*Hello\!* /start", parse_mode="MarkdownV2")
    assert sent.fields["text"] == "Hello! /start"
    assert [entity.type for entity in world.messages(town.private)[0].entities] == ["bold", "bot_command"]
    wrong = await ask("sendMessage", chat_id=town.private.id, text="Hello!", parse_mode="MarkdownV2")
    assert wrong.status == 400

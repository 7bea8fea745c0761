"""Nesting of a message's entities."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator import Town, World
from simulator.formatting.entities import Entity, FormattedText, sort_entities
from simulator.formatting.html import parse_html
from simulator.formatting.nesting import resolve_nesting
from tests.simulator.factories import Ask

TEXT = "abcdefgh"
FORMATTING = ["bold", "italic", "spoiler"]
QUOTES = ["blockquote", "expandable_blockquote"]
LINK = '<a href="https://example.com">'
ENTITIES = st.lists(
    st.builds(
        lambda kind, place: Entity(kind, place[0], place[1] - place[0]),
        st.sampled_from([*FORMATTING, *QUOTES, "pre", "code", "text_link", "custom_emoji"]),
        st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=2, unique=True).map(sorted),
    ),
    max_size=8,
)


def resolved(formatted: FormattedText) -> list[tuple[str, str]]:
    text, entities = resolve_nesting(formatted)
    return [(entity.type, entity.covered_text(text)) for entity in entities]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<code>a<b>b</b></code>", [("code", "ab")]),
        ("<pre><i>ab</i></pre>", [("pre", "ab")]),
        ("<b>a<code>b</code>c</b>", [("bold", "a"), ("code", "b"), ("bold", "c")]),
        (f"<code>a{LINK}b</a></code>", [("code", "ab")]),
        (f"{LINK}a<code>b</code></a>", [("text_link", "ab")]),
        (f"<b>a{LINK}b</a></b>", [("bold", "ab"), ("text_link", "b")]),
        ("<b>a<i>b<b>c</b></i></b>", [("bold", "abc"), ("italic", "bc")]),
        ("<b>a</b><b>b</b>", [("bold", "ab")]),
        ("<b>a</b><i>b</i>", [("bold", "a"), ("italic", "b")]),
        ("<blockquote>a<code>b</code></blockquote>", [("blockquote", "ab"), ("code", "b")]),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", [("blockquote", "ab")]),
        ("<code>a<blockquote>b</blockquote></code>", [("blockquote", "b")]),
    ],
)
def test_invalid_nesting_is_dropped_merged_or_split(source: str, expected: list[tuple[str, str]]) -> None:
    assert resolved(parse_html(source)) == expected


def test_partly_overlapping_formatting_is_split() -> None:
    entities = (Entity("bold", 0, 4), Entity("text_link", 2, 4, url="https://example.com/"), Entity("italic", 3, 5))
    expected = [
        ("bold", "ab"),
        ("text_link", "cdef"),
        ("bold", "cd"),
        ("italic", "d"),
        ("italic", "ef"),
        ("italic", "gh"),
    ]
    assert resolved(FormattedText(TEXT, entities)) == expected


@given(entities=ENTITIES)
def test_the_resulting_entities_nest(entities: list[Entity]) -> None:
    arranged = resolve_nesting(FormattedText(TEXT, sort_entities(entities)))
    for outer, inner in combinations(arranged.entities, 2):
        if inner.offset < outer.end:
            assert inner.end <= outer.end
            assert not {outer.type, inner.type} & {"pre", "code"} or outer.type in QUOTES
            assert {outer.type, inner.type} & {*FORMATTING, *QUOTES}
            assert outer.type not in QUOTES or inner.type not in QUOTES
            assert outer.type != inner.type
    assert resolve_nesting(arranged) == arranged


async def test_a_message_has_no_formatting_in_code(ask: Ask, world: World, town: Town) -> None:
    await ask("sendMessage", chat_id=town.private.id, text="<code>a<b>b</b></code>", parse_mode="HTML")
    entities = [{"type": "code", "offset": 0, "length": 2}, {"type": "bold", "offset": 1, "length": 1}]
    await ask("sendMessage", chat_id=town.private.id, text="ab", entities=entities)
    assert [[entity.type for entity in message.entities] for message in world.messages(town.private)] == [["code"]] * 2

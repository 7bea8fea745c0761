import contextlib
import html

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simulator.errors import ApiError
from simulator.formatting.entities import FormattedText, clean, detect, trim, utf16_length
from simulator.formatting.html import parse_html, parse_simple, parse_strict

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
PIECES = [
    "<b>", "</b>", "<i>", "</i>", "<del>", "</del>", "<code>", "</code>", "<B>", "</b >", "<b", "<a>", "</a>", "</>",
    '<a href="https://example.com/?a=1&amp;b=2">', '<a href="no address">', "<a href='https://example.com'>",
    "&amp;", "&lt;", "&quot;", "&#65;", "&nbsp;", "&", ">", "<", "맑음 15.9\u2103", "\U0001f326", " ", "\n", "word",
]  # fmt: skip


def shape(source: str) -> list[tuple[str, str]]:
    formatted = parse_html(source)
    return [(entity.type, entity.covered_text(formatted.text)) for entity in formatted.entities]


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"),
        ("STRONG", "bold"),
        ("i", "italic"),
        ("em", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("code", "code"),
        ("pre", "pre"),
        ("blockquote", "blockquote"),
        ("tg-spoiler", "spoiler"),
    ],
)
def test_every_tag_becomes_its_entity(tag: str, kind: str) -> None:
    assert shape(f"a<{tag}>가\N{GRINNING FACE}</{tag}>b") == [(kind, "가\N{GRINNING FACE}")]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<span class="tg-spoiler">x</span>', [("spoiler", "x")]),
        ("<blockquote expandable>x</blockquote>", [("expandable_blockquote", "x")]),
        ("<b>x <i>y</i></b>", [("bold", "x y"), ("italic", "y")]),
        ("<b>x</>", [("bold", "x")]),
        ("<b></b>x", []),
        ("<a>example.com</a>", [("text_link", "example.com")]),
        ('<a href="not a link">x</a>', []),
        ('<a href="http://[">x</a>', []),
    ],
)
def test_nested_tags_and_attributes(source: str, expected: list[tuple[str, str]]) -> None:
    assert shape(source) == expected


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ('<a href="https://example.com">x</a>', "https://example.com/"),
        ("<a href='example.com/a'>x</a>", "http://example.com/a"),
        ('<a href="https://example.com/?a=1&amp;b=&quot;">x</a>', 'https://example.com/?a=1&b="'),
        ('<a href="tg://resolve?domain=x">x</a>', "tg://resolve?domain=x"),
    ],
)
def test_a_link_keeps_its_address(source: str, url: str) -> None:
    assert parse_html(source).entities[0].url == url


def test_a_block_of_code_in_a_language_is_one_entity() -> None:
    (entity,) = parse_html('<pre><code class="language-python">x = 1</code></pre>').entities
    assert (entity.type, entity.language, entity.length) == ("pre", "python", 5)


def test_an_emoji_keeps_its_id() -> None:
    (entity,) = parse_html('<tg-emoji emoji-id="5">\N{GRINNING FACE}</tg-emoji>').entities
    assert (entity.type, entity.custom_emoji_id, entity.length) == ("custom_emoji", "5", 2)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("&lt;&gt;&amp;&quot;", '<>&"'),
        ("&#44032;&#xAC00;", "가가"),
        ("&lt", "<"),
        ("&nbsp; & &; &#0; &#x110000;", "&nbsp; & &; &#0; &#x110000;"),
        ("a\r\nb\tc", "a\nb c"),
    ],
)
def test_references_become_characters_and_unknown_ones_stay(source: str, text: str) -> None:
    assert parse_html(source).text == text


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("가<x>", 'Unsupported start tag "x" at byte offset 3'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("가<b", "Unclosed start tag at byte offset 3"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<b >x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("가</b>", "Unexpected end tag at byte offset 3"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>가</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href=!>x</a>", "Unexpected end of name token at byte offset 8"),
        ("<a =x>x</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
    ],
)
def test_wrong_html_is_rejected_with_its_offset(source: str, error: str) -> None:
    with pytest.raises(ApiError) as raised:
        parse_html(source)
    assert raised.value.description == f"Bad Request: can't parse entities: {error}"


@given(TEXT)
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse_html(html.escape(text)).text == clean(text)


@given(TEXT, TEXT, TEXT)
def test_an_entity_covers_exactly_its_text(before: str, inside: str, after: str) -> None:
    source = f"{html.escape(before)}<b>{html.escape(inside)}</b>{html.escape(after)}"
    formatted = parse_html(source)
    assert formatted.text == clean(before + inside + after)
    assert [e.covered_text(formatted.text) for e in formatted.entities] == [clean(inside)] * bool(clean(inside))


@given(st.text(st.sampled_from("<>/&;#bai =\"'x가 \n")))
def test_any_text_is_parsed_or_rejected(source: str) -> None:
    # Any other kind of error fails the test.
    with contextlib.suppress(ApiError):
        formatted = trim(parse_html(source))
        assert all(0 <= e.offset < e.end <= utf16_length(formatted.text) for e in formatted.entities)


def test_trimming_moves_and_clips_the_entities() -> None:
    formatted = trim(parse_html(" \n x <b>y \n</b> "))
    assert formatted.text == "x y"
    assert [(e.offset, e.length) for e in formatted.entities] == [(2, 1)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\N{GRINNING FACE} /weather 인천", [("bot_command", "/weather")]),
        ("/news@local_bot 3", [("bot_command", "/news@local_bot")]),
        ("say /help, please", [("bot_command", "/help")]),
        ("27/45 a/b //x /날씨 /x인천", []),
        ("@local_bot hello a@example", [("mention", "@local_bot")]),
        ("see https://example.com/a?b=1.", [("url", "https://example.com/a?b=1")]),
    ],
)
def test_commands_mentions_and_addresses_are_found(text: str, found: list[tuple[str, str]]) -> None:
    assert [(e.type, e.covered_text(text)) for e in detect(FormattedText(text)).entities] == found


def test_nothing_is_found_inside_code() -> None:
    assert [e.type for e in detect(parse_html("<code>/help</code>")).entities] == ["code"]


@given(source=st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example(source='<b>a</b>&amp;<i><b>\U0001f326</b></i><a href="https://example.com">b</a>')
def test_the_simple_parser_agrees_with_the_strict_one(source: str) -> None:
    if (read := parse_simple(source)) is not None:
        assert read == parse_strict(source)


@pytest.mark.parametrize("source", ["", "plain", "<b>a</b>", "a &lt; b", '<a href="https://example.com/">a</a> b'])
def test_simple_texts_need_no_strict_parser(source: str) -> None:
    assert parse_simple(source) is not None


@pytest.mark.parametrize("source", ["<b>", "</b>", "<b>a</i>", "<x>a</x>", "a < b", '<a href="https://'])
def test_errors_are_left_to_the_strict_parser(source: str) -> None:
    assert parse_simple(source) is None
    with pytest.raises(ApiError):
        parse_strict(source)

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.rendering.layout import join_blocks, plain_text, shorten, utf16_length, visible_length
from tests.bot.rendering.factories import is_well_formed

TEXT = st.text(st.characters(codec="utf-8") | st.sampled_from("😀 .?…\n"), max_size=80)
BLOCK = st.builds(
    lambda inside, tag: Markup("<{0}>{1}</{0}>").format(tag, inside), TEXT, st.sampled_from(["b", "i", "code"])
)


def test_a_short_text_is_unchanged() -> None:
    assert shorten("짧은 글", 4) == "짧은 글"


def test_a_text_is_cut_after_a_sentence() -> None:
    assert shorten("첫 문장이다. 둘째 문장은 들어가지 않는다.", 14) == "첫 문장이다.…"


def test_a_text_without_a_sentence_is_cut_after_a_word() -> None:
    assert shorten("하나 둘 셋 넷 다섯", 9) == "하나 둘 셋…"


def test_a_text_without_words_is_cut_anywhere() -> None:
    assert shorten("가" * 20, 5) == "가가가가…"


def test_a_surrogate_pair_is_not_split() -> None:
    assert shorten("😀😀😀", 4) == "😀…"
    assert shorten("😀😀😀", 5) == "😀😀…"


@given(TEXT, st.integers(1, 100))
def test_a_shortened_text_never_exceeds_its_limit(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert utf16_length(short) <= limit
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
    assert short.encode().decode() == short, "no pair is cut in two"


def test_blocks_are_joined_with_an_empty_line_without_none() -> None:
    assert join_blocks([Markup("<b>a</b>"), None, Markup(""), Markup("b")]) == "<b>a</b>\n\nb"
    assert join_blocks([]) == ""


def test_blocks_that_do_not_fit_are_dropped_as_a_whole() -> None:
    blocks = [Markup("<b>{}</b>").format("가" * 40) for _ in range(3)]
    assert join_blocks(blocks, limit=100) == f"{blocks[0]}\n\n{blocks[1]}\n\n…"


def test_tags_do_not_count_and_escapes_count_as_one_character() -> None:
    block = Markup('<a href="https://a.example/{}">{}</a>').format("x" * 5000, "&" * 90)
    assert visible_length(block) == 90
    assert join_blocks([block], limit=100) == block


@given(st.lists(BLOCK, max_size=8), st.integers(4, 200))
def test_joined_blocks_never_exceed_the_limit_and_stay_well_formed(blocks: list[Markup], limit: int) -> None:
    joined = join_blocks(blocks, limit)
    assert visible_length(joined) <= limit
    assert is_well_formed(joined)


@given(TEXT)
def test_the_plain_text_of_escaped_text_is_the_text(text: str) -> None:
    assert plain_text(Markup("<b>{}</b>").format(text)) == text


@pytest.mark.parametrize(("text", "length"), [("", 0), ("가", 1), ("😀", 2), ("\ud800", 1)])
def test_length_is_in_utf_16_units(text: str, length: int) -> None:
    assert utf16_length(text) == length

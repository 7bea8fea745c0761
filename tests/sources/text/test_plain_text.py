from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.text.plain_text import to_line, to_paragraphs
from tests.sources.factories import examples

HIDDEN = "숨은 글"
WAYS_TO_HIDE = [
    "<script>{}</script>",
    "<SCRIPT type='text/javascript'>{}</SCRIPT>",
    "<style>{}</style>",
    "<noscript>{}</noscript>",
    "<template>{}</template>",
    "<iframe>{}</iframe>",
    "<textarea>{}</textarea>",
    "<select><option>{}</option></select>",
    "<svg><text>{}</text></svg>",
    "<!-- {} -->",
    "<p hidden>{}</p>",
    "<p hidden='until-found'>{}</p>",
    "<p aria-hidden='true'>{}</p>",
    "<p style='display:none'>{}</p>",
    "<p style='color: red; DISPLAY : NONE !important'>{}</p>",
    "<p style='visibility: hidden'>{}</p>",
    "<p style='font-size:0'>{}</p>",
    "<p style='font-size: 0.0em;'>{}</p>",
    "<div hidden><div style='display:none'>{0}</div>{0}</div>",
]


@pytest.mark.parametrize("way", WAYS_TO_HIDE)
def test_hidden_text_is_left_out(way: str) -> None:
    assert to_paragraphs(f"<p>앞</p>{way.format(HIDDEN)}<p>뒤</p>") == ("앞", "뒤")


@pytest.mark.parametrize(
    "style",
    ["font-size:0.9em", "font-size: 10px", "font-size:.5em", "display:block", "visibility:visible", "x-display:none"],
)
def test_small_or_styled_text_is_included(style: str) -> None:
    assert to_paragraphs(f"<p style='{style}'>글</p>") == ("글",)


def test_blocks_and_line_breaks_separate_paragraphs() -> None:
    assert to_paragraphs("하나<br>둘<p>셋 <b>넷</b>\n다섯</p><ul><li>여섯</ul>") == (
        "하나",
        "둘",
        "셋 넷 다섯",
        "• 여섯",
    )


def test_text_without_html_stays_unchanged() -> None:
    text = "1 < 2 > 0, A&B <KBS> <속보> if (a<b)"
    assert to_line(text) == text
    assert to_paragraphs("첫 줄\n둘째 줄") == ("첫 줄", "둘째 줄")


@pytest.mark.parametrize("cut", ["<img src='x", '<a href="https://seom.example/very', "<p>글</p"])
def test_a_truncated_tag_is_left_out(cut: str) -> None:
    assert to_line(f"글 {cut}").removesuffix(" 글") == "글"


@pytest.mark.parametrize("character", "\0\x08\x1b\x7f\x9f\u061c\u200b\u200e\u202a\u202e\u2066\u2069\ufeff\U000e0041")
def test_control_characters_are_removed(character: str) -> None:
    assert to_line(f"가{character}나") == "가나"
    assert "나" in to_line(f"<b>가&#{ord(character)};나</b>")
    assert character not in to_line(f"<b>가&#{ord(character)};나</b>")


def test_the_tags_of_an_unknown_namespace_are_left_out() -> None:
    address = "//www.w3.org/1999/xhtml"
    assert to_paragraphs(f"<{address}>물레방아가 <{address}>다시</{address}> 돈다.</{address}>") == (
        "물레방아가 다시 돈다.",
    )


def test_an_emoji_of_several_people_stays_together() -> None:
    assert to_line("👨\u200d👩\u200d👧 나들이") == "👨\u200d👩\u200d👧 나들이"


@pytest.mark.parametrize("tag", ["div", "span", "ul><li", "b"])
def test_deep_nesting_does_not_matter(tag: str) -> None:
    assert "글" in to_paragraphs(f"<p>글</p>{f'<{tag}>' * 250}")


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@examples(0.1)
@given(
    st.lists(st.sampled_from(["<p>보이는 글</p>", "보이는 글", "<b>보이는 글</b>"]), min_size=1, max_size=4),
    st.lists(st.sampled_from(WAYS_TO_HIDE), min_size=1, max_size=6),
    st.randoms(use_true_random=False),
    st.integers(0, 3),
)
def test_hidden_text_never_appears_and_visible_text_always_does(
    seen: list[str], ways: list[str], order: Random, layers: int
) -> None:
    parts = [*seen, *(way.format(HIDDEN) for way in ways)]
    order.shuffle(parts)
    fragment = "".join(parts)
    for _ in range(layers):
        fragment = escaped(fragment)
    text = " ".join(to_paragraphs(fragment))
    assert "숨은" not in text
    assert text.count("보이는") == len(seen)

"""Limits of an HTML page, checked before its tree is built."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.errors import BrokenDocument
from sources.text.html_tree import Limits, check_limits, parse_html

SMALL = Limits(attributes=3, depth=4, elements=6)


def depth_of(levels: int) -> str:
    return "<div>" * levels + "x" + "</div>" * levels


@pytest.mark.parametrize(
    "page",
    [
        depth_of(4),
        "<p a b=1 c='2'>x",
        "<p>x" * 6,
        "<b>x</b>" * 6,
        # Neither a comment, a quoted attribute nor a script has tags.
        "<!-- <i><i><i><i><i><i><i> --><p>x",
        '<p a="<i><i><i><i><i><i><i>">x',
        "<p a='b c d e f'>x",
        "<script>'<i><i><i><i><i><i><i>'</script><p>x",
        "a < b, c > d",
        # Elements that are void, that the next one closes, or whose end tag stands elsewhere, do not add up.
        "<br>" * 6,
        "<li>x" * 6,
        "<div><span></div>" + depth_of(3),
        "</div></p></i>" * 9,
        "<svg>" + "<path d=''/>" * 5 + "</svg>",
    ],
)
def test_a_page_within_the_limits_is_parsed(page: str) -> None:
    assert parse_html(page, SMALL).body is not None


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("\n" + depth_of(5), "line 2: elements are nested deeper than 4 levels"),
        ("<DIV>" * 5, "line 1: elements are nested deeper than 4 levels"),
        ("\r\n<p>x</p>\n<p a b=1 c='2' d>x", "line 3: an element has more than 3 attributes"),
        ("<p a/b/c/d>x", "line 1: an element has more than 3 attributes"),
        ("<p>x" * 7, "line 1: there are more than 6 elements"),
        # A browser opens the two again in each paragraph.
        ("<b><u>" + "<p>x" * 2, "line 1: there are more than 6 elements"),
        ("<svg><title/>" + "<g/>" * 5, "line 1: there are more than 6 elements"),
        # A tag without its end, as in a page that was cut off.
        ("<p a b c d", "line 1: an element has more than 3 attributes"),
    ],
)
def test_a_page_beyond_a_limit_is_rejected_with_the_line(page: str, reason: str) -> None:
    with pytest.raises(BrokenDocument) as raised:
        parse_html(page, SMALL)
    assert str(raised.value) == reason


@given(st.integers(1, 40), st.integers(1, 40))
def test_the_limits_are_exact(levels: int, limit: int) -> None:
    try:
        check_limits(depth_of(levels), Limits(depth=limit))
    except BrokenDocument:
        assert levels > limit
    else:
        assert levels <= limit


@given(st.text(alphabet="<>/!-= \"'abip\n", max_size=400))
def test_any_text_is_checked_and_parsed(text: str) -> None:
    assert parse_html(text).html is not None

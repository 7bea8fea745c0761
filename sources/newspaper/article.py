"""The article as the visible text of a newspaper page shows it.

headline
  • 해당된 기사를 공유합니다
section
headline again
sub-headline, picture's caption
paragraphs
모바일 버전으로 보기
"""

from collections.abc import Sequence

from sources.errors import BrokenDocument
from sources.records import Article
from sources.text.lines import Line, is_bulleted

_SHARE = "해당된 기사를 공유합니다"
_FOOTER = "모바일 버전으로 보기"
_SENTENCE_ENDS = (".", "?", "!", "…")
_CLOSING_QUOTES = "\"'”’」』)"
_MOST_HEAD_LINES = 2


def find_headline(lines: Sequence[Line]) -> int | None:
    """The index of the line that holds the headline, or None where the page carries no article.

    Raises:
        BrokenDocument: the share line is there, but no headline above it.
    """
    share = next((index for index, line in enumerate(lines) if _SHARE in line.text), None)
    if share is None:
        return None
    for index in range(share - 1, -1, -1):
        if lines[index].text:
            if is_bulleted(lines[index].raw):
                break
            return index
    raise BrokenDocument("no headline above the line that asks to share the article", lines[share].number)


def parse_article(lines: Sequence[Line]) -> Article:
    """Read an article from its headline's line on; the first line of `lines` is the headline.

    The text carries no date of its own, so `published_at` is None.
    """
    headline = lines[0].text
    share = next(index for index, line in enumerate(lines) if _SHARE in line.text)
    footer = next((index for index, line in enumerate(lines) if line.text == _FOOTER), len(lines))
    section, body = _after_headline(lines[share + 1 : footer], headline)
    head = _head_length(body)
    blocks = [line.text for line in body if line.text]
    subheadline, caption, *_ = [*blocks[:head], None, None]
    return Article(
        headline=headline,
        subheadline=subheadline,
        section=section,
        caption=caption,
        paragraphs=tuple(blocks[head:]),
    )


def _after_headline(lines: Sequence[Line], headline: str) -> tuple[str | None, Sequence[Line]]:
    """The section, which stands between the share line and the headline's second appearance, and the rest."""
    again = next((index for index, line in enumerate(lines) if line.text == headline), None)
    if again is None:
        return None, lines
    section = next((line.text for line in lines[:again] if line.text), None)
    return section, lines[again + 1 :]


def _head_length(lines: Sequence[Line]) -> int:
    """How many blocks stand before the paragraphs: the sub-headline and the caption, where they are there.

    A line of nothing but a no-break space parts them from the paragraphs; without one, they are the
    leading blocks that do not end as a sentence does.
    """
    blocks = 0
    for line in lines:
        if not line.text and "\N{NO-BREAK SPACE}" in line.raw and blocks:
            if blocks <= _MOST_HEAD_LINES:
                return blocks
            break
        blocks += bool(line.text)
    texts = [line.text for line in lines if line.text][:_MOST_HEAD_LINES]
    return next((index for index, text in enumerate(texts) if _is_sentence(text)), len(texts))


def _is_sentence(text: str) -> bool:
    return text.rstrip(_CLOSING_QUOTES).endswith(_SENTENCE_ENDS)

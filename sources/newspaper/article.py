"""Articles in the visible text of a newspaper page.

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
from sources.text.furniture import is_furniture
from sources.text.plain_text import Line, has_bullet

_SHARE = "해당된 기사를 공유합니다"
_FOOTER = "모바일 버전으로 보기"
_SENTENCE_ENDS = (".", "?", "!", "…")
# Paragraphs of Korean news often end in a quotation, after its full stop.
_CLOSING_QUOTES = "\"'”’」』)"
_MAX_HEAD_LINES = 2


def find_headline(lines: Sequence[Line]) -> int | None:
    """Return the index of the headline's line, or None if the page has no article.

    Raises:
        BrokenDocument: the share line is there, but no headline above it.
    """
    share = next((index for index, line in enumerate(lines) if _SHARE in line.text), None)
    if share is None:
        return None
    for index in range(share - 1, -1, -1):
        if lines[index].text:
            # A bulleted line is the end of the ticker; it must not become the headline.
            if has_bullet(lines[index].raw):
                break
            return index
    raise BrokenDocument("no headline above the line that asks to share the article", lines[share].number)


def parse_article(lines: Sequence[Line]) -> Article:
    """Parse an article; the first of the lines is its headline.

    The visible text contains no date of the article, so `published_at` is None.
    """
    headline = lines[0].text
    share = next(index for index, line in enumerate(lines) if _SHARE in line.text)
    footer = next((index for index, line in enumerate(lines) if line.text == _FOOTER), len(lines))
    section, body = _split_section(lines[share + 1 : footer], headline)
    head = _count_head_lines(body)
    blocks = [line.text for line in body if line.text]
    subheadline, caption, *_ = [*blocks[:head], None, None]
    return Article(
        headline=headline,
        subheadline=subheadline,
        section=section,
        caption=caption,
        paragraphs=tuple(block for block in blocks[head:] if not is_furniture(block)),
    )


def _split_section(lines: Sequence[Line], headline: str) -> tuple[str | None, Sequence[Line]]:
    """Return the section, which stands between the share line and the repeated headline, and the lines after it."""
    again = next((index for index, line in enumerate(lines) if line.text == headline), None)
    if again is None:
        return None, lines
    section = next((line.text for line in lines[:again] if line.text), None)
    return section, lines[again + 1 :]


def _count_head_lines(lines: Sequence[Line]) -> int:
    """Return the number of lines before the paragraphs: sub-headline and caption, if they are there.

    A line of no-break spaces separates them from the paragraphs. Without one they are the leading lines that do not
    end like a sentence.
    """
    blocks = 0
    for line in lines:
        if not line.text and "\N{NO-BREAK SPACE}" in line.raw and blocks:
            # Such a line farther below separates two paragraphs.
            if blocks <= _MAX_HEAD_LINES:
                return blocks
            break
        blocks += bool(line.text)
    texts = [line.text for line in lines if line.text][:_MAX_HEAD_LINES]
    return next((index for index, text in enumerate(texts) if _is_sentence(text)), len(texts))


def _is_sentence(text: str) -> bool:
    return text.rstrip(_CLOSING_QUOTES).endswith(_SENTENCE_ENDS)

"""Text lengths: joining and shortening to fit Telegram's limits."""

from collections.abc import Iterable

from markupsafe import Markup

MAX_MESSAGE_LENGTH = 4096
"""UTF-16 units of a message after its HTML is parsed (Bot API, sendMessage)."""

MAX_CAPTION_LENGTH = 1024
"""UTF-16 units of a photo's caption after its HTML is parsed (Bot API, sendPhoto)."""

_SENTENCE_ENDS = (". ", "? ", "! ", "… ")
_ELLIPSIS = "…"


def utf16_length(text: str) -> int:
    """Return the length of a text as Telegram counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, limit: int) -> str:
    """Shorten a plain text to at most `limit` UTF-16 units, after a sentence or else after a word."""
    if utf16_length(text) <= limit:
        return text
    # Cutting UTF-16 may halve a surrogate pair; the decoder drops the first half.
    head = text.encode("utf-16-le", "surrogatepass")[: 2 * (limit - 1)].decode("utf-16-le", "ignore")
    # A sentence or word that ends in the first half would cost too much of the text.
    sentence = max(head.rfind(end) + 1 for end in _SENTENCE_ENDS)
    if sentence > len(head) // 2:
        return head[:sentence] + _ELLIPSIS
    word = head.rfind(" ")
    return (head[:word] if word > len(head) // 2 else head).rstrip() + _ELLIPSIS


def join_lines(lines: Iterable[Markup | None]) -> Markup:
    """Join the lines of a block; None is left out."""
    return Markup("\n").join(filter(None, lines))


def join_blocks(blocks: Iterable[Markup | None], limit: int = MAX_MESSAGE_LENGTH) -> Markup:
    """Join the blocks of a message with an empty line between them; blocks at the end that do not fit are dropped.

    Args:
        blocks: HTML, each complete in itself; None is left out.
        limit: UTF-16 units of the visible text.
    """
    gap = Markup("\n\n")
    fitting: list[Markup] = []
    length = 0
    for block in filter(None, blocks):
        length += visible_length(block) + (len(gap) if fitting else 0)
        # Room for the ellipsis is kept even if this block may be the last.
        if length > limit - len(_ELLIPSIS) - len(gap):
            fitting.append(Markup(_ELLIPSIS))
            break
        fitting.append(block)
    return gap.join(fitting)


def cut_lines(lines: Iterable[Markup], limit: int) -> Markup:
    """Join the lines that fit, with an ellipsis if lines are dropped; a first line that is too long is shortened.

    Args:
        lines: HTML, each complete in itself.
        limit: UTF-16 units of the visible text.
    """
    fitting: list[Markup] = []
    for line in lines:
        whole = join_lines([*fitting, line])
        if visible_length(whole) > limit - len(_ELLIPSIS) - 1:
            return (
                join_lines([*fitting, Markup(_ELLIPSIS)])
                if fitting
                else Markup.escape(shorten(plain_text(line), limit))
            )
        fitting.append(line)
    return join_lines(fitting)


def visible_length(html: Markup) -> int:
    """Return the UTF-16 units of a text after its HTML is parsed."""
    return utf16_length(plain_text(html))


def plain_text(html: Markup) -> str:
    """Return the visible text of HTML; line breaks are fitting."""
    # Values are escaped, so each "<" starts a tag.
    parts = str(html).split("<")
    return Markup(parts[0] + "".join(part.partition(">")[2] for part in parts[1:])).unescape()

"""Words of a message as its author wrote them: what was not understood is quoted in whole words."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from bot.parsing.rewriting import rewrite
from bot.parsing.wording import prepare

_IDEOGRAPHIC, _SPACED = re.compile("[一-龥々ァ-ヶー]"), re.compile(r"[^\W一-龥々ぁ-ヶー]")


def quote(said: str, words: str) -> str:
    """Return the whole words of a message that a part of it, as the reader gives it, is of: 土日以外 for 以.

    Args:
        said: the message.
        words: the part; it is returned as it is if it is not found in the message.
    """
    found = _find(said, words)
    return words if found is None else _widen(said, *found)


def find_said(said: str, words: str) -> str:
    """Return a part of a message as its author wrote it; as it is if it is not found."""
    found = _find(said, words)
    return words if found is None else said[slice(*found)]


def _find(said: str, words: str) -> tuple[int, int] | None:
    start = said.casefold().find(words.casefold())
    if words and start >= 0:
        return start, start + len(words)
    return _find_rewritten(said, " ".join(words.split()))


def quote_all(said: str, parts: Iterable[str]) -> list[str]:
    """Return the whole words of a message that parts of it are of, each once."""
    quoted = list(dict.fromkeys(quote(said, one) for one in parts))
    return [one for one in quoted if not any(one != other and one in other for other in quoted)]


def _find_rewritten(said: str, words: str) -> tuple[int, int] | None:
    """Return where words of the rewritten message stand in the message: 20/5 became 5월 20일."""
    text = " ".join(rewrite(prepare(said)).split())
    if not words or (start := text.find(words)) < 0:
        return None
    end = start + len(words)
    blocks = SequenceMatcher(None, text, said, autojunk=False).get_opcodes()
    meant = [(first, last) for _, low, high, first, last in blocks if low < end and high > start]
    first, last = meant[0][0], meant[-1][1]
    # Within a block that is the same in both the place is exact.
    tag, low, _, same, _ = next(one for one in blocks if one[1] <= start < one[2])
    first = same + start - low if tag == "equal" else first
    tag, low, _, same, _ = next(one for one in blocks if one[1] < end <= one[2])
    last = same + end - low if tag == "equal" else last
    return (first, last) if first < last else None


def _widen(said: str, start: int, end: int) -> str:
    """Return a part of a text from the beginning of its first word to the end of its last one."""
    for letters in (_IDEOGRAPHIC, _SPACED):
        if letters.match(said[start]):
            while start and letters.match(said[start - 1]):
                start -= 1
        if letters.match(said[end - 1]):
            while end < len(said) and letters.match(said[end]):
                end += 1
    return said[start:end].strip()

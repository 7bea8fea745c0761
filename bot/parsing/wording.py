"""Patterns over words of five languages, and texts from which the words that were understood are taken out.

Korean words have particles at their end, Chinese and Japanese have no spaces, and words in Latin letters end where
their letters do; so each kind of writing has its own boundary.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

from bot.parsing.patterns.words import Words

TAKEN = "\x1f"
"""Stands in a text for words that were understood."""

LATIN = "a-z\u00c0-\u024f\u1e00-\u1eff"
"""Letters of English and Vietnamese, for a character class with `re.IGNORECASE`."""

NO_LATIN_BEFORE, NO_LATIN_AFTER = f"(?<![{LATIN}])", f"(?![{LATIN}])"
NO_HANGUL_BEFORE, NO_HANGUL_AFTER = "(?<![가-힣])", "(?![가-힣])"

# Chinese and Japanese keyboards type these; the signs beyond ASCII separate, as their ASCII twins do.
_WIDTHS = {0xFF01 + number: 0x21 + number for number in range(94)} | {0x3000: " ", 0x2019: "'"}
_MARKS = Words(f"[\ue000-\uf8ff{TAKEN}]")
_PARTICLES = (
    "에서는|에서도|에서|에는|에도|에|까지는|까지|부터|이랑|랑|하고|이나|이고|이면|이라도|인데|인지|이에요|예요|이야|이요|이죠|으로|로"
    "|은요|는요|은|는|도|이|가|을|를|의|만|과|와|요|쯤|경|마다|나|야|면|용|엔|엔요"
)
_LOOSE = Words(
    rf"(?<={TAKEN})\s?(?:{_PARTICLES}|동안(?:의|은|에|만)?){NO_HANGUL_AFTER}"
    rf"|(?<={TAKEN})'(?:s|re|ll|m|ve|d)(?![{LATIN}])"
    rf"|(?<={TAKEN})(?:には|では|とか|から|まで|[はのにもがをでとへ的])"
)


def prepare(text: str) -> str:
    """Return a text in composed characters and ASCII widths, without the letters that the reader marks with."""
    return _MARKS.sub(" ", unicodedata.normalize("NFC", text)).translate(_WIDTHS)


def latin(words: str) -> str:
    """Return a pattern for alternatives in Latin letters, as whole words."""
    return f"{NO_LATIN_BEFORE}(?:{words}){NO_LATIN_AFTER}"


def any_of(*patterns: str) -> Words:
    """Return a pattern that matches where one of these does, in any case."""
    return Words("|".join(patterns), re.IGNORECASE)


def contains(pattern: Words, text: str) -> bool:
    """Return whether a pattern matches somewhere in a text."""
    return pattern.search(text) is not None


def take(
    pattern: Words, text: str, use: Callable[[re.Match[str]], bool] = lambda _match: True
) -> tuple[list[re.Match[str]], str]:
    """Return the matches of a pattern that `use` accepts, and the text without them and their particles."""
    found: list[re.Match[str]] = []

    def replace(match: re.Match[str]) -> str:
        if not use(match):
            return match[0]
        found.append(match)
        return TAKEN

    rest = pattern.sub(replace, text)
    return found, drop_particles(rest) if found else rest


def substitute(pattern: Words, replace: Callable[[re.Match[str]], str], text: str) -> str:
    """Return a text with the matches of a pattern of `any_of` replaced."""
    return pattern.sub(replace, text)


def drop_particles(text: str) -> str:
    """Return a text without the particles of words that were taken out."""
    return _LOOSE.sub("", text)


def alternatives(words: Iterable[str]) -> str:
    """Return the alternatives of a pattern, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))

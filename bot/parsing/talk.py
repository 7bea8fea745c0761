"""Talk: what tells, exclaims or compares something, and asks and orders nothing."""

import re

from bot.parsing.intent import When
from bot.parsing.korean import statements
from bot.parsing.vocabulary import telling_words
from bot.parsing.wording import contains

_OF_PEOPLE = (telling_words.BLAMED, telling_words.FIGURE, telling_words.COMPLIMENT)
_HANGUL = re.compile("[가-힣]")


def is_half_order(said: str) -> bool:
    """Return whether a text speaks of an order that is not given: I might unsubscribe."""
    return contains(telling_words.HESITATION, said)


def is_talk(said: str, when: When, *, is_order: bool, is_placed: bool) -> bool:
    """Return whether a text is talk, even if it has words for the weather or for bulletins.

    Args:
        said: the text, prepared.
        when: the days and times that it names.
        is_order: whether it has words that order something.
        is_placed: whether it names a place.
    """
    if contains(telling_words.OF_OTHERS, said) or contains(telling_words.OF_THE_BOT, said):
        return True
    if is_order:
        # 인천 뺄까 말까 is asked back.
        return (is_half_order(said) and not is_placed) or (not contains(telling_words.ASKED, said) and _narrates(said))
    # 내일 비 온다 and 서울 춥다 are questions in a few words.
    is_of_then = when.is_past or contains(telling_words.TRIP, said) or statements.recalls(said)
    is_open = (when.is_ahead or is_placed) and not is_of_then
    if is_open or "?" in said:
        return False
    if contains(telling_words.ASKED, said):
        return contains(telling_words.BLAMED, said)
    is_of_people = any(contains(pattern, said) for pattern in _OF_PEOPLE)
    return is_of_people or (not when.times and _tells(said))


def _tells(said: str) -> bool:
    return statements.tells(said) if _HANGUL.search(said) else contains(telling_words.TOLD, said)


def _narrates(said: str) -> bool:
    return statements.narrates(said) if _HANGUL.search(said) else contains(telling_words.NARRATED, said)

"""What asks nothing of the bot: talk, which tells or exclaims something, and tasks of other assistants."""

import re

from bot.parsing.intent import When
from bot.parsing.korean import statements
from bot.parsing.vocabulary import other_task_words, telling_words
from bot.parsing.vocabulary.order_words import REMINDING, SENDING, SUBSCRIBE, UNSUBSCRIBE
from bot.parsing.vocabulary.stopping_words import NAMED_BULLETIN
from bot.parsing.vocabulary.talk_words import NEWS
from bot.parsing.vocabulary.weather_words import WEATHER_WORD
from bot.parsing.wording import contains

_OF_PEOPLE = (telling_words.BLAMED, telling_words.FIGURE, telling_words.COMPLIMENT)
_HANGUL = re.compile("[가-힣]")
_OF_BULLETINS = (NAMED_BULLETIN, NEWS, WEATHER_WORD)
_DOING = (SENDING, REMINDING, SUBSCRIBE, UNSUBSCRIBE)
_MAX_BESIDE_VERB, _MAX_UNKNOWN = 2, 1


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


def is_for_device(said: str) -> bool:
    """Return whether a text is about a device or a room: 에어컨 꺼줘, but not 에어컨 켜야 하나."""
    return contains(other_task_words.DEVICE, said) and not contains(other_task_words.WHETHER, said)


def is_about_appointment(said: str) -> bool:
    """Return whether a text asks for appointments and the like: 오늘 약속 있니."""
    return contains(other_task_words.MATTER_ASKED, said)


def is_other_order(said: str, unknown: int, *, is_placed: bool) -> bool:
    """Return whether an order to send or to end something is for something else than bulletins: 메일 보내줘.

    Args:
        said: the text.
        unknown: the weight of its words that were not understood.
        is_placed: whether it names a place.
    """
    if not unknown or any(contains(one, said) for one in _OF_BULLETINS):
        return False
    most = _MAX_BESIDE_VERB if any(contains(one, said) for one in _DOING) else _MAX_UNKNOWN
    is_unclear = not is_placed and unknown > most
    return is_unclear or contains(other_task_words.MATTER, said)


def _tells(said: str) -> bool:
    return statements.tells(said) if _HANGUL.search(said) else contains(telling_words.TOLD, said)


def _narrates(said: str) -> bool:
    return statements.narrates(said) if _HANGUL.search(said) else contains(telling_words.NARRATED, said)

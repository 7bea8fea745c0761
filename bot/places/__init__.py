"""From what a person writes, or where one is, to a place in Korea and the weather station that speaks for it."""

from bot.places.finder import MOST_SUGGESTIONS, Places
from bot.places.match import Answer, How, Match, bears_the_name, lasting_key, short_name

__all__ = [
    "MOST_SUGGESTIONS",
    "Answer",
    "How",
    "Match",
    "Places",
    "bears_the_name",
    "lasting_key",
    "short_name",
]

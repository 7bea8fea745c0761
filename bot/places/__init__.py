"""Place lookup: from a name or a position to a place in Korea and its weather station."""

from bot.places.finder import MAX_SUGGESTIONS, Places, shipped_places
from bot.places.match import Answer, Match, MatchMethod

__all__ = [
    "MAX_SUGGESTIONS",
    "Answer",
    "Match",
    "MatchMethod",
    "Places",
    "shipped_places",
]

"""Deep links that name a place: ``t.me/<bot>?start=incheon``.

The parameter ``start`` holds at most 64 of the characters ``A-Z a-z 0-9 _ -`` (Bot API, "Deep linking"): the place's
English name if it leads back to the place, with its province if others share the name (``goseong-gangwon``), else the
number of the place's station.
"""

from bot.parsing.patterns.words import Words
from bot.places import Answer, Match, Places

GREETING = "hello"
"""The parameter without a place; the bot greets the private chat or the group that it was just added to."""

MAX_LENGTH = 64
_PARAMETER = Words(r"[A-Za-z0-9_-]{1,64}")
_NUMBER = Words(r"[0-9]{1,4}")
_NOT_ALLOWED = Words(r"[^a-z0-9]+")


def encode(match: Match, places: Places) -> str:
    """Return the parameter that `decode` resolves to a place, or at least to its station."""
    place = match.place
    name = _slug(match.station.names["en"] if match.has_station_name else place.name("en"))
    province = places.get(place.province) if place.province else None
    candidates = [name, f"{name}-{_slug(province.place.name('en'))}"] if province else [name]
    # The English name may be shared or belong to a better-known place; only decoding shows that.
    for parameter in candidates:
        if _PARAMETER.fullmatch(parameter) and _is_same(decode(parameter, places).match, match):
            return parameter
    return str(match.station.number)


def decode(parameter: str, places: Places) -> Answer:
    """Return the places that a parameter may mean; guessed spellings are only suggestions."""
    if _NUMBER.fullmatch(parameter):
        match = places.get(f"station:{int(parameter)}")
        return Answer((match,)) if match else Answer()
    # Handwritten links also have underscores: incheon_si.
    answer = places.find(parameter.replace("-", " ").replace("_", " ").strip())
    if all(match.is_reliable for match in answer.matches):
        return answer
    return Answer(suggestions=answer.matches)


def _is_same(found: Match | None, match: Match) -> bool:
    return found is not None and (found.place.key, found.station) == (match.place.key, match.station)


def _slug(name: str) -> str:
    return _NOT_ALLOWED.sub("-", name.casefold()).strip("-")

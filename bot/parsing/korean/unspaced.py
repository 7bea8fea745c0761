"""Korean texts without spaces, taken apart into words of the grammar and names of places: 내일비오나여수."""

import re

from bot.parsing.patterns.words import Words
from bot.parsing.vocabulary.korean_words import FALLING, RAIN, WORDS
from bot.places import Places
from sources.korea.gazetteer import Kind

_MIN_LENGTH, _MAX_LENGTH = 4, 24
_LONGEST_PIECE, _LONG_NAME = 9, 3
_TOKEN = Words(rf"(?<![가-힣])[가-힣0-9]{{{_MIN_LENGTH},{_MAX_LENGTH}}}(?![가-힣])")
_PARTICLES = (
    "",
    "에서",
    "에는",
    "까지",
    "부터",
    "이랑",
    "하고",
    "랑",
    "은",
    "는",
    "의",
    "에",
    "도",
    "요",
    "이",
    "가",
    "만",
    "엔",
    "좀",
)
_WORDS = frozenset(word + particle for word in WORDS for particle in _PARTICLES) | RAIN
_HOURS = "한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|열한|열두"
_TIME = Words(rf"(?:[0-9]{{1,2}}(?:시(?:[0-9]{{1,2}}분|반)?|일)|(?:{_HOURS})시반?)(?:에|부터|까지|마다|로|으로)?")

_Pieces = tuple[str, ...]


def insert_spaces(text: str, places: Places) -> str:
    """Return a text with spaces in each word that consists of words of the grammar and of names of places."""

    def divide(match: re.Match[str]) -> str:
        # 해운대 is a name, and 알려주세요 a word.
        if match[0] in WORDS or places.find_whole(match[0]):
            return match[0]
        return " ".join(_divide(match[0], places) or (match[0],))

    return _TOKEN.sub(divide, text)


def _divide(token: str, places: Places) -> _Pieces | None:
    """Return the fewest pieces that the whole token consists of; None if there are none."""
    best: list[_Pieces | None] = [(), *(None for _ in token)]
    for end in range(1, len(token) + 1):
        for start in range(max(0, end - _LONGEST_PIECE), end):
            before, piece = best[start], token[start:end]
            known = best[end]
            if before is None or (known is not None and len(known) <= len(before) + 1):
                continue
            if _is_piece(piece, before, places):
                best[end] = (*before, piece)
    return best[-1]


def _is_piece(piece: str, before: _Pieces, places: Places) -> bool:
    if piece in _WORDS or _TIME.fullmatch(piece) or (before and before[-1] in RAIN and piece in FALLING):
        return True
    return any(
        piece.endswith(particle) and _is_known_name(piece.removesuffix(particle), places) for particle in _PARTICLES
    )


def _is_known_name(name: str, places: Places) -> bool:
    if len(name) < 2:  # noqa: PLR2004 - no name has one syllable
        return False
    kinds = {place.kind for place in places.find_whole(name)}
    return bool(kinds & {Kind.PROVINCE, Kind.DISTRICT} or (kinds and len(name) >= _LONG_NAME and kinds != {Kind.TOWN}))
